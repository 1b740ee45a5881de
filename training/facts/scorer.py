"""The matching of facts against annotations: the functions of `score.py`, which stands beside the annotated pages."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scorer:
    """The scorer's own notions of a hit, so that learning and measuring mean the same."""

    hits_quote: Callable[[list[str], str], bool]
    same_name: Callable[[str, list[str]], bool]
    closeness: Callable[[str, str], float]
    overlap: Callable[[str, str], float]
    fold: Callable[[str], str]
    bag: Callable[[str], list[str]]


def load_scorer(shared: Path) -> Scorer:
    """Return the functions of SHARED/score.py. Raises `SystemExit` where the file is missing."""
    path = shared / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"{path}: not there; name the folder that holds score.py and gold/")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return Scorer(module.hits_quote, module.same_name, module.closeness, module.overlap, module.fold, module.bag)
