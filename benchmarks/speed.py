"""CPU time a page of each stage, beside spaCy's English model merely run over the same texts.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.speed FOLDER [--rounds 3]

Stages and the model take turns page by page in one process, so that a slow moment of the machine hits both; the figures
are the medians over the rounds. Both run on one thread, as the processes of a run do. The model is the whole English
pipeline without named entities, as it comes, and runs over the page's whole text; extraction loads less of it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import spacy
from spacy.language import Language

from pipeline.clean import clean
from pipeline.ingest import discover
from pipeline.ingest import read as ingest
from pipeline.kinds.reading import read
from pipeline.models import Page
from pipeline.parse import parse
from pipeline.settings import Settings, load

ResultT = TypeVar("ResultT")


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], ResultT]) -> ResultT:
        """Do the work and add its CPU time to what `name` has taken."""
        start = time.process_time()
        result = work()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
        return result


def one_round(pages: list[Page], settings: Settings, nlp: Language) -> dict[str, float]:
    """Return CPU seconds by stage over all pages, `model` being the peer."""
    clock = Clock()
    for page in pages:
        article = clock.time("parse", partial(parse, page))
        clean_article, _ = clock.time("clean", partial(clean, article, frozenset(), settings.clean))
        clock.time("extract", partial(read, clean_article, settings.extract))
        clock.time("model", partial(nlp, page.content[: nlp.max_length]))
    return clock.seconds


def main() -> None:
    """Print milliseconds a page by stage and the ratio to the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    settings = load()
    refs, _ = discover(args.folder, settings.ingest)
    found = [page for _, page in ingest(refs, args.folder, settings.ingest)]
    pages = [page for page in found if isinstance(page, Page) and page.media != "html"]
    nlp = spacy.load(settings.extract.model, exclude=["ner"])
    one_round(pages[:3], settings, nlp)
    rounds = [one_round(pages, settings, nlp) for _ in range(args.rounds)]
    print(f"{len(pages)} text pages, {sum(len(p.content.split()) for p in pages)} words, median of {args.rounds} rounds")
    for name in rounds[0]:
        print(f"{name:8} {1000 * median(r[name] for r in rounds) / len(pages):8.2f} ms a page")
    ratios = [(sum(r.values()) - r["model"]) / r["model"] for r in rounds]
    print(f"pipeline / model: {median(ratios):.3f} (rounds: {', '.join(f'{r:.3f}' for r in ratios)})")


if __name__ == "__main__":
    main()
