"""From the sheet to the values that leave the stage: kept blocks, the ledger, the page's figures."""

from __future__ import annotations

from pipeline.clean.sheet import Row, Sheet
from pipeline.ids import stable_id
from pipeline.models import CleanArticle, CleanBlock, LedgerEntry, Quality

# Rule families that drop spam; all others drop boilerplate.
SPAM = frozenset({"promotion", "keywords", "phrase", "placeholder"})


def is_spam(rule: str) -> bool:
    """Whether a rule drops spam, told by the family before the dot of its id."""
    return rule.partition(".")[0] in SPAM


def make_article(sheet: Sheet, title: str | None) -> tuple[CleanArticle, tuple[LedgerEntry, ...]]:
    """Return the clean article and its ledger; together they hold every character of the parsed blocks once."""
    article = sheet.article
    identity = stable_id("doc", article.source)
    ledger = tuple(entry for row in sheet.rows for entry in _entries(row, identity))
    made = CleanArticle(
        id=identity,
        source=article.source,
        sha256=article.sha256,
        url=article.url,
        title=title,
        author=article.author,
        published=article.published,
        site=article.site,
        language=article.language,
        blocks=_blocks(sheet),
        quality=_quality(sheet, ledger),
    )
    return made, ledger


def _blocks(sheet: Sheet) -> tuple[CleanBlock, ...]:
    """The kept blocks, each under the nearest heading that was kept."""
    found: list[CleanBlock] = []
    heading: str | None = None
    for row in sheet.live():
        block = row.block
        changed = bool(row.draft.edits)
        found.append(
            CleanBlock(
                **block.model_dump(exclude={"text", "heading"}),
                text=row.text,
                heading=heading,
                raw=row.draft.raw if changed else None,
                edits=tuple(row.draft.edits),
            )
        )
        if row.heading:
            heading = row.text
    return tuple(found)


def _entries(row: Row, identity: str) -> list[LedgerEntry]:
    """The ledger's lines of one block. A block dropped after parts of it gives the parts and what stood between them."""
    raw, number = row.draft.raw, row.block.index
    entries: list[LedgerEntry] = []
    at = 0

    def rest(upto: int) -> None:
        if row.rule is not None and at < upto:
            entries.append(
                LedgerEntry(
                    document_id=identity, block=number, start=at, end=upto, action="drop", rule=row.rule, text=raw[at:upto]
                )
            )

    for edit in row.draft.edits:
        rest(edit.start)
        entries.append(
            LedgerEntry(
                document_id=identity,
                block=number,
                start=edit.start,
                end=edit.end,
                action="drop" if row.rule else edit.action,
                rule=edit.rule,
                text=raw[edit.start : edit.end],
                replacement="" if row.rule else edit.replacement,
            )
        )
        at = edit.end
    rest(len(raw))
    return entries


def _quality(sheet: Sheet, ledger: tuple[LedgerEntry, ...]) -> Quality:
    whole = sum(len(row.draft.raw) for row in sheet.rows)
    if not whole:
        return Quality()
    dropped = [entry for entry in ledger if entry.action == "drop"]
    spam = sum(len(entry.text) for entry in dropped if is_spam(entry.rule))
    boilerplate = sum(len(entry.text) for entry in dropped) - spam
    kept = sum(len(row.text) for row in sheet.live())
    return Quality(
        spun=sheet.spun,
        spam_score=round(spam / whole, 4),
        promotional=sheet.promotional,
        kept_share=round(min(1.0, kept / whole), 4),
        boilerplate_share=round(boilerplate / whole, 4),
    )
