"""Where a sentence names an exercise: known names, names built by shape, and "stretch your hamstrings".

A name by shape is a head ("raise", "pose", "curl") with words of position, side, manner, equipment or body part before it;
known names grow to the left by the same words, so that a page's "kneeling push-up" keeps its own name.
"""

from __future__ import annotations

import functools

from pipeline.extract.exercises import acts, lexicon, names
from pipeline.extract.exercises.candidate import Candidate
from pipeline.extract.exercises.lexicon import Words
from pipeline.extract.exercises.tables import Head, body_nouns, equipment_nouns, grammar, shapes, verbs
from pipeline.extract.frame import Sentence

_LONGEST_HEAD = 3
_SHORTEST_POSE = 6


@functools.cache
def heads() -> dict[tuple[str, ...], tuple[Head, bool]]:
    """Return the heads by their words, each with whether the words are a plural; a strong head wins over a weak one."""
    found: dict[tuple[str, ...], tuple[Head, bool]] = {}
    for group in sorted(shapes().heads, key=lambda one: not one.strong):
        for word in group.words:
            head = Head(word=word, category=group.category, strong=group.strong)
            for text, many in ((word, False), (names.plural(word), True)):
                found.setdefault(tuple(text.replace("-", " ").split()), (head, many and text != word))
            if group.strong and word.isalpha():
                found.setdefault((names.gerund(word),), (head, False))
    return found


@functools.cache
def first_words() -> frozenset[str]:
    """Return the words that heads begin with."""
    return frozenset(words[0] for words in heads())


def _qualifies(lower: tuple[str, ...], at: int) -> bool:
    word = lower[at]
    if word == "it":
        return at + 1 < len(lower) and lower[at + 1] == "band"
    if word in ("one", "two"):
        return at + 1 < len(lower) and lower[at + 1] in ("leg", "legged", "arm", "armed", "foot")
    return word in shapes().words.modifiers or word in body_nouns() or word in equipment_nouns()


def extend_left(plain: Words, start: int) -> int:
    """Return where a name begins whose last words begin at `start`."""
    lower, body = plain.lower, body_nouns()
    at = start
    while at > 0:
        word = lower[at - 1]
        if word == "'s" and at > 1 and lower[at - 2] in shapes().words.possessors:
            at -= 2
        elif _qualifies(lower, at - 1):
            at -= 1
        elif 1 < at < len(lower) and {lower[at - 2], lower[at]} <= body and (word in grammar().and_words or word == "to"):
            at -= 2
        else:
            break
    while at < start and lower[at] in grammar().loose_edges and not (at + 1 < start and lower[at] in grammar().firm_edges):
        at += 1
    return at


def _as_verb(plain: Words, first: int, head: int, many: bool) -> bool:
    """Return whether the head is rather a verb: "your hip opens", "that leg lifts"."""
    lower = plain.lower
    if not (first and many and all(lower[at] in body_nouns() for at in range(first, head))):
        return False
    moved = head + 1 < len(lower) and lower[head + 1] in grammar().where
    return lower[first - 1] in grammar().owners or (moved and lower[first - 1] in grammar().articles)


def _plural_noun(word: str) -> bool:
    """Return whether a plural before a singular head makes it a verb: "both arms stretch", "mountain climbers raise"."""
    return word in grammar().part_plurals or (word.endswith("s") and (word,) in heads() and heads()[(word,)][1])


def _followed_badly(plain: Words, end: int, *, many: bool) -> bool:
    word = plain.lower[end] if end < len(plain.lower) else ""
    return word in shapes().words.not_before and not (many and word in shapes().words.also_verbs)


def _pose_start(sentence: Sentence, plain: Words, at: int) -> int:
    """Where a Sanskrit name begins that ends at `at`: its words are written with capitals."""
    first = at
    while first and first > at - _LONGEST_HEAD and plain.lower[first - 1] not in grammar().articles:
        if not plain.lower[first - 1].isalpha() or not sentence.text[plain.starts[first - 1]].isupper():
            break
        first -= 1
    return first


def _by_shape(sentence: Sentence, plain: Words) -> list[Candidate]:
    found: list[Candidate] = []
    lower = plain.lower
    table, firsts, endings = heads(), first_words(), shapes().words.pose_endings
    for at, _ in enumerate(lower):
        if len(lower[at]) > _SHORTEST_POSE and lower[at].endswith(endings) and (lower[at],) not in table:
            head = Head(word="asana", category="stretch", strong=True)
            found.append(_candidate(sentence, plain, _pose_start(sentence, plain, at), at + 1, "pose", head, False))
            continue
        for size in range(_LONGEST_HEAD, 0, -1) if lower[at] in firsts else ():
            known = table.get(lower[at : at + size])
            if known is None or at + size > len(lower):
                continue
            head, many = known
            first = extend_left(plain, at)
            end = at + size
            if first < at and not many and _plural_noun(lower[at - 1]):
                break
            alone = first == at and many and head.strong and _enumerated(lower, at, end)
            finding = not many and not shapes().words.not_after.isdisjoint(lower[max(first - 1, 0) : at])
            if not (first < at or alone) or finding or _followed_badly(plain, end, many=many):
                break
            if not _as_verb(plain, first, at, many):
                one = head.model_copy(update={"strong": False}) if alone else head
                found.append(_candidate(sentence, plain, first, end, "shape", one, many))
            break
    return _longest(found)


def _enumerated(lower: tuple[str, ...], start: int, end: int) -> bool:
    """Return whether a word stands between commas: a bare "pushdowns" is a name only in company."""
    marks = (",", "and", "or", "&", ".")
    return (start > 0 and lower[start - 1] in marks) and (end == len(lower) or lower[end] in marks)


def _longest(found: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda c: (c.first - c.last, c.first, c.rule != "lexicon")):
        if all(one.last <= other.first or one.first >= other.last for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.first)


def _candidate(sentence: Sentence, plain: Words, first: int, last: int, rule: str, head: Head, many: bool) -> Candidate:
    start, end = plain.starts[first], plain.ends[last - 1]
    name = names.normal(sentence.text[start:end])
    return Candidate(sentence, start, end, name, rule, head.category, None, head.strong, many, first, last)


def _is_strong(hit: lexicon.Hit, plain: Words, own: bool) -> bool:
    """Return whether a known name needs no context: "camel pose" and "dead bugs" do not, "camel" and "row" do."""
    if hit.tailed:
        return True
    if plain.lower[hit.end - 1] in shapes().words.anatomical:
        return False
    spoken = plain.lower[hit.start : hit.end]
    if len(spoken) == 1 and own and not _is_whole_name(spoken[0], hit.entry.name):
        return False
    if len(spoken) == 2 and not hit.plural and _could_be_verb(spoken):
        return False
    if not hit.entry.ambiguous:
        return True
    known = heads().get(spoken[-1:])
    if not own:
        return bool(known and known[0].strong)
    return len(spoken) > 1 and (hit.plural or bool(known and known[0].strong))


def _could_be_verb(spoken: tuple[str, ...]) -> bool:
    """Return whether two words read as a verb with its particle: "pull up", "roll back"."""
    return spoken[0] in verbs().strong | verbs().weak and spoken[1] in grammar().where


def _is_whole_name(word: str, name: str) -> bool:
    """Return whether one word is all of a name ("pushups", "clamshell", "trikonasana"), not a short form of it."""
    joined = name.lower().replace(" ", "").replace("-", "")
    return names.singular(word) == joined or " " not in name.replace("-", " ") or word.endswith(shapes().words.pose_endings)


def _verb_like(plain: Words, hit: lexicon.Hit) -> bool:
    """Return whether a known name is rather a verb: "squat down", "my ankle rolls inward", "stretch your"."""
    lower, after = plain.lower, plain.lower[hit.end : hit.end + 1]
    if hit.end - hit.start == 1 and hit.plural and after == ("of",):
        return True  # "hundreds of crunches", "planks of wood"
    if hit.end - hit.start == 1:
        bare = hit.start == 0 or lower[hit.start - 1] not in grammar().before_nouns
        moved = bool(after) and after[0] in grammar().where
        return bare and moved and not hit.plural and not lower[hit.start].endswith("ing")
    if lower[hit.start] in shapes().words.acts and not grammar().order.isdisjoint(lower[hit.start : hit.end]):
        return True
    return _as_verb(plain, hit.start, hit.end - 1, hit.plural)


def _is_order(spoken: tuple[str, ...]) -> bool:
    verb = spoken[0] in verbs().strong | verbs().weak or " ".join(spoken[:2]) in shapes().words.acts
    return verb and not grammar().order.isdisjoint(spoken[1:])


def _known(sentence: Sentence, plain: Words, hit: lexicon.Hit) -> Candidate | None:
    if _followed_badly(plain, hit.end, many=hit.plural) or _verb_like(plain, hit):
        return None
    if not hit.plural and not shapes().words.not_after.isdisjoint(plain.lower[max(hit.start - 1, 0) : hit.end]):
        return None
    entry = hit.entry
    if entry.category == "activity":
        start, end = plain.starts[hit.start], plain.ends[hit.end - 1]
        if entry.id not in shapes().words.whole_activities:
            return None
        name = names.normal(sentence.text[start:end])
        return Candidate(sentence, start, end, name, "activity", "activity", entry, False, False, hit.start, hit.end)
    first = extend_left(plain, hit.start)
    start, end = plain.starts[first], plain.ends[hit.end - 1]
    own = first == hit.start
    spoken = names.fold(sentence.text[start:end]).replace(" yoga ", " ")
    name = entry.name if spoken == entry.name.lower() else names.normal(spoken)
    if _is_order(plain.lower[hit.start : hit.end]):
        # "stand on one leg" is an order; the exercise has its usual name
        return Candidate(sentence, start, end, entry.name, "act", entry.category, entry, False, False, first, hit.end)
    strong = _is_strong(hit, plain, own)
    held = entry if own else None
    return Candidate(sentence, start, end, name, "lexicon", entry.category, held, strong, hit.plural, first, hit.end)


@functools.lru_cache(maxsize=64)
def candidates(sentence: Sentence) -> tuple[Candidate, ...]:
    """Return what may be names of exercises in a sentence, in the order of the text, without overlap."""
    plain = lexicon.words(sentence.text)
    known = [one for hit in lexicon.find(sentence.nlp, plain) if (one := _known(sentence, plain, hit))]
    activities = [c for c in known if c.rule == "activity"]
    shaped = [one for one in _by_shape(sentence, plain) if not names.is_generic(one.name)]
    # a shape that says more than the known name in it ("single-leg calf raise") is the name
    kept = _longest([*(c for c in known if c.rule != "activity"), *shaped])
    if acts.told(sentence.lower):
        kept = _add(kept, acts.find(sentence, plain))
    kept = _add(kept, activities)
    kept = [c for c in kept if not names.is_generic(c.name) and not _is_group(plain, c)]
    return tuple(sorted(kept, key=lambda c: c.first))


def _is_group(plain: Words, one: Candidate) -> bool:
    """Return whether a plural only counts or announces: "here are 4 hip flexor stretches"."""
    if not one.many or plain.lower[one.last - 1] not in grammar().group_nouns or not one.first:
        return False
    before = plain.lower[one.first - 1]
    return before.isdigit() or before in grammar().counts


def _add(kept: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    return kept + [c for c in more if all(c.last <= k.first or c.first >= k.last for k in kept)]
