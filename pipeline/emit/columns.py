"""Parquet, for data frames: one file a table. Needs pyarrow (the extra `parquet`)."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.emit.errors import FormatError
from pipeline.emit.tables import TABLES, Value, sound
from pipeline.models import PageResult, Resolved


def load_pyarrow() -> tuple[Any, Any]:
    """Return pyarrow and pyarrow.parquet. Raises `FormatError` where they are not installed."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise FormatError("the format 'parquet' needs pyarrow: pip install 'kinesift[parquet]'") from error


def _held(value: Value) -> Value:
    """A value with texts that Arrow takes."""
    if isinstance(value, tuple):
        return tuple(map(sound, value))
    return sound(value) if isinstance(value, str) else value


def write_parquet(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `exercises.parquet` and its like, one for each table; lists stay lists."""
    arrow, parquet = load_pyarrow()
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
    }
    for table in TABLES:
        schema = arrow.schema([(name, types[kind]) for name, kind in table.columns.items()])
        rows = [dict(zip(table.columns, map(_held, row), strict=True)) for row in table.rows(resolved.kb)]
        parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), folder / f"{table.name}.parquet")
