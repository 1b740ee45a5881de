"""What an exercise is called: the page's words in singular and lower case, without numbers and "exercise 3:"."""

from __future__ import annotations

import functools
import re

from pipeline.extract.exercises.tables import cues, shapes

_SPACE = re.compile(r"\s+")
_PAREN = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_EDGE = " \t\n:;,.!?–—-*_#•|\"“”"
_ARTICLE = re.compile(r"^(?:the|a|an|your|this|these)\s+(?=\S)")
_ES = re.compile(r"(?:ss|sh|ch|x|zz)$")
_MARKS = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u00ad": None})
_SHORTEST_PLURAL = 4


@functools.cache
def _proper() -> dict[str, str]:
    return {word.lower(): word for word in shapes().words.proper}


@functools.cache
def _head_ending() -> re.Pattern[str]:
    """The last word of a name where it is what the exercise is: "knee to chest stretches", not "raises to the side"."""
    words = {word.split()[-1] for group in shapes().heads for word in group.words if " " not in word}
    ends = sorted({form for word in words for form in (word, plural(word))})
    return re.compile(rf"[\s-](?:{'|'.join(map(re.escape, ends))})$")


def plural(name: str) -> str:
    """Return a name with its last word in the plural.

    >>> plural("side plank"), plural("bench press"), plural("chest fly")
    ('side planks', 'bench presses', 'chest flies')
    """
    if name.endswith("s") and not name.endswith("ss"):
        return name
    if _ES.search(name):
        return name + "es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"


def singular(word: str) -> str:
    """Return the singular of one word.

    >>> [singular(word) for word in ("planks", "presses", "raises", "flies", "biceps", "stretches", "cat-cows")]
    ['plank', 'press', 'raise', 'fly', 'biceps', 'stretch', 'cat-cow']
    """
    lower = word.lower()
    table = shapes().words
    if lower in table.irregular:
        return table.irregular[lower]
    if lower in table.unchanged or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s")):
        return word
    if len(lower) < _SHORTEST_PLURAL:
        return word
    if lower.endswith("es") and _ES.search(lower[:-2]):
        return word[:-2]
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    return word[:-1]


def gerund(word: str) -> str:
    """Return the "-ing" form of a head.

    >>> gerund("squat"), gerund("lunge"), gerund("press")
    ('squatting', 'lunging', 'pressing')
    """
    if word.endswith("e"):
        return word[:-1] + "ing"
    if re.search(r"(?:[^aeiou]|qu)[aeiou][^aeiouwxy]$", word):
        return word + word[-1] + "ing"
    return word + "ing"


@functools.cache
def _gerunds() -> dict[str, str]:
    return {gerund(word): word for group in shapes().heads if group.strong for word in group.words if word.isalpha()}


def fold(text: str) -> str:
    """Return text in lower case with plain apostrophes, hyphens and spaces."""
    return _SPACE.sub(" ", text.translate(_MARKS)).strip().lower()


def parenthesis(text: str) -> str | None:
    """Return what stands in the first parenthesis of a name: often its other name."""
    found = _PAREN.search(text)
    return found[1].strip() if found else None


def without_parenthesis(text: str) -> str:
    """Return a name without what stands in parentheses."""
    return _PAREN.sub(" ", text).strip(_EDGE)


def normal(text: str) -> str:
    """Return a name as it stands in the knowledge base.

    >>> normal("Russian Twists"), normal("Raises with dumbbells"), normal("Legs Up the Wall")
    ('Russian twist', 'raise with dumbbells', 'legs up the wall')
    """
    folded = _ARTICLE.sub("", fold(without_parenthesis(text)).strip(_EDGE))
    cut = None if _head_ending().search(folded) else cues().preposition.search(folded)
    head, rest = (folded[: cut.start()].rstrip(), folded[cut.start() :]) if cut and cut.start() else (folded, "")
    words = head.split(" ")
    if words[-1] and not re.match(r"(?:to|up|down)\b", rest):
        first, hyphen, last = words[-1].rpartition("-")
        words[-1] = first + hyphen + (_gerunds().get(last, singular(last)) if len(words) > 1 else singular(last))
    joined = " ".join(words) + (" " + rest if rest else "")
    proper = _proper()
    return re.sub(r"[\w']+", lambda m: proper.get(m[0], m[0]), joined)


@functools.cache
def _generic() -> frozenset[str]:
    words = shapes().words
    return words.generic | frozenset(f"{filler} {name}" for filler in words.fillers for name in words.generic)


def is_generic(name: str) -> bool:
    """Return whether a name is a kind of exercise ("stretching", "core exercise"), not one of them."""
    lower = name.lower()
    return lower in _generic() or lower.replace("-", " ") in _generic()
