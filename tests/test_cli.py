"""The command line as people use it: a process of its own."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, check=False, cwd=cwd or ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_a_run_prints_only_what_was_asked_for(pages: Path, tmp_path: Path) -> None:
    done = run(pages, "--output", tmp_path / "out", "--json")
    assert done.returncode == 0
    counts = json.loads(done.stdout)
    assert counts["documents"] == 4
    assert "extracting: 4 of 4 pages" in done.stderr
    assert "4 documents" in done.stderr
    quiet = run(pages, "--output", tmp_path / "out", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_the_output_folder_is_output_where_none_is_named(pages: Path, tmp_path: Path) -> None:
    assert run(pages, "--quiet", cwd=tmp_path).returncode == 0
    assert (tmp_path / "output" / "knowledge_base.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: RAW"),
        (["nowhere"], "nowhere"),
        (["empty"], "the folder is empty"),
        (["full", "--colour"], "--colour"),
        (["full", "--workers", "0"], "must be 1 or more"),
        (["full", "--workers", "two"], "--workers"),
        (["full", "--output", "full/a.txt"], "cannot write there"),
        (["full", "--formats", "docx"], "docx"),
        (["full", "--settings", "nowhere.toml"], "nowhere.toml"),
        (["full", "--settings", "bad.toml"], "clean.colour"),
        (["diff", "nowhere", "full"], "nowhere"),
        (["diff", "full/a.txt", "full/a.txt"], "no knowledge base"),
        (["diff"], "OLD, NEW"),
    ],
)
def test_wrong_use_ends_with_code_2_and_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("Walk every day.")
    (tmp_path / "bad.toml").write_text("[clean]\ncolour = 1\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert printed.out == ""
    assert words in printed.err
    assert len(printed.err.splitlines()) == 1


def test_wrong_use_of_the_real_command_ends_with_code_2(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["diff", "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    printed = capsys.readouterr().out
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for option in ("--output", "--workers", "--settings", "--formats", "--fresh", "--no-wait", "--json", "--quiet"):
        assert option in printed
        assert option in readme


def test_diff_tells_what_changed(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(pages), "--output", str(tmp_path / "old"), "--workers", "1", "--quiet"]) == 0
    (pages / "new.txt").write_text("Shin splints are caused by worn shoes. Replace your shoes every year.\n")
    assert main([str(pages), "--output", str(tmp_path / "new"), "--workers", "1", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new"), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["change"] for line in lines} == {"added"}
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "old" / "knowledge_base.json")]) == 0
    assert "Nothing." in capsys.readouterr().out


def test_a_terminal_gets_a_live_bar(pages: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "pipeline", str(pages), "--output", str(tmp_path / "out"), "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=follower, stdout=subprocess.PIPE) as process:
        os.close(follower)
        shown = b""
        while select.select([leader], [], [], 60)[0]:
            try:
                part = os.read(leader, 4096)
            except OSError:  # how Linux says that the other end is closed
                break
            if not part:
                break
            shown += part
        assert process.wait(60) == 0
    os.close(leader)
    assert b"extracting" in shown
    assert b"\r" in shown


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_ends_with_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    assert run(pages, "--output", tmp_path / "whole", "--quiet").returncode == 0
    good = {name: (tmp_path / "whole" / name).read_bytes() for name in ("knowledge_base.json", "documents.jsonl")}
    moments = random.Random(7)
    output = tmp_path / "killed"
    command = [sys.executable, "-m", "pipeline", str(pages), "--output", str(output), "--quiet"]
    for _ in range(20):
        with subprocess.Popen(command, cwd=ROOT) as process:
            time.sleep(moments.uniform(0.3, 2.5))
            process.send_signal(signal.SIGKILL)
        for name, content in good.items():
            if (output / name).exists():
                assert (output / name).read_bytes() == content
    assert run(pages, "--output", output, "--quiet").returncode == 0
    assert {name: (output / name).read_bytes() for name in good} == good
