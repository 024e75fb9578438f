"""The server that the W3C's suites run against, and the one place that says what to do where the suites are absent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.w3c.manifests import SUITES
from tests.web.w3c.sending import empty, serving


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("w3c") / "store") as address:
        yield address


@pytest.fixture
def endpoint(writable: str) -> str:
    """The address of a server without any data."""
    empty(writable)
    return writable


@pytest.fixture(scope="session")
def suites(request: pytest.FixtureRequest) -> Path:
    """The folder with the suites; skipped where it is absent, a failure in CI."""
    if not (SUITES / "protocol" / "manifest.ttl").is_file():
        request.getfixturevalue("shared")  # says it for the whole folder
        pytest.fail(f"{SUITES} is missing, though the rest of ../shared is there")
    return SUITES
