"""The words and cues that advice is recognised by, loaded once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import Entry, read_lines, read_table
from pipeline.models import Polarity, Strength


class Cue(Entry):
    """One line of `advice_cues.jsonl`: a wording that recommends.

    `action`: whether the words that name the act stand behind the cue or before it.
    """

    kind: Literal["modal", "evaluative", "recommend", "benefit", "imperative"]
    pattern: re.Pattern[str]
    action: Literal["after", "before"]
    polarity: Polarity = "do"
    strength: Strength = "should"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: frozenset[str]
    ambiguous: frozenset[str]
    against: tuple[str, ...]
    follow: frozenset[str]
    objects: frozenset[str]
    noun_pairs: tuple[str, ...]
    no_adverbs: tuple[str, ...]
    lead: tuple[str, ...]
    openers: frozenset[str]
    joining: frozenset[str]
    bans: tuple[re.Pattern[str], ...]
    acts: tuple[str, ...]
    site: tuple[re.Pattern[str], ...]
    attention: tuple[re.Pattern[str], ...]
    ends: tuple[re.Pattern[str], ...]
    topic_heading: tuple[re.Pattern[str], ...]
    dose: tuple[re.Pattern[str], ...]
    harmful: tuple[re.Pattern[str], ...]
    tells: tuple[re.Pattern[str], ...]
    noun_follow: frozenset[str]
    goals: tuple[re.Pattern[str], ...]
    aims: tuple[re.Pattern[str], ...]
    praise: tuple[re.Pattern[str], ...]
    prohibits: tuple[re.Pattern[str], ...]
    reported: tuple[re.Pattern[str], ...]
    must: tuple[re.Pattern[str], ...]
    may: tuple[re.Pattern[str], ...]
    relative: tuple[re.Pattern[str], ...]
    remarks: tuple[re.Pattern[str], ...]
    serves: tuple[re.Pattern[str], ...]
    denied: tuple[re.Pattern[str], ...]
    announcing: tuple[re.Pattern[str], ...]
    forbidding: tuple[re.Pattern[str], ...]
    refusing: tuple[re.Pattern[str], ...]
    findings: tuple[re.Pattern[str], ...]
    complaint_before: tuple[re.Pattern[str], ...]
    pointing: tuple[re.Pattern[str], ...]
    act_follows: tuple[re.Pattern[str], ...]
    undone: tuple[re.Pattern[str], ...]
    asks: tuple[re.Pattern[str], ...]
    finite: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The table with its lists compiled to patterns."""

    table: _Table
    cues: tuple[Cue, ...]
    lead: re.Pattern[str]
    against: re.Pattern[str]
    acts: re.Pattern[str]


def matches(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Return whether any of the patterns is found in the text."""
    return any(pattern.search(text) for pattern in patterns)


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of advice."""
    table: _Table = read_table("advice_words.toml", _Table)
    return Vocabulary(
        table=table,
        cues=read_lines("advice_cues.jsonl", Cue),
        lead=re.compile(rf"(?:(?:{_alternatives(table.lead)}|(?!{_alternatives(table.no_adverbs)})\w+ly)\b[,:]?\s+(?:[–—-]\s+)?)+"),
        against=re.compile(rf"(?:{_alternatives(table.against)})\b"),
        acts=re.compile(rf"\b(?:{_alternatives(table.acts)})\b"),
    )
