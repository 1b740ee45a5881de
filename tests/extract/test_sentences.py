"""Sentences with what they should give, for and against each rule: one line of data is one test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.advice import extract_advice
from pipeline.extract.causes import extract_causes, wanted
from pipeline.extract.frame import Frame, load_model
from pipeline.extract.section_cues import heading_topics, lead_in_topics
from pipeline.extract.sections import sections
from pipeline.models import CleanArticle, CleanBlock
from pipeline.settings import ExtractSettings

FOLDER = Path(__file__).parent / "sentences"


def lines(name: str) -> list[Any]:
    """Return the lines of a data file as test parameters named by their text."""
    rows = [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row.get("text") or row["name"]) for row in rows]


def frame_of(blocks: list[dict[str, Any]], title: str) -> Frame:
    """Return a frame of blocks given by kind and text."""
    held = tuple(CleanBlock(**{"index": n, **block}) for n, block in enumerate(blocks))
    article = CleanArticle(id="doc", source="page.txt", sha256="0" * 64, title=title, blocks=held)
    return Frame(article, load_model(ExtractSettings().model))


@pytest.mark.parametrize("row", lines("causes.jsonl"))
def test_causes_of_a_sentence(row: dict[str, Any]) -> None:
    frame = frame_of([{"kind": "paragraph", "text": row["text"]}], "Heel pain")
    infos = sections(frame)
    asked = wanted(frame, infos)
    frame.parse(asked)
    found = extract_causes(frame, infos, asked)
    assert [one.cause.lower() for one in found] == row["causes"]
    if found:
        assert found[0].effect.lower() == row["effect"]
        assert all(one.evidence[0].quote == row["text"] for one in found)


@pytest.mark.parametrize("row", lines("advice.jsonl"))
def test_advice_of_a_sentence(row: dict[str, Any]) -> None:
    frame = frame_of([{"kind": "paragraph", "text": row["text"]}], "Running")
    found = extract_advice(frame, sections(frame), frozenset())
    assert [[one.polarity, one.action.lower()] for one in found] == row["advice"]


@pytest.mark.parametrize("row", lines("headings.jsonl"))
def test_topics_of_headings_and_lead_ins(row: dict[str, Any]) -> None:
    topics = heading_topics(row["text"]) if row["as"] == "heading" else lead_in_topics(row["text"])
    assert (topics[0] if topics else None) == row["topic"]


@pytest.mark.parametrize("row", lines("blocks.jsonl"))
def test_blocks_in_their_sections(row: dict[str, Any]) -> None:
    frame = frame_of(row["blocks"], row["title"])
    infos = sections(frame)
    assert [info.topic for info in infos] == row["topics"]
    asked = wanted(frame, infos)
    frame.parse(asked)
    assert [[one.cause, one.effect] for one in extract_causes(frame, infos, asked)] == row["causes"]
    advice = extract_advice(frame, infos, frozenset())
    assert [[one.polarity, one.action] for one in advice] == row["advice"]
