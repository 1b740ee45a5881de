"""What the page recommends to do or to avoid."""

from __future__ import annotations

from pipeline.kinds.advice.fields import mentions
from pipeline.kinds.advice.propose import propose

__all__ = ["mentions", "propose"]
