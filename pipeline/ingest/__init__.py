"""From a folder to pages: what is found, what is skipped and why, and bytes decoded to text.

`discover` walks the folder once and gives cheap references; `read` opens them again where they are needed, a container
once for all of its records. To add a format: write one reader and enter it in `READERS`.
"""

from __future__ import annotations

from pipeline.ingest.discover import discover
from pipeline.ingest.language import other_language
from pipeline.ingest.readers import READERS
from pipeline.ingest.records import Reference, read

__all__ = ["READERS", "Reference", "discover", "other_language", "read"]
