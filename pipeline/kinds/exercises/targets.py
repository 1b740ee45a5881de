"""What an exercise works or stretches, as the page says it: "targets your glutes", "hamstring stretch", "For the neck"."""

from __future__ import annotations

import functools

from pipeline import lexicon
from pipeline.kinds.exercises import names
from pipeline.kinds.exercises.words import Frozen, one
from pipeline.knowledge import read_table
from pipeline.outline import Node
from pipeline.rules import hits
from pipeline.text.sentence import Sentence

_REACH = 14
_HEADING_WORDS = 9
_LISTED_WORDS = 4


class _Targets(Frozen):
    named: frozenset[str]
    named_muscle: frozenset[str]
    purpose_heads: frozenset[str]
    not_targets: frozenset[str]
    clause_ends: frozenset[str]
    joints: frozenset[str]
    sides: frozenset[str]
    adjectives: dict[str, str]


@functools.cache
def table() -> _Targets:
    """Return the words that targets are told by."""
    return read_table("exercises_targets.toml", _Targets)


def parts_in(sentence: Sentence, start: int = 0, end: int | None = None) -> list[str]:
    """Return the body parts that tokens `[start, end)` of a sentence name, in order, by their usual names."""
    stop = len(sentence.doc) if end is None else end
    found: list[str] = []
    for name in lexicon.names(sentence):
        if name.kind == "body-part" and start <= name.start and name.end <= stop:
            found += _usual(sentence, name)
    return _distinct(found)


def _distinct(found: list[str]) -> list[str]:
    """Each part once, whether it is told in the singular or in the plural."""
    kept: dict[str, str] = {}
    for part in found:
        kept.setdefault(one(part), part)
    return list(kept.values())


def _usual(sentence: Sentence, name: lexicon.Name) -> list[str]:
    """A part by the page's words; adjectives by their noun ("spinal"), with the side that is told ("back of the thigh")."""
    spoken = sentence.doc[name.start : name.end].text.lower()
    if spoken in table().sides and name.end < len(sentence.doc) and sentence.doc[name.end].lower_ == "of":
        return []
    if spoken in table().not_targets or name.entry.name in table().not_targets:
        return []
    own = table().adjectives.get(spoken, spoken).removesuffix(" muscles").removesuffix(" muscle")
    if name.entry.kind == "muscle" and f"{own}s" == name.entry.name:
        own = name.entry.name  # a "hamstring stretch" is for the hamstrings
    if _side_of(sentence, name.start):
        own = f"{_side_of(sentence, name.start)} {own}"
    return [own]


def _side_of(sentence: Sentence, at: int) -> str:
    """ "Back of the" before "thigh"."""
    doc = sentence.doc
    for size in (2, 3):
        words = [doc[n].lower_ for n in range(max(0, at - size), at)]
        if len(words) == size and words[0] in table().sides and words[1] == "of":
            return f"{words[0]} of" + (" the" if size > 2 else "")
    return ""


def in_text(sentence: Sentence, *, step: bool = False) -> list[str]:
    """Return the body parts that a sentence says are worked or stretched; a `step` names many that are only moved."""
    found: list[str] = []
    for hit in hits(sentence, "exercise_targets"):
        if step and hit.sign not in ("felt", "moved"):
            continue
        if hit.sign == "quality":
            # "hip stability": the part stands just before
            found += parts_in(sentence, max(0, hit.start - 3), hit.start)[-1:] if _ends_in_part(sentence, hit.start) else []
            continue
        last = hit.end + 4 if hit.sign == "moved" else _clause_end(sentence, hit.end)
        more = parts_in(sentence, hit.end, last)
        found += more[:1] if hit.sign == "moved" else more
    return list(dict.fromkeys(found))


def _ends_in_part(sentence: Sentence, at: int) -> bool:
    return any(name.kind == "body-part" and name.end == at for name in lexicon.names(sentence))


def _clause_end(sentence: Sentence, at: int) -> int:
    for n in range(at, min(len(sentence.doc), at + _REACH)):
        if sentence.doc[n].lower_ in table().clause_ends:
            return n
    return min(len(sentence.doc), at + _REACH)


def in_name(sentence: Sentence, name: str) -> list[str]:
    """Return the body part that a name such as "hamstring stretch" tells by itself; `sentence` gives the language."""
    words = names.words_of(name)
    if len(words) < 2 or {"to", "up"} & set(words):
        return []
    last = {one(word) for word in words[1:]}
    held = Sentence(sentence.nlp, -1, 0, 0, 0, name.replace("-", " "))
    found = lexicon.names(held)
    tool_on_part = found and found[-1].kind == "body-part" and any(n.kind == "equipment" for n in found)
    if last & table().named or tool_on_part:
        return parts_in(held)  # "lacrosse ball hips" is for the hips
    if not last & table().named_muscle:
        return []
    muscles = [n for n in found if n.kind == "body-part" and n.entry.kind == "muscle"]
    return [part for n in muscles for part in _usual(held, n)]


def in_parenthesis(sentence: Sentence, start: int, end: int) -> list[str]:
    """Return the body parts in the parenthesis of a name: "Bridge (core + glute strength)"."""
    a, b = sentence.text.find("(", start, end), sentence.text.find(")", start, end)
    if not 0 <= a < b:
        return []
    doc = sentence.doc
    inside = [token.i for token in doc if a < token.idx < b]
    return parts_in(sentence, inside[0], inside[-1] + 1) if inside else []


def listed(sentence: Sentence, start: int) -> list[str]:
    """Return the targets of a list of them, known or not: "glutes, the deep hip rotators"."""
    at = next((token.i for token in sentence.doc if token.idx >= start), len(sentence.doc))
    found = parts_in(sentence, at)
    chunk: list[str] = []
    for token in [*sentence.doc[at:], None]:
        if token is not None and token.lower_ not in table().joints:
            chunk += [token.lower_] if token.lower_ not in ("the", "your") else []
            continue
        text = " ".join(chunk).removesuffix(" muscles").removesuffix(" muscle")
        if 0 < len(chunk) <= _LISTED_WORDS and not any(part in text or text in part for part in found):
            found.append(text)
        chunk = []
    return list(dict.fromkeys(found))


def of_group(node: Node, own: str) -> list[str]:
    """Return the body parts that the lead-in or the headings over an exercise say it is for; the nearest one counts."""
    above = [node.lead_in] if node.lead_in is not None else []
    for held in [*above, *reversed(node.path()[-3:])]:
        if held is None or not held.sentences or (own and own in held.text):
            continue
        found = in_text(held.sentences[-1]) or _of_heading(held.sentences[0])
        if found:
            return found
    return []


def _of_heading(sentence: Sentence) -> list[str]:
    words = names.words_of(names.bare(sentence.text))
    found = parts_in(sentence)
    if len(words) > _HEADING_WORDS or not found:
        return []
    plain = len(words) <= sum(len(part.split()) for part in found) + 1
    return found if plain or any(one(word) in table().purpose_heads for word in words) else []


def only(sentence: Sentence) -> list[str]:
    """Return the body parts of a line that says nothing else: a line over a list of names."""
    words = [word for word in names.words_of(sentence.text) if word not in ("and", "muscles", "the", "your")]
    found = parts_in(sentence) if 0 < len(words) <= _LISTED_WORDS else []
    return found if sum(len(part.split()) for part in found) >= len(words) else []
