from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest

from pipeline.emit import WRITERS, FormatError, check_formats, write_all
from pipeline.models import PageResult, Resolved
from pipeline.resolve import resolve
from pipeline.settings import Settings
from tests.corpus import page

SHOWN = Path(__file__).parents[2] / "docs" / "outputs.md"


def pages() -> list[PageResult]:
    dose = {"sets": (2, 3), "hold_seconds": (30, 30), "quote": "2-3 sets of 30 seconds"}
    return [
        page(
            "a.html",
            "Warm up well before each run, says the coach.",
            exercises=({"name": "hip bridge", "targets": ("hips",), "steps": ("Lie down.", "Lift."), "dosage": (dose,)},),
            advice=("warm up before running", {"action": "=cmd()|x", "polarity": "avoid"}),
            title="Run *well* <now>",
            url="https://example.org/a",
        ),
        page(
            "b.html",
            "Hip bridges wake the hips.",
            exercises=("hip bridges",),
            causes=(("weak hips", "knee pain"),),
            advice=({"action": "do not warm up before running", "polarity": "avoid"},),
            url="javascript:alert(1)",
        ),
    ]


@pytest.fixture
def resolved() -> Resolved:
    return resolve(pages(), Settings())


@pytest.fixture
def folder(resolved: Resolved, tmp_path: Path) -> Path:
    write_all(resolved, pages(), tmp_path, WRITERS)
    return tmp_path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_knowledge_base_fits_its_schema(folder: Path) -> None:
    schema = json.loads((folder / "knowledge_base.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    kb = json.loads((folder / "knowledge_base.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(kb)
    assert [e["name"] for e in kb["exercises"]] == ["glute bridge"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(kb | {"exercises": [{"id": "ex-1"}]})


def test_evidence_is_found_in_the_documents_text(folder: Path) -> None:
    texts = {line["id"]: str(line["text"]) for line in lines(folder / "documents.jsonl")}
    kb = json.loads((folder / "knowledge_base.json").read_text(encoding="utf-8"))
    found = [e for group in ("exercises", "causes", "advice") for item in kb[group] for e in item["evidence"]]
    assert len(found) == 6
    assert all(texts[e["document_id"]][e["start"] : e["end"]] == e["quote"] for e in found)


def test_json_lines_hold_one_fact_each(folder: Path) -> None:
    kb = json.loads((folder / "knowledge_base.json").read_text(encoding="utf-8"))
    for name in ("exercises", "causes", "advice", "contradictions"):
        assert lines(folder / f"{name}.jsonl") == kb[name]


def test_csv_is_safe_for_spreadsheets(folder: Path) -> None:
    with (folder / "advice.csv").open(encoding="utf-8", newline="") as file:
        actions = [row["action"] for row in csv.DictReader(file)]
    assert "'=cmd()|x" in actions
    with (folder / "exercises.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["dosage"] == "2-3 sets, hold 30 s"
    assert row["steps"] == "Lie down. | Lift."


def test_the_queries_shown_find_what_they_say(folder: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", SHOWN.read_text(encoding="utf-8"), flags=re.S)
    with closing(sqlite3.connect(folder / "knowledge_base.sqlite")) as base:
        first, second = (base.execute(query).fetchall() for query in queries)
    assert first == [("glute bridge", 2)]
    assert {source for source, _ in second} == {"a.html", "b.html"}
    assert any("[run" in words for _, words in second)


def test_sqlite_keeps_lists_as_json_and_links_evidence(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "knowledge_base.sqlite")) as base:
        targets = base.execute("select value from exercises, json_each(exercises.targets)").fetchall()
        sources = base.execute(
            "select distinct source from evidence join documents on documents.id = document_id order by 1"
        ).fetchall()
    assert targets == [("hips",)]
    assert sources == [("a.html",), ("b.html",)]


def test_parquet_keeps_types(folder: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(folder / "exercises.parquet").to_pylist()
    assert rows[0]["steps"] == ["Lie down.", "Lift."]
    assert rows[0]["support"] == 2


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FormatError, match=r"kinesift\[parquet\]"):
        check_formats(["parquet"])


def test_markdown_shows_sources_and_lets_no_page_write_markup(folder: Path) -> None:
    text = (folder / "knowledge_base.md").read_text(encoding="utf-8")
    assert "#### glute bridge [^1] [^2]" in text
    assert r"[^1]: [Run \*well\* \<now\>](<https://example.org/a>)" in text
    assert "javascript" not in text
    assert "1. Lie down.\n2. Lift." in text
    assert "## Contradictions" in text


def test_unknown_formats_are_named() -> None:
    assert check_formats(["csv", "json", "csv"]) == ("json", "csv")
    with pytest.raises(FormatError, match="'xlsx'"):
        check_formats(["xlsx"])


def test_results_out_of_order_are_refused(resolved: Resolved, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'a\.html' stands after 'b\.html'"):
        write_all(resolved, pages()[::-1], tmp_path)


def test_a_second_writing_gives_the_same_bytes(resolved: Resolved, folder: Path, tmp_path_factory) -> None:
    again = tmp_path_factory.mktemp("again")
    write_all(resolved, pages(), again, WRITERS)
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == {f.name: f.read_bytes() for f in again.iterdir()}


def test_broken_letters_of_a_page_are_written_somehow(tmp_path: Path) -> None:
    broken = [page("a", "half a pair: \ud83d", advice=("rest \ud83d now",))]
    write_all(resolve(broken, Settings()), broken, tmp_path, WRITERS)
    assert lines(tmp_path / "documents.jsonl")[0]["id"] == "doc-a"
    assert json.loads((tmp_path / "knowledge_base.json").read_text(encoding="utf-8"))["advice"][0]["action"]
