from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scrape.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on the loopback."""
    with serve() as found:
        yield found
