"""Measure facts on sites left out: every annotated page judged by weights that learned nothing from its site.

    python -m training.facts.cross_validate ../shared [--json FILE] [--misses] [--ceiling]

The whole pipeline behind the judges is run over the pages (fields, resolving, files) and `score.py` scores it: over all
pages, each set, and the web pages of odd-numbered sites, whose misses are never listed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.emit import write_all
from pipeline.kinds import KINDS
from pipeline.models import PageResult
from pipeline.resolve import resolve
from pipeline.settings import load
from training.facts.corpus import ReadPage, judged
from training.facts.dataset import AnnotatedPage, further_pages, gold_pages, own_pages
from training.facts.scorer import load_scorer

FIGURES = ("exercises", "causes", "advice")
SHARES = ("drop", "keep", "repair", "polarity", "quiet", "dosage", "cautions", "targets", "effects", "spun", "found")


def all_pages(shared: Path) -> list[AnnotatedPage]:
    """Return all annotated pages: with gold, labelled by digest, and of our own."""
    return [*gold_pages(shared), *further_pages(shared), *own_pages()]


def result(one: ReadPage) -> PageResult:
    """Return what a judged page gives."""
    mentions = {kind.name: kind.mentions(one.outline, one.kept(kind.name)) for kind in KINDS}
    return PageResult(article=one.page.article, **mentions)


def groups(read: Sequence[ReadPage]) -> dict[str, list[dict[str, Any]]]:
    """Return the gold of each group of pages: all, the sets, the web pages that nobody reads ("blind"), and the others."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in read:
        odd = one.page.group == "web" and int((one.page.site or "s0")[1:]) % 2 == 1
        web = ["blind"] if odd else ["open"] if one.page.group == "web" else []
        for name in ("all", one.page.group, *web):
            found.setdefault(name, []).append(one.page.gold)
    return found


def score(read: Sequence[ReadPage], shared: Path, *, misses: bool = False) -> dict[str, dict[str, Any]]:
    """Return what `score.py` says of each group of judged pages; print the misses of the pages that may be read."""
    with_gold = sorted((one for one in read if one.page.source == "gold"), key=lambda one: one.page.article.source)
    results = [result(one) for one in with_gold]
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        write_all(resolve(results, load()), results, output, ("json",))
        for name, golds in groups(with_gold).items():
            gold = output / f"{name}.jsonl"
            gold.write_text("".join(json.dumps(one) + "\n" for one in golds), encoding="utf-8")
            command = [sys.executable, str(shared / "score.py"), folder, str(gold)]
            printed = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
            found[name] = json.loads(printed)
            if misses and name not in ("all", "blind", "web"):
                print(subprocess.run([*command, "--misses"], check=True, capture_output=True, text=True).stdout)
    return found


def print_table(figures: dict[str, dict[str, Any]]) -> None:
    """Print F1 (precision/recall) of each kind and the shares, one group a line."""
    for group, found in figures.items():
        scores = [
            f"{k} {found[k]['f1']:.3f} ({found[k]['precision']:.2f}/{found[k]['recall']:.2f})" for k in FIGURES if k in found
        ]
        shares = [f"{k} {found[k]['share']:.3f}" for k in SHARES if k in found]
        print(f"{group:6}", "  ".join(scores), "|", " ".join(shares))


def ceiling(read: Sequence[ReadPage], shared: Path) -> None:
    """Print by kind which share of the required items some candidate could become."""
    scorer = load_scorer(shared)
    for kind in FIGURES:
        held = total = 0
        for one in read:
            for item in one.page.gold.get(kind, []) if one.page.source == "gold" else ():
                if item.get("optional"):
                    continue
                total += 1
                single = {kind: [item]}
                from training.facts.labelling import label

                page = AnnotatedPage(one.page.name, "gold", one.page.group, one.page.site, one.page.article, single)
                held += 1 in label(page, kind, one.candidates[kind], scorer)
        print(f"{kind:10} proposed {held} of {total}: {held / total:.3f}")


def main() -> None:
    """Run from the folder of the project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds score.py, gold/ and data/")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was extra")
    parser.add_argument("--ceiling", action="store_true", help="print the recall of the candidates")
    arguments = parser.parse_args()
    shared = arguments.shared.resolve()
    read = judged(all_pages(shared), load_scorer(shared))
    if arguments.ceiling:
        ceiling(read, shared)
    figures = score(read, shared, misses=arguments.misses)
    print_table(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
