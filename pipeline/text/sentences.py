"""Sentence boundaries by rule, for every stage that needs them and without a model.

The rules are those of a careful typesetter: a full stop, question or exclamation mark ends a sentence unless it stands
in an abbreviation, an initial, a number or a web address. Scraped pages also write sentences that start in lower case,
so the next word's capital is asked for only behind an abbreviation.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table

_END = re.compile(r"""(?P<mark>[.!?…]+)(?P<close>["'”’»)\]]*)(?=\s|$)|(?P<line>\n)""")
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z.]*|\d+)$")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    never_end: frozenset[str]
    end_before_capital: frozenset[str]


def _is_boundary(text: str, match: re.Match[str], sentence_start: int) -> bool:
    """Whether this mark ends the sentence that began at `sentence_start`."""
    if match["line"]:
        return True
    rest = text[match.end() :].lstrip()
    if match["mark"] != ".":
        # "Ouch! she said": a mark inside a quotation that goes on in lower case
        return not (match["close"] and rest[:1].islower())
    table = read_table("abbreviations.toml", _Table)
    before = _WORD_BEFORE.search(text, sentence_start, match.start())
    if before is None:
        return True
    word = before[1]
    if word.isdigit():
        # "1. Sit down": the number of a list item, not the end of a sentence
        return bool(text[sentence_start : before.start()].strip())
    if len(word) == 1 and word.isupper() and word != "I":
        return False
    key = word.lower().rstrip(".")
    if key in table.never_end:
        return False
    return not (key in table.end_before_capital and not rest[:1].isupper())


def split(text: str) -> list[tuple[int, int]]:
    """Return `[start, end)` of each sentence of `text`, without the white space around it.

    >>> split("Hold 30 sec. on each side. Rest.")
    [(0, 26), (27, 32)]
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _is_boundary(text, match, start):
            _append(text, start, match.end(), found)
            start = match.end()
    _append(text, start, len(text), found)
    return found


def _append(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
