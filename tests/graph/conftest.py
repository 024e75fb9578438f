"""A graph made of the sample articles, and an environment in which tests reach their own servers."""

from __future__ import annotations

import pytest

from kg.graph.store import Store
from tests.graph.sample import pile, stored


@pytest.fixture
def store() -> Store:
    """The sample articles as a graph in memory."""
    return stored(pile())


@pytest.fixture(autouse=True)
def own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between a test and its server, and no credentials of whoever runs the tests."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("USER", "PASSWORD", "TOKEN", "UPDATE", "GRAPHS"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)
