"""For or against: polarity is that of the act which the sentence names first."""

from __future__ import annotations

from pipeline.complaints import complaints
from pipeline.kinds.advice.commands import Command
from pipeline.kinds.advice.reading import Reading
from pipeline.kinds.advice.words import words_of_acts
from pipeline.models import Polarity
from pipeline.rules import Hit, signs
from pipeline.text.grammar import grammar
from pipeline.text.inflection import gerund_of, is_noun, verb_share

# Signs that carry advice; an act follows them.
_CARRIERS = frozenset({"should", "must", "can-you", "evaluate", "recommend", "told-to"})
# Signs of acts that are wrong, or that people are blamed for ("many skip the warm-up").
_AGAINST = frozenset({"must-not", "mistake", "neglect"})
_ALWAYS_DO = "undo"
# Tokens between a carrier and the word that turns it: "should always avoid", "is to never".
_NEAR = 3
# Tokens before a carrier in which a negation turns it: "isn't always a good idea".
_BEFORE = 3
# Tokens within which words that ask for attention open a sentence: "it is also important to note that".
_OPENING = 8
# A verb and its mark: a label of one word is a name.
_LABEL_TOKENS = 2
# A label that is less often a verb is a name: "Rest and elevation: …".
_VERB_LABEL = 0.3


def polarity(one: Reading) -> Polarity:
    """Return the polarity of the act that a piece of advice names."""
    if any(hit.sign == _ALWAYS_DO for hit in one.hits) or _avoids_harm(one):
        return "do"
    if _is_negation(one, main_clause(one)):
        return "avoid"
    turns = sorted([*_commands(one), *_carriers(one)])
    behind = [turn for turn in turns if turn[0] >= main_clause(one)]
    turns = behind or turns
    if one.node.avoid and one.node.listed and _turned_by_list(one, turns):
        return "avoid"
    if turns:
        return turns[0][1]
    return "avoid" if _opens_against(one) else "do"


def main_clause(one: Reading) -> int:
    """Return the token with which the main clause begins: behind the comma of an opening "If …", and behind words that
    only ask for attention. A label that commands is the main clause itself: "Use a brace: it holds the wrist"."""
    words, start = one.sentence.words, one.start
    if one.label and _label_commands(one):
        return one.begin
    noted = [hit.end for hit in one.hits if hit.sign == "attention" and hit.end - start <= _OPENING]
    at = start
    while at < len(words) and words[at] in grammar().joining:
        at += 1
    if at < len(words) and words[at] in grammar().openers:
        ends = grammar().openers | grammar().clause_ends
        commas = [n + 1 for n in range(at, len(words) - 1) if words[n] == "," and words[n + 1] not in ends]
        commanded = {command.at for command in one.commands}
        start = next((n for n in commas if n in commanded), commas[0] if commas else start)
    return max([start, *noted])


def _label_commands(one: Reading) -> bool:
    command = next((c for c in one.commands if one.begin <= c.at <= one.begin + 1), None)
    if command is None or one.label - command.at <= _LABEL_TOKENS:
        return False
    word = one.sentence.words[command.at]
    share = verb_share(word)
    return command.negated or (command.sure and not is_noun(word)) or (share is not None and share >= _VERB_LABEL)


def _avoids_harm(one: Reading) -> bool:
    """Whether a complaint is to be avoided, by an act or not: "Avoid injury by warming up" tells what to do."""
    if not against(one, one.start):
        return False
    words = one.sentence.words
    means = next((at for at in range(one.start, len(words) - 1) if words[at] == "by" and gerund_of(words[at + 1])), None)
    end = means if means is not None else one.start + _NEAR
    return means is not None and any(one.start < found.start and found.end <= end for found in complaints(one.sentence))


def against(one: Reading, at: int) -> bool:
    """Return whether a word that turns an act begins at a token: "avoid", "stay off"."""
    return any(hit.sign in ("forbid", "must-not") and hit.start == at for hit in one.hits)


def told(one: Reading) -> list[Command]:
    """Return the commands that count: of those that may be nouns ("Massage therapy is …") the ones that open what the
    sentence says, with no finite verb behind; behind "and" only those that go on with another."""
    words, start = one.sentence.words, main_clause(one)
    found: list[Command] = []
    for c in one.commands:
        alone = not c.first and c.at > start and words[c.at - 1] in ("and", "or") and not found
        if not alone and (c.sure or ((c.first or c.at == start) and not _is_subject(words, c.at))):
            found.append(c)
    return found


def _is_subject(words: list[str], at: int) -> bool:
    """Whether a finite verb follows before another clause or its subject."""
    rest = words[at + 1 :]
    ends = grammar().clause_ends | grammar().subjects
    end = next((n for n, word in enumerate(rest) if word in ends or not word[0].isalnum()), len(rest))
    return any(word in grammar().behind_nouns for word in rest[:end])


def _commands(one: Reading) -> list[tuple[int, Polarity]]:
    return [(c.at, "avoid" if c.negated or against(one, c.at) else "do") for c in told(one)]


def _carriers(one: Reading) -> list[tuple[int, Polarity]]:
    found: list[tuple[int, Polarity]] = []
    for hit in one.hits:
        if hit.sign in _AGAINST:
            found.append((hit.start, "avoid"))
        elif hit.sign in _CARRIERS:
            found.append((hit.start, "avoid" if _negated(one, hit) or _turned(one, hit) else "do"))
        elif hit.sign == "forbid" and hit.start == one.start and gerund_of(one.sentence.words[hit.start]):
            # "Skipping salt is key", "Avoiding stairs helps"
            found.append((hit.start, "avoid"))
    # of two that begin at one word the longer tells: "should not" and "should"
    turned = {hit.start for hit in one.hits if hit.sign in _AGAINST}
    return [(at, turn) for at, turn in found if turn == "avoid" or at not in turned]


def _is_negation(one: Reading, at: int) -> bool:
    norms = one.sentence.norms
    behind = norms[at + 1] if at + 1 < len(norms) else ""
    return at < len(norms) and norms[at] in words_of_acts().negations and behind not in words_of_acts().no_negation


def _negated(one: Reading, carrier: Hit) -> bool:
    """Whether an evaluation is denied ("isn't wise", "would not recommend"), or a report ("told me not to")."""
    if carrier.sign == "told-to":
        return any(_is_negation(one, at) for at in range(carrier.start, carrier.end))
    if carrier.sign not in ("evaluate", "recommend"):
        return False
    words = one.sentence.words
    for at in range(carrier.start - 1, max(one.start, carrier.start - _BEFORE) - 1, -1):
        if not words[at][0].isalnum() and words[at] != "'":
            return False
        if _is_negation(one, at) or words[at : at + 2] == ["no", "longer"]:
            return at == 0 or words[at - 1] != "why"
    return False


def _turned(one: Reading, carrier: Hit) -> bool:
    """Whether an act is named that is against something: "it is best to avoid", "try not to", "advise against"."""
    norms = one.sentence.norms
    for at in range(carrier.end - 1, min(len(norms), carrier.end + _NEAR)):
        if against(one, at):
            return True
        if at < carrier.end:
            continue
        if _is_negation(one, at) or (norms[at] == "you" and "not" in norms[at : at + _NEAR]):
            return True
        if norms[at].isalpha() and norms[at] not in words_of_acts().passing:
            return False
    return False


def _turned_by_list(one: Reading, turns: list[tuple[int, Polarity]]) -> bool:
    """Whether the list says that its items are to be avoided: items below mistakes may tell what to do instead."""
    lead, heading = one.node.lead_in, one.node.heading()
    forbids = lead is not None and "avoid" in lead.own_topics
    if heading is not None and heading.own_topics[:1] == ("avoid",):
        forbids = forbids or "names-mistakes" not in signs(heading.sentences[0], "structure")
    commands = [c for c in one.commands if c.first and c.sure]
    return forbids or not commands or (bool(turns) and turns[0][1] == "avoid")


def _opens_against(one: Reading) -> bool:
    words = one.sentence.words
    first = words[one.start] if one.start < len(words) else ""
    if first == "no" and one.node.topic in ("doctor", "symptoms"):
        return False  # "No improvement after two weeks" is a sign
    behind_mark = any(hit.sign == "forbid" and hit.start > one.start and words[hit.start - 1] == "," for hit in one.hits)
    return first == "no" or behind_mark or against(one, one.start) or against(one, one.begin)
