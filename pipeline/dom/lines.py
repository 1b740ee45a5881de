"""Lines within a block: what `<br>` separates."""

from __future__ import annotations

import re
from typing import Final

from pipeline.dom.elements import Element

BREAK: Final = "\x1e"
"""Stands for a `<br>`; Python counts the character as white space, so one that a page has itself does no harm."""

Part = tuple[str, Element]

_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_STARTS = re.compile(r"(?:[•·▪●◦*–—-]|\(?\d{1,2}[.)]|[A-Za-z][.)])\s|(?:step|tip|day|week)\s+\d", re.I)


def keep_breaks(parts: list[Part]) -> str:
    """Return the text of a `<pre>`: blanks at line ends and empty lines around it go, all else stays."""
    text = "".join("\n" if text == BREAK else text for text, _ in parts)
    return "\n".join(line.rstrip() for line in text.expandtabs(4).splitlines()).strip("\n")


def split(parts: list[Part]) -> list[list[Part]]:
    """Cut the text of a block where its `<br>`s end a paragraph or an item; other breaks only wrap a line.

    A break ends one where two stand together, after the end of a sentence, and before a bullet or a number.
    """
    if len(parts) == 1 or BREAK not in [text for text, _ in parts]:
        return [parts]
    found: list[list[Part]] = [[]]
    for line in _by_break(parts):
        text = "".join([piece for piece, _ in line]).strip()
        if not text:
            if found[-1]:
                found.append([])
            continue
        before = found[-1]
        if before and (_STARTS.match(text) or _ENDS.search("".join([piece for piece, _ in before[-8:]]).rstrip())):
            found.append(list(line))
        else:
            before.extend([*([(" ", line[0][1])] if before else ()), *line])
    return [line for line in found if line]


def _by_break(parts: list[Part]) -> list[list[Part]]:
    lines: list[list[Part]] = [[]]
    for part in parts:
        if part[0] == BREAK:
            lines.append([])
        else:
            lines[-1].append(part)
    return lines
