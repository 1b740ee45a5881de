"""What worker processes need, imported once by the server that they are forked from."""

from __future__ import annotations

import pipeline.build.work
import pipeline.clean
import pipeline.extract
import pipeline.parse

__all__ = ["pipeline"]
