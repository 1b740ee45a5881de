from __future__ import annotations

import random

from pipeline.emit import write_all
from pipeline.models import AdviceMention, CleanArticle, CleanBlock, Evidence, ExerciseMention, PageResult
from pipeline.resolve import resolve
from pipeline.settings import Settings


def page(source: str, *lines: str, exercises: tuple[str, ...] = (), advice: tuple[str, ...] = ()) -> PageResult:
    blocks = tuple(CleanBlock(kind="paragraph", text=line, index=i) for i, line in enumerate(lines))
    article = CleanArticle(id=f"doc-{source}", source=source, sha256=source * 4, blocks=blocks)

    def evidence(words: str) -> tuple[Evidence, ...]:
        start = article.text.lower().index(words.lower())
        quote = article.text[start : start + len(words)]
        return (Evidence(document_id=article.id, quote=quote, start=start, end=start + len(words)),)

    return PageResult(
        article=article,
        exercises=tuple(ExerciseMention(name=n, rule="test", evidence=evidence(n)) for n in exercises),
        advice=tuple(AdviceMention(action=a, rule="test", evidence=evidence(a)) for a in advice),
    )


def test_one_exercise_on_two_pages_is_one_with_two_sources() -> None:
    pages = [page("b", "The glute bridge wakes the hips.", exercises=("glute bridge",)),
             page("a", "Try glute bridges at home.", exercises=("glute bridges",))]
    kb = resolve(pages, Settings()).kb
    assert [(e.name, e.support, e.aliases) for e in kb.exercises] == [("glute bridge", 2, ("glute bridges",))]
    assert [e.document_id for e in kb.exercises[0].evidence] == ["doc-a", "doc-b"]


def test_same_bytes_whatever_the_order(tmp_path) -> None:
    pages = [page(f"p{i}", f"Warm up before run {i % 3}.", "Do a squat.", exercises=("squat",),
                  advice=(f"Warm up before run {i % 3}",)) for i in range(9)]
    written = []
    for turn in range(3):
        random.Random(turn).shuffle(pages)
        folder = tmp_path / str(turn)
        folder.mkdir()
        write_all(resolve(pages, Settings()), sorted(pages, key=lambda p: p.article.source), folder)
        written.append({f.name: f.read_bytes() for f in folder.iterdir()})
    assert written[0] == written[1] == written[2]
    assert set(written[0]) >= {"knowledge_base.json", "documents.jsonl", "ledger.jsonl", "merges.jsonl"}
