"""The metadata block that static-site generators put before Markdown and text pages."""

from __future__ import annotations

import re

_FENCED = re.compile(r"\A\ufeff?\s*---[ \t]*\n(?P<body>(?:[^\n]*\n)*?)---[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"^(?P<key>[A-Za-z_][\w -]*):[ \t]*(?P<value>.*)$", re.M)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `key: value` pairs of a leading `---` block (keys in lower case, quotes off) and the text below it.

    Only flat pairs are read; without a block, or with one that holds anything else than pairs, lists and comments, the
    text comes back as it was.

    >>> split_front_matter('---\\ntitle: "Calf care"\\n---\\nStretch.')
    ({'title': 'Calf care'}, 'Stretch.')
    """
    match = _FENCED.match(text)
    if match is None:
        return {}, text.removeprefix("\ufeff")
    pairs = {m["key"].strip().lower(): m["value"].strip().strip("\"'") for m in _PAIR.finditer(match["body"])}
    lines = [line for line in match["body"].splitlines() if line.strip()]
    if not pairs or any(not re.match(r"[\w -]+:|\s|-|#|\]", line) for line in lines):
        return {}, text.removeprefix("\ufeff")
    return pairs, text[match.end() :]
