"""The values that stages hand to each other, and the knowledge base that they end in.

All are frozen and refuse unknown fields; sequences are tuples. Text offsets count Unicode code points.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.dom.segment import Segment

SCHEMA_VERSION = "1.0.0"

Media = Literal["html", "text", "markdown"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "quote", "term", "definition"]
Category = Literal["strength", "stretch", "mobility", "balance", "cardio", "self-massage", "breathing", "activity"]
Polarity = Literal["do", "avoid"]
Strength = Literal["must", "should", "may"]
Certainty = Literal["asserted", "hedged"]
Action = Literal["drop", "repair", "rewrite"]
Number = int | float
Range = tuple[Number, Number]


class Model(BaseModel):
    """A value: immutable, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# ---------------------------------------------------------------- ingest


class Page(Model):
    """One page as it was found.

    `source` is the path below the input folder with forward slashes (records of a container: path, `#`, record number),
    or the address. `sha256` is the hex digest of the bytes that the content was decoded from.
    """

    source: str
    content: str = Field(repr=False)
    media: Media
    sha256: str
    encoding: str = "utf-8"
    url: str | None = None
    title: str | None = None
    fetched_at: str | None = None


class Skipped(Model):
    """A file or record that gave no page, and why. `rule` names the kind of reason, `reason` says it in words."""

    source: str
    rule: str
    reason: str


# ---------------------------------------------------------------- parse


class Block(Model):
    """A stretch of a page that stands by itself: a heading, a paragraph, one list item, one table row.

    `level` is 1 to 6 for headings, else 0. Items of one list share a `list_id`; `number` is the number that the page
    (or its `<ol>`) gives the item. `heading` is the text of the nearest heading above. `index` is the position in the
    parsed article; it stays through cleaning, so that a clean block can be traced to what it was. `link_share` is the
    share of its characters that stand in links, from 0 to 1.
    """

    kind: BlockKind
    text: str
    index: int
    level: int = 0
    list_id: int | None = None
    number: int | None = None
    heading: str | None = None
    link_share: float = 0.0


class Article(Model):
    """A parsed page: its blocks cover every visible word of the page exactly once, boilerplate included.

    `segments` are the page's HTML segments, one for each block in the same order, with what the main-content
    classifier looks at; empty for text and Markdown.
    """

    source: str
    sha256: str
    media: Media
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    segments: tuple[Segment, ...] = Field(default=(), exclude=True, repr=False)


# ---------------------------------------------------------------- clean


class Edit(Model):
    """A change to a block's text: `[start, end)` of the parsed text became `replacement` (empty: removed)."""

    start: int
    end: int
    replacement: str
    rule: str
    action: Action


class CleanBlock(Block):
    """A block that was kept. `raw` is its parsed text where edits changed it; `edits` are sorted, without overlap."""

    raw: str | None = None
    edits: tuple[Edit, ...] = ()


class LedgerEntry(Model):
    """One stretch that cleaning dropped, repaired or rewrote.

    `block` is the index of the parsed block and `[start, end)` the stretch of its parsed text.
    """

    document_id: str
    block: int
    start: int
    end: int
    action: Action
    rule: str
    text: str
    replacement: str = ""


class Quality(Model):
    """Named figures about a page, each from 0 to 1 or a yes/no.

    `spun`: the wording shows machine synonym substitution. `spam_score`: share of the page's words that cleaning dropped
    as spam (not as boilerplate), after squashing. `promotional`: the page sells something. `kept_share`: kept characters
    over visible characters. `boilerplate_share`: characters dropped as boilerplate over visible characters.
    """

    spun: bool = False
    spam_score: float = 0.0
    promotional: bool = False
    kept_share: float = 0.0
    boilerplate_share: float = 0.0


class CleanArticle(Model):
    """A page after cleaning. `text` is the kept blocks in order with one blank line between them."""

    id: str
    source: str
    sha256: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    language: str = "en"
    blocks: tuple[CleanBlock, ...] = ()
    quality: Quality = Quality()

    @property
    def text(self) -> str:
        """The clean text: what every evidence offset counts in."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def starts(self) -> tuple[int, ...]:
        """The offset in `text` at which each block begins."""
        found, at = [], 0
        for block in self.blocks:
            found.append(at)
            at += len(block.text) + 2
        return tuple(found)


# ---------------------------------------------------------------- extract


class Evidence(Model):
    """The words that say it: `quote == text[start:end]` of the document's clean text.

    `original` holds the words as the page had them where cleaning changed them; `section` is the heading above.
    """

    document_id: str
    quote: str
    start: int
    end: int
    original: str | None = None
    section: str | None = None


class Frequency(Model):
    """How often: `times` (from, to) in each `period`."""

    times: Range
    period: Literal["day", "week"]


class Dosage(Model):
    """A dose as the page gives it; each range is (from, to), a single figure has both ends equal."""

    sets: Range | None = None
    reps: Range | None = None
    hold_seconds: Range | None = None
    duration_seconds: Range | None = None
    distance_metres: Range | None = None
    frequency: Frequency | None = None
    per_side: bool = False
    quote: str


class ExerciseMention(Model):
    """One exercise in one document. `lexicon_id` names its entry in the knowledge, `rule` the rule that found it."""

    name: str
    rule: str
    lexicon_id: str | None = None
    aliases: tuple[str, ...] = ()
    category: Category | None = None
    targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    dosage: tuple[Dosage, ...] = ()
    cautions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class CauseMention(Model):
    """A statement that `cause` brings about, worsens or raises the risk of `effect`."""

    cause: str
    effect: str
    rule: str
    certainty: Certainty = "asserted"
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class AdviceMention(Model):
    """A recommendation to do or to avoid `action`."""

    action: str
    rule: str
    polarity: Polarity = "do"
    timing: str | None = None
    condition: str | None = None
    strength: Strength = "should"
    attribution: str | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class PageResult(Model):
    """All that one page gives, before the corpus is looked at as a whole."""

    article: CleanArticle
    ledger: tuple[LedgerEntry, ...] = ()
    exercises: tuple[ExerciseMention, ...] = ()
    causes: tuple[CauseMention, ...] = ()
    advice: tuple[AdviceMention, ...] = ()


# ---------------------------------------------------------------- resolve


class Document(Model):
    """A page in the knowledge base. `duplicate_of` is the id of the document that it is a copy of."""

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str
    sha256: str
    duplicate_of: str | None = None
    quality: Quality


class Attributed(Model):
    """Who says what about an exercise: the documents that give one value of one of its fields (a dose by its quote)."""

    field: Literal["aliases", "targets", "equipment", "steps", "dosage", "cautions", "purposes"]
    value: str
    document_ids: tuple[str, ...] = Field(min_length=1)


class Exercise(Model):
    """An exercise, merged over all documents that tell of it. `support` counts independent sources.

    `steps` are those of the one document that gives the fullest; `sources` holds every document's values.
    """

    id: str
    id_aliases: tuple[str, ...] = ()
    name: str
    aliases: tuple[str, ...] = ()
    category: Category | None = None
    targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    dosage: tuple[Dosage, ...] = ()
    cautions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    sources: tuple[Attributed, ...] = ()
    support: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Cause(Model):
    """A cause of a pain, injury or condition, merged over all documents that state it."""

    id: str
    id_aliases: tuple[str, ...] = ()
    cause: str
    effect: str
    certainty: Certainty
    support: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Advice(Model):
    """A piece of advice, merged over all documents that give it."""

    id: str
    id_aliases: tuple[str, ...] = ()
    action: str
    polarity: Polarity
    timing: str | None = None
    condition: str | None = None
    strength: Strength
    attribution: str | None = None
    support: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Contradiction(Model):
    """Two items that cannot both be followed. `kind` names the rule, `reason` says it in words."""

    id: str
    kind: str
    item_ids: tuple[str, str]
    reason: str


class KnowledgeBase(Model):
    """What `knowledge_base.json` holds: the same input and settings give the same bytes."""

    schema_version: str = SCHEMA_VERSION
    documents: tuple[Document, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    causes: tuple[Cause, ...] = ()
    advice: tuple[Advice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> KnowledgeBase:
        """Two facts under one id could not be told apart by what reads the output."""
        for name in ("documents", "exercises", "causes", "advice", "contradictions"):
            ids = [item.id for item in getattr(self, name)]
            if len(ids) != len(set(ids)):
                raise ValueError(f"two {name} share an id")
        return self


class Merge(Model):
    """Why two mentions became one fact: the rule that joined them and its score from 0 to 1."""

    fact_id: str
    kind: Literal["exercise", "cause", "advice", "document"]
    kept: str
    merged: str
    rule: str
    score: float


class Resolved(Model):
    """The corpus as one knowledge base, and why things in it were joined."""

    kb: KnowledgeBase
    merges: tuple[Merge, ...] = ()
