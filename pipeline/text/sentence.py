"""A sentence of an article: a string with offsets first, tokens when first asked for, tags only where the model saw it."""

from __future__ import annotations

import bisect
import functools
import os
from collections.abc import Iterable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from pipeline.text.fold import fold

# Rules look at fine tags and dependencies alone: coarse parts of speech and lemmas would cost a third of the parser's time.
_UNUSED = ["ner", "attribute_ruler", "lemmatizer"]
# the one pair in health pages whose words part when they are parsed
_FIXED = ["wear", "and", "tear"]


class ModelError(RuntimeError):
    """The spaCy pipeline named in the settings is not installed; the message says how to get one."""


@functools.lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Return the installed spaCy pipeline `name`, once a process. Raises `ModelError` where it isn't there."""
    try:
        nlp = spacy.load(name, exclude=_UNUSED)
    except OSError as error:
        raise ModelError(
            f"spaCy pipeline {name!r} is not installed: install it, or name another in the setting 'extract.model'"
        ) from error
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        _multiply_by_numpy(nlp)
    return nlp


def _multiply_by_numpy(nlp: Language) -> None:
    """Have a model's matrices multiplied by NumPy's library: on one thread, as runs keep it (`pipeline.job.pool`), it takes
    a third of the time of the one that thinc brings along; several threads would wait for each other far longer than that.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            # not where thinc has found something better by itself
            if type(layer.ops) is NumpyOps:
                layer.ops = ops


class Sentence:
    """One sentence. `block` is the position of its block in the article; `start` and `end` are offsets in the article's
    text, `offset` is where it starts within the block. `lower` is its folded text, character for character.

    `cache` holds what was worked out about it once (names, hits of rules), by the name of the question; `needs_tags` says
    that some of this was asked too early, before the model saw the sentence.
    """

    __slots__ = (
        "_doc",
        "_norms",
        "_starts",
        "_words",
        "block",
        "cache",
        "end",
        "lower",
        "needs_tags",
        "nlp",
        "offset",
        "parsed",
        "position",
        "start",
        "text",
    )

    def __init__(self, nlp: Language, block: int, position: int, offset: int, start: int, text: str) -> None:
        self.nlp = nlp
        self.block = block
        self.position = position
        self.offset = offset
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lower = fold(text)
        self.parsed = False
        self.needs_tags = False
        self.cache: dict[str, Any] = {}
        self._doc: Doc | None = None
        self._words: list[str] = []
        self._norms: list[str] = []
        self._starts: list[int] = []

    @property
    def doc(self) -> Doc:
        """The sentence's tokens; they have tags and dependencies once `parse` was asked for them."""
        return self._doc if self._doc is not None else self._tokenised()

    @property
    def words(self) -> list[str]:
        """The tokens as strings, lower case; read often, where spaCy's own tokens would be made anew each time."""
        if self._doc is None:
            self._tokenised()
        return self._words

    @property
    def norms(self) -> list[str]:
        """The tokens by spaCy's NORM: "n't" is "not"."""
        if self._doc is None:
            self._tokenised()
        return self._norms

    @property
    def starts(self) -> list[int]:
        """The characters at which the tokens begin."""
        if self._doc is None:
            self._tokenised()
        return self._starts

    def _tokenised(self) -> Doc:
        doc = self._doc = self.nlp.make_doc(self.text)
        if "wear and tear" in self.lower:
            _join(doc)
        for token in doc:
            self._words.append(token.lower_)
            self._norms.append(token.norm_)
            self._starts.append(token.idx)
        return doc

    def token_at(self, position: int) -> int:
        """Return the first token that begins at this character of the sentence or behind it."""
        return bisect.bisect_left(self.starts, position)

    def tokens_in(self, begin: int, stop: int) -> range:
        """Return the tokens that the characters `[begin, stop)` touch."""
        starts = self.starts
        first = bisect.bisect_right(starts, begin) - 1
        if first < 0 or starts[first] + len(self._words[first]) <= begin:
            first += 1
        return range(first, bisect.bisect_left(starts, stop))

    def take(self, doc: Doc) -> None:
        """Take the parsed tokens; what was asked too early is worked out again."""
        self._doc = doc
        self.parsed = True
        if self.needs_tags:
            self.cache.clear()

    def __repr__(self) -> str:
        return f"Sentence({self.block}, {self.text!r})"


def parse(sentences: Iterable[Sentence]) -> None:
    """Run the model (tags, dependencies) on those of the sentences that it hasn't seen yet, as one batch."""
    todo = [s for s in dict.fromkeys(sentences) if not s.parsed]
    if not todo:
        return
    for sentence, doc in zip(todo, todo[0].nlp.pipe([s.doc for s in todo], batch_size=64), strict=True):
        sentence.take(doc)


def _join(doc: Doc) -> None:
    """Make one token of each "wear and tear": read as three, the model takes "wear" for a verb and splits the pair."""
    words = [token.lower_ for token in doc]
    with doc.retokenize() as retokenizer:
        for n in range(len(words) - 2):
            if words[n : n + 3] == _FIXED:
                retokenizer.merge(doc[n : n + 3])
