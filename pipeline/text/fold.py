"""One form for what is compared: lower case, straight quotes, plain hyphens and spaces, at the same length."""

from __future__ import annotations

_MARKS = str.maketrans("‘’ʼ´“”–—‑‐\u00a0\t", "''''\"\"----  ")


def fold(text: str) -> str:
    """Return text in lower case with plain marks; character for character, so that offsets hold.

    >>> fold("Don’t – EVER")
    "don't - ever"
    """
    plain = text.translate(_MARKS)
    lower = plain.lower()
    # a few capitals become two characters ("İ"): these are left as they are
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
