"""Exercises: one for each entry of the lexicon or normal name, with all that the pages say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.models import Attributed, Exercise, ExerciseMention, Merge
from pipeline.resolve.identity import assign
from pipeline.resolve.mentions import Held, best_supported, evidence_of, in_order, support_of, united
from pipeline.resolve.names import entry_forms, lexicon, lexicon_ids, normal_name
from pipeline.resolve.words import meaning

# Forms of exercises that the lexicon has; no normal form has an equals sign.
_LEXICON = "lexicon="

def exercises_of(
    mentions: Iterable[tuple[str, ExerciseMention]], group_of: Mapping[str, str], in_use: AbstractSet[str]
) -> tuple[tuple[Exercise, ...], tuple[Merge, ...]]:
    """Return the exercises by name, and why mentions were joined."""
    clusters: dict[str, list[Held[ExerciseMention]]] = {}
    for held in in_order(Held(m, source, _form(m)) for source, m in mentions):
        clusters.setdefault(held.form, []).append(held)
    ordered = [clusters[form] for form in sorted(clusters)]
    ids = assign("ex", [_forms(cluster) for cluster in ordered], in_use)
    made = [_exercise(cluster, *names, group_of) for cluster, names in zip(ordered, ids, strict=True)]
    merges = [m for cluster, exercise in zip(ordered, made, strict=True) for m in _merges(cluster, exercise)]
    return tuple(sorted(made, key=lambda e: (e.name, e.id))), tuple(merges)


def _entry(mention: ExerciseMention) -> str | None:
    """The id of the lexicon's entry, from the extractor or by the normal form of the name.

    A name that is the entry's with a modifier before it is another exercise, though the lexicon lists it as an alias to
    find it by: an incline bench press is no bench press.
    """
    form = normal_name(mention.name)
    found = mention.lexicon_id if mention.lexicon_id in lexicon() else lexicon_ids().get(form)
    if found is None:
        return None
    told = frozenset(form.split())
    own = frozenset(normal_name(lexicon()[found].name).split())
    # "lying" says nothing new of what is "side-lying"
    modifiers = meaning().names.modifiers - own - {part for word in own for part in word.split("-")}
    modified = told != own and any(known < told and (told - known) & modifiers for known in entry_forms(found))
    return None if modified else found


def _form(mention: ExerciseMention) -> str:
    """What mentions of one exercise share. A name of which nothing is left stands for itself."""
    entry = _entry(mention)
    return f"{_LEXICON}{entry}" if entry else normal_name(mention.name) or mention.name.lower()


def _forms(cluster: Sequence[Held[ExerciseMention]]) -> list[str]:
    """The form that they share, then those of their names: ids that they had before the lexicon knew the exercise."""
    return [cluster[0].form, *sorted({normal_name(held.mention.name) for held in cluster} - {"", cluster[0].form})]


def _merges(cluster: Sequence[Held[ExerciseMention]], exercise: Exercise) -> Iterator[Merge]:
    """One record for each other name that became this exercise."""
    kept = normal_name(exercise.name)
    for name in sorted({held.mention.name for held in cluster} - {exercise.name}):
        rule = "same-name" if normal_name(name) == kept else "lexicon"
        yield Merge(fact_id=exercise.id, kind="exercise", kept=exercise.name, merged=name, rule=rule, score=1.0)


def _exercise(
    cluster: Sequence[Held[ExerciseMention]], fact_id: str, id_aliases: tuple[str, ...], group_of: Mapping[str, str]
) -> Exercise:
    """One exercise from all its mentions."""
    mentions = [held.mention for held in cluster]
    entry = cluster[0].form.removeprefix(_LEXICON)
    known = entry != cluster[0].form
    name = lexicon()[entry].name if known else best_supported(cluster, lambda m: m.name, group_of)
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
        # there are many, of values that were validated as the mentions' own
        Attributed.model_construct(field=field, value=value, document_ids=tuple(documents))
        for (field, value), documents in sorted(found.items(), key=lambda item: order.index(item[0][0]))
    )
