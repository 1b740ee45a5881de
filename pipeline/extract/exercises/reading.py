"""Taking sentences for the open exercise: its steps, its doses, and what else is said of it."""

from __future__ import annotations

import re

from pipeline.extract import dosage
from pipeline.extract.exercises import instructions, targets
from pipeline.extract.exercises.found import Found, Region
from pipeline.extract.exercises.labels import Label
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Sentence
from pipeline.models import Dosage

_PRONOUN = re.compile(r"\b(?:it|this|them)\b")
_SELF = ("this ", "it ", "these ", "they ")
_GENERIC = frozenset({"pose", "stretch", "exercise"})
_JOINT = re.compile(r"\s*(?:&|/|,|\band\b)\s*")


def read(region: Region, sentence: Sentence, rest: int | None, *, listed: bool) -> bool:
    """Take a sentence, or its end from `rest`, for the open exercises; return whether it is a step of theirs.

    `listed`: the sentence is an item of a list, where a step may have no verb ("Knees bent").
    """
    text = sentence.text[rest or 0 :]
    part = region.part or ""
    about = bool(part and (cues().benefit_label.match(part) or cues().aside_label.match(part)))
    end = cut(sentence, rest or 0)
    state = listed and region.block != sentence.block and instructions.is_state(end)
    doing = any(one.category != "activity" for one in region.found)  # "yoga" has no steps
    step = doing and not about and (instructions.force(end) > 0 or state or instructions.later_clause(end))
    if step and not cues().own_advice.match(end.lower):
        region.stepped = sentence.block
    for one in region.found if step else ():
        one.moves.append(sentence)
        if text.strip() not in one.steps:
            one.steps.append(text.strip())
    if part and cues().target_label.match(part) and (rest or not instructions.force(end)):
        region.part = None if rest else part
        for one in region.found:
            one.named_targets += targets.listed(sentence.nlp, text)
        return True
    if not (part and cues().aside_label.match(part)):
        attach(region, sentence.text if part and rest and cues().dose_label.match(part) else text)
    for one in region.found:
        if sentence not in one.body:
            one.body.append(sentence)
    return step


def attach(region: Region, text: str) -> None:
    """Give the dose that a text tells to the open exercises."""
    for one in region.found:
        dose = dosage.parse(text, static=one.static)
        if dose is None:
            continue
        if one.dosage and dosage.progresses(text):
            dose = dosage.grow(one.dosage[-1], dose)
        add_dose(one, dose)


def add_dose(found: Found, dose: Dosage) -> None:
    """Give an exercise a dose unless it has one of the same figures."""
    figures = dose.model_copy(update={"quote": ""})
    if all(figures != other.model_copy(update={"quote": ""}) for other in found.dosage):
        found.dosage.append(dose)


def is_part(text: str) -> bool:
    """Return whether a folded label is one of a part of an exercise: "how to do it", "overview & benefits"."""
    parts = [part.strip() for part in _JOINT.split(text) if part.strip()]
    return bool(parts) and all(cues().part_label.match(part) for part in parts)


def is_part_of(region: Region, label: Label, text: str) -> bool:
    """Return whether a folded label is of a part of the open exercise, by its kind, by its name, or as "it"."""
    if is_part(text):
        return True
    if not cues().part_of.match(text):
        return False
    if _PRONOUN.search(text):
        return True
    spoken = set(re.findall(r"\w+", text))
    return any(set(re.findall(r"\w+", one.name)) - _GENERIC <= spoken for one in region.found)


def goes_on(sentence: Sentence, force: int) -> bool | None:
    """Return whether a sentence of running text goes on about the open exercise: `None` where it does without a step."""
    lower = sentence.lower
    if force or instructions.later_clause(sentence) or dosage.parse(sentence.text) or cues().explains.match(lower):
        return True
    return None if lower.startswith(_SELF) or any(p.search(lower) for p in cues().caution) else False


def cut(sentence: Sentence, start: int) -> Sentence:
    """The end of a sentence as a sentence of its own, at the same place."""
    if not start:
        return sentence
    offset, begin = sentence.offset + start, sentence.start + start
    return Sentence(sentence.nlp, sentence.block, sentence.position, offset, begin, sentence.text[start:])
