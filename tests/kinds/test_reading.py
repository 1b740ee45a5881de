"""A page from its blocks to what it says: each kind proposes, is judged, and fills its fields, in turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.judge import Judge
from pipeline.kinds import KINDS, reading
from pipeline.kinds.reading import Read, read
from pipeline.models import CleanArticle, CleanBlock
from pipeline.settings import ExtractSettings
from pipeline.text.sentence import ModelError

BLOCKS = (
    ("heading", "Knee pain after running"),
    ("paragraph", "Weak hips can cause knee pain. You should warm up before each run."),
    ("heading", "Wall sit"),
    ("list_item", "Lean against a wall and bend your knees."),
    ("list_item", "Hold for 20 seconds."),
)


def article(blocks: tuple[tuple[str, str], ...] = BLOCKS) -> CleanArticle:
    held = tuple(
        CleanBlock.model_validate(
            {"index": n, "kind": kind, "text": text, "level": 2 * (kind == "heading")}
            | ({"list_id": 1} if kind == "list_item" else {})
        )
        for n, (kind, text) in enumerate(blocks)
    )
    return CleanArticle(id="doc", source="page.txt", sha256="0" * 64, title="Knees", blocks=held)


def judged_by(monkeypatch: pytest.MonkeyPatch, bias: float) -> Read:
    """Read the page with judges that keep all (a bias above zero) or nothing."""
    monkeypatch.setattr(reading, "judge_of", lambda kind: Judge({"node:item": 0.25}, bias, 0.5))
    return read(article(), ExtractSettings())


def test_every_kind_is_proposed_judged_and_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged_by(monkeypatch, 1.0)
    names = [kind.name for kind in KINDS]
    assert list(found.judged) == list(found.mentions) == names == ["exercises", "causes", "advice"]
    assert all(found.judged[name] for name in names)
    assert all(verdict.kept for judged in found.judged.values() for _, verdict in judged)
    assert "wall sit" in {one.name.lower() for one in found.mentions["exercises"]}
    assert ("Weak hips", "knee pain") in {(one.cause, one.effect) for one in found.mentions["causes"]}
    assert "warm up before each run" in {one.action for one in found.mentions["advice"]}


def test_what_is_refused_is_kept_with_its_reasons_but_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged_by(monkeypatch, -1.0)
    assert all(mentions == () for mentions in found.mentions.values())
    refused = [verdict for _, verdict in found.judged["advice"]]
    assert refused and not any(verdict.kept for verdict in refused)
    assert any(verdict.reasons == (("node:item", 0.25),) for verdict in refused)


def test_exercises_claim_their_sentences_before_advice_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    def claimed(found: Read) -> set[str]:
        return {
            one.sentence.text for one, _ in found.judged["advice"] if any(sign.startswith("claimed:") for sign in one.signs)
        }

    assert "Lean against a wall and bend your knees." in claimed(judged_by(monkeypatch, 1.0))
    assert claimed(judged_by(monkeypatch, -1.0)) == set()


def test_each_candidate_tells_how_much_page_and_section_speak_of_the_body(monkeypatch: pytest.MonkeyPatch) -> None:
    for judged in judged_by(monkeypatch, 1.0).judged.values():
        for one, _ in judged:
            assert {sign.split(":")[0] for sign in one.signs} >= {"page-body", "section-body", "body"}


def test_reading_twice_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = judged_by(monkeypatch, 1.0), judged_by(monkeypatch, 1.0)
    assert one.mentions == other.mentions
    told = [[(c.sentence.text, sorted(c.signs), verdict) for c, verdict in read.judged["advice"]] for read in (one, other)]
    assert told[0] == told[1]


def test_evidence_stands_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = article().text
    for mentions in judged_by(monkeypatch, 1.0).mentions.values():
        for mention in mentions:
            assert all(text[one.start : one.end] == one.quote for one in mention.evidence)


def test_a_page_about_something_else_is_off_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "judge_of", lambda kind: Judge({}, -1.0, 0.5))
    text = "The train leaves the station at noon and brings letters to the town behind the hills. " * 10
    assert not read(article((("paragraph", text),)), ExtractSettings()).on_topic
    assert read(article(), ExtractSettings()).on_topic


def test_kinds_that_make_claims_look_at_none() -> None:
    assert [kind.name for kind in KINDS if kind.claims_first] == ["exercises"]
    assert not replace(KINDS[0], claims=None).claims_first


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match=r"no_such_model.*extract\.model"):
        read(article(), ExtractSettings(model="no_such_model"))
