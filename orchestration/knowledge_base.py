"""The flow `build_knowledge_base`: a folder of pages becomes a knowledge base, one task a batch of pages.

A task run costs some 35 ms of client and server time, so a task is a batch and not a page. Tasks are threads that share
one pool of processes; they are given the number of their batch and return counts, and what they find goes into the
store. A retried task finds there what it had done before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from pipeline.job import Job, JobError, RunRecord, by_rule
from pipeline.settings import load

_ROWS = 1000  # of a table artifact; run.json has them all


def _may_pass(task: Any, run: Any, state: Any) -> bool:
    """Whether trying again can help: not where the job itself cannot be done as asked."""
    try:
        state.result()
    except JobError:
        return False
    except Exception:  # whatever else it is, the next try decides
        return True
    return True


@task(cache_policy=NO_CACHE, persist_result=False)
def discover_pages(job: Job) -> int:
    """Find the pages; returns how many there are."""
    return job.discover()


@task(task_run_name="survey-{batch}", retries=2, retry_delay_seconds=1, retry_condition_fn=_may_pass,
      cache_policy=NO_CACHE, persist_result=False)  # fmt: skip
def survey_batch(job: Job, batch: int) -> int:
    """Read a batch and note what its pages repeat; returns how many pages go on."""
    return job.survey(batch)


@task(task_run_name="extract-{batch}", retries=2, retry_delay_seconds=1, retry_condition_fn=_may_pass,
      cache_policy=NO_CACHE, persist_result=False)  # fmt: skip
def extract_batch(job: Job, batch: int) -> int:
    """Clean and extract a batch; returns how many pages gave a result."""
    return job.process(batch)


@task(cache_policy=NO_CACHE, persist_result=False)
def resolve_corpus(job: Job) -> None:
    """Make the pages' facts one knowledge base."""
    job.resolve()


@task(retries=1, retry_delay_seconds=1, retry_condition_fn=_may_pass, cache_policy=NO_CACHE, persist_result=False)
def publish_output(job: Job) -> dict[str, Any]:
    """Write the output folder; returns the record of the run."""
    return job.publish().model_dump(mode="json")


# the threads only wait for the processes
_THREADS: Any = ThreadPoolTaskRunner(max_workers=4)


@flow(name="build-knowledge-base", task_runner=_THREADS)
def build_knowledge_base(
    raw: Path = Path("raw"),
    output: Path = Path("output"),
    workers: int | None = None,
    batch_size: int | None = None,
    settings_file: Path | None = None,
    formats: tuple[str, ...] | None = None,
    fresh: bool = False,
) -> dict[str, int]:
    """Make a knowledge base of the pages in `raw`, leave it in `output`, and return the counts of the run.

    Raises `JobError` where input or output cannot be used, `SettingsError` and `FormatError` for wrong settings.
    """
    logger = get_run_logger()
    chosen = {"workers": workers, "batch_size": batch_size, "formats": formats}
    settings = load(settings_file, run={name: value for name, value in chosen.items() if value is not None})
    with Job(raw, output, settings, fresh=fresh, say=logger.warning) as job:
        held: Any = quote(job)  # handed over as it is: Prefect need not look into it
        pages = discover_pages(held)
        logger.info("%d pages, %d skipped", pages, len(job.skipped))
        _pass("reading", [survey_batch.submit(held, batch) for batch in range(job.plan_survey())])
        _pass("extracting", [extract_batch.submit(held, batch) for batch in range(job.plan_process())])
        resolve_corpus(held)
        record = RunRecord.model_validate(publish_output(held))
    _tell(record, output)
    return record.counts.model_dump()


def _pass(name: str, batches: list[PrefectFuture[int]]) -> None:
    """Wait for the batches of one pass, showing how far it is; raises what a batch raised."""
    if not batches:
        return
    artifact: Any = create_progress_artifact(0.0, key=f"progress-{name}", description=f"{name}: share of the batches")
    for done, batch in enumerate(as_completed(batches), 1):
        batch.result()
        update_progress_artifact(artifact, 100.0 * done / len(batches))


def _tell(record: RunRecord, output: Path) -> None:
    """Leave the summary and the table of what was skipped with the run."""
    rows = "\n".join(f"| {name.replace('_', ' ')} | {count} |" for name, count in record.counts.model_dump().items())
    seconds = ", ".join(f"{step} {value:.1f} s" for step, value in record.seconds.items())
    skipped = "".join(f"- {count} × {rule}\n" for rule, count in by_rule(record.skipped)) or "Nothing.\n"
    create_markdown_artifact(
        f"# Knowledge base\n\n| | |\n|---|---:|\n{rows}\n\n{seconds}\n\n## Skipped\n\n{skipped}\n"
        f"The files are in `{output}`: start with `knowledge_base.json`.\n",
        key="knowledge-base-summary",
    )
    table = [entry.model_dump() for entry in record.skipped[:_ROWS]]
    create_table_artifact(table, key="skipped-files", description=f"{len(record.skipped)} files or records gave no page")
