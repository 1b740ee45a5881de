"""What is said of several exercises at once: "Stretches for the hips", "Do each exercise 10 times", rows of doses."""

from __future__ import annotations

import re

from pipeline.kinds.exercises import dosage, targets
from pipeline.kinds.exercises.around import GROUP
from pipeline.kinds.exercises.book import Found, Region
from pipeline.kinds.exercises.steps import force
from pipeline.models import Dosage
from pipeline.outline import Node
from pipeline.rules import signs
from pipeline.text.sentence import Sentence

_ROW_WORDS = 16
_SEVERAL = 2
_MARK = re.compile(r"\s[-–—·|•]\s|[,;|·]")


class Groups:
    """The exercises that stand together. `line_targets` are the body parts of a line over a list of names.

    `ahead` is a dose that was told for all before the first of them was named; `next_dose` one in a row of its own that
    stands before the exercise it is for.
    """

    def __init__(self) -> None:
        self.line_targets: list[str] = []
        self.members: list[Found] = []
        self.before: list[Found] = []
        self.ahead: Dosage | None = None
        self.next_dose: Dosage | None = None
        self.rows_before: bool | None = None

    def close(self) -> None:
        """End the group at a heading that names no exercise."""
        self.before, self.members = self.members or self.before, []
        self.ahead = self.next_dose = None

    def line(self, parts: list[str]) -> None:
        """Take the body parts of a line that says nothing else."""
        self.line_targets = parts or self.line_targets

    def join(self, found: Found, node: Node, own: str, *, opens: bool = True) -> None:
        """Note which group an exercise stands in; `own` is its own heading, which is none of the group.

        `opens`: it stands there to be done, not in passing.
        """
        found.group_targets += self.line_targets or targets.of_group(node, own)
        if found not in self.members:
            self.members.append(found)
        dose = self.next_dose or self.ahead
        if dose is not None and opens:
            found.add(dose)

    def dose(self, sentence: Sentence, *, inside: bool) -> bool:
        """Give a dose that is said of all to all: "Do each exercise 10 times". Return whether it was one.

        `inside`: the sentence stands with an open exercise.
        """
        last = sentence.lower.rstrip(" .!").endswith(" each")
        dose = dosage.parse(sentence.text)
        if dose is None or ("group-dose" not in signs(sentence, GROUP) and not last):
            return False
        if inside and len(self.members) < _SEVERAL:
            return False
        # "Hold 30 seconds each" looks back, even over a heading
        members = self.members or (self.before if last else [])
        if not members:
            self.ahead = dose
        for found in members:
            found.add(dose)
        return bool(members)

    def row(self, node: Node, region: Region | None) -> bool:
        """Take a line that is nothing but a dose ("20 reps - 2x daily") for the exercise below or above it.

        Which it is the first such line of the page tells: it stands before any exercise, or behind one.
        """
        text = node.text
        short = node.kind == "paragraph" and len(node.sentences) == 1 and len(text.split()) <= _ROW_WORDS
        if not short or not _is_row(text):
            return False
        if self.rows_before is None:
            self.rows_before = region is None and not self.members
        if self.rows_before:
            self.next_dose = dosage.parse(text)
        return self.rows_before


def _is_row(text: str) -> bool:
    """Return whether a line is made of doses: "20 reps - 3 sets - 2x daily"."""
    pieces = [piece for piece in _MARK.split(text) if piece.strip()]
    dosed = sum(1 for piece in pieces if dosage.parse(piece.strip()))
    return dosed * 2 > len(pieces) and not (len(pieces) == 1 and force(text))
