"""Exercises from sentences and small pages, all written for the project: for and against each rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy

from pipeline.extract.exercises import ExerciseResult, extract_exercises
from pipeline.extract.frame import Frame
from pipeline.extract.sections import sections
from pipeline.models import CleanArticle, CleanBlock

CASES = Path(__file__).with_name("exercises")
NLP = spacy.blank("en")


def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def blocks(lines: list[str]) -> tuple[CleanBlock, ...]:
    """Blocks from lines: "## Heading", "- item", "1. item", "| row", anything else a paragraph; "---" ends a list."""
    found: list[CleanBlock] = []
    heading: str | None = None
    list_id = 0
    for line in lines:
        mark, _, rest = line.partition(" ")
        index = len(found)
        if line == "---":
            list_id += 1
        elif mark and set(mark) == {"#"}:
            found.append(CleanBlock(kind="heading", text=rest, index=index, level=len(mark), heading=heading))
            heading = rest
            list_id += 1
        elif mark == "|":
            found.append(CleanBlock(kind="table_row", text=rest, index=index, heading=heading))
        elif mark == "-" or (mark.endswith(".") and mark[:-1].isdigit()):
            number = int(mark.rstrip(".")) if mark != "-" else None
            found.append(
                CleanBlock(kind="list_item", text=rest, index=index, list_id=list_id, number=number, heading=heading)
            )
        else:
            found.append(CleanBlock(kind="paragraph", text=line, index=index, heading=heading))
            list_id += 1
    return tuple(found)


def extract(lines: list[str], title: str | None = None) -> ExerciseResult:
    article = CleanArticle(id="d1", source="own.txt", sha256="0", title=title, blocks=blocks(lines))
    frame = Frame(article, NLP)
    result = extract_exercises(frame, sections(frame))
    for mention in result.mentions:
        for evidence in mention.evidence:
            assert article.text[evidence.start : evidence.end] == evidence.quote
            assert len(evidence.quote.split()) <= 60
    return result


@pytest.mark.parametrize("case", cases("sentences.jsonl"), ids=lambda case: str(case["text"])[:60])
def test_a_sentence_gives_its_exercises(case: dict[str, Any]) -> None:
    found = extract([case["text"]]).mentions
    assert [mention.name for mention in found] == case["names"]


@pytest.mark.parametrize("case", cases("pages.jsonl"), ids=lambda case: str(case["id"]))
def test_a_page_gives_its_exercises(case: dict[str, Any]) -> None:
    result = extract(case["lines"], case.get("title"))
    found = {mention.name: mention for mention in result.mentions}
    assert list(found) == [expected["name"] for expected in case["exercises"]]
    for expected in case["exercises"]:
        mention = found[expected["name"]].model_dump(mode="json", exclude_none=True)
        for key, value in expected.items():
            if key in ("hold_seconds", "reps", "sets", "duration_seconds", "frequency", "per_side"):
                assert value in [dose.get(key) for dose in mention["dosage"]], (expected["name"], key)
            elif key == "steps" and isinstance(value, int):
                assert len(mention["steps"]) == value
            elif isinstance(value, list):
                assert set(value) <= set(mention[key]), (expected["name"], key)
            else:
                assert mention[key] == value


def test_steps_are_told_so_that_advice_leaves_them_out() -> None:
    result = extract(["## Wall sit", "Lean your back on a wall. Slide down until your knees are bent. Drink water."])
    assert (1, 0) in result.step_sentences
    assert (1, 1) in result.step_sentences
    assert all(block == 1 for block, _ in result.step_sentences)


def test_one_mention_for_each_exercise_with_all_its_places() -> None:
    result = extract(["Try clamshells twice a week.", "Clamshells train the hip."])
    (mention,) = result.mentions
    assert [evidence.start for evidence in mention.evidence] == [0, 30]


def test_the_same_page_gives_the_same_mentions() -> None:
    lines = ["## Exercises", "- Squats: 3 x 10", "- Lunges: 2 x 8 each leg"]
    assert extract(lines) == extract(lines)


def test_an_empty_page_gives_nothing() -> None:
    assert extract([]) == ExerciseResult()


def test_advice_to_use_a_thing_is_no_step_of_what_it_describes() -> None:
    result = extract(["Use a foam roller on your calves after a run."])
    assert "foam rolling" in [mention.name for mention in result.mentions]
    assert result.step_sentences == frozenset()
    told = extract(["Stand in a doorway with your hands on the frame and lean forward."])
    assert told.step_sentences == {(0, 0)}


def test_an_activity_has_no_steps() -> None:
    result = extract(["Try yoga. Spend twenty minutes on your mat each day."])
    assert all(not mention.steps for mention in result.mentions)
    assert result.step_sentences == frozenset()
