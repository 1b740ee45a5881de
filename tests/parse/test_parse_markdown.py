"""Markdown: the same blocks, once each."""

from __future__ import annotations

from pipeline.models import Article, Page
from pipeline.parse import parse
from pipeline.parse.markdown import is_markdown


def article(text: str) -> Article:
    return parse(Page(source="p.md", content=text, media="markdown", sha256="0"))


PAGE = """# Heel care

See [the plan](https://example.org/plan) first.

## Exercises

1. **Heel raise**: rise on your toes.

   Do it slowly.
2. Towel curl
   - with bare feet

> It helped me.

| Exercise | Sets |
|---|---|
| Heel raise | 3 |

**Good to know**

The calf takes
weeks.
"""


def test_blocks_of_a_page() -> None:
    assert [(b.kind, b.level, b.number, b.text) for b in article(PAGE).blocks] == [
        ("heading", 1, None, "Heel care"),
        ("paragraph", 0, None, "See the plan first."),
        ("heading", 2, None, "Exercises"),
        ("list_item", 0, 1, "Heel raise: rise on your toes."),
        ("paragraph", 0, None, "Do it slowly."),
        ("list_item", 0, 2, "Towel curl"),
        ("list_item", 0, None, "with bare feet"),
        ("quote", 0, None, "It helped me."),
        ("table_row", 0, None, "Exercise | Sets"),
        ("table_row", 0, None, "Heel raise | 3"),
        ("heading", 4, None, "Good to know"),
        ("paragraph", 0, None, "The calf takes weeks."),
    ]


def test_title_and_links() -> None:
    found = article(PAGE)
    assert found.title == "Heel care"
    assert found.blocks[1].link_share == 8 / 19
    assert found.blocks[4].heading == "Exercises"


def test_html_inside_markdown() -> None:
    text = "# A\n\n## B\n\n<ul><li>Bend <b>one</b> knee</li></ul>\n\nText<br>below."
    assert [b.text for b in article(text).blocks] == ["A", "B", "Bend one knee", "Text below."]


def test_a_list_without_blank_line_before_it() -> None:
    text = "# A\n\n## B\n\nYou need:\n• a band\n• a chair\n"
    assert [(b.kind, b.text) for b in article(text).blocks][2:] == [
        ("paragraph", "You need:"),
        ("list_item", "a band"),
        ("list_item", "a chair"),
    ]


def test_what_is_markdown() -> None:
    assert is_markdown(PAGE)
    assert not is_markdown("# 1 tip for you\n\nSit down. Use *good* shoes.")
    assert not is_markdown("Tips\n\n- sit\n- stand\n- walk\n")


def test_plain_text_in_an_md_file_is_read_as_text() -> None:
    found = article("Heel care\n\nStretch the calf every day, even when it does not hurt.")
    assert (found.media, found.blocks[0].kind) == ("text", "heading")


def test_a_strong_line_is_a_heading() -> None:
    text = "# A\n\n## B\n\n**2\\.** [**Torn meniscus**](https://example.org):\n\n- **Signs**: swelling.\n\n**Rest** for a day."
    assert [(b.kind, b.number, b.text) for b in article(text).blocks][2:] == [
        ("heading", 2, "Torn meniscus:"),
        ("list_item", None, "Signs: swelling."),
        ("paragraph", None, "Rest for a day."),
    ]
