"""Which normal forms are one statement in other words.

Precision first: a form may hold a plain word that the other lacks, and may give another purpose. Whatever else differs
(polarity, number, side, body part, complaint, a word that tells two things apart, what stands before, after, without)
keeps two statements apart, and so does a word replaced by another: nothing here knows whether it means the same.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.resolve.meaning import PURPOSE, Token

# What a purpose counts beside the act: "stretch to stay supple" is "stretch" for the most part.
_PURPOSE_WEIGHT = 0.2
# Longer forms are looked up with one word left out only: the number of pairs to try grows with each more.
_LONG = 12


@dataclass(frozen=True)
class Stated:
    """A normal form ready to be compared. `side` is what must be equal beside the tokens (say the polarity)."""

    side: str
    core: frozenset[Token]
    purposes: frozenset[Token]

    @staticmethod
    def of(side: str, tokens: frozenset[Token]) -> Stated:
        """Part the tokens into the act and what it is for."""
        purposes = frozenset(t for t in tokens if t.scope == PURPOSE and t.kind == "word")
        return Stated(side, tokens - purposes, purposes)

    @property
    def key(self) -> str:
        """The statement as text; the same for the same meaning."""
        tokens = self.core | self.purposes
        return f"{self.side}: " + " ".join(sorted(f"{t.scope}>{t.value}" if t.scope else t.value for t in tokens))


def _is_soft(token: Token) -> bool:
    return token.kind == "word" and not token.scope


def likeness(a: Stated, b: Stated) -> float:
    """Return from 0 (different, or kept apart by a rule) to 1 (the same tokens): weighted Jaccard similarity."""
    more, less = a.core - b.core, b.core - a.core
    if a.side != b.side or (more and less) or not all(map(_is_soft, more | less)):
        return 0.0
    shared = len(a.core & b.core)
    if shared < 2 and a != b:
        return 0.0
    both = shared + _PURPOSE_WEIGHT * len(a.purposes & b.purposes)
    return both / (len(a.core | b.core) + _PURPOSE_WEIGHT * len(a.purposes | b.purposes))


def _shortened(stated: Stated, threshold: float) -> Iterator[frozenset[Token]]:
    """The act itself, and what is left of it when as many plain words go as the threshold lets."""
    core = stated.core
    soft = sorted(filter(_is_soft, core))
    most = int(len(core) * (1 - threshold) + 1e-9)
    for count in range(min(most, 1 if len(core) > _LONG else 2) + 1):
        for gone in itertools.combinations(soft, count):
            yield core.difference(gone)


def pairs(forms: Mapping[str, Stated], threshold: float) -> list[tuple[float, str, str]]:
    """Return (likeness, key, key) of all pairs at or above the threshold, the most alike first.

    Found by looking up each form with words left out, so that the work grows with the number of forms, not of pairs.
    """
    whole: dict[tuple[str, frozenset[Token]], list[str]] = defaultdict(list)
    for key in sorted(forms):
        whole[forms[key].side, forms[key].core].append(key)
    found: set[tuple[float, str, str]] = set()
    for key, stated in forms.items():
        for core in _shortened(stated, threshold):
            for other in whole.get((stated.side, core), ()):
                score = likeness(stated, forms[other]) if other != key else 0.0
                if score >= threshold:
                    found.add((score, min(key, other), max(key, other)))
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def clusters(forms: Mapping[str, Stated], threshold: float) -> list[tuple[str, ...]]:
    """Return the keys in clusters within which every two are alike (complete linkage): no chain drifts away."""
    home: dict[str, list[str]] = {key: [key] for key in sorted(forms)}
    for _, a, b in pairs(forms, threshold):
        first, second = home[a], home[b]
        if first is second:
            continue
        if all(likeness(forms[x], forms[y]) >= threshold for x in first for y in second):
            first += second
            for key in second:
                home[key] = first
    return sorted({tuple(sorted(group)) for group in home.values()})
