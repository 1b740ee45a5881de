"""Pairs of advice that cannot both be followed.

Either one says to do what the other says to avoid, or the two acts exclude each other (`exclusive_acts.jsonl`: to rest,
to keep moving). Both only where the scope is the same: what else the two say (body part, complaint, dose, before and
after) is equal, and the pages' titles are not about different complaints or body parts.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.ids import stable_id
from pipeline.knowledge import Entry, read_lines
from pipeline.models import Advice, AdviceMention, Contradiction, Document
from pipeline.resolve.meaning import Token, form_of
from pipeline.resolve.statements import Joined

Core = frozenset[Token]


class ExclusiveActs(Entry):
    """An entry of `exclusive_acts.jsonl`: two acts, each in its wordings, of which only one can be done."""

    acts: tuple[tuple[str, ...], tuple[str, ...]]
    reason: str


@functools.cache
def _acts() -> tuple[tuple[ExclusiveActs, tuple[frozenset[Core], frozenset[Core]]], ...]:
    """The entries with the tokens of each wording."""
    found = []
    for entry in read_lines("exclusive_acts.jsonl", ExclusiveActs):
        first, second = (frozenset(form_of(wording).tokens for wording in act) for act in entry.acts)
        found.append((entry, (first, second)))
    return tuple(found)


def contradictions_of(
    joined: Sequence[Joined[AdviceMention]], advice: Iterable[Advice], documents: Iterable[Document]
) -> tuple[Contradiction, ...]:
    """Return the contradictions by id; each pair once, by the first rule that finds it."""
    shown = {item.id: item.action for item in advice}
    topics = {document.id: _topics(document.title) for document in documents}
    about = {item.id: _about(item, topics) for item in joined}
    found: dict[tuple[str, str], Contradiction] = {}
    for kind, a, b, reason in (*_opposed(joined, shown), *_exclusive(joined)):
        first, second = sorted((a, b))
        if first != second and (first, second) not in found and _same_topic(about[first], about[second]):
            found[first, second] = Contradiction(
                id=stable_id("co", first, second), kind=kind, item_ids=(first, second), reason=reason
            )
    return tuple(sorted(found.values(), key=lambda c: c.id))


@functools.lru_cache(maxsize=65536)
def _topics(title: str | None) -> frozenset[str]:
    """The complaints and body parts that a title names."""
    tokens = form_of(title).tokens if title else ()
    return frozenset(t.value for t in tokens if t.kind in {"part", "ailment"})


def _about(item: Joined[AdviceMention], topics: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What the pages are about that give this advice; empty where one of them is about nothing in particular."""
    of_pages = [topics[e.document_id] for held in item.held for e in held.mention.evidence]
    return frozenset().union(*of_pages) if all(of_pages) else frozenset()


def _same_topic(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _cores(item: Joined[AdviceMention], side: str) -> list[Core]:
    return [form.core for form in item.forms.values() if form.side == side and form.core]


def _opposed(
    joined: Sequence[Joined[AdviceMention]], shown: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """To do and to avoid the same."""
    avoided: dict[Core, list[str]] = defaultdict(list)
    for item in joined:
        for core in _cores(item, "avoid"):
            avoided[core].append(item.id)
    for item in joined:
        for core in _cores(item, "do"):
            for other in avoided.get(core, ()):
                yield "polarity", item.id, other, f"one says to do and one to avoid: {shown[item.id]}"


def _exclusive(joined: Sequence[Joined[AdviceMention]]) -> Iterator[tuple[str, str, str, str]]:
    """Two acts of which only one can be done, with all else equal."""
    cores = [(item.id, core) for item in joined for core in _cores(item, "do")]
    for entry, sides in _acts():
        rest: list[dict[Core, list[str]]] = [defaultdict(list), defaultdict(list)]
        for item_id, core in cores:
            for place, side in zip(rest, sides, strict=True):
                for act in side:
                    if act <= core:
                        place[core - act].append(item_id)
        for scope in rest[0].keys() & rest[1].keys():
            for a, b in itertools.product(rest[0][scope], rest[1][scope]):
                yield entry.id, a, b, f"of {entry.reason} only one can be done"
