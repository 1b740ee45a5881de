"""The files that every run writes: the knowledge base, its schema, the documents, the ledger and the merges."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.emit.lines import dump, line, text_of, write_lines, write_text
from pipeline.models import CleanBlock, KnowledgeBase, Model, PageResult, Quality, Resolved

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `knowledge_base.json`."""
    return {"$schema": SCHEMA} | KnowledgeBase.model_json_schema(mode="serialization")


class DocumentLine(Model):
    """What `documents.jsonl` holds of a page: the clean text, and the blocks that it is made of."""

    id: str
    source: str
    url: str | None
    title: str | None
    text: str
    blocks: tuple[CleanBlock, ...]
    quality: Quality


def document_line(result: PageResult) -> DocumentLine:
    """Return the line of a page."""
    article = result.article
    # what is put in was validated when the article was made
    return DocumentLine.model_construct(
        id=article.id,
        source=article.source,
        url=article.url,
        title=article.title,
        text=article.text,
        blocks=article.blocks,
        quality=article.quality,
    )


def write_base(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `knowledge_base.json`, its schema, `documents.jsonl`, `ledger.jsonl` and `merges.jsonl`; where pages hold
    rejected candidates, `candidates.jsonl` too.
    """
    write_text(folder / "knowledge_base.json", text_of(resolved.kb, indent=1) + "\n")
    write_text(folder / "knowledge_base.schema.json", dump(schema(), indent=1) + "\n")
    write_lines(folder / "merges.jsonl", resolved.merges)
    documents, ledger = folder / "documents.jsonl", folder / "ledger.jsonl"
    with (
        documents.open("w", encoding="utf-8", newline="\n") as pages,
        ledger.open("w", encoding="utf-8", newline="\n") as losses,
    ):
        for result in results:
            pages.write(line(document_line(result)) + "\n")
            for entry in result.ledger:
                losses.write(line(entry) + "\n")
            if result.rejected:
                with (folder / "candidates.jsonl").open("a", encoding="utf-8", newline="\n") as refusals:
                    refusals.writelines(line(one) + "\n" for one in result.rejected)


def write_jsonl(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `exercises.jsonl`, `causes.jsonl`, `advice.jsonl` and `contradictions.jsonl`: one fact a line."""
    write_lines(folder / "exercises.jsonl", resolved.kb.exercises)
    write_lines(folder / "causes.jsonl", resolved.kb.causes)
    write_lines(folder / "advice.jsonl", resolved.kb.advice)
    write_lines(folder / "contradictions.jsonl", resolved.kb.contradictions)
