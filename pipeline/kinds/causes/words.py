"""Closed classes of words as rules mark them, and what the tagger's fine tags tell (Penn Treebank)."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from pipeline.rules import hits
from pipeline.text.sentence import Sentence

GROUP = "causes"
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_PRONOUNS = frozenset({"PRP", "WP", "EX"})
_DETERMINERS = frozenset({"DT", "WDT", "PDT"})
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
_NONE: frozenset[int] = frozenset()


def marked(sentence: Sentence, name: str) -> frozenset[int]:
    """Return the tokens of a sentence that belong to a class of words: "people", "pronoun", "relief"."""
    held: Mapping[str, frozenset[int]] | None = sentence.cache.get("cause words")
    if held is None:
        found: dict[str, set[int]] = {}
        for hit in hits(sentence, GROUP):
            if hit.sign.startswith("word."):
                found.setdefault(hit.sign[5:], set()).update(range(hit.start, hit.end))
        held = sentence.cache["cause words"] = {sign: frozenset(at) for sign, at in found.items()}
    return held.get(name, _NONE)


def is_noun(token: Token) -> bool:
    """Return whether a token is a noun or a name."""
    return token.tag_ in _NOUNS


def is_verb(token: Token) -> bool:
    """Return whether a token is a verb, an auxiliary or a modal."""
    return token.tag_ in _VERBS


def is_pronoun(token: Token) -> bool:
    """Return whether a token stands for something else: "it", "which", and "this" without a noun."""
    return token.tag_ in _PRONOUNS or (token.tag_ in _DETERMINERS and token.dep_ in _ALONE)
