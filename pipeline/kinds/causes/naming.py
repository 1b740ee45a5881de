"""From the word that fills the cause's place to the phrases that name the causes: people, pronouns and lists resolved."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.kinds.causes import roles
from pipeline.kinds.causes.phrases import Phrases
from pipeline.kinds.causes.words import is_noun, is_pronoun, is_verb, marked
from pipeline.outline import Node
from pipeline.text.sentence import Sentence, parse

# Headings and labels with more words tell a story.
_HEADING_WORDS = 8
_ITEM_WORDS = 7
_NO_START = frozenset({"IN", "RB", "TO", "VBN", "UH", "CC"})
_OPENERS = frozenset({"that", "which", "because", "so", "but", "when", "if", "while"})
_FINITE = frozenset({"MD", "VBZ", "VBP", "VBD", "WDT", "WRB"})
_NO_PHRASE = frozenset({"MD", "PRP", "VBD", "WRB", "WDT", "WP", "TO"})


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase that names a cause, the way it was found, and its tokens (-1 where it stands outside the sentence)."""

    text: str
    path: str
    start: int = -1
    end: int = -1


class Namer:
    """Names the causes of one sentence."""

    def __init__(self, node: Node, sentence: Sentence, phrases: Phrases) -> None:
        self.node, self.sentence, self.phrases = node, sentence, phrases
        self.doc = sentence.doc

    def span(self, span: tuple[int, int], path: str) -> Named:
        """Return a stretch of tokens as a name."""
        return Named(self.doc[span[0] : span[1]].text.strip(' -–—,;:"“”'), path, *span)

    def names(self, head: Token | None, path: str) -> list[Named]:
        """Return the causes that a head and what is coordinated with it name."""
        if head is None:
            return []
        if is_pronoun(head):
            return self.resolved(head)
        if self.points(head):
            own = [] if self.phrases.is_a(head, "general") else [self.span(self.phrases.span(head), "pointing")]
            return [*own, *self.resolved(head)]
        if self.phrases.is_a(head, "people"):
            return [self.span(one, f"{path} people") for one in self.phrases.of_people(head)]
        return [self._one(one, path) for one in self.phrases.coordinated(head) if not one.is_punct]

    def _one(self, head: Token, path: str) -> Named:
        described = any(c.dep_ in ("amod", "compound", "nmod") for c in head.lefts)
        if head.tag_ == "VBG" and not described:
            return self.span(self.phrases.gerund(head), path)
        return self.span(self.phrases.span(head), path)

    def points(self, head: Token) -> bool:
        """Return whether a noun only points back: "this movement", "these conditions"."""
        told = [c.lower_ for c in head.children if c.dep_ in ("det", "predet")]
        if told == ["the"] and len(list(head.lefts)) == 1 and not list(head.rights):
            return self.phrases.is_a(head, "pointer")
        bare = self.phrases.is_a(head, "general") or len(list(head.lefts)) == 1
        return bare and any(word in ("this", "these", "such") for word in told)

    def resolved(self, head: Token) -> list[Named]:
        """Return what a pronoun stands for: an earlier clause or subject, what the sentence before or the heading names."""
        found: list[Named] = []
        clause = roles.opening_clause(head)
        if clause is not None and clause.i < head.i:
            found += [self.span(one, "opening") for one in self.phrases.clause(clause)]
        if head.lower_ in ("which", "that", "it", "they", "this", "these"):
            doing = [t for t in self.doc[: head.i] if t.dep_ in roles.SUBJECTS and (is_noun(t) or t.tag_ == "VBG")]
            found += [self._one(one, "earlier") for one in (self.phrases.coordinated(doing[0]) if doing else [])]
            acts = [t for t in self.doc[: head.left_edge.i] if t.dep_ in ("ROOT", "ccomp", "advcl") and is_verb(t)]
            found += [self.span(self.phrases.gerund(acts[-1]), "earlier act")] if acts else []
        return found or self.outside()

    def outside(self) -> list[Named]:
        """Return what a sentence without its own subject is about: the sentence before, its label, the heading, the page."""
        subject = self.node.subject or self.node.outer_subject
        about = [Named(subject, "subject of section")] if subject else []
        return [*self.from_before(), *self.from_label(), *self.from_heading(), *about]

    def from_label(self) -> list[Named]:
        """Return the label that the block starts with."""
        label = self.node.label
        if label is None or len(label.text.split()) > _HEADING_WORDS:
            return []
        return [Named(label.text.strip(' *_"“”'), "label")]

    def from_heading(self) -> list[Named]:
        """Return the nearest heading above that names something."""
        above = self.node.heading()
        if above is None or not above.sentences or above.question:
            return []
        text = above.text[above.begin :] if above.begin < len(above.text) else above.text
        name = text.split(":", 1)[-1].strip(" :.*_") if above.label is None or not above.label.rest else above.label.text
        return [Named(name, "heading")] if name and len(name.split()) <= _HEADING_WORDS else []

    def from_before(self) -> list[Named]:
        """Return the subject of the sentence before, or the words of a short one ("Worn shoes? They can …")."""
        if not self.sentence.position:
            return []
        before = self.node.sentences[self.sentence.position - 1]
        parse([before])
        phrases = Phrases(before)
        people = marked(before, "people") | marked(before, "pronoun")
        for token in before.doc:
            if token.dep_ in roles.SUBJECTS and token.head.dep_ in ("ROOT", "conj") and token.i not in people:
                heads = phrases.coordinated(token)
                return [Named(before.doc[a:b].text, "before") for a, b in (phrases.span(one) for one in heads)]
        doing = next((t for t in before.doc if t.dep_ == "ROOT"), None)
        if doing is None:
            return []
        start, end = phrases.gerund(doing) if is_verb(doing) else phrases.span(doing)
        return [Named(before.doc[start:end].text.strip(" ?."), "before act")]

    def run(self, start: int, end: int, path: str) -> list[Named]:
        """Return the items of a list joined by commas and "and" or "or", read from the words alone."""
        found: list[tuple[int, int]] = []
        at = start
        for i in range(start, end + 1):
            if i == end or self.doc[i].text in ",;/" or self.doc[i].lower_ in ("and", "or"):
                if i > at and any(t.is_alpha for t in self.doc[at:i]):
                    found.append(self.phrases.trimmed(at, i))
                at = i + 1
        return [self.span(one, path) for one in found if self._is_item(*one)]

    def _is_item(self, start: int, end: int) -> bool:
        """Whether a stretch can be one of a list: a noun phrase or an act, without a verb of its own."""
        inside = self.doc[start:end]
        if not 0 < len(inside) <= _ITEM_WORDS + 2 or self.phrases.is_a(inside[0], "intro"):
            return False
        if inside[0].tag_ in _NO_START or not any(t.is_alpha for t in inside):
            return False
        return not any(t.tag_ in _NO_PHRASE | {"VBZ", "VBP", "EX"} for t in inside)

    def run_before(self, start: int) -> list[Named]:
        """Return a list that opens the clause of a cue: "Falling, twisting, or getting hit can all …"."""
        while start and self.doc[start - 1].tag_ in ("MD", "RB", "DT", "PDT"):
            start -= 1
        before = range(start - 1, -1, -1)
        first = next((i + 1 for i in before if self.doc[i].text in ".;:—–" or self.doc[i].lower_ in _OPENERS), 0)
        return self.run(first, start, "run before") if self._joined(first, start) else []

    def _joined(self, first: int, last: int) -> bool:
        """Whether words are a list: joined by "and" or "or", with a comma or within a few words."""
        words = [t.lower_ for t in self.doc[first:last]]
        return ("or" in words or "and" in words) and ("," in words or len(words) <= _ITEM_WORDS)

    def run_after(self, start: int) -> list[Named]:
        """Return the list that follows a cue up to the end of its clause, where there is one."""
        stops = (i for i in range(start, len(self.doc)) if self.doc[i].text in ".;:)(" or self.doc[i].tag_ in _FINITE)
        end = next(stops, len(self.doc))
        acts = (i for i in range(start + 1, end) if self.doc[i].tag_ == "VBG" and self.doc[i - 1].text == ",")
        end = next((i for i in acts if self._ends_list(i, end)), end)
        return self.run(start, end, "run after") if self._joined(start, end) else []

    def _ends_list(self, at: int, end: int) -> bool:
        """Whether a gerund behind a comma opens a clause of its own: no "and" or "or" follows it."""
        return not any(t.lower_ in ("and", "or") for t in self.doc[at:end])

    def right_before(self, start: int) -> list[Named]:
        """Return the words right before a cue that the parser found no subject for: a short phrase without a verb."""
        while start and self.doc[start - 1].tag_ in ("MD", "RB"):
            start -= 1
        first = start
        while first and start - first < _HEADING_WORDS and self.doc[first - 1].tag_ not in _NO_PHRASE:
            if self.doc[first - 1].is_punct and self.doc[first - 1].text not in "-/":
                break
            first -= 1
        first, last = self.phrases.trimmed(first, start)
        named = any(is_noun(t) or t.tag_ == "VBG" for t in self.doc[first:last])
        return [self.span((first, last), "right before")] if named else []
