"""Who does it and what it does: the two sides of a cue in the dependency tree.

After the usual reading of Stanford-style relations: subjects are sought upwards (a participle's subject is that of the
verb it hangs on), complements to the right of the cue.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.extract.ailments import body_words
from pipeline.extract.causes.cues import Found
from pipeline.extract.causes.phrases import words
from pipeline.extract.causes.tags import is_noun, is_preposition, is_pronoun, is_verb

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_OBJECTS = ("dobj", "pobj", "pcomp", "attr", "oprd", "xcomp", "ccomp", "acomp", "dative", "obj")
_CLIMB = frozenset(
    {"conj", "advcl", "xcomp", "ccomp", "pcomp", "acl", "relcl", "prep", "agent", "acomp", "attr", "oprd", "parataxis"}
    | {"dep"}
)
# Relations that the parser gives to items of a list before the last.
_STRAY = frozenset({"advcl", "npadvmod", "dep", "nsubj", "dobj"})
# How far up the tree a subject is sought.
_STEPS = 6


def own_subject(verb: Token) -> Token | None:
    """Return the subject that hangs on a verb itself."""
    return next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i != verb.i), None)


def subject(anchor: Token) -> Token | None:
    """Return what does it: the subject of a verb, of the verb that it hangs on, or the noun that it describes."""
    here = anchor
    for _ in range(_STEPS):
        found = own_subject(here)
        if found is not None and found.lower_ in ("that", "which", "who") and here.dep_ == "relcl":
            return _antecedent(here)
        if found is not None and found.i != anchor.i:
            return found
        aside = here.i == anchor.i and here.i and here.doc[here.i - 1].text == ","
        if here.dep_ in ("acl", "amod") and aside and here.head.dep_ in ("appos", "dobj", "pobj", "conj"):
            # "…, leading to pain" says it of the whole clause, wherever the parser hung it
            here = next((a for a in here.ancestors if is_verb(a)), here.head)
            continue
        if here.dep_ in ("acl", "amod") and here.i > here.head.i and (is_noun(here.head) or is_pronoun(here.head)):
            return here.head
        if here.dep_ == "relcl":
            return here.head
        if here.dep_ not in _CLIMB or here.head.i == here.i:
            return _before(here)
        here = here.head
    return None


def _antecedent(verb: Token) -> Token:
    """What a relative clause is about: its noun; of "X is a condition that …" it is X.

    Behind a comma and a part of the body it is the whole clause: "slouching rounds the back, which causes pain".
    """
    noun = verb.head
    if noun.lower_ in body_words() and noun.i + 1 < len(noun.doc) and noun.nbor().text == ",":
        main = next((a for a in noun.ancestors if is_verb(a)), None)
        return (own_subject(main) if main is not None else None) or noun
    if noun.dep_ == "attr" and noun.head.lower_ in words().copulas:
        return own_subject(noun.head) or noun
    return noun


def _before(verb: Token) -> Token | None:
    """The noun right before a participle or verb that the parser hung nowhere useful: "overuse leading to pain"."""
    for token in reversed(list(verb.doc[: verb.i])):
        if is_noun(token) and token.dep_ not in ("pobj", "npadvmod", "conj"):
            return token
        if is_verb(token) and token.tag_ == "VBG" and token.dep_ in ("ROOT", "csubj"):
            return token
        if token.text in ".;:":
            return None
    return None


def complement(found: Found) -> Token | None:
    """Return what stands behind a cue: the object of its verb or preposition, else the next noun or gerund."""
    doc = found.anchor.doc
    inside = list(doc[found.start : found.end])
    for token in reversed(inside):
        for child in token.children:
            if child.i >= found.end and child.dep_ in _OBJECTS:
                return _content(child)
    for token in doc[found.end :]:
        if token.text in ".;:?!":
            break
        if is_noun(token) and token.dep_ != "compound" and not premodifies(token):
            return token
        if token.tag_ == "VBG" and token.dep_ not in ("amod", "compound"):
            return token
        if is_pronoun(token) and token.dep_ not in ("poss", "det") and token.lower_ in words().pronouns:
            return token
    return None


def premodifies(token: Token) -> bool:
    """Return whether a noun only describes the next one."""
    return token.dep_ in ("amod", "nmod", "poss") and token.head.i > token.i


def _content(token: Token) -> Token:
    """Step over prepositions and copulas that the parser made the object."""
    while is_preposition(token) or token.dep_ == "prep":
        inner = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
        if inner is None:
            return token
        token = inner
    return token


def governor(found: Found) -> Token | None:
    """Return what a cue such as "due to" or "caused by" is said of: the noun that it hangs on or the verb's subject."""
    anchor = found.anchor
    head = anchor.head
    if anchor.dep_ in ("acl", "amod", "prep", "relcl") and (is_noun(head) or is_pronoun(head)) and head.i < anchor.i:
        return head
    return subject(anchor)


def clause_root(found: Found) -> Token | None:
    """Return the verb of the clause behind "when" or "if" at the end of a cue."""
    for token in found.anchor.doc[found.end :]:
        if token.text in ".;":
            return None
        if is_verb(token) and own_subject(token) is not None:
            return token
    return None


def opening_clause(doc_root: Token) -> Token | None:
    """Return the verb of a "when …", "if …", "once …" clause that opens the sentence of this root."""
    doc = doc_root.doc
    first = next((t for t in doc if not t.is_punct and t.lower_ not in words().before_conditions), None)
    if first is None or first.lower_ not in words().conditions:
        return None
    head = first.head
    return head if is_verb(head) and head.i > first.i and head.dep_ == "advcl" else None


def strays(doer: Token) -> list[Token]:
    """Return nouns before a subject that the parser left out of its list: "lack of sleep, poor diet and stress can …"."""
    before = [c for c in doer.head.children if c.i < doer.i and is_noun(c) and c.dep_ in _STRAY]
    return [c for c in before if doer.doc[doer.left_edge.i - 1].text == ","]


def said_of(verb: Token) -> Token | None:
    """Return what a verb such as "is" or "include" says of its subject."""
    return next((c for c in verb.children if c.i > verb.i and c.dep_ in ("attr", "dobj", "ccomp", "xcomp")), None)


def predicate_of(noun: Token) -> tuple[Token, Token]:
    """Return the verb that a noun is the subject or predicate of, and the word through which it is."""
    verb, side = noun.head, noun
    while not is_verb(verb) and verb.head.i != verb.i:
        side, verb = verb, verb.head
    return verb, side
