"""Fetched pages as WARC records, for archives and other tools."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.scrape.client import Reply

# the body is kept decoded, so what told how it travelled would be wrong; cookies are secrets of the session
_DROPPED = {"content-encoding", "transfer-encoding", "content-length", "set-cookie", "set-cookie2", "connection"}


class Archive:
    """One gzipped WARC file a run, named by its beginning. Nothing is written before the first record."""

    def __init__(self, folder: Path, began: datetime, agent: str) -> None:
        """Make the folder; raises `OSError` where that cannot be."""
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"kinesift-{began:%Y%m%dT%H%M%SZ}"
        taken = len(list(folder.glob(f"{stem}*.warc.gz")))
        self._path = folder / f"{stem}-{taken:02d}.warc.gz"
        self._agent = agent

    def add(self, reply: Reply, moment: datetime) -> None:
        """Append a reply as a response record."""
        first = not self._path.exists()
        with self._path.open("ab") as file:
            writer = WARCWriter(file, gzip=True)
            if first:
                info = {"software": self._agent, "format": "WARC File Format 1.0"}
                writer.write_record(writer.create_warcinfo_record(self._path.name, info))
            kept = [(name, value) for name, value in reply.headers.multi_items() if name.lower() not in _DROPPED]
            headers = StatusAndHeaders(
                f"{reply.status} OK", [*kept, ("Content-Length", str(len(reply.body)))], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                reply.address,
                "response",
                payload=io.BytesIO(reply.body),
                length=len(reply.body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%SZ")},
            )
            writer.write_record(record)
