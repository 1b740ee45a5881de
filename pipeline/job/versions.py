"""What a result depends on besides the page: digests that become part of the keys of the store."""

from __future__ import annotations

import functools
import hashlib
import platform
from importlib import metadata, resources, util
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import pipeline

# Parts of the package that no page's result can depend on.
_APART = frozenset({"job", "cli.py", "__main__.py", "emit", "resolve", "scrape", "store.py"})
_KINDS = frozenset({".py", ".jsonl", ".toml", ".tsv", ".json", ".npz", ".gz"})
_LIBRARIES = (
    "beautifulsoup4",
    "charset-normalizer",
    "lemminflect",
    "markdown-it-py",
    "numpy",
    "pydantic",
    "selectolax",
    "spacy",
    "thinc",
)


def digest(*parts: str) -> str:
    """Return 32 hex digits over the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@functools.cache
def _files(everything: bool) -> str:
    root = Path(str(resources.files(pipeline)))
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in _KINDS and (everything or inside.parts[0] not in _APART):
            found.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


@functools.cache
def libraries() -> dict[str, str]:
    """Return the versions of the libraries that shape what is found, those that are installed."""
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@functools.cache
def model(name: str) -> str:
    """Return what identifies a spaCy pipeline, without loading it: a digest over its description, "" where it isn't
    there (which extraction will say)."""
    spec = None if Path(name).exists() else util.find_spec(name)
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path(name)
    found = hashlib.sha256()
    for path in sorted([*folder.rglob("meta.json"), *folder.rglob("config.cfg")]):
        found.update(path.read_bytes())
    return found.hexdigest()[:16] if folder.is_dir() else ""


def of_run() -> dict[str, str]:
    """Return the versions of this program, Python, and the libraries that shape what is found."""
    return {"kinesift": pipeline.__version__, "python": platform.python_version(), **libraries()}


def _values(settings: BaseModel) -> str:
    return settings.model_dump_json()


def for_survey(settings: Any) -> str:
    """Return the digest of what the survey of a page depends on: code, data, libraries, what is read."""
    return digest("survey", _files(False), *libraries().values(), _values(settings.ingest))


def for_result(settings: Any) -> str:
    """Return the digest of what the result of a page depends on: the survey's, and how it is cleaned and read."""
    parts = (_values(settings.clean), _values(settings.extract), model(settings.extract.model))
    return digest("result", for_survey(settings), *parts)


def for_corpus(settings: Any, formats: tuple[str, ...]) -> str:
    """Return the digest of what the knowledge base depends on besides the results of its pages."""
    return digest("corpus", _files(True), for_result(settings), _values(settings.resolve), *formats)
