"""The build that most tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import GOOD, kg_


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder that `kg build` made of one good article."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "bon article.txt").write_text(GOOD, "utf-8")
    done = kg_("build", folder / "bon article.txt", "-o", folder / "out")
    assert done.exit_code == 0, done.output
    return folder / "out"
