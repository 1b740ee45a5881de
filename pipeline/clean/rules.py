"""Rules for text without tags, read from `knowledge/boilerplate*.toml` and compiled once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, field_validator

from pipeline.knowledge import read_table
from pipeline.text import sentences

Zone = Literal["anywhere", "edge"]
Extent = Literal["block", "cards", "rest", "list"]

_QUOTES = str.maketrans({"'": "’", "‘": "’", "`": "’", "´": "’", "ʼ": "’", "\u00a0": " ", "\u200b": " ", "‑": "-"})
_WORD = re.compile(r"[^\W_]+(?:[’.-][^\W_]+)*|©")
_CORE = re.compile(r"^[^\w©#*$£€<\[({+.\"@/-]+|[^\w?!.)\]>}\"*;]+$")
_ARROW = re.compile(r"(?:→|»|›|>>|>|➜|⇒|▶|⟶)\W*$")

# where one sentence may end and another begin
_INNER_END = re.compile(r"[.!?…][\"”’)]* ")
# A line of more words is tried only where it holds a cue of a rule for long lines.
LONG_LINE = 14
# signs that can be cues, too, though they are no words
_SIGNS = ("@", "www", "http", "$", "£", "€", "/5", "★", "©", "(c)")


class LineRule(BaseModel):
    """A rule for a whole block; the fields are explained in `knowledge/boilerplate.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    patterns: tuple[str, ...]
    cues: frozenset[str] = frozenset()
    max_words: int = 12
    zone: Zone = "anywhere"
    case: bool = False
    multi: bool = False
    note: str = ""

    @field_validator("patterns")
    @classmethod
    def _compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """A pattern that cannot be compiled is found when the file is read, not on the first page that meets it."""
        for pattern in patterns:
            re.compile(pattern)
        return patterns


class SectionRule(LineRule):
    """A rule for a heading below which a page is about something else."""

    extent: Extent


class SentenceRule(LineRule):
    """A rule for one sentence; the fields are explained in `knowledge/boilerplate_sentences.toml`."""

    spam: bool = False
    unless: str | None = None


class LineTable(BaseModel):
    """`boilerplate.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: frozenset[str]
    leads: tuple[str, ...]
    lead_cues: frozenset[str]
    rules: tuple[LineRule, ...]


class SectionTable(BaseModel):
    """`boilerplate_sections.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: tuple[SectionRule, ...]


class SentenceTable(BaseModel):
    """`boilerplate_sentences.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: tuple[SentenceRule, ...]


RuleT = TypeVar("RuleT", bound=LineRule)


def line_table() -> LineTable:
    """Return the rules for lines."""
    return read_table("boilerplate.toml", LineTable)


def plain(text: str) -> str:
    """Return `text` with one kind of apostrophe, hyphen and blank; its length stays.

    >>> plain("Don't wait")
    'Don’t wait'
    """
    # most lines hold nothing to change, or only the typewriter's apostrophe
    return text.replace("'", "’").replace("`", "’") if text.isascii() else text.translate(_QUOTES)


def core(text: str) -> str:
    """Return a line without the signs around it, which carry no words.

    >>> core("👉 Learn more →")
    'Learn more'
    """
    return _CORE.sub("", text.strip()).strip()


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(plain(text).lower())


def tokens(text: str) -> frozenset[str]:
    """Return what cues are looked for in: the words of a text, words without their endings behind an apostrophe, signs.

    >>> sorted(tokens("We'll write to a@b.org"))
    ['@', 'a', 'b.org', 'to', 'we', 'we’ll', 'write']
    """
    found = set(words(text))
    found.update([word.partition("’")[0] for word in found if "’" in word])
    found.update(sign for sign in _SIGNS if sign in text)
    return frozenset(found)


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str] | None:
    parts = [f"(?:{pattern})" for pattern in patterns]
    return re.compile("|".join(parts)) if parts else None


class LineMatcher(Generic[RuleT]):
    """All rules of a kind, each with its patterns compiled as one."""

    def __init__(self, rules: tuple[RuleT, ...]) -> None:
        self.rules = rules
        self.all_cues = frozenset().union(*(rule.cues for rule in rules if rule.max_words > LONG_LINE))
        self._longest = max(rule.max_words for rule in rules)
        self._compiled = [(rule, _alternatives(rule.patterns)) for rule in rules]
        self._chosen: dict[tuple[Zone, bool, int], list[list[tuple[RuleT, re.Pattern[str]]]]] = {}

    def _fitting(self, zone: Zone, several: bool, count: int) -> list[list[tuple[RuleT, re.Pattern[str]]]]:
        """The rules to try on a line of `count` words that may hold several sentences, with their patterns: those for
        lower case, then those that look at capitals."""
        key = (zone, several, count)
        if key not in self._chosen:
            fitting = [
                (rule, pattern)
                for rule, pattern in self._compiled
                if rule.zone == zone and rule.max_words >= count and pattern is not None and (rule.multi or not several)
            ]
            self._chosen[key] = [[pair for pair in fitting if pair[0].case == case] for case in (False, True)]
        return self._chosen[key]

    def match(self, text: str, zone: Zone = "anywhere") -> RuleT | None:
        """Return the first rule that the whole of `text` fits, its length in words being within the rule's bounds."""
        count = text.count(" ") + 1
        if count > self._longest or (count > LONG_LINE and self.all_cues.isdisjoint(tokens(text))):
            return None
        line = plain(text)
        bare = core(line)
        forms = (bare, bare + " →") if _ARROW.search(line) else (bare,)
        several = bool(_INNER_END.search(line)) and len(sentences.split(line)) > 1
        for case, fitting in enumerate(self._fitting(zone, several, count)):
            for form in forms if fitting else ():
                told = form if case else form.lower()
                for rule, pattern in fitting:
                    if pattern.fullmatch(told):
                        return rule
        return None


class SentenceMatcher:
    """The rules for sentences, found by their cue words before any pattern is tried."""

    def __init__(self, rules: tuple[SentenceRule, ...]) -> None:
        self.rules = rules
        self.by_cue: dict[str, list[int]] = {}
        for n, rule in enumerate(rules):
            for cue in sorted(rule.cues):
                self.by_cue.setdefault(cue, []).append(n)
        # those that hold at the sentence's start are only tried there
        self.heads = [_alternatives(p for p in rule.patterns if p.startswith("^")) for rule in rules]
        self.inner = [_alternatives(p for p in rule.patterns if not p.startswith("^")) for rule in rules]
        self.unless = [re.compile(rule.unless) if rule.unless else None for rule in rules]

    def candidates(self, found: frozenset[str]) -> list[int]:
        """Return the positions of the rules one of whose cues is among the tokens `found`."""
        return sorted({n for cue in self.by_cue.keys() & found for n in self.by_cue[cue]})

    def match(self, sentence: str, candidates: list[int]) -> SentenceRule | None:
        """Return the first of the candidate rules that fires in `sentence`."""
        line = plain(sentence).strip()
        bare = line.lstrip('*•–—-†“”"( ')
        lower = bare.lower()
        for n in candidates:
            form = bare if self.rules[n].case else lower
            head, inner = self.heads[n], self.inner[n]
            if (head is not None and head.match(form)) or (inner is not None and inner.search(form)):
                unless = self.unless[n]
                if unless is None or not unless.search(form):
                    return self.rules[n]
        return None


@functools.cache
def lines() -> LineMatcher[LineRule]:
    """Return the matcher for lines."""
    return LineMatcher(line_table().rules)


@functools.cache
def sections() -> LineMatcher[SectionRule]:
    """Return the matcher for headings of sections."""
    return LineMatcher(read_table("boilerplate_sections.toml", SectionTable).rules)


@functools.cache
def sentence_rules() -> SentenceMatcher:
    """Return the matcher for sentences."""
    return SentenceMatcher(read_table("boilerplate_sentences.toml", SentenceTable).rules)
