"""Make hostile markup harmless before it is parsed: HTML5 tree building is not linear for all input."""

from __future__ import annotations

import re
from typing import Final

from pipeline.dom.markup import VOID

_FORMATTING: Final = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_ATTRIBUTES = re.compile(rf"<({_FORMATTING})[\s/](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>", re.I)
_STILL = re.compile(rf"<({_FORMATTING})[\s/]", re.I)
_CRUDELY = re.compile(rf"<({_FORMATTING})[\s/][^>]*(?:>|\Z)", re.I)
_HARMLESS: Final = 300

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*(?:>|\Z)")
_DEEP: Final = 12_000
_OPEN_ENDED = re.compile(r"<(script|style|svg|noscript|template|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_KEPT: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr"})
_INLINE: Final = frozenset(f"a span sub sup abbr {_FORMATTING.replace('|', ' ')}".split())


def tame(html: str) -> str:
    """Return `html` such that parsing it takes linear time; ordinary pages change only in unused attributes.

    Formatting elements that are never closed are opened again in every later paragraph unless three equal ones are, so
    they lose their attributes, which nothing here reads. Elements nested deeper than any page needs are flattened: the
    parser looks up the whole path at each of them.
    """
    html = _ATTRIBUTES.sub(r"<\1>", html)
    if len(_STILL.findall(html)) > _HARMLESS:
        html = _CRUDELY.sub(r"<\1>", html)
    return _flat(html) if html.count("<") > _DEEP and _depth(html) > _DEEP else html


def _depth(html: str) -> int:
    """Return a bound on how deep elements are nested: opened and not closed, whatever their names."""
    deepest = depth = 0
    for match in _TAG.finditer(html):
        if match[2] in VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _flat(html: str) -> str:
    def keep(match: re.Match[str]) -> str:
        tag = match[2].lower()
        if tag in _INLINE:
            return ""
        return match[0] if tag in _KEPT else "<p>"

    return _TAG.sub(keep, _OPEN_ENDED.sub("", html))
