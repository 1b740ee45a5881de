"""Where a sentence names an exercise: known names, names built by shape, and "stretch your hamstrings".

A name by shape is a head ("raise", "pose", "curl") with words of position, side, manner, equipment or body part before it;
known names grow to the left by the same words, so that a page's "kneeling push-up" keeps its own name.
"""

from __future__ import annotations

import functools
from dataclasses import replace

from pipeline import lexicon
from pipeline.kinds.exercises import acts, names
from pipeline.kinds.exercises.spots import Spot, Words, add, longest, spot_at, words_in
from pipeline.kinds.exercises.words import Head, body_nouns, first_words, gear_nouns, heads, one, short_poses, table
from pipeline.text.inflection import base_verb, is_noun
from pipeline.text.sentence import Sentence

_LONGEST_HEAD = 3
_SHORTEST_POSE = 6


def spots(sentence: Sentence) -> tuple[Spot, ...]:
    """Return what may be names of exercises in a sentence, in the order of the text, without overlap."""
    held: tuple[Spot, ...] | None = sentence.cache.get("exercise spots")
    if held is None:
        held = sentence.cache["exercise spots"] = tuple(_find(sentence))
    return held


def _find(sentence: Sentence) -> list[Spot]:
    plain = words_in(sentence)
    known_names = [name for name in lexicon.names(sentence) if name.kind == "exercise"]
    if not known_names and _gate().isdisjoint(plain.lower) and "asana" not in sentence.lower:
        return []
    known = [spot for name in known_names if (spot := _known(sentence, plain, name))]
    activities = [spot for spot in known if spot.category == "activity"]
    found = [spot for spot in known if spot.category != "activity"] + _short(sentence, plain) + _by_shape(sentence, plain)
    # a shape that says more than the known name in it ("single-leg calf raise") is the name
    kept = [spot for spot in longest(found) if not names.is_generic(spot.name) and not _is_group(plain, spot)]
    kept = add(kept, acts.find(sentence, plain))
    fit = add(kept, activities)
    return sorted(fit, key=lambda spot: spot.first)


@functools.cache
def _gate() -> frozenset[str]:
    """Words of which a sentence must have one to name an exercise that the lexicon lacks."""
    return first_words() | acts.first_words() | frozenset(_short_sizes())


@functools.cache
def _short_sizes() -> dict[str, tuple[int, ...]]:
    """How many words the short names of poses have that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for words in short_poses():
        if len(words) > 1 or words[0] in table().words.animals:
            found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


# ------------------------------------------------------------ known names


def _known(sentence: Sentence, plain: Words, name: lexicon.Name) -> Spot | None:
    last = sentence.doc[name.end - 1]
    start, end = plain.at(sentence.doc[name.start].idx), plain.at(last.idx + len(last) - 1) + 1
    entry = name.entry
    if start >= end or _followed_badly(plain, end, many=name.plural) or _verb_like(plain, start, end, many=name.plural):
        return None
    if not name.plural and not table().words.findings.isdisjoint(plain.lower[max(start - 1, 0) : end]):
        return None
    if entry.category == "activity":
        fit = entry.id in table().words.activities
        return spot_at(sentence, plain, start, end, "activity", entry) if fit else None
    if _is_order(plain.lower[start:end]):
        # "stand on one leg" is an order; the exercise has its usual name
        return replace(spot_at(sentence, plain, start, end, "order", entry), name=entry.name)
    tail = _tail(plain.lower, end)
    many = name.plural or (tail > 0 and plain.lower[end + tail - 1].endswith("s"))
    first = extend_left(plain, start)
    spot = spot_at(sentence, plain, first, end + tail, "lexicon", entry if first == start else None)
    spot.strong = tail > 0 or _is_strong(plain.lower[start:end], entry, plural=name.plural, own=first == start)
    spot.many, spot.category = many, entry.category
    if entry.name.endswith("s") and names.key(spot.name) == names.key(entry.name):
        spot.name = entry.name  # "high knees" has no singular
    if first == start and entry.name != spot.name:
        spot.aliases = (entry.name,)
    return spot


def _short(sentence: Sentence, plain: Words) -> list[Spot]:
    """Poses by the first words of their name: "try pigeon", "then cobra"."""
    found: list[Spot] = []
    for at, word in enumerate(plain.lower):
        for size in _short_sizes().get(word, ()):
            entry = short_poses().get(plain.lower[at : at + size]) if at + size <= len(plain.lower) else None
            if entry is not None and not _followed_badly(plain, at + size, many=False):
                found.append(replace(spot_at(sentence, plain, at, at + size, "short", entry), aliases=(entry.name,)))
                break
    return found


def _is_strong(spoken: tuple[str, ...], entry: lexicon.Entry, *, plural: bool, own: bool) -> bool:
    """Return whether a known name needs no other sign: "camel pose" and "dead bugs" do not, "camel" and "row" do."""
    if spoken[-1] in table().words.anatomical:
        return False
    if len(spoken) == 1 and own and not _is_whole_name(spoken[0], entry.name):
        return False
    if len(spoken) == 2 and not plural and base_verb(spoken[0]) and spoken[1] in table().grammar.where:
        return False
    if not entry.ambiguous:
        return True
    known = heads().get(spoken[-1:])
    strong_head = bool(known and known[0].strong)
    return strong_head if not own else len(spoken) > 1 and (plural or strong_head)


def _is_whole_name(word: str, name: str) -> bool:
    """Return whether one word is all of a name ("pushups", "clamshell", "trikonasana"), not a short form of it."""
    joined = name.lower().replace(" ", "").replace("-", "")
    return one(word) == joined or " " not in name.replace("-", " ") or word.endswith("asana")


def _tail(lower: tuple[str, ...], end: int) -> int:
    """How many words of the kind "stretch", "yoga pose" follow a name that has none."""
    tails = table().words.tails
    if lower[end - 1] in tails:
        return 0
    yoga = int(lower[end : end + 1] == ("yoga",))
    return yoga + 1 if lower[end + yoga : end + yoga + 1] and lower[end + yoga] in tails else 0


def _verb_like(plain: Words, start: int, end: int, *, many: bool) -> bool:
    """Return whether a known name is rather a verb: "squat down", "my ankle rolls inward", "stretch your"."""
    lower, after = plain.lower, plain.lower[end : end + 1]
    if end - start == 1:
        if many and after == ("of",):
            return True  # "hundreds of crunches", "planks of wood"
        bare = start == 0 or lower[start - 1] not in table().grammar.before_nouns
        moved = bool(after) and after[0] in table().grammar.where
        return bare and moved and not many and not lower[start].endswith("ing")
    if lower[start] in table().acts and not table().grammar.order.isdisjoint(lower[start:end]):
        return True
    return _moves_part(plain, start, end - 1, many=many)


def _is_order(spoken: tuple[str, ...]) -> bool:
    """Return whether the words of a known name tell to do it: "stand on one leg", "squeeze shoulder blades"."""
    told = len(spoken) > 1 and base_verb(spoken[0]) and spoken[0] not in body_nouns()
    moved = told and (spoken[1] in body_nouns() or spoken[1] == "and") and not heads().get(spoken[-1:])
    return moved or ((told or " ".join(spoken[:2]) in table().acts) and not table().grammar.order.isdisjoint(spoken[1:]))


# ------------------------------------------------------------ names by shape


def _by_shape(sentence: Sentence, plain: Words) -> list[Spot]:
    found: list[Spot] = []
    for at, word in enumerate(plain.lower):
        if len(word) > _SHORTEST_POSE and word.endswith("asana"):
            pose = spot_at(sentence, plain, _pose_start(sentence, plain, at), at + 1, "shape")
            found.append(replace(pose, strong=True, category="stretch"))
        elif word in first_words() and (spot := _shaped(sentence, plain, at)):
            found.append(spot)
    return found


def _shaped(sentence: Sentence, plain: Words, at: int) -> Spot | None:
    """The name whose head begins at a word; the longest head counts."""
    lower = plain.lower
    for size in range(min(_LONGEST_HEAD, len(lower) - at), 0, -1):
        known = heads().get(lower[at : at + size])
        if known is not None:
            return _with_head(sentence, plain, at, at + size, known)
    return None


def _with_head(sentence: Sentence, plain: Words, at: int, end: int, known: tuple[Head, bool]) -> Spot | None:
    head, many = known
    lower = plain.lower
    first = extend_left(plain, at)
    if first < at and not many and _plural_noun(lower[at - 1]):
        return None
    alone = first == at and many and _enumerated(lower, at, end)
    if first == at and many:
        first = _chunk(lower, at, end)
    elif not many and head.strong:
        first = _behind_article(lower, first)
    finding = not many and not table().words.findings.isdisjoint(lower[max(first - 1, 0) : at])
    if not (first < at or alone) or finding or _followed_badly(plain, end, many=many):
        return None
    if _moves_part(plain, first, at, many=many):
        return None
    how = "chunk" if first < extend_left(plain, at) or alone else "shape"
    strong = head.strong and not alone
    return replace(spot_at(sentence, plain, first, end, how), strong=strong, many=many, category=head.category)


def _behind_article(lower: tuple[str, ...], first: int) -> int:
    """Where the words begin that stand between an article and a head: "the sleeper stretch"."""
    at, stops = first, table().grammar.separators | table().grammar.chunk_stops
    while at and first - at < 2 and is_noun(lower[at - 1]) and lower[at - 1] not in stops:
        at -= 1
    return at if at and at < first and lower[at - 1] in ("the", "a", "an") else first


def _chunk(lower: tuple[str, ...], at: int, end: int) -> int:
    """Where a plural's words begin that stand between separators of an enumeration: ", inchworm walks and"."""
    separators, stops = table().grammar.separators, table().grammar.separators | table().grammar.chunk_stops
    if end < len(lower) and lower[end] not in separators:
        return at
    first = at
    while first and lower[first - 1].isalpha() and lower[first - 1] not in stops and at - first < _LONGEST_HEAD:
        first -= 1
    return first if first == 0 or lower[first - 1] in separators else at


def extend_left(plain: Words, start: int) -> int:
    """Return where a name begins whose last words begin at `start`."""
    lower, body, grammar = plain.lower, body_nouns(), table().grammar
    at = start
    while at > 0:
        word = lower[at - 1]
        if word == "'s" and at > 1 and lower[at - 2] in table().words.possessors:
            at -= 2
        elif _qualifies(lower, at - 1):
            at -= 1
        elif 1 < at < len(lower) and {lower[at - 2], lower[at]} <= body and word in ("and", "&", "or", "to"):
            at -= 2
        else:
            break
    while at < start and lower[at] in grammar.loose_edges and not (at + 1 < start and lower[at] in grammar.firm_edges):
        at += 1
    return at


def _qualifies(lower: tuple[str, ...], at: int) -> bool:
    word, after = lower[at], lower[at + 1 : at + 2]
    if word == "it":
        return after == ("band",)
    if word in ("one", "two"):
        return bool(after) and after[0] in ("leg", "legged", "arm", "armed", "foot", "handed")
    return word in table().words.modifiers or word in body_nouns() or word in gear_nouns()


def _moves_part(plain: Words, first: int, head: int, *, many: bool) -> bool:
    """Return whether the head is rather a verb: "your hip opens", "that leg lifts"."""
    lower, grammar = plain.lower, table().grammar
    if not (first and many and all(lower[at] in body_nouns() for at in range(first, head))):
        return False
    moved = head + 1 < len(lower) and lower[head + 1] in grammar.where
    return lower[first - 1] in grammar.owners or (moved and lower[first - 1] in grammar.articles)


def _plural_noun(word: str) -> bool:
    """Return whether a plural before a singular head makes it a verb: "both arms stretch", "mountain climbers raise"."""
    return word in table().grammar.part_plurals or (word.endswith("s") and (word,) in heads() and heads()[(word,)][1])


def _followed_badly(plain: Words, end: int, *, many: bool) -> bool:
    word = plain.lower[end] if end < len(plain.lower) else ""
    return word in table().words.things and not (many and word in table().words.things_or_verbs)


def _pose_start(sentence: Sentence, plain: Words, at: int) -> int:
    """Where a Sanskrit name begins that ends at `at`: its words are written with capitals."""
    first = at
    while first and first > at - _LONGEST_HEAD and plain.lower[first - 1] not in table().grammar.articles:
        if not plain.lower[first - 1].isalpha() or not sentence.text[plain.starts[first - 1]].isupper():
            break
        first -= 1
    return first


def _enumerated(lower: tuple[str, ...], start: int, end: int) -> bool:
    """Return whether a word stands between commas: a bare "pushdowns" is a name only in company."""
    marks = (",", "and", "or", "&", ".")
    return (start > 0 and lower[start - 1] in marks) and (end == len(lower) or lower[end] in marks)


# ------------------------------------------------------------ what is kept


def _is_group(plain: Words, spot: Spot) -> bool:
    """Return whether a plural only counts or announces: "here are 4 hip flexor stretches"."""
    if not spot.many or one(plain.lower[spot.last - 1]) not in table().words.group_heads or not spot.first:
        return False
    before = plain.lower[spot.first - 1]
    return before.isdigit() or before in table().grammar.counts
