"""Which id a fact bears.

Every wording has an id of its own, made from its normal form, so that a fact that is worded in three ways has three
possible ids. It bears one of them and lists the others in `id_aliases`: whoever kept any of the three finds it. Which
one it bears follows from the wordings alone, unless the knowledge base that was there before already used one of them:
the id in use stays. That is all that a previous knowledge base can change, and a fact of one form never asks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.ids import stable_id


def assign(prefix: str, facts: Sequence[Sequence[str]], in_use: AbstractSet[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (id, id aliases) for each fact, given the normal forms of its wordings, the preferred first.

    A form that is preferred by one fact is no alias of another, and a form of two facts is an alias of the first.
    Raises `ValueError` for two facts of one preferred form.
    """
    preferred = [stable_id(prefix, forms[0]) for forms in facts]
    taken = set(preferred)
    if len(taken) != len(preferred):
        raise ValueError("two facts have the same normal form")
    found = []
    for first, forms in zip(preferred, facts, strict=True):
        own = [first]
        for other in dict.fromkeys(stable_id(prefix, form) for form in forms[1:]):
            if other not in taken:
                taken.add(other)
                own.append(other)
        chosen = next((i for i in own if i in in_use), first)
        found.append((chosen, tuple(sorted(i for i in own if i != chosen))))
    return found
