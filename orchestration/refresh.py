"""The refresh flow: fetch, build, tell what changed. And the schedule that keeps it running."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, cast

import prefect
from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType

from orchestration import feed
from orchestration.knowledge_base import build_knowledge_base
from orchestration.scraping import scrape
from pipeline.job.pool import one_thread_each
from pipeline.scrape import complete
from pipeline.settings import SettingsError
from pipeline.settings import load as load_settings

Overlap = Literal["wait", "drop"]
_STRATEGIES = {"wait": ConcurrencyLimitStrategy.ENQUEUE, "drop": ConcurrencyLimitStrategy.CANCEL_NEW}


@flow(name="refresh", log_prints=False)
def refresh(
    sources: Path = Path("sources.toml"),
    raw: Path = Path("raw"),
    output: Path = Path("output"),
    settings: Path | None = None,
    keep: int | None = None,
    warc: Path | None = None,
) -> dict[str, Any]:
    """Fetch what the sources list into `raw`, make the knowledge base anew, and tell what changed.

    Killed at any moment and started again, it goes on: pages that were stored are not fetched again, pages that were
    worked on are not worked on again, and what changed is told once the run is complete. Returns the counts of changes.
    Raises what `scrape` and `build_knowledge_base` raise, and `WebhookError`.
    """
    one_thread_each()
    chosen = load_settings(settings)
    feed.remember(output)
    scrape(sources, raw, settings, keep, warc, part_of_refresh=True)
    build_knowledge_base(raw=raw, output=output, settings_file=settings)
    try:
        told: dict[str, Any] = feed.tell(output, chosen.scrape)
    except feed.WebhookError:
        # the artifact and the event are out: telling them again would be noise
        _close(output, raw)
        raise
    _close(output, raw)
    return told


def _close(output: Path, raw: Path) -> None:
    """Note that the refresh is complete: the next one begins anew."""
    feed.forget(output)
    complete(raw)


def serve(
    parameters: dict[str, Any],
    *,
    cron: str | None = None,
    interval: float | None = None,
    overlap: Overlap = "wait",
    name: str = "refresh",
) -> None:
    """Keep a deployment of `refresh` running by a cron line (UTC) or an interval in seconds, until interrupted.

    One run goes at a time; one that comes due meanwhile waits or is dropped. Raises `SettingsError` without a server.
    """
    if not PREFECT_API_URL.value():
        raise SettingsError("schedules need a running server: `prefect server start`, and PREFECT_API_URL set to it")
    # the runs are processes of their own: they find this package wherever they are started
    root = str(Path(__file__).parents[1])
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    # not `refresh.serve`: it would hand each run a copy of the function, cut off from the module that it was written in
    deployment = refresh.to_deployment(
        name=name,
        cron=cron,
        interval=timedelta(seconds=interval) if interval is not None else None,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=_STRATEGIES[overlap]),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    prefect.serve(cast(RunnerDeployment, deployment))  # outside an event loop it is no coroutine
