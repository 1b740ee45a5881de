"""Page to article: HTML, Markdown and plain text become the same blocks.

A block is a heading, a paragraph, a list item, a table row. Every visible word of the page lands in exactly one block,
boilerplate included: what is not content is for cleaning to say, with a reason.
"""

from __future__ import annotations

from pipeline.models import Article, Page
from pipeline.parse.markdown import is_markdown, parse_markdown
from pipeline.parse.text import parse_text

__all__ = ["parse"]


def parse(page: Page) -> Article:
    """Return the page as blocks with its metadata.

    A `.txt` file that holds Markdown (scrapers often write it so) is read as Markdown, and a `.md` file without any mark
    of it as plain text, whose lines say more.
    """
    if page.media == "html":
        # imported here: the parsers of HTML take long to load, and many a corpus is text alone
        from pipeline.parse.html import parse_html

        return parse_html(page)
    return parse_markdown(page) if is_markdown(page.content) else parse_text(page)
