"""The exercises that are known by name: a phrase matcher over every way that a name is written.

Sentences and names are brought to the same plain words first (lower case, hyphens taken out, straight apostrophes), so that
"push-up", "Push up" and "runner’s lunge" need one form each; plurals and joined spellings are forms of their own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline.extract.exercises.names import plural
from pipeline.knowledge import Entry, read_lines
from pipeline.models import Category

_HYPHENS = frozenset("-–—‑/")
_MARKS = str.maketrans({"’": "'", "‘": "'", "‑": "-"})
# Two short words are also written as one: "pushup", "situps".
_JOINED = 5
_TAILS = frozenset({"stretch", "stretches", "exercise", "exercises", "pose", "poses", "stretching"})


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


@functools.cache
def entries() -> dict[str, ExerciseEntry]:
    """Return the known exercises by id."""
    return {entry.id: entry for entry in read_lines("exercises.jsonl", ExerciseEntry)}


def words(doc: Doc) -> Words:
    """Return the plain words of a tokenised text."""
    kept = [token for token in doc if token.text not in _HYPHENS and not token.is_space]
    return Words(
        tuple(token.lower_.translate(_MARKS) for token in kept),
        tuple(token.idx for token in kept),
        tuple(token.idx + len(token.text) for token in kept),
    )


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


@functools.lru_cache(maxsize=2)
def _matcher(nlp: Language) -> tuple[PhraseMatcher, dict[tuple[str, ...], tuple[ExerciseEntry, bool]]]:
    """The matcher, and for each form its entry; where two entries share a form, the one with it as name wins."""
    forms: dict[tuple[str, ...], tuple[ExerciseEntry, bool]] = {}
    for main in (True, False):
        for entry in entries().values():
            for name in (entry.name,) if main else entry.aliases:
                for text, many in _forms(name):
                    forms.setdefault(words(nlp.make_doc(text)).lower, (entry, many))
    forms.pop((), None)
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("exercise", [Doc(nlp.vocab, words=list(form)) for form in forms])
    return matcher, forms


def find(nlp: Language, plain: Words) -> list[Hit]:
    """Return the known names, the longest where they overlap, in the order of the text."""
    if not plain.lower:
        return []
    matcher, forms = _matcher(nlp)
    lower = plain.lower
    taken: list[Hit] = []
    matches = matcher(Doc(nlp.vocab, words=list(lower)))
    for _, start, end in sorted(matches, key=lambda match: (match[1] - match[2], match[1])):
        if any(start < other.end and end > other.start for other in taken):
            continue
        entry, many = forms[lower[start:end]]
        tailed = end < len(lower) and lower[end] in _TAILS and lower[end - 1] not in _TAILS
        taken.append(Hit(start, end + tailed, entry, many or (tailed and lower[end].endswith("s")), tailed))
    return sorted(taken, key=lambda hit: hit.start)
