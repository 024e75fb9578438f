"""Hostile requests by the hundred against a running `kg serve --token`: afterwards all is as it was."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from tests.benchmarks.synthetic import invented
from tests.web.attacks import QUERY, attacks
from tests.web.hostile import SECRET, Attack, carry_out
from tests.web.nesting import NESTED
from tests.web.process import Served, build, serving, until

COUNT, SEED = 200, 20261126
READERS = 3


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    build(folder / "output", [invented(number, 6) for number in range(6)])
    (folder / "secret.txt").write_text(SECRET)
    (folder / "output" / "secret.txt").write_text(SECRET)
    return folder


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[Served]:
    options = ["--timeout-s", "1", "--workers", str(READERS), "--memory-mb", "2048"]
    options += ["--max-answer-mb", "4", "--max-rows", "20000", "--max-upload-mb", "2"]
    with serving(place / "output", *options) as served:
        yield served


def files(place: Path) -> dict[str, str]:
    """Every file, but for what the service keeps for itself and its log: path → hash."""
    kept = place / "output" / "served"
    every = [path for path in place.rglob("*") if path.is_file() and kept not in path.parents and path.suffix != ".log"]
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in every}


def assail(served: Served, place: Path, seed: int, count: int) -> None:
    """So many attacks, several at a time; then everything is as before."""
    before, data = files(place), served.everything()
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.1)
        every = list(attacks(seed, count, canary.getsockname()[1]))
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda attack: carry_out(attack, served.port), every))
        wrong = [f"{attack.kind}: {what}: {told(attack)}" for attack, what in zip(every, found, strict=True) if what]
        assert not wrong, "\n".join(wrong)
        with pytest.raises(TimeoutError):
            canary.accept()
    assert served.process.poll() is None
    assert until(lambda: {role: len(pids) for role, pids in served.workers().items()} == {"reader": READERS, "writer": 1}), served.workers()
    assert until(lambda: served.figure("kg_workers_busy") == 0)
    assert served.everything() == data
    assert files(place) == before
    served.lines()
    with served.client() as client:
        assert client.get("/health").json()["status"] == "ok"


def told(attack: Attack) -> str:
    return str(attack.request or attack.pieces)[:300]


def test_hostile_requests(served: Served, place: Path) -> None:
    assail(served, place, SEED, COUNT)


@pytest.mark.parametrize("kind", NESTED)
def test_depth_is_no_way_to_kill(served: Served, kind: str) -> None:
    """Answered, or refused with a reason, at any depth; and the next one is answered."""
    with served.client() as client:
        for size in (50, 10_000):
            answer = client.post("/query", content=NESTED[kind](size), headers=QUERY)
            assert answer.status_code in ((200,) if size == 50 else (200, 400, 504)), answer.text
            assert answer.text.strip()
        assert until(lambda: client.post("/query", content="ASK {}", headers=QUERY).status_code == 200)
