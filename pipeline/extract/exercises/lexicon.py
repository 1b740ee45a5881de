"""The exercises that are known by name: an index by first word over every way that a name is written.

Sentences and names are brought to the same plain words first (lower case, hyphens taken out, straight apostrophes), so that
"push-up", "Push up" and "runner’s lunge" need one form each; plurals and joined spellings are forms of their own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language

from pipeline.extract.exercises.names import plural
from pipeline.extract.exercises.tables import body_nouns, equipment_nouns, grammar, shapes
from pipeline.knowledge import Entry, read_lines
from pipeline.models import Category

_PIECE = re.compile(r"'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+)*|(?<=\s)[–—-](?=\s)|[^\w\s/–—-]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "‑": "-"})
# Two short words are also written as one: "pushup", "situps".
_JOINED = 5


class ExerciseEntry(Entry):
    """One line of `exercises.jsonl`. `ambiguous`: the name also means other things and needs an exercise context."""

    name: str
    aliases: tuple[str, ...] = ()
    category: Category
    targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text as plain words: `lower[i]` stands at characters `[starts[i], ends[i])`; hyphens are left out."""

    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `[start, end)` that name the exercise `entry`. `plural`: the words are a plural of the name."""

    start: int
    end: int
    entry: ExerciseEntry
    plural: bool
    tailed: bool


Forms = dict[tuple[str, ...], tuple[ExerciseEntry, bool]]


@functools.cache
def entries() -> dict[str, ExerciseEntry]:
    """Return the known exercises by id."""
    return {entry.id: entry for entry in read_lines("exercises.jsonl", ExerciseEntry)}


def words(text: str) -> Words:
    """Return the plain words of a text.

    >>> words("Child’s pose, push-ups").lower
    ('child', "'s", 'pose', ',', 'push', 'ups')
    """
    found = list(_PIECE.finditer(text.translate(_MARKS).lower()))
    return Words(tuple(m[0] for m in found), tuple(m.start() for m in found), tuple(m.end() for m in found))


def _split(text: str) -> tuple[str, ...]:
    """The plain words of a name in lower case; most names hold nothing but letters, blanks and hyphens."""
    if text.replace(" ", "").replace("-", "").isalnum() and " - " not in text:
        return tuple(text.replace("-", " ").split())
    return words(text).lower


def _forms(name: str) -> Iterator[tuple[str, bool]]:
    base = name.lower().translate(_MARKS)
    yield base, False
    many = plural(base)
    yield many, many != base
    if "'" in base:
        yield base.replace("'", ""), False
        yield many.replace("'", ""), many != base
    parts = base.replace("-", " ").split()
    if len(parts) == 2 and max(len(part) for part in parts) <= _JOINED:
        yield "".join(parts), False
        yield plural("".join(parts)), True


def _bare_forms(forms: Forms) -> None:
    """Add the names without their last "pose" or "stretch" ("pigeon"), as names that need an exercise context."""
    for entry in entries().values():
        for name in (entry.name, *entry.aliases):
            whole = words(name).lower
            plain = all(word in body_nouns() or word in equipment_nouns() for word in whole[:-1])
            if len(whole) < 2 or whole[-1] not in ("pose", "stretch") or plain:
                continue
            if whole[-2] in shapes().words.anatomical or (len(whole) == 2 and whole[0] not in shapes().words.animals):
                continue
            forms.setdefault(whole[:-1], (entry.model_copy(update={"ambiguous": True}), False))


@functools.cache
def _known() -> Forms:
    """For each form its entry; where two entries share a form, the one with it as name wins."""
    forms: Forms = {}
    for main in (True, False):
        for entry in entries().values():
            for name in (entry.name,) if main else entry.aliases:
                for text, many in _forms(name):
                    forms.setdefault(_split(text), (entry, many))
    _bare_forms(forms)
    forms.pop((), None)
    return forms


@functools.cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words the forms have that begin with a word, by that word."""
    found: dict[str, set[int]] = {}
    for form in _known():
        found.setdefault(form[0], set()).add(len(form))
    return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


def _matches(lower: tuple[str, ...]) -> list[tuple[int, int]]:
    """All runs of words [start, end) that are a known form, the longest first, then from the left."""
    known, lengths = _known(), _lengths()
    found = [
        (start, start + length)
        for start, word in enumerate(lower)
        for length in lengths.get(word, ())
        if start + length <= len(lower) and lower[start : start + length] in known
    ]
    return sorted(found, key=lambda match: (match[0] - match[1], match[0]))


def _tail(lower: tuple[str, ...], end: int) -> int:
    """How many words of the kind "stretch", "yoga pose" follow a name that has none."""
    if lower[end - 1] in grammar().tails:
        return 0
    yoga = int(lower[end : end + 1] == ("yoga",))
    return yoga + 1 if lower[end + yoga : end + yoga + 1] and lower[end + yoga] in grammar().tails else 0


def find(nlp: Language, plain: Words) -> list[Hit]:
    """Return the known names, the longest where they overlap, in the order of the text."""
    lower = plain.lower
    forms = _known()
    taken: list[Hit] = []
    for start, end in _matches(lower):
        if any(start < other.end and end > other.start for other in taken):
            continue
        entry, many = forms[lower[start:end]]
        tail = _tail(lower, end)
        stop = end + tail
        taken.append(Hit(start, stop, entry, many or (tail > 0 and lower[stop - 1].endswith("s")), tail > 0))
    return sorted(taken, key=lambda hit: hit.start)
