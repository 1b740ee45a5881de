"""What can be wrong with a job as a whole."""

from __future__ import annotations

import tempfile
from pathlib import Path


class JobError(RuntimeError):
    """The job cannot be done as asked; the message is one line for the person who asked."""


def check_folders(raw: Path, output: Path) -> None:
    """Raise `JobError` where the input is no folder or empty, or the output cannot be written; makes the output."""
    try:
        if not any(raw.iterdir()):
            raise JobError(f"{raw}: the folder is empty")
    except OSError as error:
        raise JobError(f"{raw}: {error.strerror or error}") from error
    if output.resolve() == raw.resolve():
        raise JobError(f"{output}: the output cannot be the input folder")
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise JobError(f"{output}: cannot write there: {error.strerror or error}") from error
