"""From the word that fills the cause's place to the names of the causes: people, pronouns and lists resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.extract.ailments import Ailment
from pipeline.extract.causes.phrases import coordinated, span_of, text_of, words
from pipeline.extract.causes.tags import is_noun, is_pronoun, is_verb
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo

_LABEL = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.):]\s*)?(?P<label>[^:.!?]{3,70}?)\s?:\s+")
# Headings with more words tell a story.
_HEADING_WORDS = 7
_CLAUSE_WORDS = 12
_PREDICATE_WORDS = 8
_ASKED_WORDS = 5
_GERUND_WORDS = 9
_LIST_WORDS = 14
_NO_LIST = frozenset({"MD", "PRP", "VBD", "VBZ", "VBP", "WRB", "WDT", "WP", "TO", "IN"})
_FINITE = frozenset({"MD", "VBZ", "VBP", "VBD", "WRB", "WP", "WDT"})
# Tags of words that no plain noun phrase holds.
_NO_PHRASE = frozenset({"MD", "PRP", "VBD", "WRB", "WDT", "WP", "TO"})


def label_of(text: str) -> str | None:
    """Return the label that a block's text starts with ("Osteoarthritis: …"), `None` where it has none."""
    match = _LABEL.match(text)
    return match["label"].strip(" *_\"“”") if match else None


class Namer:
    """Names the causes of one sentence."""

    def __init__(
        self, frame: Frame, infos: Sequence[SectionInfo], sentence: Sentence, complaints: tuple[Ailment, ...]
    ) -> None:
        self.frame, self.sentence = frame, sentence
        self.complaints = [one for one in complaints if one.strong]
        self.stop = len(sentence.doc)
        self.breaks: tuple[int, ...] = ()
        self.subject: str | None = None
        self.info = infos[sentence.block]
        self.doc = sentence.doc

    def names(self, head: Token | None) -> tuple[str, ...]:
        """Return the causes that a head and what is coordinated with it name."""
        if head is None:
            return ()
        if is_pronoun(head) or head.lower_ in words().pronouns or self.points(head):
            return self.resolved(head)
        if head.lower_ in words().restating and any(c.dep_ == "det" for c in head.children) and self.subject:
            return (self.subject,)
        if head.lower_ in words().people:
            return self.of_people(head)
        found = []
        for one in coordinated(head):
            bare_relief = one.lower_ in words().relief and not list(one.lefts)
            if one.lower_ not in words().people and not bare_relief and not one.is_punct:
                found.append(self._text(one))
        return tuple(dict.fromkeys(found))

    def _text(self, head: Token) -> str:
        """The phrase of a head, up to the cue; the whole complaint where the parser cut one in two."""
        start, end = span_of(head)
        if start < self.stop:
            end = min(end, self.stop)
        # a verb that the parser took for a noun: the words of another cue end the phrase
        end = min([end, *(one for one in self.breaks if start < one < end)])
        whole = next((a for a in self.complaints if a.start <= start and end <= a.end), None)
        if whole is not None:
            start, end = whole.start, whole.end
        return self.doc[start:end].text.strip(" -–—,;:")

    def points(self, head: Token) -> bool:
        """Return whether a noun only points back: "this movement", "these conditions"."""
        pointing = any(c.dep_ in ("det", "predet") and c.lower_ in words().demonstratives - {"that"} for c in head.children)
        return pointing and (head.lower_ in words().generic or len(list(head.lefts)) == 1)

    def of_people(self, head: Token) -> tuple[str, ...]:
        """Return what people have or do: of "runners who have a weak core" the weak core."""
        for child in head.children:
            if child.dep_ == "relcl" or (child.dep_ == "acl" and is_verb(child)):
                return (self._predicate(child),)
            if child.dep_ == "prep" and child.lower_ == "with":
                return tuple(text_of(one) for g in child.children if g.dep_ == "pobj" for one in coordinated(g))
        return ()

    def _predicate(self, verb: Token) -> str:
        """The words of a clause's verb and what follows it; only the object after "have" and "be"."""
        if any(c.dep_ == "neg" for c in verb.children):
            # "who haven't run for months and start too fast": what they do, not what they don't
            verb = next((c for c in verb.children if c.dep_ == "conj" and is_verb(c)), verb)
        target = next((c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp")), None)
        if verb.lower_ in words().having and target is not None:
            return text_of(target)
        last = max(t.i for t in verb.subtree)
        start = verb.i
        return self.doc[start : min(last + 1, start + _PREDICATE_WORDS)].text.strip(" ,.;")

    def clause(self, verb: Token) -> tuple[str, ...]:
        """Return the words of a "when …" clause without its conjunction and "there is"; a list of verbs one by one."""
        verbs = [verb, *[t for t in verb.subtree if t.dep_ == "conj" and is_verb(t) and _top(t) is verb]]
        if len(verbs) > 2:
            ends = [v.left_edge.i for v in verbs[1:]] + [max(t.i for t in verb.subtree) + 1]
            return tuple(self._trim(v.i, end) for v, end in zip(verbs, ends, strict=True))
        tokens = sorted(verb.subtree, key=lambda t: t.i)
        telling = (t for t in tokens if t.dep_ not in ("mark", "punct", "advmod"))
        start = next((t.i for t in telling if t.lower_ not in words().clause_openers), verb.i)
        end = tokens[-1].i + 1
        comma = next((t.i for t in self.doc[verb.i : end] if t.text in (",", ";")), end)
        return (self._trim(start, min(end, comma)),)

    def _trim(self, start: int, end: int) -> str:
        end = min(end, start + _CLAUSE_WORDS)
        while end > start and (self.doc[end - 1].is_punct or self.doc[end - 1].tag_ == "CC"):
            end -= 1
        return self.doc[start:end].text

    def resolved(self, head: Token) -> tuple[str, ...]:
        """Return what a pronoun stands for: an earlier clause or subject, else what the sentence is about."""
        for token in self.doc[: head.i]:
            verb = token.head
            if token.lower_ in words().conditions and token.i < verb.i < head.i and verb.dep_ == "advcl":
                return self.clause(verb)
        doing = ("nsubj", "nsubjpass", "csubj")
        earlier = [t for t in self.doc[: head.i] if t.dep_ in doing and (is_noun(t) or t.tag_ == "VBG")]
        if earlier and head.lower_ in ("it", "they", "which", "that"):
            return tuple(text_of(one) for one in coordinated(earlier[0]))
        return self.outside()

    def outside(self) -> tuple[str, ...]:
        """Return what a sentence without its own subject is about: label, sentence before, heading."""
        first = self.frame.by_block[self.sentence.block][0]
        label = label_of(first.text)
        if label is not None and label.lower() not in words().empty and len(label.split()) <= _HEADING_WORDS:
            return (_without_command(label),)
        before = self._sentence_before()
        if before is not None:
            return before
        # "Problem:" below "Bouncing" is but a label
        above = (one for one in reversed(self.info.path) if one.lower().strip(" :") not in words().empty)
        heading = next(above, None)
        telling = self.info.numbered or self.info.heading_topic is None or self.info.avoid
        if heading and telling and ("causes" in self.info.topics or self.info.avoid):
            name = heading.split(":", 1)[-1].strip()
            if name and len(name.split()) <= _HEADING_WORDS and not self.info.question:
                return (_without_command(name),)
        return ()

    def _sentence_before(self) -> tuple[str, ...] | None:
        if not self.sentence.position:
            return None
        before = self.frame.by_block[self.sentence.block][self.sentence.position - 1]
        if not before.parsed:
            self.frame.parse([before])
        for token in before.doc:
            if token.dep_ in ("nsubj", "nsubjpass", "csubj") and token.head.dep_ in ("ROOT", "conj"):
                if is_pronoun(token) or token.lower_ in words().people:
                    continue
                return tuple(text_of(one) for one in coordinated(token))
        asked = before.text.rstrip()
        if asked.endswith("?") and len(asked.split()) <= _ASKED_WORDS and not any(t.tag_ in _FINITE for t in before.doc):
            # "Worn shoes? They can …"
            return (asked.rstrip("? "),)
        return None

    def gerund(self, head: Token) -> str:
        """Return the words of an act from its verb to the end of its phrase."""
        end = max(t.i for t in head.subtree) + 1
        for t in self.doc[head.i : end]:
            if t.text in (",", ";", "(", "–") or (t.dep_ == "cc" and t.head.i == head.i):
                end = t.i
                break
        return self.doc[head.i : min(end, head.i + _GERUND_WORDS)].text.strip(" .,;:")

    def listed_before(self, doer: Token) -> tuple[str, ...]:
        """Return the first items of a list that opens the sentence where the parser cut it before the last one:
        "Poor form, old shoes, and overuse can all …"."""
        first = doer.left_edge.i
        before = self.doc[:first]
        if not 0 < first <= _LIST_WORDS or before[-1].lower_ not in ("and", "or", ",") or before[0].tag_ in _NO_PHRASE:
            return ()
        if any(t.tag_ in _NO_LIST or (t.is_punct and t.text not in ",-") for t in before) or before[0].tag_ == "RB":
            return ()
        parts = [part.strip() for part in before.text.removesuffix(before[-1].text).split(",")]
        if not all(parts[:1]) or not any(is_noun(t) for t in before):
            return ()
        return tuple(part for part in parts if part)

    def right_before(self, start: int) -> tuple[str, ...]:
        """Return the words right before a cue that the parser found no subject for: "Long downhill runs" taken for a
        clause. Only a short noun phrase that opens the sentence."""
        before = self.doc[:start]
        if not 0 < len(before) <= _HEADING_WORDS or any(t.is_punct or t.tag_ in _NO_PHRASE for t in before):
            return ()
        if not any(is_noun(t) or t.tag_ in ("VBG", "VBZ") for t in before[-1:]) or is_pronoun(before[0]):
            return ()
        first = next((t.i for t in before if t.lower_ not in words().leading), 0)
        return (self.doc[first:start].text,) if before[-1].lower_ not in words().people else ()

    def label_subject(self, start: int) -> tuple[str, ...]:
        """Return the label where the cue at token `start` opens what stands behind it: "Slouching: strains the neck"."""
        before = self.doc[:start].text.rstrip()
        if before.endswith(":") and label_of(self.sentence.text) is not None:
            return (_without_command(before[:-1].strip(" *_")),)
        return ()


def _top(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _without_command(name: str) -> str:
    for pattern in words().against:
        match = pattern.match(name.lower())
        name = name[match.end() :] if match else name
    return name
