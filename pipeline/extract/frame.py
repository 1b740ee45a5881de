"""What all extractors look at: an article's sentences, tokenised once, parsed only where somebody needs it.

Cheap first: a sentence is a string with offsets; `doc` tokenises it when first asked for (spaCy's tokenizer, no model);
extractors say which sentences the model should see, and `parse` runs it on those alone, in one batch.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import edits, sentences
from pipeline.models import CleanArticle, CleanBlock, Evidence

# Rules look at fine tags and dependencies alone: coarse parts of speech and lemmas would cost a third of the parser's time.
_UNUSED = ["ner", "attribute_ruler", "lemmatizer"]


# the one pair in health pages whose words part when they are parsed
_FIXED = "wear and tear"


class ModelError(RuntimeError):
    """The spaCy pipeline named in the settings is not installed; the message says how to get one."""


@functools.lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Return the installed spaCy pipeline `name`, once a process. Raises `ModelError` where it isn't there."""
    try:
        return spacy.load(name, exclude=_UNUSED)
    except OSError as error:
        raise ModelError(
            f"spaCy pipeline {name!r} is not installed: install it, or name another in the setting 'extract.model'"
        ) from error


def _join(doc: Doc) -> None:
    """Make one token of each "wear and tear": read as three, the model takes "wear" for a verb and splits the pair."""
    words = [token.lower_ for token in doc]
    with doc.retokenize() as retokenizer:
        for n in range(len(words) - 2):
            if words[n : n + 3] == _FIXED.split():
                retokenizer.merge(doc[n : n + 3])


class Sentence:
    """One sentence. `block` is the position of its block in the article; `start` and `end` are offsets in the article's
    text, `offset` is where it starts within the block. Rules read `text` and `lower` before they ask for more."""

    __slots__ = ("_doc", "block", "end", "lower", "nlp", "offset", "parsed", "position", "start", "text")

    def __init__(self, nlp: Language, block: int, position: int, offset: int, start: int, text: str) -> None:
        self.nlp = nlp
        self.block = block
        self.position = position
        self.offset = offset
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lower = text.lower().replace("’", "'")
        self.parsed = False
        self._doc: Doc | None = None

    @property
    def doc(self) -> Doc:
        """The sentence's tokens; they have tags and dependencies once `Frame.parse` was asked for them."""
        if self._doc is None:
            self._doc = self.nlp.make_doc(self.text)
            if _FIXED in self.lower:
                _join(self._doc)
        return self._doc

    @doc.setter
    def doc(self, value: Doc) -> None:
        self._doc = value
        self.parsed = True

    def __repr__(self) -> str:
        return f"Sentence({self.block}, {self.text!r})"


class Frame:
    """A clean article ready for extraction.

    `sentences` holds all sentences in order, `by_block[i]` those of block `i`; headings are split into sentences too.
    """

    def __init__(self, article: CleanArticle, nlp: Language) -> None:
        self.article = article
        self.nlp = nlp
        self.blocks: tuple[CleanBlock, ...] = article.blocks
        self.starts = article.starts
        self.by_block: list[list[Sentence]] = []
        for index, (block, begin) in enumerate(zip(self.blocks, self.starts, strict=True)):
            spans = sentences.split(block.text)
            self.by_block.append(
                [Sentence(nlp, index, n, a, begin + a, block.text[a:b]) for n, (a, b) in enumerate(spans)]
            )
        self.sentences: list[Sentence] = [s for group in self.by_block for s in group]

    def parse(self, wanted: Iterable[Sentence]) -> None:
        """Run the model (tags, dependencies) on those of the sentences that it hasn't seen yet, as one batch."""
        todo = [s for s in dict.fromkeys(wanted) if not s.parsed]
        for sentence, doc in zip(todo, self.nlp.pipe([s.doc for s in todo], batch_size=64), strict=True):
            sentence.doc = doc

    def evidence(self, block: int, start: int, end: int) -> Evidence:
        """Return evidence for `[start, end)` of the text of the block at position `block`."""
        held = self.blocks[block]
        return Evidence(
            document_id=self.article.id,
            quote=held.text[start:end],
            start=self.starts[block] + start,
            end=self.starts[block] + end,
            original=edits.original(held.raw, held.edits, start, end),
            section=held.heading,
        )

    def evidence_of(self, sentence: Sentence, start: int = 0, end: int | None = None) -> Evidence:
        """Return evidence for a sentence, or for `[start, end)` of it."""
        stop = len(sentence.text) if end is None else end
        return self.evidence(sentence.block, sentence.offset + start, sentence.offset + stop)
