"""The corpus as a whole: documents grouped, mentions joined to facts, facts compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.models import (
    AdviceMention,
    CauseMention,
    ExerciseMention,
    KnowledgeBase,
    PageResult,
    Resolved,
)
from pipeline.resolve.contradictions import contradictions_of
from pipeline.resolve.documents import Shelf
from pipeline.resolve.exercises import exercises_of
from pipeline.resolve.spun import Marks, fact_marks
from pipeline.resolve.statements import advice_of, causes_of, join, stated_advice
from pipeline.settings import Settings


def resolve(results: Iterable[PageResult], settings: Settings, previous: KnowledgeBase | None = None) -> Resolved:
    """Return the knowledge base of the pages' results, and the merges that led to it.

    The results are gone through once, in any order, and not kept: they may be read from a store one at a time. What
    comes out does not depend on the order. `previous` is the knowledge base that the output folder held; it decides
    only which of the ids of one fact is the main one (see `pipeline.resolve.identity`).
    """
    shelf = Shelf(settings.resolve)
    exercises: list[tuple[str, ExerciseMention]] = []
    causes: list[tuple[str, CauseMention]] = []
    advice: list[tuple[str, AdviceMention]] = []
    for result in results:
        shelf.add(result)
        source = result.article.source
        exercises += [(source, mention) for mention in result.exercises]
        causes += [(source, mention) for mention in result.causes]
        advice += [(source, mention) for mention in result.advice]
    documents, group_of, document_merges = shelf.documents(lambda: _facts(exercises, causes, advice))
    in_use = _ids(previous)
    found_exercises, exercise_merges = exercises_of(exercises, group_of, in_use)
    found_causes, cause_merges = causes_of(causes, group_of, in_use, settings.resolve)
    joined = join("ad", advice, stated_advice, in_use, settings.resolve)
    found_advice, advice_merges = advice_of(joined, group_of)
    kb = KnowledgeBase(
        documents=documents,
        exercises=found_exercises,
        causes=found_causes,
        advice=found_advice,
        contradictions=contradictions_of(joined, found_advice, documents),
    )
    return Resolved(kb=kb, merges=(*document_merges, *exercise_merges, *cause_merges, *advice_merges))


def _facts(
    exercises: Iterable[tuple[str, ExerciseMention]],
    causes: Iterable[tuple[str, CauseMention]],
    advice: Iterable[tuple[str, AdviceMention]],
) -> dict[str, Marks]:
    """What each source says, as marks."""
    by_source: dict[str, tuple[list[ExerciseMention], list[CauseMention], list[AdviceMention]]]
    by_source = defaultdict(lambda: ([], [], []))
    for source, exercise in exercises:
        by_source[source][0].append(exercise)
    for source, cause in causes:
        by_source[source][1].append(cause)
    for source, item in advice:
        by_source[source][2].append(item)
    return {source: fact_marks(*said) for source, said in by_source.items()}


def _ids(previous: KnowledgeBase | None) -> frozenset[str]:
    """The main ids of a knowledge base's facts."""
    if previous is None:
        return frozenset()
    groups = (previous.exercises, previous.causes, previous.advice)
    return frozenset(item.id for group in groups for item in group)
