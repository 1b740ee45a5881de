"""Functions that tests hand to worker processes, which import them by this name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.job.work import Answer, Item
from pipeline.settings import Settings


def crash_on_bad(raw: Path, settings: Settings, items: Sequence[Item]) -> list[Answer]:
    """Answer each item with its key; end the process without a word at one that is called bad."""
    for item in items:
        if item.key == "bad":
            os._exit(1)
    return [Answer(item.key, value=item.key.encode()) for item in items]
