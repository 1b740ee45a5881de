"""Causes and advice: statements that are one when they say the same about the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.models import Advice, AdviceMention, Cause, CauseMention, Merge, Strength
from pipeline.resolve.identity import assign
from pipeline.resolve.mentions import Held, MentionT, best_supported, evidence_of, in_order, support_of
from pipeline.resolve.names import normal_name
from pipeline.settings import ResolveSettings

_STRENGTHS: tuple[Strength, ...] = ("must", "should", "may")


def causes_of(
    mentions: Iterable[tuple[str, CauseMention]],
    group_of: Mapping[str, str],
    in_use: AbstractSet[str],
    settings: ResolveSettings,
) -> tuple[tuple[Cause, ...], tuple[Merge, ...]]:
    """Return the causes, and why mentions were joined."""
    clusters = _clusters(mentions, lambda m: f"{normal_name(m.cause)} -> {normal_name(m.effect)}")
    ids = assign("ca", [[cluster[0].form] for cluster in clusters], in_use)
    made = []
    for cluster, (fact_id, id_aliases) in zip(clusters, ids, strict=True):
        evidence = evidence_of(cluster)
        said = [h.mention for h in cluster]
        cause = best_supported(cluster, lambda m: m.cause, group_of)
        made.append(
            Cause(
                id=fact_id,
                id_aliases=id_aliases,
                cause=cause,
                effect=next(m.effect for m in said if m.cause == cause),
                certainty="asserted" if any(m.certainty == "asserted" for m in said) else "hedged",
                support=support_of(evidence, group_of),
                evidence=evidence,
            )
        )
    return tuple(sorted(made, key=lambda c: (c.cause, c.effect, c.id))), ()


def advice_of(
    mentions: Iterable[tuple[str, AdviceMention]],
    group_of: Mapping[str, str],
    in_use: AbstractSet[str],
    settings: ResolveSettings,
) -> tuple[tuple[Advice, ...], tuple[Merge, ...]]:
    """Return the advice, and why mentions were joined."""
    clusters = _clusters(
        mentions, lambda m: " | ".join([m.polarity, *(normal_name(t or "") for t in (m.action, m.timing, m.condition))])
    )
    ids = assign("ad", [[cluster[0].form] for cluster in clusters], in_use)
    made = []
    for cluster, (fact_id, id_aliases) in zip(clusters, ids, strict=True):
        evidence = evidence_of(cluster)
        said = [h.mention for h in cluster]
        action = best_supported(cluster, lambda m: m.action, group_of)
        shown = next(m for m in said if m.action == action)
        made.append(
            Advice(
                id=fact_id,
                id_aliases=id_aliases,
                action=action,
                polarity=shown.polarity,
                timing=shown.timing,
                condition=shown.condition,
                strength=min((m.strength for m in said), key=_STRENGTHS.index),
                attribution=next((m.attribution for m in said if m.attribution), None),
                support=support_of(evidence, group_of),
                evidence=evidence,
            )
        )
    return tuple(sorted(made, key=lambda a: (a.action, a.id))), ()


def _clusters(
    mentions: Iterable[tuple[str, MentionT]], form: Callable[[MentionT], str]
) -> Sequence[list[Held[MentionT]]]:
    """Mentions of one normal form together, by form."""
    clusters: dict[str, list[Held[MentionT]]] = {}
    for held in in_order(Held(m, source, form(m)) for source, m in mentions):
        clusters.setdefault(held.form, []).append(held)
    return [clusters[key] for key in sorted(clusters)]
