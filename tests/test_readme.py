"""What the README shows is what the program does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from pipeline.job import build
from pipeline.settings import Settings, load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "output"
    build(ROOT / "raw", folder, load(run={"workers": 1}))
    return folder


def code(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def test_the_excerpt_is_what_the_sample_pages_give(output: Path) -> None:
    (shown,) = map(json.loads, code("json"))
    base = json.loads((output / "knowledge_base.json").read_text(encoding="utf-8"))
    (found,) = (item for item in base["causes"] if item["id"] == shown["id"])
    assert shown.items() <= found.items()


def test_the_settings_are_all_there_with_their_defaults() -> None:
    (shown,) = map(tomllib.loads, code("toml"))
    values = Settings().model_dump(mode="json")
    del values["run"]["store"]  # has no default to show
    assert shown == {section: values[section] for section in shown}
    assert set(values) - set(shown) <= {"scrape"}  # told where scraping is


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_every_jq_line_finds_something(output: Path) -> None:
    lines = [line for block in code("bash") for line in block.splitlines() if line.startswith("jq ")]
    assert len(lines) >= 5
    for line in lines:
        done = subprocess.run(line, shell=True, check=True, cwd=output.parent, capture_output=True, text=True)
        assert done.stdout.strip() or ".skipped[]" in line, line
