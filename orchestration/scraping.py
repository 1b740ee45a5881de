"""The scrape flow: an address is a task, so that its tries and its failure can be seen."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from pipeline.scrape import FetchError, Outcome, Scraper, Target, failed, load
from pipeline.scrape.addresses import shown
from pipeline.scrape.scraper import Fetch
from pipeline.settings import ScrapeSettings
from pipeline.settings import load as load_settings

ARTIFACT = "scraped-pages"
# more rows than this no one reads, and the server keeps them all
_ROWS = 1000
_ORDER = {"failed": 0, "fetched": 1, "duplicate": 2, "unchanged": 3}


@flow(name="scrape", log_prints=False)
def scrape(
    sources: Path = Path("sources.toml"),
    raw: Path = Path("raw"),
    settings: Path | None = None,
    keep: int | None = None,
    warc: Path | None = None,
    part_of_refresh: bool = False,
) -> dict[str, int]:
    """Fetch what the sources list into `raw`, and return how many addresses had which outcome.

    `keep` (versions of a page) and `warc` (a folder) stand above the settings of the file `settings`.
    An address or a source that fails is in the table `scraped-pages` and stops nothing else. As `part_of_refresh` the
    run is not complete before the caller says so (`complete`), and is taken up again if it is killed until then.
    Raises `SourcesError`, `SettingsError`, and `BusyError` where another run fetches into the folder.
    """
    listed = load(sources)
    changed = {name: value for name, value in (("keep", keep), ("warc", warc)) if value is not None}
    chosen = load_settings(settings, scrape=changed).scrape

    async def whole() -> list[Outcome]:
        async with Scraper(chosen, raw) as scraper:
            plan = await scraper.plan(listed)
            outcomes = await scraper.run(plan.targets, _as_tasks(scraper, chosen))
            if not part_of_refresh:
                scraper.finish()
            return [*plan.failures, *outcomes]

    return _report(asyncio.run(whole()))


def _as_tasks(scraper: Scraper, settings: ScrapeSettings) -> Fetch:
    """Return what fetches a target as a task run.

    What a task is given is shown in the UI: an address without its secrets, and the number of the target.
    """
    targets: list[Target] = []

    @task(
        name="fetch",
        task_run_name="{address}",
        retries=settings.retries,
        retry_delay_seconds=exponential_backoff(settings.backoff)(settings.retries),
        retry_jitter_factor=0.5,
        retry_condition_fn=_may_pass,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    async def attempt(address: str, number: int) -> Outcome:
        return await scraper.attempt(targets[number])

    async def fetch(target: Target) -> Outcome:
        targets.append(target)
        try:
            return await attempt(shown(target.address), len(targets) - 1)
        except FetchError as error:
            return failed(target, error)

    return fetch


async def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Return whether another try may do better; the host's own wishes (Retry-After) are kept by the scraper."""
    error = await state.aresult(raise_on_failure=False)
    return isinstance(error, FetchError) and error.passing


def _report(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Write the table of what became of each address, failures first, and return the counts."""
    counts = dict(sorted(Counter(outcome.status for outcome in outcomes).items()))
    told = ", ".join(f"{count} {status}" for status, count in counts.items()) or "no addresses"
    rows = [
        {
            "address": outcome.address,
            "source": outcome.source,
            "outcome": outcome.status,
            "why": f"{outcome.kind}: {outcome.reason}" if outcome.kind else outcome.reason,
        }
        for outcome in sorted(outcomes, key=lambda outcome: _ORDER[outcome.status])
    ]
    more = f"; the first {_ROWS} of {len(rows)} rows" if len(rows) > _ROWS else ""
    create_table_artifact(table=rows[:_ROWS], key=ARTIFACT, description=told + more)
    logger = get_run_logger()
    logger.info("Addresses: %s", told)
    for outcome in outcomes:
        if outcome.status == "failed":
            logger.warning("%s: %s", outcome.address, outcome.reason)
    return {str(status): count for status, count in counts.items()}
