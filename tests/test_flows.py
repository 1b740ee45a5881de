"""The Prefect flow gives what the plain command gives, and leaves its artifacts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import flows
from pipeline.job import JobError, build
from pipeline.settings import load

ROOT = Path(__file__).parent.parent
SAME = ("knowledge_base.json", "knowledge_base.schema.json", "documents.jsonl", "ledger.jsonl", "merges.jsonl")


@pytest.mark.usefixtures("prefect_server")
def test_the_flow_gives_the_same_bytes_and_leaves_artifacts(pages: Path, tmp_path: Path) -> None:
    from prefect.artifacts import Artifact

    from orchestration.knowledge_base import build_knowledge_base

    (pages / "empty.txt").write_text("")
    counts = build_knowledge_base(raw=pages, output=tmp_path / "flow", workers=1, batch_size=2)
    build(pages, tmp_path / "plain", load(run={"workers": 1}))
    for name in SAME:
        assert (tmp_path / "flow" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes()
    assert (counts["documents"], counts["skipped"]) == (4, 1)
    summary = Artifact.get("knowledge-base-summary")
    assert summary is not None and isinstance(summary.data, str)
    assert "| documents | 4 |" in summary.data
    skipped = Artifact.get("skipped-files")
    assert skipped is not None and isinstance(skipped.data, str)
    assert json.loads(skipped.data)[0]["source"] == "empty.txt"
    progress = Artifact.get("progress-extracting")
    assert progress is not None
    assert float(str(progress.data)) == 100.0


@pytest.mark.usefixtures("prefect_server")
def test_a_batch_that_fails_once_is_tried_again(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestration.knowledge_base import build_knowledge_base
    from pipeline.job import Job

    process, calls = Job.process, []

    def fails_first(self: Job, batch: int) -> int:
        calls.append(batch)
        if len(calls) == 1:
            raise OSError("the disk was busy")
        return process(self, batch)

    monkeypatch.setattr(Job, "process", fails_first)
    assert build_knowledge_base(raw=pages, output=tmp_path / "out", workers=1)["documents"] == 4
    assert calls == [0, 0]


@pytest.mark.usefixtures("prefect_server")
def test_what_cannot_work_fails_the_flow_with_its_reason(tmp_path: Path) -> None:
    from orchestration.knowledge_base import build_knowledge_base

    with pytest.raises(JobError, match="nowhere"):
        build_knowledge_base(raw=tmp_path / "nowhere", output=tmp_path / "out")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "COMMAND"),
        (["fly"], "fly"),
        (["run"], "RAW"),
        (["run", "nowhere"], "nowhere"),
        (["run", ".", "--batch-size", "0"], "must be 1 or more"),
        (["run", ".", "--settings", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_wrong_use_ends_with_code_2_and_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (tmp_path / "a.txt").write_text("Walk every day.")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        flows.main(arguments)
    printed = capsys.readouterr().err
    assert ended.value.code == 2
    assert words in printed
    assert len(printed.splitlines()) == 1


@pytest.mark.slow
def test_the_command_needs_no_server_set_up(pages: Path, tmp_path: Path) -> None:
    command = [sys.executable, "flows.py", "run", str(pages), "--output", str(tmp_path / "out"), "--workers", "1"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    assert "4 documents" in done.stdout
    assert str(tmp_path / "out" / "knowledge_base.json") in done.stdout
