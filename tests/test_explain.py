"""`explain` and `--candidates`: what was found, what was refused, and why."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parent.parent
PAGE = """Tight calves

## Why calves get tight

Standing all day causes tight calves.

## What to do

Stretch your calves twice a day. The weather was fine in May. You should feel a pull in the calf. Many find walking helpful.

## Wall stretch

Place both hands on a wall and step back with one leg. Hold for 30 seconds on each side.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "calves.md").write_text(PAGE, encoding="utf-8")
    return folder / "calves.md"


def test_a_page_is_explained_step_by_step(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(page)]) == 0
    said = capsys.readouterr().out
    assert "## Outline" in said and "[heading; topics causes" in said
    for kind in ("Exercises", "Causes", "Advice"):
        assert f"## {kind}:" in said
    kept = [line for line in said.splitlines() if line.startswith("+")]
    assert any("Stretch your calves twice a day." in line for line in kept)
    assert not any("weather" in line for line in kept)
    assert "= cause: Standing all day" in said


@pytest.mark.parametrize(("name", "words"), [("nowhere.md", "no such file"), ("empty.txt", "empty")])
def test_a_page_that_cannot_be_explained_is_named(
    tmp_path: Path, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["explain", str(tmp_path / name)])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert name in said and words in said


def test_what_was_refused_is_written_with_its_reasons(page: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert main([str(page.parent), "--output", str(output), "--quiet", "--candidates", "--workers", "1"]) == 0
    lines = (output / "candidates.jsonl").read_text(encoding="utf-8").splitlines()
    (document,) = map(json.loads, (output / "documents.jsonl").read_text(encoding="utf-8").splitlines())
    refused = [json.loads(line) for line in lines]
    assert refused
    for one in refused:
        assert one["kind"] in ("exercises", "causes", "advice")
        assert document["text"][one["start"] : one["end"]] == one["text"]
        assert 0 < one["probability"] < 1 and one["reasons"]
    assert main([str(page.parent), "--output", str(output), "--quiet", "--workers", "1"]) == 0
    assert not (output / "candidates.jsonl").exists()


def test_a_reader_that_goes_away_is_no_fault(page: Path) -> None:
    command = f"{sys.executable} -m pipeline explain {page} | head -1"
    done = subprocess.run(command, shell=True, check=True, capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
