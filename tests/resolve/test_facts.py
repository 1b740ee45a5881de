from __future__ import annotations

from benchmarks.traps.__main__ import measure, read_pairs
from pipeline.models import PageResult, Resolved
from pipeline.resolve import resolve
from pipeline.settings import Settings
from tests.corpus import page


def resolved(*pages: PageResult) -> Resolved:
    return resolve(pages, Settings())


def test_the_trap_set_is_passed() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 200
    for together in (False, True):
        figures = measure(pairs, together=together)
        assert figures.wrong == ()
        assert figures.recall >= 0.8


def test_two_doses_from_two_pages_stay_two_with_their_sources() -> None:
    def dose(seconds: int) -> dict[str, object]:
        return {"hold_seconds": (seconds, seconds), "quote": f"hold {seconds} s"}

    kb = resolved(
        page("a", exercises=({"name": "plank", "targets": ("core",), "dosage": (dose(20),)},)),
        page("b", exercises=({"name": "planks", "targets": ("core", "hips"), "dosage": (dose(60),)},)),
    ).kb
    plank = kb.exercises[0]
    assert [d.hold_seconds for d in plank.dosage] == [(20, 20), (60, 60)]
    assert plank.targets == ("core", "hips")
    told = {(s.field, s.value): s.document_ids for s in plank.sources}
    assert told["dosage", "hold 20 s"] == ("doc-a",)
    assert told["targets", "core"] == ("doc-a", "doc-b")


def test_steps_are_those_of_one_page() -> None:
    kb = resolved(
        page("a", exercises=({"name": "plank", "steps": ("Get down.",)},)),
        page("b", exercises=({"name": "plank", "steps": ("Kneel.", "Rise on your toes.")},)),
    ).kb
    assert kb.exercises[0].steps == ("Kneel.", "Rise on your toes.")
    assert ("steps", "Get down.") in {(s.field, s.value) for s in kb.exercises[0].sources}


def test_the_lexicon_names_an_exercise_that_it_knows() -> None:
    both = resolved(page("a", exercises=({"name": "supermans", "lexicon_id": "superman"},)), page("b", exercises=("Superman",)))
    assert [(e.name, e.support, e.aliases) for e in both.kb.exercises] == [("superman", 2, ("supermans", "Superman"))]
    assert {(m.kept, m.merged, m.rule) for m in both.merges} >= {("superman", "supermans", "same-name")}


def test_every_merge_says_why() -> None:
    made = resolved(
        page("a", advice=("warm up before you run",)), page("b", advice=("do a thorough warm-up prior to running",)),
        page("c", "Another page.", advice=("warm up before you run",)),
    )
    assert [(m.rule, m.merged, m.score) for m in made.merges] == [
        ("same-words", "warm up before you run", 1.0),
        ("same-meaning", "do a thorough warm-up prior to running", 1.0),
    ]
    assert made.merges[0].fact_id == made.kb.advice[0].id


def test_what_leans_on_its_page_joins_nothing_of_other_pages() -> None:
    kb = resolved(page("a", advice=("do this every day",)), page("b", advice=("do this every day",))).kb
    assert len(kb.advice) == 2


def test_the_strongest_wording_and_the_surest_statement_count() -> None:
    kb = resolved(
        page("a", advice=({"action": "rest", "strength": "may"},)),
        page("b", "Another page.", advice=({"action": "rest", "strength": "must", "attribution": "Dr Who"},)),
    ).kb
    assert (kb.advice[0].strength, kb.advice[0].attribution, kb.advice[0].support) == ("must", "Dr Who", 2)


def test_do_and_avoid_contradict_each_other() -> None:
    kb = resolved(page("a", advice=("stretch before running",)),
                  page("b", advice=({"action": "don't stretch before running", "polarity": "avoid"},))).kb
    assert [c.kind for c in kb.contradictions] == ["polarity"]
    assert set(kb.contradictions[0].item_ids) == {a.id for a in kb.advice}


def test_exclusive_acts_contradict_each_other() -> None:
    kb = resolved(page("a", advice=("rest",)), page("b", advice=("keep moving",))).kb
    assert [c.kind for c in kb.contradictions] == ["rest-or-move"]


def test_another_scope_is_no_contradiction() -> None:
    for one, other in (
        (("rest", "if the pain is acute"), ("keep moving", "if the pain is chronic")),
        (("rest for 2 days", None), ("keep moving for 2 weeks", None)),
        (("rest your knee", None), ("keep moving your hip", None)),
        (("rest", "if you have gout"), ("keep moving", None)),
    ):
        advice = [{"action": action, "condition": condition} for action, condition in (one, other)]
        assert resolved(page("a", advice=(advice[0],)), page("b", advice=(advice[1],))).kb.contradictions == ()
    titled = resolved(page("a", advice=("rest",), title="Ankle sprain"), page("b", advice=("keep moving",), title="Sciatica"))
    assert titled.kb.contradictions == ()


def test_a_modifier_makes_another_exercise_whatever_the_lexicon_lists() -> None:
    kb = resolved(
        page("a", exercises=({"name": "bench press", "lexicon_id": "bench-press"},)),
        page("b", exercises=({"name": "incline bench press", "lexicon_id": "bench-press"},)),
        page("c", exercises=({"name": "flat bench pressing", "lexicon_id": "bench-press"},)),
    ).kb
    assert [(e.name, e.support) for e in kb.exercises] == [("bench press", 2), ("incline bench press", 1)]
