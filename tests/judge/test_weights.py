"""Weights as text, and the verdicts that follow from them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.judge import Judge, judge_of
from pipeline.judge import weights as module
from pipeline.judge.weights import format_weights, parse_weights
from pipeline.knowledge import KnowledgeError

TEXT = (
    "# how they came about\n(bias)\t-1.0000\n(threshold)\t0.500\n\nrule:should\t2.0000\nword:\t-3.0000\nword:knee\t-0.5000\n"
)


def test_a_file_is_read() -> None:
    judge = parse_weights(TEXT, "weights/advice.tsv")
    assert judge == Judge({"rule:should": 2.0, "word:": -3.0, "word:knee": -0.5}, -1.0, 0.5)


def test_what_is_written_is_read_again() -> None:
    judge = parse_weights(TEXT, "weights/advice.tsv")
    assert parse_weights(format_weights(judge, "a comment"), "again") == judge


WEIGHT = st.integers(-99_999, 99_999).map(lambda n: n / 10_000)
SIGN = st.from_regex(r"[a-z]+:[a-z'+\-]{0,8}", fullmatch=True)


@given(st.dictionaries(SIGN, WEIGHT), WEIGHT, st.integers(0, 1000).map(lambda n: n / 1000))
def test_any_weights_come_back_as_they_were(weights: dict[str, float], bias: float, threshold: float) -> None:
    judge = Judge(weights, bias, threshold)
    text = format_weights(judge, "any")
    assert parse_weights(text, "any") == judge
    lines = text.splitlines()[3:]
    assert lines == sorted(lines, key=lambda line: line.split("\t")[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(bias)\t0\n(threshold)\t0.5\nword:knee\tmuch\n", "weights/advice.tsv, line 3: 'much' is no number"),
        ("(bias)\t0\n# fine\n0.25\n(threshold)\t0.5\n", "weights/advice.tsv, line 3: no tab between sign and weight"),
        ("(bias)\t0\nword:knee 2\n(threshold)\t0.5\n", "weights/advice.tsv, line 2: 'word:knee 2' is no number"),
        ("(bias)\t0\nword:knee\t2\n", "weights/advice.tsv: has no line for (threshold)"),
        ("", "weights/advice.tsv: has no line for (bias)"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        parse_weights(text, "weights/advice.tsv")
    assert str(raised.value) == message


def test_a_verdict_is_the_sum_of_the_weights_made_a_probability() -> None:
    judge = parse_weights(TEXT, "any")
    verdict = judge.verdict({"rule:should", "word:knee", "word:unheard-of"})
    assert verdict.probability == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert verdict.kept
    assert verdict.reasons == (("rule:should", 2.0), ("word:knee", -0.5))


def test_a_candidate_below_the_threshold_is_refused_with_its_reasons() -> None:
    verdict = parse_weights(TEXT, "any").verdict({"word:knee"})
    assert not verdict.kept
    assert verdict.probability == pytest.approx(1 / (1 + math.exp(1.5)))
    assert verdict.reasons == (("word:knee", -0.5),)


def test_without_a_sign_the_bias_alone_tells() -> None:
    verdict = Judge({}, 0.0, 0.5).verdict(())
    assert (verdict.kept, verdict.probability, verdict.reasons) == (True, 0.5, ())


def test_reasons_are_the_weightiest_and_those_of_one_weight_stand_by_name() -> None:
    judge = Judge({"b": 1.0, "a": -1.0, "d": 2.0, "c": 0.1}, 0.0, 0.5)
    assert judge.verdict({"a", "b", "c", "d"}, reasons=3).reasons == (("d", 2.0), ("a", -1.0), ("b", 1.0))


@pytest.mark.parametrize(("weight", "probability"), [(1000.0, 1.0), (-1000.0, 0.0)])
def test_weights_of_any_size_give_a_probability(weight: float, probability: float) -> None:
    assert Judge({"a": weight}, 0.0, 0.5).verdict({"a"}).probability == pytest.approx(probability)


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_the_order_of_signs_changes_nothing(signs: list[str]) -> None:
    judge = Judge({"a": 0.1, "b": 0.2, "c": 0.3, "d": -0.7, "e": 1e-9}, 0.05, 0.5)
    assert judge.verdict(signs) == judge.verdict("abcde")


def test_a_judge_is_read_from_the_file_of_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "naps.tsv").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    assert judge_of("naps") == parse_weights(TEXT, "weights/naps.tsv")
