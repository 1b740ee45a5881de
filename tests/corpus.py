"""Pages made for tests of what happens to a whole corpus."""

from __future__ import annotations

from typing import Any

from pipeline.models import AdviceMention, CauseMention, CleanArticle, CleanBlock, Evidence, ExerciseMention, PageResult


def page(
    source: str,
    *lines: str,
    exercises: tuple[str | dict[str, Any], ...] = (),
    causes: tuple[tuple[str, str], ...] = (),
    advice: tuple[str | dict[str, Any], ...] = (),
    **article: Any,
) -> PageResult:
    """A page of these lines that makes these statements; the evidence of each is the line that holds its words."""
    said = [*lines, *(f"{cause} -> {effect}" for cause, effect in causes)]
    said += [a if isinstance(a, str) else a["action"] for a in advice]
    said += [e if isinstance(e, str) else e["name"] for e in exercises]
    blocks = tuple(CleanBlock(kind="paragraph", text=line, index=i) for i, line in enumerate(said))
    made = CleanArticle.model_validate(
        {"id": f"doc-{source}", "source": source, "sha256": source, "blocks": blocks} | article
    )

    def evidence(words: str) -> tuple[Evidence, ...]:
        index = next(i for i, line in enumerate(said) if words in line)
        start = made.starts[index]
        return (Evidence(document_id=made.id, quote=said[index], start=start, end=start + len(said[index])),)

    def fields(value: str | dict[str, Any], name: str) -> dict[str, Any]:
        values = {name: value} if isinstance(value, str) else value
        return {"rule": "test", "evidence": evidence(values[name])} | values

    return PageResult(
        article=made,
        exercises=tuple(ExerciseMention.model_validate(fields(e, "name")) for e in exercises),
        causes=tuple(
            CauseMention(cause=c, effect=e, rule="test", evidence=evidence(f"{c} -> {e}")) for c, e in causes
        ),
        advice=tuple(AdviceMention.model_validate(fields(a, "action")) for a in advice),
    )
