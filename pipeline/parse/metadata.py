"""What a page says about itself: JSON-LD, Open Graph, `<meta>`, `<title>`.

BeautifulSoup reads the head alone, not the whole page: that is a few kilobytes where the page has hundreds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from pipeline.parse.blocks import squash

_HEAD_END = re.compile(r"</head\s*>|<body[\s>]", re.I)
_LONGEST_HEAD = 200_000
_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.I | re.S)
_TAGS = SoupStrainer(["html", "title", "meta", "link", "base"])
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|WebPage|QAPage|FAQPage|HowTo|MedicalWebPage")
_SEPARATORS = re.compile(r"\s+[|–—·•»-]\s+|\s*[|»]\s*|\s+::?\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page's own words about itself; `None` where it says nothing. `published` is as the page writes it."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects in a value; `@graph` and lists are gone through to a small depth."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)


def _json_ld(html: str) -> dict[str, Any]:
    """Return the first JSON-LD object that describes an article, or an empty one.

    Pages carry JSON-LD that no parser accepts; such a script is passed over, since the head says the same.
    """
    found: dict[str, Any] = {}
    for match in _JSON_LD.finditer(html):
        try:
            value = json.loads(match[1].strip(), strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for item in _objects(value):
            if _ARTICLE_TYPES.search(str(item.get("@type"))) and (item.get("headline") or not found):
                found = item
                if item.get("headline"):
                    return found
    return found


def _name(value: Any) -> str | None:
    """Return the name in a JSON-LD person, organisation, list of them, or string."""
    if isinstance(value, list):
        names = [name for item in value if (name := _name(item))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value)


def _text(value: Any) -> str | None:
    text = squash(value) if isinstance(value, str) else ""
    return text or None


def without_site(title: str | None, site: str | None) -> str | None:
    """Return a `<title>` without the site's name at its end or start.

    Where the site's name is not known, a last part of at most four words behind a bar or dash is taken for it, as long
    as a longer part is left.

    >>> without_site("Heel raises at home | Calf Corner", None)
    'Heel raises at home'
    """
    if title is None:
        return None
    parts = [p for p in _SEPARATORS.split(title) if p.strip()]
    if len(parts) < 2:
        return title
    if site:
        kept = [p for p in parts if squash(p).lower() != site.lower()]
        if kept and len(kept) < len(parts):
            return title[title.index(kept[0]) : title.index(kept[-1]) + len(kept[-1])]
    last = parts[-1]
    rest = title[: title.rindex(last)].rstrip(" |–—·•»:-")
    return rest if len(last.split()) <= 4 and len(rest.split()) > len(last.split()) else title


def read_metadata(html: str) -> Metadata:
    """Return what the page's head and JSON-LD say; JSON-LD before Open Graph before `<meta>` before `<title>`."""
    cut = _HEAD_END.search(html)
    head = html[: min(cut.start() if cut else _LONGEST_HEAD, _LONGEST_HEAD)]
    soup = BeautifulSoup(head, "html.parser", parse_only=_TAGS)
    metas: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if isinstance(key, str) and isinstance(content, str) and squash(content):
            metas.setdefault(key.lower(), squash(content))
    ld = _json_ld(html)
    canonical = soup.find("link", rel="canonical")
    root = soup.find("html")
    site = metas.get("og:site_name") or _name(ld.get("publisher"))
    named = _text(ld.get("headline")) or metas.get("og:title") or metas.get("twitter:title")
    page_title = squash(soup.title.get_text()) if soup.title else None
    language = root.get("lang") if root is not None else None
    url = canonical.get("href") if canonical is not None else metas.get("og:url")
    return Metadata(
        title=without_site(named or page_title, site),
        author=_name(ld.get("author")) or metas.get("author") or metas.get("article:author"),
        published=_text(ld.get("datePublished")) or metas.get("article:published_time") or metas.get("date"),
        site=site,
        url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
        language=language.split("-")[0].lower() if isinstance(language, str) and language.strip() else None,
    )
