"""Which candidates a careful reader would list: 1 required, -1 optional (free either way), 0 not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pipeline.judge import Candidate
from pipeline.kinds.causes import Reading as CauseReading
from pipeline.kinds.exercises.signs import Proposal
from training.facts.dataset import AnnotatedPage, digest
from training.facts.own import Labels
from training.facts.scorer import Scorer

# A cause is the gold one from this closeness on, as in `score.py`.
CLOSE = 0.4
# Sentences of fewer words than this tell less of a quote that they are part of.
_FULL = 8


def label(page: AnnotatedPage, kind: str, candidates: Sequence[Candidate], scorer: Scorer) -> list[int]:
    """Return one label a candidate of a kind; a kind that the page's readers did not look at is optional throughout."""
    if page.source == "gold":
        by_kind = {"exercises": _gold_exercises, "causes": _gold_causes, "advice": _gold_advice}
        return by_kind[kind](page.gold, candidates, scorer)
    if kind == "exercises":
        return _own_exercises(page, candidates, scorer)
    keys = [_key(page, candidate) for candidate in candidates]
    if kind == "advice":
        return [page.labels.advice.get(key, 0) for key in keys]
    return [_cause(page.labels, key, candidate, scorer) for key, candidate in zip(keys, candidates, strict=True)]


def _key(page: AnnotatedPage, candidate: Candidate) -> str:
    sentence = candidate.sentence
    return f"{sentence.block}:{sentence.offset}" if page.source == "own" else digest(sentence.text)


def _strongest(labels: list[int]) -> int:
    return 1 if 1 in labels else -1 if -1 in labels else 0


def _worth(item: dict[str, Any]) -> int:
    return -1 if item.get("optional") else 1


# ------------------------------------------------------------ pages with gold


def _names(candidate: Candidate) -> list[str]:
    assert isinstance(candidate.data, Proposal)
    return [candidate.data.spot.name, *candidate.data.spot.aliases]


def _gold_exercises(gold: dict[str, Any], candidates: Sequence[Candidate], scorer: Scorer) -> list[int]:
    items = gold.get("exercises", [])
    return [
        _strongest(
            [_worth(x) for x in items if any(scorer.same_name(n, [x["name"], *x.get("aliases", [])]) for n in _names(c))]
        )
        for c in candidates
    ]


def _gold_causes(gold: dict[str, Any], candidates: Sequence[Candidate], scorer: Scorer) -> list[int]:
    found = []
    for candidate in candidates:
        assert isinstance(candidate.data, CauseReading)
        cause, text = candidate.data.cause, candidate.sentence.text
        items = [
            _worth(x)
            for x in gold.get("causes", [])
            if any(scorer.closeness(cause, c) >= CLOSE for c in [x["cause"], *x.get("aliases", [])])
            and scorer.hits_quote([text], x["quote"])
        ]
        found.append(_strongest(items))
    return found


def _gold_advice(gold: dict[str, Any], candidates: Sequence[Candidate], scorer: Scorer) -> list[int]:
    """The sentence that holds the quote counts; others that the scorer would let pass are free."""
    texts = [candidate.sentence.text for candidate in candidates]
    found = [0] * len(candidates)
    for item in gold.get("advice", []):
        hit = [n for n, text in enumerate(texts) if scorer.hits_quote([text], item["quote"])]
        best = _best(item["quote"], hit, candidates, scorer)
        also = [n for n, text in enumerate(texts) if any(scorer.hits_quote([text], q) for q in item.get("quotes", []))]
        for n in best:
            found[n] = 1 if not item.get("optional") else found[n] or -1
        for n in {*hit, *also} - set(best):
            found[n] = found[n] or -1
    return found


def _best(quote: str, hit: list[int], candidates: Sequence[Candidate], scorer: Scorer) -> list[int]:
    full = [n for n in hit if scorer.fold(quote) in scorer.fold(candidates[n].sentence.text)]
    if full:
        return [n for n in full if not candidates[n].node.is_heading] or full
    weights = {}
    for n in hit:
        text = candidates[n].sentence.text
        weights[n] = min(1.0, len(scorer.bag(text)) / _FULL) * scorer.overlap(text, quote)
    most = max(weights.values(), default=0.0)
    return [n for n, weight in weights.items() if weight >= most - 1e-9]


# ------------------------------------------------------------ labelled sentences


def _own_exercises(page: AnnotatedPage, candidates: Sequence[Candidate], scorer: Scorer) -> list[int]:
    """Our own pages name their exercises; names in sentences that are no steps are left open, others were not looked at."""
    if page.source != "own":
        return [-1] * len(candidates)
    found = []
    for candidate in candidates:
        named = any(scorer.same_name(name, page.labels.exercises) for name in _names(candidate))
        found.append(1 if named else 0)
    return found


def stem_digests(phrase: str, scorer: Scorer) -> frozenset[str]:
    """Return digests of the stems of a phrase's content words, as `labels.tsv` holds them."""
    return frozenset(hashlib.sha256(stem.encode()).hexdigest()[:6] for stem in scorer.bag(phrase))


def _cause(labels: Labels, key: str, candidate: Candidate, scorer: Scorer) -> int:
    assert isinstance(candidate.data, CauseReading)
    cause = candidate.data.cause
    close = [1 if p.required else -1 for p in labels.causes.get(key, []) if scorer.closeness(cause, p.cause) >= CLOSE]
    own = stem_digests(cause, scorer)
    for stems, required in labels.stems.get(key, []):
        if own and stems and 2 * len(own & stems) / (len(own) + len(stems)) >= CLOSE:
            close.append(1 if required else -1)
    return _strongest(close)
