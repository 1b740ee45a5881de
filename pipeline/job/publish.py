"""Putting a run's files into the output folder so that they belong together at any moment.

All files are written into a folder beside them first. Then a note of what is to be renamed is written; from there on the
run counts: the files are renamed one after the other, and if the process is killed in between, the next one that opens
the folder finishes the renaming before it does anything else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

NEXT = ".next"
_NOTE = ".next.json"


def fresh_folder(output: Path) -> Path:
    """Return the empty folder that the next files are written into."""
    folder = output / NEXT
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    return folder


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of each of the files; of a file that is not there, the empty string."""
    found = {}
    for name in sorted(names):
        path = folder / name
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found


def publish(output: Path, remove: Iterable[str] = ()) -> None:
    """Make the files of `fresh_folder` those of the output folder, and remove files of an earlier run."""
    names = sorted(path.name for path in (output / NEXT).iterdir())
    note = {"rename": names, "remove": sorted(set(remove) - set(names))}
    for name in names:
        _flush(output / NEXT / name)
    draft = output / (_NOTE + ".part")
    draft.write_text(json.dumps(note), encoding="utf-8")
    _flush(draft)
    draft.replace(output / _NOTE)
    finish(output)


def finish(output: Path) -> None:
    """Finish a renaming that was cut off; without one, nothing happens."""
    note = output / _NOTE
    if note.exists():
        values = json.loads(note.read_text(encoding="utf-8"))
        for name in values["rename"]:
            if (output / NEXT / name).exists():
                (output / NEXT / name).replace(output / name)
        for name in values["remove"]:
            (output / name).unlink(missing_ok=True)
        note.unlink()
    if (output / NEXT).exists():
        shutil.rmtree(output / NEXT)


def _flush(path: Path) -> None:
    """Bring a file to the disk, so that a rename never outlives what is in it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
