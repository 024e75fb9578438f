"""A Virtuoso of the tests' own: started in a folder of its own on free ports, killed afterwards."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

#: The password that a new database has.
USER = PASSWORD = "dba"
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000
"""


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def virtuoso(folder: Path, *, buffers: int = 4000) -> Iterator[str]:
    """The address of a fresh Virtuoso (its queries are at /sparql); `folder` is where its files go. Some 3 s and 60 MB.

    `buffers` are pages of 8 KB that it keeps in memory.
    """
    program = shutil.which("virtuoso-t")
    assert program is not None
    port = _free()
    settings = _INI.format(sql=_free(), http=port, buffers=buffers, dirty=buffers * 3 // 4, folder=folder)
    (folder / "virtuoso.ini").write_text(settings, "utf-8")
    process = subprocess.Popen(
        [program, "-c", "virtuoso.ini", "+foreground"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 120
    try:
        while True:
            assert process.poll() is None, (folder / "virtuoso.log").read_text("utf-8")
            assert time.monotonic() < deadline, "Virtuoso does not start"
            try:
                if httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, trust_env=False).is_success:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait(20)
