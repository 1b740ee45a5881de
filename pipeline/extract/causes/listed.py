"""Causes by their place: list items under "Common causes include:", headings in a section about causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.extract import ailments
from pipeline.extract.causes.phrases import words
from pipeline.extract.causes.stated import Stated
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.section_cues import Topic, heading_topics
from pipeline.extract.sections import SectionInfo

_NUMBER = re.compile(r"^[\s:]*\(?\d{1,2}\s*[.):]\s*")
_COUNTED = re.compile(r"^[\w ]{0,30}\b\d{1,2}\s*:\s*")
_ALTERNATIVES = re.compile(r",\s+(?:or\s+|and\s+)?|;\s+")
# A sentence with fewer semicolons only joins two clauses.
_INLINE_PARTS = 3
_AND = re.compile(r"^(?:and|or)\s+")
_WORD = re.compile(r"[a-z]+")
# Items with more words are sentences: they are read by their cues.
_NAME_WORDS = 10


def listed_causes(
    frame: Frame, infos: Sequence[SectionInfo], stated: Mapping[Sentence, Sequence[Stated]]
) -> Iterator[tuple[Sentence, list[Stated]]]:
    """Yield the causes that items and headings name by standing where causes are listed."""
    named: str | None = None
    for position, info in enumerate(infos):
        group = frame.by_block[position]
        if not group:
            continue
        for sentence in group:
            inline = _inline(sentence)
            if inline and info.subject:
                places = [(sentence.text.index(one), one) for one in inline]
                yield sentence, [Stated(one, info.subject, "inline", False, at, at + len(one)) for at, one in places]
        first = group[0]
        labelled = _behind_label(first, info.topic) if info.item else []
        if info.is_heading:
            named = None
            if info.topic == "causes" and _is_cause_heading(frame, infos, position):
                name = _name(first.text)
                if name and info.outer_subject and not _same(name, info.outer_subject):
                    named = name
                    yield first, [Stated(name, info.outer_subject, "heading", False, 0, len(first.text))]
        elif labelled:
            effect = named or info.subject
            if effect:
                yield first, [Stated(one, effect, "label", False, 0, len(first.text)) for one in labelled]
        elif info.topic == "causes" and info.subject and named is None and _is_item(frame, info, position):
            name = _name(first.text)
            told = stated.get(first) and not _labelled(first.text)
            if name and not told and name.lower() != info.subject.lower():
                yield first, [Stated(name, info.subject, "listed", False, 0, len(name))]


def _is_item(frame: Frame, info: SectionInfo, position: int) -> bool:
    kind = frame.blocks[position].kind
    return kind in ("list_item", "table_row", "definition") or info.item or _labelled(frame.blocks[position].text)


def _labelled(text: str) -> bool:
    match = words().name_end.search(text)
    named = bool(match and match.group().strip().startswith(":"))
    return bool(match and named and len(text[: match.start()].split()) <= _NAME_WORDS // 2)


def _behind_label(sentence: Sentence, topic: Topic) -> list[str]:
    """What stands behind "Cause:" or "From …" in an item, one by one; among causes also behind "Habits such as …"."""
    openings = words().from_openings if topic not in ("exercises", "instructions") else ()
    examples = words().example_openings if topic == "causes" else ()
    for pattern in (*words().cause_labels, *openings, *examples):
        match = pattern.match(sentence.lower)
        if match:
            rest = sentence.text[match.end() :].strip(" .")
            parts = [part.strip(" .,") for part in _ALTERNATIVES.split(rest)]
            return [part for part in parts if part and len(part.split()) <= _NAME_WORDS]
    return []


def _inline(sentence: Sentence) -> list[str]:
    """Causes that one sentence lists with semicolons: "Causes include: poor posture; old shoes; …"."""
    head, colon, rest = sentence.text.partition(":")
    parts = rest.split(";")
    if not colon or len(parts) < _INLINE_PARTS or "causes" not in heading_topics(head):
        return []
    names = (_name(_AND.sub("", part.strip())) for part in parts)
    return [name for name in names if name]


def _same(name: str, subject: str) -> bool:
    """Whether a name is but another wording of what the section is about: a kind of headache under headaches."""
    own, other = (set(_WORD.findall(text.lower())) for text in (name, subject))
    return bool(other) and (own <= other or name.lower().rstrip("s").endswith(subject.lower().rstrip("s")))


def _is_cause_heading(frame: Frame, infos: Sequence[SectionInfo], position: int) -> bool:
    """A heading below one about causes names a cause where it names a complaint or text follows; before a bare list
    it names a group of them."""
    info = infos[position]
    if info.question or info.heading_topic is not None or position + 1 >= len(infos):
        return False
    doc = frame.nlp.make_doc(frame.blocks[position].text)
    complaints = [a for a in ailments.find(frame.nlp, doc) if a.strong]
    if any(not ailments.is_generic(doc[a.start : a.end].text) for a in complaints):
        return True
    following = infos[position + 1]
    return not following.is_heading and not following.item


def _name(text: str) -> str | None:
    """Return the name at the head of an item; `None` where it is a sentence, a description or no name."""
    text = _COUNTED.sub("", _NUMBER.sub("", text))
    match = words().name_end.search(text)
    name = (text[: match.start()] if match else text).strip(" .,;:*_–-")
    if not name or len(name.split()) > _NAME_WORDS or name.lower() in words().empty:
        return None
    if any(pattern.search(name.lower()) for pattern in words().describes) or name.endswith("!"):
        return None
    if name.lower().split()[-1] in words().cause_nouns:
        return None
    if name.lower().split()[-1] in words().being:
        return None
    return name
