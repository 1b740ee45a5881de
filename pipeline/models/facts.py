"""What all pages say together: the knowledge base."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pipeline.models.base import SCHEMA_VERSION, Category, Certainty, Model, Polarity, Strength
from pipeline.models.cleaned import Quality
from pipeline.models.mentions import Dosage, Evidence


class Document(Model):
    """A page in the knowledge base. `duplicate_of` is the id of the document that it is a copy of."""

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str
    sha256: str
    duplicate_of: str | None = None
    quality: Quality


class Attributed(Model):
    """Who says what about an exercise: the documents that give one value of one of its fields (a dose by its quote)."""

    field: Literal["aliases", "targets", "equipment", "steps", "dosage", "cautions", "purposes"]
    value: str
    document_ids: tuple[str, ...] = Field(min_length=1)


class Exercise(Model):
    """An exercise, merged over all documents that tell of it. `support` counts independent sources.

    `steps` are those of the one document that gives the fullest; `sources` holds every document's values.
    """

    id: str
    id_aliases: tuple[str, ...] = ()
    name: str
    aliases: tuple[str, ...] = ()
    category: Category | None = None
    targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    dosage: tuple[Dosage, ...] = ()
    cautions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    sources: tuple[Attributed, ...] = ()
    support: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Cause(Model):
    """A cause of a pain, injury or condition, merged over all documents that state it."""

    id: str
    id_aliases: tuple[str, ...] = ()
    cause: str
    effect: str
    certainty: Certainty
    support: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Advice(Model):
    """A piece of advice, merged over all documents that give it."""

    id: str
    id_aliases: tuple[str, ...] = ()
    action: str
    polarity: Polarity
    timing: str | None = None
    condition: str | None = None
    strength: Strength
    attribution: str | None = None
    support: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Contradiction(Model):
    """Two items that cannot both be followed. `kind` names the rule, `reason` says it in words."""

    id: str
    kind: str
    item_ids: tuple[str, str]
    reason: str


class KnowledgeBase(Model):
    """What `knowledge_base.json` holds: the same input and settings give the same bytes."""

    schema_version: str = SCHEMA_VERSION
    documents: tuple[Document, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    causes: tuple[Cause, ...] = ()
    advice: tuple[Advice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> KnowledgeBase:
        """Two facts under one id could not be told apart by what reads the output."""
        for name in ("documents", "exercises", "causes", "advice", "contradictions"):
            ids = [item.id for item in getattr(self, name)]
            if len(ids) != len(set(ids)):
                raise ValueError(f"two {name} share an id")
        return self


class Merge(Model):
    """Why two mentions became one fact: the rule that joined them and its score from 0 to 1."""

    fact_id: str
    kind: Literal["exercise", "cause", "advice", "document"]
    kept: str
    merged: str
    rule: str
    score: float


class Resolved(Model):
    """The corpus as one knowledge base, and why things in it were joined."""

    kb: KnowledgeBase
    merges: tuple[Merge, ...] = ()
