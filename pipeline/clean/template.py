"""What a site repeats on its pages: blocks are counted by the hash of their words."""

from __future__ import annotations

import hashlib

from pipeline.clean.sheet import Sheet, normal
from pipeline.models import Article, Block

# A single word repeats by chance ("Conclusion"); two are a phrase that somebody put on every page.
SHORTEST = 2
# Headings repeat over a site that writes all its articles to one plan ("Benefits of this stretch"): they name content.
_NAMING = ("heading",)


def block_hash(block: Block) -> str | None:
    """Return the hash of a block's words, or `None` for a block that says nothing when it repeats."""
    if block.kind in _NAMING:
        return None
    key = normal(block.text)
    if key.count(" ") + 1 < SHORTEST:
        return None
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def block_hashes(article: Article) -> tuple[str, ...]:
    """Return the hashes of the article's blocks that are worth counting over a site, each once, sorted."""
    return tuple(sorted({found for block in article.blocks if (found := block_hash(block))}))


def drop_template(sheet: Sheet, template: frozenset[str]) -> None:
    """Drop the blocks that the site repeats. Steps and doses repeat honestly within lists that differ, so a short list
    item goes only when the items beside it go, too."""
    if not template:
        return
    hits = [block_hash(row.block) in template for row in sheet.rows]
    for n, row in enumerate(sheet.rows):
        if not hits[n]:
            continue
        if row.block.kind in ("list_item", "table_row") and not _neighbours(sheet, hits, n):
            continue
        sheet.drop(row, "template.repeated")


def _neighbours(sheet: Sheet, hits: list[bool], n: int) -> bool:
    same = [m for m in (n - 1, n + 1) if 0 <= m < len(hits) and sheet.rows[m].block.list_id == sheet.rows[n].block.list_id]
    return all(hits[m] for m in same)
