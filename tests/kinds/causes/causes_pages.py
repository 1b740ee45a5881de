"""What the tests of causes share: pages of a few blocks, and what is proposed on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.judge import Candidate
from pipeline.kinds.causes import Reading, propose
from pipeline.models import CleanArticle, CleanBlock
from pipeline.outline import Outline, outline
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import load_model

FOLDER = Path(__file__).parent


def lines(name: str) -> list[Any]:
    """Return the lines of a data file as test parameters named by their text."""
    rows = [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row.get("text") or row["name"]) for row in rows]


def page(blocks: list[dict[str, Any]], title: str) -> Outline:
    """Return the outline of blocks given by kind and text."""
    held = tuple(CleanBlock(**{"index": n, **block}) for n, block in enumerate(blocks))
    article = CleanArticle(id="doc", source="page.txt", sha256="0" * 64, title=title, blocks=held)
    return outline(article, load_model(ExtractSettings().model))


def proposed(blocks: list[dict[str, Any]], title: str) -> list[tuple[Candidate, Reading]]:
    """Return the candidates of a page, each with what it says."""
    found = propose(page(blocks, title))
    return [(one, one.data) for one in found if isinstance(one.data, Reading)]
