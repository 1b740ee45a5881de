"""Causes that a sentence states with a cue: each reading of a cue finds the two sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract import ailments, context
from pipeline.extract.causes import roles
from pipeline.extract.causes.cues import Found, find
from pipeline.extract.causes.effects import Effects
from pipeline.extract.causes.naming import Namer, label_of
from pipeline.extract.causes.phrases import coordinated, span_of, tells, through, words
from pipeline.extract.causes.tags import is_noun, is_pronoun, is_verb
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo

# Readings of cues that no phrase that names a cause holds.
_BREAKING = frozenset({"forward-load", "forward-make", "either"})


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
    causes: tuple[str, ...]
    effect: str | None


class _Reader:
    """Reads the cues of one sentence."""

    def __init__(self, frame: Frame, infos: Sequence[SectionInfo], sentence: Sentence) -> None:
        self.frame, self.sentence = frame, sentence
        self.info = infos[sentence.block]
        self.doc = sentence.doc
        listed = self.info.item and self.info.topic == "causes"
        label = label_of(frame.by_block[sentence.block][0].text) if listed else None
        # "Bursitis: … often due to overuse" in a list of causes tells what bursitis comes from
        told = label is not None and label.lower() not in words().empty
        self.subject = label if told else self.info.subject
        complaints = ailments.find(frame.nlp, self.doc)
        self.effects = Effects(self.doc, complaints, self.subject)
        self.namer = Namer(frame, infos, sentence, complaints)
        self.namer.subject = self.subject

    def read(self, found: Found) -> _Sides | None:
        """Return cause and effect of one cue by its reading, `None` where a side is missing."""
        backward = found.cue.reading.startswith("backward")
        self.effects.stop = found.start if backward else len(self.doc)
        self.namer.stop = len(self.doc) if backward else found.start
        readings: dict[str, Callable[[Found], _Sides | None]] = {
            "noun": self._noun,
            "people": self._people,
            "when-then": self._when_then,
            "next": self._next,
            "backward": self._backward,
            "either": self._either,
            "backward-clause": self._backward_clause,
        }
        return readings.get(found.cue.reading, self._forward)(found)

    # ------------------------------------------------------------ cause first

    def _forward(self, found: Found) -> _Sides | None:
        anchor = found.anchor
        if is_noun(anchor) and found.cue.id in ("cause-verb", "trigger"):
            return self._noun(found) or self._title_case(found)
        if any(c.dep_ == "auxpass" for c in anchor.children):
            return None
        labelled = self.namer.label_subject(found.start)
        causes = labelled or self._doers(found) or self._by(found)
        if found.cue.reading != "forward":
            return _Sides(causes, self._said_by_cue(found) or (self.info.subject if labelled else None))
        head = roles.complement(found)
        effect = self.effects.resolved(through(head)) if head is not None else None
        inside = next((a for a in self.effects.found if found.start < a.start and a.end <= found.end), None)
        if effect is None and inside is not None:
            # "increases injury risk" holds its effect
            effect = self.doc[inside.start : inside.end].text
        bare_risk = head is None and found.cue.id == "increase-risk"
        return _Sides(causes, effect or (self.subject if labelled or bare_risk else None))

    def _title_case(self, found: Found) -> _Sides | None:
        """ "Weak Hips Cause Knee Pain": in a heading the tagger takes the verb for a noun; the words around it tell."""
        if not self.info.is_heading or found.end >= len(self.doc) or self.doc[found.end].lower_ == "of":
            return None
        start = found.start
        while start and self.doc[start - 1].is_alpha:
            start -= 1
        end = self.effects.after(self.doc[found.end])[1]
        if start == found.start or not self.effects.names_complaint(found.end, end):
            return None
        return _Sides((self.doc[start : found.start].text,), self.doc[found.end : end].text)

    def _doers(self, found: Found) -> tuple[str, ...]:
        doer = self._behind_label(roles.subject(found.anchor), found)
        if found.cue.of_people and (doer is None or doer.lower_ not in words().people):
            return ()
        if doer is None and all(t.tag_ in ("MD", "RB") for t in self.doc[: found.start]):
            return self.namer.outside()
        if doer is not None and doer.i >= found.start:
            return self.namer.outside() if found.start == 0 else ()
        if doer is None:
            return self.namer.right_before(found.start)
        names = tuple(name for one in [*roles.strays(doer), doer] for name in self.namer.names(one))
        return tuple(dict.fromkeys((*self.namer.listed_before(doer), *names)))

    def _by(self, found: Found) -> tuple[str, ...]:
        """ "You can hurt your neck by sleeping on your stomach": what people do is behind "by"."""
        by = next((c for c in found.anchor.children if c.lower_ == "by" and c.i >= found.end), None)
        acts = [c for c in by.children if c.dep_ == "pcomp"] if by is not None else []
        return tuple(self.namer.gerund(one) for act in acts for one in coordinated(act))

    def _behind_label(self, doer: Token | None, found: Found) -> Token | None:
        """The subject where the parser took the label for it: "Shared risks: obesity and smoking contribute to …"."""
        colon = next((t.i for t in self.doc[: found.start] if t.text == ":"), None)
        if doer is None or colon is None or doer.i > colon or label_of(self.sentence.text) is None:
            return doer
        nouns = (t for t in self.doc[colon + 1 : found.start] if is_noun(t) and t.dep_ != "compound")
        return next((t for t in nouns if not roles.premodifies(t)), doer)

    def _said_by_cue(self, found: Found) -> str | None:
        """The effect where the cue itself says it: "strains the hips", "puts pressure on the spine"."""
        start = found.start
        if found.cue.reading == "forward-load":
            start = next(i for i in range(found.end - 1, start - 1, -1) if self.doc[i].lower_ in words().outcomes)
        inner = [i for i in range(start, found.end) if self.doc[i].lower_ == "to"]
        if found.cue.reading == "harm" and not inner and not is_verb(found.anchor) and found.start > 0:
            return None
        if found.start == 0 and not self.doc[0].lower_.endswith("s"):
            return None
        if found.cue.reading == "harm":
            following = self.doc[found.end] if found.end < len(self.doc) else None
            if following is None or following.is_punct or following.tag_ in ("MD", "VBZ", "VBD", "CC"):
                return None
            start = max((i + 1 for i in inner), default=start)
        head = roles.complement(found)
        _, end = self.effects.after(self.doc[head.i if head is not None else found.end - 1])
        end = max(end, found.end)
        body = self.effects.is_body(found.start, end)
        complaint = self.effects.names_complaint(found.start, end)
        if found.cue.reading == "forward-make":
            named = next((a for a in self.effects.found if a.strong and a.end <= found.start), None)
            if any(t.lower_ in words().pronouns for t in self.doc[start + 1 : found.end]):
                return self.subject or (self.doc[named.start : named.end].text if named else None)
            if not complaint:
                return None
            if self.effects.names_complaint(start, found.end - 1, strong=True):
                # "makes shin splints worse": the complaint is named, and "worse" says what becomes of it
                end = next(a.end for a in self.effects.found if a.strong and a.end > start + 1)
            return self.doc[start + 1 : end].text if body or not self.subject else self.subject
        if not body and not self.effects.names_complaint(found.end, end, strong=True):
            return None
        return self.doc[start:end].text

    def _people(self, found: Found) -> _Sides | None:
        """ "Common in runners who …": what they have or do."""
        head = roles.complement(found)
        if head is None:
            return None
        causes: list[str] = []
        for one in coordinated(head):
            if one.lower_ in words().people:
                causes += self.namer.of_people(one)
        return _Sides(tuple(causes), self._effect_before(found))

    def _when_then(self, found: Found) -> _Sides | None:
        """ "Once the nerve is compressed, pain can radiate": the opening clause is the cause."""
        clause = roles.opening_clause(found.anchor)
        if clause is None or clause.i >= found.start:
            return None
        hurting = [a for a in self.effects.found if a.start >= found.start]
        opening = [a for a in self.effects.found if a.end <= found.start and a.strong]
        if not hurting or (opening and self.doc[opening[0].start].lower_ in words().taken_up):
            return None
        start, end = self.effects.after(self.doc[hurting[0].start])
        return _Sides(self.namer.clause(clause), self.doc[start:end].text)

    # ------------------------------------------------------------ effect first

    def _backward(self, found: Found) -> _Sides | None:
        effect = self._effect_before(found)
        head = roles.complement(found)
        if head is None or is_pronoun(head) or head.lower_ in words().people:
            return None
        if found.cue.cause_complaint and not self.effects.names_complaint(*span_of(head), strong=True):
            return None
        if head.tag_ == "VBG" or is_verb(head):
            return _Sides(tuple(self.namer.gerund(one) for one in coordinated(head)), effect)
        return _Sides(self.namer.names(head), effect)

    def _backward_clause(self, found: Found) -> _Sides | None:
        verb = roles.clause_root(found)
        return _Sides(self.namer.clause(verb) if verb is not None else (), self._effect_before(found) or self._felt(found))

    def _felt(self, found: Found) -> str | None:
        """ "My shins started hurting when …": the part of the body with what the cue says of it."""
        head = roles.governor(found)
        state = next((a for a in self.effects.found if found.start <= a.start < found.end), None)
        if head is None or state is None or head.i >= found.start or not self.effects.is_body(*span_of(head)):
            return None
        return self.doc[span_of(head)[0] : state.end].text

    def _either(self, found: Found) -> _Sides | None:
        """ "X is associated with Y": forwards where it is said of X as a whole, "pain associated with X" backwards."""
        head = roles.complement(found)
        predicative = any(c.dep_ == "auxpass" for c in found.anchor.children)
        if head is not None and predicative and self.effects.names_complaint(*span_of(head)):
            self.effects.stop = len(self.doc)
            return _Sides(self.namer.names(roles.subject(found.anchor)), self.effects.resolved(head))
        return self._backward(found)

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
        pointing = head is None or is_pronoun(head) or self.namer.points(head)
        return self.subject if weak or pointing else None

    # ------------------------------------------------------------ nouns

    def _next(self, found: Found) -> _Sides | None:
        """ "Another is X" where causes are being listed."""
        noun = next((t for t in self.doc[found.start : found.end] if t.lower_ in words().cause_nouns), None)
        if noun is not None and any(c.dep_ == "prep" for c in noun.children):
            return self._noun(Found(found.cue, found.start, found.end, noun))
        position = self.sentence.position
        before = self.frame.by_block[self.sentence.block][position - 1].lower if position else ""
        if self.info.topic != "causes" and not any(noun in before for noun in words().cause_nouns):
            return None
        verb = self.doc[found.end - 1]
        return _Sides(self.namer.names(roles.said_of(verb)), self.info.subject)

    def _noun(self, found: Found) -> _Sides | None:
        """ "X is a cause of Y", "causes of Y include X", "the cause of Y is X"."""
        anchor = found.anchor
        if anchor.lower_ not in words().cause_nouns:
            anchor = next((t for t in self.doc[found.start : found.end] if is_noun(t)), anchor)
        behind = (c for c in anchor.children if c.lower_ in words().cause_prepositions)
        inner = next((g for c in behind for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        effect = self.effects.resolved(inner) if inner is not None else self.info.subject
        if effect is None:
            return None
        verb, side = roles.predicate_of(anchor)
        if verb.tag_ == "VBG" and side.i < verb.i and side.dep_ == "nsubj":
            return _Sides((self.namer.gerund(verb),), effect)
        if verb.lower_ not in words().being:
            return None
        if side.i < verb.i:
            return _Sides(self.namer.names(roles.said_of(verb)), effect)
        return _Sides(self.namer.names(roles.own_subject(verb)), effect)


def stated_causes(frame: Frame, infos: Sequence[SectionInfo], sentence: Sentence) -> list[Stated]:
    """Return what a parsed sentence states to cause something, in the order of its cues."""
    reader = _Reader(frame, infos, sentence)
    found: list[Stated] = []
    blocked = context.blocked(sentence)
    cues = find(sentence)
    reader.namer.breaks = tuple(cue.start for cue in cues if cue.cue.reading in _BREAKING)
    for cue in cues:
        begin = sentence.doc[cue.start].idx
        stop = sentence.doc[cue.end - 1].idx + len(sentence.doc[cue.end - 1])
        if any(a <= begin < b for a, b in blocked):
            continue
        sides = reader.read(cue)
        if sides is None or not sides.effect:
            continue
        if cue.cue.needs_complaint and not reader.effects.found and sides.effect != reader.info.subject:
            continue
        hedged = cue.cue.hedged or context.within(sentence, "hedged", begin)
        for cause in sides.causes:
            if tells(cause, sides.effect):
                found.append(Stated(cause, sides.effect, cue.cue.id, hedged, begin, stop))
    return found
