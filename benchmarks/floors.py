"""Score the annotated pages and compare with the floors in `tests/floors.toml`.

    python benchmarks/floors.py SHARED [--gold NAME]

SHARED holds `score.py`, `gold/NAME.jsonl` and the pages. Each table of the floors names a gold file, the folder of its
pages and the least figure for each score; a figure below its floor ends the script with code 1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def scores(shared: Path, pages: str, gold: str) -> dict[str, Any]:
    """Build a knowledge base from the pages and return what `score.py` says of it."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "pipeline", str(shared / pages), "--output", folder, "--quiet"]
        subprocess.run(build, check=True, cwd=ROOT)
        score = [sys.executable, str(shared / "score.py"), folder, str(shared / gold), "--json"]
        printed = subprocess.run(score, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(printed))


def figure(found: Any, name: str) -> float | None:
    """Return the figure at a dotted name (`exercises.f1`), `None` where there is none."""
    for part in name.split("."):
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return float(found) if isinstance(found, int | float) else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path, help="the folder that holds score.py, gold/ and the pages")
    parser.add_argument("--gold", help="only the table of this name")
    arguments = parser.parse_args()
    floors = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))
    low = 0
    for name, table in floors.items():
        # figures on sites left out are those of training.facts.floors
        if arguments.gold not in (None, name) or name == "left-out":
            continue
        found = scores(arguments.shared.resolve(), table["pages"], table["gold"])
        for key, floor in table["floors"].items():
            value = figure(found, key)
            fine = value is not None and value >= floor
            low += not fine
            print(f"{name:8} {key:20} {'-' if value is None else format(value, '.3f')}  floor {floor:.3f}"
                  f"{'' if fine else '  BELOW'}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
