"""What the learned word and markup scores look at: words of a segment's text, and class words of the elements around it."""

from __future__ import annotations

import functools
import re
from typing import Final

from pipeline.dom.segment import Segment

_TEXT_WORD = re.compile(r"[^\W\d_]+|\d+|[©|»›•$€£→]")
_NAME_PART = re.compile(r"[a-z]+")
_WORDS_READ: Final = 30
_SHORT: Final = 10
_WHOLE: Final = 4
_LEVELS: Final = 3


def text_tokens(text: str) -> list[str]:
    """Return the tokens of a text: its words (`s` in a short text, `l` in a long one), how it begins, and, of a label, all."""
    found = [word if not word.isdigit() else "0" * min(len(word), 4) for word in _TEXT_WORD.findall(text[:400].lower())]
    if not found:
        return ["x"]
    first = "f " + " ".join(found[:2])
    if len(found) <= _WHOLE:
        return [*dict.fromkeys(f"s {word}" for word in found), first, "x " + " ".join(found)]
    mark = "s" if len(found) <= _SHORT else "l"
    return [*dict.fromkeys(f"{mark} {word}" for word in found[:_WORDS_READ]), first]


@functools.lru_cache(maxsize=16384)
def name_tokens(level: int, name: str) -> tuple[str, ...]:
    """Return the tokens of one element (`div entry-content`), `level` steps above the text: tag, class words, their parts."""
    tag, *names = name.split(" ")
    found = [f"{level}<{tag}"]
    for word in names[:12]:
        parts = _NAME_PART.findall(word.lower())
        found.extend(f"{level}.{part}" for part in parts)
        if len(parts) > 1:
            found.append(f"{level}." + "-".join(parts))
    return tuple(dict.fromkeys(found))


def markup_names(segment: Segment) -> tuple[tuple[int, str], ...]:
    """Return the elements around a segment with their level, from the inside out; distant ones share a level."""
    return tuple([(min(place, _LEVELS), name) for place, name in enumerate(segment.marks.names)])


def markup_tokens(segment: Segment) -> list[str]:
    """Return all markup tokens of a segment, for training."""
    return [token for level, name in markup_names(segment) for token in name_tokens(level, name)]
