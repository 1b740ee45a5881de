from __future__ import annotations

import json

from pipeline.changes import counts, diff, markdown, write
from pipeline.models import Advice, Document, Evidence, Exercise, KnowledgeBase, Quality


def said(document: str = "d1", start: int = 0) -> tuple[Evidence, ...]:
    return (Evidence(document_id=document, quote="Keep it up.", start=start, end=start + 11),)


def exercise(item_id: str = "ex-1", **fields: object) -> Exercise:
    values = {"id": item_id, "name": "plank", "support": 1, "evidence": said()} | fields
    return Exercise.model_validate(values)


def test_the_same_facts_are_no_change() -> None:
    kb = KnowledgeBase(exercises=(exercise(),))
    assert diff(kb, kb) == ()


def test_a_page_whose_boilerplate_alone_changed_is_silent() -> None:
    quality = Quality(kept_share=0.5)
    document = Document(id="d1", source="a.html", language="en", sha256="1", quality=quality)
    old = KnowledgeBase(documents=(document,), exercises=(exercise(),))
    other = document.model_copy(update={"sha256": "2", "quality": Quality(kept_share=0.4)})
    new = KnowledgeBase(documents=(other,), exercises=(exercise(evidence=said(start=40)),))
    assert diff(old, new) == ()


def test_added_removed_changed_and_support_are_told_apart() -> None:
    old = KnowledgeBase(exercises=(exercise("ex-1"), exercise("ex-2", name="squat"), exercise("ex-3", name="lunge")))
    new = KnowledgeBase(
        exercises=(
            exercise("ex-1", targets=("core",)),
            exercise("ex-3", name="lunge", support=2),
            exercise("ex-4", name="bridge"),
        )
    )
    found = diff(old, new)
    assert [(c.change, c.id, c.fields) for c in found] == [
        ("changed", "ex-1", ("targets",)),
        ("support", "ex-3", ("support",)),
        ("added", "ex-4", ()),
        ("removed", "ex-2", ()),
    ]
    assert found[0].after == {"targets": ["core"]}
    assert counts(found) == {"exercise": {"added": 1, "removed": 1, "changed": 1, "support": 1}}


def test_the_order_of_a_list_is_no_change_but_that_of_steps_is() -> None:
    old = KnowledgeBase(exercises=(exercise(targets=("hips", "core"), steps=("Sit.", "Stand.")),))
    new = KnowledgeBase(exercises=(exercise(targets=("core", "hips"), steps=("Stand.", "Sit.")),))
    assert [c.fields for c in diff(old, new)] == [("steps",)]


def test_a_fact_that_joined_another_is_found_by_its_old_id() -> None:
    def advice(item_id: str, *aliases: str) -> Advice:
        return Advice(id=item_id, id_aliases=aliases, action="rest", polarity="do", strength="may", support=1,
                      evidence=said())

    old = KnowledgeBase(advice=(advice("ad-1"), advice("ad-2")))
    new = KnowledgeBase(advice=(advice("ad-1", "ad-2"),))
    assert diff(old, new) == ()
    assert diff(new, old)[0].change == "added"


def test_changes_can_be_written_and_read(tmp_path) -> None:
    found = diff(KnowledgeBase(), KnowledgeBase(exercises=(exercise(name="heel | raise <b>"),)))
    write(found, tmp_path / "changes.jsonl")
    lines = (tmp_path / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0]) == {
        "change": "added", "kind": "exercise", "id": "ex-1", "label": "heel | raise <b>", "fields": [],
    }
    page = markdown(found)
    assert "| exercise | 1 | 0 | 0 | 0 |" in page
    assert "- heel \\| raise &lt;b>" in page
    assert markdown(()) == "# What changed\n\nNothing.\n"
