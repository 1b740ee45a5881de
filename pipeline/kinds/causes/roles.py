"""Who does it and what it does: the two sides of a cue in the dependency tree.

Subjects are sought upwards (a participle's subject is that of the verb it hangs on), complements to the right of the cue.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.kinds.causes.cues import Cue
from pipeline.kinds.causes.words import is_noun, is_pronoun, is_verb

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_OBJECTS = ("dobj", "pobj", "pcomp", "attr", "oprd", "xcomp", "ccomp", "acomp", "dative", "obj")
_CLIMB = frozenset(
    {"conj", "advcl", "xcomp", "ccomp", "pcomp", "acl", "relcl", "prep", "agent", "acomp", "attr", "oprd", "parataxis"}
    | {"dep"}
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s"})
_BEFORE_CONDITIONS = frozenset({"and", "but", "so", "also", "then", "even"})
_CONDITIONS = frozenset({"when", "if", "once", "whenever", "as", "because", "since", "after", "by", "without", "while"})
# How far up the tree a subject is sought.
_STEPS = 6


def own_subject(verb: Token) -> Token | None:
    """Return the subject that hangs on a verb itself, the nearest before it where the parser gave it two."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS and c.i != verb.i]
    return next((c for c in reversed(found) if c.i < verb.i), found[0] if found else None)


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
            return before(here)
        here = here.head
    return None


def _antecedent(verb: Token) -> Token:
    """What a relative clause is about: its noun; of "X is a condition that …" it is X."""
    noun = verb.head
    if noun.dep_ == "attr" and noun.head.lower_ in _BEING:
        return own_subject(noun.head) or noun
    return noun


def main_subject(token: Token) -> Token | None:
    """Return the subject of the clause around a relative or participle clause: "slouching rounds the back, which …"."""
    for above in token.ancestors:
        found = own_subject(above) if is_verb(above) else None
        if found is not None and found.i < token.i and not is_pronoun(found):
            return found
    return None


def before(verb: Token) -> Token | None:
    """Return the noun right before a verb that the parser hung nowhere useful: "overuse leading to pain"."""
    for token in reversed(list(verb.doc[: verb.i])):
        if is_noun(token) and token.dep_ not in ("pobj", "npadvmod", "conj"):
            return token
        if token.tag_ == "VBG" and token.dep_ in ("ROOT", "csubj"):
            return token
        if token.text in ".;:":
            return None
    return None


def complement(cue: Cue) -> Token | None:
    """Return what stands behind a cue: the object of its verb or preposition, else the next noun or gerund."""
    doc = cue.anchor.doc
    for token in reversed(list(doc[cue.start : cue.end])):
        for child in token.children:
            if child.i >= cue.end and child.dep_ in _OBJECTS:
                return _content(child)
    for token in doc[cue.end :]:
        if token.text in ".;:?!":
            break
        if is_noun(token) and token.dep_ != "compound" and not premodifies(token):
            return token
        if token.tag_ == "VBG" and token.dep_ not in ("amod", "compound"):
            return token
        if is_pronoun(token) and token.dep_ not in ("poss", "det"):
            return token
    return None


def premodifies(token: Token) -> bool:
    """Return whether a noun only describes the next one."""
    return token.dep_ in ("amod", "nmod", "poss") and token.head.i > token.i


def _content(token: Token) -> Token:
    """Step over prepositions that the parser made the object."""
    while token.tag_ in ("IN", "RP", "TO") or token.dep_ == "prep":
        inner = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
        if inner is None:
            return token
        token = inner
    return token


def governor(cue: Cue) -> Token | None:
    """Return what a cue such as "due to" is said of: the noun that it hangs on or the verb's subject."""
    anchor = cue.anchor
    head = anchor.head
    if anchor.dep_ == "relcl" and head.i < anchor.i:
        return _antecedent(anchor)
    if anchor.dep_ in ("acl", "amod", "prep") and (is_noun(head) or is_pronoun(head)) and head.i < anchor.i:
        return head
    return subject(anchor)


def clause_after(cue: Cue) -> Token | None:
    """Return the verb of the clause that a cue opens or ends before: behind "when" or "because"."""
    for token in cue.anchor.doc[cue.end :]:
        if token.text in ".;":
            return None
        if is_verb(token) and (own_subject(token) is not None or token.dep_ in ("advcl", "pcomp")) and token.tag_ != "MD":
            return token
    return None


def opening_clause(first: Token) -> Token | None:
    """Return the verb of a "when …", "if …" or "without …ing" clause that opens the sentence of this token."""
    opens = next((t for t in first.doc if t.is_alpha and t.lower_ not in _BEFORE_CONDITIONS), None)
    if opens is None or opens.lower_ not in _CONDITIONS:
        return None
    head = opens.head
    if opens.dep_ not in ("mark", "advmod"):
        head = next((c for c in opens.children if c.dep_ == "pcomp"), head)
    return head if is_verb(head) and head.i > opens.i and head.dep_ in ("advcl", "pcomp", "ccomp") else None


def said_of(verb: Token) -> Token | None:
    """Return what a verb such as "is" or "include" says of its subject."""
    told = ("attr", "dobj", "ccomp", "xcomp", "acomp", "pobj")
    found = next((c for c in verb.children if c.i > verb.i and c.dep_ in told), None)
    if found is None:
        prep = next((c for c in verb.children if c.i > verb.i and c.dep_ == "prep"), None)
        found = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None) if prep is not None else None
    return found


def predicate_of(noun: Token) -> tuple[Token, Token]:
    """Return the verb that a noun is the subject or predicate of, and the word through which it is."""
    verb, side = noun.head, noun
    while not is_verb(verb) and verb.head.i != verb.i:
        side, verb = verb, verb.head
    return verb, side
