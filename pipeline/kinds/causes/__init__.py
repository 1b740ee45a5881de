"""What the page says causes, worsens or risks a pain, injury or condition."""

from __future__ import annotations

from pipeline.kinds.causes.cues import asked
from pipeline.kinds.causes.mentions import mentions
from pipeline.kinds.causes.propose import KIND, Reading, propose

__all__ = ["KIND", "Reading", "asked", "mentions", "propose"]
