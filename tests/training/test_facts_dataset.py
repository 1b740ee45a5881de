"""What the judges learn from beside the shared pages: pages of our own, and labels of further ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.judge import Judge
from training.facts.dataset import HERE, digest
from training.facts.floors import SCORES
from training.facts.learning import Example, learn
from training.facts.own import read_own

PAGES = sorted((HERE / "pages").glob("*.page"))


def test_there_are_pages_of_our_own() -> None:
    assert len(PAGES) > 100


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_of_our_own_can_be_read(path: Path) -> None:
    article, labels = read_own(path)
    assert article.title and len(article.blocks) > 4
    assert not any("{" in block.text or "=>" in block.text for block in article.blocks)
    starts = {f"{n}:{m}" for n, block in enumerate(article.blocks) for m in range(len(block.text))}
    assert {*labels.advice, *labels.steps, *labels.causes} <= starts


def test_labels_stand_with_the_sentence_behind_them(tmp_path: Path) -> None:
    path = tmp_path / "a.page"
    text = "title: A\n# Heels\np One. {A+}{C bare feet => heel pain} Wear shoes. {X}{E heel raise} Rise up.\n- {a-} No stairs\n| {C age => gout} a | b |\n"
    path.write_text(text, encoding="utf-8")
    article, labels = read_own(path)
    assert [block.text for block in article.blocks] == ["Heels", "One. Wear shoes. Rise up.", "No stairs", "a | b"]
    assert labels.advice == {"1:5": 1, "2:0": -1}
    assert [pair.cause for pair in labels.causes["1:5"]] == ["bare feet"]
    assert labels.steps == {"1:17"} and labels.exercises == ["heel raise"] and "3:0" in labels.causes


@pytest.mark.parametrize("line", ["p {Z} One.", "p {C no arrow} One."])
def test_a_wrong_label_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "b.page"
    path.write_text(f"title: B\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"b\.page, line 2"):
        read_own(path)


def test_the_labels_of_further_pages_are_digests_only() -> None:
    lines = (HERE / "labels.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) > 1000
    assert {row[2] for row in rows} <= {"A+", "A-", "a+", "a-", "C", "c", "X"}
    assert all(len(word) == 6 and int(word, 16) >= 0 for row in rows for word in row[3:])
    assert digest("Rest  the KNEE.") == digest("rest the knee.") != digest("rest the hip.")


def test_learning_weighs_what_tells_apart() -> None:
    examples = [Example(f"p{n}", {"good", "common"}, 1) for n in range(20)]
    examples += [Example(f"p{n}", {"bad", "common"}, 0) for n in range(20)] + [Example("p0", {"rare"}, 1)]
    judge = learn(examples, 0.5, strength=1.0)
    assert isinstance(judge, Judge)
    assert judge.weights["good"] > 0 > judge.weights["bad"] and "rare" not in judge.weights
    assert judge.verdict({"good"}).kept and not judge.verdict({"bad"}).kept


def test_the_figures_of_sites_left_out_are_kept_beside_their_digest() -> None:
    import json

    held = json.loads(SCORES.read_text(encoding="utf-8"))
    assert set(held) == {"digest", "figures"} and {"all", "blind"} <= set(held["figures"])
