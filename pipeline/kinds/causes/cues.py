"""Where a sentence says that one thing brings about another, and which sentences are worth the parser's time."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.complaints import body_tokens, complaints
from pipeline.kinds.causes.words import GROUP, is_noun, is_verb, marked
from pipeline.outline import Node, Outline
from pipeline.rules import Hit, hits
from pipeline.text.sentence import Sentence

# Readings that tell by themselves, those that need a complaint or a part of the body, and those that need one elsewhere.
_PLAIN = frozenset({"forward", "backward", "noun", "load", "state", "risk"})
_WEAK = frozenset({"produce", "harm", "either", "people"})
# Readings that say by themselves that something happens to a part of the body.
_BODILY = frozenset({"harm", "load", "risk", "state"})
READINGS = _PLAIN | _WEAK | {"clause", "so", "next", "minor"}
# Longer "sentences" are lists of key phrases or tables without marks: parsing them costs much and tells nothing.
_MAX_LENGTH = 700
# What follows a word of harm that is a noun.
_NO_OBJECT = frozenset(["of", "in", "and", "or", "is", "are", "to", "from", "for", "by", "with", "on", "when", "if", "as"])
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD", "VB"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a parsed sentence: its reading, its tokens `[start, end)`, and the token that holds it in the tree."""

    reading: str
    rule: str
    start: int
    end: int
    anchor: Token


def asked(outline: Outline) -> list[Sentence]:
    """Return the sentences that causes need parsed: those with a cue beside a complaint, a body part or a pointer to one."""
    return [s for node in outline.nodes for s in node.sentences if worth_parsing(node, s)]


def worth_parsing(node: Node, sentence: Sentence) -> bool:
    """Return whether a sentence has a cue and something that it could be said of."""
    if len(sentence.text) > _MAX_LENGTH or (node.is_heading and sentence.text.endswith("?")):
        return False
    found = _spans(sentence)
    if not found:
        return False
    told = frozenset(hit.sign for hit in found)
    if node.topic == "doctor" and not told & _PLAIN:
        # "See a doctor if it hurts when …" tells when to go, not what brings it about
        return False
    if complaints(sentence) and told & (_PLAIN | _WEAK):
        return True
    about = node.subject or node.outer_subject
    if told & _PLAIN == {"noun"} and "causes" not in node.topics and not marked(sentence, "pointer"):
        about = None
    if told & {"minor", "clause"} and "causes" in node.topics and node.listed and _opens(node, sentence, found):
        return True
    if about and (told & _PLAIN or (told & _WEAK and (node.topic in ("causes", "avoid") or marked(sentence, "pointer")))):
        return True
    if told & (_PLAIN | {"harm"}) and marked(sentence, "outcome"):
        return True
    # of a page about no complaint, "hold your hands behind your head" is not worth it
    if told & (_PLAIN | {"harm"} if node.subject or node.outer_subject else _BODILY) and body_tokens(sentence):
        return True
    if about and "next" in told and lists_causes(node, sentence):
        return True
    return any(_other_side(sentence, hit) for hit in found if hit.sign in ("clause", "so"))


def announces(sentence: Sentence) -> str | None:
    """Return the reading of the cue by which a heading or lead-in says that causes follow, `None` where it does not."""
    if marked(sentence, "symptom"):
        return None
    return next((hit.sign for hit in _spans(sentence) if hit.sign in _PLAIN), None)


def readings(sentence: Sentence) -> frozenset[str]:
    """Return the readings of the cues of a sentence, parsed or not."""
    return frozenset(hit.sign for hit in _spans(sentence) if hit.sign in _PLAIN | _WEAK)


def _opens(node: Node, sentence: Sentence, found: list[Hit]) -> bool:
    """Whether a cue opens a row of causes or what stands behind its label: "Strain: often from overuse"."""
    label = node.label
    rest = label.rest - sentence.offset if label is not None and label.rest is not None else 0
    first = next((t.i for t in sentence.doc if t.idx >= rest), 0)
    return any(first <= hit.start <= first + 1 for hit in found)


def lists_causes(node: Node, sentence: Sentence) -> bool:
    """Return whether a sentence stands where causes are being listed: in a section about them, or behind a noun for them."""
    before = node.sentences[sentence.position - 1 : sentence.position] if sentence.position else []
    return node.topic in ("causes", "avoid") or any(hit.sign == "noun" for s in before for hit in _spans(s))


def _other_side(sentence: Sentence, hit: Hit) -> bool:
    """Whether a complaint stands in the clause that a conjunction does not open."""
    told = [c for c in complaints(sentence) if c.strong or c.end > c.start]
    if hit.sign == "so":
        return any(c.start >= hit.end for c in told)
    comma = next((t.i for t in sentence.doc[hit.end :] if t.text in (",", "-", "–")), None)
    opens = not any(t.is_alpha for t in sentence.doc[max(0, hit.start - 1) : hit.start])
    return any(c.end <= hit.start or (opens and comma is not None and c.start > comma) for c in told)


def _spans(sentence: Sentence) -> list[Hit]:
    """The cues of a sentence, of two that overlap the longer one; none where the words are none ("trigger points")."""
    held: list[Hit] | None = sentence.cache.get("cause cues")
    if held is None:
        held = sentence.cache["cause cues"] = _longest(sentence)
    return held


def _longest(sentence: Sentence) -> list[Hit]:
    told = [hit for hit in hits(sentence, GROUP) if hit.sign in READINGS]
    if not told:
        return []
    none = marked(sentence, "no-cue")
    told = [hit for hit in told if none.isdisjoint(range(hit.start, hit.end))]
    found = [hit for hit in told if hit.sign != "harm" or _has_object(sentence, hit)]
    taken: set[int] = set()
    kept: list[Hit] = []
    for hit in sorted(found, key=_priority):
        if not taken & set(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _priority(hit: Hit) -> tuple[int, bool, bool, int, str]:
    """The longer first, then those that tell more."""
    return hit.start - hit.end, hit.sign == "minor", hit.sign not in ("harm", "load"), hit.start, hit.rule


def _has_object(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word of harm is followed by what it could harm, as verbs are, and is no part of a complaint."""
    if hit.end >= len(sentence.doc):
        return False
    named = any(c.strong and c.start < hit.start and hit.end <= c.end for c in complaints(sentence))
    follows = body_tokens(sentence) | marked(sentence, "leading") | marked(sentence, "outcome") | marked(sentence, "pronoun")
    small = sentence.doc[hit.end].lower_ in _NO_OBJECT
    starts = any(c.start == hit.end for c in complaints(sentence))
    return not named and not small and (starts or hit.end in follows or hit.end - hit.start > 1)


def cues(sentence: Sentence) -> tuple[Cue, ...]:
    """Return the cues of a parsed sentence, in order; the tags tell verbs from nouns ("cause", "strain")."""
    found = [Cue(h.sign, h.rule, h.start, h.end, _anchor(sentence.doc, h.start, h.end)) for h in _spans(sentence)]
    return tuple(read for cue in found if (read := _by_tag(sentence, cue)) is not None)


def _by_tag(sentence: Sentence, cue: Cue) -> Cue | None:
    anchor, bare = cue.anchor, cue.end - cue.start == 1
    if cue.reading in ("risk", "load"):
        # "raises your risk of", "puts stress on": the verb above does it
        verb = next((a for a in (anchor, *anchor.ancestors) if is_verb(a)), anchor)
        return Cue(cue.reading, cue.rule, cue.start, cue.end, verb)
    if bare and is_noun(anchor) and cue.reading != "noun" and not any(t.tag_ in _FINITE for t in sentence.doc):
        # a sentence without a verb whose cue is followed by an object: the tagger has missed the verb
        return cue
    if cue.reading == "noun" and bare and is_verb(anchor):
        return Cue("forward", cue.rule, cue.start, cue.end, anchor)
    if cue.reading == "forward" and bare and is_noun(anchor):
        return Cue("noun", cue.rule, cue.start, cue.end, anchor)
    if cue.reading in ("forward", "produce", "harm") and anchor.tag_ in ("VBN", "VBD", "JJ") and anchor.dep_ == "amod":
        return None
    return None if cue.reading in ("harm", "produce") and bare and is_noun(anchor) else cue


def _anchor(doc: Doc, start: int, end: int) -> Token:
    """The token of a cue that the rest of it hangs on."""
    inside = doc[start:end]
    tops: list[Token] = [t for t in inside if not (start <= t.head.i < end) or t.head.i == t.i]
    telling = [t for t in tops if is_verb(t) or is_noun(t) or t.tag_.startswith("JJ")]
    return (telling or tops or [inside[0]])[0]
