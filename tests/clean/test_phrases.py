"""Key phrases: what counts as a word of a title."""

from __future__ import annotations

from pipeline.clean import clean
from pipeline.models import Page
from pipeline.parse import parse
from pipeline.settings import CleanSettings


def test_a_sign_between_the_words_of_a_title_is_no_word() -> None:
    text = "Heel | care\n\nThe heel hurts in the morning. The heel heals in spring.\n\nRest the heel for a week, then walk again."
    article = parse(Page(source="p.txt", content=text, media="text", sha256="0"))
    kept, _ = clean(article, frozenset(), CleanSettings())
    assert kept.blocks[-1].text == "Rest the heel for a week, then walk again."
