"""Blocks of instructions without a name: a paragraph or list that tells a movement which it nowhere calls by a name.

The name is then that of the movement it describes, where that is known, else what is moved and how: "heel lift".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from pipeline import lexicon
from pipeline.kinds.exercises import dosage, names
from pipeline.kinds.exercises.spots import Spot
from pipeline.kinds.exercises.steps import command, force, later_clause
from pipeline.kinds.exercises.words import Frozen, body_nouns, one
from pipeline.knowledge import read_table
from pipeline.models import Category
from pipeline.outline import Node, Outline
from pipeline.text.sentence import Sentence

Place = tuple[int, int]
_SURE = 2
_CLAUSE_WORDS = 8
_REACH = 6
_WORD = re.compile(r"[a-z']+")


class _Verbs(Frozen):
    setting: frozenset[str]
    nouns: dict[str, str]


@functools.cache
def _verbs() -> _Verbs:
    return read_table("exercises_unnamed.toml", _Verbs)


def groups(outline: Outline, is_free: Callable[[Sentence], bool]) -> Iterator[list[Sentence]]:
    """Yield runs of free sentences that are instructions: a paragraph, an item that is one by itself, or a whole list."""
    for run in _runs(outline):
        free = [s for node in run for s in node.sentences if is_free(s)]
        forces = [force(s.text) or int(later_clause(s.text)) for s in free]
        whole = len(free) == sum(len(node.sentences) for node in run)
        if whole and sum(forces) >= _SURE and sum(1 for f in forces if f) * 2 >= len(forces):
            yield free


def _runs(outline: Outline) -> Iterator[list[Node]]:
    nodes = [node for node in outline.nodes if node.sentences and not node.is_heading and node.kind in ("paragraph", "item")]
    at = 0
    while at < len(nodes):
        end, first = at + 1, nodes[at]
        while first.kind == "item" and end < len(nodes) and (nodes[end].kind, nodes[end].list_id) == ("item", first.list_id):
            end += 1
        listed = nodes[at:end]
        if _are_exercises(listed):
            yield from ([node] for node in listed)
        else:
            yield listed
        at = end


def _are_exercises(items: list[Node]) -> bool:
    """Return whether each item of a list is an exercise: most tell several steps or a dose of their own."""
    own = sum(1 for node in items if len(node.sentences) > 1 and any(dosage.parse(s.text) for s in node.sentences))
    return own * 2 > len(items)


def spot_of(group: list[Sentence]) -> Spot | None:
    """Return the name of what a group tells to do: the body part that is stretched, else what is moved and how."""
    stretched = _stretched(group)
    moved = next((found for s in sorted(group, key=lambda s: -force(s.text)) if (found := _moved(s))), None)
    if stretched is None and moved is None:
        return None
    sentence, name = stretched or moved or (group[0], "")
    aliases = dict.fromkeys([*([moved[1]] if moved else []), *(_clause(s) for s in group if force(s.text))])
    category: Category = "stretch" if stretched else "strength"
    kept = tuple(alias for alias in aliases if alias != name)
    return Spot(sentence, 0, len(sentence.text), name, "unnamed", category, aliases=kept)


def _stretched(group: list[Sentence]) -> tuple[Sentence, str] | None:
    for sentence in group:
        words = _WORD.findall(sentence.lower)
        at = next((n for n, word in enumerate(words) if word in ("stretch", "stretching", "pull")), None)
        if at is None or not {"feel", "felt", "in", "to", "stretching", "stretch"} & set(words):
            continue
        parts = [sentence.doc[n.start : n.end].text.lower() for n in lexicon.names(sentence) if n.kind == "body-part"]
        behind = [part for part in parts if sentence.lower.rfind(part) > sentence.lower.find(words[at])]
        if behind and words[at] != "pull":
            return sentence, f"{names.normal(behind[0])} stretch"
    return None


def _moved(sentence: Sentence) -> tuple[Sentence, str] | None:
    """What the command of a sentence moves, and how: "Lift your heels" is a heel lift; positions to begin in are none."""
    verb = command(sentence.text)
    if verb is None or verb in _verbs().setting:
        return None
    words = _WORD.findall(sentence.lower)
    at = words.index(verb) if verb in words else 0
    part = next((word for word in words[at + 1 : at + _REACH] if word in body_nouns()), None)
    return (sentence, f"{one(part)} {_verbs().nouns.get(verb, verb)}") if part else None


def _clause(sentence: Sentence) -> str:
    """The page's own words for a step, up to the first comma."""
    return names.normal(" ".join(re.split(r"[,;:.]", sentence.text)[0].split()[:_CLAUSE_WORDS]))
