"""The signs of a candidate: where the name stands, how it was found, what follows it, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.kinds.exercises import names
from pipeline.kinds.exercises.ahead import Ahead
from pipeline.kinds.exercises.around import around, neighbours
from pipeline.kinds.exercises.labels import look
from pipeline.kinds.exercises.slots import Slot
from pipeline.kinds.exercises.spots import Spot
from pipeline.kinds.exercises.steps import force, opens_with_command
from pipeline.kinds.exercises.words import one as one_of
from pipeline.kinds.exercises.words import table
from pipeline.outline import Node

_SURE = 3
_VERY_SURE = 5
_ABOUT = frozenset({"exercises", "instructions"})
_DISTANT = frozenset({"causes", "symptoms", "doctor", "definition", "boilerplate", "avoid"})


@dataclass(slots=True, eq=False)
class Proposal:
    """A possible exercise: the name, the slot that it fills if it does, and what follows that.

    `group`: places of the sentences of a block of instructions without a name, for a movement that it describes.
    """

    spot: Spot
    node: Node
    slot: Slot | None = None
    ahead: Ahead | None = None
    group: frozenset[tuple[int, int]] = frozenset()


def signs_of(one: Proposal, company: list[Spot]) -> set[str]:
    """Return the signs that need nothing but the candidate, its node, and the other names of its sentence."""
    spot = one.spot
    place = one.slot.place if one.slot is not None else "in-heading" if one.node.is_heading else "prose"
    how = f"{spot.how}-{'strong' if spot.strong else 'weak'}" if spot.how in ("lexicon", "shape") else spot.how
    section = section_of(one.node)
    found = {f"place:{place}", f"how:{how}", f"section:{section}"}
    found |= {f"how:{how}&place:{place}", f"how:{how}&section:{section}"}
    found |= {f"look:{sign}" for sign in look(spot.name)}
    if one.slot is not None or one.group:
        found |= _node_signs(one.node)
    elif one.node.lead_in is not None:
        found |= {f"lead-in:{topic}" for topic in one.node.lead_in.own_topics[:1]}
    if spot.many:
        found.add(f"many&how:{how}")
    if one.slot is not None and one.ahead is not None:
        found |= _follow_signs(one, how, section)
    else:
        found |= around(spot)
    found |= _company_signs(spot, company)
    return found


def section_of(node: Node) -> str:
    """What the section is about, as far as exercises go: told by its topics, the lead-in, or the headings above."""
    if node.avoid:
        return "avoid"
    if node.topic in _ABOUT:
        return "exercises"
    if node.topic in _DISTANT:
        return node.topic
    above = [topic for heading in node.path() for topic in heading.own_topics]
    if any(topic in _ABOUT for topic in (*node.topics, *above)):
        return "exercises-above"
    return node.topic


def _node_signs(node: Node) -> set[str]:
    found: set[str] = set()
    if node.lead_in is not None:
        found |= {f"lead-in:{topic}" for topic in node.lead_in.own_topics[:2]} or {"lead-in:other"}
    if node.number is not None:
        found.add("numbered")
    if node.question:
        found.add("question")
    heading = node.heading()
    if heading is not None and heading.announces:
        found.add("announced")
    return found


def _follow_signs(one: Proposal, how: str, section: str) -> set[str]:
    assert one.ahead is not None and one.slot is not None
    sure = one.ahead.force
    bucket = "none" if not sure else "some" if sure < _SURE else "sure" if sure < _VERY_SURE else "very"
    found = {f"follow:{bucket}", f"follow:{bucket}&how:{how}", f"follow:{bucket}&section:{section}"}
    found |= {f"follow:{bucket}&place:{one.slot.place}"}
    if one.ahead.dosed:
        found |= {"dosed", f"dosed&how:{how}", f"dosed&section:{section}"}
    if one.slot.rest is not None:
        text = one.slot.sentence.text[one.slot.rest :]
        found.add(f"rest:step-{min(force(text), 2)}")
    if opens_with_command(one.slot.text):
        found.add("slot:command")
    if _is_group(one.slot.text):
        found.add("slot:group")
    return found


def _is_group(text: str) -> bool:
    """Return whether the words announce several exercises: "Stretches for tight hamstrings", "Knee exercises"."""
    words = names.words_of(names.bare(text))
    return any(word.endswith("s") and one_of(word) in table().words.group_heads for word in words)


def _company_signs(spot: Spot, company: list[Spot]) -> set[str]:
    beside = [other for other in company if other is not spot and other.start != spot.start and neighbours(spot, other)]
    if not beside:
        return set()
    strong = any(other.strong for other in beside)
    return {"company:strong" if strong else "company:weak", "company:many" if len(beside) > 1 else "company:one"}
