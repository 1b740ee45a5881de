"""What the domain knows, as data: one entry a line (`.jsonl`) or one table (`.toml`), checked when loaded.

The loaders are shared; each stage declares the model of its own entries beside the code that uses them.
"""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from importlib import resources
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = resources.files(__name__)

EntryT = TypeVar("EntryT", bound="Entry")
TableT = TypeVar("TableT", bound=BaseModel)

# functools.cache would hide the types of what comes back
_READ: dict[tuple[str, type[BaseModel]], object] = {}


class KnowledgeError(ValueError):
    """A data file cannot be used; the message names the file, the line or key, and what is wrong."""


class Entry(BaseModel):
    """One line of a lexicon: frozen, unknown keys refused, `id` unique within its file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str


def _problem(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    return f"{key!r}: {first['msg']}"


def read_lines(name: str, model: type[EntryT]) -> tuple[EntryT, ...]:
    """Return the entries of `pipeline/knowledge/NAME` (JSON Lines) in the order of the file; read once a process.

    Raises `KnowledgeError` for a line that is not JSON, an unknown or missing key, and an id that stands twice.
    """
    if (name, model) not in _READ:
        _READ[name, model] = _parse_lines(name, model)
    return cast(tuple[EntryT, ...], _READ[name, model])


def _parse_lines(name: str, model: type[EntryT]) -> tuple[EntryT, ...]:
    found: dict[str, EntryT] = {}
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = model.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise KnowledgeError(f"{name}, line {number}: not JSON: {error}") from error
        except ValidationError as error:
            raise KnowledgeError(f"{name}, line {number}: {_problem(error)}") from error
        if entry.id in found:
            raise KnowledgeError(f"{name}, line {number}: the id {entry.id!r} stands twice")
        found[entry.id] = entry
    return tuple(found.values())


def read_table(name: str, model: type[TableT]) -> TableT:
    """Return `pipeline/knowledge/NAME` (TOML) as `model`, read once a process.

    Raises `KnowledgeError` naming the key that is wrong.
    """
    if (name, model) not in _READ:
        _READ[name, model] = _parse_table(name, model)
    return cast(TableT, _READ[name, model])


def _parse_table(name: str, model: type[TableT]) -> TableT:
    try:
        values: dict[str, Any] = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        return model.model_validate(values)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: not TOML: {error}") from error
    except ValidationError as error:
        raise KnowledgeError(f"{name}: {_problem(error)}") from error


@functools.cache
def version() -> str:
    """Return a digest over all data files: results made with other knowledge are not reused."""
    digest = hashlib.sha256()
    for item in sorted(FOLDER.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith((".jsonl", ".toml")):
            digest.update(item.name.encode() + b"\0" + item.read_bytes())
    return digest.hexdigest()[:16]
