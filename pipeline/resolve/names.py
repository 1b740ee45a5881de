"""The normal form of an exercise's name: what stays when spelling, number, articles and word order are taken away."""

from __future__ import annotations

import re

import simplemma

_WORD = re.compile(r"[^\W_]+")


def normal_name(name: str) -> str:
    """Return the normal form of an exercise's name.

    >>> normal_name("Cat-Cow Stretches") == normal_name("cat cow stretch")
    True
    """
    return " ".join(sorted({simplemma.lemmatize(word, lang="en") for word in _WORD.findall(name.lower())}))
