"""Plain text: lines become headings, items and paragraphs, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Article, Page
from pipeline.parse import parse
from pipeline.parse.lines import continues, marker


def article(text: str) -> Article:
    return parse(Page(source="p.txt", content=text, media="text", sha256="0"))


def shape(text: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in article(text).blocks]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Sit tall", ("number", 1, "Sit tall")),
        ("12) Sit tall", ("number", 12, "Sit tall")),
        ("Step 3: Sit tall", ("number", 3, "Sit tall")),
        ("#4 Sit tall", None),
        ("• Sit tall", ("bullet", None, "Sit tall")),
        ("- Sit tall", ("bullet", None, "Sit tall")),
        ("✓Sit tall", ("bullet", None, "Sit tall")),
        ("a) Sit tall", ("number", 1, "Sit tall")),
        ("2.5 kg is enough", None),
        ("-5 degrees", None),
        ("A bench is enough", None),
        ("Day one: rest", None),
    ],
)
def test_markers(line: str, expected: tuple[str, int | None, str] | None) -> None:
    assert marker(line) == expected


@pytest.mark.parametrize(
    ("before", "line", "width", "joined"),
    [
        ("Read more in our", "guide to calf care", None, True),
        ("Written by", "Ann Field", None, True),
        ("Ann Field", ", who is a coach", None, True),
        ("Sit on the floor and bring both of your heels close", "to the seat. Breathe.", 52, True),
        ("Rest well.", "Sleep early.", None, False),
        ("Causes of heel pain", "Tight calves", None, False),
    ],
)
def test_broken_lines_are_joined(before: str, line: str, width: int | None, joined: bool) -> None:
    assert continues(before, line, width) is joined


def test_a_question_page() -> None:
    text = "Why does my heel hurt?\n\nMornings are the worst for most people.\n\n  1. Roll the arch.\n  2. Stretch the calf.\n"
    assert shape(text) == [
        ("heading", "Why does my heel hurt?"),
        ("paragraph", "Mornings are the worst for most people."),
        ("list_item", "Roll the arch."),
        ("list_item", "Stretch the calf."),
    ]
    blocks = article(text).blocks
    assert [b.number for b in blocks] == [None, None, 1, 2]
    assert {b.heading for b in blocks[1:]} == {"Why does my heel hurt?"}


def test_numbered_sections_are_headings() -> None:
    text = (
        "Knee care\n\n1. Warm up well\n\nTen easy minutes are enough for most knees.\n\n"
        "2. Wear good shoes.\n\nThey take the shock off the joint."
    )
    assert [b.number for b in article(text).blocks if b.kind == "heading"] == [None, 1, 2]
    alone = "Knee care\n\n1. Warm up well\n\nTen easy minutes are enough for most knees."
    assert [(b.kind, b.number) for b in article(alone).blocks][1] == ("list_item", 1)


def test_a_list_that_lost_its_markers() -> None:
    text = "Shoulder day\n\nYou need three things for this workout:\nA light band\nA chair\nA bit of floor\n\nThen begin slowly and without pain."
    assert shape(text)[2:5] == [("list_item", "A light band"), ("list_item", "A chair"), ("list_item", "A bit of floor")]


def test_labelled_lines_are_a_list_below_their_heading() -> None:
    text = "Plan\n\nDay one\nSquat — 3 sets\nPlank — 40 seconds\nDay two\nRow — 3 sets\nCurl — 2 sets\nThat is all you need for the first month."
    assert shape(text)[1:7] == [
        ("heading", "Day one"),
        ("list_item", "Squat — 3 sets"),
        ("list_item", "Plank — 40 seconds"),
        ("heading", "Day two"),
        ("list_item", "Row — 3 sets"),
        ("list_item", "Curl — 2 sets"),
    ]


def test_wrapped_lines_make_one_paragraph() -> None:
    text = (
        "Neck care\n\nA stiff neck in the morning often comes from a pillow that\nis too high, and it goes away within a day or two when\n"
        "you move the head gently through its range and keep the\nshoulders low while you do it.\n\nSleep on your side."
    )
    assert [k for k, _ in shape(text)] == ["heading", "paragraph", "paragraph"]
    assert len(shape(text)[1][1].split()) == 42


def test_front_matter_is_metadata() -> None:
    found = article('---\ntitle: "Calf care"\ndate: 2020-01-02\n---\n\nStretch the calf every day, even when it does not hurt.\n')
    assert (found.title, found.published, len(found.blocks)) == ("Calf care", "2020-01-02", 1)


def test_dashes_that_are_no_front_matter_stay() -> None:
    assert shape("---\nSit down. Then stand up.\n---\nAnd sit again.")[0] == ("paragraph", "---")


words = st.sampled_from(["Sit", "tall.", "hip", "1.", "•", "and", "the", "Causes:", "why?", "\n", "\n\n", "|", "-", "3)"])


@given(st.lists(words, max_size=40))
def test_every_word_lands_in_one_block(parts: list[str]) -> None:
    text = " ".join(parts)
    kept = Counter(re.findall(r"[A-Za-z]+", " ".join(b.text for b in article(text).blocks)))
    assert kept == Counter(re.findall(r"[A-Za-z]+", text))


def test_a_step_without_full_stop_is_no_heading() -> None:
    text = "Hip care\n\nClamshell\n\nLie on your side with both knees bent\n\nOpen the top knee and close it without haste.\n\n: 1. Bridge"
    assert shape(text)[1:] == [
        ("heading", "Clamshell"),
        ("paragraph", "Lie on your side with both knees bent"),
        ("paragraph", "Open the top knee and close it without haste."),
        ("list_item", "Bridge"),
    ]
    assert shape("Hip care\n\nStep Up Your Hip Care Today\n\nIt is worth the time, say those who did.")[1][0] == "heading"
