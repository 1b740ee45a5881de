"""Finding what rules say of a sentence: phrases, token patterns, trees and expressions, compiled by group."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher

from pipeline.rules.reading import Rule, groups, read
from pipeline.text.inflection import forms
from pipeline.text.phrases import Phrases
from pipeline.text.sentence import Sentence


class Hit(NamedTuple):
    """A rule that fired on the tokens `[start, end)` of a sentence, and the sign that it emits."""

    sign: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The token patterns of one rule. `needs`: for each pattern the sets of words of which a sentence must have one each."""

    rule: Rule
    matcher: Matcher
    needs: tuple[tuple[frozenset[str], ...], ...]

    def may_fire(self, words: Set[str]) -> bool:
        """Return whether a sentence with these words can have one of the patterns at all; matching takes long."""
        for sets in self.needs:
            for one in sets:
                if words.isdisjoint(one):
                    break
            else:
                return True
        return False


@dataclass(slots=True)
class _Matchers:
    """The rules of one group, compiled. `parsed` and `tree` need the model."""

    phrases: Phrases[Rule]
    tokens: list[_Pattern]
    parsed: list[_Pattern]
    tree: DependencyMatcher
    trees: list[Rule] = field(default_factory=list)
    regex: list[Rule] = field(default_factory=list)

    @property
    def need_tags(self) -> bool:
        """Whether some of the rules look at tags or dependencies."""
        return bool(self.parsed) or bool(len(self.tree))


def wordings(phrase: str) -> Iterator[str]:
    """Yield a phrase in all forms that its "/v" and "/n" stand for.

    >>> list(wordings("lead/v to"))
    ['lead to', 'leads to', 'leading to', 'led to']
    """
    spelt: list[tuple[str, ...]] = []
    for word in phrase.split():
        lemma, mark, kind = word.rpartition("/")
        if mark and kind == "v":
            spelt.append(forms(lemma, "v"))
        elif mark and kind == "n":
            spelt.append(forms(lemma, "n"))
        else:
            spelt.append((word,))
    for combination in itertools.product(*spelt):
        yield " ".join(combination)


def compiled(nlp: Language, rules: tuple[Rule, ...]) -> _Matchers:
    """Return matchers for some rules."""
    found = _Matchers(Phrases(nlp), [], [], DependencyMatcher(nlp.vocab))
    for rule in rules:
        if rule.phrases:
            for text in dict.fromkeys(text for phrase in rule.phrases for text in wordings(phrase)):
                found.phrases.add(text, rule)
        elif rule.tokens:
            matcher = Matcher(nlp.vocab)
            matcher.add(rule.id, [list(pattern) for pattern in rule.tokens], greedy="LONGEST")
            one = _Pattern(rule, matcher, tuple(tuple(_needed(pattern)) for pattern in rule.tokens))
            (found.parsed if rule.needs_model else found.tokens).append(one)
        elif rule.tree:
            found.tree.add(rule.id, [list(pattern) for pattern in rule.tree])
            found.trees.append(rule)
        else:
            found.regex.append(rule)
    return found


def _needed(pattern: Sequence[Mapping[str, Any]]) -> Iterator[frozenset[str]]:
    """Yield the words of each token that a pattern cannot do without, where it lists them."""
    for token in pattern:
        for attribute in ("LOWER", "NORM"):
            told = token.get(attribute)
            words = told.get("IN", ()) if isinstance(told, dict) else [told] if told else ()
            if words and token.get("OP", "1") in ("1", "+"):
                yield frozenset(words)


@functools.lru_cache(maxsize=32)
def _group(nlp: Language, group: str) -> _Matchers:
    return compiled(nlp, read(group))


def load(nlp: Language) -> None:
    """Read and compile all groups of rules, for later."""
    for group in groups():
        _group(nlp, group)


def hits(sentence: Sentence, group: str) -> tuple[Hit, ...]:
    """Return what the rules of a group find in a sentence, in the order of the text.

    Rules that look at tags or dependencies are tried once the model has seen the sentence.
    """
    held: tuple[Hit, ...] | None = sentence.cache.get(group)
    if held is None:
        matchers = _group(sentence.nlp, group)
        if not sentence.parsed and matchers.need_tags:
            sentence.needs_tags = True
        held = sentence.cache[group] = find(matchers, sentence)
    return held


def signs(sentence: Sentence, group: str) -> frozenset[str]:
    """Return the signs that the rules of a group emit on a sentence."""
    return frozenset(hit.sign for hit in hits(sentence, group))


def find(matchers: _Matchers, sentence: Sentence) -> tuple[Hit, ...]:
    """Return the hits of compiled rules on a sentence, longest first where two begin at one token."""
    spans = matchers.phrases.find(sentence.norms)
    if matchers.tokens or matchers.parsed:
        spans += _patterns(matchers, sentence)
    if sentence.parsed and len(matchers.tree):
        rules = {sentence.nlp.vocab.strings[rule.id]: rule for rule in matchers.trees}
        spans += [(rules[key], min(at), max(at) + 1) for key, at in matchers.tree(sentence.doc)]
    for rule in matchers.regex:
        assert rule.regex is not None
        for match in rule.regex.finditer(sentence.lower):
            inside = sentence.tokens_in(match.start(), match.end())
            spans.append((rule, inside.start, inside.stop) if inside else (rule, 0, 0))
    if not spans:
        return ()
    order = sorted({(start, -end, rule.sign, rule.id) for rule, start, end in spans})
    return tuple([Hit(sign, name, start, -last) for start, last, sign, name in order])


def _patterns(matchers: _Matchers, sentence: Sentence) -> Iterator[tuple[Rule, int, int]]:
    """Yield what the token patterns find."""
    words: Set[str] | None = sentence.cache.get("any words")
    if words is None:
        words = sentence.cache["any words"] = {*sentence.words, *sentence.norms}
    for one in (*matchers.tokens, *matchers.parsed) if sentence.parsed else matchers.tokens:
        if one.may_fire(words):
            yield from ((one.rule, start, end) for _, start, end in one.matcher(sentence.doc))
