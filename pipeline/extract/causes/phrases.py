"""From a word of a parsed sentence to the short phrase that it heads, and to those that are coordinated with it."""

from __future__ import annotations

import functools
import re

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Token

from pipeline.extract import ailments
from pipeline.extract.causes.tags import is_pronoun, is_verb
from pipeline.knowledge import read_table

# Longer phrases name no cause any more: they tell a story.
_MAX_WORDS = 9
_ANNOUNCING_WORDS = 3
_DROPPED = frozenset(
    {"det", "poss", "cc", "conj", "appos", "punct", "mark", "aux", "auxpass", "preconj", "predet", "intj", "meta"}
)
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "dep"})


class Words(BaseModel):
    """Closed classes that phrases are cut by (`cause_words.toml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    generic: frozenset[str]
    quantities: frozenset[str]
    people: frozenset[str]
    pronouns: frozenset[str]
    empty: frozenset[str]
    leading: frozenset[str]
    relief: frozenset[str]
    outcomes: frozenset[str]
    describes: tuple[re.Pattern[str], ...]
    cause_labels: tuple[re.Pattern[str], ...]
    against: tuple[re.Pattern[str], ...]
    from_openings: tuple[re.Pattern[str], ...]
    example_openings: tuple[re.Pattern[str], ...]
    announcing: frozenset[str]
    examples: frozenset[str]
    effect_ends: frozenset[str]
    conditions: frozenset[str]
    clause_openers: frozenset[str]
    before_conditions: frozenset[str]
    demonstratives: frozenset[str]
    being: frozenset[str]
    copulas: frozenset[str]
    having: frozenset[str]
    cause_nouns: frozenset[str]
    cause_prepositions: frozenset[str]
    taken_up: frozenset[str]
    restating: frozenset[str]
    pointers: frozenset[str]
    relatives: frozenset[str]
    name_end: re.Pattern[str]


@functools.cache
def words() -> Words:
    """Return the table of closed classes."""
    table: Words = read_table("cause_words.toml", Words)
    return table


def through(head: Token) -> Token:
    """Return the word that tells: "a variety of factors" is about factors, "a lack of sleep" stays as it is."""
    while head.lower_ in words().quantities:
        of = (c for c in head.children if c.lower_ == "of")
        inner = next((g for c in of for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        if inner is None:
            return head
        head = inner
    return head


def coordinated(head: Token) -> list[Token]:
    """Return the head and the words coordinated with it, examples ("such as A or B") in place of a general word."""
    found: list[Token] = []
    pending = [through(head)]
    while pending:
        token = pending.pop(0)
        examples = _examples(token)
        if not (examples and token.lower_ in words().generic) and token not in found:
            found.append(token)
        following = [c for c in token.children if c.dep_ == "conj" or (c.dep_ == "appos" and _in_list(token, c))]
        following += _misplaced(token)
        pending = [through(t) for t in examples] + [through(t) for t in following if not is_pronoun(t)] + pending
    merged = _shared_modifier(found)
    return sorted(merged, key=lambda t: t.i)


def _misplaced(token: Token) -> list[Token]:
    """Items of a comma list that the parser hung on the first item's complement: "lack of sleep, poor diet and …"."""
    found: list[Token] = []
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ not in words().examples:
            for inner in prep.children:
                if inner.dep_ == "pobj":
                    found += [c for c in inner.children if c.dep_ in ("conj", "appos") and _in_list(inner, c)]
    return found


def _in_list(head: Token, other: Token) -> bool:
    """Whether an apposition is really the next item of a list: "strain, arthritis" without brackets or a dash."""
    between = head.doc[head.i + 1 : other.left_edge.i]
    return any(t.text == "," for t in between) and not any(t.text in ("(", "-", "–", "—", "[") for t in between)


def _examples(token: Token) -> list[Token]:
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in words().examples and child.i > token.i:
            found += [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
    return found


def _shared_modifier(found: list[Token]) -> list[Token]:
    """Keep "overstretching or tearing of the muscles" whole: a bare first word that needs what the second one has."""
    if len(found) == 2:
        first, second = found
        bare = not [c for c in first.children if c.dep_ not in ("cc", "conj", "punct", "det", "poss", "advmod")]
        modified = any(c.dep_ == "prep" and c.lower_ == "of" for c in second.children)
        if bare and modified and first.i + 2 >= second.left_edge.i:
            return [second]
    return found


def _kept(head: Token) -> list[Token]:
    """Return the tokens of a phrase: the head's subtree without determiners, clauses, asides and other conjuncts."""
    kept = [head]
    general = head.lower_ in words().generic
    for child in head.children:
        if child.dep_ in _DROPPED or (child.dep_ in _CLAUSES and not (general and child.dep_ == "relcl")):
            continue
        if child.dep_ == "prep" and child.lower_ in words().examples and child.i > head.i:
            continue
        if child.dep_ == "acl" and head.doc[child.left_edge.i - 1].text == ",":
            continue
        if child.dep_ in ("nsubj", "nsubjpass", "csubj", "cop", "neg") and not is_verb(head):
            continue
        others = {t.i for one in _misplaced(head) for t in one.subtree}
        subtree = [t for t in child.subtree if t.i not in others]
        if any(t.text in "([–—;:" for t in subtree):
            subtree = subtree[: next(n for n, t in enumerate(subtree) if t.text in "([–—;:")]
        kept += subtree
    return sorted(set(kept), key=lambda t: t.i)


def span_of(head: Token) -> tuple[int, int]:
    """Return the tokens `[start, end)` of the short phrase that a word heads, without leading small words.

    The phrase is the unbroken run of kept tokens around the head.
    """
    kept = {t.i for t in _kept(head)}
    start = end = head.i
    while start - 1 in kept or (start - 1 in _joints(head) and start - 2 in kept):
        start -= 1
    while end + 1 in kept or (end + 1 in _joints(head) and end + 2 in kept):
        end += 1
    first = head.doc[start]
    while start < head.i and (first.lower_ in words().leading or first.is_punct or first.lower_.endswith("ly")):
        start += 1
        first = head.doc[start]
    end = _shorten(head, start, end)
    while end >= len(head.doc) or (end > head.i and head.doc[end].lower_ in ("and", "or")):
        end -= 1
    while end > head.i and (head.doc[end].is_punct or head.doc[end].dep_ in ("prep", "cc", "mark", "det")):
        end -= 1
    return start, end + 1


def _joints(head: Token) -> set[int]:
    """Determiners inside a phrase and hyphens: they don't break the run."""
    return {t.i for t in head.subtree if t.dep_ in ("det", "poss", "case") or t.text in ("-", "/", "'s", "’s", ",")}


def _shorten(head: Token, start: int, end: int) -> int:
    """Cut a phrase that goes on for too long before its last preposition."""
    while end - start + 1 > _MAX_WORDS:
        cut = next((i for i in range(end, head.i, -1) if head.doc[i].dep_ in ("prep", "acl", "cc")), None)
        if cut is None or cut <= head.i:
            return min(end, max(head.i, start + _MAX_WORDS - 1))
        end = cut - 1
    return end


def text_of(head: Token) -> str:
    """Return the words of the phrase that a token heads."""
    start, end = span_of(head)
    return head.doc[start:end].text.strip(" -–—,;:")


def tells(cause: str, effect: str) -> bool:
    """Return whether a cause says something, and something else than the effect."""
    lower = cause.lower().strip(" .,")
    last = lower.split()[-1] if lower else ""
    if last not in ("muscle", "muscles") and all(word in ailments.body_words() for word in lower.split()):
        # a part of the body is where it hurts, not why; a muscle can pull at another part
        return False
    if last in words().relatives:
        return False
    if last in words().announcing and len(lower.split()) <= _ANNOUNCING_WORDS:
        return False
    return lower not in words().empty and lower != effect.lower() and any(c.isalpha() for c in lower)
