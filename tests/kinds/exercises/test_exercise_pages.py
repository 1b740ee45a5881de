"""Small pages: what is proposed, and what is read of the exercises that are kept."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.kinds.exercises import claims, mentions, propose
from tests.kinds.exercises.exercise_pages import cases, kept, page, proposal

DOSES = ("hold_seconds", "reps", "sets", "duration_seconds", "frequency", "per_side")


@pytest.mark.parametrize("case", cases("pages.jsonl"), ids=lambda case: str(case["id"]))
def test_a_page_gives_its_exercises(case: dict[str, Any]) -> None:
    read = page(case["lines"], case.get("title"))
    wanted = [expected["name"] for expected in case["exercises"]]
    found = {mention.name: mention for mention in mentions(read, kept(read, wanted))}
    assert list(found) == wanted
    for expected in case["exercises"]:
        mention = found[expected["name"]].model_dump(mode="json", exclude_none=True)
        for key, value in expected.items():
            if key in DOSES:
                assert value in [dose.get(key) for dose in mention["dosage"]], (expected["name"], key)
            elif key == "steps" and isinstance(value, int):
                assert len(mention["steps"]) == value, mention["steps"]
            elif isinstance(value, list):
                assert set(value) <= set(mention[key]), (expected["name"], key, mention[key])
            else:
                assert mention[key] == value
        for evidence in mention["evidence"]:
            assert read.article.text[evidence["start"] : evidence["end"]] == evidence["quote"]
            assert len(evidence["quote"].split()) <= 60


@pytest.mark.parametrize("case", cases("claims.jsonl"), ids=lambda case: str(case["id"]))
def test_sentences_are_claimed_as_what_they_are(case: dict[str, Any]) -> None:
    read = page(case["lines"])
    assert [[*place, what] for place, what in claims(read, kept(read, case["names"])).items()] == case["claims"]


@pytest.mark.parametrize("case", cases("signs.jsonl"), ids=lambda case: str(case["id"]))
def test_a_candidate_has_the_signs_for_and_against_it(case: dict[str, Any]) -> None:
    found = [one for one in propose(page(case["lines"])) if proposal(one).spot.name == case["name"]]
    assert found, case["name"]
    signs = set().union(*(one.signs for one in found))
    assert set(case["signs"]) <= signs, signs


def test_the_same_page_gives_the_same_candidates() -> None:
    lines = ["## Exercises", "- Squats: 3 x 10", "- Lunges: 2 x 8 each leg", "Try clamshells, planks and bridges."]
    first, second = propose(page(lines)), propose(page(lines))
    assert [(proposal(one).spot.name, sorted(one.signs)) for one in first] == [
        (proposal(one).spot.name, sorted(one.signs)) for one in second
    ]


def test_an_empty_page_gives_nothing() -> None:
    assert propose(page([])) == []
    assert mentions(page([]), []) == ()


def test_an_activity_has_no_steps() -> None:
    read = page(["Try yoga. Spend twenty minutes on your mat each day."])
    assert all(not mention.steps for mention in mentions(read, kept(read, ["yoga"])))
