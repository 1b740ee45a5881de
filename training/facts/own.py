"""Pages of our own: one line a block, the label of each sentence in braces before its first word.

    # heading   p paragraph   - item   1. numbered item   | table | row |

`{A+}` advice to do, `{A-}` to avoid, `{a+}` `{a-}` optional advice, `{C cause => effect ; …}` causes, `{c …}` optional
ones, `{X}` a step of an exercise or its mere name, `{E name}` an exercise. A sentence without a label is nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.models import CleanArticle, CleanBlock
from pipeline.text.sentences import split

_MARK = re.compile(r"\{([^{}]*)\}\s*")
_HEADING = re.compile(r"(#{1,6})\s+")
_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A cause that a sentence states, in its words, and what it brings about; `required` as in the gold."""

    cause: str
    effect: str
    required: bool


@dataclass(slots=True)
class Labels:
    """What a reader said of the sentences of a page, by key: the digest of a sentence, or "block:offset" of our own.

    `advice`: 1 required, -1 optional. `steps`: sentences that are steps. `causes`: pairs by sentence; `stems`: the same as
    digests of word stems. `exercises`: names on the page.
    """

    advice: dict[str, int] = field(default_factory=dict)
    steps: set[str] = field(default_factory=set)
    causes: dict[str, list[Pair]] = field(default_factory=dict)
    stems: dict[str, list[tuple[frozenset[str], bool]]] = field(default_factory=dict)
    exercises: list[str] = field(default_factory=list)

    def add(self, key: str, label: str, words: list[str]) -> None:
        """Take one label of a sentence; `words` are the digests of the stems of a cause."""
        kind = label[:1]
        if kind in "Aa":
            self.advice[key] = 1 if kind == "A" or self.advice.get(key) == 1 else -1
        elif kind == "X":
            self.steps.add(key)
        elif kind in "Cc":
            self.stems.setdefault(key, []).append((frozenset(words), kind == "C"))
        else:
            raise ValueError(f"unknown label {label!r}")


def read_own(path: Path) -> tuple[CleanArticle, Labels]:
    """Return a page of our own and its labels. Raises `ValueError` naming file and line for a label that is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    title, blocks, labels = None, [], Labels()
    list_id = 0
    before = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("title:"):
            title = line.removeprefix("title:").strip()
        elif line.strip():
            kind, text, level, count = _block(line.strip())
            list_id += kind == "list_item" and before != "list_item"
            before = kind
            try:
                words = _take(text, len(blocks), labels)
            except ValueError as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error
            if words:
                item = list_id if kind == "list_item" else None
                blocks.append(CleanBlock(kind=kind, text=words, index=len(blocks), level=level, list_id=item, number=count))  # type: ignore[arg-type]
    sha = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return CleanArticle(id=f"doc-{sha[:12]}", source=path.name, sha256=sha, title=title, blocks=tuple(blocks)), labels


def _block(line: str) -> tuple[str, str, int, int | None]:
    heading, numbered = _HEADING.match(line), _NUMBERED.match(line)
    if heading:
        return "heading", line[heading.end() :], len(heading[1]), None
    if line.startswith("- "):
        return "list_item", line[2:], 0, None
    if numbered:
        return "list_item", line[numbered.end() :], 0, int(numbered[1])
    if line.startswith("|"):
        return "table_row", " | ".join(cell.strip() for cell in line.strip("|").split("|")), 0, None
    return "paragraph", line.removeprefix("p "), 0, None


def _take(text: str, block: int, labels: Labels) -> str:
    """The words of a block without its marks; what these say goes to the labels, each to the sentence that follows it."""
    words, marks = "", []
    at = 0
    for match in _MARK.finditer(text):
        words += text[at : match.start()]
        marks.append((len(words), match[1].strip()))
        at = match.end()
    words = (words + text[at:]).rstrip()
    spans = split(words)
    for place, mark in marks:
        start = next((a for a, b in spans if place < b), None)
        if start is not None:
            _mark(mark, f"{block}:{start}", labels)
    return words


def _mark(mark: str, key: str, labels: Labels) -> None:
    kind, _, rest = mark.partition(" ")
    if kind in ("A+", "A-", "a+", "a-", "X"):
        labels.add(key, kind, [])
    elif kind in ("C", "c"):
        for pair in rest.split(";"):
            cause, arrow, effect = pair.partition("=>")
            if not arrow:
                raise ValueError(f"no '=>' in {mark!r}")
            labels.causes.setdefault(key, []).append(Pair(cause.strip(), effect.strip(), kind == "C"))
    elif kind == "E":
        labels.exercises.append(rest.strip())
    else:
        raise ValueError(f"unknown label {mark!r}")
