"""The command line: `python -m pipeline RAW`, `python -m pipeline diff OLD NEW` and `python -m pipeline explain PAGE`.

Standard output carries only what was asked for; progress and the summary go to standard error. Wrong use and inputs
that cannot be used end with code 2 and one line.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pipeline

if TYPE_CHECKING:
    from pipeline.job import RunRecord
    from pipeline.models import KnowledgeBase
    from pipeline.progress import Progress

_EPILOG = """\
The knowledge base is OUTPUT/knowledge_base.json, the reasons for what was skipped are in OUTPUT/run.json.
To compare two knowledge bases: python -m pipeline diff OLD NEW
To see how the facts of a page were found: python -m pipeline explain PAGE
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with code 2 and one line."""
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def _build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m pipeline",
        description="Make a knowledge base of exercises, causes and advice from a folder of scraped pages.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    formats = "HTML, text, Markdown, JSON Lines, WARC, each also gzipped"
    parser.add_argument("raw", metavar="RAW", type=Path, help=f"the folder with the pages ({formats})")
    parser.add_argument("--output", type=Path, default=Path("output"), help="the folder to write to (default: output)")
    parser.add_argument("--workers", type=_number, metavar="N", help="processes to use (default: as many as pay)")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file with settings")
    parser.add_argument("--formats", metavar="A,B", help="further formats beside JSON: jsonl,csv,sqlite,parquet,markdown")
    parser.add_argument("--candidates", action="store_true", help="also write what was proposed and not kept, and why")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--no-wait", action="store_true", help="end with code 2 where another run is writing to OUTPUT")
    parser.add_argument("--json", action="store_true", help="print the counts of the run as JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.add_argument("--version", action="version", version=f"kinesift {pipeline.__version__}")
    return parser


def _diff_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m pipeline diff",
        description="Say what changed between two knowledge bases.",
        allow_abbrev=False,
    )
    parser.add_argument("old", metavar="OLD", type=Path, help="an output folder or a knowledge_base.json")
    parser.add_argument("new", metavar="NEW", type=Path, help="likewise")
    parser.add_argument("--json", action="store_true", help="print one JSON object a change")
    return parser


def _explain_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m pipeline explain",
        description="Show how the facts of a page were found: its outline, the candidates, their signs, the verdicts.",
        allow_abbrev=False,
    )
    parser.add_argument("page", metavar="PAGE", type=Path, help="a file with one page")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file with settings")
    return parser


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        commands = {"diff": _diff, "explain": _explain}
        return commands[given[0]](given[1:]) if given[:1] and given[0] in commands else _build(given)
    except KeyboardInterrupt:
        print("stopped; what was done is kept in the store", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # whoever read standard output has gone ("| head"): what is left in the buffer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _build(arguments: Sequence[str]) -> int:
    parser = _build_parser()
    chosen = parser.parse_args(arguments)
    from pipeline.progress import Progress

    progress = Progress(quiet=chosen.quiet)
    try:
        with progress:
            record = _run(chosen, progress)
    except _expected() as error:
        parser.exit(2, f"{parser.prog}: {' '.join(str(error).split())}\n")
    if chosen.json:
        print(record.counts.model_dump_json())
    if not chosen.quiet:
        from pipeline.job import summary

        print(summary(record, str(chosen.output)), file=sys.stderr)
    return 0


def _run(chosen: argparse.Namespace, progress: Progress) -> RunRecord:
    from pipeline.job import build
    from pipeline.job.pool import one_thread_each
    from pipeline.settings import load

    one_thread_each()
    overrides = {} if chosen.workers is None else {"workers": chosen.workers}
    if chosen.formats is not None:
        overrides["formats"] = tuple(name.strip() for name in chosen.formats.split(",") if name.strip())
    settings = load(chosen.settings, run=overrides)
    if chosen.candidates:
        settings = settings.model_copy(update={"extract": settings.extract.model_copy(update={"candidates": True})})
    return build(
        chosen.raw,
        chosen.output,
        settings,
        fresh=chosen.fresh,
        wait=not chosen.no_wait,
        progress=progress.step,
        say=progress.say,
    )


def _expected() -> tuple[type[Exception], ...]:
    """What a person can mend; anything else is a fault of the program and shows its traceback."""
    from pipeline.emit.errors import FormatError
    from pipeline.job import JobError
    from pipeline.settings import SettingsError
    from pipeline.store import StoreError

    return JobError, FormatError, SettingsError, StoreError


def _diff(arguments: Sequence[str]) -> int:
    from pipeline import changes

    parser = _diff_parser()
    chosen = parser.parse_args(arguments)
    old, new = (_read(parser, path) for path in (chosen.old, chosen.new))
    found = changes.diff(old, new)
    if chosen.json:
        for change in found:
            print(change.model_dump_json(exclude_none=True))
    else:
        print(changes.markdown(found), end="")
    return 0


def _explain(arguments: Sequence[str]) -> int:
    from pipeline.explain import ExplainError, explain
    from pipeline.settings import SettingsError, load
    from pipeline.text.sentence import ModelError

    parser = _explain_parser()
    chosen = parser.parse_args(arguments)
    try:
        for line in explain(chosen.page, load(chosen.settings)):
            print(line)
    except (ExplainError, ModelError, SettingsError) as error:
        parser.exit(2, f"{parser.prog}: {' '.join(str(error).split())}\n")
    return 0


def _read(parser: argparse.ArgumentParser, path: Path) -> KnowledgeBase:
    from pipeline.models import KnowledgeBase

    file = path / "knowledge_base.json" if path.is_dir() else path
    try:
        return KnowledgeBase.model_validate_json(file.read_bytes())
    except OSError as error:
        parser.exit(2, f"{parser.prog}: {file}: {error.strerror or error}\n")
    except ValueError as error:
        parser.exit(2, f"{parser.prog}: {file}: no knowledge base of this version: {str(error).splitlines()[0]}\n")
