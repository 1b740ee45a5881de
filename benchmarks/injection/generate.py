"""Pages of clean sentences with spam put in, and what each sentence should read like afterwards."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.models import Article, Block

HERE = Path(__file__).parent
Kind = Literal["clean", "honest", "decoy", "phrase", "ad", "teaser", "spun"]


class Spun(BaseModel):
    """A clean sentence and the terms of it that a synonym machine changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clean: str
    terms: tuple[tuple[str, tuple[str, ...]], ...]


class Material(BaseModel):
    """`material.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: tuple[str, ...]
    honest: tuple[str, ...]
    ads: tuple[str, ...]
    teasers: tuple[str, ...]
    decoys: tuple[str, ...]
    spun: tuple[Spun, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a page: as it stands there, and as it should read (`None`: it should be gone)."""

    kind: Kind
    page: str
    wanted: str | None


@dataclass(slots=True)
class Made:
    """A page and its sentences."""

    article: Article
    sentences: list[Sentence] = field(default_factory=list)


def material() -> Material:
    """Return what is injected."""
    return Material.model_validate(tomllib.loads((HERE / "material.toml").read_text(encoding="utf-8")))


def clean_sentences() -> list[str]:
    """Return the clean sentences, in the order of the file."""
    return (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()


def inject(sentence: str, phrase: str, rng: random.Random) -> str:
    """Put the phrase into a random gap between two words of the sentence."""
    words = sentence.split()
    gap = rng.randint(1, len(words) - 1)
    return " ".join([*words[:gap], phrase, *words[gap:]])


def spin(entry: Spun, rng: random.Random) -> str:
    """Change each of the entry's terms to one of what a synonym machine makes of it."""
    text = entry.clean
    for term, options in entry.terms:
        text = text.replace(term, rng.choice(options))
    return text


def make_pages(seed: int) -> list[Made]:
    """Return one page for each key phrase: its sentences in paragraphs of three or four below headings."""
    rng = random.Random(seed)
    stock = material()
    pool = clean_sentences()
    rng.shuffle(pool)
    share = len(pool) // len(stock.phrases)
    pages: list[Made] = []
    for number, phrase in enumerate(stock.phrases):
        own = pool[number * share : (number + 1) * share]
        hit = set(rng.sample(range(len(own)), 5))
        found = [
            Sentence("phrase", inject(s, phrase, rng), s) if n in hit else Sentence("clean", s, s) for n, s in enumerate(own)
        ]
        found += [Sentence("honest", text, text) for text in (t.format(phrase=phrase) for t in rng.sample(stock.honest, 2))]
        found += [Sentence("decoy", text, text) for text in rng.sample(stock.decoys, 3)]
        found += [Sentence("ad", text, None) for text in rng.sample(stock.ads, 4)]
        found += [Sentence("teaser", text, None) for text in rng.sample(stock.teasers, 1)]
        found += [Sentence("spun", spin(entry, rng), entry.clean) for entry in rng.sample(stock.spun, 2)]
        rng.shuffle(found)
        pages.append(Made(_article(f"page-{seed}-{number}.txt", phrase, found, rng), found))
    return pages


def _article(source: str, phrase: str, sentences: list[Sentence], rng: random.Random) -> Article:
    blocks = [Block(kind="heading", level=1, text=phrase.capitalize(), index=0)]
    rest = [sentence.page for sentence in sentences]
    while rest:
        size = rng.randint(3, 4)
        part, rest = rest[:size], rest[size:]
        blocks.append(Block(kind="paragraph", text=" ".join(part), index=len(blocks), heading=blocks[0].text))
    return Article(source=source, sha256="0" * 64, media="text", title=blocks[0].text, blocks=tuple(blocks))
