"""What each block of a page is about, worked out from headings, questions and the sentences that open lists.

A section's topic is carried to all that stands below its heading; headings of a deeper level, and numbered ones,
inherit where their own words say nothing. A list item belongs, before that, to what the sentence above its list announces.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract import ailments
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.section_cues import (
    Topic,
    announces,
    causes_something,
    heading_topics,
    is_numbered,
    is_question,
    lead_in_topics,
    opens_list,
)
from pipeline.models import CleanBlock

__all__ = ["LeadIn", "SectionInfo", "Topic", "heading_topics", "is_question", "lead_in_topics", "sections", "subject_of"]

# A line of this level stands below all real headings: bold lines, questions in running text, terms of a list.
_LINE_LEVEL = 7
# Words in a line that may still be a heading without being marked as one, and in an unmarked item of a list.
_LINE_WORDS = 14
_ITEM_WORDS = 14
# How many words behind "after", "when" or "under" still tell which pain a heading is about.
_WHEN_WORDS = 8
_END_MARKS = (".", "!", ";", ",")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The sentence that opens a list. `topics` are what it announces, most telling first; it may announce none."""

    sentence: Sentence
    topics: tuple[Topic, ...]

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.sentence.text

    @property
    def topic(self) -> Topic | None:
        """The topic that tells most, `None` where the sentence doesn't say."""
        return self.topics[0] if self.topics else None


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """What a block stands in.

    `topic`: of the lead-in for a list item whose lead-in tells, else of the section. `topics`: all topics that the
    section's heading names ("Causes and treatment"). `heading`: the nearest heading's text; `heading_topic`: what that
    heading itself says, `None` where the topic is inherited. `path`: the headings above, outermost first. `is_heading`:
    the block is itself a heading or works as one (its own `topic` is then that of its section). `question`: the heading
    is a question. `subject`: the pain or condition that the section, else the page, is about; `outer_subject`: that of the
    section around the nearest heading. `avoid`: headings or
    lead-in say that what stands here is to be avoided. `item`: the block is one of several things that a heading or
    lead-in announces: a list item, a numbered heading, a short line under a lead-in.
    """

    topic: Topic
    topics: tuple[Topic, ...]
    heading: str | None
    heading_topic: Topic | None
    path: tuple[str, ...]
    is_heading: bool
    numbered: bool
    question: bool
    lead_in: LeadIn | None
    subject: str | None
    outer_subject: str | None
    avoid: bool
    item: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    level: float
    text: str
    own: tuple[Topic, ...]
    topics: tuple[Topic, ...]
    question: bool
    subject: str | None
    announces: bool


def subject_of(frame: Frame, text: str) -> str | None:
    """Return the pain, injury or condition that a heading is about, with the rest that tells when it is felt."""
    doc = frame.nlp.make_doc(text)
    found = ailments.find(frame.nlp, doc)
    strong = [one for one in found if one.strong] or list(found)
    if not strong:
        return None
    specific = [one for one in strong if not ailments.is_generic(doc[one.start : one.end].text)]
    # "How weak hips cause knee pain" is about the pain
    told_last = causes_something(text) and len(specific) > 1
    first = specific[-1] if told_last else specific[0] if specific else strong[0]
    end, table = first.end, ailments.words()
    if end < len(doc) and doc[end].lower_ in table.whens | table.places:
        last = min(len(doc), end + _WHEN_WORDS)
        while end < last and (doc[end].is_alpha or doc[end].text == "-"):
            end += 1
    phrase = doc[first.start : end].text.strip()
    if first.strong:
        return phrase
    # "Why does my back hurt": the body part before the state
    parts = [token.lower_ for token in doc[: first.start] if token.lower_ in ailments.body_words()]
    parts += [token.lower_ for token in doc[first.end :] if token.lower_ in ailments.body_words()]
    return f"{' '.join(parts)} pain" if parts else None


def _works_as_heading(block: CleanBlock, sentences: list[Sentence]) -> bool:
    if block.kind in ("heading", "term"):
        return True
    if block.kind != "paragraph" or len(sentences) != 1:
        return False
    words = len(block.text.split())
    if words > _LINE_WORDS or block.text.endswith(_END_MARKS):
        return False
    if block.text.endswith("?"):
        return True
    # A line that ends in a colon opens what follows; it is a heading only where it has no verb: left to the lead-in.
    return not block.text.endswith(":") and bool(heading_topics(block.text)) and words <= _LINE_WORDS // 2


class _Walk:
    """The state of one walk down a page: the headings above, the open lead-ins, and the subject so far."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.stack: list[_Heading] = []
        title = frame.article.title or ""
        own = heading_topics(title)
        self.title = _Heading(
            level=0,
            text=title,
            own=own,
            topics=own,
            question=is_question(title),
            subject=subject_of(frame, title),
            announces=announces(title),
        )
        self.lead_in: LeadIn | None = None
        self.list_id: int | None = None
        self.outer: dict[int, LeadIn | None] = {}
        self.line_items = False
        self.numbered_lead_in: LeadIn | None = None
        self.has_sections = sum(block.kind == "heading" and block.level > 1 for block in frame.blocks) > 0

    def enter(self, block: CleanBlock) -> None:
        """Put a heading on the stack, below those that it stands under."""
        text = block.text.strip()
        numbered = is_numbered(text)
        level: float = block.level if block.kind == "heading" and block.level else _LINE_LEVEL
        if numbered or block.number is not None:
            # "1. Warm up" belongs under the unnumbered heading above it, though both may have one level
            level += 0.5
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        if self.lead_in is not None and not self.list_id and self.lead_in.topics and (numbered or self._deeper(level)):
            # "Several conditions can cause it:" before headings that name them works as a heading above these
            self._push(level - 0.25, self.lead_in.text, numbered=False)
        self._push(level, text, numbered=numbered)
        self.lead_in, self.list_id, self.line_items, self.numbered_lead_in = None, None, False, None
        self.outer.clear()

    def _deeper(self, level: float) -> bool:
        return bool(self.stack) and self.stack[-1].level < level

    def _push(self, level: float, text: str, *, numbered: bool) -> None:
        above = self.stack[-1] if self.stack else self.title
        own = heading_topics(text) if self.lead_in is None or text != self.lead_in.text else self.lead_in.topics
        # what the page is about says nothing of each of its sections, but "7 causes of …" does of those it counts
        inherits = above.topics if above.level > 1 or numbered or above.announces else ()
        if numbered and inherits and above.announces:
            # the items of "7 causes of …" are causes whatever their words are
            own = ()
        self.stack.append(
            _Heading(
                level,
                text,
                own,
                own or inherits,
                is_question(text),
                subject_of(self.frame, text),
                announces(text),
            )
        )

    def body(self, position: int, block: CleanBlock) -> LeadIn | None:
        """Return the lead-in that a block stands under, and take up the one that it opens."""
        group = self.frame.by_block[position]
        listed = block.kind == "list_item"
        here: LeadIn | None = None
        if listed:
            if block.list_id != self.list_id and self.list_id is not None and block.list_id in self.outer:
                self.lead_in = self.outer[block.list_id]
            self.list_id = block.list_id
            here = self.lead_in
            if block.list_id is not None:
                self.outer.setdefault(block.list_id, here)
            self.line_items = False
        elif self.numbered_lead_in is not None and is_numbered(block.text):
            # "1. Bursitis:" with a list of its own still stands under "Several conditions can cause it:"
            here = self.numbered_lead_in
        elif block.kind in ("definition", "table_row") or (
            self.line_items and len(block.text.split()) <= _ITEM_WORDS and len(group) == 1
        ):
            here = self.lead_in
        opened = self._opened(position, block, group)
        if opened is not None:
            self.lead_in, self.line_items = opened, not listed
            if not listed and here is None:
                self.numbered_lead_in = opened
        elif not listed and here is None:
            self.lead_in, self.line_items, self.list_id = None, False, None
            self.outer.clear()
        return here

    def _opened(self, position: int, block: CleanBlock, group: list[Sentence]) -> LeadIn | None:
        if not group:
            return None
        last = group[-1]
        following = self.frame.blocks[position + 1] if position + 1 < len(self.frame.blocks) else None
        before_list = (
            following is not None
            and following.kind == "list_item"
            and (block.kind != "list_item" or following.list_id != block.list_id)
        )
        if not last.text.rstrip("*_ ").endswith(":") and not (before_list and opens_list(last.lower)):
            return None
        return LeadIn(last, lead_in_topics(last.text))

    def info(self, position: int, block: CleanBlock, lead_in: LeadIn | None, is_heading: bool) -> SectionInfo:
        """Return what is known of a block at this point."""
        heading = self.stack[-1] if self.stack else None
        above = heading or self.title
        listed = block.kind == "list_item" or not self.has_sections
        topics = above.topics if above.level > 1 or above.question or (listed and above.topics) else ()
        section: Topic = topics[0] if topics else "other"
        topic = (lead_in.topic or section) if lead_in else section
        numbered = block.number is not None or is_numbered(block.text)
        return SectionInfo(
            topic=topic,
            topics=topics,
            heading=heading.text if heading else None,
            heading_topic=heading.own[0] if heading and heading.own else None,
            path=tuple(one.text for one in self.stack),
            is_heading=is_heading,
            numbered=numbered,
            question=bool(heading and heading.question),
            lead_in=lead_in,
            subject=self._subject(lead_in, self.stack),
            outer_subject=self._subject(None, self.stack[:-1]),
            avoid=topic == "avoid",
            item=block.kind == "list_item" or lead_in is not None or numbered,
        )

    def _subject(self, lead_in: LeadIn | None, stack: list[_Heading]) -> str | None:
        """The nearest complaint in particular that lead-in, headings and title name, else the nearest at all."""
        named = [subject_of(self.frame, lead_in.text) if lead_in else None]
        named += [one.subject for one in reversed(stack)]
        named.append(self.title.subject)
        found = [one for one in named if one]
        return next((one for one in found if not ailments.is_generic(one)), found[0] if found else None)


def sections(frame: Frame) -> tuple[SectionInfo, ...]:
    """Return what each block of the article is about, one entry a block in the same order."""
    walk = _Walk(frame)
    found: list[SectionInfo] = []
    for position, block in enumerate(frame.blocks):
        is_heading = _works_as_heading(block, frame.by_block[position]) and not (
            walk.line_items and block.kind == "paragraph" and not block.text.endswith("?")
        )
        lead_in = None
        if is_heading:
            walk.enter(block)
        else:
            lead_in = walk.body(position, block)
        found.append(walk.info(position, block, lead_in, is_heading))
    return tuple(found)
