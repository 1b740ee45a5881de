"""HTML: blocks under headings, and what the head says."""

from __future__ import annotations

import pytest

from pipeline.models import Page
from pipeline.parse import parse
from pipeline.parse.metadata import read_metadata, without_site

PAGE = """<!doctype html><html lang="en-GB"><head><title>Heel raises | Calf Corner</title>
<meta property="og:site_name" content="Calf Corner"><meta name="author" content="Ann Field">
<link rel="canonical" href="https://example.org/heel">
<script type="application/ld+json">{"@graph": [{"@type": "BlogPosting", "headline": "Heel raises at home",
"datePublished": "2024-03-01", "author": [{"name": "Ann Field"}, {"name": "Bo Lake"}]}]}</script></head>
<body><nav><a href="/">Home</a></nav><h1>Heel raises at home</h1><ol start="3"><li><p>Stand tall.</p></li><li>Rise.</li></ol></body></html>"""


def test_blocks_and_metadata() -> None:
    found = parse(Page(source="p.html", content=PAGE, media="html", sha256="0"))
    assert [(b.kind, b.number, b.text) for b in found.blocks] == [
        ("paragraph", None, "Home"),
        ("heading", None, "Heel raises at home"),
        ("list_item", 3, "Stand tall."),
        ("list_item", 4, "Rise."),
    ]
    assert (found.title, found.author, found.published) == ("Heel raises at home", "Ann Field, Bo Lake", "2024-03-01")
    assert (found.site, found.url, found.language) == ("Calf Corner", "https://example.org/heel", "en")
    assert found.blocks[0].link_share == 1.0
    assert len(found.segments) == len(found.blocks)


def test_broken_json_ld_is_passed_over() -> None:
    html = '<head><script type="application/ld+json">{"@type": "Article", headline}</script><title>Hips</title></head>'
    assert read_metadata(html).title == "Hips"


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Heel raises at home | Calf Corner", None, "Heel raises at home"),
        ("Calf Corner - Heel raises", "Calf Corner", "Heel raises"),
        ("Knee pain - causes and cures", "Calf Corner", "Knee pain - causes and cures"),
        ("Warm-up drills", None, "Warm-up drills"),
        ("Rest | Sit and stand more often", None, "Rest | Sit and stand more often"),
    ],
)
def test_a_title_loses_the_site(title: str, site: str | None, expected: str) -> None:
    assert without_site(title, site) == expected


def test_typed_numbers_and_bold_lines() -> None:
    html = (
        "<h2>1. Towel curl</h2><p>Pull the towel.</p><p><b>Good to know</b></p><p>Go slowly.</p>"
        "<p>1. Sit down.</p><p>2. Stand up.</p><p>• Breathe</p><p><b>Rest:</b> a day.</p>"
    )
    found = parse(Page(source="p.html", content=html, media="html", sha256="0"))
    assert [(b.kind, b.number, b.text) for b in found.blocks] == [
        ("heading", 1, "Towel curl"),
        ("paragraph", None, "Pull the towel."),
        ("heading", None, "Good to know"),
        ("paragraph", None, "Go slowly."),
        ("list_item", 1, "Sit down."),
        ("list_item", 2, "Stand up."),
        ("list_item", None, "Breathe"),
        ("paragraph", None, "Rest: a day."),
    ]
    ids = [b.list_id for b in found.blocks if b.kind == "list_item"]
    assert ids[0] == ids[1] != ids[2]


def test_one_typed_number_is_no_list() -> None:
    found = parse(Page(source="p.html", content="<p>7. That was the seventh try.</p>", media="html", sha256="0"))
    assert [(b.kind, b.text) for b in found.blocks] == [("paragraph", "7. That was the seventh try.")]
