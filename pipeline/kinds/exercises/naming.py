"""What a slot names: the known names that it consists of, or the name that its words would be."""

from __future__ import annotations

import itertools
from dataclasses import replace

from pipeline.kinds.exercises import names
from pipeline.kinds.exercises.finder import spots
from pipeline.kinds.exercises.labels import could_name, labels, lead
from pipeline.kinds.exercises.slots import Slot
from pipeline.kinds.exercises.spots import Spot
from pipeline.kinds.exercises.words import body_nouns, heads, one, table
from pipeline.models import Category

_LONGEST_TAIL = 6
_LONGEST_ALIAS = 5
_LONGEST_WHOLE = 7
_LONGEST_TARGET = 4


def named(slot: Slot) -> tuple[Spot, ...]:
    """Return the exercises that a slot names and nothing else; empty where it says other things too."""
    begin = slot.start + lead(slot.text)
    stop = _parenthesis_at(slot)
    inside = [s for s in spots(slot.sentence) if begin <= s.start and s.end <= slot.end]
    inside = [s for s in inside if s.how not in ("activity", "order")]
    main = [s for s in inside if s.end <= stop]
    if not main:
        return ()
    text = slot.sentence.text
    before, after = text[begin : main[0].start], text[main[-1].end : stop]
    if not _clear(before, table().words.fillers):
        return ()
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(main)]
    if any(not _clear(gap) for gap in gaps):
        return ()
    if len(main) > 1 and not any(gap.strip(" -") for gap in gaps):
        # names that follow each other without a word between are one: "double knee bend forward stretch"
        main = [_joined(slot, main)]
    if _clear(after) or names.words_of(after)[:1] in (["for"], ["as"]):
        return tuple(_with_aliases(slot, s) for s in main)
    return _tailed(slot, main[0], after) if len(main) == 1 else ()


def whole(slot: Slot) -> Spot | None:
    """Return the exercise that a slot would name by all its words; `None` where it cannot be a name."""
    begin = slot.start + lead(slot.text)
    text = slot.sentence.text[begin : slot.end]
    if not could_name(text):
        return _target(slot, text)
    name = names.normal(text)
    last = names.words_of(name)[-1:]
    known = heads().get((one(last[0]),)) if last else None
    spot = Spot(slot.sentence, begin, slot.end, name, "label", known[0].category if known else None)
    return _with_aliases(slot, spot)


def _target(slot: Slot, text: str) -> Spot | None:
    """The exercise of an item called by its body part alone, below a heading of stretches: "Hamstring - lean down"."""
    words = names.words_of(names.bare(text))
    parts = [word for word in words if word in body_nouns()]
    other = any(word not in body_nouns() and word not in table().grammar.joints for word in words)
    if not parts or other or len(words) > _LONGEST_TARGET:
        return None
    above = " ".join(node.text for node in (*slot.node.path()[-2:], slot.node.lead_in) if node is not None).lower()
    noun: Category = "stretch" if "stretch" in above else "strength"
    name = f"{names.normal(' '.join(words))} {'stretch' if noun == 'stretch' else 'exercise'}"
    return Spot(slot.sentence, slot.start, slot.end, name, "target", noun)


def prefers_whole(slot: Slot, inner: Spot) -> bool:
    """Return whether all the words of a slot are rather the name than the known name within: "Dead stop push-up"."""
    text = slot.sentence.text[slot.start + lead(slot.text) : _parenthesis_at(slot)]
    words = names.words_of(text)
    ends = inner.end >= _parenthesis_at(slot) - 1
    plain = labels().function.isdisjoint(words) and table().grammar.prepositions.isdisjoint(words[:-1])
    other = any(one(word) in labels().no_names for word in words)
    return ends and plain and len(words) <= _LONGEST_WHOLE and could_name(text) and not other


def _parenthesis_at(slot: Slot) -> int:
    at = slot.text.find("(")
    return slot.start + at if at > 0 else slot.end


def _clear(gap: str, more: frozenset[str] = frozenset()) -> bool:
    """Return whether nothing but small words, figures and marks stands in a gap."""
    return all(word in table().grammar.joints or word in more or word.isdigit() for word in names.words_of(gap))


def _joined(slot: Slot, main: list[Spot]) -> Spot:
    first, last = main[0], main[-1]
    name = names.normal(slot.sentence.text[first.start : last.end])
    return replace(last, start=first.start, first=first.first, name=name, entry=None)


def _tailed(slot: Slot, spot: Spot, after: str) -> tuple[Spot, ...]:
    """A name with words behind it that say how it is done: "raise with dumbbells"."""
    words = names.words_of(after)
    if words[0] not in table().grammar.prepositions or len(words) > _LONGEST_TAIL or words[0] in ("per", "for"):
        return ()
    end = spot.end + len(after.split(" for ", maxsplit=1)[0].rstrip(" -:"))
    name = names.normal(slot.sentence.text[spot.start : end])
    return (replace(_with_aliases(slot, spot), name=name, entry=None, end=end),)


def _with_aliases(slot: Slot, spot: Spot) -> Spot:
    """A name with its usual name and the other one in parentheses: "(lateral leg raises)", not "(20 seconds)"."""
    found = [spot.entry.name] if spot.entry is not None and spot.entry.name != spot.name else []
    other = names.parenthesis(slot.text)
    if other and not any(sign.isdigit() for sign in other) and len(other.split()) <= _LONGEST_ALIAS:
        words = [w for w in names.words_of(other) if w not in ("also", "known", "as", "called", "aka", "or")]
        is_name = bool(words) and ((one(words[-1]),) in heads() or words[-1].endswith("asana"))
        if is_name and not names.is_generic(" ".join(words)):
            found.append(names.normal(" ".join(words)))
    return replace(spot, aliases=tuple(dict.fromkeys([*spot.aliases, *(a for a in found if a != spot.name)])))
