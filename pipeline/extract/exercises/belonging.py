"""Which sentences near an exercise are not its steps: advice of their own, doctors, exercise as such.

Steps stand together. Behind a mere name, and in a paragraph below the one with the steps, a sentence must read as an
instruction of this exercise; "don't sit for long" and "you may want to use a foam roller" are advice.
"""

from __future__ import annotations

import re

from pipeline.extract import dosage
from pipeline.extract.exercises.details import is_caution
from pipeline.extract.exercises.found import Region
from pipeline.extract.exercises.tables import body_nouns, cues
from pipeline.extract.frame import Sentence

_IDLE = 2
_OWNED = re.compile(r"\b(?:your|the|both|one|each|other|opposite) ([a-z]+)")


def is_stray(region: Region, sentence: Sentence, *, listed: bool) -> bool:
    """Return whether a sentence is no step of the open exercise though it stands with it.

    `listed`: it is an item of a list.
    """
    lower = sentence.lower
    if any(pattern.search(lower) for pattern in cues().not_a_step):
        return True
    if region.part or region.stepped == sentence.block:
        return False
    own = bool(cues().own_advice.match(lower)) and not cues().form_cue.search(lower)
    begun = any(one.steps for one in region.found)
    if region.kind == "prose" and not begun:
        return own
    if listed or not begun or sentence.block == region.block:
        return False
    if dosage.parse(sentence.text) is not None:
        return False
    if cues().about_all.search(lower):
        return True
    return own and (region.kind == "prose" or not any(word in body_nouns() for word in _OWNED.findall(lower)))


def strays(region: Region, sentence: Sentence, *, listed: bool) -> bool:
    """As `is_stray`; what such a sentence says of who should stop is kept with the exercise."""
    if not is_stray(region, sentence, listed=listed):
        return False
    region.idle += 1
    if (sentence.block == region.block or region.kind == "heading") and is_caution(sentence.text):
        for one in region.found:
            one.warned.append(sentence)
    return True


def ends(region: Region, sentence: Sentence, *, listed: bool) -> bool:
    """Return whether a stray sentence ends the exercise: a paragraph below its steps that begins with advice does."""
    later = sentence.block != region.block and region.stepped not in (-1, sentence.block)
    return (region.kind == "prose" and region.idle >= _IDLE) or (later and not listed and sentence.position == 0)


def turns(region: Region, sentence: Sentence) -> bool:
    """Return whether a new paragraph of running text turns to another movement: "To ease a tight back, kneel …"."""
    other = region.kind == "prose" and sentence.position == 0 and sentence.block != region.block
    return other and bool(cues().turns.match(sentence.lower)) and any(one.steps for one in region.found)


def is_start(region: Region, sentence: Sentence, before: int, force: int) -> bool:
    """Return whether the words before a name make it a position that the open exercise begins in.

    In running text that holds only behind a name that has no step yet: "Try band walks. Sink into a half squat …".
    """
    if region.kind != "prose":
        return bool(cues().position_before.match(sentence.lower[:before]))
    begun = any(one.steps for one in region.found)
    return not begun and force > 0 and bool(cues().position_start.search(sentence.lower[:before]))
