"""From a word of a parsed sentence to the short phrase that it heads, and to those that are coordinated with it."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.kinds.causes.words import is_noun, is_pronoun, is_verb, marked
from pipeline.text.sentence import Sentence

# Longer phrases name no cause any more: they tell a story.
_MAX_WORDS = 9
_CLAUSE_WORDS = 12
_DROPPED = frozenset(
    {"det", "poss", "cc", "conj", "appos", "punct", "mark", "aux", "auxpass", "preconj", "predet", "intj", "meta"}
)
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "dep"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BREAKS = frozenset("([–—;:")
_NO_END = frozenset({"CC", "IN", "TO", "DT", "PDT", "MD"})


class Phrases:
    """The phrases of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc

    def is_a(self, token: Token, name: str) -> bool:
        """Return whether a token belongs to a class of words."""
        return token.i in marked(self.sentence, name)

    def through(self, head: Token) -> Token:
        """Return the word that tells: "a variety of factors" is about factors, "a lack of sleep" stays as it is."""
        while self.is_a(head, "quantity"):
            of = (c for c in head.children if c.lower_ == "of")
            inner = next((g for c in of for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
            if inner is None:
                return head
            head = inner
        return head

    def coordinated(self, head: Token) -> list[Token]:
        """Return the head and the words coordinated with it, examples ("such as A or B") in place of a general word."""
        found: list[Token] = []
        pending = [self.through(head)]
        while pending:
            token = pending.pop(0)
            examples = self.examples(token)
            general = self.is_a(token, "general")
            examples = examples if general else []
            bare = not any(c.dep_ in ("amod", "compound") and not self.is_a(c, "leading") for c in token.children)
            if not (examples and bare) and token not in found:
                found.append(token)
            following = [c for c in token.children if c.dep_ == "conj" or (c.dep_ == "appos" and _in_list(token, c))]
            following += self._misplaced(token)
            pending = [self.through(t) for t in (*examples, *following) if not is_pronoun(t) and t not in found] + pending
        return sorted(_shared_modifier(found), key=lambda t: t.i)

    def _misplaced(self, token: Token) -> list[Token]:
        """Items of a comma list that the parser hung on the first item's complement: "lack of sleep, poor diet and …"."""
        preps = [c for c in token.children if c.dep_ == "prep" and not self.is_a(c, "example")]
        inner = [g for c in preps for g in c.children if g.dep_ == "pobj"]
        return [c for g in inner for c in g.children if c.dep_ in ("conj", "appos") and _in_list(g, c)]

    def examples(self, token: Token) -> list[Token]:
        """Return what stands behind "such as" or "including" at a noun."""
        preps = [c for c in token.children if c.dep_ == "prep" and self.is_a(c, "example") and c.i > token.i]
        return [g for c in preps for g in c.children if g.dep_ in ("pobj", "pcomp")]

    def listed(self, token: Token) -> list[Token]:
        """Return the examples of a noun, one by one."""
        return [one for example in self.examples(token) for one in self.coordinated(example)]

    def span(self, head: Token) -> tuple[int, int]:
        """Return the tokens `[start, end)` of the short phrase that a word heads, without leading small words."""
        kept = {t.i for t in self._kept(head)}
        joints = {t.i for t in head.subtree if t.dep_ in ("det", "poss", "case") or t.text in ("-", "/", "'s", "’s", ",")}
        start = end = head.i
        while start - 1 in kept or (start - 1 in joints and start - 2 in kept):
            start -= 1
        while end + 1 in kept or (end + 1 in joints and end + 2 in kept):
            end += 1
        return self.trimmed(start, self._shorten(head, start, end) + 1, head.i)

    def trimmed(self, start: int, end: int, head: int | None = None) -> tuple[int, int]:
        """Return a stretch of tokens without small words and marks at both ends."""
        first = end - 1 if head is None else head
        while start < first and (self.is_a(self.doc[start], "leading") or self.doc[start].is_punct or self._adverb(start)):
            start += 1
        last = start if head is None else max(start, head)
        while end - 1 > last and (self.doc[end - 1].is_punct or self.doc[end - 1].tag_ in _NO_END):
            end -= 1
        return start, end

    def _adverb(self, at: int) -> bool:
        return self.doc[at].lower_.endswith("ly") and self.doc[at].tag_ == "RB"

    def _kept(self, head: Token) -> list[Token]:
        """The head's subtree without determiners, clauses, asides and other conjuncts."""
        kept = [head]
        others = {t.i for one in self._misplaced(head) for t in one.subtree}
        general = self.is_a(head, "general")
        for child in head.children:
            if child.dep_ in _DROPPED or (child.dep_ in _CLAUSES and not (general and child.dep_ == "relcl")):
                continue
            if child.dep_ == "prep" and child.i > head.i and self.is_a(child, "example"):
                continue
            if child.dep_ == "acl" and self.doc[child.left_edge.i - 1].text == ",":
                continue
            if child.dep_ in _SUBJECTS | {"cop", "neg"} and not is_verb(head):
                continue
            subtree = [t for t in child.subtree if t.i not in others]
            cut = next((n for n, t in enumerate(subtree) if t.text in _BREAKS), len(subtree))
            kept += subtree[:cut]
        return kept

    def _shorten(self, head: Token, start: int, end: int) -> int:
        """Cut a phrase that goes on for too long before its last preposition."""
        while end - start + 1 > _MAX_WORDS:
            cut = next((i for i in range(end, head.i, -1) if self.doc[i].dep_ in ("prep", "acl", "cc")), None)
            if cut is None or cut <= head.i:
                return min(end, max(head.i, start + _MAX_WORDS - 1))
            end = cut - 1
        return end

    def gerund(self, head: Token) -> tuple[int, int]:
        """Return the words of an act from its verb to the end of its phrase."""
        end = max(t.i for t in head.subtree) + 1
        for t in self.doc[head.i + 1 : end]:
            clause = t.dep_ in ("relcl", "advcl")
            if clause or t.text in (",", ";", "(", "–", "—") or (t.dep_ == "cc" and t.head.i == head.i):
                end = t.left_edge.i if clause and t.left_edge.i > head.i else t.i
                break
        start, end = self.trimmed(head.i, min(end, head.i + _MAX_WORDS), head.i)
        denied = start > 0 and self.doc[start - 1].lower_ in ("not", "never")
        return start - denied, end

    def clause(self, verb: Token) -> list[tuple[int, int]]:
        """Return the words of a "when …" clause without its conjunction; a list of verbs one by one."""
        verbs = [verb, *[t for t in verb.subtree if t.dep_ == "conj" and is_verb(t) and _top(t) is verb]]
        if len(verbs) > 2:
            ends = [v.left_edge.i for v in verbs[1:]] + [max(t.i for t in verb.subtree) + 1]
            return [self._cut(v.i, end) for v, end in zip(verbs, ends, strict=True)]
        tokens = sorted(verb.subtree, key=lambda t: t.i)
        telling = (t for t in tokens if t.dep_ not in ("mark", "punct", "advmod"))
        start = next((t.i for t in telling if not self.is_a(t, "leading")), verb.i)
        end = tokens[-1].i + 1
        comma = next((t.i for t in self.doc[max(start, verb.i) : end] if t.text in (",", ";")), end)
        return [self._cut(start, comma)]

    def _cut(self, start: int, end: int) -> tuple[int, int]:
        return self.trimmed(start, max(start + 1, min(end, start + _CLAUSE_WORDS)))

    def of_people(self, head: Token) -> list[tuple[int, int]]:
        """Return what people have or do: of "runners who have a weak core" the weak core."""
        for child in head.children:
            if child.dep_ == "relcl" or (child.dep_ == "acl" and is_verb(child)):
                return self.predicate(child)
            if child.dep_ == "prep" and child.lower_ == "with":
                return [self.span(one) for g in child.children if g.dep_ == "pobj" for one in self.coordinated(g)]
        own = [c for c in head.children if c.dep_ in ("amod", "compound", "acl") and not self.is_a(c, "leading")]
        return [(own[0].left_edge.i, head.i + 1)] if own and is_noun(head) else []

    def predicate(self, verb: Token) -> list[tuple[int, int]]:
        """Return the words of a verb and what follows it; only the objects after "have" and "be"."""
        if any(c.dep_ == "neg" for c in verb.children):
            return [self._cut(verb.i, max(t.i for t in verb.subtree) + 1)]
        target = next((c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp")), None)
        if self.is_a(verb, "having") and target is not None:
            return [self.span(one) for one in self.coordinated(target)]
        verbs = [verb, *[c for c in verb.children if c.dep_ == "conj" and is_verb(c)]]
        return [self.gerund(one) for one in verbs]


def _in_list(head: Token, other: Token) -> bool:
    """Whether an apposition is really the next item of a list: "strain, arthritis" without brackets or a dash."""
    between = head.doc[head.i + 1 : other.left_edge.i]
    return any(t.text == "," for t in between) and not any(t.text in ("(", "-", "–", "—", "[") for t in between)


def _shared_modifier(found: list[Token]) -> list[Token]:
    """Keep "overstretching or tearing of the muscles" whole: a bare first word that needs what the second one has."""
    if len(found) == 2:
        first, second = sorted(found, key=lambda t: t.i)
        bare = not [c for c in first.children if c.dep_ not in ("cc", "conj", "punct", "det", "poss", "advmod")]
        modified = any(c.dep_ == "prep" and c.lower_ == "of" for c in second.children)
        if bare and modified and first.i + 2 >= second.left_edge.i:
            return [second]
    return found


def _top(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token
