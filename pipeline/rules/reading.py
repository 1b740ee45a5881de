"""Reading rules: `pipeline/knowledge/rules/GROUP.toml`, checked when loaded."""

from __future__ import annotations

import functools
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from pipeline.knowledge import FOLDER, KnowledgeError, read_table

LONGEST_REGEX = 120
# Token attributes that only the model gives.
_OF_MODEL = frozenset({"TAG", "POS", "DEP", "LEMMA", "MORPH"})


class Rule(BaseModel):
    """One rule. `id` is unique within its group; `sign` is what it emits, which several rules may share.

    Exactly one of: `phrases` (one wording an entry; "lead/v to" stands for all forms of the verb, "remedy/n" for singular
    and plural; compared by spaCy's NORM, so that "do not" is "don't"), `tokens` (patterns of spaCy's Matcher), `tree`
    (patterns of its DependencyMatcher) and `regex` (over the folded sentence, at most 120 characters).
    `yes` and `no` are sentences in which it must and must not be found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sign: str
    phrases: tuple[str, ...] = ()
    tokens: tuple[tuple[dict[str, Any], ...], ...] = ()
    tree: tuple[tuple[dict[str, Any], ...], ...] = ()
    regex: re.Pattern[str] | None = None
    yes: tuple[str, ...]
    no: tuple[str, ...]
    note: str = ""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Rule:
        given = [bool(self.phrases), bool(self.tokens), bool(self.tree), self.regex is not None]
        if sum(given) != 1:
            raise ValueError(f"{self.id}: give one of phrases, tokens, tree, regex")
        if self.regex is not None and len(self.regex.pattern) > LONGEST_REGEX:
            raise ValueError(f"{self.id}: the regex is longer than {LONGEST_REGEX} characters")
        if not self.yes or not self.no:
            raise ValueError(f"{self.id}: has no sentences for 'yes' or 'no'")
        return self

    @property
    def needs_model(self) -> bool:
        """Whether it looks at tags or dependencies: it is then tried on parsed sentences only."""
        return bool(self.tree) or any(_OF_MODEL & set(token) for pattern in self.tokens for token in pattern)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: tuple[Rule, ...]


@functools.cache
def groups() -> tuple[str, ...]:
    """Return the names of the groups of rules, which are those of their files."""
    folder = FOLDER / "rules"
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


@functools.cache
def read(group: str) -> tuple[Rule, ...]:
    """Return the rules of a group in the order of its file. Raises `KnowledgeError` for a file that cannot be used."""
    name = f"rules/{group}.toml"
    rules = read_table(name, _File).rule
    twice = sorted({rule.id for rule in rules if sum(rule.id == other.id for other in rules) > 1})
    if twice:
        raise KnowledgeError(f"{name}: the id {twice[0]!r} stands twice")
    return rules
