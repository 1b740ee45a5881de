"""Measure the main-content model on pages that it did not learn from, beside trafilatura on the same pages.

python -m training.cross_validate FOLDER [--scores FILE] [--fold N]

For each of the benchmark's five folds the whole model is learned from the other four, its stacking included. CPU is
measured in this process, one thread, with HTML strings as input.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import trafilatura

from pipeline.clean.main_content import Model, choose, main_text
from training.benchmark import FOLDS, Example, labels, read, word_f1, words
from training.main_content_model import learn

SCORES = Path("pipeline") / "clean" / "main_content_scores.json"
# Pages about health, by the same words as the benchmark's scorer counts.
_HEALTH = re.compile(
    r"\b(exercis\w+|workouts?|fitness|muscl\w+|squats?|stretch\w*|rehab\w*|injur\w+|symptoms?|patients?|doctors?|medical|"
    r"clinic\w*|diseases?|diet\w*|pain|therap\w+|treatments?|health\w*|sleep|posture|knees?|spine)\b",
    re.I,
)
_KINDS = ("heading", "list_item")

Row = dict[str, float | str | None]


def is_health(example: Example) -> bool:
    """Whether at least three in a hundred words of the main text are words of health."""
    return len(_HEALTH.findall(example.gold)) >= 0.03 * max(1, len(words(example.gold)))


def wanted(example: Example, share: np.ndarray) -> dict[str, list[str]]:
    """Return the texts of the headings and list items that belong to the main text, as words with one blank between."""
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for part, value in zip(example.segments, share, strict=True):
        text = " ".join(words(part.text))
        if part.kind in found and value >= 0.9 and len(text) >= 8:
            found[part.kind].append(text)
    return found


def recall(found: str, texts: Sequence[str]) -> float | None:
    """Return the share of texts that stand in `found` word by word, or nothing where none is wanted."""
    whole = f" {' '.join(words(found))} "
    return sum(f" {text} " in whole for text in texts) / len(texts) if texts else None


def predict(model: Model, example: Example, share: np.ndarray) -> tuple[str, str, float]:
    """Return the kept text, the page's kind, and the F1 that perfect decisions about the same segments would reach."""
    content = [part.text for part, value in zip(example.segments, share, strict=True) if value >= 0.5]
    best = word_f1("\n".join(content), example.gold)
    if not example.segments:
        return "", "other", best
    kind, chances, figures = model.judge(example.segments)
    least = choose(chances, figures[:, 0].astype(np.float64))
    kept = [part.text for part, chance in zip(example.segments, chances, strict=True) if chance >= least]
    return "\n".join(kept), kind, best


def milliseconds(function: Callable[[str], object], examples: Sequence[Example]) -> float:
    """CPU time a page."""
    start = time.process_time()
    for example in examples:
        function(example.html)
    return 1000 * (time.process_time() - start) / len(examples)


def summary(rows: Sequence[Row], names: Sequence[str]) -> dict[str, float]:
    """The mean of each named column over the rows that have it."""
    found = {}
    for name in names:
        values = [float(row[name]) for row in rows if row.get(name) is not None]  # type: ignore[arg-type]
        found[name] = round(sum(values) / max(1, len(values)), 4)
    return found | {"pages": float(len(rows))}


def measure(folder: Path, folds: Sequence[int]) -> dict[str, object]:
    """Learn and measure every fold; return the figures."""
    examples = read(folder)
    known = [labels(example) for example in examples]
    rows: list[Row] = []
    for fold in folds:
        inside = [number for number, example in enumerate(examples) if example.fold != fold]
        model = Model(learn([examples[number] for number in inside], [known[number] for number in inside]))
        for example, (share, _) in zip(examples, known, strict=True):
            if example.fold != fold:
                continue
            text, kind, best = predict(model, example, share)
            peer = trafilatura.extract(example.html) or ""
            row: Row = {"type": example.type, "id": example.id, "kind": float(kind == example.type)}
            row |= {"f1": word_f1(text, example.gold), "trafilatura": word_f1(peer, example.gold), "best": best}
            for name, texts in wanted(example, share).items():
                row |= {name: recall(text, texts), f"{name}_trafilatura": recall(peer, texts)}
            rows.append(row | {"health": float(is_health(example))})
        print(f"fold {fold}", summary(rows, ("f1", "trafilatura")), file=sys.stderr, flush=True)
    measured = [example for example in examples if example.fold in folds][:300]
    main_text(measured[0].html)
    names = ("f1", "trafilatura", "best", "kind", *(name + end for name in _KINDS for end in ("", "_trafilatura")))
    figures: dict[str, object] = {"all": summary(rows, names)}
    for kind in sorted({example.type for example in examples}):
        figures[kind] = summary([row for row in rows if row["type"] == kind], names)
    figures["health"] = summary([row for row in rows if row["health"]], names)
    figures["cpu_ms_per_page"] = {
        "main_text": round(milliseconds(main_text, measured), 2),
        "trafilatura": round(milliseconds(trafilatura.extract, measured), 2),
    }
    return figures


def main() -> None:
    """Run from the folder of the project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="gold.jsonl.gz and html/ID.html.gz")
    parser.add_argument("--scores", type=Path, help=f"write the figures there as well (kept in {SCORES.as_posix()})")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), action="append")
    arguments = parser.parse_args()
    figures = measure(arguments.folder, arguments.fold or range(FOLDS))
    for name, values in figures.items():
        print(name, json.dumps(values))
    if arguments.scores:
        arguments.scores.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
