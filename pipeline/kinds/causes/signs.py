"""What speaks for and against a candidate: signs of its cue, its cause, its effect, what holds around it and its place."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import lexicon
from pipeline.complaints import body_tokens, complaints, is_generic
from pipeline.kinds import context
from pipeline.kinds.causes.words import GROUP, marked
from pipeline.outline import Node
from pipeline.rules import hits
from pipeline.text.inflection import base_verb, gerund_of, is_noun
from pipeline.text.sentence import Sentence

_SCOPES: tuple[context.Kind, ...] = ("negated", "refuted", "prevented", "question", "hedged")
_CLASSES = ("risk", "relief", "people", "pronoun", "general", "quantity", "describes", "outcome")
_READINGS = (
    "forward",
    "backward",
    "harm",
    "load",
    "risk",
    "noun",
    "clause",
    "minor",
    "produce",
    "next",
    "state",
    "either",
    "people",
    "so",
)
_EFFECTS = ("strong", "outcome", "weak", "body", "section", "before", "other")
_PAIRED = ("cause:complaint", "cause:relief", "cause:risk", "cause:outside", "sentence:story", "place:below-causes")
_LONG = 7


def of_cause(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Yield what the tokens `[start, end)` of a sentence are as a cause."""
    words = [t for t in sentence.doc[start:end] if not t.is_punct and not t.is_space]
    if not words:
        yield "cause:none"
        return
    told = [c for c in complaints(sentence) if c.start < end and c.end > start]
    yield "cause:complaint" if any(c.strong for c in told) else "cause:state" if told else "cause:no-complaint"
    yield from (f"cause:has-{n.kind}" for n in lexicon.names(sentence) if n.start >= start and n.end <= end)
    yield from _classes(sentence, start, end)
    yield from _first_word(words[0].lower_)
    yield "cause:long" if len(words) > _LONG else f"cause:words-{min(len(words), 4)}"
    if sentence.parsed:
        yield f"cause:tag-{words[-1].tag_}"
        yield f"cause:first-tag-{words[0].tag_}"
        if any(t.tag_ in ("MD", "VBZ", "VBP", "VBD") for t in words):
            yield "cause:finite"
    yield from {f"cause-word:{words[0].lower_}", f"cause-word:{words[-1].lower_}"}


def _classes(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Yield the classes of words that a cause holds, begins with and ends with."""
    inside = set(range(start, end))
    if inside <= body_tokens(sentence):
        yield "cause:body-only"
    if inside <= marked(sentence, "empty") | marked(sentence, "leading"):
        yield "cause:empty"
    for one in _CLASSES:
        held = marked(sentence, one) & inside
        told = {"cause": bool(held), "cause-first": start in held, "cause-last": end - 1 in held}
        yield from (f"{name}:{one}" for name, holds in told.items() if holds)


def _first_word(word: str) -> Iterator[str]:
    """Yield whether a cause begins like an act or a command."""
    if gerund_of(word):
        yield "cause:gerund"
    elif base_verb(word):
        yield "cause:noun-or-verb" if is_noun(word) else "cause:command"


def of_outside(text: str) -> Iterator[str]:
    """Yield what a cause that stands outside its sentence is."""
    words = text.split()
    yield "cause:outside"
    yield f"cause:words-{min(len(words), 4)}"
    if words and gerund_of(words[0]):
        yield "cause:gerund"


def of_effect(kind: str, text: str, subject: str | None) -> Iterator[str]:
    """Yield what an effect is."""
    yield f"effect:{kind}"
    if is_generic(text):
        yield "effect:generic"
    if subject and text.lower() == subject.lower():
        yield "effect:subject"
    last = text.lower().split()[-1:] or [""]
    yield f"effect-word:{last[0]}"


def of_object(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Yield what the tokens `[start, end)` are as an effect: something good, people, what a treatment does."""
    inside = set(range(start, end))
    for one in ("relief", "people", "general", "symptom"):
        if marked(sentence, one) & inside:
            yield f"effect:has-{one}"
    if sentence.doc[start].tag_ in ("VBG", "VB", "VBZ"):
        yield "effect:verb"


def of_place(node: Node, sentence: Sentence) -> Iterator[str]:
    """Yield where a candidate stands."""
    yield f"topic:{node.topic}"
    for topic in node.topics:
        yield f"topics:{topic}"
    heading = node.heading()
    if heading is not None:
        for topic in heading.own_topics:
            yield f"heading:{topic}"
        yield from (f"heading-word:{word}" for s in heading.sentences for word in s.words if word.isalpha())
    yield f"node:{'heading' if node.is_heading else node.kind}"
    if node.lead_in is not None:
        yield "lead-in"
        yield from (f"lead-in:{topic}" for topic in node.lead_in.own_topics or ("silent",))
        yield from (f"lead-in-word:{word}" for word in node.lead_in.sentences[-1].words if word.isalpha())
    for name, holds in (
        ("subject", bool(node.subject)),
        ("listed", node.listed),
        ("numbered", node.number is not None),
        ("label", node.label is not None),
        ("question-section", node.question),
        ("avoid", node.avoid),
        ("opens-list", node.lead and sentence is node.sentences[-1]),
        ("asks", sentence.text.rstrip().endswith("?")),
    ):
        if holds:
            yield f"place:{name}"
    if any(above.topic == "causes" for above in node.path()):
        yield "place:below-causes"
    if heading is not None and "causes" in heading.topics and not heading.own_topics:
        yield "place:below-named"


def of_words(sentence: Sentence) -> frozenset[str]:
    """Return what the words of the whole sentence are."""
    name = "cause signs, parsed" if sentence.parsed else "cause signs"
    held: frozenset[str] | None = sentence.cache.get(name)
    if held is None:
        held = sentence.cache[name] = frozenset(_of_words(sentence))
    return held


def _of_words(sentence: Sentence) -> Iterator[str]:
    doc = sentence.doc
    yield from (f"sentence:{hit.sign[6:]}" for hit in hits(sentence, GROUP) if hit.sign.startswith("about."))
    if any(c.strong for c in complaints(sentence)):
        yield "sentence:complaint"
    yield from (f"word:{word}" for word in sentence.words if word.isalpha())
    yield f"sentence:length-{min(len(doc) // 10, 5)}"
    if marked(sentence, "relief"):
        yield "sentence:relief"
    if sentence.parsed and any(t.dep_ == "ROOT" and t.tag_ == "VBD" for t in doc):
        yield "sentence:past"
    if sentence.parsed and doc[0].tag_ == "VB":
        yield "sentence:command"


def of_scopes(sentence: Sentence, position: int, name: str) -> Iterator[str]:
    """Yield the scopes that hold at a character: of the cue or the cause, as `name` says."""
    for kind in _SCOPES:
        if context.within(sentence, kind, position):
            yield f"{name}:{kind}"


def pairs(signs: set[str]) -> Iterator[str]:
    """Yield the pairs of signs that mean more together than each alone."""
    cue = next((f"cue:{reading}" for reading in _READINGS if f"cue:{reading}" in signs), "cue:place")
    path = next((s for s in sorted(signs) if s.startswith("path:")), "")
    effect = next((f"effect:{kind}" for kind in _EFFECTS if f"effect:{kind}" in signs), "")
    topic = next((s for s in sorted(signs) if s.startswith("topic:")), "")
    yield f"{cue} & {path}"
    yield f"{cue} & {effect}"
    yield f"{path} & {topic}"
    for one in _PAIRED:
        if one in signs:
            yield f"{cue} & {one}"
            yield f"{effect} & {one}"


def of_title(node: Node, root: Node) -> Iterator[str]:
    """Yield whether the title or a heading above speaks of mistakes or harm."""
    for name, one in [("title", root), *(("above", heading) for heading in node.path())]:
        if any(marked(s, "mistake") for s in one.sentences):
            yield f"{name}:mistakes"
        if any(complaints(s) for s in one.sentences):
            yield f"{name}:complaint"


def distance(start: int, end: int, other_start: int, other_end: int) -> str:
    """Return how far two stretches of tokens are apart, roughly."""
    gap = max(start - other_end, other_start - end, 0)
    return "0" if gap == 0 else "1" if gap <= 2 else "3" if gap <= 6 else "far"
