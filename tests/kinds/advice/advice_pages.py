"""What the tests of advice share: pages of a few blocks, and how their sentences are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.judge import Candidate
from pipeline.kinds.advice import propose
from pipeline.kinds.advice.reading import Reading
from pipeline.models import CleanArticle, CleanBlock
from pipeline.outline import Outline, outline
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import load_model

FOLDER = Path(__file__).parent


def lines(name: str) -> list[Any]:
    """Return the lines of a data file as test parameters named by their text."""
    rows = [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row.get("text") or row["name"]) for row in rows]


def page(blocks: list[tuple[str, str]], title: str) -> Outline:
    """Return the outline of blocks given by kind and text; headings are of level 2, items of one list."""
    held = tuple(
        CleanBlock.model_validate(
            {"index": n, "kind": kind, "text": text}
            | ({"level": 2} if kind == "heading" else {"list_id": 1} if kind == "list_item" else {})
        )
        for n, (kind, text) in enumerate(blocks)
    )
    article = CleanArticle(id="doc", source="page.txt", sha256="0" * 64, title=title, blocks=held)
    return outline(article, load_model(ExtractSettings().model))


def read_page(blocks: list[tuple[str, str]], title: str) -> list[Reading]:
    """Return the sentences of a page as advice reads them."""
    return [one.data for one in propose(page(blocks, title), {}) if isinstance(one.data, Reading)]


def candidates(text: str) -> tuple[Outline, list[Candidate]]:
    """Return the candidates of a page of one item, with its outline."""
    tree = page([("list_item", text)], "Running")
    return tree, propose(tree, {})
