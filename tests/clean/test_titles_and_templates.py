from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clean import block_hashes, clean
from pipeline.clean.titles import recase
from pipeline.models import Article, Page
from pipeline.parse import parse
from pipeline.settings import CleanSettings

PROSE = (
    "Keep the knee in line with the toes while you bend it, and let the heel stay on the floor "
    "for the whole movement of the leg."
)


def title_of(page: Article) -> str | None:
    return clean(page, frozenset(), CleanSettings())[0].title


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("HOW TO HEAL A TORN ACL AT HOME", "How to Heal a Torn ACL at Home"),
        ("How the ACL heals", "How the ACL heals"),
        ("SQUATS", "SQUATS"),
        ("", ""),
    ],
)
def test_titles_that_shout_are_written_again(title: str, wanted: str) -> None:
    assert recase(title) == wanted


def test_the_name_of_the_site_goes(article: Callable[..., Article]) -> None:
    page = article(["# Calf care", PROSE], title="Calf care for hikers | Hillside Physio")
    assert title_of(page.model_copy(update={"site": "Hillside Physio"})) == "Calf care for hikers"
    page = article(["# Knee bends at home", PROSE], title="Knee bends at home - Hillside")
    assert title_of(page) == "Knee bends at home"


def test_a_dash_within_the_title_stays(article: Callable[..., Article]) -> None:
    assert title_of(article([PROSE], title="Squats - the full guide")) == "Squats - the full guide"


def test_the_line_of_the_section_above_the_title_is_passed(article: Callable[..., Article]) -> None:
    assert title_of(article(["# STRENGTH", "# Lifting for beginners", PROSE], title="STRENGTH")) == "Lifting for beginners"


def test_blocks_of_the_template_go(article: Callable[..., Article]) -> None:
    slogan = "Harbour Physio keeps the whole town on its feet."
    first = article(["# Knees", PROSE, slogan])
    second = article(["# Hips", "Let the hip swing freely while the hand rests on a chair, ten times on each side.", slogan])
    shared = frozenset(set(block_hashes(first)) & set(block_hashes(second)))
    assert len(shared) == 1
    made, ledger = clean(first, shared, CleanSettings())
    assert slogan not in made.text
    assert [e.rule for e in ledger] == ["template.repeated"]


def test_steps_and_headings_that_pages_share_are_no_template(article: Callable[..., Article]) -> None:
    page = article(["# How to do it", PROSE, "- Stand tall", "- Hold for ten seconds", "- Switch sides"])
    shared = frozenset(block_hashes(article(["# How to do it", "- Hold for ten seconds"])))
    assert "Hold for ten seconds" in clean(page, shared, CleanSettings())[0].text
    assert "How to do it" in clean(page, shared, CleanSettings())[0].text


def test_hashes_do_not_depend_on_case_and_signs(article: Callable[..., Article]) -> None:
    assert block_hashes(article(["Call us, today!"])) == block_hashes(article(["call us  today"]))


def test_a_menu_in_one_line_is_no_title(article: Callable[..., Article]) -> None:
    menu = "HOME SHOP HIKES ABOUT"
    assert title_of(article([f"# {menu}", "# My sore heel", PROSE], title=menu)) == "My sore heel"
    honest = "Home exercises about which we know little"
    assert title_of(article([f"# {honest}", PROSE], title=honest)) == honest


def test_the_first_heading_of_a_web_page_that_says_its_title_stays() -> None:
    body = f"<header><h1>Five moves for a sore heel</h1></header><article><h2>Toe lifts</h2><p>{PROSE}</p><p>{PROSE[::-1]}</p></article>"
    html = f"<html><head><title>Five moves for a sore heel | Hillside</title></head><body>{body}</body></html>"
    made, _ = clean(parse(Page(source="a.html", content=html, media="html", sha256="0" * 64)), frozenset(), CleanSettings())
    assert made.title == "Five moves for a sore heel"
    assert made.blocks[0].text == "Five moves for a sore heel"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("Four Hip Moves", "for Hikers Over Sixty", "Four Hip Moves for Hikers Over Sixty"),
        ("Canes or Crutches", "Which Is Kinder?", "Canes or Crutches: Which Is Kinder?"),
    ],
)
def test_a_title_in_two_lines_above_its_date_is_one(
    article: Callable[..., Article], first: str, second: str, wanted: str
) -> None:
    page = article([f"# {first}", f"# {second}", "Updated March 2021 by Ana Torres", PROSE], title=first)
    assert title_of(page) == wanted
    without_date = article([f"# {first}", f"# {second}", PROSE], title=first)
    assert title_of(without_date) == first
