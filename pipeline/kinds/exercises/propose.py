"""Every mention that could be an exercise, with its signs: slots, names in running text, described movements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline import lexicon
from pipeline.judge import Candidate
from pipeline.kinds.exercises import names
from pipeline.kinds.exercises.ahead import Ahead, ahead
from pipeline.kinds.exercises.around import GROUP
from pipeline.kinds.exercises.finder import spots
from pipeline.kinds.exercises.labels import is_order
from pipeline.kinds.exercises.moves import described, entry_of, verbs
from pipeline.kinds.exercises.naming import named, prefers_whole, whole
from pipeline.kinds.exercises.signs import Proposal, section_of, signs_of
from pipeline.kinds.exercises.slots import Slot, slots
from pipeline.kinds.exercises.spots import Spot, words_in
from pipeline.kinds.exercises.steps import force, later_clause, opens_with_command
from pipeline.kinds.exercises.unnamed import groups, spot_of
from pipeline.lexicon import Entry
from pipeline.outline import Node, Outline
from pipeline.rules import signs
from pipeline.text.sentence import Sentence

KIND = "exercises"
_MOST = 0.5
_SOME = 2
_TOLD = frozenset({"described", "unnamed", "order", "act"})
_MANY = 4


@dataclass(frozen=True, slots=True)
class Cover:
    """Why a sentence is likely an exercise's own: the slot above is a `known` name or some `label`; `text` is its part."""

    kind: str
    text: str
    names: frozenset[str]


@dataclass(slots=True)
class _Page:
    """What is proposed on a page, and which sentences follow a slot with a name."""

    outline: Outline
    proposals: list[Proposal] = field(default_factory=list)
    covered: dict[tuple[int, int], Cover] = field(default_factory=dict)
    slotted: dict[int, Ahead] = field(default_factory=dict)
    strong: set[int] = field(default_factory=set)


def propose(outline: Outline) -> list[Candidate]:
    """Return every mention of a page that could be an exercise, in reading order."""
    page = _Page(outline)
    taken: dict[tuple[int, int], list[Slot]] = {}
    every = [slot for slot in slots(outline) if not slot.part]
    known = {id(slot): named(slot) for slot in every}
    page.strong = {slot.node.block for slot in every if any(spot.strong for spot in known[id(slot)])}
    for slot in every:
        if _fill(page, slot, known[id(slot)]):
            taken.setdefault((slot.sentence.block, slot.sentence.position), []).append(slot)
    for node in outline.nodes:
        for sentence in node.sentences:
            _prose(page, node, sentence, taken.get((sentence.block, sentence.position), []))
            _described(page, node, sentence)
    _unnamed(page)
    page.proposals.sort(key=lambda one: (one.spot.sentence.block, one.spot.sentence.position, one.spot.start, one.spot.name))
    return _candidates(page)


def _fill(page: _Page, slot: Slot, known: tuple[Spot, ...]) -> bool:
    """Propose what a slot names, and say whether it names anything."""
    other = None if known else _other(slot)
    if not known and other is None:
        return False
    behind = ahead(page.outline, slot)
    page.slotted.setdefault(slot.node.block, behind)
    found = known or ((other,) if other is not None and _worth(page, slot, other, behind) else ())
    page.proposals += [Proposal(spot, slot.node, slot, behind) for spot in found]
    if any(not names.is_generic(spot.name) for spot in found) and (behind.force or known):
        own = frozenset(names.key(name) for spot in found for name in (spot.name, *spot.aliases))
        _cover(page, behind, own, "known" if known else "label")
    return bool(found)


def _other(slot: Slot) -> Spot | None:
    """The name that all the words of a slot would be, where nothing in it is known by itself."""
    if slot.text.endswith(".") and (slot.place == "line" or opens_with_command(slot.text)):
        return None
    if _is_complaint(slot.sentence, slot.start, slot.end):
        return None
    inner = [s for s in spots(slot.sentence) if slot.start <= s.start and s.end <= slot.end]
    full = whole(slot)
    return full if full is not None and (not inner or prefers_whole(slot, inner[-1])) else None


def _is_complaint(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether characters `[start, end)` are but the name of a complaint: "plantar fasciitis" is no exercise."""
    spans = [sentence.doc[n.start : n.end] for n in lexicon.names(sentence) if n.kind == "condition"]
    return any(span.start_char <= start and end <= span.end_char for span in spans)


def _cover(page: _Page, behind: Ahead, own: frozenset[str], kind: str) -> None:
    """Note whose the sentences behind a slot are; the nearest slot counts."""
    for piece in behind.pieces:
        place = (piece.sentence.block, piece.sentence.position)
        held = page.covered.get(place)
        if held is None or kind == "known" or held.kind == "label":
            page.covered[place] = Cover(kind, piece.text, own)


def _worth(page: _Page, slot: Slot, spot: Spot, behind: Ahead) -> bool:
    """Return whether a label that no rule knows is proposed: something about it must speak of exercises."""
    if is_order(names.words_of(spot.name)):
        return slot.place in ("label", "heading") and bool(behind.force or behind.dosed)
    if behind.force or behind.dosed or spot.category:
        return True
    above = (*slot.node.topics, *(topic for heading in slot.node.path() for topic in heading.own_topics))
    if {"exercises", "instructions"}.intersection(above):
        return True
    return any(node.block in page.strong for node in slot.node.siblings())


def _prose(page: _Page, node: Node, sentence: Sentence, filled: list[Slot]) -> None:
    cover = page.covered.get((sentence.block, sentence.position))
    found = [spot for spot in spots(sentence) if not _is_complaint(sentence, spot.start, spot.end)]
    for spot in found:
        lone = spot.how == "chunk" and len(found) == 1
        inside = cover is not None and _is_own(cover, spot)
        if not lone and not inside and all(spot.end <= slot.start or spot.start >= slot.end for slot in filled):
            page.proposals.append(Proposal(spot, node))


def _is_own(cover: Cover, spot: Spot) -> bool:
    """Return whether a name within the text of an exercise is its own again, or only a position or motion of its steps."""
    if names.key(spot.name) in cover.names:
        return True
    if "introduces" in signs(spot.sentence, GROUP):
        return False
    weak = not spot.strong and spot.how != "activity"
    return force(cover.text) > 1 or (cover.kind == "known" and weak)


def _described(page: _Page, node: Node, sentence: Sentence) -> None:
    """Propose the movements that a sentence tells to do without naming them; below a name they are its steps."""
    cover = page.covered.get((sentence.block, sentence.position))
    if (cover is not None and cover.kind == "known") or verbs().isdisjoint(words_in(sentence).lower):
        return
    for move, start, end in described(sentence.text):
        told = force(sentence.text) or later_clause(sentence.text)
        if not told and "ing" not in sentence.lower[start:end] and not node.is_heading:
            continue
        entry = entry_of(move)
        spot = Spot(sentence, start, end, move.name, "described", move.category, entry if isinstance(entry, Entry) else None)
        spot.aliases = (*move.aliases, names.normal(sentence.text[start:end]))
        page.proposals.append(Proposal(spot, node))


def _unnamed(page: _Page) -> None:
    """Propose the exercises that blocks of instructions describe without a name; a known movement gives them one."""
    named = {(p.spot.sentence.block, p.spot.sentence.position) for p in page.proposals if p.spot.how != "described"}
    by_place = {(p.spot.sentence.block, p.spot.sentence.position): p for p in page.proposals if p.spot.how == "described"}

    def is_free(sentence: Sentence) -> bool:
        return (sentence.block, sentence.position) not in page.covered and (sentence.block, sentence.position) not in named

    for group in groups(page.outline, is_free):
        places = frozenset((s.block, s.position) for s in group)
        known = [by_place[place] for place in sorted(places) if place in by_place]
        for one in known[:1]:
            one.group = places
        spot = spot_of(group) if not known else None
        if spot is not None:
            page.proposals.append(Proposal(spot, page.outline.node(spot.sentence), group=places))


# ------------------------------------------------------------ signs of the page


def _candidates(page: _Page) -> list[Candidate]:
    by_sentence: dict[int, list[Spot]] = {}
    for one in page.proposals:
        by_sentence.setdefault(id(one.spot.sentence), []).append(one.spot)
    standing = _standing(page)
    sure = Counter(one.node.block for one in page.proposals if one.slot is not None and _is_sure(one))
    page_sign = f"page:{_share_of_page(page)}"
    found: list[Candidate] = []
    for one in page.proposals:
        spot = one.spot
        said = signs_of(one, by_sentence[id(spot.sentence)])
        said |= _sibling_signs(page, one, sure) | {page_sign}
        said |= standing.get(names.key(spot.name), set()) if one.slot is None else set()
        cover = page.covered.get((spot.sentence.block, spot.sentence.position))
        if one.slot is None:
            inside = cover.kind if cover is not None else "none"
            text = cover.text if cover is not None else spot.sentence.text
            step = min(force(text) or int(later_clause(text)), 2)
            said |= {f"inside:{inside}", f"inside:{inside}&how:{spot.how}", f"step:{step}", f"inside:{inside}&step:{step}"}
            strength = "strong" if spot.strong else "weak"
            said |= {f"step:{step}&how:{spot.how}", f"inside:{inside}&step:{step}&{strength}"}
        if one.group:
            said |= {"group", f"group&section:{section_of(one.node)}"}
        if spot.how == "described":
            said |= _unnamed_signs(page, one, by_sentence[id(spot.sentence)])
        zone = "slot" if one.slot is not None else "told" if spot.how in _TOLD else "prose"
        told = {f"{zone}|{sign}" for sign in said} | {f"zone:{zone}"} | said
        found.append(Candidate(KIND, spot.sentence, one.node, spot.start, spot.end, told, one))
    return found


def _share_of_page(page: _Page) -> str:
    """How many names of the page stand in slots with instructions or are strong."""
    count = len({names.key(one.spot.name) for one in page.proposals if one.slot is not None and _is_sure(one)})
    return "many" if count >= _MANY else "some" if count >= _SOME else "few" if count else "none"


def _unnamed_signs(page: _Page, one: Proposal, company: list[Spot]) -> set[str]:
    """Whether a described movement has a name near it already: then it is a step of that exercise."""
    named = [spot for spot in company if spot.how != "described"]
    others = [p.spot for p in page.proposals if p.node is one.node and p.spot.sentence is not one.spot.sentence]
    before = [spot for spot in others if spot.how != "described"]
    return {f"described:{'beside-name' if named else 'below-name' if before else 'unnamed'}"}


def _standing(page: _Page) -> dict[str, set[str]]:
    """For each name that fills a slot somewhere on the page, what that slot says of it."""
    found: dict[str, set[str]] = {}
    for one in page.proposals:
        if one.slot is not None and one.ahead is not None:
            follows = "elsewhere:follows" if one.ahead.force else "elsewhere:slot"
            for name in (one.spot.name, *one.spot.aliases):
                found.setdefault(names.key(name), set()).add(follows)
    return found


def _sibling_signs(page: _Page, one: Proposal, sure: Counter[int]) -> set[str]:
    """How many of the slots beside a slot name exercises that are known, or have instructions or doses."""
    if one.slot is None:
        return set()
    siblings = [node for node in one.node.siblings() if node is not one.node and node.is_heading == one.node.is_heading]
    siblings = [node for node in siblings if node.block in page.slotted]
    if not siblings:
        return {"siblings:alone"}
    known = _share(sum(1 for node in siblings if sure[node.block]), len(siblings))
    dosed = _share(sum(1 for node in siblings if page.slotted[node.block].dosed), len(siblings))
    return {f"siblings:{known}", f"siblings:{known}&how:{one.spot.how}", f"siblings-dosed:{dosed}"}


def _share(some: int, all_: int) -> str:
    return "most" if some >= _MOST * all_ else "some" if some >= _SOME else "few" if some else "none"


def _is_sure(one: Proposal) -> bool:
    follows = one.ahead is not None and one.ahead.force > 0
    return one.spot.strong or (follows and one.spot.how != "label") or (one.ahead is not None and one.ahead.force > _SOME)
