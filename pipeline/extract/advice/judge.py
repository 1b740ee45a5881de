"""Whether a sentence is advice, for or against what, and how strongly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract import ailments, context
from pipeline.extract.advice.imperatives import imperative
from pipeline.extract.advice.vocabulary import Cue, matches, vocabulary
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo, Topic
from pipeline.models import Polarity, Strength

# Sections whose list items and numbered headings are advice when they are commands.
_ADVISING: frozenset[Topic] = frozenset({"prevention", "treatment", "advice", "avoid", "doctor"})
# Sections whose items can be advice without a verb.
_DOING: frozenset[Topic] = _ADVISING | {"other", "exercises"}
_GERUND = re.compile(r"^[\"'“‘–\-\s]*(?:[a-z]+ly\s+)?([a-z-]{2,}ing)\b")
# Characters of a subject that names an act without telling a story.
_BENEFIT_SUBJECT = 90
_MAX_ACTION_WORDS = 16
_MIN_WORDS = 2
_LISTED_WORDS = 14
_LABEL_WORDS = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """Advice found in a sentence; `start` is where in the sentence the clause that carries it begins."""

    action: str
    polarity: Polarity
    strength: Strength
    rule: str
    start: int


def judge(frame: Frame, info: SectionInfo, sentence: Sentence) -> Judged | None:
    """Return the advice that a sentence gives, `None` where it gives none."""
    if info.topic in ("boilerplate", "instructions") or sentence.text.rstrip("\"'”’) ").endswith("?"):
        return None
    found = _heading(info, sentence) if info.is_heading else _in_text(frame, info, sentence)
    # asked last: few sentences come so far, and these patterns are many
    return None if found is None or matches(vocabulary().table.site, sentence.lower) else found


def _in_text(frame: Frame, info: SectionInfo, sentence: Sentence) -> Judged | None:
    if sentence.lower.endswith(":") and matches(vocabulary().table.announcing, sentence.lower):
        return None
    title = (frame.article.title or "").lower()
    if info.avoid and info.item and not sentence.position:
        return _command(frame, info, sentence) or _listed(frame, info, sentence)
    return (
        _command(frame, info, sentence) or _cued(sentence, title) or _listed(frame, info, sentence) or _ban(sentence)
    )


def _ban(sentence: Sentence) -> Judged | None:
    """ "No bouncing!": an order without a verb."""
    if len(sentence.text.split()) > _LABEL_WORDS or not matches(vocabulary().table.bans, sentence.lower):
        return None
    return Judged(sentence.text.strip(" .!*"), "avoid", "must", "ban", 0)


def _heading(info: SectionInfo, sentence: Sentence) -> Judged | None:
    """A heading that is a command is a tip; others name a topic."""
    table = vocabulary().table
    if info.question or matches(table.topic_heading, sentence.lower):
        return None
    if info.heading_topic in ("exercises", "instructions", "causes", "symptoms", "definition"):
        return None
    found = imperative(sentence.lower, item=info.numbered)
    if found is None or len(sentence.text.split()) < _MIN_WORDS:
        return None
    return Judged(_action(sentence, found.start), found.polarity, "should", "heading", found.start)


def _command(frame: Frame, info: SectionInfo, sentence: Sentence) -> Judged | None:
    if info.topic in ("benefits", "symptoms") and info.item:
        return None
    first = sentence.position == 0 and (info.item or info.topic in _ADVISING)
    found = imperative(sentence.lower, item=first)
    if found is None:
        return None
    table = vocabulary().table
    if matches(table.dose, sentence.lower[found.start :]):
        return None
    if found.start < sentence.lower.find(":") and _is_field(frame, sentence):
        return None
    if info.item and matches(table.goals, sentence.lower[found.start :]):
        return None
    turned = info.avoid and info.item and (info.lead_in is not None or _forbids(info))
    strength = _strength(sentence.lower, "should")
    return Judged(_action(sentence, found.start), "avoid" if turned else found.polarity, strength, "imperative", found.start)


def _forbids(info: SectionInfo) -> bool:
    """Whether the heading alone turns what stands below it: "Don'ts", not "Mistakes to avoid"."""
    heading = (info.heading or "").lower().replace("’", "'")
    return matches(vocabulary().table.forbidding, heading)


def _strength(lower: str, given: Strength) -> Strength:
    if matches(vocabulary().table.must, lower):
        return "must"
    return "may" if matches(vocabulary().table.may, lower) else given


def _cued(sentence: Sentence, title: str) -> Judged | None:
    for cue in vocabulary().cues:
        for match in cue.pattern.finditer(sentence.lower):
            if not _holds(cue, match, sentence, title):
                continue
            if matches(vocabulary().table.reported, sentence.lower):
                return None
            evaluated = cue.kind == "evaluative" and not matches(vocabulary().table.act_follows, match.group())
            after = cue.action == "after" and not (evaluated and cue.polarity == "do")
            action = _action(sentence, match.end()) if after else _before(sentence, match.start())
            if len(action) > _MIN_WORDS:
                refused = after and matches(vocabulary().table.refusing, action.lower())
                polarity = "avoid" if refused else cue.polarity
                return Judged(action, polarity, _strength(sentence.lower, cue.strength), cue.id, 0)
    return None


def _holds(cue: Cue, match: re.Match[str], sentence: Sentence, title: str) -> bool:
    """Whether a cue says here what it usually says."""
    table, before = vocabulary().table, sentence.lower[: match.start()]
    if any(context.within(sentence, kind, match.start()) for kind in ("question", "refuted")):
        return False
    if cue.kind == "modal" and cue.polarity == "do":
        return not matches(table.relative, before) and not matches(table.denied, before)
    if cue.polarity == "do" and context.within(sentence, "negated", match.start()):
        return False
    subject = _subject(before)
    if cue.kind == "benefit":
        return _recommends_act(subject, title)
    if cue.kind == "evaluative" and cue.polarity == "do":
        act_follows = matches(table.act_follows, match.group()) and not matches(table.complaint_before, before)
        return act_follows or _recommends_act(subject, title)
    if cue.kind == "modal":
        return not matches(table.relative, before)
    if cue.kind == "recommend" and matches(table.findings, before):
        return bool(vocabulary().acts.search(sentence.lower))
    return True


def _subject(before: str) -> str:
    """What a benefit is said of: in "for a stiff back, walking helps" what stands behind the opening phrase."""
    first, comma, rest = before.partition(", ")
    opener = first.split(maxsplit=1)[:1]
    return rest if comma and rest and opener and opener[0] in vocabulary().table.openers else before


def _recommends_act(subject: str, title: str) -> bool:
    """Whether the subject of a benefit statement is something that a reader can do.

    The sport that the page is about is not: "Running is great for the heart" tells a runner nothing to do.
    """
    table = vocabulary().table
    if matches(table.pointing, subject) or matches(table.harmful, subject):
        return False
    gerund = _GERUND.match(subject)
    if gerund and gerund.group(1) in title and len(subject.split()) <= _MIN_WORDS:
        return False
    return bool(gerund or (len(subject) <= _BENEFIT_SUBJECT and vocabulary().acts.search(subject)))


def _listed(frame: Frame, info: SectionInfo, sentence: Sentence) -> Judged | None:
    """An item of a list that gives advice although it is no command: "Knees at a right angle" below "Sitting well:"."""
    words = sentence.text.split()
    if not info.item or sentence.position or not _MIN_WORDS <= len(words) <= _LISTED_WORDS:
        return None
    table, lower = vocabulary().table, sentence.lower.strip(" -–•*\"'“")
    if matches((*table.tells, *table.topic_heading, *table.goals, *table.serves), lower):
        return None
    text = sentence.text.strip(" .*")
    if info.topic in _DOING and matches(table.prohibits, lower):
        return Judged(text, "avoid", "should", "listed-no", 0)
    if info.topic in _DOING and matches(table.praise, lower):
        return Judged(text, "do", "should", "listed-praise", 0)
    if info.topic == "treatment" and len(words) > _MIN_WORDS and _names_act(lower):
        return Judged(text, "do", "should", "listed-act", 0)
    if info.topic not in ("prevention", "advice", "avoid") or _is_field(frame, sentence):
        return None
    if info.lead_in is None and (info.heading_topic is None or info.heading_topic == "definition"):
        return None
    complaints = ailments.find(frame.nlp, sentence.doc)
    if complaints and complaints[0].start == 0:
        return None
    name, colon, _ = text.partition(": ")
    action = name if colon and len(name.split()) <= _LABEL_WORDS else text
    return Judged(action, "avoid" if info.topic == "avoid" else "do", "should", "listed", 0)


def _names_act(lower: str) -> bool:
    """Whether an item opens with what one does: "Wearing a night splint", "Gently stretching the arch"."""
    gerund = _GERUND.match(lower)
    if gerund is None or matches(vocabulary().table.aims, lower):
        return False
    table, stem = vocabulary().table, gerund.group(1)[:-3]
    undoubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return not (table.verbs | table.ambiguous).isdisjoint((stem, stem + "e", undoubled))


def _is_field(frame: Frame, sentence: Sentence) -> bool:
    """Whether other blocks open with the same label: "Target muscles: …" is a field of a record, no tip."""
    label, colon, _ = sentence.lower.partition(":")
    return bool(colon) and sum(group[0].lower.startswith(label + colon) for group in frame.by_block if group) > 1


def _action(sentence: Sentence, start: int) -> str:
    """Return the words of the act: from the verb to the end of its clause."""
    text = sentence.text[start:]
    lower = sentence.lower[start:]
    ends = [m.start() for pattern in vocabulary().table.ends if (m := pattern.search(lower)) and m.start() > 8]
    text = text[: min(ends)] if ends else text
    return " ".join(text.split()[:_MAX_ACTION_WORDS]).strip(" ,.;:!-–—\"“”'")


def _before(sentence: Sentence, end: int) -> str:
    text = sentence.text[:end].strip(" ,.;:!-–—\"“”'")
    return " ".join(text.split()[-_MAX_ACTION_WORDS:])
