"""The open elements while a page is walked: each knows what it inherits, so that no step looks up the whole path."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.dom import markup

# At most nine digits: longer numbers are no counting, and converting them is not linear.
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_NAMES_KEPT = 6
_SPANS_KEPT = 7


@dataclass(slots=True)
class Numbering:
    """How far the items of one list are counted."""

    ordered: bool
    count: int


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element of the page. `kind` to `ordered` are those that text in it gets; `[start, end)` are its segments.

    Elements know their parents only: without cycles, a page's elements go when it is done and the garbage collector has
    nothing to do. `block` is the block that an inline element stands in, nothing for a block.
    """

    tag: str
    name: str = ""
    depth: int = 0
    path: int = 0
    own: int = 0
    near: int = 0
    groups: int = 0
    kind: str = "paragraph"
    level: int = 0
    list_id: int | None = None
    number: int | None = None
    ordered: bool = False
    link: int = 0
    bold: bool = False
    pre: bool = False
    start: int = 0
    end: int = 0
    shape: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    parent: Element | None = None
    block: Element | None = None
    cell: int | None = None
    items: Numbering | None = None

    @property
    def container(self) -> Element:
        """The nearest block, the element itself included."""
        return self.block or self


def _name(attributes: dict[str, str | None]) -> str:
    get = attributes.get
    return f"{get('class') or ''} {get('id') or ''} {get('itemprop') or ''}".strip()


def child(parent: Element, tag: str, attributes: dict[str, str | None]) -> Element:
    """Return the element `tag` within `parent`, with all that it inherits and adds."""
    name = _name(attributes) if attributes else ""
    own = markup.group_bits(name) if name else 0
    element = Element(
        tag, name, parent.depth + 1,
        parent.path | markup.path_bits(tag, attributes),
        own, own | parent.own | (parent.parent.own if parent.parent else 0), parent.groups | own,
        parent.kind, parent.level, parent.list_id, parent.number, parent.ordered,
        parent.link, parent.bold or tag in markup.BOLD, parent.pre,
    )  # fmt: skip
    element.parent, element.cell, element.items = parent, parent.cell, parent.items
    label = f"{tag} {name}" if name else tag
    element.names = (label, *parent.names[: _NAMES_KEPT - 1])
    if tag in markup.BLOCK_TAGS:
        element.shape = element.names[:3]
        _set_role(element, parent, attributes)
    else:
        element.block = parent.block or parent
    return element


def _set_role(element: Element, parent: Element, attributes: dict[str, str | None]) -> None:
    """Set what kind of text a block element holds; blocks without a role of their own keep what is around them."""
    tag = element.tag
    if tag in {"div", "p"}:
        return
    if tag in markup.HEADINGS:
        element.kind, element.level = "heading", markup.HEADINGS[tag]
    elif tag == "li":
        _number_item(element, attributes)
    elif tag == "blockquote":
        element.kind, element.level = "quote", 0
    elif tag in ("dt", "dd"):
        element.kind, element.level = ("term" if tag == "dt" else "definition"), 0
        element.list_id = element.number = None
    elif tag in ("td", "th"):
        element.kind, element.level = "paragraph", 0
        element.list_id = element.number = None
    elif tag in markup.PREFORMATTED:
        element.pre = True


def open_list(element: Element, list_id: int, attributes: dict[str, str | None]) -> None:
    """Make `element` (`<ul>`, `<ol>`) the list that the items within it belong to."""
    element.list_id, element.number = list_id, None
    element.ordered = element.tag == "ol"
    element.items = Numbering(element.ordered, _integer(attributes.get("start"), 1) - 1)


def _number_item(element: Element, attributes: dict[str, str | None]) -> None:
    element.kind, element.level, element.number = "list_item", 0, None
    items = element.items
    if items is not None and items.ordered:
        items.count = _integer(attributes.get("value"), items.count + 1)
        element.number = items.count


def _integer(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    return int(text) if _INTEGER.fullmatch(text) else otherwise


def set_spans(elements: list[Element], count: int) -> None:
    """Give every element the ranges of segments around it; parents stand before their children in `elements`."""
    for element in elements:
        span = (element.start, min(element.end, count))
        above = element.parent.spans if element.parent else ()
        element.spans = above if above and above[0] == span else (span, *above[: _SPANS_KEPT - 1])
