"""The last two steps, over all pages at once: resolving, and the files that come of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline import changes
from pipeline.emit import write_all
from pipeline.job import publish, versions, work
from pipeline.job.report import RunRecord
from pipeline.models import KnowledgeBase, PageResult, Resolved
from pipeline.settings import Settings
from pipeline.store import Store

BASE = "knowledge_base.json"
CHANGES = "changes.jsonl"
RECORD = "run.json"
_MANY = 200  # results read from the store at a time


class StoredResults(Collection[PageResult]):
    """The results of the pages in the order of their sources, read from the store as they are gone through.

    `again` makes the stored bytes of the n-th page anew where its entry is gone or broken.
    """

    def __init__(self, store: Store, keys: Sequence[str], again: Callable[[int], bytes]) -> None:
        self.keys = keys
        self._store = store
        self._again = again

    def __len__(self) -> int:
        return len(self.keys)

    def __contains__(self, item: object) -> bool:
        return any(result == item for result in self)

    def __iter__(self) -> Iterator[PageResult]:
        for start in range(0, len(self.keys), _MANY):
            some = self.keys[start : start + _MANY]
            stored = self._store.get("result", some)
            for n, key in enumerate(some, start):
                try:
                    yield work.open_result(stored[key])
                except (KeyError, ValueError):
                    yield work.open_result(self._again(n))


class Corpus:
    """What the pages give together, and what the output folder holds of it.

    Where the folder holds the files of these very results already (a note in the store has their digests), nothing is
    resolved and nothing is written again but the record of the run.
    """

    def __init__(
        self, output: Path, store: Store, settings: Settings, formats: tuple[str, ...], results: StoredResults
    ) -> None:
        self.counts: dict[str, int] = {}
        self.changes: tuple[changes.Change, ...] = ()
        self._output, self._store, self._settings, self._formats = output, store, settings, formats
        self._results = results
        self._resolved: Resolved | None = None
        self._files: dict[str, str] = {}
        self._key = versions.digest(versions.for_corpus(settings, formats), *results.keys)

    def resolve(self) -> None:
        """Resolve the results, unless that would give what is there."""
        if self._is_there():
            return
        from pipeline.resolve import resolve  # a run that finds everything unchanged never needs it

        previous = _previous(self._output)
        self._resolved = resolve(self._results, self._settings, previous)
        kb = self._resolved.kb
        self.changes = changes.diff(previous or KnowledgeBase(), kb)
        self.counts = {
            "documents": len(kb.documents),
            "duplicates": sum(document.duplicate_of is not None for document in kb.documents),
            "exercises": len(kb.exercises),
            "causes": len(kb.causes),
            "advice": len(kb.advice),
            "contradictions": len(kb.contradictions),
        }

    def _is_there(self) -> bool:
        entry = self._store.get("corpus", [self._key]).get(self._key)
        if entry is None:
            return False
        try:
            note = json.loads(entry)
        except ValueError:
            return False
        self._files, self.counts = note["files"], note["counts"]
        return publish.digests(self._output, self._files) == self._files

    def write(self) -> dict[str, str]:
        """Write the files beside those that are there; return all files of the knowledge base with their digests."""
        folder = publish.fresh_folder(self._output)
        if self._resolved is not None:
            write_all(self._resolved, self._results, folder, self._formats)
            self._files = publish.digests(folder, [path.name for path in folder.iterdir()])
        changes.write(self.changes, folder / CHANGES)
        return self._files

    def publish(self, record: RunRecord) -> None:
        """Make the written files and the record those of the output folder; files of earlier runs go."""
        text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1)
        (self._output / publish.NEXT / RECORD).write_text(text + "\n", encoding="utf-8")
        publish.publish(self._output, remove=set(_earlier_files(self._output)) - set(self._files))
        note = json.dumps({"files": self._files, "counts": self.counts})
        self._store.put("corpus", {self._key: note.encode()})
        self._store.keep_only("corpus", [self._key])


def _previous(output: Path) -> KnowledgeBase | None:
    """The knowledge base that the folder holds; one that cannot be read (or is of another version) counts as none."""
    try:
        return KnowledgeBase.model_validate_json((output / BASE).read_bytes())
    except (OSError, ValidationError):
        return None


def _earlier_files(output: Path) -> list[str]:
    """The files that the run before wrote, as its record names them: plain names only."""
    try:
        names = json.loads((output / RECORD).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [name for name in names if isinstance(name, str) and Path(name).name == name]
