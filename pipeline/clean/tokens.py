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
_CHARS_READ: Final = 400
_NAMES_READ: Final = 12

LEVELS: Final = 4
"""Elements further out than this share a level."""


def text_parts(text: str) -> tuple[str, list[str], str, str]:
    """Return how long a text is (`s` short, `l` long), its words, its first two words, and, of a label, all its words."""
    found = [word if not word.isdigit() else "0000"[: len(word)] for word in _TEXT_WORD.findall(text[:_CHARS_READ].lower())]
    whole = " ".join(found) if len(found) <= _WHOLE else ""
    return "s" if len(found) <= _SHORT else "l", list(dict.fromkeys(found[:_WORDS_READ])), " ".join(found[:2]), whole


def text_tokens(text: str) -> list[str]:
    """Return the tokens of a text, for training."""
    length, words, first, whole = text_parts(text)
    return [*(f"{length} {word}" for word in words), f"f {first}", f"x {whole}"]


@functools.lru_cache(maxsize=16384)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the tokens of an element (`div entry-content`): its tag, its class words, and their parts."""
    tag, *names = name.split()
    found = [f"<{tag}"]
    for word in names[:_NAMES_READ]:
        parts = _NAME_PART.findall(word.lower())
        found.extend(parts)
        if len(parts) > 1:
            found.append("-".join(parts))
    return tuple(dict.fromkeys(found))


def markup_tokens(segment: Segment) -> list[str]:
    """Return the tokens of the elements around a segment, for training: each with its level, 0 for the innermost."""
    return [
        f"{min(place, LEVELS - 1)}{token}" for place, name in enumerate(segment.marks.names) for token in name_parts(name)
    ]
