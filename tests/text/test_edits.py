"""Edits: the parsed words come back from wherever they went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.edits import Draft, apply, original


def test_a_phrase_is_removed_and_its_words_are_known() -> None:
    draft = Draft("as soon as the spasm buy shoes now subsides")
    draft.edit(21, 35, "", rule="r", action="repair")
    assert draft.text == "as soon as the spasm subsides"
    assert original(draft.raw, tuple(draft.edits), 0, len(draft.text)) == draft.raw
    assert original(draft.raw, tuple(draft.edits), 0, 10) is None


def test_a_stretch_that_only_adjoins_a_removal_is_unchanged() -> None:
    draft = Draft("Buy now. Stretch daily.")
    draft.drop(0, 8, rule="ad")
    assert draft.text == "Stretch daily."
    assert original(draft.raw, tuple(draft.edits), 0, len(draft.text)) is None


def test_a_later_edit_over_an_earlier_one_swallows_it() -> None:
    draft = Draft("aspect joints of the spine")
    draft.edit(0, 6, "facet", rule="a", action="rewrite")
    draft.edit(0, 12, "the facets", rule="b", action="rewrite")
    assert draft.text == "the facets of the spine"
    assert [(e.start, e.end, e.replacement) for e in draft.edits] == [(0, 13, "the facets")]


def test_part_of_a_replacement_stays_when_only_its_end_is_edited() -> None:
    draft = Draft("aspect joints")
    draft.edit(0, 6, "facet", rule="a", action="rewrite")
    draft.edit(3, 6, "E", rule="b", action="rewrite")
    assert draft.text == "facEjoints"
    assert apply(draft.raw, draft.edits) == draft.text


def test_a_stretch_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        Draft("ab").edit(1, 3, "", rule="r", action="drop")


@given(st.text("ab ", max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.text("xy", max_size=3)), max_size=6))
def test_edits_always_rebuild_the_text(raw: str, moves: list[tuple[int, int, str]]) -> None:
    draft = Draft(raw)
    expected = raw
    for a, b, new in moves:
        start, end = sorted((min(a, len(expected)), min(b, len(expected))))
        if start == end:
            continue
        draft.edit(start, end, new, rule="r", action="rewrite")
        expected = expected[:start] + new + expected[end:]
        assert draft.text == expected == apply(raw, draft.edits)
        assert all(x.end <= y.start for x, y in zip(draft.edits, draft.edits[1:], strict=False))
