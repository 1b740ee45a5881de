"""Command form without a list of verbs: a plain verb where a clause begins, with nobody before it to do it.

What a word can be comes from the inflection tables; words that are nouns as often ("rest", "ice") need a sign of their
object behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.kinds.advice.words import words_of_acts
from pipeline.text.grammar import grammar
from pipeline.text.inflection import base_verb, is_noun, parts_of_speech, verb_lemma, verb_share
from pipeline.text.sentence import Sentence

_QUOTES = frozenset('"“(*')
_DASHES = frozenset("-–—")
_JOINING = frozenset({"and", "but", "so", "or", "then"})
# "Don't" in one word: without its mark, or with one that pages have doubled.
_DONT = frozenset({"dont", "don't", "don’t", "don''t"})
# "Do you …" asks.
_ASKED = frozenset({"i", "you", "we", "they", "he", "she"})
# Words that are verbs more rarely than this open no command, unless their object follows.
_RARE = 0.03
# Words that are verbs as often as this open a command whatever follows; the first where the tables know no other use.
_OFTEN = 0.5
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Command:
    """A command at token `at`. `first`: it opens the sentence or what stands behind its label. `sure`: its verb can be
    nothing else, or an object follows. `negated`: it opens with "do not" or "never"."""

    at: int
    first: bool
    sure: bool
    negated: bool


def commands(sentence: Sentence, begin: int) -> list[Command]:
    """Return the commands of a sentence whose words begin at token `begin`, in order."""
    words = sentence.words
    found: dict[int, Command] = {}
    for at, first in _clauses(sentence, begin):
        one = _command(words, at, first)
        if one is not None:
            # "Then, swap …": of two clauses that open with one verb the first counts
            found.setdefault(one.at, one)
    return list(found.values())


def _clauses(sentence: Sentence, begin: int) -> list[tuple[int, bool]]:
    """Where clauses may begin: the head of the sentence, behind marks and joining words; whether at its head."""
    words, text = sentence.words, sentence.text
    found = [(begin, True)]
    opened = _opens(words, begin)
    for at in range(begin, len(words) - 1):
        word = words[at]
        if word in (":", ";") or (word in _DASHES and f" {word} " in text):
            found.append((at + 1, word == ":"))
            opened = _opens(words, at + 1)
        elif word in _QUOTES or (word in _JOINING and at > begin) or (word == "," and _divides(words, at, begin, opened)):
            found.append((at + 1, False))
            opened = opened or _opens(words, at + 1)
    return found


def _divides(words: Sequence[str], comma: int, begin: int, opened: bool) -> bool:
    """Whether a clause may begin behind a comma: after "If …", after one word, before "don't"."""
    return opened or comma - begin <= 1 or words[comma + 1] in ("do", "never") or words[comma + 1] in _DONT


def _opens(words: Sequence[str], at: int) -> bool:
    """Whether a clause opens with "If …" or the like, whatever joins it to the one before."""
    while at < len(words) and words[at] in grammar().joining:
        at += 1
    return at < len(words) and words[at] in grammar().openers


def _command(words: Sequence[str], at: int, first: bool) -> Command | None:
    start = at
    while at < len(words) and _leads(words[at]):
        if words[at] == "never":
            follows = words[at + 1] if at + 1 < len(words) else ""
            return Command(at, first, True, True) if follows.isalpha() and follows not in grammar().finite else None
        at += 1
    if at >= len(words):
        return None
    behind = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in _DONT or (words[at] in ("do", "don") and behind in ("n't", "n’t", "not")):
        verb = at + 1 if words[at] in _DONT else at + 2
        follows = words[verb] if verb < len(words) else ""
        return Command(at, first, True, True) if follows not in grammar().subjects else None
    if words[at] == "do" and (behind in _ASKED or behind in _DASHES):
        return None
    if (words[at] == "let" and behind in ("us", "'s", "’s")) or words[at] in grammar().no_commands:
        return None
    if not words[at].isalpha() or not base_verb(words[at]):
        return None
    return _judged(words, Command(at, first, True, False), led=at > start)


def _leads(word: str) -> bool:
    return word in grammar().command_adverbs or not word[0].isalnum() or _is_adverb(word)


def _judged(words: Sequence[str], command: Command, *, led: bool) -> Command | None:
    """The command, unsure where its verb may be a noun; `None` where what follows makes it one."""
    word, behind = words[command.at], words[command.at + 1] if command.at + 1 < len(words) else ""
    unsure = Command(command.at, command.first, False, False)
    if not behind:
        return unsure
    if behind in grammar().behind_nouns or behind in ("-", "/") or _is_pair(words, command.at):
        return None
    kinds, share = parts_of_speech(word), verb_share(word)
    if share is not None and share < _RARE:
        # "Ice the knee", not "Pillow between the knees" nor "Gentle on the joints"
        named = behind in words_of_acts().determiners and "ADJ" not in kinds
        return command if named or led else None
    if behind in grammar().object_openers or _is_adverb(behind) or led:
        return command
    if kinds == ("VERB",) and (share is None or share >= _OFTEN):
        return command
    if _is_predicate(behind):
        return None  # "Rest reduces": the noun does it
    mostly = share is not None and share >= _MOSTLY
    return command if mostly or (_describes(behind) and "ADJ" not in kinds) else unsure


def _is_pair(words: Sequence[str], at: int) -> bool:
    """Whether a word is the first of two nouns that do something: "Rest and ice are …"."""
    return words[at + 1] in ("and", "or") and at + 3 < len(words) and words[at + 3] in grammar().behind_nouns


def _is_predicate(word: str) -> bool:
    """Whether a word can only be the finite verb of the noun before it: "reduces", "eased"."""
    lemma = verb_lemma(word)
    return lemma not in (None, word.lower()) and not {"ADJ", "NOUN"} & set(parts_of_speech(word))


def _describes(word: str) -> bool:
    """Whether a word opens the object behind a verb: "Wear loose shoes"."""
    kinds = parts_of_speech(word)
    return "ADJ" in kinds and "NOUN" not in kinds


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and not base_verb(word) and not is_noun(word)
