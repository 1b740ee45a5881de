"""Writing the knowledge base for people and for other tools.

A writer takes what was resolved, the pages' results in the order of their sources, and a folder that exists; it writes
its files there. To add a format: write one function, and enter it in `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.emit.base import write_base, write_jsonl
from pipeline.emit.columns import load_pyarrow, write_parquet
from pipeline.emit.database import write_sqlite
from pipeline.emit.errors import FormatError
from pipeline.emit.flat import write_csv
from pipeline.emit.page import write_markdown
from pipeline.models import PageResult, Resolved

Writer = Callable[[Resolved, Iterable[PageResult], Path], None]

ALWAYS = "json"
WRITERS: Mapping[str, Writer] = {
    ALWAYS: write_base,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "sqlite": write_sqlite,
    "parquet": write_parquet,
    "markdown": write_markdown,
}

__all__ = ["ALWAYS", "WRITERS", "FormatError", "Writer", "check_formats", "write_all"]


def check_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats to write, `json` first and each once.

    Raises `FormatError` for one that there is not, and for Parquet without pyarrow.
    """
    wanted = dict.fromkeys([ALWAYS, *formats])
    unknown = [name for name in wanted if name not in WRITERS]
    if unknown:
        raise FormatError(f"no output format {unknown[0]!r}; there are: {', '.join(WRITERS)}")
    if "parquet" in wanted:
        load_pyarrow()
    return tuple(wanted)


def _in_order(results: Iterable[PageResult]) -> Iterator[PageResult]:
    """The results as they come; raises `ValueError` where a source stands before the one it should follow."""
    last = ""
    for result in results:
        if result.article.source < last:
            raise ValueError(f"results must come sorted by source: {result.article.source!r} stands after {last!r}")
        last = result.article.source
        yield result


def write_all(
    resolved: Resolved, results: Collection[PageResult], folder: Path, formats: Iterable[str] = (ALWAYS,)
) -> None:
    """Write all files of the `formats` (JSON always) into `folder`.

    `results` come sorted by source and may be read from a store while they are written; they are gone through once for
    each writer that needs them. Raises `FormatError` before anything is written, `ValueError` for unsorted results.
    """
    for name in check_formats(formats):
        WRITERS[name](resolved, _in_order(results), folder)
