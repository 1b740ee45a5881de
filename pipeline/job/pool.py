"""Where pages are worked on: in this process, or in a pool of processes that threads may share.

Each process loads the language model once. A page that takes its process with it (a crash in native code, no memory) is
found by doing the pages of its batch again one by one, and becomes an answer like any other page that failed.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from pathlib import Path

from pipeline.job.work import Answer, Item
from pipeline.models import Skipped
from pipeline.settings import Settings

Function = Callable[[Path, Settings, Sequence[Item]], list[Answer]]

# Pages sent to a process at a time: enough to hide the sending, few enough that processes end together.
_CHUNK = 16
# One process works these off before a second one has loaded its model.
_WORTH_A_PROCESS = 100


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def one_thread_each() -> None:
    """Keep linear algebra to one thread: processes are the parallelism here. Works before NumPy is imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


class Pool:
    """`workers` processes, or none where one is enough; 0 means as many as pay for the pages and the processors."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._here = threading.Lock()

    def size(self, pages: int) -> int:
        """Return how many processes work on that many pages; 1 means this one."""
        return self.workers or max(1, min(processors(), pages // _WORTH_A_PROCESS))

    def run(
        self, function: Function, raw: Path, settings: Settings, items: Sequence[Item], of: int
    ) -> Iterator[list[Answer]]:
        """Yield the answers for the items, some at a time; `of` is the number of pages of the whole run.

        Raises what the function raises.
        """
        chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
        if self.size(of) == 1 and self._executor is None:
            for chunk in chunks:
                with self._here:  # the model is not made for two threads at once
                    answers = function(raw, settings, chunk)
                yield answers
            return
        executor = self._processes(self.size(of))
        try:
            futures = [executor.submit(function, raw, settings, chunk) for chunk in chunks]
        except BrokenProcessPool:
            futures = []
        for n, chunk in enumerate(chunks):
            try:
                if n >= len(futures):
                    raise BrokenProcessPool
                yield futures[n].result()
            except BrokenProcessPool:
                self._forget(executor)
                yield _one_by_one(function, raw, settings, chunk)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(cancel_futures=True)
                self._executor = None

    def _processes(self, count: int) -> ProcessPoolExecutor:
        with self._lock:
            if self._executor is None:
                one_thread_each()
                self._executor = ProcessPoolExecutor(count, mp_context=_context())
            return self._executor

    def _forget(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._executor is broken:
                broken.shutdown(wait=False)
                self._executor = None


def _context() -> BaseContext:
    """Processes that share no state with this one, whose threads a plain fork would copy in the middle of things."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipeline.job.preload"])
        return context
    return multiprocessing.get_context("spawn")


def _one_by_one(function: Function, raw: Path, settings: Settings, items: Sequence[Item]) -> list[Answer]:
    answers: list[Answer] = []
    executor = ProcessPoolExecutor(1, mp_context=_context())
    for item in items:
        try:
            answers += executor.submit(function, raw, settings, [item]).result()
        except BrokenProcessPool:
            reason = "the process that worked on it ended (a crash in native code, or no memory)"
            skipped = Skipped(source=item.reference.source, rule="crashed", reason=reason)
            answers.append(Answer(item.key, skipped=skipped))
            executor.shutdown(wait=False)
            executor = ProcessPoolExecutor(1, mp_context=_context())
    executor.shutdown()
    return answers
