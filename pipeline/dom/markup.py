"""What tags and class words mean for cutting a page: sets of HTML tags, and bits for what stands on an element's path."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table

HIDDEN_TAGS: Final = [
    "script", "style", "noscript", "template", "svg", "iframe", "canvas", "audio", "video", "object", "noframes",
    "datalist", "title", "annotation", "annotation-xml", "head",
]  # fmt: skip
"""Elements whose text a reader never sees."""

BLOCK_TAGS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "ol",
        "optgroup", "option", "p", "plaintext", "pre", "search", "section", "select", "summary", "table", "tbody",
        "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "xmp",
    }
)  # fmt: skip
"""Elements that end the text before them. Buttons and options count: side by side, they are not one sentence."""

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
PREFORMATTED: Final = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
BOLD: Final = frozenset({"b", "strong"})

PATH_TAGS: Final = (
    "article", "main", "nav", "header", "footer", "aside", "form", "table", "ul", "ol", "a", "button", "figure", "dl",
    "section", "details", "blockquote", "pre", "select", "label", "p", "dialog", "li", "time", "hidden",
)  # fmt: skip
PATH_BIT: Final = {tag: 1 << place for place, tag in enumerate(PATH_TAGS)}

_ROLES: Final = {
    "navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside", "main": "main",
    "article": "article", "dialog": "dialog", "button": "button", "search": "form", "form": "form",
}  # fmt: skip
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(r"[a-z]+")


class DomWords(BaseModel):
    """`knowledge/dom_words.toml`: for each group, the words that its class and id names hold.

    A word with `=` before it must be a whole part of the name (`=ad` is in `top-ad` but not in `header`), and so must
    both parts of a pair (`read-more`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: dict[str, tuple[str, ...]]


@functools.cache
def group_names() -> tuple[str, ...]:
    """The class-word groups in the order of their bits."""
    return tuple(read_table("dom_words.toml", DomWords).groups)


@functools.cache
def _group_words() -> tuple[dict[str, int], dict[str, int]]:
    """Words that must be whole parts of a name (pairs of parts included), and those that may stand anywhere in a part."""
    whole: dict[str, int] = {}
    inside: dict[str, int] = {}
    for place, words in enumerate(read_table("dom_words.toml", DomWords).groups.values()):
        for word in words:
            where = whole if word.startswith("=") or "-" in word else inside
            where[word.removeprefix("=")] = where.get(word.removeprefix("="), 0) | 1 << place
    return whole, inside


@functools.lru_cache(maxsize=32768)
def _part_bits(part: str) -> int:
    whole, inside = _group_words()
    found = whole.get(part, 0)
    for word, bits in inside.items():
        if word in part:
            found |= bits
    return found


@functools.lru_cache(maxsize=8192)
def group_bits(name: str) -> int:
    """The class-word groups that the class and id words of an element belong to, as bits."""
    parts = _PART.findall(_CAMEL.sub("-", name).lower())
    whole = _group_words()[0]
    found = 0
    for part in parts:
        found |= _part_bits(part)
    for pair in itertools.pairwise(parts):
        found |= whole.get("-".join(pair), 0)
    return found


def path_bits(tag: str, attributes: dict[str, str | None]) -> int:
    """The bits that an element adds to the path of what it holds: its tag, its ARIA role, and whether it is hidden."""
    bits = PATH_BIT.get(tag, 0)
    if not attributes:
        return bits
    role = attributes.get("role")
    if role:
        bits |= PATH_BIT.get(_ROLES.get(role.lower(), ""), 0)
    style = attributes.get("style")
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or (style and _INVISIBLE.search(style)):
        bits |= PATH_BIT["hidden"]
    return bits
