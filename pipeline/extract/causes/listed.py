"""Causes by their place: list items under "Common causes include:", headings in a section about causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.extract.causes.phrases import words
from pipeline.extract.causes.stated import Stated
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo

# What ends the name at the head of an item: "Poor posture: when you …", "Obesity – extra weight …", "Smoking (any amount)".
_NAME_END = re.compile(r"\s*(?::\s|:$|\s[–—-]\s|\s?\(|\.\s|\.$|;|,\s(?:which|when|such as|including|like|as|because)\b)")
_NUMBER = re.compile(r"^\s*\(?\d{1,2}\s*[.):]\s*")
# Items with more words are sentences: they are read by their cues.
_NAME_WORDS = 10


def listed_causes(
    frame: Frame, infos: Sequence[SectionInfo], stated: Mapping[Sentence, Sequence[Stated]]
) -> Iterator[tuple[Sentence, list[Stated]]]:
    """Yield the causes that items and headings name by standing where causes are listed."""
    for position, info in enumerate(infos):
        group = frame.by_block[position]
        if not group or info.topic != "causes" or not info.subject:
            continue
        if info.is_heading and not _is_cause_heading(infos, position):
            continue
        if not info.is_heading and not (frame.blocks[position].kind in ("list_item", "table_row") or info.item or _labelled(group[0].text)):
            continue
        name = _name(group[0].text)
        if name is None or stated.get(group[0]):
            continue
        yield group[0], [Stated(name, info.subject, "listed", False, 0, len(name))]


def _labelled(text: str) -> bool:
    match = _NAME_END.search(text)
    return bool(match and match.group().strip().startswith(":") and len(text[: match.start()].split()) <= _NAME_WORDS // 2)


def _is_cause_heading(infos: Sequence[SectionInfo], position: int) -> bool:
    """A heading below one about causes names a cause where text follows; before a list it names a group of them."""
    info = infos[position]
    if info.question or info.heading_topic is not None or position + 1 >= len(infos):
        return False
    following = infos[position + 1]
    return not following.is_heading and not (following.item and following.lead_in is None)


def _name(text: str) -> str | None:
    """Return the name at the head of an item; `None` where it is a sentence or no name."""
    text = _NUMBER.sub("", text)
    match = _NAME_END.search(text)
    name = (text[: match.start()] if match else text).strip(" .,;:*_–-")
    if not name or len(name.split()) > _NAME_WORDS or name.lower() in words().empty:
        return None
    return name
