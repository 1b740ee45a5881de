"""The words of a sentence that name the act: from its command, behind what recommends it, or before what praises it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.kinds.advice.polarity import main_clause, told
from pipeline.kinds.advice.reading import Reading
from pipeline.kinds.advice.words import words_of_acts
from pipeline.rules import Hit, hits
from pipeline.text.grammar import grammar
from pipeline.text.inflection import base_verb, gerund_of, is_noun

_MAX_WORDS = 24
# Signs of words that tell of what stands before them where no act follows: "is a must", "is best avoided".
_EVALUATING = frozenset({"should", "must", "must-not", "evaluate"})
_CARRIERS = frozenset({"should", "must", "must-not", "can-you", "recommend", "evaluate", "told-to"})
# "As soon as", "such as": these go on.
_AS_REACH = 3
# Words between the head of "the best way to … is" and its verb.
_HEAD_REACH = 12


@dataclass(frozen=True, slots=True)
class Act:
    """Tokens `[start, end)` of a sentence that name an act, within its clause `[clause, stop)`."""

    start: int
    end: int
    clause: int
    stop: int


def act_of(one: Reading) -> Act:
    """Return the act that a piece of advice names."""
    clause = main_clause(one)
    means = _means(one) or _labelled(one, clause)
    if means is not None:
        return means
    first = min(_starts(one, clause), default=None)
    praise = min(_praises(one, clause), default=None)
    if praise is not None and (first is None or praise < first):
        end = _trimmed(one, clause, _without_links(one, clause, praise))
        if _names_something(one, clause, end):
            return Act(clause, end, clause, _end(one, praise))
    if first is None or _end(one, first) <= first:
        return _whole(one, clause)
    stop = _end(one, first)
    if stop - first <= 1 and all(first != command.at for command in told(one)):
        stop = max(stop, _end(one, stop + 1))
    return Act(first, _trimmed(one, first, stop), min(clause, first), stop)


def _means(one: Reading) -> Act | None:
    """The act of "By stretching daily, you …"."""
    words, start = one.sentence.words, one.start
    if start + 1 < len(words) and words[start] == "by" and gerund_of(words[start + 1]) and "," in words[start:]:
        end = words.index(",", start)
        return Act(start + 1, end, start, len(words))
    return None


def _labelled(one: Reading, clause: int) -> Act | None:
    """A label with what is said of it: "Walking barefoot: increases strain", "Ice: should be wrapped"."""
    if not one.label or clause != one.label:
        return None
    opening = [hit for hit in one.hits if hit.start == clause]
    if any(hit.sign in ("benefit", "harm") and one.sentence.words[clause].endswith("s") for hit in opening):
        return Act(one.begin, _end(one, one.begin), one.begin, _end(one, clause))
    if any(hit.sign in ("should", "must") for hit in opening):
        return Act(one.begin, _trimmed(one, clause, _end(one, clause)), one.begin, _end(one, clause))
    return None


def _whole(one: Reading, clause: int) -> Act:
    """All that a row or clause says, with its label: "Strength training: three sessions a week"."""
    words = one.sentence.words
    start, stop = clause, _end(one, clause)
    if one.label and clause == one.label:
        start = one.begin
    elif clause > one.start and _is_empty(one, clause, stop):
        # "To spare the knee, you should:" names the act before
        start, stop = one.start, clause - 1
    if words[start] == "to" and start + 1 < stop:
        start += 1
    if stop - start <= 1:
        stop = _end(one, stop + 1)
    return Act(start, _trimmed(one, start, stop), start, stop)


def _starts(one: Reading, clause: int) -> Iterator[int]:
    """Where acts begin: commands, what carriers carry, "is to …"."""
    words = one.sentence.words
    for command in told(one):
        if command.at >= clause:
            yield _with_manner(one, command.at, clause)
    for hit in _carriers(one):
        if hit.start >= clause:
            start = _carried(one, hit, clause)
            if start is not None and start < len(words) and words[start][0].isalnum():
                yield start
    for at in range(clause, len(words) - 2):
        if words[at] in ("is", "are") and words[at + 1] == "to" and base_verb(words[at + 2]):
            yield at + 2


def _carriers(one: Reading) -> list[Hit]:
    """The hits that carry an act, without those within longer ones: "should" in "nobody should"."""
    found = [hit for hit in one.hits if hit.sign in _CARRIERS]
    return [
        hit
        for hit in found
        if not any(o.start <= hit.start and hit.end <= o.end and _length(o) > _length(hit) for o in found)
    ]


def _length(hit: Hit) -> int:
    return hit.end - hit.start


def _with_manner(one: Reading, at: int, clause: int) -> int:
    """The start of a command with the adverb before it: "Gradually increase …"."""
    return at - 1 if at > clause and one.sentence.words[at - 1].endswith("ly") else at


def _carried(one: Reading, hit: Hit, clause: int) -> int | None:
    """Where the act begins that a carrier carries; `None` where what stands before it is praised or blamed."""
    words = one.sentence.words
    if not _goes_on(one, hit):
        return None
    if hit.sign == "evaluate":
        start = _divide(one, hit, clause)
        if not _is_empty(one, start, hit.start):
            return None if _has_finite(one, start, hit.start) else _predicate(one, hit)
        return _predicate(one, hit) or _skip(one, hit.end)
    subject = _subject(one, hit, clause)
    return (
        _skip(one, hit.end)
        if subject is None or hit.sign in ("recommend", "told-to") or words[hit.end - 1] == "in"
        else subject
    )


def _goes_on(one: Reading, hit: Hit) -> bool:
    """Whether the act follows a carrier."""
    words = one.sentence.words
    last, behind = words[hit.end - 1], words[hit.end] if hit.end < len(words) else ""
    if hit.sign == "evaluate":
        return last == "to" or behind in ("to", "that", "not", "you", "never", "is", "are") or _for_whom(one, hit.end)
    if hit.sign in ("can-you", "recommend", "told-to"):
        return behind.isalpha() and (behind != "not" or hit.sign == "told-to") and behind not in grammar().finite
    return last in words_of_acts().carrying or last in grammar().finite


def _for_whom(one: Reading, at: int) -> bool:
    """Whether "for runners to …" follows."""
    words = one.sentence.words
    return at < len(words) and words[at] == "for" and "to" in words[at : at + 5]


def _predicate(one: Reading, hit: Hit) -> int | None:
    """Behind the "is" of "The best way to … is …", where the evaluation is its subject."""
    words = one.sentence.words
    for at in range(hit.end, min(len(words) - 1, hit.end + _HEAD_REACH)):
        if words[at] in ("is", "are"):
            return _skip(one, at + 1)
        if words[at] in grammar().clause_ends or words[at] in words_of_acts().marks:
            return None
    return None


def _subject(one: Reading, hit: Hit, clause: int) -> int | None:
    """Where the subject of a modal begins; `None` where it is a person, whose act follows."""
    words = one.sentence.words
    if words[hit.start] in grammar().people or hit.start == clause or words[hit.start - 1] in grammar().people:
        return None
    start = _divide(one, hit, clause)
    return None if _is_empty(one, start, hit.start) else start


def _divide(one: Reading, hit: Hit, clause: int) -> int:
    """Where the clause of a carrier begins within a longer one."""
    words = one.sentence.words
    return next((at + 1 for at in range(hit.start - 1, clause - 1, -1) if words[at] in words_of_acts().divides), clause)


def _is_empty(one: Reading, start: int, end: int) -> bool:
    """Whether what stands before a predicate names nothing: "it is", "there's"."""
    words = one.sentence.words
    inside = [
        word
        for word in words[start:end]
        if word.isalpha() and word not in words_of_acts().links and word not in grammar().finite
    ]
    return all(word in words_of_acts().empty or word in grammar().subjects or word in grammar().people for word in inside)


def _has_finite(one: Reading, start: int, end: int) -> bool:
    return any(word in grammar().finite for word in one.sentence.words[start:end])


def _praises(one: Reading, clause: int) -> Iterator[int]:
    """Where it is said that something helps, is important, or is to be avoided."""
    for hit in one.hits:
        if hit.start > clause and (_helps(one, hit) or _evaluates(one, hit, clause)):
            yield hit.start


def _helps(one: Reading, hit: Hit) -> bool:
    """Whether a benefit is told, not aimed at ("to ease"), nor named ("the help of")."""
    words = one.sentence.words
    before = words[hit.start - 1]
    named = before in grammar().object_openers or gerund_of(words[hit.start]) or _is_named(words, hit.start)
    return hit.sign == "benefit" and hit.end < len(words) and not named


def _is_named(words: list[str], at: int) -> bool:
    """Whether a word that can be noun or verb is a noun behind one thing: "lumbar support"; many things support."""
    word, before = words[at], words[at - 1]
    joined = before.endswith("s") or before in grammar().finite or before in words_of_acts().links
    return is_noun(word) and base_verb(word) and not joined


def _evaluates(one: Reading, hit: Hit, clause: int) -> bool:
    """Whether it is said of what stands before that it is good, needed or wrong: not in "an appropriate shoe"."""
    if hit.sign not in _EVALUATING or _carried(one, hit, clause) is not None:
        return False
    last = all(not word.isalnum() for word in one.sentence.words[hit.end :])
    return last or hit.sign != "evaluate" or _has_finite(one, clause, hit.end)


def _without_links(one: Reading, start: int, end: int) -> int:
    words = one.sentence.words
    while end > start and (words[end - 1] in grammar().finite or words[end - 1] in words_of_acts().links):
        end -= 1
    return end


def _names_something(one: Reading, start: int, end: int) -> bool:
    return end > start and not _is_empty(one, start, end)


def _skip(one: Reading, at: int) -> int:
    """Behind the small words between a recommendation and its act: "should always", "recommend that you", "want to"."""
    words = one.sentence.words
    while at < len(words) and (
        words[at] in words_of_acts().between or words[at] in grammar().command_adverbs or _wishes(words, at)
    ):
        at += 1
    return at


def _wishes(words: list[str], at: int) -> bool:
    return words[at] in words_of_acts().wishes and words[at + 1 : at + 2] == ["to"]


def _end(one: Reading, start: int) -> int:
    """The end of the clause: what stands behind is why, when, or another clause."""
    words = one.sentence.words
    limit = min(len(words), start + _MAX_WORDS)
    said = {hit.start - 1 for hit in hits(one.sentence, "context") if hit.sign == "attribution.verb"}
    for at in range(start + 1, limit):
        if words[at] in words_of_acts().marks or (words[at] == "," and at in said):
            return at
        if words[at] in grammar().clause_ends and not _joins(words, at):
            return at
    if limit == len(words):
        return limit
    return next((at for at in range(limit - 1, start, -1) if words[at] in (",", "and", "or")), limit)


def _joins(words: list[str], at: int) -> bool:
    """Whether a word that mostly ends a clause goes on with this one: "such as", "as soon as", "or so", "so that"."""
    if words[at] == "so":
        return words[at - 1] == "or"
    if words[at] != "as":
        return False
    behind = words[at + 1] if at + 1 < len(words) else ""
    return words[at - 1] == "such" or "as" in words[max(0, at - _AS_REACH) : at] or behind not in grammar().subjects


def _trimmed(one: Reading, start: int, end: int) -> int:
    words = one.sentence.words
    while end > start + 1 and words[end - 1] in words_of_acts().loose:
        end -= 1
    return end
