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
    ("View the original paper", "nav.line"),
    ("Read our full shoe guide", "recommend.line"),
    ("(8-minute morning flow for sore necks)", "caption.line"),
    ("Note the left MRI scan with the torn meniscus", "caption.line"),
    ("Dancers rehearse in a square in Porto on May 3, 2018. REUTERS/Ana Pires", "caption.line"),
    ("Nora Quill, 61, walks again after surgery. Peter Voss for The Harbour Times", "caption.credit"),
    ("(Three Ways to Loosen a Tight Neck.)", "caption.credit"),
    ("Voss P, Quill NA. Loads on the heel in hikers. J Orthop Res. 2011;29(4):512-9.", "reference.line"),
    ("Stone, A., Reed, B. C., & Hart, D. (2015). How tendons heal in old mice. Harbour Journal.", "reference.line"),
    ("best-five-moves-for-sore-heels", "artefact.slug"),
    ("hill_walker Posts: 84, Joined: Feb 2012", "forum.user"),
    ("About HSSA: HSSA is the largest network of heel clinics on the coast, with forty member sites.", "about.company"),
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
    "(Repeat on the other side.)",
    "(This takes ten minutes.)",
    "Notice the stretch in the left calf",
    "See the doctor if it hurts",
    "About half of all runners get hurt in a year.",
    "In 2014, 30 runners trained for 8 weeks.",
    "Ana Torres runs for the Harbour team.",
    "sit-to-stand",
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
        ("Call us if you have any questions about our prices.", "cta.sentence"),
        ("Consider booking a free gait assessment with our team.", "cta.sentence"),
        ("The harbour knee symposium opens on Tuesday at the town hall.", "event.sentence"),
        ("Leaflet no. 2207.", "document.control"),
        ("We accept most insurance plans and cash.", "clinic.offer"),
        ("Next review date: May 2027.", "document.control"),
        ("Ms. Quill has been a fitness author for HillGlow since 2009.", "bio.writer"),
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
        "Ring or call us if your foot turns blue or the wound bleeds.",
        "Review your training log each March.",
        "We accept pain as a part of training.",
        "The workshop taught patients how to lift.",
        "Quill, the study author for the group, has been a lead author at Harbour since 2009.",
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


def test_a_short_answer_keeps_its_question(article: Callable[..., Article]) -> None:
    tail = ["# Does walking hurt the hip?", "It hardly ever does for long.", "Tweet", "Home", "Sitemap", "Hill House", "Menu"]
    made, _ = clean(article(["# Hips", PROSE, "1,204 views", *tail]), frozenset(), CleanSettings())
    assert "Does walking hurt the hip?" in made.text
    assert "Hill House" not in made.text


def test_the_label_of_a_list_of_contents_goes_with_it(article: Callable[..., Article]) -> None:
    made, _ = clean(
        article(["# Hips", "Contents", "- Causes", "- Moves", "# Causes", PROSE, "# Moves", "Contents of the bag: a band.", PROSE[::-1]]),
        frozenset(),
        CleanSettings(),
    )
    assert [block.text for block in made.blocks[:3]] == ["Hips", "Causes", PROSE]
    assert "Contents of the bag" in made.text


def test_references_go_even_where_they_are_most_of_the_page(article: Callable[..., Article]) -> None:
    studies = [f"- Hart D and others. How the heel of a hiker bears loads on {n} hills, a cohort study of 2 years, 201{n}." for n in range(5)]
    made, _ = clean(article(["# Heels", "Heels hurt.", "# References", *studies]), frozenset(), CleanSettings())
    assert made.text.split("\n")[-1] == "Heels hurt."


def test_teasers_end_where_the_comments_begin(article: Callable[..., Article]) -> None:
    lines = ["- Related", "- Why I swim", "- 3 thoughts on hips", "# Ada says:", "Nice!"]
    made, ledger = clean(article(["# Hips", PROSE, *lines]), frozenset(), CleanSettings())
    assert made.text.endswith(PROSE)
    assert {e.rule for e in ledger} == {"section.related", "section.comments"}


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


def test_a_date_that_ran_into_a_paragraph_goes(article: Callable[..., Article]) -> None:
    dated = f"Updated March 2021 · 4 min read · By the Hillside Team {PROSE}"
    assert clean(article(["# Hips", dated]), frozenset(), CleanSettings())[0].blocks[1].text == PROSE
    honest = "March 2021 was the month in which I read about hips and began to walk again for ten minutes a day."
    assert honest in clean(article(["# Hips", honest]), frozenset(), CleanSettings())[0].text
