"""The servers that are compared, each started over the same dataset: ours, rdflib-endpoint, and Virtuoso."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from kg.folder import copy_store
from kg.graph.store import Store
from tests.graph.virtuoso import PASSWORD, USER, virtuoso
from tests.web.process import serving

HERE = Path(__file__).parent


@contextmanager
def ours(output: Path, work: Path) -> Iterator[str]:
    """`kg serve`, as it comes."""
    with serving(output, token=None, log=work / "ours.log") as served:
        yield served.address


@contextmanager
def rdflib_endpoint(output: Path, work: Path) -> Iterator[str]:
    """rdflib-endpoint with its Oxigraph store, in a virtual environment of its own that is kept."""
    home = Path(tempfile.gettempdir()) / f"kg-bench-rivals-{sys.version_info[0]}.{sys.version_info[1]}"
    wanted = (HERE / "rivals.txt").read_text("utf-8")
    if not (home / "made").is_file() or (home / "made").read_text("utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", "-r", HERE / "rivals.txt"], check=True, stderr=subprocess.DEVNULL)
        (home / "made").write_text(wanted, "utf-8")
    copy_store(output / "store", work / "store")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [home / "bin" / "python", HERE / "serve_rdflib.py", work / "store", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (work / "rdflib.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process, work / "rdflib.log")
            yield address
        finally:
            process.kill()


@contextmanager
def virtuoso_(output: Path, work: Path) -> Iterator[str]:
    """Virtuoso from Debian with enough buffers for all data; its default graph is the union of all."""
    loader = shutil.which("isql-vt")
    assert loader is not None
    with Store(output / "store", read_only=True) as store:
        store.serialize("nq", work / "data.nq")
    with virtuoso(work, buffers=60_000) as address:
        settings = (work / "virtuoso.ini").read_text("utf-8").splitlines()
        port = next(line for line in settings if line.startswith("ServerPort")).rpartition(":")[2]
        load = f"DB.DBA.TTLP_MT(file_open('{work / 'data.nq'}'), '', 'urn:default', 512, 2); checkpoint;"
        done = subprocess.run([loader, port, USER, PASSWORD, f"EXEC={load}"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Error" not in done.stderr, done.stderr
        yield address


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while True:
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < deadline, "it does not start"
        try:
            if httpx.get(address + "/sparql", params={"query": "ASK {}"}, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
