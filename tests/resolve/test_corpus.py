from __future__ import annotations

import random
from pathlib import Path

from pipeline.emit import WRITERS, write_all
from pipeline.resolve import resolve
from pipeline.settings import Settings
from tests.corpus import page


def test_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    pages = [
        page(f"p{i}", f"A line of page {i // 2}.", exercises=("squat", f"plank {i % 3}"), causes=(("gout", f"toe {i % 2} pain"),),
             advice=(f"Warm up before run {i % 3}", "rest", {"action": "rest", "polarity": "avoid"}))
        for i in range(9)
    ]
    written = []
    for turn in range(3):
        random.Random(turn).shuffle(pages)
        folder = tmp_path / str(turn)
        folder.mkdir()
        write_all(resolve(pages, Settings()), sorted(pages, key=lambda p: p.article.source), folder, WRITERS)
        written.append({f.name: f.read_bytes() for f in folder.iterdir()})
    assert written[0] == written[1] == written[2]


def test_no_page_is_no_error() -> None:
    assert resolve([], Settings()).kb.documents == ()


def test_results_may_come_one_at_a_time() -> None:
    kb = resolve((page(s, exercises=("squat",)) for s in "ba"), Settings()).kb
    assert [e.document_id for e in kb.exercises[0].evidence] == ["doc-a", "doc-b"]
