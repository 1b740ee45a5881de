"""Pages that are an advertisement from end to end, told by how many kinds of selling signs they show and how densely.

A health page with a paragraph that sells shows one or two kinds in hundreds of words; a shop's own page, a drug mill or a
sales letter shows many, in every other line. So the page is judged as a whole, and no single sign decides.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from pipeline.clean.rules import plain
from pipeline.knowledge import read_table


class _Table(BaseModel):
    """`advertising.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[tuple[int, float], ...]
    most: int
    cues: frozenset[str]
    kinds: dict[str, tuple[str, ...]]


@functools.cache
def _table() -> _Table:
    return read_table("advertising.toml", _Table)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(patterns)) for kind, patterns in _table().kinds.items()}


def selling_signs(text: str) -> dict[str, int]:
    """Count the selling signs of a text by kind; a kind without any is left out.

    >>> selling_signs("Order now from the official site. We ship to your door. Order now!")
    {'order': 2, 'delivery': 1, 'official': 1}
    """
    line = plain(text).lower()
    found = {kind: sum(1 for _ in pattern.finditer(line)) for kind, pattern in _patterns().items()}
    return {kind: count for kind, count in found.items() if count}


def is_advertisement(parts: Iterable[tuple[str, frozenset[str]]]) -> bool:
    """Whether a page, given as texts with their tokens, reads as an advertisement: many kinds of signs, close together.

    >>> is_advertisement([("Our clinic is open all day. Bend the knee.", frozenset({"clinic", "bend"}))])
    False
    """
    table, held = _table(), list(parts)
    found = frozenset().union(*(tokens for _, tokens in held))
    if len(found & table.cues) < min(kinds for kinds, _ in table.steps):
        return False
    text = "\n".join(text for text, _ in held)
    signs = selling_signs(text)
    total = sum(min(count, table.most) for count in signs.values())
    density = 100 * total / max(1, len(text.split()))
    # in a text of a few lines one offer is dense: it takes more signs than kinds
    return any(len(signs) >= kinds and total >= 2 * kinds and density >= least for kinds, least in table.steps)
