"""Text that a synonym machine rewrote: its terms are set right, and a page full of its signs is called spun.

Only terms of the field are changed back (a muscle, a joint, an exercise, a condition, a common phrase of training or
care), each by an entry of the reverse lexicon, and only where the words around it fit the entry. The rest of the sentence
stays as it was written.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.clean.rules import plain
from pipeline.clean.sheet import Row, Sheet
from pipeline.knowledge import Entry, read_lines, read_table

# Signs on a page that make it spun: so many, and so many for a thousand words.
LEAST_SIGNS = 3.0
SIGNS_PER_THOUSAND = 3.0
# An odd capital is a weaker sign than a wrong term: editors leave one here and there.
CAPITAL_WEIGHT = 0.5
_TOKEN = re.compile(r"[^\W_]+(?:[’.-][^\W_]+)*")


class SpinEntry(Entry):
    """One term as a synonym machine writes it and as the field does.

    `behind` and `ahead` list words of which one has to stand before (after) it, `near` words of which one has to stand in
    the same block; `weight` is what it counts as a sign.
    With `capital` set it counts only where the machine wrote a word of it with a capital: "your Main muscles"; with
    `first` set only as the first word of a sentence: "Prevent sitting for long". With `rewrite` off it is a sign only; with
    `page` set honest writers use it, too, so it is set right only on a page that other signs show to be spun.
    """

    spun: str
    plain: str
    kind: Literal["body", "muscle", "condition", "exercise", "training", "care"]
    behind: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    weight: float = Field(default=1.0, gt=0)
    capital: bool = False
    first: bool = False
    page: bool = False
    rewrite: bool = True


class _Signs(BaseModel):
    """`spin_signs.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    capitals: frozenset[str]
    turn_cues: frozenset[str]
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A spun term at `[start, end)` of a row's text and what it stands for."""

    entry: SpinEntry
    start: int
    end: int
    replacement: str


@functools.cache
def _lexicon() -> dict[str, tuple[tuple[re.Pattern[str], SpinEntry], ...]]:
    """The entries by their first word, the longest first."""
    found: dict[str, list[tuple[re.Pattern[str], SpinEntry]]] = {}
    for entry in sorted(read_lines("spin.jsonl", SpinEntry), key=lambda e: (-len(e.spun), e.spun)):
        ahead = rf"(?=[ ,]+(?:{'|'.join(map(re.escape, entry.ahead))})\b)" if entry.ahead else ""
        pattern = re.compile(rf"{re.escape(entry.spun)}(?P<many>s?)(?![\w’-]){ahead}")
        found.setdefault(_TOKEN.findall(entry.spun)[0], []).append((pattern, entry))
    return {word: tuple(entries) for word, entries in found.items()}


@functools.cache
def _openings() -> frozenset[str | tuple[str, str]]:
    """The first two words of each entry, or its only word: what is looked for before anything else."""
    found: set[str | tuple[str, str]] = set()
    for entry in read_lines("spin.jsonl", SpinEntry):
        first, *rest = _TOKEN.findall(entry.spun)
        found |= {(first, rest[0]), (first, rest[0] + "s")} if rest else {first, first + "s"}
    return frozenset(found)


@functools.cache
def _turns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{turn})" for turn in read_table("spin_signs.toml", _Signs).turns))


def find_spun(text: str) -> list[Hit]:
    """Return the spun terms of a text, in order and without overlap.

    >>> [hit.replacement for hit in find_spun("Ask a bodily therapist about the aspect joints.")]
    ['physical therapist', 'facet joints']
    """
    lexicon = _lexicon()
    lower = plain(text).lower()
    tokens = _TOKEN.findall(lower)
    if _openings().isdisjoint(tokens) and _openings().isdisjoint(itertools.pairwise(tokens)):
        return []
    found: list[Hit] = []
    before, done = "", 0
    for token in _TOKEN.finditer(lower):
        word, start = token[0], token.start()
        for pattern, entry in lexicon.get(word, ()) if start >= done else ():
            match = pattern.match(lower, start)
            if match is None or (entry.behind and before not in entry.behind):
                continue
            if entry.near and entry.near.isdisjoint(tokens):
                continue
            if entry.capital and not re.search(r"[a-z,’] [A-Z]", text[max(0, start - 2) : match.end()]):
                continue
            if entry.first and not _opens_sentence(text, start):
                continue
            done = match.end()
            term = _inflect(entry, match["many"], text, start)
            found.append(Hit(entry, start, done, term.replace("’", "'") if "'" in text[start:done] else term))
            break
        before = word
    return found


def _inflect(entry: SpinEntry, many: str, text: str, start: int) -> str:
    """The plain term in the number and with the capital that the spun one has; a capital within a sentence is an oddity
    of the machine and goes."""
    term = entry.plain + many if many and not entry.plain.endswith("s") else entry.plain
    if many and entry.plain.endswith("y") and entry.plain[-2] not in "aeiou":
        term = entry.plain[:-1] + "ies"
    return term[0].upper() + term[1:] if text[start].isupper() and _opens_sentence(text, start) else term


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start]
    return not re.search(r"[^\s“\"‘'(–—-]", before) or bool(re.search(r"[.!?:][”\"’)]*[\s“\"‘(–—-]*$", before))


def odd_capitals(text: str) -> int:
    """Count ordinary words that stand with a capital within a sentence, alone among small letters.

    >>> odd_capitals("Keep your Main muscles tight."), odd_capitals("Main muscles work. Ask Good Health about it.")
    (1, 0)
    """
    words = read_table("spin_signs.toml", _Signs).capitals
    count = 0
    for match in re.finditer(r" ([A-Z][a-z]+) (?=[a-z])", text):
        before = text[match.start() - 1 : match.start()]
        if match[1].lower() in words and (before.islower() or before == ","):
            count += 1
    return count


def judge_spun(sheet: Sheet) -> None:
    """Tell from its signs whether the page was written by a synonym machine; they are counted on the page as parsed."""
    score, count = 0.0, 0
    cues = read_table("spin_signs.toml", _Signs).turn_cues
    for row in sheet.rows:
        text = row.block.text
        count += row.size
        score += sum(hit.entry.weight for hit in find_spun(text))
        if row.heading:
            continue
        score += CAPITAL_WEIGHT * odd_capitals(text)
        if not cues.isdisjoint(row.tokens):
            score += sum(1 for _ in _turns().finditer(plain(text).lower()))
    sheet.spun = score >= LEAST_SIGNS and score * 1000 >= SIGNS_PER_THOUSAND * count


def rewrite_spun_terms(sheet: Sheet) -> None:
    """Set spun terms right where the lexicon knows what they stand for; the original stays in the block's edits."""
    for row in sheet.live():
        _rewrite(row, sheet.spun)


def _rewrite(row: Row, spun: bool) -> None:
    for hit in reversed(find_spun(row.text)):
        if hit.entry.rewrite and (spun or not hit.entry.page) and hit.replacement != row.text[hit.start : hit.end]:
            rule = f"spin.{hit.entry.kind}"
            row.draft.edit(hit.start, hit.end, hit.replacement, rule=rule, action="rewrite")
