"""The walk down a page: which blocks name an exercise, and which sentences below belong to it.

An exercise is opened by a heading, by a label before a colon, by a list item, or by a sentence in running text. What
follows belongs to it as far as the structure says (headings, items), or as long as it reads as instructions (prose).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract import dosage
from pipeline.extract.exercises import instructions, judge, labels, moves, names, targets
from pipeline.extract.exercises.find import Candidate, candidates
from pipeline.extract.exercises.found import Book, Found, Region
from pipeline.extract.exercises.labels import Label, Named
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo
from pipeline.models import Dosage

_LABEL_WORDS = 9
_AHEAD = 8
_GENERIC = frozenset({"pose", "stretch", "exercise"})
_NEAR = 5
_STEP_WORDS = 5
_IDLE = 2


class Walk:
    """One walk. `book` holds the exercises; `step_sentences` the places of the sentences that are their steps."""

    def __init__(self, frame: Frame, infos: Sequence[SectionInfo]) -> None:
        self.frame = frame
        self.infos = infos
        self.book = Book()
        self.region: Region | None = None
        self.line_targets: list[str] = []
        self.listed: dict[int, list[Found]] = {}
        self.group: list[Found] = []
        self.step_sentences: set[tuple[int, int]] = set()

    def run(self) -> None:
        """Read all blocks in order."""
        for position, info in enumerate(self.infos):
            group = self.frame.by_block[position]
            if group and info.topic != "boilerplate":
                self._block(position, info, group)

    def _block(self, position: int, info: SectionInfo, group: list[Sentence]) -> None:
        if info.is_heading:
            self._heading(position, info, group)
            return
        self._leave(position)
        first = group[0]
        block = self.frame.blocks[position]
        self.line_targets = targets.only_parts(self.frame, block.text) or self.line_targets
        short = len(group) == 1 and len(block.text.split()) <= _LABEL_WORDS and not block.text.rstrip().endswith((".", "!", "?"))
        label = labels.split(first, whole=short or block.kind == "list_item" or self._bare(first, group))
        rest: Sequence[Sentence] = group
        if label and self._part(label, info):
            self._read(label.sentence, info, label.rest)
            rest = group[1:]
        elif label and self._open(position, label, info):
            rest = group[1:]
            self._tail(label, info)
        for sentence in rest:
            self._sentence(sentence, info)

    def _bare(self, first: Sentence, group: list[Sentence]) -> bool:
        """A numbered name with a full stop, as in "1. Bridges. Lie on your back."""
        return len(group) > 1 and len(first.text.split()) <= _LABEL_WORDS and labels.unnumbered(first.text) > 0

    def _heading(self, position: int, info: SectionInfo, group: list[Sentence]) -> None:
        label = labels.split(group[0], whole=True)
        if label is None:
            return
        if label.rest is None and len(group) > 1 and not self._bare(group[0], group):
            label = Label(group[0], self.frame.blocks[position].text, label.start, label.end, None)
        if self._part(label, info):
            self._tail(label, info)
            return
        self.line_targets = targets.only_parts(self.frame, label.text)
        subtitle = _subtitle(label)
        for one in (label, subtitle):
            if one is not None and self._open(position, one, info):
                self._tail(one, info)
                return
        on = instructions.force(group[0]) or cues().goes_on.match(group[0].lower)
        if self.region is not None and label.words >= _STEP_WORDS and on and not info.question:
            for sentence in group:
                self._read(sentence, info, None)
            return
        self.region = None
        self.group = []

    def _part(self, label: Label, info: SectionInfo) -> bool:
        """Take up a label of a part of the open exercise ("How to do it:"), and say whether it was one."""
        text = names.fold(label.text).rstrip(": ")
        if self.region is None or not (is_part(text) or self._part_of(label, text)):
            return False
        self.region.part = text
        self.region.idle = 0
        return True

    def _part_of(self, label: Label, text: str) -> bool:
        """Return whether a heading tells of a part of the open exercise by its name, or as "it"."""
        if self.region is None or not cues().part_of.match(text):
            return False
        if re.search(r"\b(?:it|this|them)\b", text) and label.words <= _LABEL_WORDS:
            return True
        spoken = set(re.findall(r"\w+", text))
        return any(set(re.findall(r"\w+", one.name)) - _GENERIC <= spoken for one in self.region.found)

    def _open(self, position: int, label: Label, info: SectionInfo) -> bool:
        """Open the exercise that a label names, and say whether it names one."""
        if info.avoid or label.words > _LABEL_WORDS:
            return False
        block = self.frame.blocks[position]
        listed = block.kind == "list_item"
        inside = self.region is not None and self.region.kind in ("heading", "label") and not info.is_heading
        known = labels.named(label)
        follows = self._follows(position, label)
        if listed and inside and label.rest is None and not (follows and known and all(one.strong for one in known)):
            return False
        if known and self._fits(known, label, info, follows):
            self._enter(known, position, label, info)
            return True
        other = None if known else labels.unknown(label)
        if other is not None and self._unknown_fits(other, position, label, info, follows):
            self._enter((other,), position, label, info)
            return True
        return False

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

    def _unknown_fits(self, other: Named, position: int, label: Label, info: SectionInfo, follows: int) -> bool:
        """A name that no rule knows counts where instructions follow it, or as an item of a list of exercises."""
        exercises = judge.exercise_section(info) or judge.exercise_path(info)
        if follows and (self.book.knows(other) or self._sibling(position)):
            return True
        if follows >= 3 or (follows >= 2 and (exercises or other.category is not None)):
            if re.search(r"\b(?:training|strengthening|stretching|conditioning|work|mobility|activation)$", other.name):
                return False
            told = label.rest is not None and follows >= 5
            return exercises or other.category is not None or told or self._dosed(position, label)
        listed = self.frame.blocks[position].kind == "list_item" and judge.exercise_list(info)
        return listed and label.rest is None and label.words <= 6 and labels.looks_like_name(other.name) and not instructions.force(label.sentence)

    def _sibling(self, position: int) -> bool:
        """Return whether the paragraph labels another exercise already: labels come in series."""
        return self.region is not None and self.region.kind == "label" and self.region.block == position

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
            found += group
        return found[:_AHEAD]

    def _follows(self, position: int, label: Label) -> int:
        """How surely instructions follow a label: the sum of the force of the next sentences."""
        ahead = self._ahead(position, label)
        if label.rest is not None:
            ahead.insert(0, _cut(label.sentence, label.rest))
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

    def _enter(self, named: tuple[Named, ...], position: int, label: Label, info: SectionInfo) -> None:
        block = self.frame.blocks[position]
        start, end = label.sentence.offset, label.sentence.offset + len(label.sentence.text)
        if end - start > len(label.text) + label.start and len(label.sentence.text.split()) > 40:
            end = start + label.end
        found = [self.book.take(one, position, start, end, opens=True) for one in named]
        for one in found:
            self._group(one, block.list_id, info, label.text)
        kind = "heading" if info.is_heading else "item" if block.kind == "list_item" else "label"
        self.region = Region(found, kind, position, block.list_id)

    def _group(self, found: Found, list_id: int | None, info: SectionInfo, own: str) -> None:
        """Note which group an exercise stands in, for what is said of the whole group."""
        found.group_targets += self.line_targets or targets.group_targets(self.frame, info, own)
        self.group.append(found)
        if list_id is not None:
            self.listed.setdefault(list_id, []).append(found)

    def _tail(self, label: Label, info: SectionInfo) -> None:
        """Read what stands behind a label in its own sentence."""
        if label.rest is None or self.region is None:
            if self.region and label.rest is None and dosage.parse(label.sentence.text):
                self._attach(self.region, label.sentence, label.sentence.text)
            return
        self._read(label.sentence, info, label.rest)

    def _leave(self, position: int) -> None:
        """Close an item's region where its list goes on, and a label's region at the end of what it labels."""
        region, block = self.region, self.frame.blocks[position]
        if region is None:
            return
        if region.kind == "item" and block.list_id is not None and block.list_id == region.list_id:
            self.region = None
        elif region.kind == "item" and block.kind != "list_item" and not region.part:
            label = labels.split(self.frame.by_block[position][0], whole=False)
            if label is not None and not is_part(names.fold(label.text).rstrip(": ")):
                self.region = None

    def _read(self, sentence: Sentence, info: SectionInfo, rest: int | None) -> None:
        """Take a sentence, or its end from `rest`, for the open exercise."""
        region = self.region
        if region is None:
            return
        text = sentence.text[rest or 0 :]
        part = region.part or ""
        about = bool(part and (cues().benefit_label.match(part) or cues().aside_label.match(part)))
        cut = _cut(sentence, rest or 0)
        listed = self.frame.blocks[sentence.block].kind == "list_item" and region.block != sentence.block
        step = not about and (instructions.force(cut) > 0 or (listed and instructions.is_state(cut)) or instructions.later_clause(cut))
        if step:
            self.step_sentences.add((sentence.block, sentence.position))
            for one in region.found:
                one.moves.append(sentence)
                if text.strip() not in one.steps:
                    one.steps.append(text.strip())
        if not (part and cues().aside_label.match(part)):
            self._attach(region, sentence, text)
        for one in region.found:
            if sentence not in one.body:
                one.body.append(sentence)

    def _attach(self, region: Region, sentence: Sentence, text: str) -> None:
        for one in region.found:
            dose = dosage.parse(text, static=one.static)
            if dose is None:
                continue
            if one.dosage and dosage.progresses(text):
                dose = dosage.grow(one.dosage[-1], dose)
            add_dose(one, dose)

    def _sentence(self, sentence: Sentence, info: SectionInfo) -> None:
        """Read one sentence of running text or of a list."""
        label = labels.split(sentence, whole=False)
        if label and label.rest is not None and sentence.position and label.words <= _LABEL_WORDS:
            if self._part(label, info):
                self._read(sentence, info, label.rest)
                return
            if self._open(sentence.block, label, info):
                self._tail(label, info)
                return
        if self._for_group(sentence):
            return
        region = self.region
        force = instructions.force(sentence)
        new = self._new(sentence, info, force)
        if new:
            self._prose(sentence, info, new, force)
        elif self._moves_on(region, sentence, force):
            self._described(sentence, info, force)
        elif region is not None and self._belongs(region, sentence, force):
            self._read(sentence, info, None)
        elif region is None or region.kind == "prose":
            self._described(sentence, info, force)

    def _for_group(self, sentence: Sentence) -> bool:
        """Give a dose that is said of a whole list to all its exercises: "Do each exercise 10 times"."""
        list_id = self.frame.blocks[sentence.block].list_id
        whole = bool(cues().group_dose.search(sentence.lower)) and len(self.group) > 1
        only = list_id is not None and self.region is None and not instructions.force(sentence)
        members = self.group if whole else self.listed.get(list_id or -1, []) if only else []
        dose = dosage.parse(sentence.text) if members else None
        if dose is None:
            return False
        for found in members:
            add_dose(found, dose)
        return True

    def _new(self, sentence: Sentence, info: SectionInfo, force: int) -> tuple[Candidate, ...]:
        """The exercises that a sentence brings in; a step of the open exercise brings none."""
        accepted = judge.accepted(candidates(sentence), info)
        region = self.region
        if not accepted or region is None:
            return accepted
        held = {id(one.entry) for one in region.found if one.entry} | {one.name for one in region.found}
        fresh = tuple(c for c in accepted if c.name not in held and (c.entry is None or id(c.entry) not in held))
        if region.kind == "prose":
            return fresh
        if cues().introduces.search(sentence.lower):
            return fresh
        listed = self.frame.blocks[sentence.block].kind == "list_item"
        return () if force else tuple(c for c in fresh if c.rule == "lexicon" and (c.strong or not listed))

    def _prose(self, sentence: Sentence, info: SectionInfo, new: tuple[Candidate, ...], force: int) -> None:
        found: list[Found] = []
        for one in new:
            start, end = sentence.offset, sentence.offset + len(sentence.text)
            aliases = (one.entry.name,) if one.entry and one.entry.name != one.name else ()
            named = Named(one.name, one.rule, one.category, one.entry, aliases, one.strong, one.many)
            taken = self.book.take(named, sentence.block, start, end)
            taken.told.append(sentence)
            self._group(taken, self.frame.blocks[sentence.block].list_id, info, "")
            if taken not in found:
                found.append(taken)
        if self.region is not None and self.region.kind != "prose" and not cues().introduces.search(sentence.lower):
            self._attach(Region(found, "prose", sentence.block), sentence, sentence.text)
            return
        self.region = Region(found, "prose", sentence.block)
        self._attach(self.region, sentence, sentence.text)
        starts = new[0].start <= 2
        if not starts and (force == 2 or (force and instructions.later_clause(sentence))):
            self._read(sentence, info, None)

    def _belongs(self, region: Region, sentence: Sentence, force: int) -> bool:
        """Return whether a sentence goes on about the open exercise."""
        close = sentence.block == region.block
        if region.kind == "heading" or (region.part and region.kind != "prose") or (close and region.kind in ("label", "item")):
            return True
        listed = self.frame.blocks[sentence.block].kind == "list_item"
        if region.kind in ("label", "item") and listed:
            return True
        if len(region.found) > 2:
            return False
        signs = force or instructions.later_clause(sentence) or dosage.parse(sentence.text) or cues().explains.match(sentence.lower)
        if signs or any(pattern.search(sentence.lower) for pattern in cues().caution) or sentence.lower.startswith(("this ", "it ", "these ", "they ")):
            region.idle = 0 if signs else region.idle
            return True
        region.idle += 1
        if region.idle >= _IDLE:
            self.region = None
        return False

    def _described(self, sentence: Sentence, info: SectionInfo, force: int) -> None:
        """Open the exercise that a sentence describes without a name."""
        if info.avoid or judge.is_distant(info):
            return
        start, end = sentence.offset, sentence.offset + len(sentence.text)
        found = [self.book.take(move, sentence.block, start, end) for move in moves.described(sentence, force)]
        if found:
            for one in found:
                one.told.append(sentence)
            self.region = Region(found, "prose", sentence.block)
            self._read(sentence, info, None)

    def _moves_on(self, region: Region | None, sentence: Sentence, force: int) -> bool:
        """Return whether one described movement follows another: each is an exercise of its own."""
        if region is None or region.kind != "prose" or not force or any(one.rule != "described" for one in region.found):
            return False
        held = {one.name for one in region.found}
        return any(move.name not in held for move in moves.described(sentence, force))


def add_dose(found: Found, dose: Dosage) -> None:
    """Give an exercise a dose unless it has one of the same figures."""
    figures = dose.model_copy(update={"quote": ""})
    if all(figures != other.model_copy(update={"quote": ""}) for other in found.dosage):
        found.dosage.append(dose)


def is_part(text: str) -> bool:
    """Return whether a folded label is one of a part of an exercise: "how to do it", "overview & benefits"."""
    return all(cues().part_label.match(part.strip()) for part in re.split(r"\s*(?:&|/|,|\band\b)\s*", text) if part.strip()) and bool(text)


def group_heading(label: Label, known: tuple[Named, ...]) -> bool:
    """Return whether a heading names a group of exercises: "Neck stretches (every hour)"."""
    return all(one.many and one.entry is None for one in known) or names_group(label.text)


def names_group(text: str) -> bool:
    """Return whether a heading ends in "exercises", "stretches", "poses"."""
    words = text.lower().rstrip(" :.").split("(")[0].split()
    return bool(words) and words[-1] in ("exercises", "poses", "drills", "moves", "stretches")


def _subtitle(label: Label) -> Label | None:
    """The words behind a heading's colon as a label: "Yoga at your desk: the triangle"."""
    if label.rest is None:
        return None
    return Label(label.sentence, label.sentence.text[label.rest :], label.rest, len(label.sentence.text), None)


def _negative_rest(text: str) -> bool:
    return bool(cues().negative_after.search(" " + text.lower().replace("’", "'")))


def _cut(sentence: Sentence, start: int) -> Sentence:
    """The end of a sentence as a sentence of its own, at the same place."""
    if not start:
        return sentence
    return Sentence(sentence.nlp, sentence.block, sentence.position, sentence.offset + start, sentence.start + start, sentence.text[start:])
