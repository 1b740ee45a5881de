"""Words as they are compared: folded, numbers written in one way, lemmas.

Lemmas come from simplemma (a dictionary of forms); what it gets wrong is listed in `meaning.toml`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import simplemma
from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table

Unit = tuple[str, float]

_STRAIGHT = str.maketrans("‘’ʼ“”–—‑−×", "'''\"\"----x")
_FIGURE = r"\d+(?:\.\d+)?"
_FREQUENCY = re.compile(
    rf"({_FIGURE})(?:\s*(?:-|to|or)\s*({_FIGURE}))?\s*(?:times?|x|days?|sessions?)\s*(?:a|an|per|each|every|/)?\s*"
    r"(day|week|month|hour|daily|weekly)\b"
)
_EACH = re.compile(r"\b(?:every|each|per)\s+(?:single\s+)?(day|week|month)\b|\b(daily|weekly|monthly)\b")
_PERIODS = {"daily": "day", "weekly": "week", "monthly": "month"}
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'")
_TOKEN = re.compile(r"#[^\s,]+|,|[^\W_]+(?:'[^\W_]+)?")


class Names(BaseModel):
    """What is special to the names of exercises."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    generic: frozenset[str]
    joining: frozenset[str]
    towards: frozenset[str]
    modifiers: frozenset[str]


class Meaning(BaseModel):
    """`meaning.toml`: what statements are compared by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    determiners: frozenset[str]
    stop: frozenset[str]
    light: frozenset[str]
    weak: frozenset[str]
    leads: tuple[str, ...]
    against: tuple[str, ...]
    bare_against: frozenset[str]
    pointers: frozenset[str]
    relations: dict[str, tuple[str, ...]]
    contrasts: dict[str, frozenset[str]]
    sides: dict[str, tuple[str, ...]]
    numbers: dict[str, str]
    units: dict[str, Unit]
    lemmas: dict[str, str]
    names: Names


@functools.cache
def meaning() -> Meaning:
    """Return the table of `meaning.toml`."""
    return read_table("meaning.toml", Meaning)


def with_lemmas(words: AbstractSet[str]) -> frozenset[str]:
    """Return the words and their lemmas: a list may hold either."""
    return frozenset(words) | {lemma(word) for word in words}


def fold(text: str) -> str:
    """Return `text` in lower case with straight quotes and hyphens; possessive endings are taken off.

    >>> fold("Child’s Pose")
    'child pose'
    """
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().translate(_STRAIGHT)
    return _POSSESSIVE.sub("", plain) if "'" in plain else plain


@functools.cache
def lemma(word: str) -> str:
    """Return the lemma of a folded word.

    >>> [lemma(w) for w in ("stretches", "sitting", "calves", "left")]
    ['stretch', 'sit', 'calf', 'left']
    """
    known = meaning().lemmas.get(word)
    if known is not None:
        return known
    if not word.isalpha():
        return word
    found = simplemma.lemmatize(word, lang="en", greedy=False).lower()
    if found == word and word.endswith("ing") and len(word) > 6:
        return _without_ing(word)
    if found == word and re.search(r"[^sui]s$", word) and len(word) > 4 and not simplemma.is_known(word, lang="en"):
        # a plural that the dictionary lacks: "pushups", "supermans"
        return word[:-1]
    return found


def _without_ing(word: str) -> str:
    """The verb in a form in -ing that the dictionary holds as a noun; the word itself where there is none."""
    stem = word[:-3]
    for verb in (stem[:-1] if stem[-1] == stem[-2] else stem, stem, stem + "e"):
        if simplemma.is_known(verb, lang="en"):
            return verb
    return word


@functools.cache
def _measure() -> re.Pattern[str]:
    units = "|".join(sorted((re.escape(u) for u in meaning().units), key=len, reverse=True))
    return re.compile(
        rf"(?P<every>\bevery\s+)?(?<![\w.#])(?P<low>{_FIGURE})(?:\s*(?:-|to|or)\s*(?P<high>{_FIGURE}))?"
        rf"\s*-?\s*(?:(?P<unit>{units})s?\b\.?|(?P<sign>%))?"
    )


@functools.cache
def _number_words() -> re.Pattern[str]:
    # "one" alone is a pronoun as often as a number: see `_single`
    words = "|".join(word for word in meaning().numbers if word != "one")
    return re.compile(rf"\b(?:{words})\b")


@functools.cache
def _single() -> re.Pattern[str]:
    """One unit in words ("an hour"), but "a day" behind another measure is how often."""
    units = "|".join(unit for unit in meaning().units if unit.isalpha())
    return re.compile(
        rf"(?P<of>\b(?:{units})s?\.?|%)\s+an?\s+(?P<period>day|week|month)\b|\b(?:one|an?)(?=[\s-]+(?:{units})s?\b(?!\s*-))"
    )


@functools.cache
def _figures() -> re.Pattern[str]:
    """What every measure has one of: a figure, or a word that may become one."""
    words = "|".join(meaning().numbers)
    return re.compile(
        rf"\d|\b(?:{words}|once|twice|couple|half|every|each|per|daily|weekly|monthly|one|an?)\b"
    )


def with_figures(text: str) -> str:
    """Return folded text with each measure as one token: `#`, the range in the smallest unit, the quantity.

    >>> with_figures("hold for thirty secs, two times daily")
    'hold for  #30time , #2/day'
    >>> with_figures("15 to 20 minutes every day") == with_figures("15-20 min daily")
    True
    """
    if not _figures().search(text):
        return text
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = re.sub(r"\bonce (?=a|per|every|each|daily|weekly)", "1 time ", text)
    text = re.sub(r"\btwice\b", "2 times", text)
    text = re.sub(r"\ba couple (?:of )?", "2 ", text)
    text = re.sub(r"\bhalf (?:an |a )?hour\b", "30 minutes", text)
    text = _FREQUENCY.sub(_frequency, _number_words().sub(lambda m: meaning().numbers[m[0]], text))
    text = _EACH.sub(lambda m: f"#1/{_PERIODS.get(m[2], m[1])}", text)
    text = _single().sub(lambda m: f"{m['of']} #1/{m['period']}" if m["of"] else "1", text)
    return _measure().sub(_quantity, text)


def _frequency(match: re.Match[str]) -> str:
    low, high, period = match[1], match[2] or match[1], _PERIODS.get(match[3], match[3])
    # two points: what is looked for next must not read the upper figure again
    return f"#{low}/{period}" if low == high else f"#{low}..{high}/{period}"


def _quantity(match: re.Match[str]) -> str:
    units: Mapping[str, Unit] = meaning().units
    name, factor = units.get(match["unit"] or match["sign"] or "", ("", 1.0))
    low, high = (f"{float(figure) * factor:g}" for figure in (match["low"], match["high"] or match["low"]))
    every = "every" if match["every"] else ""
    return f" #{every}{low}{name} " if low == high else f" #{every}{low}-{high}{name} "


def tokens(text: str) -> list[str]:
    """Return the words, measures and commas of a text, folded."""
    return _TOKEN.findall(with_figures(fold(text)))
