"""Whether a sentence is advice, for or against what, and how strongly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract import context
from pipeline.extract.advice.imperatives import imperative
from pipeline.extract.advice.vocabulary import Cue, vocabulary
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo, Topic
from pipeline.models import Polarity, Strength

# Sections whose list items and numbered headings are advice when they are commands.
_ADVISING: frozenset[Topic] = frozenset({"prevention", "treatment", "advice", "avoid", "doctor"})
_GERUND = re.compile(r"^[\"'“‘–\-\s]*(?:[a-z]+ly\s+)?([a-z-]{2,}ing)\b")
_BENEFIT_SUBJECT = 60
_MUST = re.compile(r"\b(must|need to|needs to|have to|never|always|essential|crucial|critical|vital|imperative|do not|don't)\b")
_MAY = re.compile(r"\b(consider|try|may|might|can|could)\b")
_MAX_ACTION_WORDS = 16
_MIN_WORDS = 2


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
    lower = sentence.lower
    if info.topic in ("boilerplate", "instructions") or sentence.text.rstrip("\"'”’) ").endswith("?"):
        return None
    if any(pattern.search(lower) for pattern in vocabulary().table.site):
        return None
    if info.is_heading:
        return _heading(info, sentence)
    found = _command(info, sentence) or _cued(info, sentence)
    if found is None:
        found = _listed(info, sentence)
    return found


def _heading(info: SectionInfo, sentence: Sentence) -> Judged | None:
    """A heading that is a command is a tip; others name a topic."""
    table = vocabulary().table
    if info.question or any(pattern.search(sentence.lower) for pattern in table.topic_heading):
        return None
    if info.heading_topic in ("exercises", "instructions", "causes", "symptoms", "definition"):
        return None
    found = imperative(sentence.lower, item=info.numbered)
    if found is None or len(sentence.text.split()) < _MIN_WORDS:
        return None
    return Judged(_action(sentence, found.start), found.polarity, "should", "heading", found.start)


def _command(info: SectionInfo, sentence: Sentence) -> Judged | None:
    first = sentence.position == 0 and (info.item or info.topic in _ADVISING)
    found = imperative(sentence.lower, item=first)
    if found is None:
        return None
    polarity: Polarity = "avoid" if info.avoid and info.item and found.polarity == "do" and info.lead_in else found.polarity
    return Judged(_action(sentence, found.start), polarity, _strength(sentence.lower, "should"), "imperative", found.start)


def _strength(lower: str, given: Strength) -> Strength:
    if _MUST.search(lower):
        return "must"
    return "may" if _MAY.search(lower) else given


def _cued(info: SectionInfo, sentence: Sentence) -> Judged | None:
    if any(pattern.search(sentence.lower) for pattern in vocabulary().table.reported):
        return None
    for cue in vocabulary().cues:
        for match in cue.pattern.finditer(sentence.lower):
            if _holds(cue, match, sentence):
                start = match.end() if cue.action == "after" else 0
                action = _action(sentence, start) if cue.action == "after" else _before(sentence, match.start())
                if len(action) > _MIN_WORDS:
                    return Judged(action, cue.polarity, _strength(sentence.lower, cue.strength), cue.id, 0)
    return None


def _holds(cue: Cue, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether a cue says here what it usually says."""
    lower = sentence.lower
    if cue.kind == "benefit":
        return _recommends_act(lower[: match.start()]) and not context.within(sentence, "negated", match.start())
    if cue.polarity == "do" and context.within(sentence, "negated", match.start()):
        return False
    if cue.kind == "recommend" and re.search(r"\b(researchers?|study|studies|results?|findings|evidence|data)\b", lower[: match.start()]):
        return bool(vocabulary().acts.search(lower))
    return not context.within(sentence, "question", match.start())


def _recommends_act(subject: str) -> bool:
    """Whether the subject of a benefit statement is something that a reader can do."""
    if len(subject) > _BENEFIT_SUBJECT * 2 or re.search(r"\b(which|that|it|they|this|these|also known)\s*$", subject):
        return False
    return bool(_GERUND.match(subject) or vocabulary().acts.search(subject[:_BENEFIT_SUBJECT]))


def _listed(info: SectionInfo, sentence: Sentence) -> Judged | None:
    """An item of a list that gives advice although it is no command: "Knees at a right angle" below "Sitting well:"."""
    if not info.item or sentence.position or info.topic not in ("prevention", "advice", "avoid"):
        return None
    words = sentence.text.split()
    if not _MIN_WORDS <= len(words) <= 14 or sentence.text.endswith(":"):
        return None
    if info.topic == "avoid":
        return Judged(sentence.text.strip(" .*"), "avoid", "should", "listed", 0)
    return Judged(sentence.text.strip(" .*"), "do", "should", "listed", 0)


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
