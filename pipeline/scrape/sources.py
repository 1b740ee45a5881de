"""What is to be fetched: `sources.toml`, checked when read, with errors that name the line and the key."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.scrape.addresses import AddressError, normal, shown
from pipeline.settings import SettingsError

Kind = Literal["pages", "sitemap", "feed"]
_TABLE = re.compile(r"\s*\[\[\s*source\s*\]\]")


class SourcesError(SettingsError):
    """The list of sources cannot be used; the message names the file, the line and the key."""


class Source(BaseModel):
    """One entry: a list of pages, or sitemaps or feeds that list them.

    `pages` is how many pages are taken at most, `delay` the seconds between requests to the source's hosts (default: the
    setting). An address is taken if it fits one of the `include` patterns (default: all) and none of `exclude`; `*`
    stands for any characters.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    kind: Kind = "pages"
    addresses: tuple[str, ...] = Field(min_length=1)
    pages: int | None = Field(default=None, gt=0)
    delay: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @field_validator("addresses")
    @classmethod
    def _can_be_fetched(cls, addresses: tuple[str, ...]) -> tuple[str, ...]:
        for address in addresses:
            try:
                normal(address)
            except AddressError as error:
                raise ValueError(f"{shown(address)}: {error}") from error
            if httpx.URL(address.strip()).userinfo:
                raise ValueError(f"{shown(address)}: user names and passwords are not kept in the list of sources")
        return addresses

    def takes(self, address: str) -> bool:
        """Return whether the patterns take an address."""
        fits = [fnmatch.fnmatchcase(address, pattern) for pattern in self.include]
        return (not fits or any(fits)) and not any(fnmatch.fnmatchcase(address, pattern) for pattern in self.exclude)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: tuple[Source, ...] = Field(min_length=1)


def load(file: Path) -> tuple[Source, ...]:
    """Return the sources of a TOML file in its order. Raises `SourcesError`."""
    try:
        text = file.read_text(encoding="utf-8")
        sources = _File.model_validate(tomllib.loads(text)).source
    except OSError as error:
        raise SourcesError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SourcesError(f"{file}: not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{file}: not TOML: {error}") from error
    except ValidationError as error:
        # `from None`: pydantic's own message repeats the value, which may hold a password
        raise SourcesError(_told(file, text, error)) from None
    names = [source.name for source in sources]
    for at, name in enumerate(names):
        if name in names[:at]:
            line = _line(text.splitlines(), ("source", at, "name"))
            raise SourcesError(f"{file}, line {line}, key 'name': two sources are named {name!r}")
    return sources


def _told(file: Path, text: str, error: ValidationError) -> str:
    """Return the first problem with its line and key."""
    first = error.errors(include_url=False, include_input=False)[0]
    path: Sequence[int | str] = first["loc"]
    message = first["msg"].removeprefix("Value error, ")
    line = _line(text.splitlines(), path)
    _, names = _inside(path)
    key = ".".join(names) or "source"
    return f"{file}, line {line}, key {key!r}: {message}"


def _line(lines: Sequence[str], path: Sequence[int | str]) -> int:
    """Return the line of a key: of its `[[source]]` table, then of the key below it, as near as the file tells."""
    tables = [number for number, line in enumerate(lines, 1) if _TABLE.match(line)]
    number, names = _inside(path)
    if number is None or number >= len(tables):
        return _find(lines, 1, len(lines), names[:1]) or 1
    end = tables[number + 1] - 1 if number + 1 < len(tables) else len(lines)
    return _find(lines, tables[number] + 1, end, names) or tables[number]


def _inside(path: Sequence[Any]) -> tuple[int | None, list[str]]:
    """Return which source a path of pydantic points into, and the key names below it."""
    if len(path) > 1 and isinstance(path[1], int):
        return path[1], [part for part in path[2:] if isinstance(part, str)]
    return None, [part for part in path if isinstance(part, str)]


def _find(lines: Sequence[str], start: int, end: int, names: Sequence[str]) -> int | None:
    """Return the line in `[start, end]` that sets the first of `names`."""
    for name in names[:1]:
        sets = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(name)}["']?\s*[=.\]]""")
        for number in range(start, end + 1):
            if sets.match(lines[number - 1]):
                return number
    return None
