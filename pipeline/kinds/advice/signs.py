"""What a sentence shows by itself: rules and commands, who does what, its words."""

from __future__ import annotations

from pipeline.complaints import complaints
from pipeline.kinds.advice.reading import Reading, form
from pipeline.lexicon import names
from pipeline.text.grammar import grammar
from pipeline.text.inflection import gerund_of, verb_share

# Signs of rules that speak for advice, and those that are also looked at in pairs.
FOR = frozenset({"should", "must", "must-not", "forbid", "evaluate", "can-you", "recommend", "benefit"})
_CONSTRUCTIONS = frozenset(
    {
        "people-must",
        "be-done",
        "it-is-good-to",
        "act-helps",
        "expert-advises",
        "you-can-act",
        "told-thing",
        "make-sure",
        "try-to",
    }
)
_COMMANDS = frozenset({"command-first", "command-later", "dont-first", "dont-later", "command?-first"})
_PAIRED = (
    FOR
    | _CONSTRUCTIONS
    | {"harm", "site", "study", "story", "predict", "hold", "act", "professional", "time", "attention", "announce"}
)
_PREDICATES = FOR | {"harm"}
# Up to which share of uses a word counts as a verb how often.
_SHARES = ((0.05, "rarely"), (0.3, "sometimes"), (0.7, "often"), (1.0, "mostly"))
# Longest subject that is looked at, tokens; how far behind it the predicate may begin; longest row whose last word counts.
_SUBJECT = 12
_NEAR = 2
_ROW = 12


def add_own(one: Reading) -> None:
    """Add what a sentence shows by itself to its signs."""
    kinds = _rules(one) | _commands(one)
    signs = one.signs
    signs.update(f"rule:{kind}" for kind in kinds)
    main = sorted(kind for kind in kinds if kind in _PAIRED or kind in _COMMANDS)
    signs.update(f"pair:{a}+{b}" for n, a in enumerate(main) for b in main[n + 1 :])
    signs.update(f"in:{one.node.topic}+{kind}" for kind in main)
    signs.update(f"at:{one.place}+{kind}" for kind in main)
    if kinds.isdisjoint(FOR | _COMMANDS):
        signs.update(("none", f"none+{one.place}", f"none+{one.place}+{one.node.topic}"))
    _subject(one)
    _words(one)
    _names(one)


def _rules(one: Reading) -> set[str]:
    heads = {one.begin, one.label or one.begin}
    for hit in one.hits:
        if any(0 <= hit.start - head <= 1 for head in heads):
            one.signs.add(f"open:{hit.sign}")
    return {hit.sign for hit in one.hits}


def _commands(one: Reading) -> set[str]:
    kinds: set[str] = set()
    words = one.sentence.words
    for command in one.commands:
        kind = "dont" if command.negated else "command" if command.sure else "command?"
        where = "first" if command.first else "later"
        kinds.add(f"{kind}-{where}")
        one.signs.add(f"form:{kind}")
        if not command.negated:
            share = verb_share(words[command.at])
            often = "unknown" if share is None else next(name for most, name in _SHARES if share <= most)
            one.signs.update((f"verb-{where}:{words[command.at]}", f"share-{where}:{often}"))
            if command.first:
                one.signs.add(f"share-{one.place}:{often}")
    return kinds


def _subject(one: Reading) -> None:
    """Who does what, without a parser: what stands before the first word that must be a finite verb."""
    words, signs, start = one.sentence.words, one.signs, one.start
    predicates = [hit.start for hit in one.hits if hit.sign in _PREDICATES and hit.start > start]
    finite = next((at for at in range(start, len(words)) if words[at] in grammar().finite or words[at] in ",;:"), len(words))
    end = min([finite, *predicates])
    if not start < end < len(words) or end - start > _SUBJECT:
        signs.add("subject:none")
        return
    kinds = {grammar().people.get(words[start]) or grammar().people.get(words[end - 1], "other")}
    if gerund_of(words[start]):
        kinds.add("gerund")
    kinds.update(name.kind for name in names(one.sentence) if start <= name.start and name.end <= end)
    inside = [hit.sign for hit in one.hits if start <= hit.start and hit.end <= end]
    kinds.update(sign for sign in inside if sign in ("act", "harm", "professional"))
    said = {hit.sign for hit in one.hits if end <= hit.start <= end + _NEAR}
    signs.update(f"subject:{kind}" for kind in kinds)
    signs.update(f"says:{kind}+{predicate}" for kind in kinds for predicate in said)
    signs.update((f"subject-word:{words[end - 1]}", f"finite:{words[end]}"))


def _words(one: Reading) -> None:
    """Its words, those at its head, and what these can be."""
    norms, words, signs = one.sentence.norms, one.sentence.words, one.signs
    signs.update(f"word:{norm}" for norm in norms if norm.isalpha())
    for name, head in (("", one.begin), ("label-", one.label)):
        if name and not head:
            continue
        for n in range(min(3, len(words) - head)):
            signs.update((f"{name}head{n}:{norms[head + n]}", f"{name}form{n}:{form(words[head + n])}"))
        if len(words) > head + 1:
            signs.add(f"{name}forms:{form(words[head])}+{form(words[head + 1])}")
    last = next((word for word in reversed(words) if word.isalpha()), None)
    if last and one.node.listed and len(words) < _ROW:
        signs.update((f"last-word:{last}", f"last-form:{form(last)}"))


def _names(one: Reading) -> None:
    one.signs.update(f"names:{name.kind}" for name in names(one.sentence))
    found = complaints(one.sentence)
    if found:
        one.signs.add("complaint" if any(one.strong for one in found) else "complaint?")
        if found[0].start - one.start <= 1:
            one.signs.update(("complaint-first", f"complaint-first+{one.place}"))
