"""What can be wrong with a wish for an output format."""

from __future__ import annotations


class FormatError(ValueError):
    """An output format that there is no writer for, or whose library is not installed; the message names it."""
