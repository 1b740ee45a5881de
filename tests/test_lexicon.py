"""Names of exercises, parts of the body, conditions and equipment in sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon import Kind, Name, entries, names, spellings, words
from pipeline.settings import ExtractSettings
from pipeline.text.fold import fold
from pipeline.text.sentence import Sentence, load_model, parse

KINDS: tuple[Kind, ...] = ("exercise", "body-part", "condition", "equipment")


def sentence(text: str) -> Sentence:
    return Sentence(load_model(ExtractSettings().model), 0, 0, 0, 0, text)


def named(text: str, kind: Kind) -> list[tuple[str, str]]:
    """Return the words that name an entry of one lexicon, each with the entry's id."""
    one = sentence(text)
    return [(one.doc[name.start : name.end].text, name.entry.id) for name in names(one) if name.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Calf raises help.", "exercise", [("Calf raises", "calf-raise")]),
        ("Do one calf raise.", "exercise", [("calf raise", "calf-raise")]),
        ("Cat-cow, then cat cow.", "exercise", [("Cat-cow", "cat-cow"), ("cat cow", "cat-cow")]),
        ("Child’s pose or child's pose", "exercise", [("Child’s pose", "childs-pose"), ("child's pose", "childs-pose")]),
        ("RUNNER’S KNEE", "condition", [("RUNNER’S KNEE", "patellofemoral-pain-syndrome")]),
        ("Lower back pain is common.", "condition", [("Lower back pain", "lower-back-pain")]),
        ("Back pain is common.", "condition", [("Back pain", "back-pain")]),
        ("My feet hurt.", "body-part", [("feet", "feet")]),
        ("Use two resistance bands.", "equipment", [("resistance bands", "resistance-band")]),
        ("Nothing is named here.", "exercise", []),
    ],
)
def test_names_of_one_lexicon(text: str, kind: Kind, expected: list[tuple[str, str]]) -> None:
    assert named(text, kind) == expected


def test_the_longest_name_is_taken_and_other_lexicons_find_theirs_in_it() -> None:
    assert named("The single-leg deadlift works.", "exercise") == [("single-leg deadlift", "single-leg-deadlift")]
    assert named("The single-leg deadlift works.", "body-part") == [("leg", "legs")]


def test_many_are_told_from_one() -> None:
    one = sentence("Calf raises, a calf raise, a foam roller.")
    found = {one.doc[name.start : name.end].text: name.plural for name in names(one) if name.kind != "body-part"}
    assert found == {"Calf raises": True, "calf raise": False, "foam roller": False}


def test_a_name_that_is_many_by_itself_is_no_plural() -> None:
    assert [name.plural for name in names(sentence("Your hamstrings and your biceps."))] == [False, False]


def test_names_stay_when_the_sentence_is_parsed() -> None:
    one = sentence("Calf raises load the calf.")
    before = [(name.start, name.end, name.entry.id) for name in names(one)]
    parse([one])
    assert [(name.start, name.end, name.entry.id) for name in names(one)] == before


def test_spellings_are_with_and_without_hyphen_one_and_many() -> None:
    found = dict.fromkeys(spellings("Cat-Cow"))
    assert set(found) == {("cat-cow", False), ("cat cow", False), ("cat-cows", True), ("cat cows", True)}


def test_words_are_the_single_words_of_names() -> None:
    assert {"knee", "knees", "rotator", "cuff"} <= words("body-part")
    assert not {word for word in words("body-part") if " " in word or len(word) < len("hip")}


@pytest.mark.parametrize("kind", KINDS)
def test_each_entry_is_found_by_its_own_name(kind: Kind) -> None:
    # of a name that two entries have the first is taken
    known = {fold(name): entry.id for entry in reversed(entries(kind)) for name in (entry.name, *entry.aliases)}
    found = {entry.name: named(entry.name, kind) for entry in entries(kind)}
    wrong = {name: ids for name, ids in found.items() if [one for _, one in ids] != [known[fold(name)]]}
    assert wrong == {}


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


WORDS = [
    "calf raise",
    "calf",
    "raises",
    "lower back pain",
    "back",
    "runner’s",
    "knee",
    "hip-flexor stretches",
    "band",
    ",",
    "and",
]


@settings(deadline=None)  # the model is loaded once
@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
def test_names_of_one_lexicon_do_not_overlap_and_stand_in_order(text: str) -> None:
    found = names(sentence(text))
    for one, other in itertools.combinations(found, 2):
        assert one.kind != other.kind or not _overlap(one, other)
    assert [name.start for name in found] == sorted(name.start for name in found)
