"""What headings and list lead-ins announce: topics by patterns that are data (`sections.toml`)."""

from __future__ import annotations

import functools
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table

Topic = Literal[
    "boilerplate",
    "doctor",
    "avoid",
    "instructions",
    "causes",
    "symptoms",
    "exercises",
    "prevention",
    "treatment",
    "benefits",
    "advice",
    "definition",
    "other",
]


class _TopicCues(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Topic
    heading: tuple[re.Pattern[str], ...]
    lead_in: tuple[re.Pattern[str], ...]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    question: re.Pattern[str]
    opens_list: re.Pattern[str]
    numbered: re.Pattern[str]
    announces: re.Pattern[str]
    causes_something: re.Pattern[str]
    topics: tuple[_TopicCues, ...]


@functools.cache
def table() -> _Table:
    """Return the patterns of `sections.toml`."""
    read: _Table = read_table("sections.toml", _Table)
    return read


def heading_topics(text: str) -> tuple[Topic, ...]:
    """Return the topics that a heading names, most telling first.

    >>> heading_topics("What causes shin splints?")
    ('causes',)
    """
    return _topics(text, "heading")


def lead_in_topics(text: str) -> tuple[Topic, ...]:
    """Return the topics that a sentence before a list announces, most telling first.

    >>> lead_in_topics("Common causes include:")[0]
    'causes'
    """
    return _topics(text, "lead_in")


@functools.lru_cache(maxsize=4096)
def _topics(text: str, kind: Literal["heading", "lead_in"]) -> tuple[Topic, ...]:
    lower = text.lower().replace("’", "'").strip()
    lower = table().numbered.sub("", lower).strip() or lower
    found: list[Topic] = []
    for cues in table().topics:
        patterns = cues.heading if kind == "heading" else cues.lead_in
        if any(pattern.search(lower) for pattern in patterns):
            found.append(cues.name)
    return tuple(found)


def is_question(text: str) -> bool:
    """Return whether a heading asks something, with or without its question mark."""
    lower = text.lower().replace("’", "'").strip()
    return lower.endswith("?") or bool(table().question.search(lower))


def is_numbered(text: str) -> bool:
    """Return whether a line starts with a number of its own: "3. Bridges", "Tip 2: …"."""
    return bool(table().numbered.search(text.lower()))


def announces(text: str) -> bool:
    """Return whether a heading counts what stands below it: "7 causes of heel pain"."""
    return bool(table().announces.search(text.lower()))


def opens_list(lower: str) -> bool:
    """Return whether a lower-cased sentence says that a list follows."""
    return bool(table().opens_list.search(lower))


def causes_something(text: str) -> bool:
    """Return whether a heading says that one thing causes another: "Weak hips cause knee pain"."""
    return bool(table().causes_something.search(text.lower()))
