"""What an exercise works or stretches, as the page says it: "targets your glutes", "hamstring stretch", "For the neck"."""

from __future__ import annotations

import functools
import re

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from pipeline.extract.exercises import names
from pipeline.extract.exercises.tables import body_parts, cues, shapes
from pipeline.extract.frame import Frame
from pipeline.extract.sections import SectionInfo

_NEAR = 3
_REACH = 90
_GROUP_WORDS = 9
_LONGEST_LISTED = 3
_QUALITY_WORDS = 2
_PAREN = re.compile(r"\s*[(\[][^)\]]*[)\]]|\s*[:–—-]\s*$")


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
    lower = doc.text.lower()
    phrases = [(_begin(lower, doc[a].idx), doc[a:b].end_char) for a, b in sorted(taken)]
    own = [one for one in phrases if not any(o[0] <= one[0] and one[1] <= o[1] and o != one for o in phrases)]
    found = [_bare(lower[start:end]) for start, end in own]
    return [_usual(part) for part in dict.fromkeys(found) if part not in shapes().words.not_targets]


def _begin(text: str, start: int) -> int:
    """Where a phrase begins whose part begins at `start`: "muscles around the knee", "back of your calf"."""
    whole = (cues().muscles_of, cues().side_of)
    found = [m.start() for pattern in whole for m in pattern.finditer(text[:start]) if m.end() == start]
    return min(found, default=start)


def _bare(part: str) -> str:
    return re.sub(r"\b(?:your|my|each|both|one)\b", "the", part).removesuffix(" muscles").removesuffix(" muscle")


@functools.cache
def _muscle_names() -> frozenset[str]:
    return frozenset(n.lower() for part in body_parts() if part.kind == "muscle" for n in (part.name, *part.aliases))


def _usual(part: str) -> str:
    """A part by its usual name: "hamstring stretch" is for the hamstrings, "spinal twist" for the spine."""
    part = shapes().words.adjectives.get(part, part)
    many = names.plural(part)
    return many if many != part and many in _muscle_names() else part


def in_text(nlp: Language, text: str, *, step: bool = False) -> list[str]:
    """Return the body parts that a sentence says are worked or stretched; a `step` names many that are only moved."""
    lower = cues().per_part.sub("", text.lower().replace("’", "'"))
    found: list[str] = []
    for match in cues().part_stretched.finditer(lower):
        found += parts_in(nlp, match[1])
    for match in cues().moved.finditer(lower) if step else ():
        found += parts_in(nlp, " ".join(lower[match.end() :].split()[:_NEAR]))[:1]
    for match in () if step else cues().part_quality.finditer(lower):
        found += parts_in(nlp, match[1] if " and " in match[1] else " ".join(match[1].split()[-_QUALITY_WORDS:]))
    for match in (cues().targets_in_step if step else cues().targets).finditer(lower):
        rest = lower[match.end() : match.end() + _REACH]
        stop = cues().clause_end.search(rest)
        found += parts_in(nlp, rest[: stop.start()] if stop else rest)
    return list(dict.fromkeys(found))


def in_name(nlp: Language, name: str) -> list[str]:
    """Return the body part that a name such as "hamstring stretch" tells by itself."""
    words = re.findall(r"[\w'-]+", name)
    if len(words) < 2 or " to " in name.replace("-", " ") or " up " in name:
        return []
    heads = {names.singular(word) for word in words[1:]}
    found = parts_in(nlp, name.replace("-", " "))
    if heads & cues().named_target:
        return found
    return [part for part in found if part in _muscle_forms()] if heads & cues().named_muscle else []


@functools.cache
def _muscle_forms() -> frozenset[str]:
    return frozenset(form for name in _muscle_names() for form in (name, names.plural(name), names.singular(name)))


def listed(nlp: Language, text: str) -> list[str]:
    """Return the targets of a list of them, known or not: "the broadest muscles of the back and chest"."""
    lower = text.lower().replace("’", "'").strip(" .:;\n")
    found = parts_in(nlp, lower)
    for part in cues().target_joint.split(re.sub(r"[()]", ",", lower)):
        words = re.findall(r"[\w'-]+", part)
        if words[:1] in (["the"], ["your"]):
            words = words[1:]
        if 0 < len(words) <= _LONGEST_LISTED and not parts_in(nlp, part):
            found.append(" ".join(words).removesuffix(" muscles").removesuffix(" muscle"))
    return list(dict.fromkeys(found))


def group_targets(frame: Frame, info: SectionInfo, own: str) -> list[str]:
    """Return the body parts that the headings or the lead-in over an exercise say it is for.

    `own` is the exercise's own heading, which is not looked at. The nearest heading that tells is the one that counts.
    """
    if info.lead_in is not None:
        found = in_text(frame.nlp, info.lead_in.text) or _heading_parts(frame, info.lead_in.text)
        if found:
            return found
    for heading in reversed(info.path[-_NEAR:]):
        found = [] if own and own.strip(" :") in heading else _heading_parts(frame, heading)
        if found:
            return found
    return []


def _heading_parts(frame: Frame, heading: str) -> list[str]:
    heading = _PAREN.sub("", heading)
    words = heading.split()
    if len(words) > _GROUP_WORDS:
        return in_text(frame.nlp, heading)
    found = parts_in(frame.nlp, heading)
    whole = len(words) <= sum(len(part.split()) for part in found) + 1
    return found if found and (whole or cues().part_heading.search(heading)) else []


def only_parts(frame: Frame, text: str) -> list[str]:
    """Return the body parts of a line that says nothing else: a row's first cell, a line over a list of names."""
    words = re.findall(r"[\w']+", text)
    if not 0 < len(words) <= _NEAR + 1:
        return []
    found = parts_in(frame.nlp, text)
    spoken = sum(len(part.split()) for part in found) + sum(1 for word in words if word.lower() in ("and", "muscles"))
    return found if spoken >= len(words) else []
