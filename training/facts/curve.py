"""The learning curve over sites: is it data or design that is missing?

    python -m training.facts.curve ../shared

Every page with gold is judged by weights that learned from 10, 25, 50, 75 and 100 % of the other folds' sites (further
pages count as sites of their own); printed is the F1 over candidates, required against none, optional ones aside. That is
no figure of `score.py`: only its slope tells.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

from training.facts.corpus import FOLDS, THRESHOLDS, ReadPage, examples, folds, judged
from training.facts.cross_validate import all_pages
from training.facts.learning import STRENGTH, learn
from training.facts.scorer import load_scorer

SHARES = (0.10, 0.25, 0.50, 0.75, 1.00)


def _rank(one: ReadPage) -> float:
    """A number from 0 to 1 that is fixed for a site, whatever the others are."""
    site = one.page.site or one.page.name
    return int(hashlib.sha256(site.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def point(read: Sequence[ReadPage], kind: str, share: float) -> tuple[int, float]:
    """Return on how many sites a fold's weights were learned on average, and the F1 over candidates."""
    fold_of = folds([one.page for one in read])
    sites, hits, said, wanted = 0, 0, 0, 0
    for fold in range(FOLDS):
        others = sorted((one for one in read if fold_of.get(one.page.site or "") != fold), key=_rank)
        names = list(dict.fromkeys(one.page.site or one.page.name for one in others))
        used = set(names[: max(1, round(share * len(names)))])
        chosen = [one for one in others if (one.page.site or one.page.name) in used]
        judge = learn(examples(chosen, kind), THRESHOLDS[kind], strength=STRENGTH[kind])
        sites += len(used)
        for one in read:
            if one.page.source != "gold" or fold_of.get(one.page.site or "") != fold:
                continue
            for candidate, label in zip(one.candidates[kind], one.labels[kind], strict=True):
                kept = judge.verdict(candidate.signs).kept
                hits += kept and label == 1
                said += kept and label >= 0
                wanted += label == 1
    return sites // FOLDS, 2 * hits / max(1, said + wanted)


def main() -> None:
    """Run from the folder of the project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds score.py, gold/ and data/")
    shared = parser.parse_args().shared.resolve()
    read = judged(all_pages(shared), load_scorer(shared))
    for kind in THRESHOLDS:
        points = [point(read, kind, share) for share in SHARES]
        print(f"{kind:10}", "  ".join(f"{sites} sites {f1:.3f}" for sites, f1 in points))


if __name__ == "__main__":
    main()
