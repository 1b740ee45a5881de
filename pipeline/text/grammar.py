"""Closed classes of English words that structure is read by (`grammar.toml`)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table


class Grammar(BaseModel):
    """The classes; each is explained where it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command_adverbs: frozenset[str]
    openers: frozenset[str]
    joining: frozenset[str]
    object_openers: frozenset[str]
    finite: frozenset[str]
    behind_nouns: frozenset[str]
    subjects: frozenset[str]
    no_commands: frozenset[str]
    clause_ends: frozenset[str]
    people: dict[str, str]


def grammar() -> Grammar:
    """Return the classes, read once a process."""
    return read_table("grammar.toml", Grammar)
