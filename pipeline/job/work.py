"""What is done with one page, in whichever process: plain functions over values that are cheap to send.

A page that makes a stage fail becomes an answer with the reason; only what would fail for every page (a missing model,
a broken data file) is raised, as `JobError`.
"""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.ingest import Reference, other_language
from pipeline.ingest import read as ingest
from pipeline.job.errors import JobError
from pipeline.job.templates import Survey, site_of
from pipeline.knowledge import KnowledgeError
from pipeline.models import Article, Page, PageResult, Skipped
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Item:
    """One page to do: its key in the store, where it is, its template blocks; the page itself or the parsed article
    (compressed) where they are at hand."""

    key: str
    reference: Reference
    template: frozenset[str] = frozenset()
    page: Page | Skipped | None = None
    article: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an item: the bytes to store under its key, or why there are none. `article` as in `Item`."""

    key: str
    value: bytes | None = None
    skipped: Skipped | None = None
    article: bytes | None = None


def with_pages(raw: Path, settings: Settings, items: Sequence[Item]) -> list[Item]:
    """Return the items with the pages of those that are records of containers: read here, each container once, and not
    again for every few items that a process is sent."""
    records = [item.reference for item in items if item.reference.record is not None and item.article is None]
    pages = {ref.source: page for ref, page in ingest(records, raw, settings.ingest)}
    return [replace(item, page=pages.get(item.reference.source)) for item in items]


def _pages(raw: Path, settings: Settings, items: Sequence[Item]) -> dict[str, Page | Skipped]:
    """The pages of the items by source."""
    missing = [item.reference for item in items if item.page is None and item.article is None]
    found = {ref.source: page for ref, page in ingest(missing, raw, settings.ingest)}
    return found | {item.reference.source: item.page for item in items if item.page is not None}


def survey(raw: Path, settings: Settings, items: Sequence[Item]) -> list[Answer]:
    """Parse the pages and note what the template decision needs; pages in other languages end here."""
    pages = _pages(raw, settings, items)
    return [_survey(item, pages[item.reference.source], settings) for item in items]


def _survey(item: Item, page: Page | Skipped, settings: Settings) -> Answer:
    from pipeline.clean.template import block_hash
    from pipeline.parse import parse

    if isinstance(page, Skipped):
        return Answer(item.key, skipped=page)
    try:
        article = parse(page)
        foreign = other_language(" ".join(block.text for block in article.blocks), settings.ingest.languages)
        if foreign is not None:
            reason = f"the page is in {foreign!r}, which setting ingest.languages does not name"
            skipped = Skipped(source=page.source, rule="language", reason=reason)
            return Answer(item.key, value=pack({"skipped": skipped.model_dump()}))
        blocks: dict[str, int] = {}
        for block in article.blocks:
            name = block_hash(block)
            if name is not None:
                blocks[name] = len(block.text)
        # segments are left out of the article's JSON, and this goes to a process of our own only
        parsed = zlib.compress(pickle.dumps(article, protocol=5), 1)
        return Answer(item.key, value=pack({"site": site_of(article), "blocks": blocks}), article=parsed)
    except KnowledgeError as error:
        raise JobError(str(error)) from error
    except Exception as error:
        return Answer(item.key, skipped=failed(page.source, error))


def process(raw: Path, settings: Settings, items: Sequence[Item]) -> list[Answer]:
    """Clean the pages and take the mentions out of them."""
    return [_process(item, settings, article) for item, article in _articles(raw, settings, items)]


def _articles(raw: Path, settings: Settings, items: Sequence[Item]) -> Iterator[tuple[Item, Article | Skipped]]:
    """The parsed pages in the order of the items; those that the survey handed on are not parsed again."""
    from pipeline.parse import parse

    pages = _pages(raw, settings, items)
    for item in items:
        if item.article is not None:
            yield item, pickle.loads(zlib.decompress(item.article))
            continue
        page = pages[item.reference.source]
        try:
            yield item, page if isinstance(page, Skipped) else parse(page)
        except Exception as error:
            yield item, failed(page.source, error)


def page_result(article: Article, template: frozenset[str], settings: Settings) -> PageResult:
    """Clean an article and take its mentions out. Raises what the stages raise."""
    from pipeline.clean import clean
    from pipeline.kinds.reading import read, rejected

    kept, ledger = clean(article, template, settings.clean)
    said = read(kept, settings.extract)
    quality = kept.quality.model_copy(update={"on_topic": said.on_topic})
    losses = rejected(said) if settings.extract.candidates else ()
    return PageResult(
        article=kept.model_copy(update={"quality": quality}), ledger=ledger, rejected=losses, **said.mentions
    )


def _process(item: Item, settings: Settings, article: Article | Skipped) -> Answer:
    from pipeline.text.sentence import ModelError

    if isinstance(article, Skipped):
        return Answer(item.key, skipped=article)
    try:
        result = page_result(article, item.template, settings)
        return Answer(item.key, value=zlib.compress(result.model_dump_json().encode("utf-8", "surrogatepass"), 1))
    except (KnowledgeError, ModelError) as error:
        raise JobError(str(error)) from error
    except Exception as error:
        return Answer(item.key, skipped=failed(article.source, error))


def failed(source: str, error: Exception) -> Skipped:
    """Return the entry for a page that a stage could not handle."""
    said = " ".join(str(error).split())[:200]
    return Skipped(source=source, rule="failed", reason=f"{type(error).__name__}: {said}" if said else type(error).__name__)


def pack(value: Any) -> bytes:
    """Return a small JSON value as the store keeps it."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def open_survey(value: bytes) -> Survey | Skipped:
    """Return what `survey` noted. Raises `ValueError` for bytes that it did not write."""
    try:
        held = json.loads(zlib.decompress(value))
        if "skipped" in held:
            return Skipped.model_validate(held["skipped"])
        return Survey(site=held["site"], blocks=held["blocks"])
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError(f"no survey: {error}") from error


def open_result(value: bytes) -> PageResult:
    """Return the result that `process` gave. Raises `ValueError` for bytes that it did not write."""
    try:
        return PageResult.model_validate_json(zlib.decompress(value))
    except zlib.error as error:
        raise ValueError(f"no result: {error}") from error
