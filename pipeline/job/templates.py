"""Which blocks a site repeats on its pages, from what the survey noted of each page.

A block is template when it stands on enough pages of a site, and on enough of the site's pages (settings
`clean.template_pages`, `clean.template_share`). Pages that are copies of one another count once, for else a text that
was copied three times into a folder would be taken for its template.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.models import Article
from pipeline.settings import CleanSettings

_LONG = 60  # characters: a block of this length says something of its own
_TELLING = 3  # a page's longest blocks tell whether it is a copy
_COPIED = 0.5  # share of the characters of the longer page


@dataclass(frozen=True, slots=True)
class Survey:
    """What pass one notes of a page: its site, and the length in characters of each block by the block's hash."""

    site: str
    blocks: Mapping[str, int]


def site_of(article: Article) -> str:
    """Return what the page's template is looked for in: its host, or its folder (its file, in a container).

    >>> site_of(Article(source="a/b.html", sha256="", media="html", url="https://www.Example.org/x"))
    'host www.example.org'
    >>> site_of(Article(source="a/b.html", sha256="", media="html"))
    'folder a'
    >>> site_of(Article(source="a/c.jsonl#3", sha256="", media="html"))
    'folder a/c.jsonl'
    """
    try:
        host = urlsplit(article.url or "").hostname
    except ValueError:
        host = None
    if host:
        return f"host {host}"
    container, _, record = article.source.rpartition("#")
    if container and record.isdigit():
        return f"folder {container}"
    return f"folder {article.source.rpartition('/')[0]}"


def decide(surveys: Mapping[str, Survey], settings: CleanSettings) -> dict[str, frozenset[str]]:
    """Return the hashes of the template blocks that each page has, for pages that have any; `surveys` is by page."""
    sites: dict[str, list[str]] = {}
    for page in sorted(surveys):
        sites.setdefault(surveys[page].site, []).append(page)
    found: dict[str, frozenset[str]] = {}
    for pages in sites.values():
        if len(pages) < settings.template_pages:
            continue
        template = _template({page: surveys[page].blocks for page in pages}, settings)
        for page in pages:
            own = template.intersection(surveys[page].blocks)
            if own:
                found[page] = own
    return found


def _template(pages: Mapping[str, Mapping[str, int]], settings: CleanSettings) -> frozenset[str]:
    copies = _copies(pages)
    counts: Counter[str] = Counter()
    for group in copies:
        counts.update({found for page in group for found in pages[page]})
    least = max(settings.template_pages, math.ceil(settings.template_share * len(copies)))
    return frozenset(found for found, count in counts.items() if count >= least)


def _copies(pages: Mapping[str, Mapping[str, int]]) -> list[list[str]]:
    """The pages grouped by being copies: most of their long blocks and half of their characters are the same."""
    from pipeline.resolve.groups import Groups  # its package is not needed before

    groups: Groups[str] = Groups(pages)
    first: dict[str, str] = {}
    for page, blocks in pages.items():
        for telling in _telling(blocks):
            other = first.setdefault(telling, page)
            if other != page and _are_copies(blocks, pages[other]):
                groups.join(other, page)
    return groups.sets()


def _telling(blocks: Mapping[str, int]) -> list[str]:
    longest = sorted((found for found in blocks if blocks[found] >= _LONG), key=lambda found: (-blocks[found], found))
    return longest[:_TELLING]


def _are_copies(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    def hit(telling: Iterable[str], blocks: Mapping[str, int]) -> bool:
        named = list(telling)
        return 3 * sum(found in blocks for found in named) >= 2 * len(named)

    shared = sum(size for found, size in one.items() if found in other)
    return (
        hit(_telling(one), other)
        and hit(_telling(other), one)
        and shared >= _COPIED * max(sum(one.values()), sum(other.values()))
    )
