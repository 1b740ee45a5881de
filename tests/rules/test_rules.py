"""Rules by the sentences that they must and must not find: every rule of every group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.rules import Rule, groups, hits, read
from pipeline.rules.matching import wordings
from pipeline.rules.reading import LONGEST_REGEX
from pipeline.settings import ExtractSettings
from pipeline.text.inflection import forms
from pipeline.text.sentence import Sentence, load_model, parse

RULES = [(group, rule) for group in groups() for rule in read(group)]
# a verb has at least its plain form and those in -s and -ing
LEAST_FORMS = 3


def fired(group: str, rule: Rule, text: str) -> bool:
    """Return whether a rule finds something in a sentence; the model sees the sentence where the rule needs that."""
    sentence = Sentence(load_model(ExtractSettings().model), 0, 0, 0, 0, text)
    if rule.needs_model:
        parse([sentence])
    return any(hit.rule == rule.id for hit in hits(sentence, group))


def rules() -> Iterator[Any]:
    return (pytest.param(group, rule, id=f"{group}:{rule.id}") for group, rule in RULES)


@pytest.mark.parametrize(("group", "rule"), rules())
def test_a_rule_finds_what_it_must_and_nothing_that_it_must_not(group: str, rule: Rule) -> None:
    assert [text for text in rule.yes if not fired(group, rule, text)] == []
    assert [text for text in rule.no if fired(group, rule, text)] == []


@pytest.mark.parametrize(("group", "rule"), rules())
def test_each_wording_can_be_found(group: str, rule: Rule) -> None:
    nlp = load_model(ExtractSettings().model)
    for phrase in rule.phrases:
        assert all(len(nlp.make_doc(text)) > 0 for text in wordings(phrase)), phrase
        verbs = [word.removesuffix("/v") for word in phrase.split() if word.endswith("/v")]
        assert [verb for verb in verbs if len(forms(verb, "v")) < LEAST_FORMS] == []
    assert len(rule.phrases) == len(set(rule.phrases))


def inner_patterns(value: object) -> Iterator[str]:
    """Yield the regular expressions within patterns of tokens."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [inner] if key == "REGEX" and isinstance(inner, str) else inner_patterns(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from inner_patterns(inner)


def test_regular_expressions_are_short_and_few() -> None:
    patterns = [rule.regex.pattern for _, rule in RULES if rule.regex is not None]
    assert len(patterns) <= len(RULES) / 10
    inner = [pattern for _, rule in RULES for pattern in inner_patterns((rule.tokens, rule.tree))]
    assert [pattern for pattern in (*patterns, *inner) if len(pattern) > LONGEST_REGEX] == []


@pytest.mark.parametrize("group", groups())
def test_ids_are_unique_within_a_group(group: str) -> None:
    ids = [rule.id for rule in read(group)]
    assert sorted(set(ids)) == sorted(ids)
