"""Print pairwise precision and recall of resolving on the trap set: `python -m benchmarks.traps`.

Each pair stands on two pages of its own and is resolved alone; then all pairs are resolved as one corpus, where a wrong
merge may also come about through a third statement. Exits with 1 where two that must not merge did.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.models import PageResult
from pipeline.resolve import resolve
from pipeline.settings import Settings

PAIRS = Path(__file__).parent / "pairs.jsonl"
FIELDS = {"exercise": "exercises", "advice": "advice", "cause": "causes"}


class Pair(BaseModel):
    """Two mentions (the fields of their model that matter here) and whether they say the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Literal["exercise", "advice", "cause"]
    a: dict[str, str]
    b: dict[str, str]
    same: bool
    why: str


@dataclass(frozen=True)
class Figures:
    """Pairs that merged and should (`right`), that merged and should not (`wrong`), that should and did not (`missed`)."""

    right: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        """Share of the merged pairs that should be merged; 1 where none merged."""
        merged = len(self.right) + len(self.wrong)
        return len(self.right) / merged if merged else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that should be merged that were."""
        return len(self.right) / (len(self.right) + len(self.missed))


def read_pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """Return the trap set."""
    return tuple(Pair.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines())


def page(source: str, kind: str, mention: dict[str, str]) -> PageResult:
    """A page that makes this one statement."""
    text = f"{source}: " + ", ".join(mention.values())
    evidence = {"document_id": source, "quote": text, "start": 0, "end": len(text)}
    values: dict[str, Any] = {
        "article": {"id": source, "source": source, "sha256": source, "blocks": [
            {"kind": "paragraph", "text": text, "index": 0},
        ]},
        FIELDS[kind]: [{**mention, "rule": "trap", "evidence": [evidence]}],
    }
    return PageResult.model_validate(values)


def merged_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Resolve all statements of the pairs as one corpus; return the pairs whose two statements became one fact."""
    pairs = list(pairs)
    pages = [page(f"{p.id}{side}", p.kind, getattr(p, side)) for p in pairs for side in "ab"]
    kb = resolve(pages, Settings()).kb
    fact_of = {
        item.document_id: (name, fact.id)
        for name in FIELDS.values()
        for fact in getattr(kb, name)
        for item in fact.evidence
    }
    return [p for p in pairs if fact_of[f"{p.id}a"] == fact_of[f"{p.id}b"]]


def measure(pairs: Iterable[Pair], *, together: bool = False) -> Figures:
    """Resolve each pair alone, or all `together`, and compare with what they should do."""
    pairs = list(pairs)
    merged = merged_pairs(pairs) if together else [p for pair in pairs for p in merged_pairs([pair])]
    held = {p.id for p in merged}
    return Figures(
        right=tuple(p for p in merged if p.same),
        wrong=tuple(p for p in merged if not p.same),
        missed=tuple(p for p in pairs if p.same and p.id not in held),
    )


def main() -> int:
    """Print the figures and every pair that went wrong."""
    pairs = read_pairs()
    failed = False
    for title, together in (("each pair alone", False), ("all in one corpus", True)):
        for kind in (*FIELDS, "all"):
            figures = measure([p for p in pairs if kind in {p.kind, "all"}], together=together)
            print(f"{title:18} {kind:9} precision {figures.precision:.3f}  recall {figures.recall:.3f}", end="")
            print(f"  merged rightly {len(figures.right)}, wrongly {len(figures.wrong)}, missed {len(figures.missed)}")
        failed |= bool(figures.wrong)
        for label, group in (("WRONG", figures.wrong), ("missed", figures.missed)):
            for pair in group:
                print(f"  {label} {pair.id} ({pair.why}): {'; '.join(pair.a.values())}  /  {'; '.join(pair.b.values())}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
