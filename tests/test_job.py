"""The whole job: the same bytes whatever the way there, bad input, unchanged pages, runs that end early."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.ingest import Reference
from pipeline.job import Job, JobError, RunRecord, build, publish, summary
from pipeline.job.pool import Pool
from pipeline.job.work import Item
from pipeline.settings import Settings, load
from tests.functions import crash_on_bad

ONE = load(run={"workers": 1})
SAME = ("knowledge_base.json", "knowledge_base.schema.json", "documents.jsonl", "ledger.jsonl", "merges.jsonl")


def bytes_of(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in SAME}


def run(raw: Path, output: Path, settings: Settings = ONE, *, fresh: bool = False) -> RunRecord:
    return build(raw, output, settings, fresh=fresh)


def test_a_run_finds_facts_with_evidence_that_stands_in_the_text(pages: Path, tmp_path: Path) -> None:
    record = run(pages, tmp_path / "out")
    base = json.loads((tmp_path / "out" / "knowledge_base.json").read_text())
    texts = {}
    for line in (tmp_path / "out" / "documents.jsonl").read_text().splitlines():
        document = json.loads(line)
        texts[document["id"]] = document["text"]
    assert record.counts.documents == 4
    assert {"exercises", "causes", "advice"} <= {kind for kind in base if base[kind]}
    for kind in ("exercises", "causes", "advice"):
        for item in base[kind]:
            for evidence in item["evidence"]:
                assert texts[evidence["document_id"]][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_knowledge_base_fits_its_schema(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path)
    schema = json.loads((tmp_path / "knowledge_base.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads((tmp_path / "knowledge_base.json").read_text()))


def test_the_same_bytes_cold_warm_and_from_files_made_in_another_order(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "a")
    cold = bytes_of(tmp_path / "a")
    again = run(pages, tmp_path / "a")
    assert (again.counts.processed, again.counts.from_store) == (0, 4)
    assert bytes_of(tmp_path / "a") == cold
    other = tmp_path / "other"
    for file in sorted(pages.rglob("*"), reverse=True):
        if file.is_file():
            target = other / file.relative_to(pages)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    run(other, tmp_path / "b", load(run={"workers": 1, "batch_size": 1}))
    assert bytes_of(tmp_path / "b") == cold


@pytest.mark.slow
def test_the_same_bytes_with_one_worker_and_with_two(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "one")
    run(pages, tmp_path / "two", load(run={"workers": 2, "batch_size": 2}))
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_unchanged_pages_are_known_and_removed_ones_leave(pages: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(pages, output)
    (pages / "knee" / "step.txt").write_text("Knee pain is caused by a hard fall. Rest for two days after a fall.\n")
    changed = run(pages, output)
    assert (changed.counts.processed, changed.counts.from_store) == (1, 3)
    assert changed.counts.changes > 0
    (pages / "knee" / "step.txt").unlink()
    gone = run(pages, output)
    assert (gone.counts.processed, gone.counts.documents) == (0, 3)
    run(pages, tmp_path / "cold")
    assert bytes_of(output) == bytes_of(tmp_path / "cold")
    assert "changes.jsonl" in {path.name for path in output.iterdir()}


def test_fresh_and_other_settings_do_the_work_again(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path)
    assert run(pages, tmp_path, fresh=True).counts.processed == 4
    settings = load(run={"workers": 1}, clean={"repair": False})
    assert run(pages, tmp_path, settings).counts.processed == 4
    assert run(pages, tmp_path, settings).counts.processed == 0


def test_new_pages_reopen_only_the_pages_whose_template_blocks_they_change(tmp_path: Path) -> None:
    raw, output = tmp_path / "raw", tmp_path / "out"
    (raw / "site").mkdir(parents=True)
    (raw / "else").mkdir()
    offer = "Sign up for the Monday mail of our clinic in Harbour Street today."
    topics = ("knee", "hip", "neck", "calf", "wrist")
    for n, topic in enumerate(topics):
        text = f"About the {topic}\n\nA sore {topic} is often caused by too much {topic} work at the {n}th hour.\n\n"
        (raw / ("site" if n < 4 else "else") / f"{topic}.txt").write_text(text + (offer if n < 2 else "") + "\n")
    run(raw, output)
    for topic in ("neck", "calf"):
        page = raw / "site" / f"{topic}.txt"
        page.write_text(page.read_text() + offer + "\n")
    record = run(raw, output)
    assert record.counts.template_pages == 4
    assert (record.counts.processed, record.counts.from_store) == (4, 1)
    assert offer not in (output / "documents.jsonl").read_text()


BAD = {
    "empty.html": (b"", "empty"),
    "binary.html": (bytes(range(256)) * 100, "binary"),
    "cut.html.gz": (gzip.compress(b"<p>Bend your knees.</p>" * 100)[:-20], "broken-gzip"),
    "huge.html": (b"<p>Bend your knees.</p>" * 2_300_000, "too-large"),
    "foreign.txt": (("Legen Sie sich auf den Rücken und heben Sie langsam das Becken an. " * 4).encode(), "language"),
    "lines.jsonl": (b"no json\n", "bad-json"),
    "table.xlsx": (b"PK", "unknown-ending"),
}


def test_bad_input_is_listed_and_the_run_goes_on(pages: Path, tmp_path: Path) -> None:
    for name, (body, _) in BAD.items():
        (pages / name).write_bytes(body)
    (pages / "broken-utf8.txt").write_bytes(b"Stretch your calves after a run. \xff\xfe\xc3( Drink water.\n" * 3)
    (pages / "deep.html").write_text("<div>" * 10_000 + "<p>Roll your ankle slowly.</p>" + "</div>" * 10_000)
    (pages / "loop").symlink_to(pages)
    record = run(pages, tmp_path / "out")
    rules = {entry.source.partition("#")[0]: entry.rule for entry in record.skipped}
    assert rules == {name: rule for name, (_, rule) in BAD.items()} | {"loop": "link-again"}
    assert all(entry.reason for entry in record.skipped)
    stored = json.loads((tmp_path / "out" / "run.json").read_text())
    assert len(stored["skipped"]) == len(BAD) + 1
    assert "Roll your ankle slowly." in (tmp_path / "out" / "documents.jsonl").read_text()
    assert "skipped" in summary(record, "out")
    assert run(pages, tmp_path / "out").skipped == record.skipped


def test_a_page_that_a_stage_fails_on_is_listed(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pipeline.clean

    honest = pipeline.clean.clean

    def fails(article, template, settings):  # type: ignore[no-untyped-def]
        if article.source.startswith("knee"):
            raise RecursionError("too deep")
        return honest(article, template, settings)

    monkeypatch.setattr(pipeline.clean, "clean", fails)
    record = run(pages, tmp_path)
    assert [(entry.source, entry.rule, entry.reason) for entry in record.skipped] == [
        ("knee/step.txt", "failed", "RecursionError: too deep")
    ]
    assert record.counts.documents == 3
    monkeypatch.undo()
    assert run(pages, tmp_path).counts.documents == 4


@pytest.mark.slow
def test_a_page_that_ends_its_process_costs_only_itself(tmp_path: Path) -> None:
    pool = Pool(2)
    items = [Item(key, Reference(key, key, None, "text", "00", 1)) for key in ("a", "b", "bad", "c")]
    answers = [answer for some in pool.run(crash_on_bad, tmp_path, ONE, items, of=4) for answer in some]
    pool.close()
    assert {answer.key: answer.value for answer in answers} == {"a": b"a", "b": b"b", "c": b"c", "bad": None}
    (bad,) = (answer for answer in answers if answer.key == "bad")
    assert bad.skipped is not None
    assert bad.skipped.rule == "crashed"


@pytest.mark.parametrize("damage", ["entries", "file"])
def test_a_damaged_store_changes_nothing(pages: Path, tmp_path: Path, damage: str) -> None:
    run(pages, tmp_path)
    good = bytes_of(tmp_path)
    store = tmp_path / ".store.sqlite"
    if damage == "file":
        store.write_bytes(b"nothing that SQLite knows" * 500)
    else:
        base = sqlite3.connect(store)
        base.execute("UPDATE entry SET value = x'00'")
        base.commit()
        base.close()
    (tmp_path / "knowledge_base.json").unlink()
    run(pages, tmp_path)
    assert bytes_of(tmp_path) == good


def test_output_that_was_changed_by_hand_is_written_again(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path)
    good = bytes_of(tmp_path)
    (tmp_path / "documents.jsonl").write_text("")
    assert run(pages, tmp_path).counts.processed == 0
    assert bytes_of(tmp_path) == good


def test_files_of_formats_no_longer_wanted_go(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path, load(run={"workers": 1, "formats": ("csv",)}))
    assert list(tmp_path.glob("*.csv"))
    (tmp_path / "notes.csv").write_text("mine")
    run(pages, tmp_path)
    assert [path.name for path in tmp_path.glob("*.csv")] == ["notes.csv"]


def test_a_second_run_on_the_same_output_says_so_or_waits(pages: Path, tmp_path: Path) -> None:
    with (
        Job(pages, tmp_path / "out", ONE),
        pytest.raises(JobError, match="another run"),
        Job(pages, tmp_path / "out", ONE, wait=False),
    ):
        pass
    with Job(pages, tmp_path / "out", ONE, wait=False) as job:
        assert job.discover() == 4


def test_folders_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x")
    for raw, output, words in (
        (tmp_path / "nowhere", tmp_path / "out", "No such"),
        (tmp_path / "full" / "a.txt", tmp_path / "out", "Not a directory"),
        (tmp_path / "empty", tmp_path / "out", "empty"),
        (tmp_path / "full", tmp_path / "full", "input folder"),
        (tmp_path / "full", tmp_path / "full" / "a.txt", "cannot write"),
    ):
        with pytest.raises(JobError, match=words):
            Job(raw, output, ONE)


def test_a_renaming_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    for name in ("a", "b", "old"):
        (tmp_path / name).write_text("old")
    folder = publish.fresh_folder(tmp_path)
    for name in ("a", "b"):
        (folder / name).write_text("new")
    note = tmp_path / ".next.json"
    note.write_text(json.dumps({"rename": ["a", "b"], "remove": ["old"]}))
    (folder / "a").replace(tmp_path / "a")
    publish.finish(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": "new"}


def test_files_that_were_not_yet_decided_on_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (publish.fresh_folder(tmp_path) / "a").write_text("half")
    publish.finish(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}
