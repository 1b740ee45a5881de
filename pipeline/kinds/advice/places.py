"""What a sentence's place shows: node, topics, headings and lead-in, its list, its neighbours, exercises around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.kinds.advice.reading import Reading
from pipeline.kinds.advice.signs import FOR
from pipeline.outline import Node

_LENGTHS = (3, 6, 10, 16, 24, 36)
_SHORT = 8
# Shares within a list are told apart in quarters.
_QUARTERS = 4


def add_place(one: Reading) -> None:
    """Add what the place of a sentence shows to its signs."""
    node, place, signs = one.node, one.place, one.signs
    signs.update((f"node:{node.kind}", f"place:{place}", f"topic:{node.topic}", f"place+topic:{place}+{node.topic}"))
    signs.update(f"under:{topic}" for topic in node.topics[:3])
    _headings(node, signs)
    first, last = one.sentence.position == 0, one.sentence.position == len(node.sentences) - 1
    signs.add("only" if first and last else "first" if first else "last" if last else "inner")
    flags = {
        "under-question": node.question,
        "numbered": node.number is not None,
        "opens-list": node.lead and last,
        "labelled": one.label > 0,
        "to-avoid": node.avoid,
    }
    signs.update(sign for name, flag in flags.items() if flag for sign in (name, f"{name}+{place}"))
    _shape(one)


def _headings(node: Node, signs: set[str]) -> None:
    for depth, above in enumerate(reversed(node.path())):
        signs.update(f"path:{topic}" for topic in above.own_topics[:2])
        if not depth:
            signs.update(f"section:{topic}" for topic in above.own_topics[:2] or ("none",))
    if node.lead_in is not None:
        signs.update(f"lead-in:{topic}" for topic in node.lead_in.own_topics[:2] or ("none",))


def _shape(one: Reading) -> None:
    sentence, signs = one.sentence, one.signs
    text = sentence.text.rstrip("\"'”’) ")
    signs.add("ends:" + (text[-1] if text and not text[-1].isalnum() else "word"))
    words = sentence.text.count(" ") + 1
    signs.add(f"words:{next((most for most in _LENGTHS if words <= most), 'more')}")
    if one.label and one.node.label is not None:
        signs.update(f"label-word:{word}" for word in one.node.label.text.lower().split() if word.isalpha())
    if any(map(str.isdigit, sentence.text)):
        signs.add("figure")
    if "$" in sentence.text or "£" in sentence.text:
        signs.add("money")


def add_neighbours(found: Sequence[Reading], claims: Mapping[tuple[int, int], str]) -> None:
    """Add what stands around each sentence: its list as a whole, the sentences before and behind, exercises' claims."""
    lists = _lists(found)
    told = [_told(one) for one in found]
    for n, one in enumerate(found):
        claim = claims.get((one.sentence.block, one.sentence.position))
        if claim:
            one.signs.update((f"claimed:{claim}", f"claimed:{claim}+{one.place}"))
        for name, at in (("before", n - 1), ("behind", n + 1)):
            if not 0 <= at < len(found):
                one.signs.add(f"{name}:none")
                continue
            other = found[at]
            if (other.sentence.block, other.sentence.position) in claims:
                one.signs.add(f"{name}:claimed")
            near = other.node is one.node
            one.signs.add(f"{name}:{'same' if near else other.node.kind}")
            one.signs.update(f"{name}-{'same' if near else 'next'}:{kind}" for kind in told[at])
        for sign, share in lists.get(id(one.node.parent), {}).items() if one.node.listed else ():
            one.signs.add(f"list-{sign}:{min(_QUARTERS - 1, int(share * _QUARTERS))}")


def _told(one: Reading) -> list[str]:
    """The kinds of rules and commands of a sentence that its neighbours are told of."""
    kinds = [sign.removeprefix("rule:") for sign in one.signs if sign.startswith("rule:")]
    return [kind for kind in kinds if kind in FOR or "command" in kind]


def _lists(found: Sequence[Reading]) -> dict[int, dict[str, float]]:
    """What share of the items of each list, by its parent, opens with a command, has a label, is short …."""
    groups: dict[int, list[Reading]] = {}
    for one in found:
        if one.node.listed and one.sentence.position == 0:
            groups.setdefault(id(one.node.parent), []).append(one)
    shares: dict[int, dict[str, float]] = {}
    for key, group in groups.items():
        shares[key] = {
            "commands": _share(group, "rule:command-first", "rule:dont-first"),
            "benefits": _share(group, "rule:benefit"),
            "complaints": _share(group, "complaint-first"),
            "gerunds": _share(group, "form0:NOUN|VERB-ing", "form0:VERB-ing", "form0:ADJ|NOUN|VERB-ing"),
            "labels": sum(one.label > 0 for one in group) / len(group),
            "short": sum(one.sentence.text.count(" ") < _SHORT for one in group) / len(group),
        }
    return shares


def _share(group: Sequence[Reading], *signs: str) -> float:
    return sum(not one.signs.isdisjoint(signs) for one in group) / len(group)
