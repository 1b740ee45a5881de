"""Parts of speech from the tagger's fine tags (Penn Treebank), which come without spaCy's slower attribute ruler."""

from __future__ import annotations

from spacy.tokens import Token

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_PRONOUNS = frozenset({"PRP", "WP", "EX"})
_DETERMINERS = frozenset({"DT", "WDT", "PDT"})
_STANDING_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
_LOOSE = frozenset({"CC", "IN", "TO", "RP", "DT", "PDT", "WDT", "MD", "PRP", "PRP$", "WP"})


def is_noun(token: Token) -> bool:
    """Return whether a token is a noun or a name."""
    return token.tag_ in _NOUNS


def is_verb(token: Token) -> bool:
    """Return whether a token is a verb, an auxiliary or a modal."""
    return token.tag_ in _VERBS


def is_pronoun(token: Token) -> bool:
    """Return whether a token stands for something else: "it", "which", and "this" without a noun."""
    return token.tag_ in _PRONOUNS or (token.tag_ in _DETERMINERS and token.dep_ in _STANDING_ALONE)


def is_preposition(token: Token) -> bool:
    """Return whether a token is a preposition or a particle."""
    return token.tag_ in ("IN", "RP", "TO")


def is_loose(token: Token) -> bool:
    """Return whether a token is a small word that no phrase ends with."""
    return token.tag_ in _LOOSE
