"""The Prefect flows from the command line: `python flows.py run RAW`.

The flows themselves are in `orchestration/`, which is imported only when one is to run: help and wrong use answer at
once, and the processes that work on pages, which import this file, load no Prefect.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from orchestration.commands import add_refresh, add_scrape, add_serve


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with code 2 and one line."""
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def add_run(commands: argparse._SubParsersAction[_Parser]) -> None:
    """Add the command that makes the knowledge base."""
    about = "make a knowledge base from a folder of pages"
    parser = commands.add_parser("run", help=about, description=about.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("raw", metavar="RAW", type=Path, help="the folder with the pages")
    parser.add_argument("--output", type=Path, default=Path("output"), help="the folder to write to (default: output)")
    parser.add_argument("--workers", type=_number, metavar="N", help="processes to use (default: as many as pay)")
    parser.add_argument("--batch-size", type=_number, metavar="N", help="pages a task (default: 250)")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file with settings")
    parser.add_argument("--formats", metavar="A,B", help="further formats beside JSON: jsonl,csv,sqlite,parquet,markdown")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.set_defaults(function=run)


def run(chosen: argparse.Namespace) -> int:
    """Run the flow `build_knowledge_base` and print where to look."""
    from pipeline.job import Job, read_record, summary
    from pipeline.job.pool import one_thread_each
    from pipeline.settings import load

    one_thread_each()
    formats = None
    if chosen.formats is not None:
        formats = tuple(name.strip() for name in chosen.formats.split(",") if name.strip())
    # what cannot work is said before anything is started
    Job(chosen.raw, chosen.output, load(chosen.settings, run={"formats": formats} if formats else {}))
    from orchestration.knowledge_base import build_knowledge_base

    build_knowledge_base(
        raw=chosen.raw,
        output=chosen.output,
        workers=chosen.workers,
        batch_size=chosen.batch_size,
        settings_file=chosen.settings,
        formats=formats,
        fresh=chosen.fresh,
    )
    print(summary(read_record(chosen.output), str(chosen.output)))
    return 0


# Each adds one command; a command's function takes the parsed arguments and returns the exit code.
COMMANDS: tuple[Callable[[argparse._SubParsersAction[_Parser]], None], ...] = (
    add_run,
    add_scrape,
    add_refresh,
    add_serve,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = _Parser(prog="python flows.py", description="kinesift's Prefect flows.", allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for add in COMMANDS:
        add(commands)
    chosen = parser.parse_args(arguments)
    from pipeline.emit.errors import FormatError
    from pipeline.job import JobError
    from pipeline.settings import SettingsError

    function: Callable[[argparse.Namespace], int] = chosen.function
    try:
        return function(chosen)
    except (JobError, FormatError, SettingsError) as error:
        parser.exit(2, f"{parser.prog}: {' '.join(str(error).split())}\n")
    except KeyboardInterrupt:
        print("stopped; what was done is kept in the store", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
