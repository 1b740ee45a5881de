"""The values that stages hand to each other, and the knowledge base that they end in.

All are frozen and refuse unknown fields; sequences are tuples. Text offsets count Unicode code points.
"""

from __future__ import annotations

from pipeline.models.base import (
    SCHEMA_VERSION,
    Action,
    BlockKind,
    Category,
    Certainty,
    Media,
    Model,
    Number,
    Polarity,
    Range,
    Strength,
)
from pipeline.models.cleaned import (
    CleanArticle,
    CleanBlock,
    Edit,
    LedgerEntry,
    Quality,
)
from pipeline.models.facts import (
    Advice,
    Attributed,
    Cause,
    Contradiction,
    Document,
    Exercise,
    KnowledgeBase,
    Merge,
    Resolved,
)
from pipeline.models.mentions import (
    AdviceMention,
    CauseMention,
    Dosage,
    Evidence,
    ExerciseMention,
    Frequency,
    PageResult,
    Rejected,
)
from pipeline.models.pages import (
    Article,
    Block,
    Page,
    Skipped,
)

__all__ = [
    "SCHEMA_VERSION",
    "Action",
    "Advice",
    "AdviceMention",
    "Article",
    "Attributed",
    "Block",
    "BlockKind",
    "Category",
    "Cause",
    "CauseMention",
    "Certainty",
    "CleanArticle",
    "CleanBlock",
    "Contradiction",
    "Document",
    "Dosage",
    "Edit",
    "Evidence",
    "Exercise",
    "ExerciseMention",
    "Frequency",
    "KnowledgeBase",
    "LedgerEntry",
    "Media",
    "Merge",
    "Model",
    "Number",
    "Page",
    "PageResult",
    "Polarity",
    "Quality",
    "Range",
    "Rejected",
    "Resolved",
    "Skipped",
    "Strength",
]
