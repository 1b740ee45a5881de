"""Run the injection benchmark: `python -m benchmarks.injection [--seeds 20] [--misses]`.

Exact restore: of the sentences that a key phrase or spun terms were put into, those that read as before afterwards.
False edits: of the sentences that nothing was done to, those that don't stand in the result letter for letter.
Promotion: advertisements are to be gone, every other sentence (decoys with words of selling among them) is to stay.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter

from benchmarks.injection.generate import Kind, Sentence, make_pages
from pipeline.clean import clean
from pipeline.settings import CleanSettings

UNTOUCHED: tuple[Kind, ...] = ("clean", "honest", "decoy")


def is_right(sentence: Sentence, text: str) -> bool:
    """Whether a sentence stands in the cleaned text as it should, or is gone as it should be."""
    return (sentence.wanted in text) if sentence.wanted is not None else (sentence.page not in text)


def measure(seeds: int) -> tuple[dict[str, float], list[str]]:
    """Return the figures over `seeds` sets of pages, and what went wrong."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    misses: list[str] = []
    for seed in range(seeds):
        for made in make_pages(seed):
            text = clean(made.article, frozenset(), CleanSettings())[0].text
            for sentence in made.sentences:
                ok = is_right(sentence, text)
                count[sentence.kind] += 1
                right[sentence.kind] += ok
                if not ok:
                    misses.append(f"{sentence.kind}: {sentence.page}")
    found = right["ad"]
    lost = sum(count[kind] - right[kind] for kind in UNTOUCHED)
    precision = found / max(1, found + lost)
    recall = found / max(1, count["ad"])
    untouched = sum(count[kind] for kind in UNTOUCHED)
    figures = {
        "phrase_restored": right["phrase"] / count["phrase"],
        "spun_restored": right["spun"] / count["spun"],
        "exact_restore": (right["phrase"] + right["spun"]) / (count["phrase"] + count["spun"]),
        "teasers_dropped": right["teaser"] / count["teaser"],
        "false_edits": lost / untouched,
        "promotion_precision": precision,
        "promotion_recall": recall,
        "promotion_f1": 2 * precision * recall / max(1e-9, precision + recall),
        "untouched": float(untouched),
        "injected": float(sum(count.values()) - untouched),
    }
    return {name: round(value, 4) for name, value in figures.items()}, misses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="how many sets of pages")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    figures, misses = measure(args.seeds)
    if args.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value}")
    if args.misses:
        for line, times in Counter(misses).most_common():
            print(f"{times:4} {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
