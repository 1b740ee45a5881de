"""Every rule is needed: a sentence of its own shows when it is taken out."""

from __future__ import annotations

import pytest

from benchmarks.mutants import is_missed, main, unmissed
from pipeline.rules import Rule, groups
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import load_model

NLP = load_model(ExtractSettings().model)
REST = Rule(id="rest", sign="for", phrases=("rest",), yes=("Rest the leg.",), no=("Run.",))
REST_LEG = Rule(id="rest-leg", sign="for", phrases=("rest the leg", "raise the leg"), yes=("Rest the leg.",), no=("Run.",))
TAGGED = Rule(id="tagged", sign="for", tokens=(({"TAG": "VB"},),), yes=("You should rest.",), no=("Knees.",))


@pytest.mark.parametrize("group", groups())
def test_no_rule_can_be_taken_out_unseen(group: str) -> None:
    assert unmissed(group, NLP) == []


def test_a_rule_whose_sentences_others_find_is_not_missed() -> None:
    assert not is_missed(NLP, REST_LEG, (REST,))
    assert not is_missed(NLP, REST, (REST_LEG,))


def test_a_sentence_of_its_own_makes_a_rule_missed() -> None:
    own = REST_LEG.model_copy(update={"yes": ("Rest the leg.", "Raise the leg.")})
    assert is_missed(NLP, own, (REST,))


def test_rules_with_other_signs_are_no_rivals() -> None:
    assert is_missed(NLP, REST_LEG, (REST.model_copy(update={"sign": "against"}),))


def test_rules_that_need_the_model_are_rivals_too() -> None:
    assert not is_missed(NLP, REST.model_copy(update={"yes": ("You should rest.",)}), (TAGGED,))


def test_the_command_tells_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["headings", "lead_ins"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "0 not missed" in printed.err
