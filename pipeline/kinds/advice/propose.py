"""Which sentences may be advice: all but those that nothing speaks for."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.judge import Candidate
from pipeline.kinds.advice.places import add_neighbours, add_place
from pipeline.kinds.advice.reading import read
from pipeline.kinds.advice.signs import add_own
from pipeline.outline import Outline

# Headings with fewer tokens name a section and tell nothing to do: "Do", "Rest".
_HEADING_WORDS = 3


def propose(outline: Outline, claims: Mapping[tuple[int, int], str]) -> list[Candidate]:
    """Return the candidates of a page. `claims`: the sentences that exercises have taken."""
    found = [read(node, sentence) for node in outline.nodes for sentence in node.sentences]
    for one in found:
        add_own(one)
        add_place(one)
    add_neighbours(found, claims)
    # one word over a section names it: "Do", "Rest"
    found = [one for one in found if not (one.node.is_heading and len(one.sentence.words) < _HEADING_WORDS)]
    return [Candidate("advice", one.sentence, one.node, 0, len(one.sentence.text), one.signs, one) for one in found]
