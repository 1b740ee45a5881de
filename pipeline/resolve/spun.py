"""Pages that tell another page's content in other words.

A spun page keeps what the spinner did not touch: some sentences, the order of the exercises, and most statements once
synonyms are looked through. A page that cleaning found to be spun counts as a copy of the page with which it shares most
of that. Pages that show no spinning are never joined in this way: two writers on one topic say much the same.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from pipeline.models import AdviceMention, CauseMention, ExerciseMention
from pipeline.resolve.names import normal_name
from pipeline.resolve.statements import stated_advice, stated_cause

_SENTENCE_END = re.compile(r"[.!?]\s+|\n+")
_WORD = re.compile(r"[^\W_]+")
# Shorter sentences are said by chance ("Hold for 30 seconds and repeat").
_SENTENCE_WORDS = 8
# A copy shares at least this many marks, and this share of them.
_LEAST_SHARED = 5
_SHARE = 0.4
# A mark that more pages have than this belongs to nobody.
_COMMON_PAGES = 20


Marks = frozenset[int]


def _mark(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def sentence_marks(text: str) -> Marks:
    """Return the longer sentences of a text, folded, as marks."""
    found = (" ".join(_WORD.findall(part.lower())) for part in _SENTENCE_END.split(text))
    return frozenset(_mark(part) for part in found if part.count(" ") >= _SENTENCE_WORDS - 1)


def fact_marks(
    exercises: Iterable[ExerciseMention], causes: Iterable[CauseMention], advice: Iterable[AdviceMention]
) -> Marks:
    """Return what a page says as marks: each statement's normal form, and each exercise with the one told next."""
    found: set[str] = set()
    for stated, leans in (*map(stated_cause, causes), *map(stated_advice, advice)):
        if not leans and len(stated.core) > 1:
            found.add(stated.key)
    names = [normal_name(e.name) for e in sorted(exercises, key=lambda e: (e.evidence[0].start, e.name))]
    found |= {f"{one} > {after}" for one, after in itertools.pairwise(names) if one != after}
    return frozenset(map(_mark, found))


def spun_copies(
    spun: AbstractSet[int], sentences: Mapping[int, Marks], facts: Mapping[int, Marks]
) -> Iterator[tuple[int, int, float]]:
    """Yield (spun page, page, share) of each spun page and the page that it copies most of.

    The share is of what the page with fewer facts says; a sentence counts where both have it, since spinning changes most.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for page in sorted(facts):
        for mark in sentences[page] | facts[page]:
            holders[mark].append(page)
    for page in sorted(spun):
        found = Counter(
            other
            for mark in sentences[page] | facts[page]
            if len(holders[mark]) <= _COMMON_PAGES
            for other in holders[mark]
            if other != page
        )
        # only with the one that it shares most with: it was spun from one page, and others may say the same honestly
        close = []
        for other, count in found.items():
            verbatim = len(sentences[page] & sentences[other])
            least = min(len(facts[page]), len(facts[other])) + verbatim
            if count >= _LEAST_SHARED and count >= _SHARE * least:
                close.append((count / least, -other))
        if close:
            share, other = max(close)
            yield page, -other, share
