"""The walk down a page: which sentences belong to the exercises that were kept.

An exercise is opened by a heading, by a label before a colon, by a list item, or by a sentence in running text. What
follows belongs to it as far as the structure says (headings, items), or as long as it reads as instructions (prose).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.kinds.exercises import dosage, tables, targets
from pipeline.kinds.exercises.around import GROUP
from pipeline.kinds.exercises.book import Book, Found, Region, RegionKind
from pipeline.kinds.exercises.groups import Groups
from pipeline.kinds.exercises.kept import Kept
from pipeline.kinds.exercises.labels import is_a, is_again
from pipeline.kinds.exercises.names import is_generic
from pipeline.kinds.exercises.reading import claim, goes_on, is_dose, opens_with, read, strays
from pipeline.kinds.exercises.signs import Proposal
from pipeline.kinds.exercises.slots import Slot
from pipeline.kinds.exercises.spots import Spot
from pipeline.kinds.exercises.steps import force, later_clause
from pipeline.outline import Node, Outline
from pipeline.rules import signs
from pipeline.text.sentence import Sentence

_IDLE = 2
_COMPANY = 2
_STEP_WORDS = 5
_LONG = 40
_FIRST_WORD = 12


class Walk:
    """One walk over the kept candidates. `book` holds the exercises, `claimed` what each sentence of theirs is."""

    def __init__(self, outline: Outline, kept: Sequence[Proposal]) -> None:
        self.outline = outline
        self.book = Book()
        self.groups = Groups()
        self.table = tables.Table()
        self.region: Region | None = None
        self.claimed: dict[tuple[int, int], str] = {}
        self.lists: dict[int, int] = {}
        self.kept = Kept(outline, kept)

    def run(self) -> None:
        """Read all nodes in order."""
        for node in self.outline.nodes:
            if not node.sentences or node.topic == "boilerplate":
                continue
            if node.is_heading or node.kind in ("heading", "term"):
                self._heading(node)
            elif node.kind == "row":
                self._row(node)
            else:
                self._block(node)

    # ------------------------------------------------------------ blocks

    def _heading(self, node: Node) -> None:
        for slot in self.kept.slots(node.sentences[0]):
            if self._part(slot) or self._open(slot):
                self._tail(slot)
                return
        self.groups.line_targets = targets.only(node.sentences[0])
        first = node.sentences[0]
        on = force(first.text) or opens_with(first, "refers") or opens_with(first, "own-advice")
        if self.region is not None and len(node.text.split()) >= _STEP_WORDS and on and not node.question:
            for sentence in node.sentences:
                self._read(sentence)
            return
        self.region = None
        self.groups.close()
        self._sentences(node, node.sentences)

    def _row(self, node: Node) -> None:
        at = self.table.name_cell(node)
        spots = [s for slot in self.kept.slots(node.sentences[0]) for s in self.kept.of(slot)]
        if at is None or not spots:
            self._sentences(node, node.sentences)
            return
        cells = self.table.cells(node)
        dose = tables.dose(cells, node.text) or dosage.parse(node.text)
        for spot in spots:
            found = self._take(spot, opens=True)
            self._claim(node.sentences[0], "name")
            if "targets" in cells:
                begin = node.text.find(cells["targets"])
                found.named_targets += targets.listed(node.sentences[0], max(begin, 0))
            if dose is not None:
                found.add(dose.model_copy(update={"quote": node.text.strip()}))
        self.region = None

    def _block(self, node: Node) -> None:
        self.table.leave()
        if self._turns(node):
            self.region = None
        if node.list_id is not None:
            self.lists.setdefault(node.list_id, node.block)
        self._leave(node)
        if not self.kept.told(node.sentences[0]) and self.groups.row(node, self.region):
            self.region = None
            self._claim(node.sentences[0], "dose")
            return
        self.groups.line(targets.only(node.sentences[0]) if len(node.sentences) == 1 else [])
        rest = node.sentences
        for slot in self.kept.slots(node.sentences[0]):
            if self._part(slot):
                self._read(slot.sentence, slot.rest)
                rest = rest[1:]
                break
            if self._open(slot):
                self._tail(slot)
                rest = rest[1:]
                break
        self._sentences(node, rest)

    def _turns(self, node: Node) -> bool:
        """Return whether a new paragraph turns from an exercise of running text to another one that it names further on."""
        region = self.region
        aim = node.sentences[0].lower.startswith(("to ", "for "))  # "To ease a tight back, kneel …"
        if region is None or region.kind != "prose" or not aim or not any(one.steps for one in region.found):
            return False
        return any(not region.holds(spot) for sentence in node.sentences for spot in self.kept.told(sentence))

    def _leave(self, node: Node) -> None:
        """Close an item's region where its list goes on, and at a label behind the list."""
        region = self.region
        if region is None or region.kind != "item":
            return
        if node.kind == "item" and node.list_id is not None:
            outer = self.lists[node.list_id] <= region.block
            on = (node.number or 1) > 1 and self.outline.nodes[node.block - 1].list_id != node.list_id
            self.region = None if outer or on else region
        elif node.kind != "item" and not region.part and node.label is not None and not is_a("parts", node.label.text):
            self.region = None

    # ------------------------------------------------------------ slots

    def _part(self, slot: Slot) -> bool:
        """Take up a label of a part of the open exercise ("How to do it:"), and say whether it was one."""
        if self.region is None or self.kept.of(slot):
            return False
        names = [name for one in self.region.found for name in (one.name, *one.aliases)]
        if not (slot.part or is_again(slot.text, names)):
            return False
        self.region.part = slot.text
        self.region.idle = 0
        return True

    def _open(self, slot: Slot) -> bool:
        """Open the exercise that a slot names, and say whether it names one."""
        spots = self.kept.of(slot)
        if not spots:
            return False
        sentence = slot.sentence
        end = sentence.offset + len(sentence.text)
        if slot.rest is not None and len(sentence.text.split()) > _LONG:
            end = sentence.offset + slot.end
        span = (sentence.block, sentence.offset, end)
        found = list(dict.fromkeys(self.book.take(spot, span, opens=True) for spot in spots))
        for one in found:
            self.groups.join(one, slot.node, slot.text)
            one.named_targets += targets.in_parenthesis(sentence, slot.start, slot.end)
        kinds: dict[str, RegionKind] = {"heading": "heading", "item": "item"}
        kind = "item" if slot.node.kind == "item" else kinds.get(slot.place, "label")
        self.region = Region(found, kind, sentence.block, slot.node.list_id)
        if any(not is_generic(one.name) for one in found):
            self._claim(sentence, "name")
        return True

    def _tail(self, slot: Slot) -> None:
        """Read what stands behind a slot in its own sentence."""
        region = self.region
        if region is None:
            return
        if slot.rest is not None:
            self._read(slot.sentence, slot.rest)
        else:
            for one in region.found:
                one.dose(slot.sentence.text)
        for one in region.found:
            one.told.append(slot.sentence)
        for spot in self.kept.told(slot.sentence):
            if not region.holds(spot) and not force(slot.sentence.text[slot.rest or 0 :]):
                # "Squat — goblet squat or leg press": the rest names more of them
                self._take(spot)

    # ------------------------------------------------------------ sentences

    def _sentences(self, node: Node, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            inner = [slot for slot in self.kept.slots(sentence) if sentence.position and slot.rest is not None]
            if inner and self._part(inner[0]):
                self._read(sentence, inner[0].rest)
            elif inner and self._open(inner[0]):
                self._tail(inner[0])
            elif self.groups.dose(sentence, inside=self.region is not None):
                if is_dose(sentence, 0):
                    self._claim(sentence, "dose")
            elif (group := self.kept.group(sentence)) is not None:
                self._group(node, sentence, group)
            else:
                self._sentence(node, sentence)

    def _sentence(self, node: Node, sentence: Sentence) -> None:
        region, listed = self.region, node.kind == "item"
        new = [spot for spot in self.kept.told(sentence) if region is None or self._is_new(region, spot)]
        if new:
            self._name(node, sentence, new)
        elif region is None:
            return
        elif strays(region, sentence, listed=listed):
            later = sentence.block != region.block and region.stepped not in (-1, sentence.block)
            if (region.kind == "prose" and region.idle >= _IDLE) or (later and not listed and sentence.position == 0):
                self.region = None
        elif self._belongs(region, sentence, listed=listed):
            self._read(sentence)

    def _group(self, node: Node, sentence: Sentence, one: Proposal) -> None:
        """Read a sentence of a block of instructions without a name."""
        taken = self._take(one.spot)
        if self.region is None or self.region.found != [taken]:
            self.groups.join(taken, node, "")
            self.region = Region([taken], "label", sentence.block, node.list_id)
        self._read(sentence)

    def _is_new(self, region: Region, spot: Spot) -> bool:
        """Return whether a name brings in another exercise than the open one; steps of an opened one name none."""
        if region.holds(spot):
            if not force(spot.sentence.text):
                self._take(spot)
            return False
        if region.kind == "prose":
            return True
        return not force(spot.sentence.text) or spot.how == "lexicon" or "introduces" in signs(spot.sentence, GROUP)

    def _name(self, node: Node, sentence: Sentence, new: list[Spot]) -> None:
        """Open the exercises that a sentence of running text names or describes."""
        found: list[Found] = []
        for spot in new:
            taken = self._take(spot)
            taken.told.append(sentence)
            self.groups.join(taken, node, "", opens=node.kind == "item")
            found += [taken] if taken not in found else []
        region = Region(found, "prose", sentence.block, node.list_id)
        aside = self.region is not None and self.region.kind != "prose" and "introduces" not in signs(sentence, GROUP)
        if not aside:
            self.region = region
        for one in found:
            one.dose(sentence.text)
        starts = new[0].start <= _FIRST_WORD and new[0].how != "described"
        if new[0].how == "described" or (not starts and (force(sentence.text) == 2 or later_clause(sentence.text))):
            held, self.region = self.region, region
            self._read(sentence)
            self.region = held

    def _take(self, spot: Spot, *, opens: bool = False) -> Found:
        """Return the page's entry for a name in running text; its sentence is the evidence."""
        sentence = spot.sentence
        return self.book.take(spot, (sentence.block, sentence.offset, sentence.offset + len(sentence.text)), opens=opens)

    def _belongs(self, region: Region, sentence: Sentence, *, listed: bool) -> bool:
        """Return whether a sentence goes on about the open exercise."""
        close = sentence.block == region.block
        if region.kind == "heading" or (region.kind != "prose" and (region.part or close)):
            return True
        if region.kind in ("label", "item") and listed:
            return True
        if len(region.found) > _COMPANY:
            return False
        on = goes_on(sentence)
        if on is not False:
            region.idle = 0 if on else region.idle
            return True
        region.idle += 1
        if region.idle >= _IDLE:
            self.region = None
        return False

    def _read(self, sentence: Sentence, start: int | None = None) -> None:
        region = self.region
        if region is None:
            return
        listed = self.outline.node(sentence).kind == "item"
        part = region.part
        step = read(region, sentence, start or 0, listed=listed)
        what = "target" if is_a("targets", part) else claim(region, sentence, start or 0, step=step, part=bool(part))
        if what:
            self._claim(sentence, what)
        for place in region.open if region.sure else ():
            self.claimed[place] = "step"

    def _claim(self, sentence: Sentence, what: str) -> None:
        key = (sentence.block, sentence.position)
        if what == "step" or key not in self.claimed:
            self.claimed[key] = what
