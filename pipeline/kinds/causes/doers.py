"""What does it: the causes before a cue, by each way that a sentence can name them."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from pipeline.kinds.causes import roles
from pipeline.kinds.causes.cues import Cue
from pipeline.kinds.causes.naming import Named, Namer
from pipeline.kinds.causes.phrases import Phrases
from pipeline.kinds.causes.words import is_noun, is_pronoun, is_verb
from pipeline.outline import Node


class Doers:
    """The causes before the cues of one sentence. `body` are its tokens that name parts of the body."""

    def __init__(self, node: Node, phrases: Phrases, namer: Namer, body: Set[int]) -> None:
        self.node, self.phrases, self.namer, self.body = node, phrases, namer, body
        self.doc = phrases.doc

    def of(self, cue: Cue) -> list[Named]:
        """Return what does it, by each way that a sentence can name it."""
        before = self.doc[: cue.start].text.rstrip()
        if before.endswith(":") and self.node.label is not None:
            return self.namer.from_label()
        doer = self._behind_label(roles.subject(cue.anchor), cue)
        found = [*self._by(cue), *self._opening(cue, doer)]
        if doer is None or doer.i >= cue.start:
            bare = not any(is_noun(t) for t in self.doc[: cue.start])
            near = self.namer.outside() if bare else self.namer.right_before(cue.start)
            return [*found, *near, *self.namer.run_before(cue.start)]
        found += self.namer.names(doer, "subject")
        if cue.anchor.dep_ in ("relcl", "advcl", "acl"):
            root = roles.main_subject(cue.anchor)
            if root is not None and root.i != doer.i:
                found += self.namer.names(root, "main subject")
        run = self.namer.run_before(cue.start) if not is_pronoun(doer) else []
        return unique([*found, *(run if run and run[0].start <= doer.i else [])])

    def _by(self, cue: Cue) -> list[Named]:
        """ "You can hurt your neck by sleeping on your stomach": what people do is behind "by"."""
        verb = cue.anchor if is_verb(cue.anchor) else cue.anchor.head
        acts = [c for by in verb.children if by.lower_ == "by" and by.i >= cue.end for c in by.children if c.dep_ == "pcomp"]
        return [self.namer.span(self.phrases.gerund(one), "by") for act in acts for one in self.phrases.coordinated(act)]

    def _opening(self, cue: Cue, doer: Token | None) -> list[Named]:
        """ "If you slouch, you strain the neck": what the opening clause says, where the subject is no cause."""
        told = doer is not None and not is_pronoun(doer) and not self.phrases.is_a(doer, "people")
        if doer is not None and told and doer.i not in self.body:
            return []
        clause = roles.opening_clause(cue.anchor)
        if clause is None or clause.i >= cue.start or (doer is not None and doer.i < clause.i):
            return []
        return [self.namer.span(one, "opening") for one in self.phrases.clause(clause)]

    def _behind_label(self, doer: Token | None, cue: Cue) -> Token | None:
        """The subject where the parser took the label for it: "Shared risks: obesity and smoking contribute to …"."""
        colon = next((t.i for t in self.doc[: cue.start] if t.text == ":"), None)
        if doer is None or colon is None or doer.i > colon:
            return doer
        nouns = (t for t in self.doc[colon + 1 : cue.start] if is_noun(t) and t.dep_ != "compound")
        return next((t for t in nouns if not roles.premodifies(t)), doer)


def unique(found: list[Named]) -> list[Named]:
    """Return the names without those that say the same as an earlier one."""
    seen: dict[str, Named] = {}
    for one in found:
        seen.setdefault(one.text.lower(), one)
    return list(seen.values())
