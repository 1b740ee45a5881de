"""Pages about something else give nothing."""

from __future__ import annotations

from pipeline.build.work import page_result
from pipeline.models import Page, PageResult
from pipeline.parse import parse
from pipeline.settings import load

LAPTOP = """Laptop care

Clean the fan of your laptop twice a year. Avoid blocking the vents, because heat can cause damage to the battery. You should
always switch the machine off before you open it.

Use a soft brush and hold the blades with one finger. Never blow compressed air into a running fan. A cheap charger may lead to
a swollen battery, so buy the one that the maker sells.

Update the system every month. It is important to keep a copy of your files on another drive. Try to empty the download
folder once in a while, since a full drive makes everything slow.

Carry the machine in a padded sleeve. Do not pack it next to bottles. If you spill coffee on the keys, turn the machine upside
down and pull the plug at once. Dry it for two days before you try again.

Set the screen to a lower brightness in the evening. Choose a password that nobody can guess, and change it when you have lent
the machine to a friend. Sell it before the warranty ends.
"""
SHOULDER = """Shoulder care

Stretch the chest twice a day when your shoulder is stiff. Avoid sleeping on the painful shoulder. Poor posture can cause
shoulder pain, and so can a screen that stands too low.

"""


def result(text: str) -> PageResult:
    return page_result(parse(Page(source="p.txt", content=text, media="text", sha256="0")), frozenset(), load())


def test_a_page_about_laptops_gives_no_facts_and_says_so() -> None:
    found = result(LAPTOP)
    assert (found.exercises, found.causes, found.advice) == ((), (), ())
    assert found.article.quality.on_topic is False


def test_a_page_about_shoulders_is_read() -> None:
    found = result(SHOULDER + LAPTOP.removeprefix("Laptop care\n\n"))
    assert found.article.quality.on_topic is True
    assert len(found.advice) > 3


def test_a_short_text_is_read_as_it_is() -> None:
    assert len(result("You should take a break every hour.").advice) == 1
