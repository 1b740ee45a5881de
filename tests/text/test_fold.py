"""Folding: one form for what is compared, at the same length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.fold import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t – EVER", "don't - ever"),
        ("“Rest,” she said", '"rest," she said'),
        ("Warm‑up", "warm-up"),
        ("30\u00a0seconds\teach", "30 seconds each"),
        ("Runner´s knee", "runner's knee"),
        ("", ""),
        ("İce", "İce"),
    ],
)
def test_marks_and_case_are_made_plain(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text() | st.text("aİẞΣ’–“\u00a0ß"))
def test_offsets_hold(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert all(folded[n] == text[n] for n in range(len(text)) if text[n].isdigit() or text[n] in ".,:;!?")


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
