"""Markdown: the knowledge base as one page to read, every fact with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pipeline.emit.lines import write_text
from pipeline.emit.tables import dose, sound
from pipeline.models import Advice, Document, Evidence, Exercise, KnowledgeBase, PageResult, Resolved

T = TypeVar("T")

FILE = "knowledge_base.md"
_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
_SAFE_ADDRESS = re.compile(r"https?://[^\s<>()\"'\\]+")
_UNSORTED = "other"


def escape(text: str) -> str:
    """Return text of a page so that nothing in it is Markdown or HTML, on one line.

    >>> escape("a *bold*\\n<b>")
    'a \\\\*bold\\\\* \\\\<b\\\\>'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _grouped(items: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    """Items by their group's name."""
    found: dict[str, list[T]] = {}
    for name, item in items:
        found.setdefault(name, []).append(item)
    return sorted(found.items(), key=lambda group: group[0])


def _notes(evidence: Iterable[Evidence], numbers: Mapping[str, int]) -> str:
    """The numbers of the pages that say it."""
    return " ".join(f"[^{n}]" for n in sorted({numbers[e.document_id] for e in evidence}))


def _exercise(exercise: Exercise, numbers: Mapping[str, int]) -> Iterator[str]:
    yield f"#### {escape(exercise.name)} {_notes(exercise.evidence, numbers)}"
    yield ""
    told = (
        ("Also called", exercise.aliases),
        ("Works", exercise.targets),
        ("Needs", exercise.equipment),
        ("Good for", exercise.purposes),
        ("Dose", tuple(dict.fromkeys(dose(d) for d in exercise.dosage))),
        ("Caution", exercise.cautions),
    )
    found = [f"- {title}: {'; '.join(map(escape, values))}" for title, values in told if values]
    yield from [*found, ""] if found else []
    if exercise.steps:
        yield from (f"{n}. {escape(step)}" for n, step in enumerate(exercise.steps, 1))
        yield ""


def _advice(items: Iterable[Advice], numbers: Mapping[str, int]) -> Iterator[str]:
    for item in sorted(items, key=lambda a: (-a.support, a.action, a.id)):
        asides = [escape(text) for text in (item.timing, item.condition) if text and text not in item.action]
        aside = f" ({'; '.join(asides)})" if asides else ""
        yield f"- {escape(item.action)}{aside} {_notes(item.evidence, numbers)}"


def _source(document: Document, number: int) -> str:
    name = escape(document.title or document.source)
    if document.url and _SAFE_ADDRESS.fullmatch(document.url):
        name = f"[{name}](<{document.url}>)"
    return f"[^{number}]: {name}"


def _exercises(kb: KnowledgeBase, numbers: Mapping[str, int]) -> Iterator[str]:
    yield from ("## Exercises", "")
    for category, group in _grouped((e.category or _UNSORTED, e) for e in kb.exercises):
        yield from (f"### {category.capitalize()}", "")
        for exercise in group:
            yield from _exercise(exercise, numbers)


def _causes(kb: KnowledgeBase, numbers: Mapping[str, int]) -> Iterator[str]:
    yield from ("## Causes", "")
    for effect, causes in _grouped((c.effect, c) for c in kb.causes):
        yield from (f"### {escape(effect)}", "")
        for cause in sorted(causes, key=lambda c: (-c.support, c.cause, c.id)):
            hedge = "possibly " if cause.certainty == "hedged" else ""
            yield f"- {hedge}{escape(cause.cause)} {_notes(cause.evidence, numbers)}"
        yield ""


def _contradictions(kb: KnowledgeBase) -> Iterator[str]:
    actions = {a.id: escape(a.action) for a in kb.advice}
    yield from ("## Contradictions", "")
    for pair in kb.contradictions:
        first, second = (actions[i] for i in pair.item_ids)
        yield f"- “{first}” and “{second}”: {escape(pair.reason)}"
    yield ""


def lines_of(kb: KnowledgeBase) -> Iterator[str]:
    """Yield the page line by line."""
    numbers = {document.id: n for n, document in enumerate(kb.documents, 1)}
    yield from ("# Knowledge base", "")
    yield (
        f"{len(kb.documents)} pages, {len(kb.exercises)} exercises, {len(kb.causes)} causes, "
        f"{len(kb.advice)} pieces of advice, {len(kb.contradictions)} contradictions."
    )
    yield ""
    if kb.exercises:
        yield from _exercises(kb, numbers)
    if kb.causes:
        yield from _causes(kb, numbers)
    for title, polarity in (("Do", "do"), ("Avoid", "avoid")):
        items = [a for a in kb.advice if a.polarity == polarity]
        if items:
            yield from (f"## {title}", "", *_advice(items, numbers), "")
    if kb.contradictions:
        yield from _contradictions(kb)
    yield from ("## Sources", "")
    yield from (_source(document, numbers[document.id]) for document in kb.documents)


def write_markdown(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `knowledge_base.md`."""
    write_text(folder / FILE, sound("\n".join(lines_of(resolved.kb)) + "\n"))
