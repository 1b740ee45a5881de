"""Writing the knowledge base for people and for other tools.

A writer takes what was resolved, the pages' results in the order of their sources, and a folder that exists; it writes
its files there. To add a format: write one function, and enter it in `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.emit.base import write_base
from pipeline.models import PageResult, Resolved

Writer = Callable[[Resolved, Iterable[PageResult], Path], None]

ALWAYS = "json"
WRITERS: Mapping[str, Writer] = {
    ALWAYS: write_base,
}


class FormatError(ValueError):
    """An output format that there is no writer for, or whose library is not installed; the message names it."""


def check_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats to write, `json` first and each once. Raises `FormatError` for one that there is not."""
    wanted = dict.fromkeys([ALWAYS, *formats])
    unknown = [name for name in wanted if name not in WRITERS]
    if unknown:
        raise FormatError(f"no output format {unknown[0]!r}; there are: {', '.join(WRITERS)}")
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
