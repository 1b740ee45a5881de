"""The two sides of a cue: each reading tells where cause and effect stand in a parsed sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.kinds.causes import roles
from pipeline.kinds.causes.cues import Cue, cues, lists_causes
from pipeline.kinds.causes.doers import Doers, unique
from pipeline.kinds.causes.effects import Effect, Effects
from pipeline.kinds.causes.naming import Named, Namer
from pipeline.kinds.causes.phrases import Phrases
from pipeline.kinds.causes.words import is_noun, is_pronoun, is_verb, marked
from pipeline.outline import Node
from pipeline.text.fold import fold
from pipeline.text.sentence import Sentence

_INNER_WORDS = 9
_BEHIND = ("backward", "either", "clause", "minor", "people", "next")
_TELLING = ("noun", "forward", "produce")


@dataclass(frozen=True, slots=True)
class Link:
    """What a cue ties together: one cause and its effect."""

    cue: Cue
    cause: Named
    effect: Effect


class Reader:
    """Reads the cues of one parsed sentence."""

    def __init__(self, node: Node, sentence: Sentence, subject: str | None) -> None:
        self.node, self.sentence, self.doc = node, sentence, sentence.doc
        self.phrases = Phrases(sentence)
        before = node.sentences[sentence.position - 1] if sentence.position else None
        self.effects = Effects(self.phrases, subject, before, about_causes="causes" in node.topics)
        self.namer = Namer(node, sentence, self.phrases)
        self.doers = Doers(node, self.phrases, self.namer, self.effects.body)
        self.readings: dict[str, Callable[[Cue], tuple[list[Named], Effect | None]]] = {
            "forward": self._forward,
            "produce": self._forward,
            "risk": self._forward,
            "harm": self._harm,
            "load": self._load,
            "state": self._state,
            "backward": self._backward,
            "either": self._either,
            "people": self._people,
            "noun": self._noun,
            "next": self._next,
            "clause": self._clause,
            "minor": self._clause,
            "so": self._so,
        }

    def links(self, cue: Cue) -> list[Link]:
        """Return what a cue ties together, each cause by itself."""
        causes, effect = self.readings[cue.reading](cue)
        if effect is None:
            return []
        clipped = (self._clipped(cause, cue) for cause in causes)
        return [Link(cue, cause, effect) for cause in clipped if self._tells(cause, effect)]

    def _clipped(self, cause: Named, cue: Cue) -> Named:
        """A cause up to its cue, or from it on, where the parser let it run over."""
        if not (cause.start < cue.end and cue.start < cause.end) or cause.start < 0:
            return cause
        behind = cue.reading in _BEHIND and cause.end > cue.end
        start, end = cause.start, max(cue.start, cause.start)
        if behind:
            finite = (t.i for t in self.doc[cue.end + 1 : cause.end] if t.tag_ in ("VBZ", "VBP", "VBD", "MD"))
            start, end = cue.end, next(finite, cause.end)
        return self.namer.span(self.phrases.trimmed(start, end), cause.path)

    def _tells(self, cause: Named, effect: Effect) -> bool:
        """Whether a cause says something, and something else than its effect."""
        if not any(c.isalpha() for c in cause.text) or fold(cause.text) == fold(effect.text):
            return False
        if cause.start < 0:
            return True
        inside = 0 <= effect.start <= cause.start and cause.end <= effect.end
        empty = marked(self.sentence, "empty") | marked(self.sentence, "pronoun") | marked(self.sentence, "leading")
        return not inside and not set(range(cause.start, cause.end)) <= empty

    # ------------------------------------------------------------ cause first

    def _forward(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        if any(c.dep_ == "auxpass" for c in cue.anchor.children):
            return [], None
        head = roles.complement(cue)
        effect = self.effects.of_token(head) if head is not None else None
        inside = self.effects.named(cue.start, cue.end)
        if inside is not None and inside.strong and (effect is None or effect.kind == "other"):
            # "increases injury risk" holds its effect
            effect = self.effects.of_span(inside.start, inside.end)
        return self.doers.of(cue), effect or self.effects.of_section()

    def _harm(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """The verb says what a part of the body suffers: "strains the hips", "likely to pull a muscle"."""
        if any(c.dep_ == "auxpass" for c in cue.anchor.children):
            return [], None
        start = next((i + 1 for i in range(cue.start, cue.end) if self.doc[i].lower_ == "to"), cue.start)
        head = roles.complement(cue)
        end = max(cue.end, self.effects.after(head)[1] if head is not None and not is_pronoun(head) else cue.end)
        if head is not None and is_pronoun(head) and self.effects.subject:
            return self.doers.of(cue), self.effects.of_section()
        return self.doers.of(cue), Effect(self.doc[start:end].text, self.effects.kind(start, end), start, end)

    def _load(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """The cue names what a part of the body suffers: "puts pressure on the spine"."""
        last = range(cue.end - 1, cue.start - 1, -1)
        start = next((i for i in last if self.phrases.is_a(self.doc[i], "outcome")), cue.end - 1)
        head = roles.complement(cue)
        end = max(cue.end, self.effects.after(head)[1] if head is not None and head.i > start else cue.end)
        return self.doers.of(cue), Effect(self.doc[start:end].text, self.effects.kind(start, end), start, end)

    def _state(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "makes shin splints worse", "leaves the back stiff"."""
        inner = self.effects.nearest(cue.start + 1, cue.end, backwards=True)
        if inner is not None and inner.kind == "strong":
            return self.doers.of(cue), inner
        if cue.end < len(self.doc) and self.doc[cue.end].lower_ == "to":
            # "makes you prone to sprains"
            return self.doers.of(cue), self.effects.nearest(cue.end, len(self.doc), backwards=False)
        pointing = any(self.phrases.is_a(t, "pointer") for t in self.doc[cue.start + 1 : cue.end])
        if pointing and self.effects.subject:
            return self.doers.of(cue), self.effects.of_section()
        start = self.phrases.trimmed(cue.start + 1, cue.end)[0]
        end = self.effects.after(self.doc[cue.end - 1])[1]
        return self.doers.of(cue), Effect(self.doc[start:end].text, self.effects.kind(start, end), start, end)

    # ------------------------------------------------------------ effect first

    def _backward(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        effect = self.effect_before(cue)
        verb = roles.clause_after(cue)
        head = roles.complement(cue)
        if self.doc[cue.end - 1].tag_ in ("WRB", "IN") and verb is not None and (head is None or head.head.i == verb.i):
            found = [self.namer.span(one, "clause") for one in self.phrases.clause(verb)]
            if verb.tag_ != "VBG" or roles.own_subject(verb) is not None:
                return found, effect
        if head is None or is_pronoun(head):
            return [], None
        return unique([*self.namer.names(head, "object"), *self.namer.run_after(cue.end)]), effect

    def effect_before(self, cue: Cue) -> Effect | None:
        """Return the effect of a cue such as "due to": what it is said of, else the nearest complaint before it."""
        held = self.effects.named(cue.start, cue.end)
        if held is not None and held.strong:
            # "the knee gets stiff from sitting": the cue holds what is said of the part of the body
            return self.effects.of_span(held.start, held.end)
        head = roles.governor(cue)
        if head is not None and head.dep_ == "attr":
            # "knee pain is a common issue due to …"
            head = roles.own_subject(head.head) or head
        said = self.effects.of_token(head) if head is not None and head.i < cue.start else None
        if said is not None and said.end > cue.start:
            said = self.effects.of_span(said.start, cue.start) if said.start < cue.start else None
        if said is not None and said.kind in ("strong", "section", "before", "outcome"):
            return said
        nearest = self.effects.nearest(0, cue.start, backwards=True)
        return nearest or said or self.effects.of_section()

    def _either(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "X is associated with Y": forwards where it is said of X as a whole, "pain associated with X" backwards."""
        head = roles.complement(cue)
        predicative = is_verb(cue.anchor) and cue.anchor.dep_ not in ("acl", "amod", "prep")
        if head is not None and predicative and self.effects.named(*self.phrases.span(head)):
            return self.namer.names(roles.subject(cue.anchor), "subject"), self.effects.of_token(head)
        return self._backward(cue)

    def _people(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "Common in runners who …": what they have or do."""
        head = roles.complement(cue)
        if self.phrases.is_a(self.doc[cue.end - 1], "people") or self.doc[cue.end - 1].lower_ == "who":
            head = next((t for t in self.doc[cue.start : cue.end] if is_noun(t) or t.tag_ == "DT"), head)
        if head is None:
            return [], None
        heads = [one for one in self.phrases.coordinated(head) if self.phrases.is_a(one, "people")]
        found = [self.namer.span(span, "people") for one in heads for span in self.phrases.of_people(one)]
        before = self.effects.nearest(0, cue.start, backwards=True)
        after = self.effects.nearest(cue.end, len(self.doc), backwards=False)
        return found, self.effect_before(cue) if before is not None or after is None else after

    # ------------------------------------------------------------ nouns

    def _noun(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "X is a cause of Y", "causes of Y include X", "the cause of Y is X"."""
        noun = next((t for t in self.doc[cue.start : cue.end] if is_noun(t)), cue.anchor)
        if is_noun(cue.anchor):
            noun = cue.anchor
        preps = [c for c in noun.children if c.i > noun.i and c.lower_ in ("of", "for", "behind", "to", "in")]
        inner = next((g for c in preps for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        effect = self._of_noun(cue, inner)
        named = [self.namer.span(self.phrases.span(one), "examples") for one in self.phrases.listed(noun)]
        verb, side = roles.predicate_of(noun)
        if verb.tag_ == "VBG" and side.i < verb.i and side.dep_ == "nsubj":
            return [*named, self.namer.span(self.phrases.gerund(verb), "predicate")], effect
        if not is_verb(verb) or not self.phrases.is_a(verb, "being"):
            return named or self._announced(cue) or self._title(cue), effect
        if side.i < verb.i:
            return [*named, *self.namer.names(roles.said_of(verb), "predicate")], effect
        doer = roles.own_subject(verb)
        names = self.namer.names(doer, "of noun")
        return [*named, *names], effect

    def _of_noun(self, cue: Cue, inner: Token | None) -> Effect | None:
        """What a "cause of …" is one of: the words behind its preposition, else what is near or above."""
        named = self.effects.of_token(inner) if inner is not None else None
        if named is None and inner is None and cue.end - cue.start > 1:
            named = self.effects.nearest(cue.end, len(self.doc), backwards=False)
        return named or self.effects.of_section() or self.effects.nearest(0, len(self.doc), backwards=False)

    def _announced(self, cue: Cue) -> list[Named]:
        """What stands behind the colon: "Other causes: age, gout and falls"."""
        near = self.doc[cue.end : cue.end + _INNER_WORDS]
        mark = next((t.i for t in near if t.text in (":", "(") or t.lower_ in ("from", "like", "including")), None)
        return self.namer.run(mark + 1, len(self.doc), "announced") if mark is not None else []

    def _title(self, cue: Cue) -> list[Named]:
        """ "Weak Hips Cause Knee Pain": in a title the tagger takes the verb for a noun."""
        bare = cue.end - cue.start == 1 and cue.end < len(self.doc) and self.doc[cue.end].text.istitle()
        return self.namer.right_before(cue.start) if bare and cue.start else []

    def _next(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "Another is X", "these include X and Y" where causes are being listed."""
        others = cues(self.sentence)
        if not lists_causes(self.node, self.sentence) and not any(one.reading in _TELLING for one in others):
            return [], None
        verb = next((t for t in self.doc[cue.start : cue.end] if is_verb(t) and t.tag_ != "MD"), None)
        behind = roles.said_of(verb) if verb is not None else None
        if any(self.phrases.is_a(t, "symptom") for t in self.doc[: cue.start]):
            return [], None
        run = self.namer.run_after(cue.end)
        found = unique([*(self.namer.names(behind, "next") if behind is not None else []), *run])
        last = max((one.end for one in found), default=cue.end)
        told = next((one for one in others if one.start >= last and one.reading in ("forward", "produce")), None)
        after = self.effects.nearest(told.end, len(self.doc), backwards=False) if told is not None else None
        return found, after or self.effects.of_section() or self.effects.nearest(0, cue.start, backwards=True)

    # ------------------------------------------------------------ clauses

    def _clause(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "It hurts when you kneel", "Because the arch is low, the heel aches"."""
        verb = roles.clause_after(cue)
        comma = next((t.i for t in self.doc[cue.end :] if t.text in (",", "–", "—")), len(self.doc))
        opens = not any(t.is_alpha for t in self.doc[max(0, cue.start - 1) : cue.start])
        effect = self.effects.nearest(0, cue.start, backwards=True)
        if effect is None and opens:
            effect = self.effects.nearest(comma, len(self.doc), backwards=False)
        head = roles.complement(cue)
        if cue.reading == "minor" and cue.anchor.dep_ not in ("mark", "advmod"):
            verb = None
        full = verb is not None and (verb.tag_ != "VBG" or roles.own_subject(verb) is not None)
        if verb is not None and full and (verb.i < comma or not opens):
            return [self.namer.span(one, "clause") for one in self.phrases.clause(verb)], effect
        if head is None or is_pronoun(head):
            return [], None
        return unique([*self.namer.names(head, "clause object"), *self.namer.run_after(cue.end)]), effect

    def _so(self, cue: Cue) -> tuple[list[Named], Effect | None]:
        """ "The hip is weak, so it is more prone to strains": the clause before is the cause."""
        effect = self.effects.nearest(cue.end, len(self.doc), backwards=False)
        verb = next((t for t in reversed(self.doc[: cue.start]) if is_verb(t) and roles.own_subject(t) is not None), None)
        if verb is None:
            return self.namer.from_before(), effect
        doer = roles.own_subject(verb)
        people = doer is None or is_pronoun(doer) or self.phrases.is_a(doer, "people")
        found = [self.namer.span(one, "clause before") for one in self.phrases.clause(verb)]
        return [*found, *([] if people else self.namer.names(doer, "subject before"))], effect
