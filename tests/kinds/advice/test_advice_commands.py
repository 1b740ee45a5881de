"""Command form: which words of a sentence tell the reader to do something."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.kinds.advice.commands import commands
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import Sentence, load_model
from tests.kinds.advice.advice_pages import lines


def sentence(text: str) -> Sentence:
    return Sentence(load_model(ExtractSettings().model), 0, 0, 0, 0, text)


@pytest.mark.parametrize("row", lines("commands.jsonl"))
def test_commands_of_a_sentence(row: dict[str, Any]) -> None:
    one = sentence(row["text"])
    flags = [
        [("first" if c.first else "later"), *(["negated"] * c.negated), *(["unsure"] * (not c.sure))]
        for c in commands(one, 0)
    ]
    found = [[one.words[c.at], *flag] for c, flag in zip(commands(one, 0), flags, strict=True)]
    assert found == row["commands"]


WORDS = [
    "If",
    "rest",
    "never",
    "don't",
    "do",
    "not",
    "you",
    "and",
    ",",
    ":",
    "-",
    "(",
    "the",
    "knee",
    "hurts",
    "slowly",
    "Ice",
    ".",
    "let's",
]


@settings(deadline=None)  # the model is loaded once
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join), st.integers(0, 3))
def test_commands_stand_within_the_sentence_in_order(text: str, begin: int) -> None:
    one = sentence(text)
    found = [command.at for command in commands(one, min(begin, len(one.words) - 1))]
    assert len(found) == len(set(found))
    assert all(0 <= at < len(one.words) for at in found)
