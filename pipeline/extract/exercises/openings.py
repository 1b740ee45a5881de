"""Whether a heading, an item or the words before a colon open an exercise: what they name, and what follows them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract import dosage
from pipeline.extract.exercises import instructions, judge, labels, names
from pipeline.extract.exercises.found import Book, Region
from pipeline.extract.exercises.labels import Label, Named
from pipeline.extract.exercises.reading import cut, is_part
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo

LABEL_WORDS = 9
_ITEM_WORDS = 6
_AHEAD = 8
_NEAR = 5
_SURE = 3
_VERY_SURE = 5


class Openings:
    """Answers for one page which of its labels open an exercise."""

    def __init__(self, frame: Frame, infos: Sequence[SectionInfo], book: Book) -> None:
        self.frame = frame
        self.infos = infos
        self.book = book
        self.page = judge.exercise_page(frame)

    def names(self, position: int, label: Label, region: Region | None) -> tuple[Named, ...]:
        """Return the exercises that a label opens, none where it is no such label. `region`: what is open so far."""
        info = self.infos[position]
        if info.avoid or label.words > LABEL_WORDS:
            return ()
        inside = region is not None and region.kind in ("heading", "label") and not info.is_heading
        known = labels.named(label)
        follows = self._follows(position, label)
        sure = bool(follows and known and all(one.strong for one in known))
        if self.frame.blocks[position].kind == "list_item" and inside and label.rest is None and not sure:
            return ()
        if known and (self.page or sure) and self._fits(known, label, info, follows):
            return known
        other = None if known or not self.page else labels.unknown(label)
        if other is not None and self._unknown_fits(other, position, label, follows, region):
            return (other,)
        return ()

    def _fits(self, known: tuple[Named, ...], label: Label, info: SectionInfo, follows: int) -> bool:
        if info.is_heading and group_heading(label, known) and not follows:
            return False
        if follows:
            return True
        text = label.sentence.text[label.rest :] if label.rest is not None else ""
        dosed = bool(text and dosage.parse(text))
        if dosed or judge.exercise_section(info) or judge.exercise_list(info):
            return True
        if info.is_heading and info.numbered and judge.exercise_path(info):
            return True
        if judge.is_distant(info):
            return False
        company = any(one.strong for one in known)
        return company and (all(one.strong for one in known) or len(known) > 1) and not _negative_rest(text)

    def _unknown_fits(self, other: Named, position: int, label: Label, follows: int, region: Region | None) -> bool:
        """A name that no rule knows counts where instructions follow it, or as an item of a list of exercises."""
        info = self.infos[position]
        exercises = judge.exercise_section(info) or judge.exercise_path(info)
        if follows and (self.book.knows(other) or _sibling(region, position)):
            return True
        if follows >= _SURE or (follows and (exercises or other.category is not None)):
            if cues().kind_of_training.search(names.fold(label.text).rstrip(": ")):
                return False
            told = label.rest is not None and follows >= _VERY_SURE
            return exercises or other.category is not None or told or self._dosed(position, label)
        if exercises and label.rest is not None and self._dosed(position, label):
            return instructions.force(cut(label.sentence, label.rest)) > 0
        listed = self.frame.blocks[position].kind == "list_item" and judge.exercise_list(info)
        short = label.rest is None and label.words <= _ITEM_WORDS
        return listed and short and labels.looks_like_name(other.name) and not instructions.force(label.sentence)

    def _ahead(self, position: int, label: Label) -> list[Sentence]:
        """The sentences behind a label, up to the next heading or the next item of its list."""
        found = [s for s in self.frame.by_block[position] if s.position > label.sentence.position]
        here = self.frame.blocks[position]
        for later in range(position + 1, len(self.frame.blocks)):
            block, info = self.frame.blocks[later], self.infos[later]
            group = self.frame.by_block[later]
            if len(found) >= _AHEAD or not group:
                break
            if info.is_heading or (here.kind == "list_item" and block.list_id == here.list_id):
                inner = labels.split(group[0], whole=True)
                if info.is_heading and inner is not None and is_part(names.fold(inner.text).rstrip(": ")):
                    continue
                break
            if block.kind == "paragraph" and here.kind == "paragraph" and len(group) > 1 and not info.is_heading and found:
                break
            found += [_without_part(sentence) for sentence in group]
        return found[:_AHEAD]

    def _follows(self, position: int, label: Label) -> int:
        """How surely instructions follow a label: the sum of the force of the next sentences."""
        ahead = self._ahead(position, label)
        if label.rest is not None:
            ahead.insert(0, cut(label.sentence, label.rest))
        forces = [self._step_force(sentence) for sentence in ahead]
        signs = sum(1 for one in forces[:_NEAR] if one)
        sure = sum(instructions.force(sentence) for sentence in ahead) >= 2
        return sum(forces) if sure and signs * 2 >= len(forces[:_NEAR]) else 0

    def _step_force(self, sentence: Sentence) -> int:
        listed = self.frame.blocks[sentence.block].kind == "list_item"
        force = instructions.force(sentence)
        return force or int(listed and (instructions.is_state(sentence) or dosage.parse(sentence.text) is not None))

    def _dosed(self, position: int, label: Label) -> bool:
        if label.rest is not None and dosage.parse(label.sentence.text[label.rest :]):
            return True
        return any(dosage.parse(sentence.text) for sentence in self._ahead(position, label))


def _without_part(sentence: Sentence) -> Sentence:
    """A sentence without its label where it is one of a part: "How to do it: sit tall" begins with its verb."""
    label = labels.split(sentence, whole=False)
    part = label is not None and label.rest is not None and is_part(names.fold(label.text))
    return cut(sentence, label.rest) if part and label is not None and label.rest is not None else sentence


def _sibling(region: Region | None, position: int) -> bool:
    """Return whether the paragraph labels another exercise already: labels come in series."""
    return region is not None and region.kind == "label" and region.block == position


def group_heading(label: Label, known: tuple[Named, ...]) -> bool:
    """Return whether a heading names a group of exercises: "Neck stretches (every hour)"."""
    return all(one.many and one.entry is None for one in known) or names_group(label.text)


def names_group(text: str) -> bool:
    """Return whether a heading ends in "exercises", "stretches", "poses"."""
    words = text.lower().rstrip(" :.").split("(")[0].split()
    return bool(words) and bool(cues().group_word.match(words[-1]))


def _negative_rest(text: str) -> bool:
    return bool(cues().negative_after.search(" " + text.lower().replace("’", "'")))
