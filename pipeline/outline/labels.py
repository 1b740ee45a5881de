"""Numbers and labels at the head of a line: "3. Side plank: …", "Ice – …", "Tip 2: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.text.fold import fold

Mark = Literal[":", "-", "."]

_NUMBER = re.compile(
    r"[\W_]*(?:\(?(?P<plain>\d{1,2})\s*[.)\]](?!\d)|(?P<bare>\d{1,2})\s*(?:[:-]\s|\s-)|#\s*(?P<hash>\d{1,2})\b)[\s.:*_-]*"
)
_COUNTED = re.compile(
    r"[\W_]*(?:tip|step|exercise|reason|cause|mistake|myth|stretch|way|rule|number|no\.?|pose|move|phase)\s*#?\s*"
    r"(?P<counted>\d{1,2})\s*(?:[.:)\]-]+\s*|$)"
)
_LABEL = re.compile(r"[*_\"'\s]*(?P<label>[^:.!?]{2,80}?)[*_\s]*(?P<mark>:(?!\d)|(?<=\s)-{1,2}(?=\s)|(?<=\w)-(?=\s))[*_\s]*")
_LEADING = re.compile(r"[\s•*_·‣▪►✓✔>»❌-]+")
# Longer ones are clauses, not labels.
LABEL_WORDS = 9
_BARE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Label:
    """The words before a colon, a dash or (`mark` ".") a full stop that say what the rest of a block is about.

    `start` and `end` are offsets in the block; `rest` is where what is behind it begins, `None` where nothing is.
    """

    text: str
    start: int
    end: int
    rest: int | None
    mark: Mark


def number_of(text: str) -> tuple[int | None, int]:
    """Return the number that a line begins with, and where its words begin.

    >>> number_of("3. Side plank"), number_of("Tip 2: Breathe"), number_of("90 degrees")
    ((3, 3), (2, 7), (None, 0))
    """
    lower = fold(text)
    found: int | None = None
    at = 0
    for pattern in (_NUMBER, _COUNTED, _NUMBER):
        match = pattern.match(lower, at)
        if match and match.end() < len(text):
            figure = next(value for value in match.groupdict().values() if value)
            found, at = found if found is not None else int(figure), match.end()
    leading = _LEADING.match(text, at)
    return found, leading.end() if leading and leading.end() < len(text) else at


def label_of(text: str, start: int, first: int, *, alone: bool) -> Label | None:
    """Return the label of a block whose words begin at `start` and whose first sentence ends at `first`.

    A full stop makes a label only of a short first sentence (`alone`: the block is an item or numbered) before others.
    """
    match = _LABEL.match(fold(text), start)
    if match and match.end() <= max(first, start) + 2 and len(match["label"].split()) <= LABEL_WORDS:
        rest = match.end() if text[match.end() :].strip() else None
        mark: Mark = ":" if match["mark"] == ":" else "-"
        return Label(text[match.start("label") : match.end("label")], match.start("label"), match.end("label"), rest, mark)
    words = text[start:first].rstrip(".! ")
    if alone and first < len(text.rstrip()) and 0 < len(words.split()) <= _BARE_WORDS and text[first - 1] in ".!":
        rest = first + len(text[first:]) - len(text[first:].lstrip())
        return Label(words, start, start + len(words), rest, ".")
    return None
