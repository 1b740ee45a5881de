"""Selling within health text: pages that are a shop, titles that are an advertisement, sentences that sell.

A product or a drug by name is no promotion: honest pages name ibuprofen. It takes a selling cue: a price, a way to order,
a guarantee, a claim made of a product's name. A page is promotional as a whole when it shows many kinds of such cues.
"""

from __future__ import annotations

import functools
import re

from pydantic import BaseModel, ConfigDict

from pipeline.clean.advertising import is_advertisement
from pipeline.clean.boilerplate import split
from pipeline.clean.outcome import is_spam
from pipeline.clean.rules import SentenceMatcher, SentenceRule, plain, tokens
from pipeline.clean.sheet import Row, Sheet
from pipeline.knowledge import read_table

# So many kinds of selling cues make a page a shop; a buyer's guide shows two or three.
SHOP_KINDS = 5
# A page that opens with an offer to buy needs less else.
SHOP_KINDS_OPENING = 2
# A product that few sentences name is foreign to the page.
FOREIGN_SHARE = 0.25
# Below a title that is an advertisement, so many sentences that offer the product.
SOLD_BELOW_TITLE = 2
_SELLING = frozenset({"promotion.buy", "promotion.offer"})
_NAME = re.compile(
    r"^(?:The |With |Try )?(?P<name>[A-Z][\w®™’-]*(?: (?:[A-Z0-9][\w®™’-]*|of|for|&)){0,4})(?P<mark>[®™]?),? (?=[a-z#])"
)
# a sentence that may open with a name: cheap to look for
_NAMED = re.compile(r"(?:^|[.!?] )(?:(?:The|With|Try) )?[A-Z][\w®™’-]*(?:[®™]| [A-Z]|[A-Z])")
# what a brand looks like: a capital within the word, a trade mark, a capital before what products are called
_BRAND = re.compile(
    r"\b[A-Z][a-z]+[A-Z][a-z]+\w*|[A-Z]\w+ ?[®™]|\b(?:[A-Z][\w’.]+ ){1,3}(?:Balm|Gel|Cream|Plus|Pro|Max|Ultra|Forte)\b"
)
# a name of any kind: a capital behind a small letter
_CAPITAL = re.compile(r"(?<=[a-z,:] )[A-Z][a-z]{5,}(?= [a-z]| [A-Z][a-z]+\b|[.,;!?]|$)")
_CAMEL = re.compile(r"[a-z][A-Z]|[®™]|^[A-Z]{2,}[a-z]|\d")


class _Praise(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    patterns: tuple[str, ...]
    fragments: tuple[str, ...]
    doses: tuple[str, ...]
    generic: frozenset[str]


class _Puffs(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    nouns: frozenset[str]
    known: frozenset[str]
    patterns: tuple[str, ...]
    strong: tuple[str, ...]


class _Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: frozenset[str]
    patterns: tuple[str, ...]


class _Table(BaseModel):
    """`promotion.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[str, _Kind]
    rules: tuple[SentenceRule, ...]
    puffs: _Puffs
    praise: _Praise


class _Compiled:
    """The table's patterns, compiled once."""

    def __init__(self, table: _Table) -> None:
        self.kinds = {name: (kind.cues, re.compile("|".join(kind.patterns))) for name, kind in table.kinds.items()}
        self.kind_cues = frozenset().union(*(kind.cues for kind in table.kinds.values()))
        self.matcher = SentenceMatcher(table.rules)
        self.praise = re.compile("|".join(table.praise.patterns))
        self.fragment = re.compile("|".join(table.praise.fragments))
        dose = "|".join(table.praise.doses)
        self.dosed = re.compile(rf"((?:[A-Z][\w-]*,? ?(?:[A-Z]\b ?)?){{1,4}}) ?(\d[\d.,]*) ?(?i:{dose})\b")
        self.generic = table.praise.generic
        self.puff = re.compile("|".join(table.puffs.patterns))
        self.strong_puff = re.compile("|".join(table.puffs.strong))
        self.nouns, self.known = table.puffs.nouns, table.puffs.known


@functools.cache
def _rules() -> _Compiled:
    return _Compiled(read_table("promotion.toml", _Table))


def selling_kinds(text: str, vocabulary: frozenset[str] | None = None) -> set[str]:
    """Return the kinds of selling cues that stand in a text; `vocabulary` holds its tokens where they are known.

    >>> sorted(selling_kinds("Buy now and get free shipping."))
    ['buy', 'shipping']
    """
    rules = _rules()
    found = tokens(text) if vocabulary is None else vocabulary
    if rules.kind_cues.isdisjoint(found):
        return set()
    line = plain(text).lower()
    return {kind for kind, (cues, pattern) in rules.kinds.items() if not cues.isdisjoint(found) and pattern.search(line)}


def judge_promotional(sheet: Sheet) -> None:
    """Drop a page that sells from end to end, and say so.

    Judged on the page as parsed: order buttons and prices are furniture to the other rules.
    """
    opening = "\n".join(row.block.text for row in sheet.rows[:8] if row.size <= 16)
    kinds = {kind for row in sheet.rows for kind in selling_kinds(row.block.text, row.tokens)}
    offers = "buy" in selling_kinds(f"{sheet.title or ''}\n{opening}")
    if (
        len(kinds) >= SHOP_KINDS
        or (offers and len(kinds) >= SHOP_KINDS_OPENING and _sold_often(sheet))
        or is_advertisement((row.block.text, row.tokens) for row in sheet.rows)
    ):
        sheet.promotional = True
        for row in sheet.rows:
            sheet.drop(row, "promotion.page")


def _sold_often(sheet: Sheet) -> bool:
    """Whether the page offers to buy more than twice: a question about where to buy shoes does it once."""
    whole = plain("\n".join(row.block.text for row in sheet.rows)).lower()
    return len(_rules().kinds["buy"][1].findall(whole)) >= 3


def drop_promotion(sheet: Sheet) -> None:
    """Drop sentences that sell, and the claims that follow them, from text that is about its subject."""
    rules = _rules()
    foreign = _foreign_products(sheet)
    for row in sheet.live():
        candidates = rules.matcher.candidates(row.tokens)
        named = [name for name in foreign if name in row.text]
        if not (candidates or named or _NAMED.search(row.text) or _may_puff(row)):
            continue
        spans = split(row.text)
        hits: list[str | None] = []
        for start, end in spans:
            hits.append(_judge(row.text[start:end], candidates, named, hits[-1] if hits else None, row))
        for n in reversed(range(len(spans))):
            rule = hits[n]
            if rule is not None:
                sheet.drop_part(row, *spans[n], rule)


def _may_puff(row: Row) -> bool:
    """Whether a row has both a word in the form of a name (or a dose) and words of praise: cheaper than its sentences."""
    if not ("mg" in row.tokens or _BRAND.search(row.text) or _CAPITAL.search(row.text)):
        return False
    line = plain(row.text).lower()
    return bool(_rules().strong_puff.search(line) or _rules().puff.search(line))


def _judge(sentence: str, candidates: list[int], named: list[str], before: str | None, row: Row) -> str | None:
    """Return the rule by which a sentence is promotion."""
    rules = _rules()
    if any(name in sentence for name in named):
        return "promotion.product"
    hit = rules.matcher.match(sentence, candidates) if candidates else None
    if hit is not None:
        return hit.id
    if not row.heading and (praises_product(sentence) or puffs_product(sentence)):
        return "promotion.praise"
    if before is not None and len(sentence.split()) <= 12 and rules.fragment.search(plain(sentence).lower()):
        return "promotion.claims"
    return None


def praises_product(sentence: str) -> bool:
    """Whether a sentence opens with a product's name and says of it what sellers say.

    >>> praises_product("Flexidex Pro is perfect for busy office workers.")
    True
    >>> praises_product("Tai Chi is perfect for busy office workers.")
    False
    """
    match = _NAME.match(sentence)
    if match is None:
        return False
    tokens = match["name"].split()
    known = {token.lower().strip("®™’,") for token in tokens}
    if known & _rules().generic or not (len(tokens) >= 2 or match["mark"] or _CAMEL.search(match["name"])):
        return False
    return bool(_rules().praise.search(plain(sentence[match.end() :]).lower()))


def names_product(sentence: str, form: re.Pattern[str]) -> bool:
    """Whether a word of the sentence has the `form` of a product's name and is no other name or word of the field.

    >>> names_product("Ask for Dolorex today.", _CAPITAL), names_product("Stretch the Achilles tendon.", _CAPITAL)
    (True, False)
    """
    rules = _rules()
    for match in form.finditer(sentence):
        words = {part.lower().strip("®™’") for part in match[0].split()} - {"the", "try"}
        if words.isdisjoint(rules.known) and words.isdisjoint(rules.generic - rules.nouns):
            return True
    return False


def puffs_product(sentence: str) -> bool:
    """Whether a sentence names a product and praises or offers it as sellers do.

    >>> puffs_product("Get rid of cramps for good with the CalfBuddy!"), puffs_product("The CalfBuddy was tested on rats.")
    (True, False)
    """
    rules = _rules()
    line = plain(sentence).lower()
    strong = bool(rules.strong_puff.search(line))
    if not strong and not rules.puff.search(line):
        return False
    dose = rules.dosed.search(sentence)
    if names_product(sentence, _BRAND) or (dose and rules.known.isdisjoint(dose[1].lower().split())):
        return True
    return strong and names_product(sentence, _CAPITAL)


def _foreign_products(sheet: Sheet) -> list[str]:
    """Return products with a dose that the title or a heading names and the text hardly speaks of: the page was made to
    carry the advertisement. A page about the drug names it throughout."""
    found: list[str] = []
    lines = [sheet.title or "", *(row.block.text for row in sheet.rows if row.heading)]
    for line in lines:
        for match in _rules().dosed.finditer(line) if any(c.isdigit() for c in line) else ():
            # the capitals of a title run into the name: "Relief With Zarolan 350 mg" is named by its last words
            parts, dose = match[1].split(), match[0][len(match[1]) :].strip()
            found += [f"{' '.join(parts[n:])} {dose}" for n in range(len(parts))]
    prose = [row.text for row in sheet.rows if row.prose]
    most = max(1, FOREIGN_SHARE * len(prose))
    return [name for name in dict.fromkeys(found) if prose and sum(name in text for text in prose) <= most]


def judge_title(sheet: Sheet) -> None:
    """Call a page promotional whose title is an advertisement and whose text goes on selling: it was made for that, though
    what is honest in it stays."""
    if not _sells_by_title(sheet):
        return
    sold = sum(edit.rule in _SELLING for row in sheet.rows for edit in row.draft.edits)
    sold += sum(row.rule in _SELLING for row in sheet.rows)
    sheet.promotional = sheet.promotional or sold >= SOLD_BELOW_TITLE


def _sells_by_title(sheet: Sheet) -> bool:
    """Whether the first heading was dropped as an advertisement."""
    first = next((row for row in sheet.rows if row.heading), None)
    return first is not None and (first.rule or "").startswith("promotion.")


def drop_leftovers(sheet: Sheet) -> None:
    """Drop what little stays of a page of which spam was the most: headings and labels without any text below them."""
    spam = sum(row.size if row.rule else 0 for row in sheet.rows if row.rule and is_spam(row.rule))
    spam += sum(
        len(edit_text.split())
        for row in sheet.rows
        for edit in row.draft.edits
        if edit.action == "drop" and is_spam(edit.rule)
        for edit_text in (row.draft.raw[edit.start : edit.end],)
    )
    whole = sum(len(row.draft.raw.split()) for row in sheet.rows)
    left = sum(row.size for row in sheet.live())
    if not whole or not left:
        sheet.promotional = sheet.promotional or (whole > 0 and (spam * 2 > whole or _sells_by_title(sheet)))
        return
    if spam * 3 > whole and (not any(row.prose for row in sheet.live()) or left * 8 < whole):
        sheet.promotional = True
        for row in sheet.live():
            sheet.drop(row, "promotion.rest")
