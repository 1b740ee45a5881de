"""How far a run is, on standard error: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any

_NAMES = {"survey": "reading", "process": "extracting"}
_LINES = 10  # plain lines a step, at most


class Progress:
    """Shows the progress of one run; its methods may be called from several threads."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = not quiet and sys.stderr.isatty()
        self._bar: Any = None
        self._step = ""
        self._told = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._end()

    def say(self, line: str) -> None:
        """Show a line that matters (another run is waited for)."""
        with self._lock:
            self._end()
            print(line, file=sys.stderr, flush=True)

    def step(self, step: str, done: int, total: int) -> None:
        """Show that `done` of `total` pages have passed a step."""
        if self._quiet:
            return
        with self._lock:
            if step != self._step:
                self._end()
                self._step, self._told = step, 0
            if self._live:
                self._draw(step, done, total)
            elif done == total or done - self._told >= total / _LINES:
                self._told = done
                print(f"{_NAMES.get(step, step)}: {done} of {total} pages", file=sys.stderr, flush=True)

    def _draw(self, step: str, done: int, total: int) -> None:
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(desc=_NAMES.get(step, step), total=total, unit=" pages", file=sys.stderr, leave=False)
        self._bar.update(max(0, done - self._bar.n))

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        self._step = ""
