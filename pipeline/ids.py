"""Ids that follow from what an item says, never from where it stood in a run."""

from __future__ import annotations

import hashlib


def stable_id(prefix: str, *parts: str) -> str:
    """Return `prefix-` and 12 hex digits of the SHA-256 over the parts.

    >>> stable_id("ex", "bird dog") == stable_id("ex", "bird dog")
    True
    >>> stable_id("ex", "ab", "c") == stable_id("ex", "a", "bc")
    False
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:12]}"
