"""What changed goes where people look: an artifact, an event that automations act on, a webhook."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event

from pipeline import changes
from pipeline.models import KnowledgeBase
from pipeline.scrape import FetchError, Web
from pipeline.scrape.snapshots import write
from pipeline.settings import ScrapeSettings

ARTIFACT = "knowledge-base-changes"
EVENT = "knowledge-base.changed"
_BASE = "knowledge_base.json"
_BEFORE = Path(".refresh") / "before.json"


class WebhookError(RuntimeError):
    """The webhook did not take what changed."""


def remember(output: Path) -> None:
    """Keep the knowledge base as it is now, to tell later what changed.

    What an interrupted refresh kept stays: its changes were not told yet.
    """
    kept = output / _BEFORE
    if not kept.exists():
        base = output / _BASE
        write(kept, base.read_bytes() if base.exists() else KnowledgeBase().model_dump_json().encode())


def forget(output: Path) -> None:
    """Note that what changed has been told."""
    (output / _BEFORE).unlink(missing_ok=True)


@task(name="tell what changed", cache_policy=NO_CACHE, persist_result=False)
def tell(output: Path, settings: ScrapeSettings) -> dict[str, Any]:
    """Tell what changed since `remember`: always as an artifact, as event and webhook only if anything did.

    Returns what the event carries: `total`, and `counts` by kind of fact and of change. Raises `WebhookError` when
    everything else is told.
    """
    found = changes.diff(_read(output / _BEFORE), _read(output / _BASE))
    told: dict[str, Any] = {"event": EVENT, "total": len(found), "counts": changes.counts(found)}
    create_markdown_artifact(changes.markdown(found), key=ARTIFACT, description=f"{len(found)} changes")
    get_run_logger().info("Changes: %s", told["counts"] or "none")
    if found:
        resource = {"prefect.resource.id": "kinesift.knowledge-base", "prefect.resource.name": output.name}
        emit_event(EVENT, resource=resource, payload=told)
        if settings.webhook is not None:
            _send(settings, told)
    return told


def _read(path: Path) -> KnowledgeBase:
    return KnowledgeBase.model_validate_json(path.read_bytes())


def _send(settings: ScrapeSettings, told: dict[str, Any]) -> None:
    """Send the webhook. Its address is a secret: it stands in no message."""

    async def send() -> None:
        web = Web(settings)
        try:
            await web.post(settings.webhook.get_secret_value() if settings.webhook else "", json.dumps(told).encode())
        finally:
            await web.close()

    try:
        asyncio.run(send())
    except FetchError as error:
        raise WebhookError(f"the webhook did not take what changed: {error.reason}") from None
