"""Fetching pages politely and safely into the folder that the main job reads.

`sources.load` reads what is to be fetched; a `Scraper` plans it (sitemaps and feeds become addresses), runs it and keeps
each page as a snapshot. Below it, `Web` has the manners (turns, robots.txt, redirects, tries), `Client` sends one
request within its limits, and `GuardedBackend` opens connections only to addresses that it has checked.
"""

from __future__ import annotations

from pipeline.scrape.failures import FetchError
from pipeline.scrape.journal import Outcome, complete
from pipeline.scrape.plan import Plan, Target
from pipeline.scrape.scraper import BusyError, Scraper, failed
from pipeline.scrape.sources import Source, SourcesError, load
from pipeline.scrape.web import Web, World

__all__ = [
    "BusyError",
    "FetchError",
    "Outcome",
    "Plan",
    "Scraper",
    "Source",
    "SourcesError",
    "Target",
    "Web",
    "World",
    "complete",
    "failed",
    "load",
]
