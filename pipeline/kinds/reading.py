"""Clean article to mentions: outline, propose, judge, fields, for each kind of fact in turn."""

from __future__ import annotations

import functools
import gc
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language

from pipeline import lexicon, rules
from pipeline.judge import Candidate, Verdict, judge_of
from pipeline.kinds import KINDS
from pipeline.models import CleanArticle, Rejected
from pipeline.outline import Outline, outline
from pipeline.outline.relevance import is_about_the_body
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import load_model


@dataclass(slots=True)
class Read:
    """A page read: its outline, and by kind what was proposed, with the verdicts, and what came of the kept ones.

    `on_topic` is false for a page about something else than the body.
    """

    outline: Outline
    on_topic: bool
    judged: dict[str, list[tuple[Candidate, Verdict]]] = field(default_factory=dict)
    mentions: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@functools.lru_cache(maxsize=2)
def _ready(name: str) -> Language:
    """Load what reading needs, once a process: the model, the lexicons, the rules."""
    nlp = load_model(name)
    lexicon.load(nlp)
    rules.load(nlp)
    # All this stays: looking through it for garbage took a tenth of the time that pages did.
    gc.collect()
    gc.freeze()
    return nlp


def read(article: CleanArticle, settings: ExtractSettings, *, reasons: int = 5) -> Read:
    """Return what a clean article says, and how that was found; each verdict with so many of its reasons.

    Raises `ModelError` where the model named in the settings isn't installed.
    """
    tree = outline(article, _ready(settings.model))
    found = Read(tree, is_about_the_body(tree))
    claims: dict[tuple[int, int], str] = {}
    for kind in KINDS:
        judge = judge_of(kind.name)
        judged = [(one, judge.verdict(one.signs, reasons=reasons)) for one in kind.propose(tree, claims)]
        kept = [(one, verdict) for one, verdict in judged if verdict.kept]
        found.judged[kind.name] = judged
        found.mentions[kind.name] = kind.mentions(tree, kept)
        if kind.claims is not None:
            claims.update(kind.claims(tree, kept))
    return found


# Rejected candidates below this probability say nothing worth a line.
NEAR = 0.05


def rejected(found: Read) -> tuple[Rejected, ...]:
    """Return what was proposed on a page and not kept, those that nearly were: a refusal is a loss, and has reasons."""
    return tuple(
        Rejected(
            document_id=found.outline.article.id,
            kind=kind,
            text=one.sentence.text[one.start : one.end],
            start=one.sentence.start + one.start,
            end=one.sentence.start + one.end,
            probability=round(verdict.probability, 3),
            reasons=verdict.reasons,
        )
        for kind, judged in found.judged.items()
        for one, verdict in judged
        if not verdict.kept and verdict.probability >= NEAR
    )
