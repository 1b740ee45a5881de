"""What goes and what stays: each rule with lines it must drop and lines that only look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clean import clean
from pipeline.clean.rules import lines, sections, sentence_rules, tokens
from pipeline.models import Article
from pipeline.settings import CleanSettings

DROPPED = [
    ("Share this post on Facebook", "share.line"),
    ("Tweet", "share.line"),
    ("1,204 views", "counter.line"),
    ("Updated March 3, 2021 by Ana Torres", "date.line"),
    ("7 min read", "date.line"),
    ("Skip to main content", "nav.line"),
    ("Home > Blog > Hip care", "nav.line"),
    ("Your email address will not be published.", "comment.form"),
    ("Save my name, email, and website in this browser for the next time I comment.", "comment.form"),
    ("We use cookies to make your visit better.", "cookie.line"),
    ("Subscribe to our weekly letter", "newsletter.line"),
    ("© 2023 Harbour Street Physio", "legal.line"),
    ("Book an appointment today!", "cta.line"),
    ("Get the knee plan →", "cta.line"),
    ("As an Amazon Associate I earn from purchases.", "disclosure.line"),
    ("Tags: hips, running, stretching", "tags.line"),
    ("Photo: Getty Images", "byline.line"),
    ("You might be interested: Is tea good for plants?", "recommend.line"),
    ("(word count 512)", "date.line"),
]

KEPT = [
    "Share the load between both legs.",
    "By strengthening your hips",
    "Start here and work up to ten",
    "Next: lift the other heel",
    "Also: keep the elbow close to your side",
    "Yes, it is safe to walk on a mild sprain.",
    "Enter the pool slowly.",
    "Statistics",
    "Directions",
    "Stay connected with friends who run",
    "Don't miss a dose of the tablets",
    "Call 911",
    "Make an appointment with your doctor",
    "Note: if you have a slipped disc, consult your doctor before doing this exercise.",
    "More exercises for the neck",
    "Top of the foot",
    "Close your eyes",
    "Hold for 30 seconds",
    "Print the movement on your memory by doing it daily.",
]


@pytest.mark.parametrize(("text", "rule"), DROPPED)
def test_a_line_about_the_page_is_recognised(text: str, rule: str) -> None:
    hit = lines().match(text)
    assert hit is not None
    assert hit.id == rule


@pytest.mark.parametrize("text", KEPT)
def test_a_line_about_the_subject_is_not(text: str) -> None:
    assert lines().match(text) is None


@pytest.mark.parametrize(
    ("text", "extent"),
    [("Leave a Reply", "rest"), ("Related Posts", "cards"), ("About the Author", "block"), ("References", "rest"), ("Table of Contents", "list")],
)
def test_headings_open_boilerplate_sections(text: str, extent: str) -> None:
    hit = sections().match(text)
    assert hit is not None
    assert hit.extent == extent


@pytest.mark.parametrize(
    "text",
    ["Similar exercises", "Visit a doctor when", "Location of the pain", "Join a walking group", "Get started with running", "Discussion", "Related injuries"],
)
def test_headings_of_content_do_not(text: str) -> None:
    assert sections().match(text) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Share on Pinterest.", "share.sentence"),
        ("See our guide to better sleep for details.", "recommend.sentence"),
        ("Call us at 555-210-9876 to learn more.", "cta.sentence"),
        ("Our team at Northside Rehab specializes in ankles.", "clinic.offer"),
        ("We'll create a personalized plan for you.", "clinic.offer"),
        ("At Riverbend Foot Care, we treat runners every day.", "clinic.name"),
        ("This article is not a substitute for professional medical advice.", "disclaimer.sentence"),
        ("We earn a small commission when you buy through links.", "disclosure.sentence"),
    ],
)
def test_sentences_about_the_page(text: str, rule: str) -> None:
    matcher = sentence_rules()
    hit = matcher.match(text, matcher.candidates(tokens(text)))
    assert hit is not None
    assert hit.id == rule


@pytest.mark.parametrize(
    "text",
    [
        "At night, our muscles repair themselves.",
        "If the pain lasts, schedule an appointment with your doctor.",
        "Call 911 if you cannot feel your legs.",
        "See a doctor if the swelling stays.",
        "Read the label before you take a pain reliever.",
        "Our joints can wear out with age.",
        "At Lund University, we found that walking helped.",
        "Contact sports raise the risk of concussion.",
        "Share your plan with your coach before the season.",
        "Results vary between studies.",
    ],
)
def test_sentences_about_the_subject(text: str) -> None:
    matcher = sentence_rules()
    assert matcher.match(text, matcher.candidates(tokens(text))) is None


PROSE = (
    "Keep the knee in line with the toes while you bend it, and let the heel stay on the floor "
    "for the whole movement of the leg."
)


def kept(page: Article) -> list[str]:
    return [block.text for block in clean(page, frozenset(), CleanSettings())[0].blocks]


def test_a_section_of_comments_goes_to_the_end(article: Callable[..., Article]) -> None:
    page = article(["# Knee bends", PROSE, "# 2 thoughts on “Knee bends”", "Lovely, thanks!", "Where can one get such a mat?"])
    assert kept(page) == ["Knee bends", PROSE]


def test_content_behind_a_list_of_teasers_stays(article: Callable[..., Article]) -> None:
    second = "Stand a step away from the wall with one foot behind the other. " * 3
    page = article(["# Knee bends", PROSE, "# Related posts", "# Ten teas to try", "# Calf raises", second.strip()])
    assert kept(page) == ["Knee bends", PROSE, "Calf raises", second.strip()]


def test_a_heading_loses_its_place_with_the_call_below_it(article: Callable[..., Article]) -> None:
    page = article(["# Knee bends", PROSE, "# Take the next step", "Call us at 555-210-9876 today.", "# Calf raises", PROSE + " Then rise."])
    assert "Take the next step" not in kept(page)
    assert "Calf raises" in kept(page)


def test_an_exercise_heading_without_text_stays(article: Callable[..., Article]) -> None:
    page = article(["# Knee care", PROSE, "# Bird dog", "# Side plank"])
    assert kept(page)[-2:] == ["Bird dog", "Side plank"]


def test_headings_above_blocks_are_those_that_stay(article: Callable[..., Article]) -> None:
    page = article(["# Knee bends", "# Share this article", PROSE])
    made, _ = clean(page, frozenset(), CleanSettings())
    assert made.blocks[-1].heading == "Knee bends"


def test_instructions_that_differ_in_a_side_are_both_kept(article: Callable[..., Article]) -> None:
    left = "Lower the left leg to the side until you feel a gentle pull along the inside of the thigh."
    page = article(["# Knee care", PROSE, left, left.replace("left", "right"), left])
    assert kept(page)[2:] == [left, left.replace("left", "right")]
