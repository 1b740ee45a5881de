"""Which pages are copies of which.

Exact copies are found by a digest of their words, near-duplicates by MinHash over shingles (Broder 1997; datasketch's
LSH), and pages that hold another page or a large part of it by the shingles that a fixed sample of both share
(mod-sampling, Manber 1994). Each candidate is then measured on all its shingles, so that chance decides nothing.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.models import Document, Merge, PageResult
from pipeline.resolve.groups import Groups
from pipeline.resolve.spun import Marks, sentence_marks, spun_copies
from pipeline.settings import ResolveSettings

_WORD = re.compile(r"[^\W_]+")
_SHINGLE_WORDS = 5
_PERMUTATIONS = 64
_SEED = 1
# Up to this many pages are compared pair by pair.
_FEW = 50
# Below this many shingles two texts agree by chance or by a form ("Page not found. Go back to …").
_LEAST_SHINGLES = 20
# One shingle of 8 is looked up for partial copies; one that more pages share than this is a site's form, not a copy.
_SAMPLE = 8
_FORM_PAGES = 30
# A page is a partial copy when this share of the shorter text stands in the longer one.
_PARTIAL = 0.5

Shingles = NDArray[np.uint32]


@dataclass(frozen=True)
class _Copy:
    """Two documents, by place on the shelf, one of which copies the other."""

    a: int
    b: int
    rule: str
    score: float


@dataclass(frozen=True)
class _Shelved:
    """What is kept of a page: its entry, its measure as a canonical copy, and its words in short forms."""

    document: Document
    words: int
    digest: str
    shingles: Shingles
    sentences: Marks

    @property
    def preference(self) -> tuple[bool, bool, int, str]:
        """Sorts the better original first: not spun, not promotional, the longer text, then by source."""
        quality = self.document.quality
        return quality.spun, quality.promotional, -self.words, self.document.source


def shingles_of(words: list[str]) -> Shingles:
    """Return the distinct hashes of all runs of five words, sorted."""
    coded = [word.encode("utf-8", "surrogatepass") for word in words]
    text = b" ".join(coded)
    starts = list(itertools.accumulate((len(word) + 1 for word in coded), initial=0))
    # each run is a slice: from where its first word starts to the blank before the word that follows it
    runs = zip(starts, starts[_SHINGLE_WORDS:], strict=False)
    return np.array(sorted({zlib.crc32(text[start : end - 1]) for start, end in runs}), dtype=np.uint32)


class Shelf:
    """Takes pages one at a time; says at the end which are copies."""

    def __init__(self, settings: ResolveSettings) -> None:
        self._settings = settings
        self._held: list[_Shelved] = []

    def add(self, result: PageResult) -> None:
        """Take a page."""
        article = result.article
        words = _WORD.findall(article.text.lower())
        document = Document(
            id=article.id,
            source=article.source,
            url=article.url,
            title=article.title,
            author=article.author,
            published=article.published,
            language=article.language,
            sha256=article.sha256,
            quality=article.quality,
        )
        # a page without a word is only a copy of the same bytes
        told = " ".join(words) or article.sha256
        digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        self._held.append(_Shelved(document, len(words), digest, shingles_of(words), sentence_marks(article.text)))

    def documents(
        self, facts: Callable[[], Mapping[str, Marks]]
    ) -> tuple[tuple[Document, ...], dict[str, str], tuple[Merge, ...]]:
        """Return the documents by source, the group of each document id (the id of its original), and the merges.

        `facts` gives the marks of what each source says; it is called only where a page is spun.
        """
        self._held.sort(key=lambda held: held.document.source)
        groups: Groups[int] = Groups(range(len(self._held)))
        copies: list[_Copy] = []
        for copy in itertools.chain(self._exact(), self._near(groups), self._partial(groups), self._spun(facts)):
            groups.join(copy.a, copy.b)
            copies.append(copy)
        original = {}
        for members in groups.sets():
            best = min(members, key=lambda i: self._held[i].preference)
            original.update(dict.fromkeys(members, best))
        documents = tuple(
            held.document.model_copy(update={"duplicate_of": self._held[original[i]].document.id})
            if original[i] != i
            else held.document
            for i, held in enumerate(self._held)
        )
        group_of = {held.document.id: self._held[original[i]].document.id for i, held in enumerate(self._held)}
        return documents, group_of, self._merges(copies, original)

    def _merges(self, copies: list[_Copy], original: dict[int, int]) -> tuple[Merge, ...]:
        """One record for each pair of copies that was found, each pair by its strongest rule."""
        found: dict[tuple[int, int], Merge] = {}
        for copy in copies:
            kept, merged = sorted((copy.a, copy.b), key=lambda i: self._held[i].preference)
            found.setdefault(
                (kept, merged),
                Merge(
                    fact_id=self._held[original[kept]].document.id,
                    kind="document",
                    kept=self._held[kept].document.source,
                    merged=self._held[merged].document.source,
                    rule=copy.rule,
                    score=round(copy.score, 4),
                ),
            )
        return tuple(found[key] for key in sorted(found))

    def _exact(self) -> Iterator[_Copy]:
        """Pages of the same words."""
        first: dict[str, int] = {}
        for i, held in enumerate(self._held):
            if (known := first.setdefault(held.digest, i)) != i:
                yield _Copy(known, i, "exact-copy", 1.0)

    def _distinct(self) -> Iterator[tuple[int, Shingles]]:
        """The first of each set of exact copies, where it is long enough to compare."""
        seen: set[str] = set()
        for i, held in enumerate(self._held):
            if held.digest not in seen and len(held.shingles) >= _LEAST_SHINGLES:
                seen.add(held.digest)
                yield i, held.shingles

    def _near(self, groups: Groups[int]) -> Iterator[_Copy]:
        """Pages most of whose shingles are the same. A page is measured once against each group of copies so far."""
        for j, i in self._lookalikes():
            if groups.find(i) == groups.find(j):
                continue
            one, other = self._held[i].shingles, self._held[j].shingles
            shared = _shared(one, other)
            score = shared / (len(one) + len(other) - shared)
            if score >= self._settings.near_duplicate:
                yield _Copy(j, i, "near-duplicate", score)

    def _lookalikes(self) -> Iterator[tuple[int, int]]:
        """The pairs worth measuring: all of a few pages, of many those that MinHash finds."""
        distinct = list(self._distinct())
        if len(distinct) <= _FEW:
            yield from itertools.combinations((i for i, _ in distinct), 2)
            return
        # imported here: it brings SciPy with it, which takes longer to load than a few pages take altogether
        from datasketch import MinHash, MinHashLSH

        # looked up a little below the bar, since MinHash only estimates
        index = MinHashLSH(threshold=max(0.1, self._settings.near_duplicate - 0.15), num_perm=_PERMUTATIONS)
        empty = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
        for i, shingles in distinct:
            minhash = empty.copy()  # a new one would draw its permutations again
            minhash.update_batch(shingles)
            yield from ((j, i) for j in sorted(index.query(minhash)))
            index.insert(i, minhash, check_duplication=False)

    def _partial(self, groups: Groups[int]) -> Iterator[_Copy]:
        """Pages a large part of which stands in another."""
        holders: dict[int, list[int]] = defaultdict(list)
        for i, shingles in self._distinct():
            for value in shingles[shingles % _SAMPLE == 0].tolist():
                holders[value].append(i)
        common: Counter[tuple[int, int]] = Counter()
        for pages in holders.values():
            if 1 < len(pages) <= _FORM_PAGES:
                common.update(itertools.combinations(pages, 2))
        for (i, j), sampled in sorted(common.items()):
            a, b = self._held[i].shingles, self._held[j].shingles
            shorter = min(len(a), len(b))
            # half of what the bar would give on average: chance leaves few true copies below it
            wanted = sampled >= 2 and sampled * _SAMPLE >= shorter * _PARTIAL / 2
            if wanted and groups.find(i) != groups.find(j):
                score = _shared(a, b) / shorter
                if score >= _PARTIAL:
                    yield _Copy(i, j, "partial-copy", score)


    def _spun(self, facts: Callable[[], Mapping[str, Marks]]) -> Iterator[_Copy]:
        """Spun pages and the pages whose sentences and statements they share."""
        spun = {i for i, held in enumerate(self._held) if held.document.quality.spun}
        if not spun:
            return
        said = facts()
        sentences = {i: held.sentences for i, held in enumerate(self._held)}
        told = {i: said.get(held.document.source, frozenset()) for i, held in enumerate(self._held)}
        for a, b, share in spun_copies(spun, sentences, told):
            yield _Copy(a, b, "spun-copy", min(share, 1.0))


def _shared(a: Shingles, b: Shingles) -> int:
    return len(np.intersect1d(a, b, assume_unique=True))
