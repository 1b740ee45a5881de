"""Every golden case gives exactly the facts that were read in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import cases, facts, page_of, process


@pytest.mark.parametrize("case", cases(), ids=lambda path: path.name)
def test_golden_page(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    result = process(page_of(case, expected))
    found = facts(result)
    assert {key: expected[key] for key in found} == found
    text = result.article.text
    evidence = [e for item in (*result.exercises, *result.causes, *result.advice) for e in item.evidence]
    assert all(e.quote == text[e.start : e.end] for e in evidence)
