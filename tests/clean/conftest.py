from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.models import Article, Block, BlockKind

Lines = list[tuple[BlockKind, str] | str]


def build(lines: Lines, title: str | None = None, source: str = "page.txt") -> Article:
    """An article of these blocks; a bare string is a paragraph, `# words` a heading, `- words` an item."""
    blocks: list[Block] = []
    heading: str | None = None
    for index, line in enumerate(lines):
        if isinstance(line, tuple):
            kind, text = line
        elif line.startswith("#"):
            kind, text = "heading", line.lstrip("# ")
        elif line.startswith("- "):
            kind, text = "list_item", line[2:]
        else:
            kind, text = "paragraph", line
        level = (len(line) - len(line.lstrip("#")) if isinstance(line, str) else 2) if kind == "heading" else 0
        list_id = 1 if kind == "list_item" else None
        blocks.append(Block(kind=kind, text=text, index=index, level=level, list_id=list_id, heading=heading))
        if kind == "heading":
            heading = text
    return Article(source=source, sha256="0" * 64, media="text", title=title, blocks=tuple(blocks))


@pytest.fixture
def article() -> Callable[..., Article]:
    return build
