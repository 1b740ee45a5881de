"""Sentence boundaries on small texts, and that no word is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.sentences import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sit tall. Breathe out!", ["Sit tall.", "Breathe out!"]),
        ("run slowly. then walk.", ["run slowly.", "then walk."]),
        ("Ask Dr. Moor first. She knows.", ["Ask Dr. Moor first.", "She knows."]),
        ("Hold 30 sec. on each side. Rest.", ["Hold 30 sec. on each side.", "Rest."]),
        ("Hold 30 sec. Rest.", ["Hold 30 sec.", "Rest."]),
        ("Lift 2.5 kg, e.g. a bottle, ten times.", ["Lift 2.5 kg, e.g. a bottle, ten times."]),
        ("1. Sit down. 2. Stand up.", ["1. Sit down.", "2. Stand up."]),
        ("“Does it hurt?” she asks. “No.”", ["“Does it hurt?” she asks.", "“No.”"]),
        ("one line\nanother line", ["one line", "another line"]),
        ("See example.com for J. Doe’s notes.", ["See example.com for J. Doe’s notes."]),
        ("Should I run? Yes.", ["Should I run?", "Yes."]),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split(text)] == expected


@given(st.text("aB .!?\n\"1", max_size=60))
def test_every_word_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).replace(" ", "").replace("\n", "") == "".join(text.split())
