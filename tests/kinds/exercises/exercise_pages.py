"""Small pages of the project's own words, and the exercises that a reader keeps of what is proposed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import spacy

from pipeline.judge import Candidate, Verdict
from pipeline.kinds.exercises import names, propose
from pipeline.kinds.exercises.signs import Proposal
from pipeline.models import CleanArticle, CleanBlock
from pipeline.outline import Outline, outline

NLP = spacy.blank("en")
KEPT = Verdict(True, 1.0, ())


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file beside this one."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def page(lines: list[str], title: str | None = None) -> Outline:
    """A page from lines: "## Heading", "- item", "1. item", "| row", anything else a paragraph; "---" ends a list."""
    found: list[CleanBlock] = []
    heading: str | None = None
    list_id = 0
    for line in lines:
        mark, _, rest = line.partition(" ")
        index = len(found)
        if line == "---":
            list_id += 1
        elif mark and set(mark) == {"#"}:
            found.append(CleanBlock(kind="heading", text=rest, index=index, level=len(mark), heading=heading))
            heading = rest
            list_id += 1
        elif mark == "|":
            found.append(CleanBlock(kind="table_row", text=rest, index=index, heading=heading))
        elif mark == "-" or (mark.endswith(".") and mark[:-1].isdigit()):
            number = int(mark.rstrip(".")) if mark != "-" else None
            found.append(CleanBlock(kind="list_item", text=rest, index=index, list_id=list_id, number=number, heading=heading))
        else:
            found.append(CleanBlock(kind="paragraph", text=line, index=index, heading=heading))
            list_id += 1
    return outline(CleanArticle(id="d1", source="own.txt", sha256="0", title=title, blocks=tuple(found)), NLP)


def proposal(candidate: Candidate) -> Proposal:
    """Return what a candidate holds."""
    assert isinstance(candidate.data, Proposal)
    return candidate.data


def kept(outline_: Outline, wanted: list[str]) -> list[tuple[Candidate, Verdict]]:
    """Return the candidates that name one of the wanted exercises."""
    keys = {names.key(name) for name in wanted}
    return [(one, KEPT) for one in propose(outline_) if names.key(proposal(one).spot.name) in keys]
