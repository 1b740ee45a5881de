"""Rules that no sentence would miss: each rule is taken out in turn, and its own `yes` sentences are read without it.

    python -m benchmarks.mutants [GROUP …]

A rule is missed where one of its sentences no longer gets its sign from the rules that are left. Names those that are not
missed, and ends with 1 where there are any: such a rule says nothing that others don't, or needs a sentence of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from spacy.language import Language

from pipeline.rules import Rule, groups, read
from pipeline.rules.matching import compiled, find
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import Sentence, load_model, parse


def is_missed(nlp: Language, rule: Rule, left: tuple[Rule, ...]) -> bool:
    """Return whether a sentence of a rule loses the rule's sign when only the rules `left` look at it."""
    # rules with other signs cannot give this one
    rivals = tuple(other for other in left if other.sign == rule.sign)
    if not rivals:
        return True
    sentences = [Sentence(nlp, 0, 0, 0, 0, text) for text in rule.yes]
    if rule.needs_model or any(other.needs_model for other in rivals):
        parse(sentences)
    matchers = compiled(nlp, rivals)
    return any(not find(matchers, sentence) for sentence in sentences)


def unmissed(group: str, nlp: Language) -> list[str]:
    """Return the ids of the rules of a group that can be taken out without a sentence that shows it."""
    rules = read(group)
    return [one.id for one in rules if not is_missed(nlp, one, tuple(other for other in rules if other is not one))]


def main(names: Iterable[str] | None = None) -> int:
    """Print the rules that nothing would miss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="groups of rules; all by default")
    args = parser.parse_args(list(names) if names is not None else None)
    nlp = load_model(ExtractSettings().model)
    chosen = args.groups or groups()
    found = [f"{group}: {name}" for group in chosen for name in unmissed(group, nlp)]
    for line in found:
        print(line)
    print(
        f"{sum(len(read(group)) for group in chosen)} rules taken out in turn, {len(found)} not missed by a sentence",
        file=sys.stderr,
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
