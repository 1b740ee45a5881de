from __future__ import annotations

import pytest

from pipeline.knowledge import read_lines
from pipeline.resolve.meaning import Concept, form_of
from pipeline.resolve.words import fold, lemma, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hold for thirty secs", ["hold", "for", "#30time"]),
        ("walk an hour a day", ["walk", "#3600time", "#1/day"]),
        ("stretch twice daily", ["stretch", "#2/day"]),
        ("swim 2-3x per week", ["swim", "#2..3/week"]),
        ("get up every 30 minutes", ["get", "up", "#every1800time"]),
        ("take 10,000 steps", ["take", "#10000", "steps"]),
        ("add 10% a week", ["add", "#10percent", "#1/week"]),
        ("take a rest day", ["take", "a", "rest", "day"]),
        ("stand on one leg", ["stand", "on", "one", "leg"]),
    ],
)
def test_measures_are_written_in_one_way(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_words_are_folded_and_lemmatised() -> None:
    assert fold("The Runners’ Knee") == "the runners knee"
    assert [lemma(w) for w in ("pushups", "feet", "biceps", "stress", "lying")] == [
        "pushup", "foot", "biceps", "stress", "lie",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("avoid slouching at your desk", "don't slouch at the desk"),
        ("pain in the lower back", "low back pain"),
        ("see your GP if it lasts", "talk to a physician if it lasts"),
        ("If your knee swells, rest", "rest if your knee swells"),
    ],
)
def test_wordings_of_one_thing_have_one_form(one: str, other: str) -> None:
    assert form_of(one) == form_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("walk rather than run", "run rather than walk"),
        ("rest for 2 days", "rest for 2 weeks"),
        ("eat before you swim", "swim before you eat"),
        ("lift with the left arm", "lift with the right arm"),
        ("chronic neck pain", "neck pain"),
        ("type 2 diabetes", "type 1 diabetes"),
    ],
)
def test_different_things_have_different_forms(one: str, other: str) -> None:
    assert form_of(one) != form_of(other)


def test_openings_turn_the_act_only_where_something_follows() -> None:
    assert form_of("stop running").negative
    assert not form_of("stop if it hurts").negative
    assert "stop" in form_of("don't stop moving").key
    assert not form_of("not stretching", advice=False).negative


def test_what_leans_on_its_page_is_marked() -> None:
    assert form_of("do this twice a day").pointing
    assert form_of("for 15 minutes").pointing
    assert form_of("").pointing
    assert not form_of("ice for 15 minutes").pointing
    assert not form_of("rest if it hurts").pointing


def test_a_wording_stands_for_one_concept() -> None:
    seen: dict[tuple[tuple[str, ...], bool], str] = {}
    for concept in read_lines("concepts.jsonl", Concept):
        for form in {tuple(lemma(word) for word in tokens(form)) for form in concept.forms}:
            assert seen.setdefault((form, concept.names), concept.id) == concept.id
    assert len(seen) > 300
