"""Learn the main-content model from all pages of a benchmark folder and write it into the package.

python -m training.train_main_content FOLDER

The seed is fixed: the same pages and library versions give the same file. How good the result is, only
`training.cross_validate` can say: it measures each page with a model that did not learn from it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.benchmark import labels, read
from training.main_content_model import learn

OUTPUT = Path("pipeline") / "clean" / "main_content.json"


def main() -> None:
    """Run from the folder of the project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="gold.jsonl.gz and html/ID.html.gz")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    examples = read(arguments.folder)
    weights = learn(examples, [labels(example) for example in examples])
    arguments.output.write_text(weights.model_dump_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
