"""What the list of sources may say, and how its mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.scrape import SourcesError, load

GOOD = """
[[source]]
name = "one"
addresses = ["https://example.org/a"]

[[source]]
name = "two"
kind = "sitemap"
addresses = [
    "https://example.org/sitemap.xml",
]
pages = 5
delay = 2
include = ["*/exercises/*"]
exclude = ["*print*"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_sources_are_read_in_their_order(tmp_path: Path) -> None:
    one, two = load(written(tmp_path, GOOD))
    assert (one.name, one.kind, one.pages, one.delay) == ("one", "pages", None, None)
    assert (two.kind, two.pages, two.delay) == ("sitemap", 5, 2.0)
    assert two.takes("https://example.org/exercises/squat")
    assert not two.takes("https://example.org/exercises/print/squat")
    assert not two.takes("https://example.org/about")


def test_the_example_of_the_repository_is_good() -> None:
    example = Path(__file__).parents[2] / "sources.toml"
    assert [source.kind for source in load(example)] == ["pages", "sitemap", "feed"]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("pages = 5", "pages = 0", 12, "pages", "greater than 0"),
        ("pages = 5", "page = 5", 12, "page", "Extra inputs"),
        ("delay = 2", 'delay = "soon"', 13, "delay", "valid number"),
        ("delay = 2", "delay = -1", 13, "delay", "greater than or equal"),
        ('kind = "sitemap"', 'kind = "crawl"', 8, "kind", "'feed'"),
        ('name = "two"\n', "", 6, "name", "required"),
        ('name = "two"', 'name = "one"', 7, "name", "two sources are named 'one'"),
        ("https://example.org/sitemap.xml", "ftp://example.org/x", 9, "addresses", "only http and https"),
        ("https://example.org/sitemap.xml", "/sitemap.xml", 9, "addresses", "relative"),
        ('include = ["*/exercises/*"]', "include = [1]", 14, "include", "valid string"),
        ("[[source]]\nname = \"one\"", "[[sources]]\nname = \"one\"", 2, "sources", "Extra inputs"),
    ],
)
def test_mistakes_name_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str, words: str) -> None:
    with pytest.raises(SourcesError) as failure:
        load(written(tmp_path, GOOD.replace(old, new)))
    message = str(failure.value)
    assert f"sources.toml, line {line}, key {key!r}" in message
    assert words in message


def test_a_password_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="passwords are not kept") as failure:
        load(written(tmp_path, GOOD.replace("https://example.org/a", "https://me:hush@example.org/a?token=hush")))
    assert "hush" not in str(failure.value)
    assert failure.value.__cause__ is None


def test_a_file_that_is_not_toml_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="line 2"):
        load(written(tmp_path, "\nname = \n"))
    with pytest.raises(SourcesError, match="No such file"):
        load(tmp_path / "missing.toml")
    with pytest.raises(SourcesError, match="'source'"):
        load(written(tmp_path, ""))
