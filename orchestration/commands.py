"""The commands `scrape`, `refresh` and `serve` of `flows.py`. Prefect is imported only when one of them runs."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Any


def add_scrape(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command that fetches pages."""
    about = "fetch the pages that a list of sources names"
    parser = commands.add_parser("scrape", help=about, description=about.capitalize() + ".", allow_abbrev=False)
    _add_fetching(parser)
    parser.set_defaults(function=scrape)


def add_refresh(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command that fetches, builds, and tells what changed."""
    about = "scrape, make the knowledge base anew, and tell what changed"
    parser = commands.add_parser("refresh", help=about, description=about.capitalize() + ".", allow_abbrev=False)
    _add_fetching(parser)
    _add_output(parser)
    parser.set_defaults(function=refresh)


def add_serve(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command that refreshes by a schedule."""
    about = "refresh by a schedule, until interrupted (needs a running Prefect server)"
    parser = commands.add_parser("serve", help=about, description=about.capitalize() + ".", allow_abbrev=False)
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--cron", metavar="LINE", type=_cron, help='a cron line in UTC, say "0 6 * * *"')
    when.add_argument("--interval", metavar="SECONDS", type=_seconds, help="seconds from one run to the next")
    parser.add_argument(
        "--overlap", choices=("wait", "drop"), default="wait", help="what a run does that comes due while one is going"
    )
    parser.add_argument("--name", default="refresh", help="the name of the deployment (default: refresh)")
    _add_fetching(parser)
    _add_output(parser)
    parser.set_defaults(function=serve)


def _add_fetching(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sources", type=Path, default=Path("sources.toml"), metavar="FILE", help="the list (default: sources.toml)"
    )
    parser.add_argument("--raw", type=Path, default=Path("raw"), metavar="DIR", help="where pages go (default: raw)")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file with settings")
    parser.add_argument("--keep", type=int, metavar="N", help="versions of a page that stay on disk (default: 3)")
    parser.add_argument("--warc", type=Path, metavar="DIR", help="also write what is fetched as WARC files into DIR")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=Path("output"), help="the folder to write to (default: output)")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (seconds > 0 and math.isfinite(seconds)):
        raise argparse.ArgumentTypeError("must be more than 0")
    return seconds


def _cron(text: str) -> str:
    """Return the line if it is one; a wrong one would only be found when the server is asked."""
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a cron line") from None
    return text


def _parameters(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return what the flows are given, checked before anything is started: what cannot work is said at once."""
    from pipeline.scrape import load
    from pipeline.settings import load as load_settings

    changed = {name: value for name in ("keep", "warc") if (value := getattr(chosen, name)) is not None}
    load_settings(chosen.settings, scrape=changed)
    load(chosen.sources)
    names = ("sources", "raw", "output", "settings", "keep", "warc")
    # absolute: a run of a schedule may be started anywhere
    return {
        name: value.absolute() if isinstance(value, Path) else value
        for name in names
        if (value := getattr(chosen, name, None)) is not None
    }


def scrape(chosen: argparse.Namespace) -> int:
    """Run the flow `scrape` and print how many addresses had which outcome; 1 if none gave a page."""
    parameters = _parameters(chosen)
    from orchestration.scraping import scrape as run
    from pipeline.scrape import BusyError

    try:
        counts = run(**parameters)
    except BusyError as error:
        return _told(error)
    print(", ".join(f"{count} {status}" for status, count in counts.items()) or "no addresses")
    return 1 if set(counts) == {"failed"} else 0


def refresh(chosen: argparse.Namespace) -> int:
    """Run the flow `refresh` and print how many facts changed; 1 if the webhook did not take it."""
    from pipeline.job.pool import one_thread_each

    one_thread_each()
    parameters = _parameters(chosen)
    from orchestration.feed import WebhookError
    from orchestration.refresh import refresh as run
    from pipeline.scrape import BusyError

    try:
        told = run(**parameters)
    except BusyError as error:
        return _told(error)
    except WebhookError as error:
        print(f"python flows.py: {error}", file=sys.stderr)
        return 1
    print(f"{told['total']} changes; the knowledge base is {chosen.output / 'knowledge_base.json'}")
    return 0


def serve(chosen: argparse.Namespace) -> int:
    """Serve the flow `refresh` by its schedule until interrupted."""
    from pipeline.job.pool import one_thread_each

    one_thread_each()  # the runs inherit it
    parameters = _parameters(chosen)
    from orchestration.refresh import serve as run

    given = {name: str(value) if isinstance(value, Path) else value for name, value in parameters.items()}
    run(given, cron=chosen.cron, interval=chosen.interval, overlap=chosen.overlap, name=chosen.name)
    return 0


def _told(error: Exception) -> int:
    print(f"python flows.py: {error}", file=sys.stderr)
    return 2
