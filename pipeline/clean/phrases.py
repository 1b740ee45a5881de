"""Key phrases that were dropped into sentences where they do not belong: only they are removed.

Search-engine spam takes the page's key phrase and puts it between any two words. What tells such a place from an honest
one needs no parser. The phrase is a noun phrase, so it can stand behind a preposition, an article, a conjunction or a verb
that takes it as object, and before a verb, a preposition or the sentence's end. Behind a pronoun or a modal verb, or right
before an article, it cannot. A page is judged first: only where some places are plainly impossible are the doubtful ones
looked at.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from pipeline.clean.rules import plain
from pipeline.clean.sheet import Row, Sheet
from pipeline.knowledge import read_table

SHORTEST, LONGEST = 3, 9
# So many places where a noun phrase doesn't fit, and this share of all of them, make a phrase an injected one; an honest
# phrase meets a verb or an adjective that the lists lack now and then. Without a plainly impossible place it takes more.
LEAST_UNFIT = 3
UNFIT_SHARE = 0.5
UNFIT_SHARE_ALONE = 0.57
LONG_PHRASE = 4
# A phrase that the title does not hold has to come back this often.
REPEATED = 4
# A phrase that stands behind (or before) the same word so often is a piece of a longer phrase.
PART_SHARE = 0.5
_TOKEN = re.compile(r"[^\W_]+(?:[’.-][^\W_]+)*")
_SLUG = re.compile(r"/([a-z0-9]+(?:-[a-z0-9]+){2,})(?:\.\w+)?/?(?:[?#].*)?$")
# "some call it ...", "... every day": the phrase is at home before a time and behind a verb of naming
_NAMING = re.compile(r"\b(?:call|calls|called|calling|name|named|consider|considered) it\s*$")
_TIME = re.compile(
    r"\s*(?:every|each|this|one|all|these|the|any|some) (?:other |next |same )?"
    r"(?:day|night|morning|evening|week|month|year|time|season|winter|summer|hour)s?\b"
)
_WORD = re.compile(r"[a-z][a-z’-]*")


class _Table(BaseModel):
    """`phrases.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: frozenset[str]
    modifiers: frozenset[str]
    verbs: frozenset[str]
    after: frozenset[str]
    opens: frozenset[str]
    never_before: frozenset[str]
    clause: frozenset[str]
    needs_noun: frozenset[str]
    irregular: frozenset[str]
    never_first: frozenset[str]
    never_inside: frozenset[str]


@functools.cache
def _table() -> _Table:
    return read_table("phrases.toml", _Table)


@functools.cache
def _object_verbs() -> frozenset[str]:
    """The verbs that take the phrase as object, in all their forms."""
    found: set[str] = set()
    for verb in _table().verbs:
        stem = verb.removesuffix("e")
        double = verb + verb[-1]
        found |= {verb, verb + "s", verb + "es", stem + "ing", stem + "ed", double + "ing", double + "ed"}
        if verb.endswith("y"):
            found |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return frozenset(found | _table().irregular)


@dataclass(frozen=True, slots=True)
class _Place:
    """One occurrence of the phrase: `[start, end)` of the row's text and the words beside it (`None` at a stop)."""

    row: Row
    start: int
    end: int
    left: str | None
    right: str | None
    right_capital: bool
    size: int

    def left_fits(self) -> bool:
        """Whether a noun phrase can stand behind the word on the left."""
        table = _table()
        left = self.left
        return left is None or left in table.before or left in table.modifiers or left in _object_verbs()

    def right_fits(self) -> bool:
        """Whether a sentence can go on with the word on the right behind a noun phrase."""
        if self.right is None:
            return True
        if self.right_capital:
            return False
        return self.right in _table().after or self.right.endswith(("ly", "ed"))

    def fits(self) -> bool:
        """Whether a noun phrase is at home here."""
        return self.left_fits() and self.right_fits()

    def impossible(self) -> bool:
        """Whether no reading makes sense of the phrase here."""
        table = _table()
        if self.left in table.never_before:
            return True
        if self.right is None:
            return False
        # "during a hike the foot swells": behind a preposition or a verb, writers leave out the comma
        takes_noun = self.left in table.before and self.left not in table.clause
        loose = self.left is None or takes_noun or self.left in _object_verbs()
        return (self.right in table.opens or self.right_capital) and not loose

    def removable(self) -> bool:
        """Whether the sentence reads on without the phrase: no word is left that needs what was taken."""
        if self.left is None and self.right is None:
            return False
        return not (self.left in _table().needs_noun and (self.right is None or self.right in _table().after))


def remove_injected_key_phrases(sheet: Sheet) -> None:
    """Remove the page's key phrase from the sentences that it was dropped into; where it is grammatical it stays."""
    whole = " ".join(plain(row.text).lower() for row in sheet.live())
    done: list[str] = []
    title = plain(sheet.title or "").lower().strip(" ?!.:")
    for phrase in _candidates(sheet, whole):
        if any(phrase in longer for longer in done):
            continue
        places = [place for row in sheet.live() if _holds_sentences(row) for place in _places(row, phrase)]
        if not _is_injected(places, is_title=phrase == title):
            continue
        done.append(phrase)
        for place in reversed(places):
            if not place.fits() and (place.impossible() or place.removable()):
                _remove(place)


def _candidates(sheet: Sheet, whole: str) -> list[str]:
    """Return phrases that may be the page's key phrase, the longest first: runs of the title's and the address's words,
    and runs that the text repeats."""
    sources = [sheet.title or "", *(row.text for row in sheet.rows[:3] if row.size <= 20)]
    slug = _SLUG.search((sheet.article.url or "").lower())
    if slug:
        sources.append(slug[1].replace("-", " "))
    found: dict[str, int] = {}
    for source in sources:
        tokens = plain(source).lower().split()
        tokens = [word for token in tokens if (word := token.strip('?!.,:;|"“”()'))]
        for size in range(min(LONGEST, len(tokens)), SHORTEST - 1, -1):
            for n in range(len(tokens) - size + 1):
                phrase = " ".join(tokens[n : n + size])
                if "." in source and not _table().never_inside.isdisjoint(tokens[n : n + size]):
                    # out of a sentence, not a title
                    continue
                if phrase not in found and whole.count(phrase) >= LEAST_UNFIT:
                    found[phrase] = size
    for phrase in _repeated(whole):
        # an article or a modal verb makes it a piece of a sentence that the page says often
        if _table().never_inside.isdisjoint(phrase.split()):
            found.setdefault(phrase, len(phrase.split()))
    return sorted((p for p in found if not _is_function(p)), key=lambda p: (-found[p], p))


def _is_injected(places: list[_Place], *, is_title: bool = False) -> bool:
    """Whether the places of a phrase show that it was put into sentences by a machine.

    The whole title, when it is long and fits in none of its places, needs no plainly impossible one.
    """
    unfit = sum(not place.fits() for place in places)
    if unfit < LEAST_UNFIT or unfit < UNFIT_SHARE * len(places) or _is_part(places) or _is_name(places):
        return False
    if any(place.impossible() for place in places):
        return True
    if is_title and unfit == len(places) and places[0].size >= LONG_PHRASE:
        return True
    return unfit > LEAST_UNFIT and unfit >= UNFIT_SHARE_ALONE * len(places) and places[0].size >= LONG_PHRASE


def _holds_sentences(row: Row) -> bool:
    return row.block.kind not in ("heading", "table_row")


def _is_part(places: list[_Place]) -> bool:
    """Whether the phrase is only a piece of a longer one: injected phrases have ever other words beside them."""
    for side in (Counter(p.left for p in places), Counter(p.right for p in places)):
        word, count = side.most_common(1)[0]
        if word is not None and count > PART_SHARE * len(places):
            return True
    return False


def _is_name(places: list[_Place]) -> bool:
    """Whether the phrase is mostly written with capitals: the name of a product or a programme, which stands as it likes."""
    named = sum(place.row.text[place.start : place.end].istitle() for place in places)
    return named * 2 > len(places)


def _is_function(phrase: str) -> bool:
    """Whether a phrase begins or ends in a word that no key phrase ends with."""
    first, *_, last = phrase.split()
    table = _table()
    if last in table.before or last in table.never_inside or first in table.never_before:
        return True
    return first in table.after or first in table.never_first


def _repeated(whole: str) -> list[str]:
    """Return the maximal runs of four and more words that a text holds at least `REPEATED` times."""
    tokens = whole.split()
    counts = Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))
    often = [gram for gram, count in counts.items() if count >= REPEATED and all(map(_WORD.fullmatch, gram))]
    runs = [" ".join(gram) for gram in often]
    follow = {gram[:3]: gram[3] for gram in often}
    for gram in often:
        run = list(gram)
        while tuple(run[-3:]) in follow and len(run) < LONGEST:
            run.append(follow[tuple(run[-3:])])  # type: ignore[index]
            if whole.count(" ".join(run)) < REPEATED:
                run.pop()
                break
        runs.append(" ".join(run))
    return list(dict.fromkeys(runs))


def _places(row: Row, phrase: str) -> list[_Place]:
    line = plain(row.text)
    lower = line.lower()
    if phrase not in lower:
        return []
    found: list[_Place] = []
    for match in re.finditer(rf"(?<![\w’-]){re.escape(phrase)}(?![\w’-])", lower):
        start, end = match.span()
        left = _neighbour(lower[:start], last=True)
        right = _neighbour(lower[end:], last=False)
        at = end + (len(line[end:]) - len(line[end:].lstrip()))
        capital = right is not None and line[at : at + 1].isupper() and not re.match(r"I\b", line[at:])
        if left == "it" and _NAMING.search(lower[:start]):
            left = None
        if right is not None and _TIME.match(lower[end:]):
            right = None
        found.append(_Place(row, start, end, left, right, capital, phrase.count(" ") + 1))
    return found


def _neighbour(text: str, *, last: bool) -> str | None:
    """Return the word next to a phrase, or `None` where a stop or the text's end lies between."""
    if last:
        match = re.search(r"([^\W_]+(?:[’.-][^\W_]+)*)[’'\"“”]?\s*$", text)
        opened = re.search(r"[“\"(]\s*$", text)
        return None if match is None or opened else match[1]
    match = re.match(r"\s*[“\"‘]?([^\W_]+(?:[’.-][^\W_]+)*)", text)
    return match[1] if match else None


def _remove(place: _Place) -> None:
    """Take the phrase out with one of the blanks, or the pair of commas, that stood around it."""
    text = place.row.text
    start, end = place.start, place.end
    if start > 0 and text[start - 1] == " " and (end == len(text) or text[end] in " .,;:!?"):
        start -= 1
    elif end < len(text) and text[end] == " ":
        end += 1
    if text[start - 1 : start] == "," and text[end : end + 1] == ",":
        end += 1
    place.row.draft.edit(start, end, "", rule="phrase.injected", action="repair")


__all__ = ["remove_injected_key_phrases"]
