"""What is said of several exercises at once: "Stretches for the hips", "Do each exercise 10 times"."""

from __future__ import annotations

from pipeline.extract import dosage
from pipeline.extract.exercises import instructions, reading, targets
from pipeline.extract.exercises.found import Found
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo
from pipeline.models import Dosage


class Groups:
    """The exercises that stand together. `line_targets` are the body parts of a line over a list of names.

    `ahead` is a dose that was told for all before the first of them was named.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.line_targets: list[str] = []
        self.members: list[Found] = []
        self.ahead: Dosage | None = None
        self._listed: dict[int, list[Found]] = {}

    def close(self) -> None:
        """End the group at a heading that names no exercise."""
        self.members = []
        self.ahead = None

    def join(self, found: Found, list_id: int | None, info: SectionInfo, own: str) -> None:
        """Note which group an exercise stands in; `own` is its own heading, which is none of the group."""
        found.group_targets += self.line_targets or targets.group_targets(self.frame, info, own)
        self.members.append(found)
        if list_id is not None:
            self._listed.setdefault(list_id, []).append(found)
        if self.ahead is not None:
            reading.add_dose(found, self.ahead)

    def dose(self, sentence: Sentence, *, inside: bool) -> bool:
        """Give a dose that is said of all to all: "Do each exercise 10 times". Return whether it was one.

        `inside`: the sentence stands with an open exercise.
        """
        list_id = self.frame.blocks[sentence.block].list_id
        whole = bool(cues().group_dose.search(sentence.lower))
        only = list_id is not None and not inside and not instructions.force(sentence)
        several = whole and len(self.members) > 1
        members = self.members if several else self._listed.get(list_id or -1, []) if only else []
        before = whole and not inside and not self.members
        dose = dosage.parse(sentence.text) if members or before else None
        if dose is None:
            return False
        self.ahead = dose if before else self.ahead
        for found in members:
            reading.add_dose(found, dose)
        return not before
