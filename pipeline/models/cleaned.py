"""Articles after cleaning, and the ledger of what was dropped, repaired or rewritten."""

from __future__ import annotations

from pipeline.models.base import Action, Model
from pipeline.models.pages import Block


class Edit(Model):
    """A change to a block's text: `[start, end)` of the parsed text became `replacement` (empty: removed)."""

    start: int
    end: int
    replacement: str
    rule: str
    action: Action


class CleanBlock(Block):
    """A block that was kept. `raw` is its parsed text where edits changed it; `edits` are sorted, without overlap."""

    raw: str | None = None
    edits: tuple[Edit, ...] = ()


class LedgerEntry(Model):
    """One stretch that cleaning dropped, repaired or rewrote.

    `block` is the index of the parsed block and `[start, end)` the stretch of its parsed text.
    """

    document_id: str
    block: int
    start: int
    end: int
    action: Action
    rule: str
    text: str
    replacement: str = ""


class Quality(Model):
    """Named figures about a page, each from 0 to 1 or a yes/no.

    `spun`: the wording shows machine synonym substitution. `spam_score`: share of the page's words that cleaning dropped
    as spam (not as boilerplate), after squashing. `promotional`: the page sells something. `kept_share`: kept characters
    over visible characters. `boilerplate_share`: characters dropped as boilerplate over visible characters.
    `on_topic`: the page is about the body, its complaints or its training; no facts are taken from one that isn't.
    """

    spun: bool = False
    spam_score: float = 0.0
    promotional: bool = False
    kept_share: float = 0.0
    boilerplate_share: float = 0.0
    on_topic: bool = True


class CleanArticle(Model):
    """A page after cleaning. `text` is the kept blocks in order with one blank line between them."""

    id: str
    source: str
    sha256: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    language: str = "en"
    blocks: tuple[CleanBlock, ...] = ()
    quality: Quality = Quality()

    @property
    def text(self) -> str:
        """The clean text: what every evidence offset counts in."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def starts(self) -> tuple[int, ...]:
        """The offset in `text` at which each block begins."""
        found, at = [], 0
        for block in self.blocks:
            found.append(at)
            at += len(block.text) + 2
        return tuple(found)
