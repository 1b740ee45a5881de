"""The tables that the rules for exercises read, as typed values."""

from __future__ import annotations

import functools
import re

from pydantic import BaseModel, ConfigDict

from pipeline.extract.ailments import BodyPart
from pipeline.knowledge import Entry, read_lines, read_table
from pipeline.models import Category

_SHORT = 2


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Heads(_Frozen):
    category: Category
    strong: bool
    words: tuple[str, ...]


class _Words(_Frozen):
    modifiers: frozenset[str]
    fillers: frozenset[str]
    possessors: frozenset[str]
    pose_endings: tuple[str, ...]
    proper: tuple[str, ...]
    not_before: frozenset[str]
    also_verbs: frozenset[str]
    not_after: frozenset[str]
    anatomical: frozenset[str]
    generic: frozenset[str]
    irregular: dict[str, str]
    unchanged: frozenset[str]
    not_targets: frozenset[str]
    adjectives: dict[str, str]
    animals: frozenset[str]
    acts: dict[str, str]
    whole_activities: frozenset[str]


class Grammar(_Frozen):
    """Small words that the rules for names look at."""

    and_words: frozenset[str]
    owners: frozenset[str]
    articles: frozenset[str]
    where: frozenset[str]
    part_plurals: frozenset[str]
    before_nouns: frozenset[str]
    counts: frozenset[str]
    group_nouns: frozenset[str]
    tails: frozenset[str]
    loose_edges: frozenset[str]
    firm_edges: frozenset[str]
    act_skip: frozenset[str]
    act_between: frozenset[str]
    act_nouns: frozenset[str]
    act_exercises: frozenset[str]
    act_focus: frozenset[str]
    act_not_after: frozenset[str]
    stretched: frozenset[str]
    not_body: frozenset[str]
    not_gear: frozenset[str]
    order: frozenset[str]


class _ShapesFile(_Frozen):
    heads: tuple[_Heads, ...]
    words: _Words
    grammar: Grammar


class Head(_Frozen):
    """The last word of a name built by shape. A strong head needs no other sign that an exercise is meant."""

    word: str
    category: Category
    strong: bool


class Cues(_Frozen):
    """`exercise_cues.toml`: phrases around a name."""

    recommend_before: re.Pattern[str]
    perform_before: re.Pattern[str]
    recommend_after: re.Pattern[str]
    negative_before: tuple[re.Pattern[str], ...]
    negative_after: re.Pattern[str]
    reported: re.Pattern[str]
    introduces: re.Pattern[str]
    explains: re.Pattern[str]
    part_label: re.Pattern[str]
    part_of: re.Pattern[str]
    benefit_label: re.Pattern[str]
    aside_label: re.Pattern[str]
    dose_label: re.Pattern[str]
    turns: re.Pattern[str]
    numbering: re.Pattern[str]
    heading_lead: re.Pattern[str]
    used_gear: frozenset[str]
    gear_before: re.Pattern[str]
    gear_not: re.Pattern[str]
    gear_not_after: re.Pattern[str]
    targets: re.Pattern[str]
    targets_in_step: re.Pattern[str]
    moved: re.Pattern[str]
    target_label: re.Pattern[str]
    target_joint: re.Pattern[str]
    muscles_of: re.Pattern[str]
    part_quality: re.Pattern[str]
    clause_end: re.Pattern[str]
    named_target: frozenset[str]
    named_muscle: frozenset[str]
    purpose: re.Pattern[str]
    purpose_verb: re.Pattern[str]
    caution: tuple[re.Pattern[str], ...]
    caution_not: re.Pattern[str]
    label_joints: re.Pattern[str]
    label_tail: re.Pattern[str]
    label_for: re.Pattern[str]
    also_called: re.Pattern[str]
    preposition: re.Pattern[str]
    told: re.Pattern[str]
    part_heading: re.Pattern[str]
    distant_topics: frozenset[str]
    not_a_name: re.Pattern[str]
    not_in_name: re.Pattern[str]
    group_dose: re.Pattern[str]
    imperative_before: re.Pattern[str]
    act_not_told: re.Pattern[str]
    distant_path: re.Pattern[str]
    exercise_page: re.Pattern[str]
    goes_on: re.Pattern[str]
    not_a_step: tuple[re.Pattern[str], ...]
    own_advice: re.Pattern[str]
    about_all: re.Pattern[str]
    form_cue: re.Pattern[str]
    tool_advice: re.Pattern[str]
    position_before: re.Pattern[str]
    position_start: re.Pattern[str]
    columns: dict[str, re.Pattern[str]]
    side_of: re.Pattern[str]
    per_part: re.Pattern[str]
    part_stretched: re.Pattern[str]
    kind_of_training: re.Pattern[str]
    group_word: re.Pattern[str]
    exercise_heading: re.Pattern[str]


class Verbs(_Frozen):
    """`exercise_verbs.toml`: what opens a step of an exercise."""

    strong: frozenset[str]
    weak: frozenset[str]
    before: frozenset[str]
    places: frozenset[str]
    states: re.Pattern[str]
    lead_clause: re.Pattern[str]
    positions: frozenset[str]
    starts: re.Pattern[str]


class Movement(Entry):
    """One line of `movements.jsonl`: a movement that pages describe, and what it is usually called."""

    name: str
    aliases: tuple[str, ...] = ()
    category: Category
    lexicon_id: str | None = None
    patterns: tuple[re.Pattern[str], ...]


class EquipmentEntry(Entry):
    """One line of `equipment.jsonl`."""

    name: str
    aliases: tuple[str, ...] = ()


@functools.cache
def shapes() -> _ShapesFile:
    """Return the words that names are built of."""
    return read_table("exercise_shapes.toml", _ShapesFile)


@functools.cache
def grammar() -> Grammar:
    """Return the small words."""
    return shapes().grammar


@functools.cache
def cues() -> Cues:
    """Return the phrases around names."""
    return read_table("exercise_cues.toml", Cues)


@functools.cache
def verbs() -> Verbs:
    """Return the words that steps are made of."""
    return read_table("exercise_verbs.toml", Verbs)


@functools.cache
def movements() -> tuple[Movement, ...]:
    """Return the movements that are told by their description."""
    return read_lines("movements.jsonl", Movement)


@functools.cache
def body_parts() -> tuple[BodyPart, ...]:
    """Return the body parts and muscles."""
    return read_lines("body_parts.jsonl", BodyPart)


@functools.cache
def equipment() -> tuple[EquipmentEntry, ...]:
    """Return the equipment."""
    return read_lines("equipment.jsonl", EquipmentEntry)


@functools.cache
def body_nouns() -> frozenset[str]:
    """Return the single words of body parts that may stand in a name, singular and plural."""
    found: set[str] = set()
    for part in body_parts():
        for name in (part.name, *part.aliases):
            words = name.lower().replace("’", "'").split()
            if len(words) <= _SHORT:
                found.update(word for word in words if len(word) > 1)
    found -= shapes().grammar.not_body
    return frozenset(found | {word + "s" for word in found if not word.endswith("s")})


@functools.cache
def equipment_nouns() -> frozenset[str]:
    """Return the single words of equipment that may stand in a name."""
    found: set[str] = set()
    for item in equipment():
        for name in (item.name, *item.aliases):
            words = name.lower().split()
            if len(words) <= _SHORT:
                found.update(words)
    return frozenset(found - shapes().grammar.not_gear)
