"""What a heading, a list item or the words before a colon name: "3. Side plank with hip abduction (lateral raises):"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from pipeline.extract import dosage
from pipeline.extract.exercises import names
from pipeline.extract.exercises.candidate import Candidate
from pipeline.extract.exercises.find import candidates, heads
from pipeline.extract.exercises.lexicon import ExerciseEntry
from pipeline.extract.exercises.tables import body_nouns, cues, equipment_nouns, grammar, shapes, verbs
from pipeline.extract.frame import Sentence
from pipeline.models import Category

_SPLIT = re.compile(r"^(?P<label>[^:.!?–—]{2,80}?)\s*(?::|(?<=\s)(?:--?|[–—])(?=\s)|—|–(?=\s))\s*(?P<rest>\S.*)?$", re.S)
_LONGEST = 8
_BARE = 9
_LONGEST_TAIL = 6
_LONGEST_ALIAS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """One exercise that a label names. `strong`: it needs no other sign that an exercise is meant."""

    name: str
    rule: str
    category: Category | None
    entry: ExerciseEntry | None
    aliases: tuple[str, ...]
    strong: bool
    many: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The words `[start, end)` of a sentence that label what follows; `rest` is where the rest begins, if there is any."""

    sentence: Sentence
    text: str
    start: int
    end: int
    rest: int | None

    @property
    def led(self) -> bool:
        """Whether it begins with words that lead to a name: "How to do a …"."""
        return bool(cues().heading_lead.match(self.text.lower()))

    @property
    def words(self) -> int:
        """How many words the label has, parentheses aside."""
        return len(names.without_parenthesis(self.text).split())


def unnumbered(text: str) -> int:
    """Return where a label begins behind its number: "Exercise 3: " and "2. " are no part of a name."""
    at = 0
    while match := cues().numbering.match(text[at:].lower()) or cues().numbering.match(text[at:]):
        if match.end() == 0 or at + match.end() >= len(text):
            break
        at += match.end()
    return at


def split(sentence: Sentence, *, whole: bool) -> Label | None:
    """Return the label of a sentence: what stands before a colon or dash, else, if `whole`, all of it."""
    start = unnumbered(sentence.text)
    body = sentence.text[start:]
    match = _SPLIT.match(body)
    if match and match["label"].strip():
        text = match["label"].rstrip()
        rest = start + match.start("rest") if match["rest"] else None
        return Label(sentence, text, start, start + len(text), rest)
    return Label(sentence, body, start, len(sentence.text), None) if whole and body.strip() else None


def _named(one: Candidate, name: str | None = None) -> Named:
    aliases = [one.name] if name and name != one.name else []
    if one.entry is not None and one.entry.name != (name or one.name):
        aliases.append(one.entry.name)
    return Named(name or one.name, one.rule, one.category, one.entry, tuple(aliases), one.strong, one.many)


def _other_name(label: Label, inside: list[Candidate], name: str) -> tuple[str, ...]:
    """The other name in a label's parenthesis: "(lateral leg raises)", not "(20 seconds)"."""
    other = names.parenthesis(label.text)
    if not other or any(sign.isdigit() for sign in other) or len(other.split()) > _LONGEST_ALIAS:
        return ()
    if not inside and not (names.fold(other).endswith("asana") or names.fold(other).split()[-1] in {w for w, *_ in heads()}):
        return ()
    alias = names.normal(cues().also_called.sub("", other))
    return (alias,) if alias and alias != name else ()


def named(label: Label) -> tuple[Named, ...]:
    """Return the exercises that a label names and nothing else; empty where it says other things too."""
    lead = cues().heading_lead.match(label.text.lower())
    begin = label.start + (lead.end() if lead else 0)
    open_at = label.text.find("(")
    stop = label.start + open_at if open_at > 0 else label.end
    found = [c for c in candidates(label.sentence) if c.rule != "activity"]
    found = [c for c in found if c.start >= label.start and c.end <= label.end]
    main = [c for c in found if c.end <= stop]
    if not main:
        return ()
    text = label.sentence.text
    before = text[begin : main[0].start].lower()
    between = [text[a.end : b.start].lower() for a, b in itertools.pairwise(main)]
    after = text[main[-1].end : stop]
    if not _clear(before) or not all(cues().label_joints.match(gap) for gap in between):
        return ()
    if len(main) > 1 and not any(gap.strip(" -") for gap in between):
        main = [_joined(label, main)]
    inside = [c for c in found if c.start >= stop]
    if len(main) == 1:
        return _single(label, main[0], after, inside)
    ends = cues().label_joints.match(after.lower()) or cues().label_for.match(after)
    return tuple(_named(c) for c in main) if ends else ()


def _joined(label: Label, main: list[Candidate]) -> Candidate:
    """Names that follow each other without a word between are one: "double knee bend forward stretch"."""
    first, last = main[0], main[-1]
    name = names.normal(label.sentence.text[first.start : last.end])
    return replace(last, start=first.start, first=first.first, name=name, entry=None)


def _clear(before: str) -> bool:
    words = re.findall(r"[a-z']+", before)
    return not words or all(word in shapes().words.fillers or cues().label_joints.match(word) for word in words)


def _single(label: Label, one: Candidate, after: str, inside: list[Candidate]) -> tuple[Named, ...]:
    if cues().label_joints.match(after.lower()) or cues().label_for.match(after):
        found = _named(one)
    elif cues().label_tail.match(after) and len(after.split()) <= _LONGEST_TAIL:
        tail = re.split(r"\bfor\b", after)[0]
        name = names.normal(label.sentence.text[one.start : one.end] + " " + tail.strip(" -"))
        found = _named(one, name)
        found = Named(found.name, found.rule, found.category, None, (), found.strong, found.many)
    else:
        return ()
    other = _other_name(label, inside, found.name)
    return (Named(found.name, found.rule, found.category, found.entry, found.aliases + other, found.strong, found.many),)


def unknown(label: Label) -> Named | None:
    """Return the exercise that a label would name if what follows shows it to be one; `None` where it cannot be a name."""
    lead = cues().heading_lead.match(label.text.lower())
    text = names.without_parenthesis(label.text[lead.end() if lead else 0 :])
    lower = names.fold(text)
    words = re.findall(r"[\w'-]+", lower)
    if cues().numbering.fullmatch(f"{lower} "):
        return None  # "Exercise 4" by itself
    if not 0 < len(words) <= _LONGEST or text.endswith(("?", "!")) or "," in text:
        return None
    if cues().part_label.match(lower) or cues().not_a_name.match(lower) or cues().not_in_name.search(lower):
        return None
    if not re.match(r"[^\W\d]|90", lower) or dosage.parse(lower) or _is_order(words):
        return None
    name = names.normal(text)
    if all(word in body_nouns() or word in grammar().and_words for word in words):
        return None  # "thighs and buttocks"
    if names.is_generic(name) or len(name) <= len("set"):
        return None
    known = heads().get(tuple(names.singular(words[-1]).replace("-", " ").split()))
    category = known[0].category if known else None
    return Named(name, "label", category, None, _other_name(label, [], name), False)


def _is_order(words: list[str]) -> bool:
    """Return whether a label tells to do something: "relax into the stretch" is a step, "reach and roll" a name."""
    verb = words[0] in verbs().strong or words[0] in verbs().weak
    return verb and len(words) > 2 and any(word in grammar().order for word in words[1:3])


def looks_like_name(name: str) -> bool:
    """Return whether the words of a name speak of a movement: a head at its end, a body part or equipment in it."""
    words = re.findall(r"[\w']+", cues().preposition.split(name)[0])
    if not words:
        return False
    if (words[-1],) in heads() or words[-1].endswith("ing"):
        return True
    every = re.findall(r"[\w']+", name)
    ends_bare = words[-1] in body_nouns() or words[-1] in equipment_nouns()
    return len(every) > 1 and not ends_bare and any(word in body_nouns() - shapes().words.not_targets for word in every)


def told(one: Candidate) -> Named:
    """Return a name in running text as what it names; the page's order ("touch your toes") is an alias."""
    aliases = (one.entry.name,) if one.entry and one.entry.name != one.name else ()
    if one.rule == "act" and one.entry is not None:
        aliases = (names.normal(one.sentence.text[one.start : one.end]),)
    return Named(one.name, one.rule, one.category, one.entry, aliases, one.strong, one.many)


def is_bare(first: Sentence, group: list[Sentence]) -> bool:
    """Return whether a block begins with a numbered name and a full stop: "1. Bridges. Lie on your back"."""
    return len(group) > 1 and len(first.text.split()) <= _BARE and unnumbered(first.text) > 0


def subtitle(label: Label) -> Label | None:
    """Return the words behind a heading's colon as a label: "Yoga at your desk: the triangle"."""
    if label.rest is None:
        return None
    return Label(label.sentence, label.sentence.text[label.rest :], label.rest, len(label.sentence.text), None)
