"""What is read of a sentence before anything is made of it: its words behind number and label, its commands, its hits."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.kinds.advice.commands import Command, commands
from pipeline.outline import Node
from pipeline.rules import Hit, hits
from pipeline.text.inflection import parts_of_speech
from pipeline.text.sentence import Sentence

GROUP = "advice"
Place = Literal["heading", "item", "text"]


@dataclass(slots=True, eq=False)
class Reading:
    """One sentence read. `begin` is the token behind number and list sign, `label` the one behind its label (0: none)."""

    sentence: Sentence
    node: Node
    begin: int
    label: int
    commands: list[Command]
    hits: tuple[Hit, ...]
    signs: set[str] = field(default_factory=set)

    @property
    def place(self) -> Place:
        """Whether it stands in a heading, in a list, or in running text."""
        return "heading" if self.node.is_heading else "item" if self.node.listed else "text"

    @property
    def start(self) -> int:
        """The token that what it says begins with."""
        return self.label or self.begin


def read(node: Node, sentence: Sentence) -> Reading:
    """Return a sentence read."""
    begin, label = _begins(node, sentence)
    found = commands(sentence, begin)
    if label:
        at_label = {command.at for command in commands(sentence, label) if command.first}
        found = [replace(one, first=True) if one.at in at_label else one for one in found]
    return Reading(sentence, node, begin, label, found, hits(sentence, GROUP))


def _begins(node: Node, sentence: Sentence) -> tuple[int, int]:
    words, label = sentence.words, 0
    begin = sentence.token_at(max(0, node.begin - sentence.offset))
    while begin < len(words) - 1 and not words[begin][0].isalnum():
        begin += 1
    if node.label is not None and node.label.rest is not None:
        rest = node.label.rest - sentence.offset
        label = sentence.token_at(rest) if 0 < rest < len(sentence.text) else 0
    return begin, label if label < len(words) else 0


@functools.lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """Return what a word can be and how it ends: "NOUN|VERB-s"; short words stand for themselves.

    >>> form("gently"), form("the"), form("stretching")
    ('ADV-ly', 'the', 'VERB-ing')
    """
    if not word.isalpha():
        return "figure" if word[:1].isdigit() else "mark"
    if len(word) < len("with"):
        return word
    ending = next((end for end in ("ing", "ed", "ly", "s") if word.endswith(end)), "")
    return "|".join(parts_of_speech(word)) + (f"-{ending}" if ending else "")
