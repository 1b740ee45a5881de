"""The knowledge base as flat tables: what CSV, SQLite and Parquet hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.models import Dosage, KnowledgeBase, Range

Value = str | int | float | bool | None | tuple[str, ...]
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, the type of each column, and its rows. A `list` holds texts."""

    name: str
    columns: dict[str, str]
    rows: Callable[[KnowledgeBase], Iterator[Row]]


def sound(text: str) -> str:
    """Return text that every format can hold: half of a surrogate pair, from a broken page, becomes a question mark.

    >>> sound("a" + chr(0xD83D))
    'a?'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def _range(span: Range) -> str:
    low, high = span
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def dose(dosage: Dosage) -> str:
    """Return a dose in a few words.

    >>> dose(Dosage(sets=(2, 3), reps=(10, 10), hold_seconds=(30, 30), per_side=True, quote="…"))
    '2-3 sets, 10 reps, hold 30 s, each side'
    """
    units = (
        (dosage.sets, "{} sets"),
        (dosage.reps, "{} reps"),
        (dosage.hold_seconds, "hold {} s"),
        (dosage.duration_seconds, "for {} s"),
        (dosage.distance_metres, "{} m"),
    )
    told = [form.format(_range(span)) for span, form in units if span is not None]
    if dosage.frequency:
        told.append(f"{_range(dosage.frequency.times)} × a {dosage.frequency.period}")
    return ", ".join([*told, *(["each side"] if dosage.per_side else [])]) or dosage.quote


def _exercises(kb: KnowledgeBase) -> Iterator[Row]:
    for e in kb.exercises:
        doses = tuple(dict.fromkeys(dose(d) for d in e.dosage))
        yield (e.id, e.name, e.category, e.aliases, e.targets, e.equipment, e.steps, doses, e.cautions, e.purposes,
               e.support)  # fmt: skip


def _causes(kb: KnowledgeBase) -> Iterator[Row]:
    for c in kb.causes:
        yield c.id, c.cause, c.effect, c.certainty, c.support


def _advice(kb: KnowledgeBase) -> Iterator[Row]:
    for a in kb.advice:
        yield a.id, a.action, a.polarity, a.timing, a.condition, a.strength, a.attribution, a.support


def _contradictions(kb: KnowledgeBase) -> Iterator[Row]:
    for c in kb.contradictions:
        yield c.id, c.kind, *c.item_ids, c.reason


def _documents(kb: KnowledgeBase) -> Iterator[Row]:
    for d in kb.documents:
        q = d.quality
        yield (d.id, d.source, d.url, d.title, d.author, d.published, d.language, d.duplicate_of, q.spun,
               q.promotional, q.spam_score, q.kept_share)  # fmt: skip


def _evidence(kb: KnowledgeBase) -> Iterator[Row]:
    for kind, items in (("exercise", kb.exercises), ("cause", kb.causes), ("advice", kb.advice)):
        for item in items:
            for e in item.evidence:
                yield item.id, kind, e.document_id, e.quote, e.start, e.end, e.original, e.section


TABLES: tuple[Table, ...] = (
    Table(
        "exercises",
        {"id": "text", "name": "text", "category": "text", "aliases": "list", "targets": "list", "equipment": "list",
         "steps": "list", "dosage": "list", "cautions": "list", "purposes": "list", "support": "integer"},
        _exercises,
    ),
    Table(
        "causes",
        {"id": "text", "cause": "text", "effect": "text", "certainty": "text", "support": "integer"},
        _causes,
    ),
    Table(
        "advice",
        {"id": "text", "action": "text", "polarity": "text", "timing": "text", "condition": "text", "strength": "text",
         "attribution": "text", "support": "integer"},
        _advice,
    ),
    Table(
        "contradictions",
        {"id": "text", "kind": "text", "first_id": "text", "second_id": "text", "reason": "text"},
        _contradictions,
    ),
    Table(
        "documents",
        {"id": "text", "source": "text", "url": "text", "title": "text", "author": "text", "published": "text",
         "language": "text", "duplicate_of": "text", "spun": "boolean", "promotional": "boolean", "spam_score": "real",
         "kept_share": "real"},
        _documents,
    ),
    Table(
        "evidence",
        {"item_id": "text", "kind": "text", "document_id": "text", "quote": "text", "start": "integer",
         "end": "integer", "original": "text", "section": "text"},
        _evidence,
    ),
)  # fmt: skip
