"""How much a page and each of its sections speak of the body: a page about laptops gives commands, too.

Measured on pages of all kinds: of a page about pain or training at least fourteen in a thousand words name a part of the
body, a complaint or training, mostly more than fifty; of pages about something else nine in ten have fewer than ten.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from pipeline import lexicon
from pipeline.knowledge import read_table
from pipeline.outline.nodes import Node, Outline
from pipeline.text.fold import fold
from pipeline.text.inflection import plural
from pipeline.text.sentence import Sentence

# hits in a thousand words, and different words among them
LEAST_DENSITY = 10.0
LEAST_WORDS = 4
# a shorter text says too little to be judged
SHORT = 100
# Densities are told apart at these: hits in a thousand words.
_LEVELS = ((10.0, "none"), (25.0, "little"), (60.0, "some"))


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    training: frozenset[str]
    elsewhere: frozenset[str]


@functools.cache
def _vocabulary() -> frozenset[str]:
    """The single words that name parts of the body, complaints and training, plurals too."""
    table = read_table("relevance.toml", _Table)
    entries = (*lexicon.entries("body-part"), *lexicon.entries("condition"))
    names = {fold(name) for entry in entries for name in (entry.name, *entry.aliases) if " " not in name}
    words = (names | table.training) - table.elsewhere
    return frozenset(words | {plural(word) for word in words})


def _counts(sentences: Iterable[Sentence]) -> tuple[int, list[str]]:
    """How many words there are, and those of them that name what belongs to the body."""
    size, found = 0, list[str]()
    for sentence in sentences:
        held: tuple[int, list[str]] | None = sentence.cache.get("body words")
        if held is None:
            words = [word for word in sentence.words if word.isalpha()]
            known = _vocabulary()
            held = sentence.cache["body words"] = (len(words), [word for word in words if word in known])
        size += held[0]
        found += held[1]
    return size, found


def is_about_the_body(outline: Outline) -> bool:
    """Return whether the page's clean text speaks of the body, its complaints or its training often enough."""
    size, hits = _counts(outline.sentences)
    return size < SHORT or (len(set(hits)) >= LEAST_WORDS and 1000 * len(hits) >= LEAST_DENSITY * size)


@functools.lru_cache(maxsize=1)
def densities(outline: Outline) -> Mapping[int, tuple[str, str]]:
    """Return for each block how much its page and its section speak of the body: "none", "little", "some", "much"."""
    whole = _level(*_counts(outline.sentences))
    sections: dict[int, list[Sentence]] = {}
    for node in outline.nodes:
        sections.setdefault(_section(node), []).extend(node.sentences)
    levels = {key: _level(*_counts(sentences)) for key, sentences in sections.items()}
    return {node.block: (whole, levels[_section(node)]) for node in outline.nodes}


def _section(node: Node) -> int:
    above = node if node.is_heading else node.heading()
    return above.block if above is not None else -1


def _level(size: int, hits: list[str]) -> str:
    density = 1000 * len(hits) / max(1, size)
    return next((name for most, name in _LEVELS if density < most), "much")
