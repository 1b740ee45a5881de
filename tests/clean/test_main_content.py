"""The main content of pages: what is kept, and what no page may break."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.forest import Forest, Trees
from pipeline.clean.main_content import DROPPED, KEPT, choose, classify, main_text, model
from pipeline.dom.segmenter import segment

MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "Shop", "Recipes", "Contact", "Log in"))
ARTICLE = f"""<html><body>
<header class="site-header"><nav class="main-menu"><ul>{MENU}</ul></nav></header>
<main><article class="post"><h1>Three stretches for tight calves</h1>
<div class="entry-content">
<p>Calves grow tight when you sit for hours, and a short walk alone will not lengthen them again. The stretches below need a wall,
a step and about ten minutes of your day.</p>
<h2>Wall stretch</h2>
<p>Stand an arm's length from the wall, put one foot behind the other and keep the heel of the rear foot on the floor while you
lean forward. You should feel the pull in the upper calf.</p>
<ul><li>Hold the position for thirty seconds.</li><li>Change legs and repeat it twice.</li></ul>
<h2>Step stretch</h2>
<p>Put the front of your foot on a step and let the heel sink slowly. Keep a hand on the rail, because balance is hard to hold
when the calf begins to shake.</p>
</div></article></main>
<aside class="sidebar"><h3>Related posts</h3><ul><li><a href="/a">Ten smoothies</a></li><li><a href="/b">Best shoes</a></li></ul></aside>
<div class="cookie-banner">We use cookies to improve your experience. <button>Accept all</button></div>
<footer class="site-footer"><p>© 2024 Calf World. All rights reserved.</p><a href="/privacy">Privacy policy</a></footer>
</body></html>"""


@pytest.fixture(scope="module")
def kept() -> str:
    return main_text(ARTICLE)


@pytest.mark.parametrize(
    "text",
    [
        "Calves grow tight",
        "Wall stretch",
        "Hold the position for thirty seconds.",
        "Change legs and repeat it twice.",
        "let the heel sink",
    ],
)
def test_content_stays(kept: str, text: str) -> None:
    assert text in kept


@pytest.mark.parametrize("text", ["Recipes", "Ten smoothies", "cookies", "Accept all", "rights reserved", "Privacy policy"])
def test_boilerplate_goes(kept: str, text: str) -> None:
    assert text not in kept


def test_article_is_known() -> None:
    assert classify(segment(ARTICLE)).kind == "article"


def test_forum_is_known() -> None:
    posts = "".join(
        f'<article class="message message--post"><div class="message-user"><a class="username">user{number}</a> Joined 2019 Posts 12</div>'
        f'<div class="message-body"><div class="bbWrapper">I had the same thing after run {number}, and resting it for a week helped me '
        f'more than anything else I tried.</div></div><div class="message-footer"><a>Like</a> <a>Reply</a> #{number}</div></article>'
        for number in range(8)
    )
    html = f'<body><div class="p-title"><h1>Sore shins, what now?</h1></div><div class="block--messages thread">{posts}</div></body>'
    assert classify(segment(html)).kind == "forum"
    assert main_text(html).count("resting it for a week") == 8


def test_decisions_line_up() -> None:
    segments = segment(ARTICLE)
    decisions = classify(segments).decisions
    assert len(decisions) == len(segments)
    assert all(decision.rule == (KEPT if decision.keep else DROPPED) for decision in decisions)


def test_nothing_in_nothing_out() -> None:
    assert main_text("") == ""
    assert classify(()).kind == "other"


def test_address_does_not_matter() -> None:
    assert main_text(ARTICLE.replace('href="/', 'href="https://example.org/wiki/')) == main_text(ARTICLE)


def test_same_input_same_output() -> None:
    assert classify(segment(ARTICLE)) == classify(segment(ARTICLE))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "<div class=x>", "</div>", "<li>", "word and more ", "<h1>", "| 12:30 ", "<br>", "\x00"]),
        max_size=40,
    )
)
def test_any_page_is_judged(pieces: list[str]) -> None:
    segments = segment("".join(pieces))
    assert len(classify(segments).decisions) == len(segments)


def test_choose_takes_the_best_expected_f1() -> None:
    words = np.array([10.0, 10.0, 10.0])
    assert choose(np.array([0.9, 0.8, 0.05]), words) == pytest.approx(0.8)
    assert choose(np.array([0.5, 0.1, 0.01]), words) == pytest.approx(0.5)


def test_forest_reads_bits_lowest_first() -> None:
    trees = Trees(depth=2, bias=0.0, columns=[0, 1], thresholds=[0.5, 0.5], leaves=[-2.0, -1.0, 1.0, 2.0])
    rows = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float32)
    logits = np.log(1 / (1 / Forest(trees).chances(rows) - 1))
    assert logits == pytest.approx([-2.0, -1.0, 1.0, 2.0])


def test_rows_do_not_influence_each_other() -> None:
    rows = np.random.default_rng(3).random((3000, 1 + max(model()._first._columns))).astype(np.float32)
    forest = model()._first
    assert forest.chances(rows)[2500:2510] == pytest.approx(forest.chances(rows[2500:2510]))
