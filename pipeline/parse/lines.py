"""What a single line of plain text tells: its list marker, and whether it goes on from the line before."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table
from pipeline.parse.blocks import Piece

_NUMBER = re.compile(r"(?:(?:step|tip|day|no\.?|#)\s*)?\(?(?P<n>\d{1,3})(?:[.)]|\s*[:–—-])\s+(?P<rest>\S.*)", re.I)
_LETTER = re.compile(r"\(?(?P<n>[a-hA-H])\)\s+(?P<rest>\S.*)")
_ENDS = re.compile(r"""[.!?:;…]["'”’)\]]*$""")
_GLUE = re.compile(r"""[,;.)\]’”%]|[a-z(]""")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    bullets: str
    never_last: frozenset[str]
    movement_openers: frozenset[str]


def _table() -> _Table:
    return read_table("lines.toml", _Table)


def marker(line: str) -> tuple[str, int | None, str] | None:
    """Return `("bullet" | "number", its number, the rest)` of a line that starts as a list item, else `None`.

    >>> marker("2) Sit tall"), marker("• Sit tall"), marker("2.5 kg is enough")
    (('number', 2, 'Sit tall'), ('bullet', None, 'Sit tall'), None)
    """
    if line[0] in _table().bullets and len(line) > 1 and (line[1] == " " or not line[0].isascii()):
        rest = line[1:].strip()
        return ("bullet", None, rest) if rest else None
    match = _NUMBER.fullmatch(line)
    if match and (line[0].isdigit() or line[0] in "(#" or _ENDS.search(match[0][: match.start("rest")].strip())):
        return "number", int(match["n"]), match["rest"]
    match = _LETTER.fullmatch(line)
    return ("number", ord(match["n"].lower()) - 96, match["rest"]) if match else None


def is_instruction(line: str) -> bool:
    """Whether a line without a full stop is a step of an exercise rather than a heading.

    It opens with a verb of posture or motion, has five words or more, and is written like a sentence, not like a title.

    >>> is_instruction("Lie on your side with both knees bent"), is_instruction("Lift Better With These Five Cues")
    (True, False)
    """
    words = line.split()
    capitals = sum(word[0].isupper() for word in words[1:])
    return len(words) >= 5 and words[0].lower() in _table().movement_openers and capitals <= 0.4 * (len(words) - 1)


def wrap_width(rows: list[str]) -> int | None:
    """Return the width in characters that a text is hard-wrapped at, or `None` where its lines are whole blocks.

    A wrapped text has no line beyond some hundred characters, and most of its long lines end in the middle of a sentence.
    """
    texts = [row.strip() for row in rows]
    pairs = [(a, b) for a, b in itertools.pairwise(texts) if a and b]
    longest = max((len(t) for t in texts), default=0)
    inner = [a for a, _ in pairs if len(a) >= 0.6 * longest]
    if longest > 130 or len(inner) < 4:
        return None
    open_ended = sum(not _ENDS.search(a) for a in inner)
    return longest if open_ended >= 0.5 * len(inner) else None


def continues(before: str, line: str, width: int | None) -> bool:
    """Whether `line` goes on from the line `before` it (no blank line between them, no list marker).

    It does when it starts with a closing sign or in lower case behind an open end, when the line before ends in a word
    that no sentence ends with ("see our", "for the"), and in wrapped text when the line before was full and open.
    """
    head = before.strip()
    if _ENDS.search(head) and not re.match(r"[,;.)\]]", line):
        # a full line of wrapped text may end with a sentence's end and go on all the same
        return width is not None and len(head) >= 0.75 * width and len(line) > 0 and not before[:1].isspace()
    last = head.split()[-1].lower().strip("“”\"'(") if head.split() else ""
    if last in _table().never_last or head.endswith((",", "–", "—", "&")):
        return True
    if _GLUE.match(line) and len(head.split()) > 3:
        return True
    if re.match(r"[,;.)\]]", line):
        return True
    return width is not None and len(head) >= 0.6 * width


def read_markers(pieces: list[Piece]) -> list[Piece]:
    """Take the list markers off the texts of headings and paragraphs that were typed with them.

    "2. Towel curl" as a heading keeps its number; paragraphs of their own that start with numbers or bullets are items,
    when the page has a second one, and neighbours make one list.
    """
    found = [marker(p.text) if p.kind in ("heading", "paragraph") else None for p in pieces]
    typed = [n for n, mark in enumerate(found) if mark and pieces[n].kind == "paragraph"]
    out = list(pieces)
    list_id = 1 + max((p.list_id for p in pieces if p.list_id is not None), default=0)
    for n, (piece, mark) in enumerate(zip(pieces, found, strict=True)):
        if mark is None:
            continue
        if piece.kind == "heading":
            out[n] = replace(piece, number=mark[1], text=mark[2])
        elif len(typed) > 1:
            before = found[n - 1] if n and pieces[n - 1].kind == "paragraph" else None
            list_id += before is None or before[0] != mark[0]
            out[n] = replace(piece, kind="list_item", number=mark[1], text=mark[2], list_id=list_id)
    return out
