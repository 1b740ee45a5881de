"""Selling, key phrases, lists of search phrases and spun terms: what is taken, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clean import clean
from pipeline.clean.advertising import selling_signs
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


AD = [
    "# Kneezol, the new word in joint care",
    "Enter your name and your phone number. Our products reach you in three days, cash on delivery.",
    "Olga, 58 years old: after two weeks the pain was gone and I walk like a girl. This product was a gift.",
    "It is a breakthrough formula of natural ingredients, clinically tested on the whole coast.",
    "Only 40 packs left! The discount is valid until midnight, so hurry and order now from the official site.",
]
GUIDE = [
    "# How to choose insoles",
    PROSE,
    "Insoles cost between $15 and $60, and a higher price buys a longer life, not less pain. Most shops take them back.",
    "We may earn a small commission when you buy through our links. Ask your doctor first if your feet are numb.",
    "A firm heel cup holds the fat pad together. Wear new insoles for an hour on the first day and add an hour each day.",
]


def test_a_sales_letter_is_an_advertisement_from_end_to_end(article: Callable[..., Article]) -> None:
    made, ledger = clean(article(AD), frozenset(), CleanSettings())
    assert made.blocks == ()
    assert made.quality.promotional
    assert {e.rule for e in ledger} == {"promotion.page"}


def test_a_guide_with_prices_and_a_clinic_that_praises_itself_are_none(article: Callable[..., Article]) -> None:
    assert not clean(article(GUIDE), frozenset(), CleanSettings())[0].quality.promotional
    clinic = ["# Sore heels", PROSE, "Our team offers the highest quality of care. Book an appointment with us today and save time."]
    made, _ = clean(article(clinic), frozenset(), CleanSettings())
    assert not made.quality.promotional
    assert PROSE in made.text


def test_signs_of_an_advertisement_are_counted_by_kind() -> None:
    assert selling_signs("Save up to 40 % and pay on delivery.") == {"saving": 1, "delivery": 1}
    assert selling_signs("In order to save the knee, land softly on delivery of the foot.") == {}


def test_a_title_that_sells_above_text_that_sells_makes_the_page_promotional(article: Callable[..., Article]) -> None:
    lines = ["# Stop Knee Pain With Zarolan 350 mg", PROSE, "Buy Zarolan online at the lowest price. Bend the knee slowly."]
    once, _ = clean(article(lines), frozenset(), CleanSettings())
    twice, _ = clean(article([*lines, "Order Zarolan today and get free shipping! Rest a day."]), frozenset(), CleanSettings())
    assert (once.quality.promotional, twice.quality.promotional) == (False, True)
    assert "Bend the knee slowly." in twice.text


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


def test_honest_wordings_change_only_on_a_spun_page(article: Callable[..., Article]) -> None:
    words = "Prevent sitting for hours. Raise the arm and decrease it slowly."
    assert words in text_of(article(["# Arms", PROSE, words]))
    spun = "Many undergo from chilly muscles. Stand dealing with a wall with your ft flat."
    assert "Avoid sitting for hours. Raise the arm and lower it slowly." in text_of(article(["# Arms", PROSE, words, spun]))
    assert "Stretch to prevent sitting pain." in text_of(article(["# Arms", PROSE, "Stretch to prevent sitting pain.", spun]))


def test_a_turn_that_a_page_repeats_is_no_key_phrase(article: Callable[..., Article]) -> None:
    said = [f"{who} minutes for a full soak {then}." for who, then in (("Give it ten", "she said"), ("You need five", "he adds"))]
    said += ["It took nine minutes for a full soak my friend.", "Wait two minutes for a full soak old man."]
    assert all(line in text_of(article(["# Warm baths", *said])) for line in said)


def test_a_title_that_fits_nowhere_was_injected(article: Callable[..., Article]) -> None:
    title = "heel moves for tired hikers"
    bad = ["Rest makes heel moves for tired hikers the heel soft.", "Ask any heel moves for tired hikers old friend.", "Hold the counter heel moves for tired hikers and bend."]
    text = text_of(article([f"# {title}", *bad], title=title))
    assert "Rest makes the heel soft." in text and "Hold the counter and bend." in text
    good = ["These heel moves for tired hikers work.", "Do the heel moves for tired hikers daily.", "We like heel moves for tired hikers."]
    assert all(line in text_of(article([f"# {title}", *good], title=title)) for line in good)


def test_odd_capitals_need_small_neighbours() -> None:
    assert odd_capitals("Keep Steady hands and a Powerful grip.") == 2
    assert odd_capitals("Powerful grip. Steady hands, Good Posture Clinic.") == 0


def test_the_lexicon_is_large_and_never_maps_a_term_to_itself() -> None:
    entries = read_lines("spin.jsonl", SpinEntry)
    assert len(entries) >= 250
    assert all(entry.spun != entry.plain for entry in entries)
    clean_terms = {entry.plain for entry in entries}
    assert not [entry.id for entry in entries if entry.spun in clean_terms and not entry.behind]
