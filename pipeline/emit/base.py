"""The files that every run writes: the knowledge base, its schema, the documents, the ledger and the merges."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.emit.lines import dump, plain, write_lines, write_text
from pipeline.models import KnowledgeBase, PageResult, Resolved

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `knowledge_base.json`."""
    return {"$schema": SCHEMA} | KnowledgeBase.model_json_schema(mode="serialization")


def document_line(result: PageResult) -> dict[str, Any]:
    """Return the object that `documents.jsonl` holds for a page: the clean text and the blocks it is made of."""
    article = result.article
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "blocks": [plain(block) for block in article.blocks],
        "quality": plain(article.quality),
    }


def write_base(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `knowledge_base.json`, its schema, `documents.jsonl`, `ledger.jsonl` and `merges.jsonl`."""
    write_text(folder / "knowledge_base.json", dump(plain(resolved.kb), indent=1) + "\n")
    write_text(folder / "knowledge_base.schema.json", dump(schema(), indent=1) + "\n")
    write_lines(folder / "merges.jsonl", resolved.merges)
    documents, ledger = folder / "documents.jsonl", folder / "ledger.jsonl"
    with (
        documents.open("w", encoding="utf-8", newline="\n") as pages,
        ledger.open("w", encoding="utf-8", newline="\n") as losses,
    ):
        for result in results:
            pages.write(dump(document_line(result)) + "\n")
            for entry in result.ledger:
                losses.write(dump(plain(entry)) + "\n")
