"""What one page says: exercises, causes and advice, each with its evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.models.base import Category, Certainty, Model, Polarity, Range, Strength
from pipeline.models.cleaned import CleanArticle, LedgerEntry


class Evidence(Model):
    """The words that say it: `quote == text[start:end]` of the document's clean text.

    `original` holds the words as the page had them where cleaning changed them; `section` is the heading above.
    """

    document_id: str
    quote: str
    start: int
    end: int
    original: str | None = None
    section: str | None = None


class Frequency(Model):
    """How often: `times` (from, to) in each `period`."""

    times: Range
    period: Literal["day", "week"]


class Dosage(Model):
    """A dose as the page gives it; each range is (from, to), a single figure has both ends equal."""

    sets: Range | None = None
    reps: Range | None = None
    hold_seconds: Range | None = None
    duration_seconds: Range | None = None
    distance_metres: Range | None = None
    frequency: Frequency | None = None
    per_side: bool = False
    quote: str


class ExerciseMention(Model):
    """One exercise in one document. `lexicon_id` names its entry in the knowledge, `rule` the sign that told most.

    `confidence` is the calibrated probability that a careful reader would list it, from 0 to 1; so of all mentions.
    """

    name: str
    rule: str
    confidence: float = 1.0
    lexicon_id: str | None = None
    aliases: tuple[str, ...] = ()
    category: Category | None = None
    targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    dosage: tuple[Dosage, ...] = ()
    cautions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class CauseMention(Model):
    """A statement that `cause` brings about, worsens or raises the risk of `effect`."""

    cause: str
    effect: str
    rule: str
    confidence: float = 1.0
    certainty: Certainty = "asserted"
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class AdviceMention(Model):
    """A recommendation to do or to avoid `action`."""

    action: str
    rule: str
    confidence: float = 1.0
    polarity: Polarity = "do"
    timing: str | None = None
    condition: str | None = None
    strength: Strength = "should"
    attribution: str | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Rejected(Model):
    """A candidate that was proposed and not kept: `text` is `[start, end)` of the document's clean text.

    `probability` is that a careful reader would list it, from 0 to 1; `reasons` are the signs that told most, with their
    weights in log odds.
    """

    document_id: str
    kind: str
    text: str
    start: int
    end: int
    probability: float
    reasons: tuple[tuple[str, float], ...]


class PageResult(Model):
    """All that one page gives, before the corpus is looked at as a whole. `rejected` is filled where it was asked for."""

    article: CleanArticle
    ledger: tuple[LedgerEntry, ...] = ()
    exercises: tuple[ExerciseMention, ...] = ()
    causes: tuple[CauseMention, ...] = ()
    advice: tuple[AdviceMention, ...] = ()
    rejected: tuple[Rejected, ...] = ()
