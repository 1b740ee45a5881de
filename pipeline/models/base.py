"""What every value is made of: the frozen base, and the words that fields are drawn from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

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
