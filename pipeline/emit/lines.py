"""JSON in a form that is the same for the same values: sorted nowhere, indented never by chance."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel


def plain(model: BaseModel) -> dict[str, Any]:
    """Return the model as JSON values; fields that hold nothing (`None`) are left out."""
    return model.model_dump(mode="json", exclude_none=True)


def dump(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as JSON text, non-ASCII letters as they are; lone surrogates are escaped, so that it is UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, indent=indent)
    return text


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with `\\n` line ends on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_lines(path: Path, models: Iterable[BaseModel]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for model in models:
            out.write(dump(plain(model)) + "\n")
