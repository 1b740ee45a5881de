"""Phrases that name a complaint, by lexicon, shape and suffix."""

from __future__ import annotations

import pytest

from pipeline.complaints import complaints, is_generic
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import Sentence, load_model


def named(text: str, *, strong: bool = True) -> list[str]:
    """Return the complaints that a sentence names."""
    one = Sentence(load_model(ExtractSettings().model), 0, 0, 0, 0, text)
    return [one.doc[c.start : c.end].text for c in complaints(one) if c.strong is strong]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It may ease soreness in your left shin.", ["soreness in your left shin"]),
        ("Your knee hurts when you run.", ["knee hurts"]),
        ("The heel begins to ache.", ["heel begins to ache"]),
        ("My feet are sore.", ["feet are sore"]),
        ("A stiff neck and tight calves came first.", ["stiff neck", "tight calves"]),
        ("Pain in the neck, shoulders and back is common.", ["Pain in the neck, shoulders and back"]),
        ("She has Sever's disease and metatarsalgia.", ["Sever's disease", "metatarsalgia"]),
        ("Lower back problems are common.", ["Lower back problems"]),
        ("A pinched nerve in the neck burns.", ["pinched nerve in the neck"]),
        ("The car problems began in May.", []),
        ("The diagnosis came late.", []),
        ("A personal injury lawyer called.", []),
    ],
)
def test_a_complaint_has_the_words_that_belong_to_it(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_a_bare_quality_is_a_weak_complaint() -> None:
    assert named("It leaves you sore.", strong=False) == ["sore"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("pain", True),
        ("the symptoms", True),
        ("severe pain", True),
        ("knee pain", False),
        ("joint stiffness", False),
        ("sciatica", False),
    ],
)
def test_a_generic_phrase_names_no_complaint_in_particular(phrase: str, expected: bool) -> None:
    assert is_generic(phrase) is expected
