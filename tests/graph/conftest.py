"""A graph made of the sample articles."""

from __future__ import annotations

import pytest

from kg.graph.store import Store
from tests.graph.sample import pile, stored


@pytest.fixture
def store() -> Store:
    """The sample articles as a graph in memory."""
    return stored(pile())
