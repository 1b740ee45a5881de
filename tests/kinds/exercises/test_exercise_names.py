"""Names: their normal form, where sentences name exercises, movements told without a name, labels that are none."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.kinds.exercises import labels, names
from pipeline.kinds.exercises.finder import spots
from pipeline.kinds.exercises.moves import described
from pipeline.kinds.exercises.steps import force, is_state, later_clause
from pipeline.text.sentence import Sentence
from tests.kinds.exercises.exercise_pages import NLP, cases


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russian Twists", "Russian twist"),
        ("3 Raises with dumbbells", "3 raise with dumbbells"),
        ("The Legs Up the Wall", "legs up the wall"),
        ("**Cat–Cows** (10 times)", "cat-cow"),
        ("Your Clamshells:", "clamshell"),
        ("Biceps Curls", "biceps curl"),
        ("Knee to chest stretches", "knee to chest stretch"),
    ],
)
def test_the_normal_form_of_a_name(text: str, name: str) -> None:
    assert names.normal(text) == name


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("core exercise", True),
        ("static stretching", True),
        ("seated stretch", True),
        ("hip exercise", True),
        ("hip stretch", False),
        ("box breathing", False),
        ("side plank", False),
    ],
)
def test_a_kind_of_exercise_is_no_exercise(name: str, generic: bool) -> None:
    assert names.is_generic(name) is generic


def test_spellings_of_one_name_share_a_key() -> None:
    assert names.key("Standing quad stretches") == names.key("standing quad stretch")
    assert names.key("push-ups") == names.key("Push up")
    assert names.key("hip stretch") != names.key("hip bridge")


@pytest.mark.parametrize("case", cases("sentences.jsonl"), ids=lambda case: str(case["text"])[:60])
def test_a_sentence_names_or_describes_exercises(case: dict[str, Any]) -> None:
    if "described" in case:
        assert [move.name for move, _, _ in described(case["text"])] == case["described"]
    else:
        assert [spot.name for spot in spots(Sentence(NLP, 0, 0, 0, 0, case["text"]))] == case["names"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lie on your back.", 2),
        ("With your knees bent, lift your hips.", 2),
        ("1. Slowly lower the heel", 2),
        ("Get into a high plank.", 1),
        ("Nudge your heel upward.", 1),
        ("Back pain is common.", 0),
        ("The muscles of the thigh are strong.", 0),
    ],
)
def test_commands_that_move_the_body_are_steps(text: str, expected: int) -> None:
    assert force(text) == expected


def test_positions_and_later_clauses() -> None:
    assert is_state("Knees bent, feet flat")
    assert not is_state("Knee pain is common")
    assert later_clause("For this one, lie on your back")
    assert not later_clause("For this one, a mat is enough")


@pytest.mark.parametrize(
    ("group", "text", "expected"),
    [
        ("parts", "How to do it:", True),
        ("parts", "Sets & reps", True),
        ("parts", "Benefits and cautions", True),
        ("parts", "Side plank", False),
        ("targets", "Muscles worked", True),
        ("asides", "Make it harder", True),
        ("cautions", "Skip if", True),
    ],
)
def test_labels_of_parts(group: str, text: str, expected: bool) -> None:
    assert labels.is_a(group, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Backswing stretch", True),
        ("Neck harness", True),
        ("What you should know", False),
        ("Thighs and calves", False),
        ("For the neck", False),
        ("3 x 10", False),
        ("Is it safe?", False),
    ],
)
def test_what_could_be_a_name(text: str, expected: bool) -> None:
    assert labels.could_name(text) is expected


def test_words_that_lead_to_a_name() -> None:
    text = "How to do the side plank"
    assert text[labels.lead(text) :] == "side plank"
    assert labels.is_again("Benefits of the bridge", ["bridge pose"])
    assert not labels.is_again("Benefits of sleep", ["bridge pose"])
