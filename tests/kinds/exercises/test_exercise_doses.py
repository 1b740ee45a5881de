"""Doses in words made figures: own sentences with the figures that they give, and sentences that give none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.kinds.exercises.dosage import grow, parse, progresses

FIGURES = ("sets", "reps", "hold_seconds", "duration_seconds", "distance_metres", "frequency")
CASES = [json.loads(line) for line in Path(__file__).with_name("doses.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_figures(case: dict[str, Any]) -> None:
    dose = parse(case["text"], static=case.get("static", True))
    if case.get("none"):
        assert dose is None
        return
    assert dose is not None
    found = dose.model_dump(mode="json")
    assert {key: found[key] for key in FIGURES} == {key: case.get(key) for key in FIGURES}
    assert found["per_side"] is case.get("per_side", False)
    assert dose.quote == case["text"]


def test_a_progression_widens_the_range() -> None:
    first, then = parse("Start with 15-30 seconds"), parse("Progress to 60 seconds")
    assert first is not None
    assert then is not None
    assert progresses("Progress to 60 seconds")
    assert not progresses("Hold for 60 seconds")
    assert grow(first, then).hold_seconds == (15, 60)
