"""What headings and lead-ins announce, by rules that are data (`rules/headings.toml`, `rules/lead_ins.toml`)."""

from __future__ import annotations

from typing import Literal, cast, get_args

from pipeline.rules import hits, read
from pipeline.text.sentence import Sentence

Topic = Literal[
    "boilerplate",
    "doctor",
    "avoid",
    "instructions",
    "causes",
    "symptoms",
    "exercises",
    "prevention",
    "treatment",
    "benefits",
    "advice",
    "definition",
    "other",
]
TOPICS: tuple[str, ...] = get_args(Topic)


def topics(sentence: Sentence, group: Literal["headings", "lead_ins"]) -> tuple[Topic, ...]:
    """Return the topics that a heading or lead-in names, most telling first: in the order of the rules."""
    order = {rule.id: n for n, rule in enumerate(read(group))}
    found = sorted(hits(sentence, group), key=lambda hit: order[hit.rule])
    return tuple(cast(Topic, sign) for sign in dict.fromkeys(hit.sign for hit in found))
