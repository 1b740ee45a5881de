"""JSON Lines and text files that are the same bytes for the same values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError


def plain(model: BaseModel) -> dict[str, Any]:
    """Return the model as JSON values; fields that hold nothing (`None`) are left out."""
    return model.model_dump(exclude_none=True)


def text_of(model: BaseModel, *, indent: int | None = None) -> str:
    """Return the model as JSON; fields that hold nothing are left out."""
    try:
        return model.model_dump_json(exclude_none=True, indent=indent)
    except PydanticSerializationError:
        # a lone surrogate from a broken page: Python's encoder escapes it
        return dump(plain(model), indent=indent)


def line(model: BaseModel) -> str:
    """Return the model as one line of JSON; fields that hold nothing are left out."""
    return text_of(model)


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
            out.write(line(model) + "\n")
