"""What is said of an exercise: equipment only where it is used, targets only where they are worked."""

from __future__ import annotations

import pytest
import spacy

from pipeline.extract.exercises import rows, targets
from pipeline.extract.exercises.details import equipment_in

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "gear"),
    [
        ("Stand on the edge of a step.", ["step"]),
        ("Place one foot on a low step and lean in.", ["step"]),
        ("Step through with one foot.", []),
        ("Keep your feet a step away from the line.", []),
        ("Take ten steps to the left.", []),
        ("Shift your weight forward.", []),
        ("Rest with your weight on your heels.", []),
        ("Lift a weight in each hand.", ["weights"]),
        ("Let your chest sink between your arms.", []),
        ("Hold on to the kitchen sink.", ["sink"]),
        ("Push the floor away.", []),
        ("Lie on the bed and relax.", ["bed"]),
        ("Do it before bed.", []),
        ("Loop a resistance band around a pole.", ["resistance band", "stick"]),
    ],
)
def test_equipment_is_what_is_used(text: str, gear: list[str]) -> None:
    assert equipment_in(NLP, text) == gear


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It strengthens the muscles around the knee.", ["muscles around the knee"]),
        ("This one stretches the back of your calf.", ["back of the calf"]),
        ("It hits the adductors and wakes up the glutes.", ["adductors", "glutes"]),
        ("Lower your hands until your forearms are stretched.", ["forearms"]),
        ("A great move for core strength.", ["core"]),
        ("Heel raises build strength.", []),
        ("Finish with a stretch, 90 seconds per leg.", []),
        ("The muscles get tired.", []),
    ],
)
def test_targets_are_what_is_worked(text: str, parts: list[str]) -> None:
    assert targets.in_text(NLP, text) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("hamstring stretch", ["hamstrings"]),
        ("calf raise", ["calf"]),
        ("biceps curl", ["biceps"]),
        ("straight leg raise", []),
        ("heel raise", []),
        ("toe raise", []),
        ("hip thrust", []),
        ("single knee to chest", []),
    ],
)
def test_a_name_tells_what_is_worked_not_what_is_moved(name: str, parts: list[str]) -> None:
    assert targets.in_name(NLP, name) == parts


def test_a_list_of_targets_keeps_what_no_lexicon_knows() -> None:
    assert targets.listed(NLP, "Quads, glutes") == ["quads", "glutes"]
    assert targets.listed(NLP, "the tiny wranglers and calves") == ["calves", "tiny wranglers"]


def test_a_header_says_what_columns_hold() -> None:
    assert rows.header("Movement | Sets x reps | Targets") == ("name", "dose", "targets")
    assert rows.header("Name | Age") == ()
    assert rows.header("Runners | 3 | 10") == ()
