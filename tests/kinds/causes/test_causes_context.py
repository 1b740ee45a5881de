"""Scopes of negation, conditions, times and speakers within a sentence."""

from __future__ import annotations

import pytest

from pipeline.kinds import context
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import Sentence, load_model


def sentence(text: str) -> Sentence:
    """Return a sentence that stands alone."""
    return Sentence(load_model(ExtractSettings().model), 0, 0, 0, 0, text)


@pytest.mark.parametrize(
    ("text", "kind", "word", "expected"),
    [
        ("Running does not cause arthritis.", "negated", "cause", True),
        ("It is not cheap, but it can cause relief.", "negated", "cause", False),
        ("Not everyone knows it; slouching causes pain.", "negated", "causes", False),
        ("Not stretching leads to pain.", "negated", "leads", False),
        ("It is a myth that running causes arthritis.", "refuted", "causes", True),
        ("That running causes arthritis is a myth.", "refuted", "causes", True),
        ("Running causes blisters.", "refuted", "causes", False),
        ("This may cause pain.", "hedged", "cause", True),
        ("This causes pain.", "hedged", "causes", False),
        ("Stretching prevents strains caused by sprinting.", "prevented", "caused", True),
        ("Sprinting caused the strain.", "prevented", "caused", False),
        ("Lower back pain caused by slouching is common.", "prevented", "caused", False),
        ("Strong hips lower the strain caused by running.", "prevented", "caused", True),
        ("Does slouching cause pain?", "question", "cause", True),
        ("Slouching can cause pain.", "question", "cause", False),
    ],
)
def test_a_scope_reaches_what_follows_up_to_a_stop(text: str, kind: context.Kind, word: str, expected: bool) -> None:
    one = sentence(text)
    assert context.within(one, kind, one.lower.index(word)) is expected


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("See a doctor if the pain persists for a week.", "condition", "if the pain persists for a week"),
        ("When your knee swells, rest it.", "condition", "When your knee swells"),
        ("Stretch your calves.", "condition", None),
        ("Stretch your calves twice a day.", "timing", "twice a day"),
        ("Stretch three to four times a week.", "timing", "three to four times a week"),
        ("Warm up before every run.", "timing", "before every run"),
        ("Warm up slowly.", "timing", None),
        ("Avoid hills for now, Dr. Nowak says.", "attribution", "Dr. Nowak"),
        ("According to the coach, rest days matter.", "attribution", "the coach"),
        ("Experts recommend a day of rest.", "attribution", "Experts"),
        ("Take a day of rest.", "attribution", None),
    ],
)
def test_a_scope_holds_its_words(text: str, kind: context.Kind, value: str | None) -> None:
    assert context.value(sentence(text), kind) == value


def test_nothing_is_asserted_where_it_is_asked() -> None:
    one = sentence("Does slouching cause pain?")
    assert context.blocked(one, one.lower.index("cause"))
