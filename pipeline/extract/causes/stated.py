"""Causes that a sentence states with a cue: the two sides, each trimmed and resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import ailments, context
from pipeline.extract.causes import roles
from pipeline.extract.causes.cues import Found, find
from pipeline.extract.causes.effects import Effects
from pipeline.extract.causes.phrases import coordinated, span_of, text_of, through, words
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo


@dataclass(frozen=True, slots=True)
class Stated:
    """A cause, its effect, and the characters `[start, end)` of the sentence that say it."""

    cause: str
    effect: str
    rule: str
    hedged: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sides:
    """The words of a cause as heads of phrases or as a clause, and the effect."""

    causes: tuple[str, ...]
    effect: str | None


class _Reader:
    """Reads the cues of one sentence."""

    def __init__(self, frame: Frame, infos: Sequence[SectionInfo], sentence: Sentence) -> None:
        self.frame, self.infos, self.sentence = frame, infos, sentence
        self.info = infos[sentence.block]
        self.doc = sentence.doc
        self.effects = Effects(self.doc, ailments.find(frame.nlp, self.doc), self.info.subject)

    # ------------------------------------------------------------ causes

    def names(self, head: Token | None) -> tuple[str, ...]:
        """Return the causes that a head and what is coordinated with it name; pronouns are resolved."""
        if head is None:
            return ()
        if head.pos_ == "PRON" or head.lower_ in words().pronouns or self._points(head):
            return self._resolved(head)
        if head.lower_ in words().people:
            return self._of_people(head)
        found = []
        for one in coordinated(head):
            if one.lower_ in words().people or one.lower_ in words().relief and not list(one.lefts):
                continue
            found.append(text_of(one))
        return tuple(dict.fromkeys(found))

    def _points(self, head: Token) -> bool:
        """Whether a noun only points back: "this movement", "these conditions"."""
        return any(c.dep_ in ("det", "predet") and c.lower_ in ("this", "these", "such") for c in head.children) and (
            head.lower_ in words().generic or len(list(head.lefts)) == 1
        )

    def _of_people(self, head: Token) -> tuple[str, ...]:
        """ "Runners who have a weak core": what they have or do, not who they are."""
        for child in head.children:
            if child.dep_ == "relcl" or (child.dep_ == "acl" and child.pos_ == "VERB"):
                return (self._predicate(child),)
            if child.dep_ == "prep" and child.lower_ == "with":
                return tuple(text_of(one) for g in child.children if g.dep_ == "pobj" for one in coordinated(g))
        return ()

    def _predicate(self, verb: Token) -> str:
        """The words of a clause's verb and what follows it, without its subject; only the object after "have"."""
        target = next((c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp")), None)
        if verb.lemma_ in ("have", "be", "get") and target is not None:
            return text_of(target)
        tokens = [t for t in verb.subtree if t.i >= verb.i]
        return self.doc[verb.i : min(tokens[-1].i + 1, verb.i + 9)].text

    def _resolved(self, head: Token) -> tuple[str, ...]:
        """What a pronoun stands for: the clause that opens the sentence, else the sentence before, else the heading."""
        root = next((t for t in self.doc if t.dep_ == "ROOT"), head)
        clause = roles.opening_clause(root)
        if clause is not None and clause.i < head.i:
            return (self.clause(clause),)
        earlier = [t for t in self.doc[: head.i] if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in ("NOUN", "PROPN")]
        if earlier and head.lower_ in ("it", "they", "which", "that"):
            return tuple(text_of(one) for one in coordinated(earlier[0]))
        before = self._sentence_before()
        if before is not None:
            return before
        if self.info.numbered or self.info.item or self.info.is_heading or self.info.heading_topic is None:
            heading = self.info.heading
            if heading and len(heading.split()) <= 6 and not self.info.question:
                return (heading.split(":", 1)[-1].strip(),)
        return ()

    def _sentence_before(self) -> tuple[str, ...] | None:
        if not self.sentence.position:
            return None
        before = self.frame.by_block[self.sentence.block][self.sentence.position - 1]
        if not before.parsed:
            self.frame.parse([before])
        for token in before.doc:
            if token.dep_ in ("nsubj", "nsubjpass", "csubj") and token.head.dep_ in ("ROOT", "conj"):
                if token.pos_ in ("PRON",) or token.lower_ in words().people:
                    continue
                return tuple(text_of(one) for one in coordinated(token))
        return None

    def clause(self, verb: Token) -> str:
        """Return the words of a "when …" clause without its conjunction and "there is"."""
        tokens = sorted(verb.subtree, key=lambda t: t.i)
        start = next((t.i for t in tokens if t.dep_ not in ("mark", "advmod", "punct") and t.lower_ not in
                      ("when", "if", "once", "as", "because", "whenever", "there", "is", "are", "you", "your", "the", "any", "a")), verb.i)
        end = tokens[-1].i + 1
        comma = next((t.i for t in self.doc[verb.i : end] if t.text in (",", ";")), end)
        return self.doc[start : min(end, comma, start + 12)].text

    # ------------------------------------------------------------ readings

    def read(self, found: Found) -> _Sides | None:
        """Return cause and effect of one cue by its reading, `None` where a side is missing."""
        reading = found.cue.reading
        if reading == "noun":
            return self._noun(found)
        if reading.startswith("backward") or reading == "either":
            return self._backward(found, clause=reading == "backward-clause")
        return self._forward(found)

    def _forward(self, found: Found) -> _Sides | None:
        anchor = found.anchor
        if anchor.pos_ == "NOUN" and found.cue.reading == "forward" and found.cue.id in ("cause-verb", "trigger"):
            return self._noun(found)
        if any(c.dep_ == "auxpass" for c in anchor.children):
            return None
        causes = self.names(roles.subject(anchor))
        reading = found.cue.reading
        if reading in ("harm", "forward-load", "forward-make", "forward-body"):
            return _Sides(causes, self._said_by_cue(found))
        head = roles.complement(found)
        return _Sides(causes, self.effects.resolved(through(head)) if head is not None else None)

    def _said_by_cue(self, found: Found) -> str | None:
        """The effect where the cue itself says it: "strains the hips", "puts pressure on the spine"."""
        start = found.start
        if found.cue.reading == "forward-load":
            start = next(i for i in range(found.end - 1, found.start - 1, -1) if self.doc[i].lower_ in words().outcomes)
        if found.cue.reading == "harm" and found.anchor.pos_ != "VERB":
            return None
        head = roles.complement(found)
        at = head.i + 1 if head is not None else found.end
        _, end = self.effects.after(self.doc[at - 1])
        end = max(end, found.end)
        body = self.effects.is_body(found.start, end)
        complaint = self.effects.names_complaint(found.start, end)
        if found.cue.reading == "forward-make":
            return self.info.subject if complaint and not body else self.doc[start + 1 : end].text if complaint else None
        if not body and not self.effects.names_complaint(found.end, end, strong=True):
            return None
        return self.doc[start:end].text

    def _backward(self, found: Found, *, clause: bool) -> _Sides | None:
        effect = self._effect_before(found)
        if clause:
            verb = roles.clause_root(found)
            return _Sides((self.clause(verb),) if verb is not None else (), effect)
        head = roles.complement(found)
        if head is None:
            return None
        if head.pos_ == "PRON" or head.lower_ in words().people:
            return None
        if found.cue.reading == "either" and self.effects.names_complaint(*span_of(head)) and not effect:
            effect = self.effects.resolved(head)
            return _Sides(self.names(roles.governor(found)), effect)
        if head.tag_ == "VBG" or head.pos_ == "VERB":
            return _Sides(tuple(self._gerund(one) for one in coordinated(head)), effect)
        return _Sides(self.names(head), effect)

    def _gerund(self, head: Token) -> str:
        tokens = [t for t in head.subtree if t.i >= head.i]
        end = tokens[-1].i + 1
        comma = next((t.i for t in self.doc[head.i : end] if t.text in (",", ";", "(", "–") or t.dep_ == "cc" and t.head.i == head.i), end)
        return self.doc[head.i : min(comma, head.i + 9)].text

    def _effect_before(self, found: Found) -> str | None:
        """The effect of a cue such as "due to": what it is said of, else the nearest complaint before it."""
        head = roles.governor(found)
        if head is not None and head.i < found.start:
            text = self.effects.resolved(through(head))
            if text:
                return text
        nearest = [a for a in self.effects.found if a.end <= found.start and a.strong]
        if nearest:
            return self.doc[nearest[-1].start : nearest[-1].end].text
        weak = [a for a in self.effects.found if a.end <= found.start]
        pointing = head is None or head.pos_ == "PRON" or self._points(head)
        if weak or pointing:
            return self.info.subject
        return None

    def _noun(self, found: Found) -> _Sides | None:
        """ "X is a cause of Y", "causes of Y include X", "the cause of Y is X", "one of the causes is X"."""
        anchor = found.anchor
        inner = next((g for c in anchor.children if c.lower_ in ("of", "for", "behind") for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        effect = self.effects.resolved(inner) if inner is not None else self.info.subject
        if inner is not None and effect is None:
            return None
        verb, side = anchor.head, anchor
        while side.dep_ in ("pobj", "prep", "compound", "conj") and verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
            side, verb = verb, verb.head
        if side.dep_ == "pobj" and verb.pos_ == "ADP":
            side, verb = verb, verb.head
        if verb.lemma_ not in ("be", "include", "involve", "range", "become", "remain", "consider", "identify"):
            return None
        if side.dep_ in ("nsubj", "nsubjpass") or side.i < verb.i:
            targets = [c for c in verb.children if c.i > verb.i and c.dep_ in ("attr", "dobj", "acomp", "ccomp", "xcomp", "prep")]
            if not targets:
                return None
            return _Sides(self.names(targets[0]), effect)
        return _Sides(self.names(roles.own_subject(verb)), effect)


def stated_causes(frame: Frame, infos: Sequence[SectionInfo], sentence: Sentence) -> list[Stated]:
    """Return what a parsed sentence states to cause something, in the order of its cues."""
    reader = _Reader(frame, infos, sentence)
    found: list[Stated] = []
    for cue in find(sentence):
        begin = sentence.doc[cue.start].idx
        stop = sentence.doc[cue.end - 1].idx + len(sentence.doc[cue.end - 1])
        if any(context.within(sentence, kind, begin) for kind in ("negated", "refuted", "prevented", "question")):
            continue
        sides = reader.read(cue)
        if sides is None or not sides.effect:
            continue
        if cue.cue.needs_complaint and not reader.effects.found:
            continue
        hedged = cue.cue.hedged or context.within(sentence, "hedged", begin)
        for cause in sides.causes:
            if _tells(cause, sides.effect):
                found.append(Stated(cause, sides.effect, cue.cue.id, hedged, begin, stop))
    return found


def _tells(cause: str, effect: str) -> bool:
    """Whether a cause says something, and something else than the effect."""
    lower = cause.lower().strip(" .,")
    return lower not in words().empty and lower != effect.lower() and any(c.isalpha() for c in lower)
