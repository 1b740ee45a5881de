"""What all parsers end with: pieces in reading order become numbered blocks under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.models import Block, BlockKind

# A heading is a title, not a sentence: longer than this it is read as text.
LONGEST_HEADING = 14

_ENDS_SENTENCE = re.compile(r"""[.!;,…]["'”’)\]]*$""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it knows its place. `link_share` as in `Block`."""

    kind: BlockKind
    text: str
    level: int = 0
    list_id: int | None = None
    number: int | None = None
    link_share: float = 0.0


def squash(text: str) -> str:
    """Return `text` with every run of white space as one space.

    >>> squash(" hold \\n for  30 ")
    'hold for 30'
    """
    return " ".join(text.split())


def is_title_like(text: str) -> bool:
    """Whether a line could be a heading: some words, no sentence's end.

    >>> is_title_like("Causes of knee pain"), is_title_like("Why does it hurt?"), is_title_like("It hurts.")
    (True, True, False)
    """
    words = text.split()
    if not 0 < len(words) <= LONGEST_HEADING or not any(c.isalpha() for c in text):
        return False
    return not _ENDS_SENTENCE.search(text) or bool(re.fullmatch(r"\d+\.", words[-1]))


def _stands_alone(pieces: list[Piece], i: int) -> bool:
    """Whether piece `i` is a short numbered item with something else than its list's next item around it."""
    piece = pieces[i]
    if piece.kind != "list_item" or piece.number is None or not is_title_like(piece.text.rstrip(".")):
        return False
    return all(
        not 0 <= j < len(pieces) or pieces[j].kind != "list_item" or pieces[j].list_id != piece.list_id
        for j in (i - 1, i + 1)
    )


def number_headings(pieces: list[Piece]) -> list[Piece]:
    """Read a numbered line with prose below it as a heading.

    "3. Bird dog" and a paragraph, "4. Dead bug" and a paragraph: a list whose items each hold text is a series of
    sections. An item that stands alone counts when prose follows it; what else stands alone and carries the number before
    or after one of them belongs to the series. One such item alone is no series.
    """
    alone = [i for i in range(len(pieces) - 1) if _stands_alone(pieces, i)]
    hits = {
        i
        for i in alone
        if is_title_like(pieces[i].text)
        and pieces[i + 1].kind in ("paragraph", "quote")
        and not is_title_like(pieces[i + 1].text)
    }
    grown = True
    while grown:
        numbers = {n for i in hits for n in (pieces[i].number or 0,)}
        new = {i for i in alone if i not in hits and numbers & {(pieces[i].number or 0) - 1, (pieces[i].number or 0) + 1}}
        hits |= new
        grown = bool(new)
    if len(hits) < 2:
        return pieces
    return [replace(p, kind="heading", level=3, list_id=None) if i in hits else p for i, p in enumerate(pieces)]


def to_blocks(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Number the pieces and give each the text of the nearest heading above it."""
    found: list[Block] = []
    heading: str | None = None
    for index, piece in enumerate(pieces):
        found.append(
            Block(
                kind=piece.kind,
                text=piece.text,
                index=index,
                level=piece.level,
                list_id=piece.list_id,
                number=piece.number,
                heading=heading,
                link_share=piece.link_share,
            )
        )
        if piece.kind == "heading":
            heading = piece.text
    return tuple(found)


def first_heading(blocks: Iterable[Block]) -> str | None:
    """Return the text of the first heading of the highest level that the page opens with."""
    headings = [b for b in blocks if b.kind == "heading"]
    return min(headings, key=lambda b: (b.level, b.index)).text if headings else None
