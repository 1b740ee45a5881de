"""Whether a page is about the body at all: a page about laptops gives no health advice, however many commands it holds.

Measured on pages of all kinds: of a page about pain or training at least fourteen in a thousand words name a part of the
body, a complaint or training, mostly more than fifty; of pages about something else nine in ten have fewer than ten.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.extract.frame import Frame
from pipeline.knowledge import Entry, read_lines, read_table

# hits in a thousand words, and different words among them
LEAST_DENSITY = 10.0
LEAST_WORDS = 4
# a shorter text says too little to be judged, and is read as it is
SHORT = 100

_WORD = re.compile(r"[a-z]+")


class _Named(Entry):
    """An entry of a lexicon of which only the names are looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    aliases: tuple[str, ...] = ()


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    training: frozenset[str]
    elsewhere: frozenset[str]


@functools.cache
def _vocabulary() -> frozenset[str]:
    """The single words that name parts of the body, complaints and training, plurals too."""
    table = read_table("relevance.toml", _Table)
    entries: tuple[Any, ...] = (*read_lines("body_parts.jsonl", _Named), *read_lines("conditions.jsonl", _Named))
    names = {name.lower() for entry in entries for name in (entry.name, *entry.aliases) if " " not in name}
    words = (names | table.training) - table.elsewhere
    return frozenset(words | {word + "s" for word in words})


def is_about_the_body(frame: Frame) -> bool:
    """Whether the page's clean text speaks of the body, its complaints or its training often enough."""
    words = [word for sentence in frame.sentences for word in _WORD.findall(sentence.lower)]
    if len(words) < SHORT:
        return True
    hits = [word for word in words if word in _vocabulary()]
    return len(set(hits)) >= LEAST_WORDS and 1000 * len(hits) >= LEAST_DENSITY * len(words)
