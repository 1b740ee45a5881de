"""`python -m pipeline explain PAGE`: how a page's facts were found, step by step, and why others were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.judge import Candidate, Verdict
from pipeline.kinds.reading import NEAR, read
from pipeline.models import Page, Skipped
from pipeline.outline import Node
from pipeline.settings import Settings

_REASONS = 6
_WIDTH = 100


class ExplainError(Exception):
    """The page cannot be explained; the message names the file and says why."""


def explain(path: Path, settings: Settings) -> Iterator[str]:
    """Yield the lines of an explanation: outline, then each kind's candidates with signs and verdicts, then its facts.

    Raises `ExplainError` for a file that gives no page, `ModelError` where the model isn't installed.
    """
    from pipeline.clean import clean
    from pipeline.parse import parse

    article, ledger = clean(parse(_page(path, settings)), frozenset(), settings.clean)
    found = read(article, settings.extract, reasons=_REASONS)
    yield f"# {article.title or path.name}"
    yield f"{len(article.blocks)} blocks kept, {len(ledger)} stretches dropped, repaired or rewritten (cleaning)"
    yield from ("", "## Outline")
    yield from (_outlined(node) for node in found.outline.nodes)
    for kind, judged in found.judged.items():
        yield from ("", f"## {kind.capitalize()}: {len(judged)} candidates")
        yield from _judged(judged)
        yield from (f"= {_fact(mention)}" for mention in found.mentions[kind])
    if not found.on_topic:
        yield from ("", "The page as a whole is about something else than the body.")


def _page(path: Path, settings: Settings) -> Page:
    from pipeline.ingest import discover
    from pipeline.ingest import read as ingest

    if not path.is_file():
        raise ExplainError(f"{path}: no such file")
    references, skipped = discover(path.parent, settings.ingest)
    wanted = [reference for reference in references if reference.path == path.name]
    for _, page in ingest(wanted[:1], path.parent, settings.ingest):
        if isinstance(page, Skipped):
            raise ExplainError(f"{path}: {page.reason}")
        return page
    why = next((entry.reason for entry in skipped if entry.source == path.name), "holds no page")
    raise ExplainError(f"{path}: {why}")


def _outlined(node: Node) -> str:
    """One node: indented by its depth, with what was read of it."""
    depth = len(node.path()) + (node.lead_in is not None)
    told = [node.kind + (" (heading)" if node.is_heading and node.kind != "heading" else "")]
    told += [f"no. {node.number}"] if node.number is not None else []
    told += [f"label {node.label.text!r}"] if node.label is not None else []
    told += [f"topics {', '.join(node.topics)}"] if node.topics else []
    told += [f"about {node.subject}"] if node.subject else []
    told += ["opens a list"] if node.lead else []
    return f"{'  ' * depth}{_short(node.text)}  [{'; '.join(told)}]"


def _judged(judged: Sequence[tuple[Candidate, Verdict]]) -> Iterator[str]:
    """The candidates that were kept or nearly were, each with the signs that told most."""
    for candidate, verdict in judged:
        if verdict.probability < NEAR:
            continue
        signs = ", ".join(f"{sign} {weight:+.2f}" for sign, weight in verdict.reasons)
        mark = "+" if verdict.kept else "-"
        yield f"{mark} {verdict.probability:.2f}  {_short(candidate.sentence.text)}"
        yield f"        {signs}"
    far = sum(verdict.probability < NEAR for _, verdict in judged)
    if far:
        yield f"({far} more below {NEAR})"


def _fact(mention: object) -> str:
    values = mention.model_dump(mode="json", exclude_defaults=True, exclude={"evidence", "steps", "rule"})  # type: ignore[attr-defined]
    return "; ".join(f"{name}: {value}" for name, value in values.items())


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDTH else plain[: _WIDTH - 1] + "…"
