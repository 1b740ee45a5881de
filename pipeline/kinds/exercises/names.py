"""What an exercise is called: the page's words in singular and lower case, without article and edge marks."""

from __future__ import annotations

import functools
import re

from pipeline.kinds.exercises.words import heads, is_group, one, table
from pipeline.text.fold import fold
from pipeline.text.inflection import gerund

_PAREN = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_EDGE = " \t\n:;,.!?-*_#•|\"'+/\\"
_ARTICLES = ("the", "a", "an", "your", "this", "these", "some")
_WORD = re.compile(r"[\w']+")


@functools.cache
def _proper() -> dict[str, str]:
    return {word.lower(): word for word in table().words.proper}


@functools.cache
def _gerunds() -> dict[str, str]:
    return {gerund(word): word for group in table().heads if group.strong for word in group.words if word.isalpha()}


def parenthesis(text: str) -> str | None:
    """Return what stands in the first parenthesis of a name: often its other name."""
    found = _PAREN.search(text)
    return found[1].strip() if found else None


def bare(text: str) -> str:
    """Return a name without what stands in parentheses and without marks at its edges.

    >>> bare("**Cat-cow** (10 times):")
    'Cat-cow'
    """
    return _PAREN.sub(" ", text).strip(_EDGE + "–—“”’‘")


def words_of(text: str) -> list[str]:
    """Return the folded words of a name; hyphens part words.

    >>> words_of("Half-Kneeling Runner’s Stretch")
    ['half', 'kneeling', "runner's", 'stretch']
    """
    return _WORD.findall(fold(text))


def normal(text: str) -> str:
    """Return a name as it stands in the knowledge base.

    >>> normal("Russian Twists"), normal("Raises with dumbbells"), normal("The Legs Up the Wall")
    ('Russian twist', 'raise with dumbbells', 'legs up the wall')
    """
    words = fold(bare(text)).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    if not words:
        return ""
    at = _last_of_head(words)
    last = words[at]
    first, hyphen, end = last.rpartition("-")
    if at == 0 and len(words) == 1:
        words[at] = one(last)
    elif not (at + 1 < len(words) and words[at + 1] in ("to", "up", "down")):
        words[at] = first + hyphen + _gerunds().get(end, one(end))
    proper = _proper()
    return _WORD.sub(lambda m: proper.get(m[0], m[0]), " ".join(words)).strip(_EDGE)


def _last_of_head(words: list[str]) -> int:
    """Where the word stands that is the exercise: the last, or the one before "with dumbbells"."""
    if (one(words[-1].rpartition("-")[2]),) in heads():
        return len(words) - 1
    for at, word in enumerate(words):
        if at and word in table().grammar.prepositions:
            return at - 1
    return len(words) - 1


def is_generic(name: str) -> bool:
    """Return whether a name is a kind of exercise ("stretching", "core exercise"), not one of them."""
    return is_group(words_of(name))


def key(name: str) -> str:
    """Return what two spellings of one name share: its words in order of the alphabet, small words and "stretch" aside."""
    words = [one(word.removesuffix("'s")) for word in words_of(bare(name))]
    small = {"the", "a", "an", "on", "of", "in", "and", "your", "with", "to", "for"}
    content = [word for word in words if word not in small]
    kept = [word for word in content if word not in ("stretch", "pose", "exercise")]
    return " ".join(sorted(kept if len(kept) > 1 or (kept and "pose" in content) else content))
