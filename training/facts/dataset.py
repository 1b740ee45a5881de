"""Annotated pages: those with gold beside `score.py`, further pages labelled by sentence, and pages of our own.

Further pages are stored as digests of their sentences (`labels.tsv`), since their words belong to their publishers; our own
(`pages/*.page`) hold their labels in the text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.clean import clean
from pipeline.ingest import discover, read
from pipeline.ingest.decode import decode
from pipeline.models import CleanArticle, Page
from pipeline.parse import parse
from pipeline.settings import Settings, load
from training.facts.own import Labels, read_own

HERE = Path(__file__).resolve().parent
# Folders of annotated pages below the shared one, by the name of their gold file.
SETS = {"seeds": "seeds", "dev": "data/pages-dev", "more": "data/pages-more", "web": "data/pages-web"}
Source = Literal["gold", "digests", "own"]


@dataclass(slots=True)
class AnnotatedPage:
    """A page with what its readers found: `gold` as `score.py` reads it, or `labels` of its sentences by their digest.

    `site` is what cross-validation keeps together; `None` for pages that are always learned from.
    """

    name: str
    source: Source
    group: str
    site: str | None
    article: CleanArticle
    gold: dict[str, Any] = field(default_factory=dict)
    labels: Labels = field(default_factory=Labels)


def gold_pages(shared: Path) -> list[AnnotatedPage]:
    """Return the pages that have gold, cleaned as a run over their folder cleans them."""
    settings = load()
    sites: dict[str, str] = json.loads((shared / "gold" / "sites.json").read_text(encoding="utf-8"))
    found: list[AnnotatedPage] = []
    for group, folder in SETS.items():
        lines = (shared / "gold" / f"{group}.jsonl").read_text(encoding="utf-8").splitlines()
        golds = {Path(gold["file"]).name: gold for gold in map(json.loads, filter(None, lines))}
        for name, article in _cleaned(shared / folder, settings):
            if name in golds:
                found.append(AnnotatedPage(name, "gold", group, sites[name], article, golds[name]))
    return found


def _cleaned(folder: Path, settings: Settings) -> Iterator[tuple[str, CleanArticle]]:
    """The pages of a folder after cleaning, by file name, with the template blocks that a run finds among them."""
    from pipeline.clean.template import block_hash
    from pipeline.job.templates import Survey, decide, site_of

    references, _ = discover(folder, settings.ingest)
    pages = {ref.source: page for ref, page in read(references, folder, settings.ingest) if isinstance(page, Page)}
    articles = {source: parse(page) for source, page in pages.items()}
    surveys = {}
    for source, article in articles.items():
        blocks = {name: len(block.text) for block in article.blocks if (name := block_hash(block)) is not None}
        surveys[source] = Survey(site=site_of(article), blocks=blocks)
    templates = decide(surveys, settings.clean)
    for source, article in sorted(articles.items()):
        yield Path(source).name, clean(article, templates.get(source, frozenset()), settings.clean)[0]


def digest(text: str) -> str:
    """Return twelve hex digits over the words of a sentence, white space and case aside."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:12]


def further_pages(shared: Path) -> list[AnnotatedPage]:
    """Return the pages that `labels.tsv` labels by the digests of their sentences."""
    settings = load()
    sites: dict[str, str] = json.loads((shared / "gold" / "sites.json").read_text(encoding="utf-8"))
    labels: dict[str, Labels] = {}
    for line in (HERE / "labels.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            page, sentence, label, *words = line.split("\t")
            labels.setdefault(page, Labels()).add(sentence, label, words)
    found = []
    more = dict(_raw_folder(shared / "data" / "pages-more", settings))
    for name in sorted(labels):
        page = more[name] if name in more else _benchmark_page(shared, name)
        article = clean(parse(page), frozenset(), settings.clean)[0]
        found.append(AnnotatedPage(name, "digests", "further", sites.get(name), article, labels=labels[name]))
    return found


def _raw_folder(folder: Path, settings: Settings) -> Iterator[tuple[str, Page]]:
    references, _ = discover(folder, settings.ingest)
    for reference, page in read(references, folder, settings.ingest):
        if isinstance(page, Page):
            yield Path(reference.source).name, page


def _benchmark_page(shared: Path, name: str) -> Page:
    """A page of the main-content benchmarks: "wcxb-dev/ID" or "more-html/NAME/ID"."""
    folder, _, number = name.rpartition("/")
    raw = gzip.decompress((shared / "data" / folder / "html" / f"{number}.html.gz").read_bytes())
    text, encoding = decode(raw, None, html=True)
    return Page(source=name, content=text, media="html", sha256=hashlib.sha256(raw).hexdigest(), encoding=encoding)


def own_pages() -> list[AnnotatedPage]:
    """Return the pages of our own, which are always learned from."""
    found = []
    for path in sorted((HERE / "pages").glob("*.page")):
        article, labels = read_own(path)
        found.append(AnnotatedPage(path.name, "own", "own", None, article, labels=labels))
    return found
