"""Selling, key phrases, lists of search phrases and spun terms: what is taken, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clean import clean
from pipeline.clean.keywords import is_keyword_list
from pipeline.clean.promotion import praises_product, puffs_product, selling_kinds
from pipeline.clean.spin import SpinEntry, find_spun, odd_capitals
from pipeline.knowledge import read_lines
from pipeline.models import Article
from pipeline.settings import CleanSettings

PROSE = (
    "Keep the knee in line with the toes while you bend it, and let the heel stay on the floor "
    "for the whole movement of the leg."
)


def text_of(page: Article, **changes: bool) -> str:
    return clean(page, frozenset(), CleanSettings(**changes))[0].text


@pytest.mark.parametrize(
    "sentence",
    [
        "Flexidol Plus is ideal for people who sit all day.",
        "KneeZap™ relieves stiffness overnight.",
        "The Corebuddy X2 delivers relief you can feel.",
    ],
)
def test_praise_of_a_product_by_name(sentence: str) -> None:
    assert praises_product(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tai Chi is ideal for people who sit all day.",
        "Mountain Climbers target the core.",
        "Swimming is perfect for sore knees.",
        "Dr Brown relieves pain with massage.",
        "While Anna Berg is the best runner, she rests twice a week.",
    ],
)
def test_praise_of_an_exercise_or_a_person_is_none(sentence: str) -> None:
    assert not praises_product(sentence)


def test_a_drug_mention_is_no_promotion_without_a_selling_cue(article: Callable[..., Article]) -> None:
    honest = "Ibuprofen 400 mg relieves pain for about six hours, and naproxen lasts longer."
    assert honest in text_of(article(["# Sore knees", PROSE, honest]))
    assert not puffs_product("Voltarolex was compared with a placebo in forty runners.")
    assert puffs_product("Get rid of cramps for good with Voltarolex today.")


def test_an_advert_goes_and_the_instructions_around_it_stay(article: Callable[..., Article]) -> None:
    advert = "Bend the leg twice. Zarolan 350 mg causes relaxation. Quickly relieves pain. Then rest."
    page = article(["# Ease Knee Pain With Zarolan 350 mg", PROSE, advert, "# Knee bends", "Stand tall and breathe out while you sink."])
    made, ledger = clean(page, frozenset(), CleanSettings())
    assert "Zarolan" not in made.text
    assert "Quickly relieves" not in made.text
    assert "twice. Then rest." in made.text
    assert made.title == "Knee bends"
    assert not made.quality.promotional
    assert {e.rule for e in ledger} == {"promotion.product", "promotion.claims"}


def test_a_shop_keeps_nothing_and_says_so(article: Callable[..., Article]) -> None:
    order = "Zarolan eases pain. Order Zarolan online without a prescription."
    page = article(["# Buy Zarolan online", "Buy Zarolan online cheap and get free shipping.", order, PROSE])
    made, _ = clean(page, frozenset(), CleanSettings())
    assert made.blocks == ()
    assert made.quality.promotional
    assert made.quality.kept_share == 0


def test_a_guide_to_buying_shoes_is_no_shop(article: Callable[..., Article]) -> None:
    page = article(["# How to buy running shoes online", PROSE, "A good pair costs about $90, and a discount is common in spring."])
    made, _ = clean(page, frozenset(), CleanSettings())
    assert not made.quality.promotional
    assert PROSE in made.text


def test_kinds_of_selling() -> None:
    assert selling_kinds("Add to cart. Ships worldwide. 30 % off!") == {"buy", "shipping", "discount"}
    assert selling_kinds("Shift your weight off the sore leg and order your thoughts.") == set()


PHRASE = "shoulder ache from gaming"
INJECTED = [
    ("If {} you sit all day, stand up each hour.", "If you sit all day, stand up each hour."),
    ("You should {} rest the arm on a cushion.", "You should rest the arm on a cushion."),
    ("Sprains and {} strains need time.", "Sprains and strains need time."),
    ("Let the arm hang {} the way a rope does.", "Let the arm hang the way a rope does."),
]
HONEST = ["Many players complain of {}.", "{} is common among teenagers.", "A cushion can ease {} and stiffness."]


def test_key_phrases_go_only_where_they_do_not_belong(article: Callable[..., Article]) -> None:
    lines = [pair[0].format(PHRASE) for pair in INJECTED] + [h.format(PHRASE) for h in HONEST]
    text = text_of(article(["# Shoulder ache from gaming", *lines], title="Shoulder ache from gaming"))
    for _, wanted in INJECTED:
        assert wanted in text
    for honest in HONEST:
        assert honest.format(PHRASE) in text


def test_a_phrase_that_is_at_home_everywhere_stays(article: Callable[..., Article]) -> None:
    lines = [h.format(PHRASE) for h in HONEST] + [f"We treat {PHRASE} with rest.", f"What causes {PHRASE} is poor support."]
    text = text_of(article(["# Shoulder ache from gaming", *lines], title="Shoulder ache from gaming"))
    assert all(line in text for line in lines)


def test_repair_can_be_switched_off(article: Callable[..., Article]) -> None:
    lines = [pair[0].format(PHRASE) for pair in INJECTED]
    page = article(["# Shoulder ache from gaming", *lines], title="Shoulder ache from gaming")
    assert all(line in text_of(page, repair=False) for line in lines)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hip pain cycling, hip pain after cycling, cycling with hip pain, stop hip pain cycling", True),
        ("should i cycle with hip pain, hip pain when cycling uphill, cycling hip pain left side.", True),
        ("Warm the hips, the knees, the ankles and the feet.", False),
        ("Pain in the hip, pain beside the hip, or pain that moves down your leg needs a check.", False),
        ("2 miles easy pace, 4 minutes easy pace, 2 miles race pace, 4 minutes race pace", False),
    ],
)
def test_lists_of_search_phrases(text: str, wanted: bool) -> None:
    assert is_keyword_list(text) is wanted


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("See a bodily therapist.", "physical therapist"),
        ("Lie down with Main muscles tight.", "core muscles"),
        ("Do the kid's pose.", "child's pose"),
        ("Rest your decrease back.", "lower back"),
    ],
)
def test_spun_terms(text: str, plain: str) -> None:
    assert plain in [hit.replacement for hit in find_spun(text)]


@pytest.mark.parametrize(
    "text",
    [
        "These drills decrease back pain.",
        "The main muscles of the thigh are large.",
        "The side joints of the box are glued.",
        "The tension grows and the strain on the calf increases.",
        "Bend in excess of ninety degrees.",
        "Reply to the nurse.",
        "Extend the arm.",
    ],
)
def test_honest_words_are_not_spun(text: str) -> None:
    assert find_spun(text) == []


def test_the_original_of_a_rewritten_term_is_kept(article: Callable[..., Article]) -> None:
    page = article(["# Knees", "Take a h2o split after each round of the circuit and breathe."])
    made, ledger = clean(page, frozenset(), CleanSettings())
    assert made.blocks[1].text.startswith("Take a water break after")
    assert made.blocks[1].raw is not None
    assert "h2o split" in made.blocks[1].raw
    assert [(e.action, e.text, e.replacement) for e in ledger] == [("rewrite", "h2o split", "water break")]


def test_a_page_is_spun_by_many_signs_and_not_by_one(article: Callable[..., Article]) -> None:
    many = "Ask a bodily therapist about the aspect joints, interact your core and take a h2o split."
    assert clean(article(["# Knees", many]), frozenset(), CleanSettings())[0].quality.spun
    assert not clean(article(["# Knees", "Take a h2o split.", PROSE]), frozenset(), CleanSettings())[0].quality.spun


def test_odd_capitals_need_small_neighbours() -> None:
    assert odd_capitals("Keep Steady hands and a Powerful grip.") == 2
    assert odd_capitals("Powerful grip. Steady hands, Good Posture Clinic.") == 0


def test_the_lexicon_is_large_and_never_maps_a_term_to_itself() -> None:
    entries = read_lines("spin.jsonl", SpinEntry)
    assert len(entries) >= 250
    assert all(entry.spun != entry.plain for entry in entries)
    clean_terms = {entry.plain for entry in entries}
    assert not [entry.id for entry in entries if entry.spun in clean_terms and not entry.behind]
