"""Mentions of the whole corpus, and what all kinds of fact are made from them in the same way."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.models import AdviceMention, CauseMention, Evidence, ExerciseMention
from pipeline.resolve.groups import Groups

MentionT = TypeVar("MentionT", ExerciseMention, CauseMention, AdviceMention)
V = TypeVar("V")

# A sentence of this many words that stands on two pages letter for letter was copied, not thought of twice.
_COPIED_WORDS = 10
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Held(Generic[MentionT]):
    """A mention, the source of the page it stands on, and the normal form of what it says."""

    mention: MentionT
    source: str
    form: str

    @property
    def at(self) -> tuple[str, int, int]:
        """Where it stands: by source, then by position."""
        first = self.mention.evidence[0]
        return self.source, first.start, first.end


def in_order(held: Iterable[Held[MentionT]]) -> list[Held[MentionT]]:
    """Mentions by source and position; those that stand at one place by what they say."""
    first = sorted(held, key=lambda h: (h.at, h.form))
    # few stand at one place with one form: only they are compared in full
    runs = (list(group) for _, group in itertools.groupby(first, key=lambda h: (h.at, h.form)))
    return [h for run in runs for h in (sorted(run, key=lambda h: repr(h.mention)) if len(run) > 1 else run)]


def evidence_of(cluster: Sequence[Held[MentionT]]) -> tuple[Evidence, ...]:
    """Return the evidence of all mentions, each stretch once, by source and position."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for held in cluster:
        for item in held.mention.evidence:
            found.setdefault((held.source, item.start, item.end), item)
    return tuple(found[key] for key in sorted(found))


def support_of(evidence: Iterable[Evidence], group_of: Mapping[str, str]) -> int:
    """Count the independent sources: copies of one document count once, and so do pages with the same long sentence."""
    groups: Groups[str] = Groups()
    for item in evidence:
        group = group_of[item.document_id]
        groups.find(group)
        words = _WORD.findall(item.quote.lower())
        if len(words) >= _COPIED_WORDS:
            groups.join(group, "quote " + " ".join(words))
    return len(groups.sets())


def best_supported(
    cluster: Sequence[Held[MentionT]], wording: Callable[[MentionT], str], group_of: Mapping[str, str]
) -> str:
    """Return the wording that most independent sources use; of equals the shortest, then the first by alphabet."""
    seen = {(wording(h.mention), group_of[h.mention.evidence[0].document_id]) for h in cluster}
    counts = Counter(text for text, _ in seen)
    return min(counts, key=lambda text: (-counts[text], len(text), text))


def united(values: Iterable[Iterable[V]]) -> tuple[V, ...]:
    """Return all values in the order in which they come, each once."""
    return tuple(dict.fromkeys(value for group in values for value in group))
