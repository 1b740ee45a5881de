"""Exercises: one for each entry of the lexicon or normal name, with all that the pages say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.models import Attributed, Exercise, ExerciseMention, Merge
from pipeline.resolve.identity import assign
from pipeline.resolve.mentions import Held, best_supported, evidence_of, in_order, support_of, united
from pipeline.resolve.names import normal_name

_Field = Held[ExerciseMention]


def exercises_of(
    mentions: Iterable[tuple[str, ExerciseMention]], group_of: Mapping[str, str], in_use: AbstractSet[str]
) -> tuple[tuple[Exercise, ...], tuple[Merge, ...]]:
    """Return the exercises by id, and why mentions were joined."""
    clusters: dict[str, list[Held[ExerciseMention]]] = {}
    for held in in_order(Held(m, source, _form(m)) for source, m in mentions):
        clusters.setdefault(held.form, []).append(held)
    ordered = [clusters[form] for form in sorted(clusters)]
    ids = assign("ex", [[cluster[0].form] for cluster in ordered], in_use)
    made = [_exercise(cluster, *names, group_of) for cluster, names in zip(ordered, ids, strict=True)]
    return tuple(sorted(made, key=lambda e: (e.name, e.id))), ()


def _form(mention: ExerciseMention) -> str:
    return normal_name(mention.lexicon_id or mention.name) or mention.name


def _exercise(
    cluster: Sequence[Held[ExerciseMention]], fact_id: str, id_aliases: tuple[str, ...], group_of: Mapping[str, str]
) -> Exercise:
    """One exercise from all its mentions."""
    mentions = [held.mention for held in cluster]
    name = best_supported(cluster, lambda m: m.name, group_of)
    evidence = evidence_of(cluster)
    fullest = max(mentions, key=lambda m: len(m.steps))
    return Exercise(
        id=fact_id,
        id_aliases=id_aliases,
        name=name,
        aliases=tuple(a for a in united((m.name, *m.aliases) for m in mentions) if a != name),
        category=next((m.category for m in mentions if m.category), None),
        targets=united(m.targets for m in mentions),
        equipment=united(m.equipment for m in mentions),
        steps=fullest.steps,
        dosage=united(m.dosage for m in mentions),
        cautions=united(m.cautions for m in mentions),
        purposes=united(m.purposes for m in mentions),
        sources=_sources(mentions),
        support=support_of(evidence, group_of),
        evidence=evidence,
    )


def _sources(mentions: Sequence[ExerciseMention]) -> tuple[Attributed, ...]:
    """Who says what, by field and value in the order of the pages."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for mention in mentions:
        document = mention.evidence[0].document_id
        values = [("aliases", v) for v in (mention.name, *mention.aliases)]
        values += [("targets", v) for v in mention.targets] + [("equipment", v) for v in mention.equipment]
        values += [("steps", v) for v in mention.steps] + [("dosage", d.quote) for d in mention.dosage]
        values += [("cautions", v) for v in mention.cautions] + [("purposes", v) for v in mention.purposes]
        for key in values:
            found.setdefault(key, {})[document] = None
    order = list(dict.fromkeys(field for field, _ in found))
    return tuple(
        Attributed.model_validate({"field": field, "value": value, "document_ids": tuple(documents)})
        for (field, value), documents in sorted(found.items(), key=lambda item: order.index(item[0][0]))
    )
