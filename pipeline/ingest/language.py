"""Whether a page is in a language that the rules can read.

Cheap first: English shows by its small words, and a page that has enough of them is not looked at again. Only for the
others a detector (py3langid) is loaded, and only where it is sure is a page taken for foreign: short pages and lists of
English key words have no small words and must stay.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000  # characters
_LEAST_LETTERS = 60  # fewer tell nothing
_ENGLISH_SHARE = 0.15  # running English has 0.3 to 0.5, a list of key words below 0.1, other languages below 0.05
_SURE = 0.95


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    small_words: frozenset[str]


def other_language(text: str, languages: Sequence[str]) -> str | None:
    """Return the language of `text` (ISO 639-1) where it is surely none of `languages`, else `None`.

    No languages at all means that every one is welcome.
    """
    sample = _spread(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    if not languages or sum(map(len, words)) < _LEAST_LETTERS:
        return None
    if "en" in languages:
        small = read_table("language.toml", _Table).small_words
        if sum(word in small for word in words) >= _ENGLISH_SHARE * len(words):
            return None
    language, sure = _detector().classify(" ".join(words))
    return str(language) if language not in languages and sure >= _SURE else None


def _spread(text: str) -> str:
    """Up to a sample's size of the text, from three places: a menu in another language is not the page."""
    if len(text) <= _SAMPLE:
        return text
    part = _SAMPLE // 3
    starts = (0, (len(text) - part) // 2, len(text) - part)
    return " ".join(text[start : start + part] for start in starts)


@functools.cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
