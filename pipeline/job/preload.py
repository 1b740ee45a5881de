"""What worker processes need, imported once by the server that they are forked from."""

from __future__ import annotations

import pipeline.clean
import pipeline.job.work
import pipeline.kinds.reading
import pipeline.parse

__all__ = ["pipeline"]
