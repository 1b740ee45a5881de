"""What a site repeats."""

from __future__ import annotations

from pipeline.job.templates import Survey, decide
from pipeline.settings import CleanSettings

SETTINGS = CleanSettings(template_pages=3, template_share=0.3)
NAV, NOTE = {"home": 20, "contact": 25}, {"cookies": 180}


def article(name: str, *, site: str = "host a", extra: dict[str, int] | None = None) -> Survey:
    """A page with three long blocks of its own."""
    own = {f"{name}{n}": 200 + n for n in range(3)}
    return Survey(site=site, blocks=own | (extra or {}))


def test_blocks_on_enough_pages_are_template_where_they_stand() -> None:
    surveys = {name: article(name, extra=NAV | NOTE) for name in "abc"} | {"d": article("d"), "e": article("e")}
    found = decide(surveys, SETTINGS)
    assert found == {name: frozenset(NAV | NOTE) for name in "abc"}


def test_two_pages_or_a_small_share_are_not_enough() -> None:
    assert decide({name: article(name, extra=NAV) for name in "ab"}, SETTINGS) == {}
    surveys = {f"p{n}": article(f"p{n}", extra=NAV if n < 3 else None) for n in range(12)}
    assert decide(surveys, SETTINGS) == {}


def test_sites_are_apart() -> None:
    surveys = {name: article(name, site=f"host {name}", extra=NAV) for name in "abcd"}
    assert decide(surveys, SETTINGS) == {}


def test_copies_of_an_article_are_no_template() -> None:
    copied = {f"copy{n}": article("same", extra=NAV) for n in range(4)}
    assert decide(copied | {"other": article("other")}, SETTINGS) == {}


def test_copies_with_other_surroundings_are_no_template_but_the_surroundings_may_be() -> None:
    surveys = {f"copy{n}": article("same", extra=NAV | {f"teaser{n}": 90}) for n in range(3)}
    surveys |= {name: article(name, extra=NAV) for name in "ab"}
    found = decide(surveys, SETTINGS)
    assert set(found) == {"copy0", "copy1", "copy2", "a", "b"}
    assert all(own == frozenset(NAV) for own in found.values())
