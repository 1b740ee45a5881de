"""Closed classes of words by which acts are cut out of advice (`acts.toml`)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table


class Words(BaseModel):
    """The classes; each is explained where it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    determiners: frozenset[str]
    carrying: frozenset[str]
    between: frozenset[str]
    wishes: frozenset[str]
    empty: frozenset[str]
    links: frozenset[str]
    loose: frozenset[str]
    divides: frozenset[str]
    marks: frozenset[str]
    negations: frozenset[str]
    no_negation: frozenset[str]
    passing: frozenset[str]


def words_of_acts() -> Words:
    """Return the classes, read once a process."""
    return read_table("acts.toml", Words)
