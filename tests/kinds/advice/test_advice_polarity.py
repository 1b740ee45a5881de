"""Polarity: that of the act which a piece of advice names first."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.kinds.advice.polarity import polarity
from tests.kinds.advice.advice_pages import lines, read_page


@pytest.mark.parametrize("row", lines("polarity.jsonl"))
@pytest.mark.parametrize("kind", ["paragraph", "list_item"])
def test_polarity_of_a_sentence(row: dict[str, Any], kind: str) -> None:
    assert polarity(read_page([(kind, row["text"])], "Running")[0]) == row["polarity"]


@pytest.mark.parametrize("row", lines("lists.jsonl"))
def test_polarity_in_a_list(row: dict[str, Any]) -> None:
    found = {
        one.sentence.block: polarity(one) for one in read_page([(kind, text) for kind, text in row["blocks"]], row["title"])
    }
    assert [found[n] if wanted else None for n, wanted in enumerate(row["polarity"])] == row["polarity"]
