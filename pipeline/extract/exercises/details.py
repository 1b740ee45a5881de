"""What the page says of an exercise beside its steps: targets, equipment, purposes, and who should not do it."""

from __future__ import annotations

import functools
import re

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from pipeline.extract.exercises import names, targets
from pipeline.extract.exercises.found import Found
from pipeline.extract.exercises.tables import cues, equipment
from pipeline.extract.frame import Frame
from pipeline.models import Evidence, ExerciseMention

_LONGEST = 60


@functools.lru_cache(maxsize=2)
def _gear(nlp: Language) -> tuple[PhraseMatcher, dict[str, str]]:
    forms: dict[str, str] = {}
    for item in equipment():
        for name in (item.name, *item.aliases):
            forms.setdefault(name.lower(), item.name)
            forms.setdefault(names.plural(name.lower()), item.name)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("gear", [nlp.make_doc(form) for form in forms])
    return matcher, forms


def _is_used(text: str, start: int, end: int, *, sure: bool) -> bool:
    """Return whether the thing named at `[start, end)` is equipment there: "on a step", not "step back"."""
    if sure and not {text[start:end], names.singular(text[start:end])} & cues().used_gear:
        return True
    before = text[:start]
    if cues().gear_not.search(text[:end]) or cues().gear_not_after.match(text[end:]):
        return False
    return bool(cues().gear_before.search(before))


def equipment_in(nlp: Language, text: str, *, sure: bool = True) -> list[str]:
    """Return the equipment that a text names, by its usual names, in the order of the text.

    `sure`: the text is a step or a name; elsewhere a thing must be said to be used.
    """
    lower = text.lower().replace("’", "'")
    matcher, forms = _gear(nlp)
    doc = nlp.make_doc(text)
    spans = sorted(matcher(doc), key=lambda m: (m[1] - m[2], m[1]))
    taken: list[tuple[int, int]] = []
    for _, start, end in spans:
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
    spans_used = [doc[a:b] for a, b in sorted(taken)]
    used = [s for s in spans_used if _is_used(lower, s.start_char, s.end_char, sure=sure)]
    return list(dict.fromkeys(forms[s.text.lower()] for s in used))


def is_caution(text: str) -> bool:
    """Return whether a sentence says who should not do an exercise, or when to stop."""
    lower = text.lower().replace("’", "'")
    return any(pattern.search(lower) for pattern in cues().caution) and not cues().caution_not.search(lower)


def purposes_in(text: str) -> list[str]:
    """Return what a sentence says an exercise is good for, as the page puts it."""
    lower = text.replace("’", "'")
    found = [match[1].strip(" ,") for match in cues().purpose.finditer(lower)]
    if not found:
        match = cues().purpose_verb.match(lower.lower())
        found = [match[1].strip(" ,")] if match else []
    return found


def mention(frame: Frame, one: Found) -> ExerciseMention:
    """Return the mention of a gathered exercise."""
    sentences = list(dict.fromkeys([*one.told, *one.body]))
    listed = [s for s in one.body if s.text.strip() not in one.steps] + one.told
    found_targets: list[str] = list(one.named_targets)
    for sentence in sentences:
        found_targets += targets.in_text(frame.nlp, sentence.text, step=sentence in one.moves)
    found_targets += targets.in_name(frame.nlp, one.name)
    found_targets += one.group_targets
    gear = equipment_in(frame.nlp, one.name)
    for sentence in sentences:
        gear += equipment_in(frame.nlp, sentence.text, sure=sentence in one.moves)
    aliases = [alias for alias in dict.fromkeys(one.aliases) if alias.lower() != one.name.lower()]
    return ExerciseMention(
        name=one.name,
        rule=one.rule,
        lexicon_id=one.entry.id if one.entry else None,
        aliases=tuple(aliases),
        category=one.category,
        targets=tuple(dict.fromkeys(found_targets)),
        equipment=tuple(dict.fromkeys(gear)),
        steps=tuple(one.steps),
        dosage=tuple(one.dosage),
        cautions=tuple(dict.fromkeys(s.text.strip() for s in [*one.body, *one.told, *one.warned] if is_caution(s.text))),
        purposes=tuple(dict.fromkeys(p for s in dict.fromkeys([*one.told, *listed]) for p in purposes_in(s.text))),
        evidence=tuple(_evidence(frame, one)),
    )


def _evidence(frame: Frame, one: Found) -> list[Evidence]:
    return [frame.evidence(*_shortened(frame, span)) for span in dict.fromkeys(one.spans)]


def _shortened(frame: Frame, span: tuple[int, int, int]) -> tuple[int, int, int]:
    """A span of at most 60 words, cut at its end: evidence is the words that say it."""
    block, start, end = span
    text = frame.blocks[block].text[start:end]
    found = list(re.finditer(r"\S+", text))
    return (block, start, start + found[_LONGEST - 1].end()) if len(found) > _LONGEST else span
