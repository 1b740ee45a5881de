"""What is said of an exercise: equipment only where it is used, targets only where they are worked, cautions, purposes."""

from __future__ import annotations

import pytest

from pipeline.kinds.exercises import tables, targets
from pipeline.kinds.exercises.details import purposes
from pipeline.kinds.exercises.gear import gear_in
from pipeline.kinds.exercises.reading import is_caution
from pipeline.text.sentence import Sentence
from tests.kinds.exercises.exercise_pages import NLP


def sentence(text: str) -> Sentence:
    return Sentence(NLP, 0, 0, 0, 0, text)


@pytest.mark.parametrize(
    ("text", "gear"),
    [
        ("Stand on the edge of a step.", ["step"]),
        ("Place one foot on a low step and lean in.", ["step"]),
        ("Step through with one foot.", []),
        ("Take ten steps to the left.", []),
        ("Shift your weight forward.", []),
        ("Lift a weight in each hand.", ["weights"]),
        ("Let your chest sink between your arms.", []),
        ("Push the floor away.", []),
        ("Lie on the bed and relax.", ["bed"]),
    ],
)
def test_equipment_is_what_is_used(text: str, gear: list[str]) -> None:
    assert gear_in(sentence(text)) == gear


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("This one stretches the back of your calf.", ["back of the calf"]),
        ("It hits the adductors and wakes up the glutes.", ["adductors", "glutes"]),
        ("A great move for core strength.", ["core"]),
        ("It is for hip stability.", ["hip"]),
        ("Heel raises build strength.", []),
        ("Finish with a stretch, 90 seconds per leg.", []),
        ("Loosens the neck while you sit on your hands.", ["neck"]),
    ],
)
def test_targets_are_what_is_worked(text: str, parts: list[str]) -> None:
    assert targets.in_text(sentence(text)) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("hamstring stretch", ["hamstrings"]),
        ("calf raise", ["calf"]),
        ("biceps curl", ["biceps"]),
        ("straight leg raise", []),
        ("heel raise", []),
        ("hip thrust", []),
        ("single knee to chest", []),
    ],
)
def test_a_name_tells_what_is_worked_not_what_is_moved(name: str, parts: list[str]) -> None:
    assert targets.in_name(sentence(name), name) == parts


def test_a_list_of_targets_keeps_what_no_lexicon_knows() -> None:
    assert targets.listed(sentence("Quads, glutes"), 0) == ["quads", "glutes"]
    assert targets.listed(sentence("Works: the tiny wranglers and calves"), 7) == ["calves", "tiny wranglers"]
    assert targets.in_parenthesis(sentence("Bridge (core + glute strength)"), 0, 30) == ["core", "glutes"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If your wrist hurts, stop.", True),
        ("Skip it if you are pregnant.", True),
        ("If you have a slipped disc, this may not be the pose for you.", True),
        ("If you have a band, loop it around your foot.", False),
        ("Stop at the line.", False),
    ],
)
def test_who_should_not_do_it(text: str, expected: bool) -> None:
    assert is_caution(sentence(text)) is expected


def test_what_it_is_good_for() -> None:
    assert purposes(sentence("It helps to ease a stiff neck.")) == ["ease a stiff neck"]
    assert purposes(sentence("This loosens the hips; sit tall.")) == ["loosens the hips"]


def test_a_header_says_what_columns_hold() -> None:
    assert tables.header("Movement | Sets x reps | Targets") == ("name", "dose", "targets")
    assert tables.header("Name | Age") == ()
    dose = tables.dose({"name": "Squat", "sets": "3", "reps": "8-10"}, "Squat | 3 | 8-10")
    assert dose is not None
    assert (dose.sets, dose.reps) == ((3, 3), (8, 10))
