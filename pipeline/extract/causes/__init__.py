"""What the page says causes, worsens or risks a pain, injury or condition.

Sentences with a cue are parsed and read along the dependency tree; list items and headings in sections about causes are
taken by their place. Each cause of a coordination is one mention.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract import ailments
from pipeline.extract.causes.cues import holding
from pipeline.extract.causes.listed import listed_causes
from pipeline.extract.causes.phrases import words
from pipeline.extract.causes.stated import Stated, stated_causes
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo
from pipeline.models import CauseMention, Evidence

# Longer evidence shows a paragraph, not the sentence that says it.
_MAX_QUOTE_WORDS = 56
# Longer "sentences" are lists of key phrases or tables without marks; parsing them costs much and tells nothing.
_MAX_LENGTH = 900


def wanted(
    frame: Frame, infos: Sequence[SectionInfo], steps: frozenset[tuple[int, int]] = frozenset()
) -> list[Sentence]:
    """Return the sentences that causes need parsed; steps of exercises (block, position) state none."""
    found = [s for s in frame.sentences if len(s.text) <= _MAX_LENGTH and (s.block, s.position) not in steps]
    told = [s for s in found if not (infos[s.block].is_heading and infos[s.block].question)]
    return [s for s in told if _worth_parsing(frame, infos[s.block], s)]


def _worth_parsing(frame: Frame, info: SectionInfo, sentence: Sentence) -> bool:
    """Whether a cue holds and the sentence names a complaint or, for the clearer cues, a part of the body or a pointer to
    what the section is about."""
    found = holding(sentence)
    if not found:
        return False
    if ailments.find(frame.nlp, sentence.doc):
        return True
    lower = {token.lower_ for token in sentence.doc}
    if info.subject is not None and lower & words().pointers:
        return True
    return bool(lower & ailments.body_words()) and not all(cue.needs_complaint for cue in found)


def extract_causes(
    frame: Frame, infos: Sequence[SectionInfo], asked: Sequence[Sentence]
) -> tuple[CauseMention, ...]:
    """Return the causes that the page states, in the order of the text; `asked` is what `wanted` gave, now parsed."""
    found: list[CauseMention] = []
    seen: set[tuple[int, int, str]] = set()
    by_sentence: dict[Sentence, list[Stated]] = {}
    for sentence in asked:
        by_sentence[sentence] = stated_causes(frame, infos, sentence)
    for sentence, stated in listed_causes(frame, infos, by_sentence):
        by_sentence.setdefault(sentence, []).extend(stated)
    for sentence in sorted(by_sentence, key=lambda s: s.start):
        for one in by_sentence[sentence]:
            telling = [word for word in one.cause.lower().split() if word not in words().leading]
            key = (sentence.block, sentence.position, " ".join(telling))
            if key in seen:
                continue
            seen.add(key)
            found.append(
                CauseMention(
                    cause=one.cause,
                    effect=one.effect,
                    rule=one.rule,
                    certainty="hedged" if one.hedged else "asserted",
                    evidence=(_evidence(frame, sentence, one),),
                )
            )
    return tuple(found)


def _evidence(frame: Frame, sentence: Sentence, one: Stated) -> Evidence:
    """The sentence; of a very long one the stretch around the words that say it."""
    words = sentence.text.split()
    if len(words) <= _MAX_QUOTE_WORDS:
        return frame.evidence_of(sentence)
    # the middle of the quote is the middle between cause and effect, in whole words
    middle = len(sentence.text[: (one.start + one.end) // 2].split())
    first = max(0, min(middle - _MAX_QUOTE_WORDS // 2, len(words) - _MAX_QUOTE_WORDS))
    offsets, at = [], 0
    for word in words:
        at = sentence.text.index(word, at)
        offsets.append((at, at + len(word)))
        at += len(word)
    return frame.evidence_of(sentence, offsets[first][0], offsets[min(len(words), first + _MAX_QUOTE_WORDS) - 1][1])
