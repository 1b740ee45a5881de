"""Composes the stages: the only module that knows their order."""

from __future__ import annotations

from pathlib import Path

from pipeline.job.errors import JobError
from pipeline.job.job import Job, Progress, Say
from pipeline.job.report import Counts, RunRecord, by_rule, read_record, summary
from pipeline.settings import Settings

__all__ = ["Counts", "Job", "JobError", "Progress", "RunRecord", "build", "by_rule", "read_record", "summary"]


def build(
    raw: Path,
    output: Path,
    settings: Settings,
    *,
    fresh: bool = False,
    wait: bool = True,
    progress: Progress = lambda step, done, total: None,
    say: Say = lambda line: None,
) -> RunRecord:
    """Make a knowledge base of the pages in `raw`, leave it in `output`, and return the record of the run.

    Raises what `Job` raises.
    """
    with Job(raw, output, settings, fresh=fresh, wait=wait, progress=progress, say=say) as job:
        job.discover()
        for batch in range(job.plan_survey()):
            job.survey(batch)
        for batch in range(job.plan_process()):
            job.process(batch)
        job.resolve()
        return job.publish()
