"""What a piece of advice says: its act, how strongly, when, on what condition, who says it, and the evidence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.judge import Verdict
from pipeline.kinds.advice import mentions
from pipeline.kinds.advice.acts import act_of
from pipeline.models import AdviceMention
from tests.kinds.advice.advice_pages import candidates, lines, read_page

SURE = Verdict(True, 0.91234, (("rule:should", 2.0),))


def mention(text: str) -> AdviceMention:
    """Return the first mention of an item of which all sentences are kept."""
    tree, found = candidates(text)
    return mentions(tree, [(one, SURE) for one in found])[0]


@pytest.mark.parametrize("row", lines("acts.jsonl"))
def test_fields_of_a_sentence(row: dict[str, Any]) -> None:
    found = mention(row["text"])
    expected = {"condition": None, "timing": None, "attribution": None} | row
    # what the words of context say is tested with them
    told = {key: getattr(found, key) for key in expected if key != "text" and (key in row or expected[key] is not None)}
    assert told == {key: expected[key] for key in told}


def test_a_mention_has_the_verdict_and_the_sentence() -> None:
    found = mention("You should rest.")
    assert (found.confidence, found.rule) == (0.912, "rule:should")
    assert [one.quote for one in found.evidence] == ["You should rest."]


def test_of_a_very_long_sentence_the_clause_is_the_evidence() -> None:
    text = "Since the first week of spring " + "and of the summer " * 14 + "has gone, you should rest your knee."
    quote = mention(text).evidence[0].quote
    assert quote == "rest your knee."


WORDS = [
    "If",
    "rest",
    "you",
    "should",
    "not",
    "to",
    "and",
    ",",
    ":",
    "is",
    "important",
    "by",
    "the",
    "knee",
    "helps",
    "never",
    "as",
    ".",
]


@settings(deadline=None)  # the model is loaded once
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_an_act_stands_within_its_sentence_and_its_clause(text: str) -> None:
    for one in read_page([("list_item", text)], "Knee"):
        act = act_of(one)
        assert 0 <= act.clause <= act.start < act.end <= len(one.sentence.words)
