from __future__ import annotations

import pytest

from pipeline.ids import stable_id
from pipeline.models import KnowledgeBase
from pipeline.resolve import resolve
from pipeline.resolve.identity import assign
from pipeline.settings import Settings
from tests.corpus import page

ONE = "take warm salty herbal baths"
MORE = "take warm salty herbal fizzy baths"


def kb(*lines: tuple[str, str], previous: KnowledgeBase | None = None) -> KnowledgeBase:
    return resolve([page(s, advice=(text,)) for s, text in lines], Settings(), previous).kb


def test_the_first_form_names_the_fact_and_the_others_are_aliases() -> None:
    first, second = stable_id("ad", "a"), stable_id("ad", "b")
    assert assign("ad", [["a", "b"]], frozenset()) == [(first, (second,))]
    assert assign("ad", [["a", "b"]], frozenset({second})) == [(second, (first,))]


def test_a_form_names_one_fact_only() -> None:
    found = assign("ad", [["a", "b", "c"], ["b", "c"]], frozenset())
    assert found[0] == (stable_id("ad", "a"), (stable_id("ad", "c"),))
    assert found[1] == (stable_id("ad", "b"), ())
    with pytest.raises(ValueError, match="same normal form"):
        assign("ad", [["a"], ["a"]], frozenset())


def test_more_pages_and_other_words_change_no_id() -> None:
    alone = kb(("m", "warm up before you run"))
    more = kb(("a", "do a thorough warm-up prior to running"), ("m", "warm up before you run"), ("z", "rest"))
    assert alone.advice[0].id in {a.id for a in more.advice}


def test_when_two_facts_turn_out_to_be_one_the_older_id_stays() -> None:
    for old_words, new_words in ((ONE, MORE), (MORE, ONE)):
        before = kb(("a", old_words))
        after = kb(("a", old_words), ("b", new_words), previous=before)
        assert len(after.advice) == 1
        assert after.advice[0].id == before.advice[0].id
        assert after.advice[0].id_aliases == (kb(("b", new_words)).advice[0].id,)


def test_a_knowledge_base_before_changes_nothing_else() -> None:
    pages = [page("a", advice=(ONE,), exercises=("squat",)), page("b", advice=(MORE,), causes=(("gout", "toe pain"),))]
    first = resolve(pages, Settings())
    assert resolve(pages, Settings(), first.kb) == first


def test_an_exercise_keeps_its_id_when_its_name_changes() -> None:
    few = resolve([page("a", exercises=("towel wobblers",))], Settings()).kb
    many = resolve([page(s, exercises=("towel wobbler",)) for s in "bcd"] + [page("a", exercises=("towel wobblers",))],
                   Settings()).kb
    assert few.exercises[0].name != many.exercises[0].name
    assert few.exercises[0].id == many.exercises[0].id
