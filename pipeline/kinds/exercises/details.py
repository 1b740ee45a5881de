"""The mention of an exercise: what was gathered of it as fields, with evidence."""

from __future__ import annotations

import re

from pipeline.kinds.exercises import gear, targets
from pipeline.kinds.exercises.book import Found
from pipeline.kinds.exercises.finder import spots
from pipeline.kinds.exercises.reading import is_caution
from pipeline.models import Evidence, ExerciseMention
from pipeline.outline import Outline
from pipeline.rules import hits
from pipeline.text.sentence import Sentence

_LONGEST = 60
_PURPOSE_WORDS = 14
_STOPS = frozenset(".;:!?()")


def mention(outline: Outline, one: Found) -> ExerciseMention:
    """Return the mention of a gathered exercise."""
    sentences = list(dict.fromkeys([*one.told, *one.body]))
    gears = [thing for s in sentences for thing in gear.gear_in(s, sure=s in one.moves)]
    others = [s for s in sentences if s not in one.moves]
    name = Sentence(outline.nlp, -1, 0, 0, 0, one.name)
    return ExerciseMention(
        name=one.name,
        rule=one.rule,
        lexicon_id=one.entry.id if one.entry else None,
        aliases=tuple(alias for alias in dict.fromkeys(one.aliases) if alias.lower() != one.name.lower()),
        category=one.category,
        targets=tuple(_targets(one, sentences, name)),
        equipment=tuple(dict.fromkeys([*gear.gear_in(name), *gears])),
        steps=tuple(one.steps),
        dosage=tuple(one.dosage),
        cautions=tuple(dict.fromkeys([*one.warned, *(s.text.strip() for s in one.told if is_caution(s))])),
        purposes=tuple(dict.fromkeys(p for s in others for p in purposes(s))),
        evidence=tuple(_evidence(outline, one)),
    )


def _targets(one: Found, sentences: list[Sentence], name: Sentence) -> list[str]:
    told = [part for s in sentences for part in targets.in_text(s, step=s in one.moves)]
    # "to get a good hip flexor stretch" within the steps of another one
    stretches = [(s, spot.name) for s in one.body for spot in spots(s) if spot.name.endswith("stretch")]
    felt = [part for s, other in stretches for part in targets.in_name(s, other)]
    own = [*one.named_targets, *told, *targets.in_name(name, one.name), *felt, *one.group_targets]
    return list(dict.fromkeys(own))


def purposes(sentence: Sentence) -> list[str]:
    """Return what a sentence says an exercise is good for, as the page puts it."""
    doc = sentence.doc
    found: list[str] = []
    for hit in hits(sentence, "exercise_purposes"):
        end = hit.end
        while end < len(doc) and end - hit.end < _PURPOSE_WORDS and doc[end].text not in _STOPS:
            end += 1
        opens = hit.sign == "effect" and hit.start > 4
        begin = hit.start if hit.sign == "effect" else hit.end
        text = doc[begin:end].text.strip(" ,").removeprefix("to ")
        if text and not opens and len(text.split()) > 1 and all(text not in other for other in found):
            found.append(text)
    return found


def _evidence(outline: Outline, one: Found) -> list[Evidence]:
    return [outline.evidence(*_shortened(outline, span)) for span in dict.fromkeys(one.spans)]


def _shortened(outline: Outline, span: tuple[int, int, int]) -> tuple[int, int, int]:
    """A span of at most 60 words, cut at its end: evidence is the words that say it."""
    block, start, end = span
    found = list(re.finditer(r"\S+", outline.blocks[block].text[start:end]))
    return (block, start, start + found[_LONGEST - 1].end()) if len(found) > _LONGEST else span
