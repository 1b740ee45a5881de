"""The page's real title: no advertisement, no shouting, without the site's name."""

from __future__ import annotations

import itertools
import re

from pydantic import BaseModel, ConfigDict

from pipeline.clean.rules import lines
from pipeline.clean.sheet import Row, Sheet, normal
from pipeline.knowledge import read_table

# in words: a section's name above the title, a title, its second line
LONGEST_KICKER, LONGEST_TITLE, LONGEST_HALF = 4, 14, 10
# A heading of fewer words may be a menu's or a logo's.
LEAST_TITLE = 2
_SEPARATOR = re.compile(r"\s+[|»·•–—-]\s+|\s*\|\s*")


class _TitleTable(BaseModel):
    """`titles.toml`: words that stay small within a title, acronyms that stay in capitals, words with which the second
    line of a title goes on with the first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    small: frozenset[str]
    acronyms: frozenset[str]
    continues: frozenset[str]


def title_table() -> _TitleTable:
    """Return the words that titles write in a way of their own."""
    return read_table("titles.toml", _TitleTable)


def choose_title(sheet: Sheet) -> str | None:
    """Return the page's title as a reader would give it, or `None` where the page has none.

    It is the page's own title, unless that is an advertisement or empty: then the first heading that was kept. A heading
    in capitals right above another one is the section of the site, not the title.
    """
    candidates = [sheet.title] if sheet.title else []
    headings = [row for row in sheet.rows if row.heading and row.live]
    candidates += [row.text for row in headings]
    title = next((text for text in candidates if text and not _is_dropped(sheet, text)), None)
    if title is None:
        # a page of which nothing was kept goes by what it calls itself, if that isn't a byline or a menu
        called = [sheet.title, *(row.block.text for row in sheet.rows if row.heading)]
        title = next((text for text in called if text and _names_page(text)), sheet.title)
    if title is None:
        return None
    title = _with_second_line(sheet, _past_kicker(sheet, title))
    return recase(_without_site(title, sheet.article.site, headings))


def _names_page(text: str) -> bool:
    hit = lines().match(text)
    return any(c.isalpha() for c in text) and (hit is None or hit.id == "cta.line")


def own_heading(sheet: Sheet) -> Row | None:
    """Return the heading of the first level that says the page's title: it belongs to the text, whatever is around it."""
    key = normal(sheet.title or "")
    for row in sheet.rows:
        if row.heading and row.block.level == 1 and row.size >= LEAST_TITLE and normal(row.block.text) in key:
            return row
    return None


def _is_dropped(sheet: Sheet, text: str) -> bool:
    """Whether cleaning dropped every block that says this, as something else than a repetition."""
    key = normal(text)
    same = [row for row in sheet.rows if row.block.kind == "heading" and normal(row.block.text) == key]
    return bool(same) and all(row.rule and not row.rule.startswith("repeated") for row in same)


def _past_kicker(sheet: Sheet, title: str) -> str:
    """Step from a short line in capitals to the title in mixed case right below it.

    "STRENGTH TRAINING" above "How to start lifting" names the part of the site.
    """
    if not title.isupper() or len(title.split()) > LONGEST_KICKER:
        return title
    for row, below in itertools.pairwise(sheet.rows):
        if row.block.text == title:
            text = below.block.text
            starts = text[:1].isupper() or text[:1].isdigit()
            named = below.size <= LONGEST_TITLE and not below.prose and starts and not text.isupper()
            return text if named and lines().match(text) is None else title
    return title


def _with_second_line(sheet: Sheet, title: str) -> str:
    """Join a title to the short line below it that is its other half.

    That is so when the title ends in a colon, and, in text, when the line stands between it and the page's date or author.
    """
    colon = title.rstrip().endswith(":")
    for n, row in enumerate(sheet.rows[:-1]):
        below = sheet.rows[n + 1]
        if row.block.text != title:
            continue
        if below.size > LONGEST_HALF or below.prose or not (below.live or sheet.promotional):
            return title
        if colon:
            return f"{title} {below.block.text}"
        dated = n + 2 < len(sheet.rows) and _is_dateline(sheet.rows[n + 2])
        same = below.block.kind == row.block.kind and below.block.level == row.block.level
        if sheet.article.media == "html" or not same or not dated:
            return title
        goes_on = below.block.text[:1].islower() or below.block.text.split()[0].lower() in title_table().continues
        return f"{title}{' ' if goes_on or title.endswith('?') else ': '}{below.block.text}"
    return title


def _is_dateline(row: Row) -> bool:
    """Whether a row is, or began with, the page's date or author."""
    rule = row.rule or (row.draft.edits[0].rule if row.draft.edits and row.draft.edits[0].start == 0 else None)
    return rule in ("date.line", "byline.line", "byline.name")


def _without_site(title: str, site: str | None, headings: list[Row]) -> str:
    """Take the site's name off the end (or the start) of a title.

    >>> _without_site("Calf care | Runwell", "Runwell", [])
    'Calf care'
    """
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if site:
        kept = [part for part in parts if normal(part) != normal(site)]
        if len(kept) < len(parts):
            return title[title.index(kept[0]) : title.rindex(kept[-1]) + len(kept[-1])] if kept else title
    for row in headings[:3]:
        # the heading above the text is the title without the site's name
        if normal(row.text) == normal(parts[0]) and len(parts[0].split()) >= 3:
            return parts[0].strip()
    return title


def recase(title: str) -> str:
    """Return a title that shouts, or that is all in small letters, with capitals as titles have them.

    >>> recase("10 WAYS TO EASE KNEE PAIN AT HOME")
    '10 Ways to Ease Knee Pain at Home'
    >>> recase("What the ACL does")
    'What the ACL does'
    """
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.7 * len(letters) or len(title.split()) < 2:
        return title
    table = title_table()
    out = []
    for n, word in enumerate(title.split()):
        low = word.lower()
        if low.strip("():,?!") in table.acronyms:
            out.append(word)
        elif (n and low in table.small) or re.match(r"\d+[a-z]+$", low):
            out.append(low)
        else:
            out.append(re.sub(r"[^\W\d_]", lambda m: m[0].upper(), low, count=1))
    return " ".join(out)
