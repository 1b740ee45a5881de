"""What tests of several parts share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import orchestration  # noqa: F401  (sets what Prefect reads when it is first imported)

# no run of the tests is told to anybody, and no setting of the person who runs them plays in
os.environ["DO_NOT_TRACK"] = "1"
for _name in [name for name in os.environ if name.startswith("KINESIFT_")]:
    del os.environ[_name]

SAMPLES = {
    "knee/step.txt": (
        "Sore knees after stairs\n\n"
        "Knee pain is often caused by weak thigh muscles. Warm up before you climb.\n\n"
        "Wall sit: Lean against a wall and slide down until your knees are bent. Hold for 20 seconds.\n"
    ),
    "back/bridge.md": (
        "# Three moves for a stiff back\n\nSitting all day leads to lower back pain.\n\n"
        "## Bridge\n\n1. Lie on your back with your knees bent.\n2. Lift your hips.\n3. Hold for 10 seconds.\n\n"
        "You should not lift heavy boxes with a round back.\n"
    ),
    "neck/chin-tuck.html": (
        "<html><head><title>Neck relief</title></head><body><nav><a href='/'>Home</a></nav><article>"
        "<h1>Neck relief at the desk</h1><p>Poor posture can cause neck pain.</p>"
        "<h2>Chin tuck</h2><p>Sit upright and pull your chin straight back. Repeat 10 times.</p>"
        "<p>Take a break every hour.</p></article></body></html>"
    ),
    "scrape.jsonl": (
        '{"url": "https://example.org/calf", "text": "Calf stretch: Step one foot back and press the heel down. '
        'Hold for 30 seconds on each side. Tight calves contribute to heel pain."}\n'
    ),
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with four small pages in four formats."""
    raw = tmp_path / "pages"
    for name, text in SAMPLES.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(text, encoding="utf-8")
    return raw


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """One temporary Prefect server and database for all tests that run flows."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield
