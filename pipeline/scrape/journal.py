"""What a run has done so far, so that one that was killed goes on where it stopped."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.scrape.snapshots import STATE

Status = Literal["fetched", "unchanged", "duplicate", "failed"]


class Outcome(BaseModel):
    """What became of one address. `address` holds no secrets; `key` finds it again. `bytes` counts the decoded body."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    address: str
    source: str
    status: Status
    reason: str = ""
    kind: str = ""
    bytes: int = 0
    resumed: bool = False


def complete(raw: Path) -> None:
    """Note that the last run into `raw` is complete: the next one asks for every page again."""
    (raw / STATE / "journal.jsonl").unlink(missing_ok=True)


class Journal:
    """One line an address in `.scrape/journal.jsonl`; the file goes when the run is complete.

    An outcome is written after its snapshot: what the journal names is on disk. Failures are not taken over: a run that
    goes on tries them again.
    """

    def __init__(self, raw: Path, now: datetime, hours: float) -> None:
        """Take up the journal of an interrupted run that began less than `hours` ago, or begin a new one."""
        self._path = raw / STATE / "journal.jsonl"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self.done: dict[str, Outcome] = {}
        self.began, lines = self._read()
        if self.began is None or now - self.began > timedelta(hours=hours):
            self.began, lines = now, []
        for line in lines:
            try:
                outcome = Outcome.model_validate_json(line)
            except ValidationError:
                continue  # the line that was being written when the run was killed
            if outcome.status != "failed":
                self.done[outcome.key] = outcome.model_copy(update={"resumed": True})
        kept = [json.dumps({"began": self.began.isoformat()}), *(done.model_dump_json() for done in self.done.values())]
        part = self._path.with_suffix(".part")
        part.write_text("".join(line + "\n" for line in kept), encoding="utf-8")
        part.replace(self._path)

    def add(self, outcome: Outcome) -> None:
        """Note an outcome."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(outcome.model_dump_json() + "\n")

    def _read(self) -> tuple[datetime | None, list[str]]:
        """Return when the run began and its further lines; None where there is none to go on with."""
        try:
            first, *lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
            return datetime.fromisoformat(json.loads(first)["began"]), lines
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None, []
