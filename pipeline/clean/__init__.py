"""Cleaning: what a page says about its subject stays, everything else goes with a line in the ledger that says why.

The order matters. What the site repeats goes first, then what rules recognise by the words alone; only then is it clear
where the running text begins and ends, which the rules for its edges need. Spam within the text comes after, so that it
is judged on text; words are changed last, on what is left.
"""

from __future__ import annotations

from pipeline.clean import boilerplate, keywords, phrases, promotion, repeats, spin, titles
from pipeline.clean.main_content import classify, main_text
from pipeline.clean.outcome import make_article
from pipeline.clean.sheet import Sheet
from pipeline.clean.template import block_hashes, drop_template
from pipeline.models import Article, CleanArticle, LedgerEntry
from pipeline.settings import CleanSettings

__all__ = ["block_hashes", "clean", "main_text"]


def clean(
    article: Article, template: frozenset[str], settings: CleanSettings
) -> tuple[CleanArticle, tuple[LedgerEntry, ...]]:
    """Return the article without boilerplate and spam, and the ledger of all that was dropped, repaired or rewritten.

    `template` are the hashes (as `block_hashes` gives them) of the blocks that the article's site repeats. The kept
    blocks and the ledger together hold every character of the parsed blocks exactly once.
    """
    sheet = Sheet(article)
    spin.judge_spun(sheet)
    promotion.judge_promotional(sheet)
    drop_template(sheet, template)
    drop_side_content(sheet)
    repeats.drop_repeated_titles(sheet)
    boilerplate.drop_boilerplate_sections(sheet)
    boilerplate.drop_contents(sheet)
    boilerplate.drop_boilerplate_lines(sheet)
    boilerplate.drop_datelines(sheet)
    boilerplate.drop_boilerplate_sentences(sheet)
    boilerplate.drop_breadcrumbs(sheet)
    boilerplate.drop_edge_lines(sheet)
    promotion.drop_promotion(sheet)
    promotion.judge_title(sheet)
    keywords.drop_keyword_lists(sheet)
    if settings.repair:
        phrases.remove_injected_key_phrases(sheet)
    repeats.drop_repeated_paragraphs(sheet)
    promotion.drop_leftovers(sheet)
    boilerplate.drop_empty_headings(sheet)
    if settings.despin:
        spin.rewrite_spun_terms(sheet)
    return make_article(sheet, titles.choose_title(sheet))


def drop_side_content(sheet: Sheet) -> None:
    """Drop the blocks of an HTML page that the classifier takes for something else than the main content."""
    if not sheet.article.segments:
        return
    decisions = classify(sheet.article.segments).decisions
    own = titles.own_heading(sheet)
    for row, decision in zip(sheet.rows, decisions, strict=True):
        if not decision.keep and row is not own:
            sheet.drop(row, decision.rule)
