"""SQLite with full-text search: the tables, the pages' clean texts, and two FTS5 indexes over facts and pages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pipeline.emit.tables import TABLES, Value, sound
from pipeline.models import KnowledgeBase, PageResult, Resolved

FILE = "knowledge_base.sqlite"
_INDEXES = """
create virtual table facts_search using fts5(id unindexed, kind unindexed, text, tokenize = "porter unicode61");
create virtual table pages_search using fts5(id unindexed, title, text, tokenize = "porter unicode61");
create index evidence_item on evidence(item_id);
create index evidence_document on evidence(document_id);
"""


def _stored(value: Value) -> str | int | float | None:
    """A value as SQLite holds it; lists are JSON, for `json_each`."""
    if isinstance(value, tuple):
        return sound(json.dumps(value, ensure_ascii=False))
    return sound(value) if isinstance(value, str) else value


def _facts(kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """Id, kind and all words of each fact."""
    for e in kb.exercises:
        yield e.id, "exercise", " ; ".join((e.name, *e.aliases, *e.targets, *e.purposes, *e.cautions, *e.steps))
    for c in kb.causes:
        yield c.id, "cause", f"{c.cause} ; {c.effect}"
    for a in kb.advice:
        yield a.id, "advice", " ; ".join(filter(None, (a.action, a.timing, a.condition)))


def write_sqlite(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `knowledge_base.sqlite` anew."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        # the file is made in a folder that nobody reads yet, and made anew after a crash
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        base.execute("begin")
        for table in TABLES:
            columns = ", ".join(
                f'"{name}" {"text" if kind == "list" else kind}{" primary key" if name == "id" else ""}'
                for name, kind in table.columns.items()
            )
            base.execute(f'create table "{table.name}" ({columns})')
            marks = ", ".join("?" * len(table.columns))
            rows = ([_stored(value) for value in row] for row in table.rows(resolved.kb))
            base.executemany(f'insert into "{table.name}" values ({marks})', rows)
        base.execute("create table texts (id text primary key, text text)")
        for statement in filter(str.strip, _INDEXES.split(";\n")):
            base.execute(statement)
        facts = ((fact_id, kind, sound(text)) for fact_id, kind, text in _facts(resolved.kb))
        base.executemany("insert into facts_search values (?, ?, ?)", facts)
        for result in results:
            article = result.article
            text = sound(article.text)
            base.execute("insert into texts values (?, ?)", (article.id, text))
            base.execute("insert into pages_search values (?, ?, ?)", (article.id, sound(article.title or ""), text))
        base.execute("commit")
