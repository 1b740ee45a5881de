"""What an exercise works or stretches, as the page says it: "targets your glutes", "hamstring stretch", "For the neck"."""

from __future__ import annotations

import functools
import re

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from pipeline.extract.exercises import names
from pipeline.extract.exercises.tables import body_parts, cues
from pipeline.extract.frame import Frame
from pipeline.extract.sections import SectionInfo

_EXERCISE_WORD = re.compile(r"\b(?:exercis|stretch|strength|mobil|stabil|pose|work|move|drill|flexib|for)\w*", re.I)
_REACH = 90
_GROUP_WORDS = 9


@functools.lru_cache(maxsize=2)
def _matcher(nlp: Language) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    forms: dict[str, None] = {}
    for part in body_parts():
        for name in (part.name, *part.aliases):
            lower = name.lower()
            for form in (lower, names.plural(lower), names.singular(lower), f"{lower} muscles", f"{lower} muscle"):
                forms.setdefault(form)
    matcher.add("part", [nlp.make_doc(form) for form in forms if len(form) > 1])
    return matcher


def parts_in(nlp: Language, text: str) -> list[str]:
    """Return the body parts that a text names, in its own words, lower-cased, in order.

    The longest phrase counts where they overlap.
    """
    doc = nlp.make_doc(text)
    taken: list[tuple[int, int]] = []
    for _, start, end in sorted(_matcher(nlp)(doc), key=lambda m: (m[1] - m[2], m[1])):
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
    found = [doc[a:b].text.lower().removesuffix(" muscles").removesuffix(" muscle") for a, b in sorted(taken)]
    return list(dict.fromkeys(found))


def in_text(nlp: Language, text: str) -> list[str]:
    """Return the body parts that a sentence says are worked or stretched."""
    lower = text.lower().replace("’", "'")
    found: list[str] = []
    for match in cues().targets.finditer(lower):
        rest = lower[match.end() : match.end() + _REACH]
        stop = cues().clause_end.search(rest)
        found += parts_in(nlp, rest[: stop.start()] if stop else rest)
    return list(dict.fromkeys(found))


def in_name(nlp: Language, name: str) -> list[str]:
    """Return the body part that a name such as "hamstring stretch" tells by itself."""
    words = re.findall(r"[\w'-]+", name)
    if not words or not any(names.singular(word) in cues().named_target for word in words[1:]) or " to " in name.replace("-", " "):
        return []
    return parts_in(nlp, name.replace("-", " "))


def group_targets(frame: Frame, info: SectionInfo, heading: str) -> list[str]:
    """Return the body parts that a heading over exercises says they are for: "Stretches for the lower back"."""
    if len(heading.split()) > _GROUP_WORDS and info.heading_topic != "exercises":
        return []
    found = parts_in(frame.nlp, heading)
    if not found:
        return []
    words = len(heading.split())
    return found if _EXERCISE_WORD.search(heading) or words <= sum(len(p.split()) for p in found) + 1 else []
