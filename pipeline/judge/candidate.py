"""What may be a fact, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.outline import Node
from pipeline.text.sentence import Sentence


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible exercise, cause or piece of advice: characters `[start, end)` of a sentence of a node.

    `signs` are what speaks for and against it; `data` is what its kind needs to fill its fields.
    """

    kind: str
    sentence: Sentence
    node: Node
    start: int
    end: int
    signs: set[str] = field(default_factory=set)
    data: object = None
