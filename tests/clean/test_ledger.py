"""Kept blocks and ledger together hold every character of the parsed blocks exactly once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import block_hashes, clean
from pipeline.models import Article, Block, BlockKind, Page
from pipeline.parse import parse
from pipeline.settings import CleanSettings

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL = sorted([*(SHARED / "seeds").glob("*.txt"), *(SHARED / "data").glob("pages-*/*[0-9].*")])[::6] if SHARED.is_dir() else []

FRAGMENTS = [
    "Keep the knee in line with the toes while you bend it slowly.",
    "Hold the stretch for 30 seconds, then change legs.",
    "Share on Pinterest.",
    "Leave a Reply",
    "Related posts",
    "Buy Zarolan online without a prescription.",
    "You might be interested: Is tea good for plants?",
    "knee pain running, knee pain after running, running with knee pain, stop knee pain running",
    "Your Main muscles and the aspect joints like a h2o split.",
    "Breathe slowly knee pain after hiking the belly rises.",
    "© 2020 Harbour Physio",
    "Home",
    "12",
    "→",
    "As you should knee pain after hiking rest, sit.",
    "Why rest matters",
    "   odd   blanks  ",
    "“Quoted words,” she said.",
    "They should knee pain after hiking you sleep.",
]
KINDS: list[BlockKind] = ["heading", "paragraph", "list_item", "table_row", "quote"]


def check_covered(article: Article, template: frozenset[str] = frozenset()) -> None:
    made, ledger = clean(article, template, CleanSettings())
    kept = {block.index: block for block in made.blocks}
    for block in article.blocks:
        entries = sorted((e for e in ledger if e.block == block.index), key=lambda e: e.start)
        at, text = 0, []
        for entry in entries:
            assert entry.start >= at
            assert entry.text == block.text[entry.start : entry.end]
            text += [block.text[at : entry.start], entry.replacement]
            at = entry.end
        text.append(block.text[at:])
        clean_block = kept.get(block.index)
        if clean_block is None:
            assert sum(e.end - e.start for e in entries) == len(block.text)
        else:
            assert "".join(text) == clean_block.text
            assert clean_block.text.strip()
    assert set(kept) <= {block.index for block in article.blocks}


@st.composite
def articles(draw: st.DrawFn) -> Article:
    lines = draw(st.lists(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4), min_size=0, max_size=14))
    blocks = []
    for index, parts in enumerate(lines):
        kind = draw(st.sampled_from(KINDS))
        text = " ".join(parts)
        blocks.append(Block(kind=kind, text=text, index=index, level=draw(st.integers(1, 4)) if kind == "heading" else 0))
    title = draw(st.sampled_from([None, "Knee pain after hiking", "KNEE PAIN AFTER HIKING", "Zarolan 350 mg"]))
    return Article(source="page.txt", sha256="0" * 64, media="text", title=title, blocks=tuple(blocks))


@settings(max_examples=150, deadline=None)
@given(articles())
def test_every_character_is_kept_or_accounted_for(article: Article) -> None:
    check_covered(article)


@settings(max_examples=40, deadline=None)
@given(articles(), st.integers(0, 3))
def test_also_where_blocks_are_template(article: Article, step: int) -> None:
    check_covered(article, frozenset(block_hashes(article)[step::2]))


@settings(max_examples=60, deadline=None)
@given(articles())
def test_the_same_page_gives_the_same_result(article: Article) -> None:
    assert clean(article, frozenset(), CleanSettings()) == clean(article, frozenset(), CleanSettings())


@pytest.mark.skipif(not REAL, reason="the shared pages are not beside the repository")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_every_character_of_real_pages(path: Path) -> None:
    content = path.read_text(encoding="utf-8", errors="replace")
    digest = hashlib.sha256(content.encode()).hexdigest()
    check_covered(parse(Page(source=path.name, content=content, media="text", sha256=digest)))
