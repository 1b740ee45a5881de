"""Rules as data: spaCy patterns with sentences that they must and must not find. A rule only emits a sign."""

from __future__ import annotations

from pipeline.rules.matching import Hit, hits, load, signs
from pipeline.rules.reading import Rule, groups, read

__all__ = ["Hit", "Rule", "groups", "hits", "load", "read", "signs"]
