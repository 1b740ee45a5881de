"""The open elements while a page is walked: each knows what it inherits, so that no step looks up the whole path."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.dom import markup

_NAMES_KEPT = 6
_SPANS_KEPT = 7


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element of the page. `kind` to `ordered` are those that text in it gets; `[start, end)` are its segments."""

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
    counter: int = 0
    link: int = 0
    bold: bool = False
    pre: bool = False
    start: int = 0
    end: int = 0
    shape: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    parent: Element | None = None
    block: Element = field(init=False)
    cell: Element | None = None
    holder: Element | None = None

    def __post_init__(self) -> None:
        self.block = self


def _name(attributes: dict[str, str | None]) -> str:
    if not attributes:
        return ""
    found = [attributes.get("class"), attributes.get("id"), attributes.get("itemprop")]
    return " ".join(" ".join(value.split()) for value in found if value)


def child(parent: Element, tag: str, attributes: dict[str, str | None]) -> Element:
    """Return the element `tag` within `parent`, with all that it inherits and adds."""
    name = _name(attributes)
    own = markup.group_bits(name) if name else 0
    element = Element(
        tag, name, parent.depth + 1,
        parent.path | markup.path_bits(tag, attributes),
        own, own | parent.own | (parent.parent.own if parent.parent else 0), parent.groups | own,
        parent.kind, parent.level, parent.list_id, parent.number, parent.ordered, 0,
        parent.link, parent.bold or tag in markup.BOLD, parent.pre,
    )  # fmt: skip
    element.parent, element.cell, element.holder = parent, parent.cell, parent.holder
    label = f"{tag} {name}" if name else tag
    element.names = (label, *parent.names[: _NAMES_KEPT - 1])
    if tag in markup.BLOCK_TAGS:
        element.shape = element.names[:3]
        _set_role(element, parent, attributes)
    else:
        element.block = parent.block
    return element


def _set_role(element: Element, parent: Element, attributes: dict[str, str | None]) -> None:
    """Set what kind of text a block element holds; blocks without a role of their own keep what is around them."""
    tag = element.tag
    if tag == "div" or tag == "p":
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
        element.kind, element.level, element.cell = "paragraph", 0, element
        element.list_id = element.number = None
    elif tag in markup.PREFORMATTED:
        element.pre = True


def open_list(element: Element, list_id: int, attributes: dict[str, str | None]) -> None:
    """Make `element` (`<ul>`, `<ol>`) the list that the items within it belong to."""
    element.list_id, element.holder = list_id, element
    element.ordered, element.number = element.tag == "ol", None
    element.counter = _integer(attributes.get("start"), 1) - 1


def _number_item(element: Element, attributes: dict[str, str | None]) -> None:
    element.kind, element.level, element.number = "list_item", 0, None
    holder = element.holder
    if holder is not None and holder.ordered:
        holder.counter = _integer(attributes.get("value"), holder.counter + 1)
        element.number = holder.counter


def _integer(value: str | None, otherwise: int) -> int:
    # At most nine digits: longer numbers are no counting, and converting them is not linear.
    text = (value or "").strip()
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 10 and text.count("-") < 2 else otherwise


def set_spans(elements: list[Element], count: int) -> None:
    """Give every element the ranges of segments around it; parents stand before their children in `elements`."""
    for element in elements:
        span = (element.start, min(element.end, count))
        above = element.parent.spans if element.parent else ()
        element.spans = above if above and above[0] == span else (span, *above[: _SPANS_KEPT - 1])
