"""Forms of English words, and what a word can be, by lemminflect's tables (NIH SPECIALIST lexicon)."""

from __future__ import annotations

import functools
from typing import Literal

import lemminflect

from pipeline.knowledge import FOLDER

_VERB_TAGS = ("VB", "VBZ", "VBG", "VBD", "VBN")
# verbs whose plain form the tables lack, or that are function words
_NO_VERBS = frozenset(
    {"as", "a", "the", "an", "this", "that", "my", "your", "our", "no", "in", "on", "of", "at", "by", "for", "or", "and"}
)


@functools.lru_cache(maxsize=50_000)
def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word.lower())
    return found


@functools.lru_cache(maxsize=20_000)
def forms(lemma: str, kind: Literal["v", "n"]) -> tuple[str, ...]:
    """Return all forms of a verb (`v`) or the singular and plural of a noun (`n`), the lemma first.

    >>> forms("ease", "v")
    ('ease', 'eases', 'easing', 'eased')
    >>> forms("remedy", "n")
    ('remedy', 'remedies')
    """
    tags = _VERB_TAGS if kind == "v" else ("NN", "NNS")
    found = [form for tag in tags for form in lemminflect.getInflection(lemma, tag, inflect_oov=True)]
    return tuple(dict.fromkeys([lemma, *found]))


@functools.lru_cache(maxsize=20_000)
def plural(word: str) -> str:
    """Return the plural of a noun; one that looks like a plural stays.

    >>> plural("knee"), plural("stretch"), plural("biceps")
    ('knees', 'stretches', 'biceps')
    """
    if word.endswith("s") and not word.endswith("ss"):
        return word
    found: tuple[str, ...] = lemminflect.getInflection(word, "NNS", inflect_oov=True)
    return found[0] if found else word + "s"


@functools.lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return the singular of a noun.

    >>> singular("knees"), singular("stretches"), singular("biceps")
    ('knee', 'stretch', 'biceps')
    """
    nouns = _lemmas(word).get("NOUN", ())
    return nouns[0] if nouns else word


@functools.lru_cache(maxsize=20_000)
def gerund(verb: str) -> str:
    """Return the "-ing" form of a verb.

    >>> gerund("squat"), gerund("lunge")
    ('squatting', 'lunging')
    """
    found: tuple[str, ...] = lemminflect.getInflection(verb, "VBG", inflect_oov=True)
    return found[0] if found else verb + "ing"


def verb_lemma(word: str) -> str | None:
    """Return the verb that a word can be a form of.

    >>> verb_lemma("loosens"), verb_lemma("gently")
    ('loosen', None)
    """
    lower = word.lower()
    verbs = _lemmas(lower).get("VERB") or _lemmas(lower).get("AUX") or ()
    return verbs[0] if verbs and lower not in _NO_VERBS else None


def base_verb(word: str) -> bool:
    """Return whether a word can be the plain form of a verb, as commands open with it.

    >>> base_verb("nudge"), base_verb("nudges"), base_verb("knees")
    (True, False, False)
    """
    return verb_lemma(word) == word.lower()


@functools.cache
def _shares() -> dict[str, float]:
    lines = (FOLDER / "verb_shares.tsv").read_text(encoding="utf-8").splitlines()
    return {word: float(share) for line in lines if line[:1] != "#" for word, share in [line.split("\t")]}


def verb_share(word: str) -> float | None:
    """Return how often a word is a plain verb where it stands, from 0 to 1; `None` for one that is too rare to tell.

    >>> verb_share("keep") > 0.9 > 0.1 > verb_share("elbow")
    True
    """
    return _shares().get(word.lower())


def is_noun(word: str) -> bool:
    """Return whether a word can be a noun."""
    return "NOUN" in _lemmas(word)


@functools.lru_cache(maxsize=50_000)
def parts_of_speech(word: str) -> tuple[str, ...]:
    """Return what a word can be: ADJ, ADV, NOUN, VERB, in this order."""
    return tuple(kind for kind in ("ADJ", "ADV", "NOUN", "VERB") if kind in _lemmas(word))


def gerund_of(word: str) -> str | None:
    """Return the verb that a word is the "-ing" form of.

    >>> gerund_of("stretching"), gerund_of("morning")
    ('stretch', None)
    """
    lower = word.lower()
    if not lower.endswith("ing"):
        return None
    lemma = verb_lemma(lower)
    return lemma if lemma and lemma != lower and gerund(lemma) == lower else None
