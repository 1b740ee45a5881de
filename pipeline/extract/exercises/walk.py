"""The walk down a page: which blocks name an exercise, and which sentences below belong to it.

An exercise is opened by a heading, by a label before a colon, by a list item, or by a sentence in running text. What
follows belongs to it as far as the structure says (headings, items), or as long as it reads as instructions (prose).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract import dosage
from pipeline.extract.exercises import belonging, instructions, judge, labels, moves, names, reading, targets
from pipeline.extract.exercises.candidate import Candidate
from pipeline.extract.exercises.find import candidates
from pipeline.extract.exercises.found import Book, Found, Kind, Region
from pipeline.extract.exercises.groups import Groups
from pipeline.extract.exercises.labels import Label, Named
from pipeline.extract.exercises.openings import LABEL_WORDS, Openings
from pipeline.extract.exercises.rows import Table
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo

_ENDS = (".", "!", "?")
_COMPANY = 2
_LONG = 40
_STEP_WORDS = 5
_IDLE = 2
_FIRST_WORD = 2


class Walk:
    """One walk. `book` holds the exercises; `step_sentences` the places of the sentences that are their steps."""

    def __init__(self, frame: Frame, infos: Sequence[SectionInfo]) -> None:
        self.frame = frame
        self.infos = infos
        self.book = Book()
        self.openings = Openings(frame, infos, self.book)
        self.region: Region | None = None
        self.groups = Groups(frame)
        self.table = Table()
        self.lists: dict[int, int] = {}
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
        block = self.frame.blocks[position]
        if block.list_id is not None:
            self.lists.setdefault(block.list_id, position)
        self._leave(position)
        if self.table.read(block, group[0], self.book, avoid=info.avoid):
            self.region = None
            return
        first = group[0]
        self.groups.line_targets = targets.only_parts(self.frame, block.text) or self.groups.line_targets
        short = len(group) == 1 and len(block.text.split()) <= LABEL_WORDS and not block.text.rstrip().endswith(_ENDS)
        label = labels.split(first, whole=short or block.kind == "list_item" or labels.is_bare(first, group))
        rest: Sequence[Sentence] = group
        if label and self._part(label, info):
            self._read(label.sentence, label.rest)
            rest = group[1:]
        elif label and self._open(position, label, info):
            rest = group[1:]
            self._tail(label, info)
        for sentence in rest:
            self._sentence(sentence, info)

    def _heading(self, position: int, info: SectionInfo, group: list[Sentence]) -> None:
        label = labels.split(group[0], whole=True)
        if label is None:
            return
        if label.rest is None and len(group) > 1 and not labels.is_bare(group[0], group):
            label = Label(group[0], self.frame.blocks[position].text, label.start, label.end, None)
        if self._part(label, info):
            self._tail(label, info)
            return
        self.groups.line_targets = targets.only_parts(self.frame, label.text)
        subtitle = labels.subtitle(label)
        for one in (label, subtitle):
            if one is not None and self._open(position, one, info):
                self._tail(one, info)
                return
        on = instructions.force(group[0]) or cues().goes_on.match(group[0].lower)
        if self.region is not None and label.words >= _STEP_WORDS and on and not info.question:
            for sentence in group:
                self._read(sentence, None)
            return
        self.region = None
        self.groups.close()

    def _part(self, label: Label, info: SectionInfo) -> bool:
        """Take up a label of a part of the open exercise ("How to do it:"), and say whether it was one."""
        text = names.fold(label.text).rstrip(": ")
        if self.region is None or not reading.is_part_of(self.region, label, text):
            return False
        if label.led and any(one.strong and not self.region.holds(one) for one in labels.named(label)):
            return False  # "How do you do a wall sit?" below another exercise
        self.region.part = text
        self.region.idle = 0
        return True

    def _open(self, position: int, label: Label, info: SectionInfo) -> bool:
        """Open the exercise that a label names, and say whether it names one."""
        named = self.openings.names(position, label, self.region)
        if named:
            self._enter(named, position, label, info)
        return bool(named)

    def _enter(self, named: tuple[Named, ...], position: int, label: Label, info: SectionInfo) -> None:
        block = self.frame.blocks[position]
        start, end = label.sentence.offset, label.sentence.offset + len(label.sentence.text)
        if end - start > len(label.text) + label.start and len(label.sentence.text.split()) > _LONG:
            end = start + label.end
        found = [self.book.take(one, position, start, end, opens=True) for one in named]
        for one in found:
            self.groups.join(one, block.list_id, info, label.text)
        kind: Kind = "heading" if info.is_heading else "item" if block.kind == "list_item" else "label"
        self.region = Region(found, kind, position, block.list_id)

    def _tail(self, label: Label, info: SectionInfo) -> None:
        """Read what stands behind a label in its own sentence."""
        if label.rest is None or self.region is None:
            if self.region and label.rest is None and dosage.parse(label.sentence.text):
                reading.attach(self.region, label.sentence.text)
            return
        self._read(label.sentence, label.rest)
        if not instructions.force(reading.cut(label.sentence, label.rest)):
            # "Squat — goblet squat or leg press": the rest names more of them
            for one in self._accepted(label.sentence, info):
                if one.start >= label.rest and one.strong:
                    self._take(one)

    def _take(self, one: Candidate) -> Found:
        """Return the page's entry for a name in running text; its sentence is the evidence."""
        sentence = one.sentence
        return self.book.take(labels.told(one), sentence.block, sentence.offset, sentence.offset + len(sentence.text))

    def _accepted(self, sentence: Sentence, info: SectionInfo) -> tuple[Candidate, ...]:
        return judge.accepted(candidates(sentence), info, page=self.openings.page)

    def _leave(self, position: int) -> None:
        """Close an item's region where its list goes on, and a label's region at the end of what it labels."""
        region, block = self.region, self.frame.blocks[position]
        if region is None:
            return
        if region.kind == "item" and block.list_id is not None and self._same_or_outer(region, position):
            self.region = None
        elif region.kind == "item" and block.kind != "list_item" and not region.part:
            label = labels.split(self.frame.by_block[position][0], whole=False)
            if label is not None and not reading.is_part(names.fold(label.text).rstrip(": ")):
                self.region = None

    def _same_or_outer(self, region: Region, position: int) -> bool:
        """Return whether an item stands in the open item's list or in one around it, not in one inside it."""
        block, before = self.frame.blocks[position], self.frame.blocks[position - 1]
        if block.list_id is not None and self.lists[block.list_id] <= region.block:
            return True
        # a count that does not begin at 1 goes on from a list that was broken off
        return (block.number or 1) > 1 and before.list_id != block.list_id

    def _read(self, sentence: Sentence, rest: int | None) -> None:
        region = self.region
        if region is not None and reading.read(region, sentence, rest, listed=self._listed(sentence)):
            self.step_sentences.add((sentence.block, sentence.position))

    def _listed(self, sentence: Sentence) -> bool:
        return self.frame.blocks[sentence.block].kind == "list_item"

    def _sentence(self, sentence: Sentence, info: SectionInfo) -> None:
        """Read one sentence of running text or of a list."""
        label = labels.split(sentence, whole=False)
        if label and label.rest is not None and sentence.position and label.words <= LABEL_WORDS:
            if self._part(label, info):
                self._read(sentence, label.rest)
                return
            if self._open(sentence.block, label, info):
                self._tail(label, info)
                return
        if self.groups.dose(sentence, inside=self.region is not None):
            return
        if self.region is not None and belonging.turns(self.region, sentence):
            self.region = None
        region = self.region
        force = instructions.force(sentence)
        new = self._new(sentence, info, force)
        if new:
            self._prose(sentence, info, new, force)
        elif self._moves_on(region, sentence, force):
            self._described(sentence, info, force)
        elif region is not None and belonging.strays(region, sentence, listed=self._listed(sentence)):
            self.region = None if belonging.ends(region, sentence, listed=self._listed(sentence)) else region
        elif region is not None and self._belongs(region, sentence, force):
            self._read(sentence, None)
        elif region is None or region.kind == "prose":
            self._described(sentence, info, force)

    def _new(self, sentence: Sentence, info: SectionInfo, force: int) -> tuple[Candidate, ...]:
        """The exercises that a sentence brings in; a step of the open exercise brings none."""
        accepted = self._accepted(sentence, info)
        region = self.region
        if not accepted or region is None:
            return accepted
        accepted = tuple(c for c in accepted if not belonging.is_start(region, sentence, c.start, force))
        fresh = tuple(c for c in accepted if not region.holds(c))
        for again in accepted if not force else ():
            if again not in fresh:
                self._take(again)
        if region.kind == "prose":
            return fresh
        if cues().introduces.search(sentence.lower):
            return fresh
        listed = self._listed(sentence)
        return () if force else tuple(c for c in fresh if c.rule == "lexicon" and (c.strong or not listed))

    def _prose(self, sentence: Sentence, info: SectionInfo, new: tuple[Candidate, ...], force: int) -> None:
        found: list[Found] = []
        for one in new:
            taken = self._take(one)
            taken.told.append(sentence)
            self.groups.join(taken, self.frame.blocks[sentence.block].list_id, info, "")
            if taken not in found:
                found.append(taken)
        if self.region is not None and self.region.kind != "prose" and not cues().introduces.search(sentence.lower):
            reading.attach(Region(found, "prose", sentence.block), sentence.text)
            return
        self.region = Region(found, "prose", sentence.block)
        reading.attach(self.region, sentence.text)
        label = labels.split(sentence, whole=False)
        if label is not None and label.rest is not None and new[-1].end <= label.rest:
            # "Start with a calf stretch: wrap a towel around one foot …"
            if instructions.force(reading.cut(sentence, label.rest)):
                self._read(sentence, label.rest)
            return
        starts = new[0].start <= _FIRST_WORD or (label is not None and label.rest is not None)
        if not starts and (force == 2 or (force and instructions.later_clause(sentence))):
            self._read(sentence, None)

    def _belongs(self, region: Region, sentence: Sentence, force: int) -> bool:
        """Return whether a sentence goes on about the open exercise."""
        close = sentence.block == region.block
        if region.kind == "heading" or (region.kind != "prose" and (region.part or close)):
            return True
        if region.kind in ("label", "item") and self._listed(sentence):
            return True
        if len(region.found) > _COMPANY:
            return False
        on = reading.goes_on(sentence, force)
        if on is not False:
            region.idle = 0 if on else region.idle
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
        told = moves.described(sentence, force or int(instructions.later_clause(sentence)))
        found = [self.book.take(move, sentence.block, start, end) for move in told]
        if found:
            for one in found:
                one.told.append(sentence)
            self.region = Region(found, "prose", sentence.block)
            self._read(sentence, None)
            if cues().tool_advice.match(sentence.lower):
                self.step_sentences.discard((sentence.block, sentence.position))

    def _moves_on(self, region: Region | None, sentence: Sentence, force: int) -> bool:
        """Return whether one described movement follows another: each is an exercise of its own."""
        if region is None or region.kind != "prose" or not force or any(one.rule != "described" for one in region.found):
            return False
        held = {one.name for one in region.found}
        return any(move.name not in held for move in moves.described(sentence, force))
