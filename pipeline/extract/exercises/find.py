"""Where a sentence names an exercise: known names, names built by shape, and "stretch your hamstrings".

A name by shape is a head ("raise", "pose", "curl") with words of position, side, manner, equipment or body part before it;
known names grow to the left by the same words, so that a page's "kneeling push-up" keeps its own name.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pipeline.extract.exercises import lexicon, names
from pipeline.extract.exercises.lexicon import ExerciseEntry, Words
from pipeline.extract.exercises.tables import Head, body_nouns, body_parts, equipment_nouns, shapes
from pipeline.extract.frame import Sentence
from pipeline.models import Category

_AND = frozenset({"and", "&", "or"})
_OWN = frozenset({"your", "his", "her", "their", "my", "our", "its", "that", "which"})
_COUNTS = frozenset(
    {"these", "following", "best", "some", "several", "few", "many", "various", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "top", "favorite"}
)
_ARTICLES = frozenset({"the", "right", "left", "each", "one", "a"})
_WHERE = frozenset(
    {"against", "into", "to", "toward", "towards", "away", "up", "down", "out", "over", "forward", "off", "on", "in", "back", "outward", "inward"}
)
_LONGEST_HEAD = 3
_ACTS: dict[str, Category] = {"stretch": "stretch", "massage": "self-massage", "foam rolling": "self-massage"}
_BETWEEN = frozenset({",", "and", "the", "your", "&"})
_SKIP = frozenset({"your", "the", "both", "out", "and", "opening", "tight", "my", "those", "all", "of", "major", "large", "these", "gently", "each", "up", "any"})
_MUSCLE = frozenset({"muscle", "muscles", "tendon", "tendons", "area", "region"})
_ANATOMY = frozenset({"muscle", "tendon"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters `[start, end)` of a sentence that may name an exercise.

    `strong`: the name needs no exercise context. `many`: it stands in the plural. `first` and `last` are its words.
    """

    sentence: Sentence
    start: int
    end: int
    name: str
    rule: str
    category: Category | None
    entry: ExerciseEntry | None
    strong: bool
    many: bool
    first: int
    last: int
    base: ExerciseEntry | None = None


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
def _muscles() -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for part in body_parts():
        if part.kind in _ANATOMY or part.name in ("chest", "neck", "shoulder", "shoulders", "upper back", "wrist", "ankle", "toes"):
            for name in (part.name, *part.aliases):
                words = name.lower().replace("-", " ").split()
                found.add(tuple(words))
                found.add((*words[:-1], names.plural(words[-1])))
                found.add((*words[:-1], names.singular(words[-1])))
    return frozenset(found)


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
        elif at > 1 and at < len(lower) and lower[at - 2] in body and lower[at] in body and (word in _AND or word == "to"):
            at -= 2
        else:
            break
    while at < start and lower[at] in ("over", "back", "it", "up", "to", "and", "set", "good") and not (
        at + 1 < start and lower[at] in ("back", "it", "good")
    ):
        at += 1
    return at


def _as_verb(plain: Words, first: int, head: int, many: bool) -> bool:
    """Return whether the head is rather a verb: "your hip opens", "that leg lifts"."""
    lower = plain.lower
    if not (first and many and all(lower[at] in body_nouns() for at in range(first, head))):
        return False
    moved = head + 1 < len(lower) and lower[head + 1] in _WHERE
    return lower[first - 1] in _OWN or (moved and lower[first - 1] in _ARTICLES)


def _plural_part(word: str) -> bool:
    """Return whether a word is a body part in the plural: "as both arms stretch" has a verb."""
    return word in ("arms", "legs", "knees", "hands", "hips", "shoulders", "elbows", "heels", "feet", "fingers", "toes", "thighs", "palms")


def _followed_badly(plain: Words, end: int) -> bool:
    return end < len(plain.lower) and plain.lower[end] in shapes().words.not_before


def _by_shape(sentence: Sentence, plain: Words) -> list[Candidate]:
    found: list[Candidate] = []
    lower = plain.lower
    table, endings = heads(), shapes().words.pose_endings
    for at, _ in enumerate(lower):
        if len(lower[at]) > 6 and lower[at].endswith(endings) and lower[at] not in table:
            first = at
            while first and first > at - 3 and lower[first - 1].isalpha() and sentence.text[plain.starts[first - 1]].isupper() and lower[first - 1] not in _ARTICLES:
                first -= 1
            found.append(_candidate(sentence, plain, first, at + 1, "pose", Head(word="asana", category="stretch", strong=True), False))
            continue
        for size in range(_LONGEST_HEAD, 0, -1):
            known = table.get(lower[at : at + size])
            if known is None or at + size > len(lower):
                continue
            head, many = known
            first = extend_left(plain, at)
            end = at + size
            if first < at and not many and at and _plural_part(lower[at - 1]) and len(lower[at]) > 1:
                break
            alone = first == at and many and head.strong and _enumerated(lower, at, end)
            if (first < at or alone) and not _followed_badly(plain, end) and not _as_verb(plain, first, at, many):
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
    if not hit.entry.ambiguous:
        return True
    spoken = plain.lower[hit.start : hit.end]
    known = heads().get(spoken[-1:])
    if not own:
        return bool(known and known[0].strong)
    return len(spoken) > 1 and (hit.plural or bool(known and known[0].strong))


def _verb_like(plain: Words, hit: lexicon.Hit) -> bool:
    """Return whether a known name is rather a verb: "squat down", "my ankle rolls inward", "stretch your"."""
    lower, after = plain.lower, plain.lower[hit.end : hit.end + 1]
    if hit.end - hit.start == 1:
        return not hit.plural and bool(after) and after[0] in _WHERE and not lower[hit.start].endswith("ing")
    if "your" in lower[hit.start : hit.end]:
        return True
    return _as_verb(plain, hit.start, hit.end - 1, hit.plural)


def _known(sentence: Sentence, plain: Words, hit: lexicon.Hit) -> Candidate | None:
    if _followed_badly(plain, hit.end) or _verb_like(plain, hit):
        return None
    if hit.start and plain.lower[hit.start - 1] in shapes().words.not_after:
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
    strong = _is_strong(hit, plain, own)
    return Candidate(sentence, start, end, name, "lexicon", entry.category, entry if own else None, strong, hit.plural, first, hit.end, entry)


def _acts(sentence: Sentence, plain: Words) -> list[Candidate]:
    """What is done to body parts: "stretch your chest and shoulders", "foam roll your calves".

    Two parts make one name ("chest and shoulder stretch"), a longer list makes one name each.
    """
    found: list[Candidate] = []
    lower = plain.lower
    for at, _ in enumerate(lower):
        size, noun = _act_at(lower, at)
        if not noun:
            continue
        begin = _skip(lower, at + size)
        end, parts = _parts(lower, begin)
        if not parts or not _names_muscle(lower, begin, end):
            continue
        last = parts[-1][1]
        spoken = [names.normal(" ".join(lower[a:b])) for a, b in parts]
        group = spoken if len(spoken) > 2 else [" and ".join(spoken)]
        for name in group:
            start, stop = plain.starts[at], plain.ends[last - 1]
            found.append(Candidate(sentence, start, stop, f"{name} {noun}", "act", _ACTS[noun], None, False, False, at, last))
    return found


def _act_at(lower: tuple[str, ...], at: int) -> tuple[int, str]:
    acts = shapes().words.acts
    for size in (2, 1):
        noun = acts.get(" ".join(lower[at : at + size])) if at + size <= len(lower) else None
        if noun:
            return size, noun
    return 0, ""


def _skip(lower: tuple[str, ...], at: int) -> int:
    """Where the body parts may begin: behind "your", "out", "and opening the", "exercises that focus on the"."""
    if lower[at : at + 1] in (("exercises",), ("exercise",)) and at + 1 < len(lower) and lower[at + 1] in ("that", "for", "targeting", "focusing", "which"):
        at += 2
        while at < len(lower) and lower[at] in ("focus", "on", "target", "for", "the", "focusing"):
            at += 1
    while at < len(lower) and lower[at] in _SKIP:
        at += 1
    return at


def _parts(lower: tuple[str, ...], at: int) -> tuple[int, list[tuple[int, int]]]:
    """The body parts of an enumeration that begins at `at`, and where it ends."""
    parts: list[tuple[int, int]] = []
    while at < len(lower):
        begin = at
        while at < len(lower) and lower[at] in body_nouns():
            at += 1
        if at > begin:
            parts.append((begin, at))
        elif not (parts and (lower[at] in _MUSCLE or lower[at] in _BETWEEN)):
            break
        else:
            at += 1
    return at, parts


def _names_muscle(lower: tuple[str, ...], begin: int, end: int) -> bool:
    return any(lower[a:b] in _muscles() for a in range(begin, end) for b in range(a + 1, end + 1))


def candidates(sentence: Sentence) -> tuple[Candidate, ...]:
    """Return what may be names of exercises in a sentence, in the order of the text, without overlap."""
    plain = lexicon.words(sentence.doc)
    known = [one for hit in lexicon.find(sentence.nlp, plain) if (one := _known(sentence, plain, hit))]
    activities = [c for c in known if c.rule == "activity"]
    shaped = _by_shape(sentence, plain)
    # a shape that says more than the known name in it ("single-leg calf raise") is the name
    kept = _longest([*(c for c in known if c.rule != "activity"), *shaped])
    if _has_act(sentence.lower):
        kept = _add(kept, _acts(sentence, plain))
    kept = _add(kept, activities)
    kept = [c for c in kept if not names.is_generic(c.name) and not _is_group(plain, c)]
    return tuple(sorted(kept, key=lambda c: c.first))


def _is_group(plain: Words, one: Candidate) -> bool:
    """Return whether a plural only counts or announces: "here are 4 hip flexor stretches"."""
    if not one.many or plain.lower[one.last - 1] not in ("stretches", "exercises", "poses", "drills") or not one.first:
        return False
    before = plain.lower[one.first - 1]
    return before.isdigit() or before in _COUNTS


def _has_act(lower: str) -> bool:
    return any(act in lower for act in shapes().words.acts)


def _add(kept: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    return kept + [c for c in more if all(c.last <= k.first or c.first >= k.last for k in kept)]
