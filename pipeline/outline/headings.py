"""Which blocks work as headings: marked ones that are none, and lines that are some without being marked."""

from __future__ import annotations

import re

from pipeline.models import CleanBlock
from pipeline.outline.topics import topics
from pipeline.text.sentence import Sentence

# Words of a line that may still be a heading without being marked as one, and of one that is marked.
_LINE_WORDS = 14
_TOPIC_WORDS = 7
_TITLE_WORDS = 10
_MARKED_WORDS = 18
# Shares of capitalised words that make a line a title.
_CAPITALS = 0.6
_END_MARKS = (".", "!", ";", ",")
_BOLD = re.compile(r"^\s*(\*\*|__).+\1\s*$")


def works_as_heading(block: CleanBlock, sentences: list[Sentence], following: CleanBlock | None) -> bool:
    """Return whether a block is a heading, marked or not. `following` is the next block of the page."""
    if not sentences:
        return False
    words = len(block.text.split())
    if block.kind in ("heading", "term"):
        # a paragraph in heading's clothes, and a line that opens a list, are read as text
        is_text = block.text.endswith((".", ":")) and words > _TOPIC_WORDS and len(sentences) == 1
        return not (words > _MARKED_WORDS or is_text)
    if block.kind != "paragraph" or len(sentences) != 1 or words > _LINE_WORDS:
        return False
    if _BOLD.match(block.text):
        return True
    if block.text.endswith((*_END_MARKS, ":")):
        return False
    if block.text.endswith("?"):
        return True
    if words <= _TOPIC_WORDS and topics(sentences[0], "headings"):
        return True
    return following is not None and following.kind == "paragraph" and _is_titled(block.text, words)


def _is_titled(text: str, words: int) -> bool:
    """Whether a line is written like a title: "Choosing the Right Shoes"."""
    long = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > len("the")]
    return 1 < words <= _TITLE_WORDS and len(long) > 1 and sum(w[0].isupper() for w in long) >= _CAPITALS * len(long) + 1
