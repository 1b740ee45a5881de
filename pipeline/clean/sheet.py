"""A page while it is being cleaned: its blocks with their drafts, and what was dropped by which rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.rules import plain, tokens
from pipeline.models import Article, Block
from pipeline.text.edits import Draft

# what may stand behind the mark that ends a sentence
_CLOSING = " \t\n\"'”’)]\u00a0"

# A line shorter than this is furniture, a name or an item; prose takes more words to say something.
SHORTEST_PROSE = 12


class Row:
    """One block of the page. `rule` names what dropped the whole of it."""

    __slots__ = ("_tokens", "_words", "block", "draft", "heading", "rule")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.draft = Draft(block.text)
        self.rule: str | None = None
        self.heading = block.kind == "heading"
        self._words: tuple[str, int] = ("", 0)
        self._tokens: tuple[str, frozenset[str]] = ("", frozenset())

    @property
    def text(self) -> str:
        """The block's text as it stands now."""
        return self.draft.text

    @property
    def live(self) -> bool:
        """Whether anything of the block is kept."""
        return self.rule is None

    @property
    def size(self) -> int:
        """How many words the block has now."""
        if self._words[0] is not self.draft.text:
            self._words = (self.draft.text, len(self.draft.text.split()))
        return self._words[1]

    @property
    def tokens(self) -> frozenset[str]:
        """What cues are looked for in, as `rules.tokens` gives it."""
        if self._tokens[0] is not self.draft.text:
            self._tokens = (self.draft.text, tokens(self.draft.text))
        return self._tokens[1]

    @property
    def prose(self) -> bool:
        """Whether the block reads as running text: long enough, ends as a sentence does, and is no bunch of links."""
        if self.heading or self.block.link_share > 0.5 or self.size < SHORTEST_PROSE:
            return False
        return self.size >= 2 * SHORTEST_PROSE or self.text.rstrip(_CLOSING).endswith((".", "!", "?", ":", "…"))

    @property
    def key(self) -> str:
        """The text in a form in which two spellings of the same line are equal."""
        return normal(self.text)


def normal(text: str) -> str:
    """Return letters and digits only, in lower case, with single blanks.

    >>> normal("Bird-dog:  How to do it!")
    'bird dog how to do it'
    """
    return " ".join(re.findall(r"[^\W_]+", plain(text).lower().replace("’", "")))


class Sheet:
    """All rows of a page in order."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.rows = [Row(block) for block in article.blocks]
        self.title: str | None = article.title
        self.promotional = False
        self.spun = False

    def live(self) -> Iterator[Row]:
        """The rows of which anything is kept, in order."""
        return (row for row in self.rows if row.rule is None)

    def drop(self, row: Row, rule: str) -> None:
        """Drop the whole of a row; what earlier steps dropped of it keeps its own rule."""
        if row.rule is None:
            row.rule = rule

    def drop_part(self, row: Row, start: int, end: int, rule: str) -> None:
        """Drop `[start, end)` of a row's current text; a row of which no word is left is dropped."""
        text = row.text
        if not any(c.isalnum() for c in text[:start] + text[end:]):
            if not row.draft.edits:
                self.drop(row, rule)
                return
            start, end = 0, len(text)
        row.draft.drop(start, end, rule=rule)
        if not row.text.strip():
            row.rule = rule

    def edges(self) -> tuple[int, int]:
        """Return the positions of the first and of the last row with running text; no such row gives (0, -1)."""
        prose = [n for n, row in enumerate(self.rows) if row.rule is None and row.prose]
        return (prose[0], prose[-1]) if prose else (0, -1)

    def section_end(self, start: int) -> int:
        """Return the position behind the section that the heading at `start` opens: the next one of its level or above."""
        level = self.rows[start].block.level or 6
        for n in range(start + 1, len(self.rows)):
            block = self.rows[n].block
            if block.kind == "heading" and block.level <= level:
                return n
        return len(self.rows)
