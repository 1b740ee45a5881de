"""Phrases by their words: all that begin at any token of a sentence, found in one walk over it.

Words are compared by spaCy's NORM, as its PhraseMatcher does, which takes many times as long to fill.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import Generic, TypeVar

from spacy.language import Language

ValueT = TypeVar("ValueT")
# Between words of a phrase: a character that no token holds.
_JOINT = "\n"


class Phrases(Generic[ValueT]):
    """Phrases, each with a value; several may have the same words."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        # what each phrase stands for; nothing for what phrases only begin with
        self._values: dict[str, tuple[ValueT, ...]] = {}

    def add(self, text: str, value: ValueT) -> None:
        """Add a phrase, read as tokens as texts are."""
        words = [word for chunk in text.split() for word in _tokens(self._nlp, chunk)]
        phrase = ""
        for phrase in itertools.accumulate(words, lambda begun, word: begun + _JOINT + word):
            self._values.setdefault(phrase, ())
        if phrase:
            self._values[phrase] += (value,)

    def find(self, norms: Sequence[str]) -> list[tuple[ValueT, int, int]]:
        """Return the values of the phrases in a sentence, each with its tokens `[start, end)`."""
        found: list[tuple[ValueT, int, int]] = []
        known, size = self._values, len(norms)
        for start, norm in enumerate(norms):
            values, phrase, end = known.get(norm), norm, start + 1
            while values is not None:
                if values:
                    found += [(value, start, end) for value in values]
                if end == size:
                    break
                phrase = phrase + _JOINT + norms[end]
                values, end = known.get(phrase), end + 1
        return found


@functools.lru_cache(maxsize=20_000)
def _tokens(nlp: Language, chunk: str) -> tuple[str, ...]:
    """The tokens of a text without spaces: spaCy splits at these first."""
    return tuple(token.norm_ for token in nlp.tokenizer(chunk))
