"""What a run tells about itself: `run.json`, and the summary that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import Field

from pipeline.models import Model, Skipped


class Counts(Model):
    """How much of what. `processed` pages were worked on in this run, `from_store` were known from earlier ones;
    `template_pages` have blocks that their site repeats."""

    pages: int = 0
    processed: int = 0
    from_store: int = 0
    skipped: int = 0
    template_pages: int = 0
    documents: int = 0
    duplicates: int = 0
    exercises: int = 0
    causes: int = 0
    advice: int = 0
    contradictions: int = 0
    changes: int = 0


class RunRecord(Model):
    """What `run.json` holds: all that differs from run to run. Times are UTC (ISO 8601), durations in seconds."""

    started: str
    finished: str
    seconds: dict[str, float] = Field(default_factory=dict)
    input: str
    versions: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, Any] = Field(default_factory=dict)
    counts: Counts = Counts()
    files: dict[str, str] = Field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()


def read_record(output: Path) -> RunRecord:
    """Return the record of the run that wrote the output folder. Raises `OSError` or `ValueError` where there is none."""
    return RunRecord.model_validate_json((output / "run.json").read_bytes())


def by_rule(skipped: Iterable[Skipped]) -> list[tuple[str, int]]:
    """Return how many were skipped under each rule, most first."""
    counts = Counter(entry.rule for entry in skipped)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def summary(record: RunRecord, output: str) -> str:
    """Return the few lines that a run ends with."""
    counts = record.counts
    lines = [
        f"{counts.documents} documents, {counts.exercises} exercises, {counts.causes} causes, {counts.advice} pieces of "
        f"advice, {counts.contradictions} contradictions",
        f"{counts.processed} pages worked on, {counts.from_store} known from earlier runs, {counts.duplicates} copies",
    ]
    if record.skipped:
        rules = ", ".join(f"{count} {rule}" for rule, count in by_rule(record.skipped))
        lines.append(f"{len(record.skipped)} skipped ({rules}); the reasons are in {output}/run.json")
    lines.append(f"knowledge base: {output}/knowledge_base.json; clean texts: documents.jsonl; what went: ledger.jsonl")
    return "\n".join(lines)
