"""Causes and advice: statements that are one when they say the same about the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, Literal

from pipeline.models import Advice, AdviceMention, Cause, CauseMention, Merge, Strength
from pipeline.resolve.identity import assign
from pipeline.resolve.likeness import Stated, clusters, likeness
from pipeline.resolve.meaning import Form, form_of
from pipeline.resolve.mentions import Held, MentionT, best_supported, evidence_of, in_order, support_of
from pipeline.resolve.words import fold
from pipeline.settings import ResolveSettings

_STRENGTHS: tuple[Strength, ...] = ("must", "should", "may")


@dataclass(frozen=True)
class Joined(Generic[MentionT]):
    """Mentions that say one thing, the normal forms of what they say, and the id of the fact that they are."""

    held: tuple[Held[MentionT], ...]
    forms: Mapping[str, Stated]
    id: str
    id_aliases: tuple[str, ...]

    def of_wording(self, wording: Callable[[MentionT], str], shown: str) -> Held[MentionT]:
        """The first mention that is worded in the way shown."""
        return next(held for held in self.held if wording(held.mention) == shown)


def stated_cause(mention: CauseMention) -> tuple[Stated, bool]:
    """The normal form of a cause, and whether it leans on its page: what it brings about must be equal."""
    cause, effect = form_of(mention.cause, advice=False), form_of(mention.effect, advice=False)
    side = f"-> {effect.key or fold(mention.effect)}"
    return Stated.of(side, cause.tokens), cause.pointing or effect.pointing


def stated_advice(mention: AdviceMention) -> tuple[Stated, bool]:
    """The normal form of a piece of advice, and whether it leans on its page."""
    form: Form = form_of(mention.action, (("", mention.timing), ("when", mention.condition)))
    side = "avoid" if mention.polarity == "avoid" or form.negative else "do"
    return Stated.of(side, form.tokens), form.pointing


def join(
    prefix: str,
    mentions: Iterable[tuple[str, MentionT]],
    stated: Callable[[MentionT], tuple[Stated, bool]],
    in_use: AbstractSet[str],
    settings: ResolveSettings,
) -> list[Joined[MentionT]]:
    """Return the mentions joined to facts."""
    forms: dict[str, Stated] = {}
    by_form: dict[str, list[Held[MentionT]]] = {}
    for source, mention in mentions:
        form, pointing = stated(mention)
        # what leans on its page ("do this twice a day") is never the same as what another page says
        side = f"{form.side} @{source}" if pointing else form.side
        form = Stated(side, form.core, form.purposes)
        forms[form.key] = form
        by_form.setdefault(form.key, []).append(Held(mention, source, form.key))
    groups = clusters(forms, settings.paraphrase)
    preferred = [sorted(group, key=lambda key: (len(forms[key].core), len(key), key)) for group in groups]
    found = []
    for keys, (fact_id, aliases) in zip(preferred, assign(prefix, preferred, in_use), strict=True):
        held = in_order(h for key in keys for h in by_form[key])
        found.append(Joined(tuple(held), {key: forms[key] for key in keys}, fact_id, aliases))
    return found


def merges_of(
    joined: Joined[MentionT], kind: Literal["cause", "advice"], wording: Callable[[MentionT], str], shown: str
) -> Iterator[Merge]:
    """One record for each other wording; the kept one first has one of its own where several mentions use it."""
    kept = joined.of_wording(wording, shown)
    if sum(wording(h.mention) == shown for h in joined.held) > 1:
        yield Merge(fact_id=joined.id, kind=kind, kept=shown, merged=shown, rule="same-words", score=1.0)
    seen = {shown}
    for held in joined.held:
        text = wording(held.mention)
        if text not in seen:
            seen.add(text)
            same = held.form == kept.form
            score = 1.0 if same else likeness(joined.forms[kept.form], joined.forms[held.form])
            rule = "same-meaning" if same else "paraphrase"
            yield Merge(fact_id=joined.id, kind=kind, kept=shown, merged=text, rule=rule, score=round(score, 4))


def causes_of(
    mentions: Iterable[tuple[str, CauseMention]],
    group_of: Mapping[str, str],
    in_use: AbstractSet[str],
    settings: ResolveSettings,
) -> tuple[tuple[Cause, ...], tuple[Merge, ...]]:
    """Return the causes by their words, and why mentions were joined."""
    made: list[Cause] = []
    merges: list[Merge] = []
    for joined in join("ca", mentions, stated_cause, in_use, settings):
        shown = best_supported(joined.held, _cause_words, group_of)
        mention = joined.of_wording(_cause_words, shown).mention
        evidence = evidence_of(joined.held)
        asserted = any(h.mention.certainty == "asserted" for h in joined.held)
        made.append(
            Cause(
                id=joined.id,
                id_aliases=joined.id_aliases,
                cause=mention.cause,
                effect=mention.effect,
                certainty="asserted" if asserted else "hedged",
                support=support_of(evidence, group_of),
                evidence=evidence,
            )
        )
        merges += merges_of(joined, "cause", _cause_words, shown)
    return tuple(sorted(made, key=lambda c: (c.cause, c.effect, c.id))), tuple(merges)


def _cause_words(mention: CauseMention) -> str:
    return f"{mention.cause} -> {mention.effect}"


def advice_of(
    joined: Sequence[Joined[AdviceMention]], group_of: Mapping[str, str]
) -> tuple[tuple[Advice, ...], tuple[Merge, ...]]:
    """Return the advice by its words, and why mentions were joined."""
    made: list[Advice] = []
    merges: list[Merge] = []
    for item in joined:
        shown = best_supported(item.held, _advice_words, group_of)
        mention = item.of_wording(_advice_words, shown).mention
        evidence = evidence_of(item.held)
        made.append(
            Advice(
                id=item.id,
                id_aliases=item.id_aliases,
                action=mention.action,
                polarity=mention.polarity,
                timing=mention.timing,
                condition=mention.condition,
                strength=min((h.mention.strength for h in item.held), key=_STRENGTHS.index),
                attribution=next((h.mention.attribution for h in item.held if h.mention.attribution), None),
                support=support_of(evidence, group_of),
                evidence=evidence,
            )
        )
        merges += merges_of(item, "advice", _advice_words, shown)
    return tuple(sorted(made, key=lambda a: (a.action, a.id))), tuple(merges)


def _advice_words(mention: AdviceMention) -> str:
    fields = (mention.timing, mention.condition)
    aside = "; ".join(text for text in fields if text and text not in mention.action)
    return mention.action + (f" ({aside})" if aside else "")
