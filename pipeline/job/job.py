"""The job from a folder of pages to a knowledge base, in steps that whoever runs it calls in order.

    with Job(raw, output, settings) as job:
        job.discover()
        for n in range(job.plan_survey()): job.survey(n)       # in any order, from any threads
        for n in range(job.plan_process()): job.process(n)     # likewise
        job.resolve()
        record = job.publish()

Two passes over the pages, because what a page keeps depends on what its site repeats: the survey notes the blocks, the
process cleans and extracts. Both look into the store first, so that pages that did not change cost a look-up each; a
page is worked on again when its own template blocks changed, and no others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from pipeline.changes import Change
from pipeline.emit import check_formats
from pipeline.ingest import Reference, discover
from pipeline.job import corpus, publish, versions, work
from pipeline.job.errors import JobError, check_folders
from pipeline.job.pool import Function, Pool
from pipeline.job.report import Counts, RunRecord
from pipeline.job.templates import Survey, decide
from pipeline.job.work import Answer, Item
from pipeline.models import Skipped
from pipeline.settings import Settings
from pipeline.store import Store

Progress = Callable[[str, int, int], None]
Say = Callable[[str], None]

# What a step leaves in the store.
_KINDS = {"survey": "survey", "process": "result"}
# Parsed pages kept from the first pass to the second, compressed; what is above is parsed twice.
_KEPT_BYTES = 256_000_000


class Job:
    """One run. `fresh` forgets what earlier runs found; with `wait` a second run on the same output waits for the first.

    `progress` is called with a step's name, how many pages are done and how many there are, maybe from several threads.
    Raises `JobError` where the input or output cannot be used, `FormatError` for an unknown format.
    """

    def __init__(
        self,
        raw: Path,
        output: Path,
        settings: Settings,
        *,
        fresh: bool = False,
        wait: bool = True,
        progress: Progress = lambda step, done, total: None,
        say: Say = lambda line: None,
    ) -> None:
        check_folders(raw, output)
        self.raw, self.output, self.settings = raw, output, settings
        self.formats = check_formats(settings.run.formats)
        self.skipped: list[Skipped] = []
        self.counts = Counts()
        self._fresh, self._wait, self._progress, self._say = fresh, wait, progress, say
        self._started = datetime.now(UTC)
        self._seconds: dict[str, float] = {}
        self._references: dict[str, Reference] = {}
        self._surveys: dict[str, Survey] = {}
        self._templates: dict[str, frozenset[str]] = {}
        self._articles: dict[str, bytes] = {}
        self._result_keys: dict[str, str] = {}
        self._batches: list[list[Item]] = []
        self._done = self._total = self._worked = self._kept = 0
        self._guard = threading.Lock()
        self._pool = Pool(settings.run.workers)
        self._corpus: corpus.Corpus | None = None

    def __enter__(self) -> Job:
        try:
            self._lock = FileLock(self.output / ".lock")
            self._acquire()
            publish.finish(self.output)
            self._store = Store(self.settings.run.store or self.output / ".store.sqlite", fresh=self._fresh)
        except OSError as error:
            if hasattr(self, "_lock"):
                self._lock.release()
            raise JobError(f"{self.output}: cannot write there: {error.strerror or error}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()
        self._store.close()
        self._lock.release()

    def _acquire(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            if not self._wait:
                raise JobError(f"{self.output}: another run is writing there") from error
            self._say(f"{self.output}: another run is writing there; waiting for it")
            self._lock.acquire()

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        begin = time.perf_counter()
        try:
            yield
        finally:
            with self._guard:
                self._seconds[step] = round(self._seconds.get(step, 0.0) + time.perf_counter() - begin, 3)

    # ------------------------------------------------------------ steps

    def discover(self) -> int:
        """Find the pages and return how many there are. Raises `JobError` for a folder that cannot be read."""
        with self._timed("discover"):
            try:
                references, skipped = discover(self.raw, self.settings.ingest, exclude=self.output)
            except OSError as error:
                raise JobError(f"{self.raw}: cannot be read: {error.strerror or error}") from error
        self.skipped = list(skipped)
        self._references = {ref.source: ref for ref in references}
        return len(references)

    def plan_survey(self) -> int:
        """Return how many batches of pages there are to survey; what the store knows is not among them."""
        with self._timed("survey"):
            stamp = versions.for_survey(self.settings)
            keys = {source: versions.digest(stamp, ref.key) for source, ref in self._references.items()}
            self._survey_keys = keys
            stored = self._store.get("survey", list(keys.values()))
            items = []
            for source, key in keys.items():
                if not (key in stored and self._note(source, stored[key])):
                    items.append(Item(key, self._references[source]))
        return self._plan("survey", items)

    def survey(self, batch: int) -> int:
        """Survey a batch and return how many of its pages go on."""
        with self._timed("survey"):
            return self._work("survey", work.survey, self._batches[batch])

    def plan_process(self) -> int:
        """Decide what is template, and return how many batches of pages there are to work on."""
        with self._timed("templates"):
            self._templates = decide(self._surveys, self.settings.clean)
            stamp = versions.for_result(self.settings)
            for source in self._surveys:
                own = sorted(self._templates.get(source, ()))
                self._result_keys[source] = versions.digest(stamp, self._references[source].key, *own)
            stored = self._store.having("result", list(self._result_keys.values()))
            items = [self._item(source) for source in sorted(self._surveys) if self._result_keys[source] not in stored]
        return self._plan("process", items)

    def process(self, batch: int) -> int:
        """Clean and extract a batch and return how many of its pages gave a result."""
        with self._timed("process"):
            return self._work("process", work.process, self._batches[batch])

    def resolve(self) -> None:
        """Make the corpus one knowledge base, unless the output folder already holds the one of these very pages."""
        with self._timed("resolve"):
            sources = sorted(self._result_keys)
            keys = [self._result_keys[source] for source in sources]
            results = corpus.StoredResults(self._store, keys, lambda n: self._again(sources[n]))
            self._corpus = corpus.Corpus(self.output, self._store, self.settings, self.formats, results)
            self._corpus.resolve()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs from the knowledge base that the output folder held before; empty until it is resolved."""
        return self._corpus.changes if self._corpus is not None else ()

    def publish(self) -> RunRecord:
        """Write the files, make them those of the output folder, and return the record of the run.

        Raises `JobError` where the output cannot be written; what stood there before then still stands.
        """
        if self._corpus is None:
            raise JobError("nothing is resolved yet")
        begin = time.perf_counter()
        try:
            files = self._corpus.write()
            self._seconds["publish"] = round(time.perf_counter() - begin, 3)
            record = self._record(files)
            self._corpus.publish(record)
        except OSError as error:
            raise JobError(f"{self.output}: cannot write there: {error.strerror or error}") from error
        if self.settings.run.store is None:  # a store named in the settings may serve other runs, too
            self._store.keep_only("survey", self._survey_keys.values())
            self._store.keep_only("result", self._result_keys.values())
        return record

    # ------------------------------------------------------------ parts

    def _plan(self, step: str, items: Sequence[Item]) -> int:
        size = self.settings.run.batch_size
        self._batches = [list(items[start : start + size]) for start in range(0, len(items), size)]
        self._done, self._total = 0, len(items)
        if items:
            self._progress(step, 0, self._total)
        return len(self._batches)

    def _item(self, source: str) -> Item:
        template, article = self._templates.get(source, frozenset()), self._articles.pop(source, None)
        return Item(self._result_keys[source], self._references[source], template, article=article)

    def _work(self, step: str, function: Function, items: Sequence[Item]) -> int:
        """Do a batch, store what came of it, and return how many pages it gave."""
        sources = {item.key: item.reference.source for item in items}
        good = 0
        for answers in self._pool.run(
            function, self.raw, self.settings, work.with_pages(self.raw, self.settings, items), of=self._total
        ):
            values = {answer.key: answer.value for answer in answers if answer.value is not None}
            self._store.put(_KINDS[step], values)
            with self._guard:
                good += sum(self._take(step, sources[answer.key], answer) for answer in answers)
                self._done += len(answers)
                done = self._done
            self._progress(step, done, self._total)
        return good

    def _take(self, step: str, source: str, answer: Answer) -> bool:
        if answer.skipped is not None or answer.value is None:
            if answer.skipped is not None:
                self.skipped.append(answer.skipped)
            self._result_keys.pop(source, None)
            return False
        if step == "process":
            self._worked += 1
            return True
        if answer.article is not None and self._kept < _KEPT_BYTES:
            self._articles[source] = answer.article
            self._kept += len(answer.article)
        return self._note(source, answer.value)

    def _note(self, source: str, value: bytes) -> bool:
        """Take in a survey; returns whether its bytes could be used."""
        try:
            survey = work.open_survey(value)
        except ValueError:
            return False
        if isinstance(survey, Skipped):
            self.skipped.append(survey)
        else:
            self._surveys[source] = survey
        return True

    def _again(self, source: str) -> bytes:
        """The result of a page whose entry in the store cannot be used."""
        (answer,) = work.process(self.raw, self.settings, [self._item(source)])
        if answer.value is None:
            reason = answer.skipped.reason if answer.skipped else "no reason given"
            raise JobError(f"{source}: the page went away during the run: {reason}")
        self._store.put("result", {answer.key: answer.value})
        return answer.value

    def _record(self, files: dict[str, str]) -> RunRecord:
        assert self._corpus is not None
        pages = len(self._references)
        self.counts = Counts(
            pages=pages,
            processed=self._worked,
            from_store=len(self._result_keys) - self._worked,
            skipped=len(self.skipped),
            template_pages=len(self._templates),
            changes=len(self._corpus.changes),
            **self._corpus.counts,
        )
        return RunRecord(
            started=self._started.isoformat(timespec="seconds"),
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=self._seconds,
            input=str(self.raw),
            versions=versions.of_run(),
            settings=self.settings.model_dump(mode="json"),
            counts=self.counts,
            files=files,
            skipped=tuple(sorted(self.skipped, key=lambda entry: (entry.source, entry.rule))),
        )
