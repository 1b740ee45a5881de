from __future__ import annotations

from pipeline.resolve.likeness import Stated, clusters, likeness
from pipeline.resolve.meaning import form_of


def stated(text: str, side: str = "do") -> Stated:
    return Stated.of(side, form_of(text).tokens)



def test_one_plain_word_more_is_like_and_a_word_replaced_is_not() -> None:
    base = "roll a cotton towel along the shelf"
    assert likeness(stated("roll a damp cotton towel along the shelf"), stated(base)) == 5 / 6
    assert likeness(stated("roll a cotton towel along the wall"), stated(base)) == 0


def test_purposes_count_little() -> None:
    score = likeness(stated("warm up before running to prevent trouble"), stated("warm up before running"))
    assert 0.8 <= score < 1


def test_what_tells_two_things_apart_keeps_them_apart() -> None:
    base = "roll a cotton towel along the shelf for 10 minutes"
    for other in ("roll a cotton towel along the shelf for 20 minutes", "roll a cotton towel along the shelf",
                  "roll a cotton towel along the shelf for 10 minutes before running",
                  "roll a heavy cotton towel along the shelf for 10 minutes"):
        assert likeness(stated(base), stated(other)) == 0
    assert likeness(stated(base), stated(base, side="avoid")) == 0


def test_no_chain_joins_what_is_not_alike() -> None:
    texts = ["roll a cotton towel along the shelf", "roll a damp cotton towel along the shelf",
             "roll a damp cotton towel along the dusty shelf"]
    forms = {text: stated(text) for text in texts}
    found = clusters(forms, 0.8)
    assert sorted(map(len, found)) == [1, 2]
    assert found == clusters(dict(reversed(forms.items())), 0.8)
