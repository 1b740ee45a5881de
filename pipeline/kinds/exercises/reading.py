"""Which sentences go with the open exercise, which are its steps, and which stand with it but are none of its own."""

from __future__ import annotations

from pipeline.kinds.exercises import dosage, targets
from pipeline.kinds.exercises.around import GROUP
from pipeline.kinds.exercises.book import Region
from pipeline.kinds.exercises.labels import is_a
from pipeline.kinds.exercises.names import is_generic
from pipeline.kinds.exercises.steps import force, is_state, later_clause
from pipeline.kinds.exercises.words import body_nouns
from pipeline.lexicon import names
from pipeline.rules import hits, signs
from pipeline.text.sentence import Sentence

_OPENING = 3
_DOSE_WORDS = 14
_SURE = 2


def opens_with(sentence: Sentence, sign: str) -> bool:
    """Return whether a sentence opens with what a rule finds."""
    return any(hit.sign == sign and hit.start < _OPENING for hit in hits(sentence, GROUP))


def is_caution(sentence: Sentence) -> bool:
    """Return whether a sentence says who should not do an exercise, or when to stop."""
    said = signs(sentence, GROUP)
    if "caution" not in said and not {"if", "stop"} <= said:
        return False
    # "if you have a band" is none, "if you have a slipped disc" is
    return "no-caution" not in said or any(name.kind == "condition" for name in names(sentence))


def read(region: Region, sentence: Sentence, start: int, *, listed: bool) -> bool:
    """Take a sentence, or its end from `start`, for the open exercises; return whether it is a step of theirs.

    `listed`: the sentence is an item of a list, where a step may have no verb ("Knees bent").
    """
    text = sentence.text[start:]
    part = region.part
    aside, about = is_a("asides", part), is_a("about", part)
    state = listed and region.block != sentence.block and is_state(text)
    step = not about and not aside and (force(text) > 0 or state or later_clause(text))
    step = step and any(one.category != "activity" for one in region.found)  # "yoga" has no steps
    if step and not opens_with(sentence, "own-advice"):
        region.stepped = sentence.block
    for one in region.found:
        if step:
            one.moves.append(sentence)
            one.steps += [text.strip()] if text.strip() not in one.steps else []
        if part and is_a("targets", part) and (start or not force(text)):
            one.named_targets += targets.listed(sentence, start)
        elif not aside:
            one.dose(sentence.text if start and is_a("doses", part) else text)
        if is_caution(sentence) or is_a("cautions", part):
            one.warned.append(text.strip())
        if sentence not in one.body:
            one.body.append(sentence)
    if start:
        region.part = ""
    return step


def claim(region: Region, sentence: Sentence, start: int, *, step: bool, part: bool) -> str:
    """Return what a sentence that was read is, for those who look for advice: "step", "dose", or "" where it may be advice.

    How often, whether and when to do an exercise is advice; so is what a kind of exercise is told by, and to use a thing.
    """
    text, said = sentence.text[start:], signs(sentence, GROUP)
    named = any(not is_generic(one.name) and one.category != "activity" for one in region.found)
    own = opens_with(sentence, "own-advice") and "form" not in said
    if not named or own or "group-dose" in said or (opens_with(sentence, "tool") and region.kind != "heading"):
        return ""
    if step and (part or not start or force(text) >= _SURE) and not _is_schedule(text):
        region.open.append((sentence.block, sentence.position))
        region.sure = region.sure or force(text) >= _SURE or len(region.open) > _SURE
        return "step" if region.sure else ""
    return "dose" if is_dose(sentence, start) else ""


def _is_schedule(text: str) -> bool:
    """Return whether a text says how often, and nothing of how much: "Do it three days a week"."""
    dose = dosage.parse(text)
    return dose is not None and dose.frequency is not None and not (dose.sets or dose.reps or dose.hold_seconds)


def is_dose(sentence: Sentence, start: int) -> bool:
    """Return whether a sentence, or its end from `start`, says little more than how much to do."""
    dose = dosage.parse(sentence.text[start:])
    figures = dose is not None and (dose.sets or dose.reps or dose.hold_seconds)
    return bool(figures) and len(sentence.text[start:].split()) <= _DOSE_WORDS


def strays(region: Region, sentence: Sentence, *, listed: bool) -> bool:
    """Return whether a sentence is no step of the open exercise though it stands with it: advice of its own, doctors.

    Steps stand together: behind a mere name, and in a paragraph below the one with the steps, a sentence must read as an
    instruction of this exercise. What it says of who should stop is kept.
    """
    if not _is_stray(region, sentence, listed=listed):
        return False
    region.idle += 1
    if (sentence.block == region.block or region.kind == "heading") and is_caution(sentence):
        for one in region.found:
            one.warned.append(sentence.text.strip())
    return True


def _is_stray(region: Region, sentence: Sentence, *, listed: bool) -> bool:
    said = signs(sentence, GROUP)
    if "stray" in said:
        return True
    if region.part or region.stepped == sentence.block:
        return False
    own = opens_with(sentence, "own-advice") and "form" not in said
    begun = any(one.steps for one in region.found)
    if region.kind == "prose" and not begun:
        return own
    if listed or not begun or sentence.block == region.block or dosage.parse(sentence.text) is not None:
        return False
    if "about-all" in said:
        return True
    parts = not body_nouns().isdisjoint(sentence.lower.split())
    return own and (region.kind == "prose" or not parts)


def goes_on(sentence: Sentence) -> bool | None:
    """Return whether a sentence of running text goes on about the open exercise; `None`: it does, without a step."""
    text = sentence.text
    if force(text) or later_clause(text) or dosage.parse(text) or opens_with(sentence, "explains"):
        return True
    return None if opens_with(sentence, "refers") or is_caution(sentence) else False
