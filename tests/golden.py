"""Golden cases: a page and what the pipeline must find in it, read by people.

A case is a folder below `tests/pages` with an `expected.json` and its page: a file `page.*` beside it, or one of the
samples in `raw/` named in `expected.json` as `"page": "raw/knee-questions.txt"` (with `"record"` for a line of a JSON
Lines file). What a reader would have otherwise stands under `known_wrong`: the case pins what is found, and says where that
falls short. `python -m tests.golden` prints what differs; with `--write` it writes the pages' facts down to be read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pipeline.ingest import discover, read
from pipeline.job.work import page_result
from pipeline.models import Dosage, Page, PageResult
from pipeline.parse import parse
from pipeline.settings import load

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "pages"


def page_of(case: Path, expected: dict[str, Any]) -> Page:
    """Return the page that a case is about."""
    path = ROOT / expected["page"] if "page" in expected else next(case.glob("page.*"))
    settings = load().ingest
    refs, _ = discover(path.parent, settings)
    wanted = f"{path.name}#{expected['record']}" if "record" in expected else path.name
    pages = [page for _, page in read([ref for ref in refs if ref.source == wanted], path.parent, settings)]
    assert len(pages) == 1 and isinstance(pages[0], Page), f"{wanted} gives {pages}"
    return pages[0]


def process(page: Page) -> PageResult:
    """Return what one page gives by itself."""
    return page_result(parse(page), frozenset(), load())


def _dose(dose: Dosage) -> dict[str, Any]:
    return dose.model_dump(mode="json", exclude_defaults=True, exclude={"quote"})


def facts(result: PageResult) -> dict[str, Any]:
    """Return what a page gave, short enough for a person to read: no offsets, no ids."""
    return {
        "title": result.article.title,
        "spun": result.article.quality.spun,
        "promotional": result.article.quality.promotional,
        "text": [block.text for block in result.article.blocks],
        "ledger": sorted({f"{e.action} {e.rule}: {e.text[:80]}" for e in result.ledger}),
        "exercises": {
            e.name: {
                key: value
                for key, value in {
                    "aliases": list(e.aliases),
                    "category": e.category,
                    "targets": list(e.targets),
                    "equipment": list(e.equipment),
                    "steps": len(e.steps),
                    "dosage": [_dose(d) for d in e.dosage],
                    "cautions": list(e.cautions),
                }.items()
                if value
            }
            for e in result.exercises
        },
        "causes": [f"{c.cause} -> {c.effect} ({c.certainty})" for c in result.causes],
        "advice": [
            " | ".join(part for part in (a.polarity, a.action, a.timing, a.condition, a.attribution) if part)
            for a in result.advice
        ],
    }


def cases() -> list[Path]:
    """Return the folders that hold an `expected.json`."""
    return sorted(path.parent for path in CASES.glob("*/expected.json"))


def main() -> None:
    """Compare every case with its page, or write the pages' facts into the cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    for case in cases():
        expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        found = facts(process(page_of(case, expected)))
        where = {key: expected[key] for key in ("page", "record") if key in expected}
        wrong = {key: expected[key] for key in ("known_wrong",) if key in expected}
        if args.write:
            text = json.dumps(where | found | wrong, indent=1, ensure_ascii=False) + "\n"
            (case / "expected.json").write_text(text, encoding="utf-8")
        for key, value in found.items():
            if expected.get(key) != value:
                print(f"{case.name}: {key}\n  expected {expected.get(key)}\n  found    {value}")


if __name__ == "__main__":
    main()
