"""What may be the name of an exercise in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.exercises.lexicon import ExerciseEntry
from pipeline.extract.frame import Sentence
from pipeline.models import Category


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
