"""What is new: the difference between two knowledge bases, fact by fact.

A fact is the same fact in both where it bears the same id, or where one lists the other's id among its aliases. Of what
both have, only what is said counts: where a quote stands on its page is no change, so that a page whose boilerplate
alone changed is silent.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pipeline.models import Advice, Cause, Contradiction, Document, Exercise, KnowledgeBase, Model

Fact = Document | Exercise | Cause | Advice | Contradiction
ItemKind = Literal["document", "exercise", "cause", "advice", "contradiction"]
ChangeKind = Literal["added", "removed", "changed", "support"]

GROUPS: tuple[tuple[ItemKind, str], ...] = (
    ("exercise", "exercises"),
    ("cause", "causes"),
    ("advice", "advice"),
    ("contradiction", "contradictions"),
    ("document", "documents"),
)
# What is no change of the fact itself: where it stands, how many say it (told by itself), and what follows from that.
_SILENT = {"evidence", "support", "sources", "sha256", "quality", "id_aliases"}
# Headings of the readable list.
_TITLES: Mapping[ChangeKind, str] = {
    "added": "New", "removed": "Gone", "changed": "Changed", "support": "Told by more or fewer sources",
}


class Change(Model):
    """One difference. `fields` names what changed; `before` and `after` hold those fields, or the support."""

    change: ChangeKind
    kind: ItemKind
    id: str
    label: str
    fields: tuple[str, ...] = ()
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def label_of(item: Fact) -> str:
    """Return a fact in a few words."""
    match item:
        case Exercise():
            return item.name
        case Cause():
            return f"{item.cause} → {item.effect}"
        case Advice():
            return f"{item.polarity}: {item.action}"
        case Contradiction():
            return item.reason
        case Document():
            return item.title or item.source


def diff(old: KnowledgeBase, new: KnowledgeBase) -> tuple[Change, ...]:
    """Return what is added, removed, changed, or told by another number of sources; by kind, then as `new` has it."""
    found: list[Change] = []
    for kind, group in GROUPS:
        found += _diff(kind, getattr(old, group), getattr(new, group))
    return tuple(found)


def _diff(kind: ItemKind, old: Sequence[Fact], new: Sequence[Fact]) -> list[Change]:
    """The differences of one kind: what is new or changed in the order of `new`, then what is gone."""
    now = _by_id(new)
    before_of: dict[str, Fact] = {}
    gone: list[Change] = []
    for item in old:
        same = next((now[i] for i in (item.id, *getattr(item, "id_aliases", ())) if i in now), None)
        if same is None:
            gone.append(Change(change="removed", kind=kind, id=item.id, label=label_of(item)))
        elif same.id not in before_of or item.id == same.id:
            before_of[same.id] = item
    found: list[Change] = []
    for item in new:
        before = before_of.get(item.id)
        if before is None:
            found.append(Change(change="added", kind=kind, id=item.id, label=label_of(item)))
        else:
            found += _between(kind, before, item)
    return found + gone


def _by_id(items: Iterable[Fact]) -> dict[str, Fact]:
    """Facts by id and by the ids that they also answer to; a fact's own id goes first."""
    items = list(items)
    found = {alias: item for item in items for alias in getattr(item, "id_aliases", ())}
    return found | {item.id: item for item in items}


def _between(kind: ItemKind, old: Fact, new: Fact) -> Iterable[Change]:
    """What differs between the same fact then and now."""
    then, now = _said(old), _said(new)
    fields = tuple(name for name in now if then[name] != now[name])
    if fields:
        yield Change(
            change="changed",
            kind=kind,
            id=new.id,
            label=label_of(new),
            fields=fields,
            before={name: then[name] for name in fields},
            after={name: now[name] for name in fields},
        )
    before, after = getattr(old, "support", None), getattr(new, "support", None)
    if before != after:
        yield Change(
            change="support",
            kind=kind,
            id=new.id,
            label=label_of(new),
            fields=("support",),
            before={"support": before},
            after={"support": after},
        )


def _said(item: Fact) -> dict[str, Any]:
    """The fields that say something, lists without regard to their order."""
    values = item.model_dump(mode="json", exclude=_SILENT)
    return {
        name: sorted(value, key=lambda v: json.dumps(v, sort_keys=True)) if _is_set(name, value) else value
        for name, value in values.items()
    }


def _is_set(name: str, value: Any) -> bool:
    return isinstance(value, list) and name != "steps"


def counts(changes: Iterable[Change]) -> dict[str, dict[str, int]]:
    """Return how many changes there are of each kind of fact: `{"exercise": {"added": 2}}`."""
    counted = Counter((change.kind, change.change) for change in changes)
    found: dict[str, dict[str, int]] = {}
    for kind, _ in GROUPS:
        row: dict[str, int] = {name: counted[kind, name] for name in _TITLES if counted[kind, name]}
        if row:
            found[kind] = row
    return found


def write(changes: Iterable[Change], path: Path) -> None:
    """Write `changes.jsonl`: one change a line."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for change in changes:
            out.write(json.dumps(change.model_dump(mode="json", exclude_none=True), ensure_ascii=False) + "\n")


def markdown(changes: Sequence[Change], *, most: int = 50) -> str:
    """Return the changes as a page to read: a table of counts, then each list, at most `most` lines of it."""
    if not changes:
        return "# What changed\n\nNothing.\n"
    lines = ["# What changed", "", "| | " + " | ".join(_TITLES.values()) + " |", "|---|" + "---:|" * len(_TITLES)]
    for kind, row in counts(changes).items():
        lines.append(f"| {kind} | " + " | ".join(str(row.get(name, 0)) for name in _TITLES) + " |")
    for kind, _ in GROUPS:
        for name, title in _TITLES.items():
            group = [change for change in changes if change.kind == kind and change.change == name]
            if group:
                lines += ["", f"## {title}: {kind}", "", *(_line(change) for change in group[:most])]
                lines += [f"- … and {len(group) - most} more"] if len(group) > most else []
    return "\n".join(lines) + "\n"


def _line(change: Change) -> str:
    """One change as a list item; text of pages cannot break out of its line."""
    label = " ".join(change.label.split()).replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")
    if change.change == "support" and change.before and change.after:
        return f"- {label}: {change.before['support']} → {change.after['support']}"
    told = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"- {label}{told}"
