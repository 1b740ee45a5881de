"""Learn the weights of all judges from all annotated pages and write them into the package.

    python -m training.facts.train ../shared

How good they are, only `training.facts.cross_validate` can say: it judges each page by weights that did not learn from it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.judge.weights import format_weights
from pipeline.kinds import KINDS
from training.facts.corpus import final, judged
from training.facts.cross_validate import all_pages
from training.facts.scorer import load_scorer

WEIGHTS = Path("pipeline") / "knowledge" / "weights"


def main() -> None:
    """Run from the folder of the project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds score.py, gold/ and data/")
    shared = parser.parse_args().shared.resolve()
    read = judged(all_pages(shared), load_scorer(shared))
    for kind in KINDS:
        comment = f"what each sign says of {kind.name}: log odds, learned by training/facts (logistic regression, L2)"
        (WEIGHTS / f"{kind.name}.tsv").write_text(format_weights(final(read, kind.name), comment), encoding="utf-8")


if __name__ == "__main__":
    main()
