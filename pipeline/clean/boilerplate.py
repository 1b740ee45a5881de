"""What a page says about itself: lines, sections and sentences that rules from the knowledge recognise."""

from __future__ import annotations

import re

from pipeline.clean import rules
from pipeline.clean.sheet import Row, Sheet
from pipeline.text import sentences

# A heading opens content when this many words of running text stand below it; a teaser has fewer.
CONTENT_WORDS = 35
# A rule that takes more of the page's running text than this has mistaken the page.
LARGEST_SECTION = 0.6
_QUOTED = re.compile(r"[“”\"]")
# "M.O. Therapy": initials within a name end no sentence; those of countries and hours may
_INITIALS = re.compile(r"\b(?!U\.S\.|U\.K\.|E\.U\.|D\.C\.)(?:[A-Z]\.){2,}$")
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*[ ,]*){1,7}")
_LEAD_QUESTION = 10
# So many lines for comments further down: the page has several answers, each with its own.
ANSWER_PAGE = 2
# A line of a footer: a slogan, an address.
SHORT_LINE = 10
# in words: the shortest answer below a question
_ANSWER = 6
# a year, as studies in a list of references have one
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def drop_boilerplate_lines(sheet: Sheet) -> None:
    """Drop the blocks that are about the page wherever they stand: share lines, bylines, forms, notices."""
    matcher = rules.lines()
    labels = rules.line_table().labels
    label: Row | None = None
    for n, row in enumerate(sheet.rows):
        if row.live:
            hit = matcher.match(row.text)
            if hit is not None and not (hit.id == "cta.line" and row.heading and _opens_content(sheet, n)):
                sheet.drop(row, hit.id)
            elif label is not None and row.size <= 7 and _NAME.fullmatch(row.text.strip()) and not row.heading:
                sheet.drop(row, "byline.name")
        label = row if rules.core(rules.plain(row.text)).lower().rstrip(":") in labels else None


def drop_datelines(sheet: Sheet) -> None:
    """Drop the page's date, reading time and desk from the start of a paragraph that they ran into."""
    table = rules.line_table()
    for row in sheet.live():
        if row.heading or not row.text[:1].isupper() or table.lead_cues.isdisjoint(row.tokens):
            continue
        lower = rules.plain(row.text).lower()
        end = max((m.end() for lead in table.leads if (m := re.match(lead, lower))), default=0)
        if end:
            sheet.drop_part(row, 0, end, "date.line")


def drop_edge_lines(sheet: Sheet) -> None:
    """Drop site sections, counters, names and bare links before the first and behind the last running text."""
    matcher = rules.lines()
    first, last = sheet.edges()
    for n, row in enumerate(sheet.rows):
        if not row.live or first <= n <= last:
            continue
        hit = matcher.match(row.text, "edge")
        if hit is not None:
            sheet.drop(row, hit.id)
        elif row.block.link_share >= 0.9 and not row.heading and row.size <= 8:
            sheet.drop(row, "nav.link")
    _drop_tail(sheet, last)


def _drop_tail(sheet: Sheet, last: int) -> None:
    """Drop short lines between pieces of boilerplate behind the text: slogans, names, addresses of the footer."""
    tail = sheet.rows[last + 1 :]
    dropped = [n for n, row in enumerate(tail) if not row.live and row.rule != "repeated.heading"]
    if len(dropped) < 3:
        return
    for n in range(dropped[0], dropped[-1]):
        row = tail[n]
        if row.live and row.size <= SHORT_LINE and row.block.kind in ("paragraph", "heading") and not _leads(tail, n):
            above = tail[n - 1] if n else row
            if not (above.live and above.heading and above.text.endswith("?") and _answers(row)):
                sheet.drop(row, "nav.tail")


def _leads(rows: list[Row], at: int) -> bool:
    """Whether a heading has a sentence below it that stays: a short answer is too short to count as running text."""
    below = next((row for row in rows[at + 1 :] if row.live), None)
    if below is None or below.heading or not rows[at].heading:
        return False
    return _answers(below)


def _answers(row: Row) -> bool:
    return row.size >= _ANSWER and row.text.endswith(".")


def drop_breadcrumbs(sheet: Sheet) -> None:
    """Drop the path to the page: "Home", sections, the page's own name, one a line before the text."""
    first, _ = sheet.edges()
    at = next((n for n, row in enumerate(sheet.rows[:first]) if row.key == "home"), None)
    if at is None:
        return
    for n in range(at + 1, min(at + 5, first)):
        row = sheet.rows[n]
        if row.size > 6 or any(c in row.text for c in ".?!"):
            return
        if row.heading and n > at + 1:
            # the last step of the path is the page's own name; it stays where it is the heading above the text
            return
        sheet.drop(row, "nav.breadcrumb")


def _opens_content(sheet: Sheet, start: int) -> bool:
    """Whether the heading at `start` stands above running text of its own."""
    count = 0
    for row in sheet.rows[start + 1 :]:
        if row.heading:
            break
        if row.live and row.block.link_share < 0.5 and (row.prose or row.block.kind in ("list_item", "table_row")):
            count += row.size
    return count >= CONTENT_WORDS


def _section_stop(sheet: Sheet, start: int, rule: rules.SectionRule) -> int:
    """Return the position behind the section that `rule` found at `start`."""
    total = len(sheet.rows)
    first = sheet.rows[start]
    if rule.extent == "list":
        return start + 1
    if not first.heading and first.block.kind == "list_item":
        # a label within a list: its items go as far as the list does, and the teasers that follow as text
        end, matcher = start + 1, rules.sections()
        while end < total and not (sheet.rows[end].heading or sheet.rows[end].prose or matcher.match(sheet.rows[end].text)):
            end += 1
        return end if rule.extent != "rest" else _resume(sheet, end, total)
    if rule.extent == "block":
        return next((n for n in range(start + 1, total) if sheet.rows[n].heading), total)
    return _resume(sheet, start + 1, total)


def _resume(sheet: Sheet, start: int, total: int) -> int:
    """Return the position of the next heading, from `start` on, that opens content; `total` where none does."""
    matcher = rules.sections()
    for n in range(start, total):
        row = sheet.rows[n]
        if row.heading and row.live and not matcher.match(row.text) and _opens_content(sheet, n):
            return n
    return total


def _may_reach(sheet: Sheet, start: int, rule: rules.SectionRule) -> bool:
    """Whether a line that `rule` fits may take what is below: pages of answers have a line for comments after each, and a
    line without a heading's form opens a section only in text, where that form was lost."""
    row = sheet.rows[start]
    if not row.heading and (sheet.article.media == "html" or row.text.rstrip().endswith(".")):
        return False
    if rule.id != "section.comments":
        return True
    matcher = rules.sections()
    later = (r for r in sheet.rows[start + 4 :] if r.size <= 3 and r.key != row.key)
    same = sum(1 for r in later if (hit := matcher.match(r.text)) is not None and hit.id == rule.id)
    return same < ANSWER_PAGE


def drop_boilerplate_sections(sheet: Sheet) -> None:
    """Drop what stands below headings such as "Related posts" or "Leave a reply", up to the next content."""
    matcher = rules.sections()
    whole = sum(row.size for row in sheet.live() if row.prose)
    n = 0
    while n < len(sheet.rows):
        row = sheet.rows[n]
        rule = matcher.match(row.text) if row.size <= 14 else None
        if rule is None or not (row.heading or rule.extent in ("rest", "cards")):
            n += 1
            continue
        stop = _section_stop(sheet, n, rule) if _may_reach(sheet, n, rule) else n + 1
        taken = sum(r.size for r in sheet.rows[n:stop] if r.live and r.prose)
        cited = rule.id == "section.references" and _cites(sheet.rows[n + 1 : stop])
        if whole and taken > LARGEST_SECTION * whole and not cited:
            stop = n + 1
        for below in sheet.rows[n:stop]:
            sheet.drop(below, rule.id)
        n = max(stop, n + 1)


def _cites(rows: list[Row]) -> bool:
    """Whether most rows name a year, as studies do: then the list is long because the page has little else."""
    return bool(rows) and sum(bool(_YEAR.search(row.text)) for row in rows) * 3 >= 2 * len(rows)


def drop_contents(sheet: Sheet) -> None:
    """Drop the page's own list of contents: lines that come back as headings further down."""
    matcher = rules.sections()
    labels = [
        n
        for n, row in enumerate(sheet.rows)
        if row.rule == "section.contents"
        or (row.live and row.size <= 4 and (hit := matcher.match(row.text)) is not None and hit.id == "section.contents")
    ]
    keys = {row.key: n for n, row in enumerate(sheet.rows) if row.heading}
    runs = [(n + 1, 2) for n in labels] + [(n, 3) for n, row in enumerate(sheet.rows) if row.block.link_share > 0.9]
    for start, least in runs:
        end = start
        while end < len(sheet.rows) and sheet.rows[end].size <= 20 and keys.get(sheet.rows[end].key, -1) > end:
            end += 1
        if end - start >= least:
            label = [sheet.rows[start - 1]] if start - 1 in labels else []
            for row in [*label, *sheet.rows[start:end]]:
                sheet.drop(row, "section.contents")


def drop_boilerplate_sentences(sheet: Sheet) -> None:
    """Drop sentences about the page and its owner within text that stays, with the question that led to them."""
    matcher = rules.sentence_rules()
    for row in sheet.live():
        candidates = matcher.candidates(row.tokens)
        if not candidates:
            continue
        spans = split(row.text)
        hits = [matcher.match(row.text[a:b], candidates) for a, b in spans]
        if not any(hits):
            continue
        for n in reversed(range(len(spans))):
            hit = hits[n]
            if hit is None and n + 1 < len(spans) and hits[n + 1] and _is_lead(row.text[slice(*spans[n])]):
                hit = hits[n] = hits[n + 1]
            if hit is not None and not _keeps(hit, hits, row, sheet):
                sheet.drop_part(row, *spans[n], hit.id)


def split(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences, those joined again that a name's initials had parted.

    >>> [("Ask the team at P.T. North. They know.")[a:b] for a, b in split("Ask the team at P.T. North. They know.")]
    ['Ask the team at P.T. North.', 'They know.']
    """
    found: list[tuple[int, int]] = []
    for start, end in sentences.split(text):
        if found and _INITIALS.search(text, *found[-1]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_lead(sentence: str) -> bool:
    return sentence.endswith("?") and len(sentence.split()) <= _LEAD_QUESTION


def _keeps(hit: rules.SentenceRule, hits: list[rules.SentenceRule | None], row: Row, sheet: Sheet) -> bool:
    """Whether a sentence stays although the rule fired: a person described within a report is part of the report."""
    if hit.id.startswith("clinic."):
        # "We offer it to patients", he said: somebody is quoted who isn't the site
        return bool(_QUOTED.search(row.text))
    if hit.id != "bio.sentence":
        return False
    alone = sum(h is not None for h in hits) * 2 > len(hits)
    return not alone or row.block.kind not in ("paragraph", "quote")


def drop_empty_headings(sheet: Sheet) -> None:
    """Drop the headings above which nothing but dropped text stands; a heading that never had text below it stays."""
    opening = next((row for row in sheet.rows if row.heading), None)
    for n in reversed(range(len(sheet.rows))):
        row = sheet.rows[n]
        if not (row.live and row.heading) or row is opening:
            continue
        below = sheet.rows[n + 1 : _below(sheet, n)]
        if below and not any(r.live for r in below) and not all((r.rule or "").startswith("repeated") for r in below):
            sheet.drop(row, "heading.empty")


def _below(sheet: Sheet, start: int) -> int:
    if sheet.article.media == "text":
        return next((n for n in range(start + 1, len(sheet.rows)) if sheet.rows[n].heading), len(sheet.rows))
    return sheet.section_end(start)
