from __future__ import annotations

import random

from pipeline.models import Quality
from pipeline.resolve import resolve
from pipeline.settings import Settings
from tests.corpus import page

WORDS = [f"{a}{b}" for a in ["ba", "be", "bi", "bo", "bu", "da", "de", "di", "do", "du", "fa", "fe", "fi", "fo", "fu"] for b in ["ka", "ke", "ki", "ko", "ku", "la", "le"]]


def prose(seed: int, count: int) -> list[str]:
    """Lines of made-up words that no other seed shares."""
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=12)) for _ in range(count)]


def found(*pages):  # type: ignore[no-untyped-def]
    resolved = resolve(pages, Settings())
    rules = {(m.kept, m.merged): m.rule for m in resolved.merges if m.kind == "document"}
    return {d.source: d.duplicate_of for d in resolved.kb.documents}, rules


def test_exact_copies_near_copies_and_parts_are_told() -> None:
    text = prose(1, 20)
    changed = [*text[:19], prose(2, 1)[0]]
    copies, rules = found(
        page("b.html", *text), page("c.html", *(line.upper() for line in text)), page("d.html", *changed),
        page("a.html", *text[5:14]), page("e.html", *prose(3, 20)),
    )
    assert copies == {"a.html": "doc-b.html", "b.html": None, "c.html": "doc-b.html", "d.html": "doc-b.html",
                      "e.html": None}
    assert rules["b.html", "c.html"] == "exact-copy"
    assert rules["b.html", "d.html"] == "near-duplicate"
    assert rules["b.html", "a.html"] == "partial-copy"


def test_a_shared_paragraph_makes_no_copy() -> None:
    shared = prose(4, 3)
    copies, rules = found(page("a", *shared, *prose(5, 12)), page("b", *shared, *prose(6, 12)))
    assert set(copies.values()) == {None}
    assert rules == {}


def test_the_original_is_the_better_page_whatever_the_order() -> None:
    text = prose(7, 10)
    spun = page("a", *text, quality=Quality(spun=True))
    clean = page("b", *text)
    assert found(spun, clean) == found(clean, spun)
    assert found(spun, clean)[0] == {"a": "doc-b", "b": None}


def test_short_pages_are_copies_only_of_the_same_words() -> None:
    assert set(found(page("a", "Page not found, go home."), page("b", "Page not found, go back."))[0].values()) == {None}
    assert found(page("a", "Page not found."), page("b", "page not found"))[0]["b"] == "doc-a"


def test_empty_pages_are_copies_only_of_the_same_bytes() -> None:
    copies, _ = found(page("a", sha256="1"), page("b", sha256="2"), page("c", sha256="1"))
    assert copies == {"a": None, "b": None, "c": "doc-a"}


def test_a_mirror_is_no_second_source() -> None:
    text = prose(8, 10)
    pages = [page("a", *text, exercises=("squat",)), page("b", *text, exercises=("squat",)),
             page("c", *prose(9, 10), exercises=("squats",))]
    squat = resolve(pages, Settings()).kb.exercises[0]
    assert (squat.support, len(squat.evidence)) == (2, 3)


def test_one_long_sentence_copied_is_no_second_source() -> None:
    line = "A coach once told us that hip hinges saved his old and very tired back"
    pages = [page(s, line, *prose(i, 10), exercises=({"name": "hip hinges"},)) for i, s in enumerate("ab", 20)]
    assert resolve(pages, Settings()).kb.exercises[0].support == 1
    short = [page(s, "Do hip hinges", *prose(i, 10), exercises=("hip hinges",)) for i, s in enumerate("ab", 20)]
    assert resolve(short, Settings()).kb.exercises[0].support == 2


def test_a_spun_page_is_a_copy_of_the_page_that_says_the_same() -> None:
    moves = ("squat", "lunge", "plank", "bridge", "clamshell", "dead bug")
    original = page("a", *prose(30, 10), exercises=moves, advice=("warm up before you run", "drink water after a run"))
    retold = {"exercises": moves, "advice": ("do a warm-up prior to running",)}
    spun = page("b", *prose(31, 10), **retold, quality=Quality(spun=True))
    assert found(original, spun)[1] == {("a", "b"): "spun-copy"}
    honest = page("c", *prose(32, 10), **retold)
    assert found(original, honest)[1] == {}
    third = page("d", *prose(36, 10), exercises=moves[:5])
    assert found(original, spun, third)[0] == {"a": None, "b": "doc-a", "d": None}


def test_a_spun_page_with_other_facts_is_no_copy() -> None:
    spun = page("b", *prose(33, 10), exercises=("plank", "squat", "row"), quality=Quality(spun=True))
    assert found(page("a", *prose(34, 10), exercises=("squat", "plank", "lunge", "row")), spun)[1] == {}


def test_many_changed_copies_are_one_group() -> None:
    text = prose(35, 20)
    pages = [page(f"p{i:02}", *text[:i], *prose(100 + i, 1), *text[i + 1 :]) for i in range(20)]
    assert {d for d in found(*pages)[0].values() if d} == {"doc-p00"}
