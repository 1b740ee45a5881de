"""Candidates: each cause of each cue in a sentence, and each name that stands where causes are listed."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.judge import Candidate
from pipeline.kinds import context
from pipeline.kinds.causes import listed, signs
from pipeline.kinds.causes.cues import asked, cues
from pipeline.kinds.causes.sides import Link, Reader
from pipeline.outline import Node, Outline
from pipeline.text.fold import fold
from pipeline.text.inflection import verb_lemma
from pipeline.text.sentence import Sentence, parse

KIND = "causes"
# Ways of naming a cause that read a pronoun.
_SHARED = ("cause:risk", "cause:complaint", "cause:gerund", "cause:relief", "cause:command", "cause:finite", "rest:harm")
_MOST, _SOME = 0.6, 0.2
_ANTECEDENTS = frozenset({"opening", "earlier", "earlier act"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a candidate says: a cause, its effect, the rule that found it, and whether it is hedged.

    `kind` is what the effect is; `words` are the tokens of the sentence that name the cause; `slot` is the same for several
    readings of one pronoun, of which at most one is right.
    """

    cause: str
    effect: str
    rule: str
    hedged: bool
    kind: str = "section"
    words: tuple[int, int] | None = None
    slot: int | None = None


def propose(outline: Outline) -> list[Candidate]:
    """Return the candidates of a page, in the order of the text. Parses the sentences that `asked` names."""
    wanted = asked(outline)
    parse(wanted)
    found = [one for sentence in wanted for one in _stated(outline.node(sentence), sentence)]
    found += [_placed(place) for place in listed.listed(outline)]
    for one in found:
        one.signs.update(signs.of_title(one.node, outline.root))
    _beside(found)
    return sorted(found, key=lambda c: (c.sentence.start, c.start, c.end))


def _stated(node: Node, sentence: Sentence) -> list[Candidate]:
    reader = Reader(node, sentence, _subject(node, sentence))
    return [_candidate(node, sentence, link) for cue in cues(sentence) for link in reader.links(cue)]


def _subject(node: Node, sentence: Sentence) -> str | None:
    """What "it" is in a sentence: in a list's "Bursitis: often due to overuse" the label, else what the section is about."""
    label = node.label
    told = label is not None and label.rest is not None and node.listed and "causes" in node.topics
    if told and label is not None and not listed.labels_causes(node.sentences[0], label.end):
        return label.text
    return node.subject or node.outer_subject


def _candidate(node: Node, sentence: Sentence, link: Link) -> Candidate:
    doc, cue, cause, effect = sentence.doc, link.cue, link.cause, link.effect
    at = doc[cue.start].idx
    found = {f"cue:{cue.reading}", f"rule:{cue.rule}", f"path:{cause.path}"}
    found.update(f"cue-word:{t.lower_}" for t in doc[cue.start : cue.end])
    found.update(signs.of_cause(sentence, cause.start, cause.end) if cause.start >= 0 else signs.of_outside(cause.text))
    found.update(signs.of_effect(effect.kind, effect.text, node.subject))
    found.update(signs.of_scopes(sentence, at, "cue"))
    if effect.start >= 0:
        found.update(signs.of_scopes(sentence, doc[effect.start].idx, "effect"))
        found.update(signs.of_object(sentence, effect.start, effect.end))
    if cause.start >= 0:
        found.update(signs.of_scopes(sentence, doc[cause.start].idx, "cause"))
        side = "after" if cause.start >= cue.end else "before"
        found.add(f"cue:{side}-{signs.distance(cause.start, cause.end, cue.start, cue.end)}")
    if effect.start >= 0:
        found.add(f"effect:near-{signs.distance(effect.start, effect.end, cue.start, cue.end)}")
    if node.subject and fold(cause.text) in fold(node.subject):
        found.add("cause:subject")
    if sentence.parsed and cue.anchor.dep_ == "ROOT":
        found.add("cue:root")
    found.update(
        {f"cue-dep:{cue.anchor.dep_}", f"cue-verb:{verb_lemma(cue.anchor.lower_)}", f"cue:tag-{cue.anchor.tag_[:2]}"}
    )
    spans = [(cue.start, cue.end), (cause.start, cause.end), (effect.start, effect.end)]
    inside = [span for span in spans if span[0] >= 0]
    first, last = min(a for a, _ in inside), max(b for _, b in inside)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    hedged = context.within(sentence, "hedged", at)
    outside = cause.start < 0 or cause.path in _ANTECEDENTS
    words = (cause.start, cause.end) if cause.start >= 0 else None
    reading = Reading(cause.text, effect.text, cue.rule, hedged, effect.kind, words, cue.start if outside else None)
    return _finished(node, sentence, start, end, found, reading)


def _placed(place: listed.Place) -> Candidate:
    sentence = place.sentence
    tokens = sentence.tokens_in(place.start, place.end)
    found = {"cue:place", f"path:{place.path}"}
    found.update(signs.of_cause(sentence, tokens.start, tokens.stop) if tokens else ())
    found.update(signs.of_effect("section", place.effect, place.node.subject))
    found.update(signs.of_scopes(sentence, place.start, "cause"))
    if place.end >= len(sentence.text.rstrip(" .;,:")):
        found.add("place:whole")
    found.update(f"rest:{reading}" for reading in listed.rest_tells(place.node) or ("nothing",))
    words = (tokens.start, tokens.stop) if tokens else None
    reading = Reading(place.text, place.effect, f"causes.place.{place.path}", hedged=False, words=words)
    return _finished(place.node, sentence, place.start, place.end, found, reading)


def _finished(node: Node, sentence: Sentence, start: int, end: int, found: set[str], reading: Reading) -> Candidate:
    found.update(signs.of_place(node, sentence))
    how = listed.announced(node)
    found.update([f"announced:{how}", "announced"] if how else [])
    found.update(signs.of_words(sentence))
    found.update(list(signs.pairs(found)))
    return Candidate(KIND, sentence, node, start, end, found, reading)


def _beside(found: list[Candidate]) -> None:
    """Add what the other candidates of a sentence and of a list tell."""
    by_sentence: dict[Sentence, list[Candidate]] = {}
    by_parent: dict[int, list[Candidate]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
        if "cue:place" in one.signs:
            by_parent.setdefault(id(one.node.parent), []).append(one)
    for group in by_sentence.values():
        for one in group:
            stated = sum("cue:place" not in other.signs for other in group if other is not one)
            one.signs.add(f"beside:stated-{min(stated, 3)}")
            same = sum(other.data.cause.lower() == one.data.cause.lower() for other in group)  # type: ignore[attr-defined]
            if same > 1:
                one.signs.add("beside:same-cause")
    for group in by_parent.values():
        for name in _SHARED:
            share = sum(name in one.signs for one in group) / len(group)
            for one in group:
                one.signs.add(f"list:{name}-{'most' if share > _MOST else 'some' if share > _SOME else 'few'}")
        for one in group:
            one.signs.add(f"list:size-{min(len(group), 4)}")
