"""Fixtures shared by all tests: what a machine may lack is skipped with a reason, and in CI such a skip is a failure."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # begun in the background: what the tests start must be one that can be interrupted
    signal.signal(signal.SIGINT, signal.default_int_handler)


def lacking(what: str) -> None:
    """Skip a test for want of `what`; in CI, where everything must be there, fail instead."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI, but {what} is missing")
    pytest.skip(f"{what} is missing on this machine")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared with gold data and the real articles."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not (folder / "eval" / "score.py").is_file():
        lacking("../shared (gold data)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        lacking("Chromium")
        raise AssertionError
    return path


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Virtuoso that the tests of one process share; its queries are at /sparql, user and password are dba."""
    if shutil.which("virtuoso-t") is None:
        lacking("Virtuoso (Debian's package virtuoso-opensource)")
    from tests.graph import virtuoso as server

    with server.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address
