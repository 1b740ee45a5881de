"""Pairs of advice that cannot both be followed."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.ids import stable_id
from pipeline.models import Advice, Contradiction


def contradictions_of(advice: Iterable[Advice]) -> tuple[Contradiction, ...]:
    """Return pairs of advice of opposite polarity on the same act."""
    do: dict[tuple[str, str | None, str | None], Advice] = {}
    for item in advice:
        if item.polarity == "do":
            do.setdefault((item.action, item.timing, item.condition), item)
    found = []
    for item in advice:
        other = do.get((item.action, item.timing, item.condition))
        if item.polarity == "avoid" and other:
            first, second = sorted((item.id, other.id))
            found.append(
                Contradiction(
                    id=stable_id("co", "polarity", first, second),
                    kind="polarity",
                    item_ids=(first, second),
                    reason=f"to do and to avoid: {other.action}",
                )
            )
    return tuple(sorted(found, key=lambda c: c.id))
