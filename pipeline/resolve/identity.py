"""Which id a fact bears.

Every wording has an id of its own, made from its normal form, so that a fact that is worded in three ways has three
possible ids. It bears one of them and lists the others in `id_aliases`: whoever kept any of the three finds it. Which
one it bears follows from the wordings alone, unless the knowledge base that was there before already used one of them:
the id in use stays. That is all that a previous knowledge base can change, and a fact of one wording never asks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.ids import stable_id


def assign(prefix: str, facts: Sequence[Sequence[str]], in_use: AbstractSet[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (id, id aliases) for each fact, given the normal forms of its wordings, the preferred first.

    A normal form belongs to the first fact that has it. Raises `ValueError` for a fact none of whose forms is its own.
    """
    taken: set[str] = set()
    found = []
    for forms in facts:
        own = [i for i in dict.fromkeys(stable_id(prefix, form) for form in forms) if i not in taken]
        if not own:
            raise ValueError(f"two facts have the normal forms {forms!r}")
        chosen = next((i for i in own if i in in_use), own[0])
        taken.update(own)
        found.append((chosen, tuple(sorted(i for i in own if i != chosen))))
    return found
