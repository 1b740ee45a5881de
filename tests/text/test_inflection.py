"""Forms of words, and what a word can be."""

from __future__ import annotations

import pytest

from pipeline.text.inflection import (
    base_verb,
    forms,
    gerund,
    gerund_of,
    is_noun,
    parts_of_speech,
    plural,
    singular,
    verb_lemma,
    verb_share,
)


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("ease", ("ease", "eases", "easing", "eased")),
        ("lie", ("lie", "lies", "lying", "lay", "lied")),
        ("sit", ("sit", "sits", "sitting", "sat")),
        ("carry", ("carry", "carries", "carrying", "carried")),
        ("be", ("be", "is", "being", "was", "were", "been")),
        ("foam-roll", ("foam-roll", "foam-rolls", "foam-rolling", "foam-rolled")),
    ],
)
def test_a_verb_has_all_its_forms_its_lemma_first(verb: str, expected: tuple[str, ...]) -> None:
    found = forms(verb, "v")
    assert found[0] == verb
    assert set(expected) <= set(found)
    assert gerund(verb) in found


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("knee", "knees"),
        ("stretch", "stretches"),
        ("calf", "calves"),
        ("foot", "feet"),
        ("body", "bodies"),
        ("biceps", "biceps"),
    ],
)
def test_one_and_many(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
    assert forms(one, "n")[0] == one
    assert many in (*forms(one, "n"), one)


def test_what_looks_like_a_plural_stays() -> None:
    assert [plural(word) for word in ("knees", "calves", "triceps")] == ["knees", "calves", "triceps"]


def test_a_word_that_no_table_knows_is_inflected_by_its_ending() -> None:
    assert plural("zorb") == "zorbs"
    assert gerund("zorb") == "zorbing"
    assert singular("zorbix") == "zorbix"


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("loosens", "loosen"),
        ("worn", "wear"),
        ("Ran", "run"),
        ("iced", "ice"),
        ("is", "be"),
        ("gently", None),
        ("the", None),
        ("for", None),
        ("zorb", None),
    ],
)
def test_the_verb_behind_a_word(word: str, lemma: str | None) -> None:
    assert verb_lemma(word) == lemma


def test_only_a_plain_form_is_a_base_verb() -> None:
    assert [word for word in ("nudge", "Keep", "ice", "nudges", "kept", "knees", "gently", "on") if base_verb(word)] == [
        "nudge",
        "Keep",
        "ice",
    ]


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("stretching", "stretch"),
        ("Icing", "ice"),
        ("lying", "lie"),
        ("sitting", "sit"),
        ("string", None),
        ("morning", None),
        ("during", None),
        ("bring", None),
        ("swing", None),
        ("sit", None),
    ],
)
def test_the_verb_that_a_gerund_is_of(word: str, verb: str | None) -> None:
    assert gerund_of(word) == verb


def test_what_a_word_can_be() -> None:
    assert is_noun("rest") and not is_noun("gently")
    assert parts_of_speech("rest") == ("NOUN", "VERB")
    assert parts_of_speech("gently") == ("ADV",)
    assert parts_of_speech("zorb") == ()


def test_how_often_a_word_is_a_verb() -> None:
    keep, rest, elbow = verb_share("keep"), verb_share("rest"), verb_share("elbow")
    assert keep is not None and rest is not None and elbow is not None
    assert 1 >= keep > 0.9 > rest > elbow >= 0
    assert verb_share("Keep") == keep
    assert verb_share("zorb") is None
