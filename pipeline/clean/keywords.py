"""Lists of search phrases: commas between variations of the page's subject, with no sentence around them."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from pipeline.clean.boilerplate import split
from pipeline.clean.rules import words
from pipeline.clean.sheet import Sheet
from pipeline.knowledge import read_table

# So many items are a list, and this share of them has to echo another item.
FEWEST = 3
ECHO_SHARE = 0.6
_ITEM = re.compile(r"[,;|•·]+|\s-\s")


class _Table(BaseModel):
    """`keywords.toml`: words that say nothing, and words that no search phrase holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    empty: frozenset[str]
    sentence: frozenset[str]


def is_keyword_list(text: str) -> bool:
    """Whether a sentence is a list of search phrases.

    Items echo each other (two content words in common), hold no article or possessive, and no "and" joins the last one,
    as it would in a list that somebody wrote.

    >>> is_keyword_list("knee pain running, knee pain after running, running with knee pain, stop knee pain running")
    True
    >>> is_keyword_list("Pain in the knee, pain behind the knee, and pain on the side of the knee are common.")
    False
    """
    table = read_table("keywords.toml", _Table)
    items = [words(item) for item in _ITEM.split(text)]
    items = [item for item in items if item]
    short = [item for item in items if 2 <= len(item) <= 10]
    if len(short) < FEWEST or any(item[0] in ("and", "or") for item in items):
        return False
    if sum(not table.sentence.isdisjoint(item) or any(w.isdigit() for w in item) for item in short) > 0.25 * len(short):
        return False
    bags = [frozenset(item) - table.empty for item in short]
    echoes = sum(any(len(a & b) >= 2 for m, b in enumerate(bags) if m != n) for n, a in enumerate(bags))
    return echoes >= FEWEST and echoes >= ECHO_SHARE * len(items)


def drop_keyword_lists(sheet: Sheet) -> None:
    """Drop lists of search phrases, as sentences of their own or at the end of a paragraph."""
    for row in sheet.live():
        if sum(map(row.text.count, ",;|•·")) < FEWEST - 1:
            continue
        for start, end in reversed(split(row.text)):
            sentence = row.text[start:end]
            if sum(map(sentence.count, ",;|•·")) >= FEWEST - 1 and is_keyword_list(sentence):
                sheet.drop_part(row, start, end, "keywords.list")
