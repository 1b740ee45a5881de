"""From mentions on pages to facts over a corpus."""

from __future__ import annotations

from pipeline.resolve.corpus import resolve

__all__ = ["resolve"]
