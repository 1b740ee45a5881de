"""Causes that sentences and lists propose: one line of data is one test."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.judge import Verdict
from pipeline.kinds.causes import asked, mentions, propose
from tests.kinds.causes.causes_pages import lines, page, proposed

# Signs that nothing is asserted where the cue stands.
BLOCKED = {"cue:negated", "cue:refuted", "cue:prevented", "cue:question"}


@pytest.mark.parametrize("row", lines("sentences.jsonl"))
def test_a_sentence_proposes_its_causes_with_their_effect(row: dict[str, Any]) -> None:
    found = proposed([{"kind": "paragraph", "text": row["text"]}], "Heel pain")
    if not row["causes"]:
        assert all(BLOCKED & one.signs for one, _ in found)
        return
    effects: dict[str, set[str]] = {}
    for _, reading in found:
        effects.setdefault(reading.cause.lower(), set()).add(reading.effect.lower())
    assert set(row["causes"]) <= set(effects)
    assert any(row["effect"] in effects[cause] for cause in row["causes"])


@pytest.mark.parametrize("row", lines("blocks.jsonl"))
def test_places_propose_causes(row: dict[str, Any]) -> None:
    found = proposed(row["blocks"], row["title"])
    told = [[reading.cause, reading.effect] for one, reading in found if "cue:place" in one.signs]
    assert told == row["causes"]


def test_only_sentences_that_can_tell_a_cause_are_parsed() -> None:
    texts = ("Weak hips lead to knee pain.", "Lie on your back and lift one leg.", "Rest because the bus is late.")
    held = page([{"kind": "paragraph", "text": text} for text in texts], "Stretching")
    assert [sentence.text for sentence in asked(held)] == [texts[0]]


def test_mentions_keep_the_surest_reading_of_a_cause_and_the_effect_that_is_a_complaint() -> None:
    held = page([{"kind": "paragraph", "text": "Long rides put load on the neck, leading to neck pain."}], "Cycling")
    found = [one for one in propose(held) if one.data.cause == "Long rides"]  # type: ignore[attr-defined]
    assert len(found) > 1
    kept = mentions(held, [(one, Verdict(True, 0.9 - n / 10, ())) for n, one in enumerate(found)])
    assert [(one.cause, one.effect, one.confidence) for one in kept] == [("Long rides", "neck pain", 0.9)]
    assert kept[0].evidence[0].quote == "Long rides put load on the neck, leading to neck pain."


def test_a_hedge_makes_a_mention_hedged() -> None:
    held = page([{"kind": "paragraph", "text": "Worn shoes may cause shin splints."}], "Running")
    kept = mentions(held, [(one, Verdict(True, 0.8, ())) for one in propose(held)])
    assert [one.certainty for one in kept] == ["hedged"]
