"""The Prefect side: flows, tasks, artifacts, events and schedules around `pipeline`. No logic of its own.

What Prefect reads when it is first imported is set here, for runs that are started outside the project's folder; what
the environment says stands above it.
"""

from __future__ import annotations

import os

# a temporary server makes its database first, which takes longer than Prefect's default on a fresh home
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
