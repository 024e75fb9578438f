"""A process with the program at hand, which forks one child for each run of `kg`: what a start costs is paid once.

Each child leads a group of its own, runs the whole command line, and is killed in it at a moment of somebody's choice. A moment is a
phase of the build and how many calls (of Python or of C, in the main thread) into it; the thread that kills may wait a little longer, so
that the writes of SQLite and RocksDB are hit in their middle. Run as `python -c "from tests.kills.mother import main; main()"`: JSON
lines in and out.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from tests.processes import children

#: Where the main thread of a build is, by the function that it is in; the last one entered counts.
PHASES = ("extract", "index", "write", "store", "change", "export", "publish", "clear")
#: Tells over these file descriptors what happened, whatever becomes of stdout and stderr.
_NOTES: int = -1


def _phases() -> dict[CodeType, str]:
    from kg import publication, writing
    from kg.exports import export
    from kg.index import Index
    from kg.intake import Intake
    from kg.journal import Journal

    found = {
        "extract": Intake.keep, "index": Index.update, "write": writing.write, "store": writing._load, "change": writing._change,
        "export": export, "publish": publication.publish_build, "clear": Journal.clear,
    }  # fmt: skip
    return {function.__code__: phase for phase, function in found.items()}


class Watch:
    """Counts calls by phase, and kills when the moment has come; `kill` is (phase, call, seconds to wait, whom)."""

    def __init__(self, phases: dict[CodeType, str], kill: tuple[str, int, float, str] | None) -> None:
        self.phases, self.kill = phases, kill
        self.now: list[str] = []
        self.calls: Counter[str] = Counter()

    def __call__(self, frame: FrameType, event: str, what: object) -> None:
        if event == "call" and frame.f_code in self.phases:
            self.now.append(self.phases[frame.f_code])
        elif event == "return" and self.now and frame.f_code in self.phases:
            self.now.pop()
        if self.now and event in ("call", "c_call", "c_return"):
            self.calls[self.now[-1]] += 1
            if self.kill is not None and self.kill[:2] == (self.now[-1], self.calls[self.now[-1]]):
                _, _, wait, whom = self.kill
                self.kill = None
                if wait:
                    threading.Thread(target=_kill, args=(whom, wait), daemon=True).start()
                else:
                    _kill(whom, 0)


def _kill(whom: str, wait: float) -> None:
    time.sleep(wait)
    if whom == "child":
        for pid in children(os.getpid()):
            os.kill(pid, signal.SIGKILL)
            os.write(_NOTES, b"child\n")
            return
    elif whom == "group":
        os.killpg(0, signal.SIGKILL)
    else:
        os.kill(os.getpid(), signal.SIGKILL)


def _run(order: dict[str, Any]) -> None:
    """In the child: run `kg` with these arguments, watched; does not return."""
    from kg import cli, journal, pipeline
    from kg.crew import Crew, batches
    from tests.kills.saying import Says

    batches.BATCH = journal.BATCH = 3  # several of each in a small build
    if order["models"] is False:  # real child processes, with an extractor that is there at once
        pipeline.Crew = lambda **how: Crew(**{**how, "extractor": Says(), "jobs": how["jobs"] or 1})  # type: ignore[assignment, misc]
    for module, name, value in order["set"]:
        setattr(sys.modules[module], name, value)
    if order["limit"] is not None:  # of the size of a file
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))
    sys.argv = ["kg", *order["args"]]
    watch = Watch(_phases(), tuple(order["kill"]) if order["kill"] else None)
    if order["count"] or order["kill"]:
        sys.setprofile(watch)
    code: object = 1
    try:
        cli.main()
    except SystemExit as error:
        code = error.code
    sys.setprofile(None)
    for phase, calls in watch.calls.items():
        os.write(_NOTES, f"{phase} {calls}\n".encode())
    sys.exit(code if isinstance(code, int) else 0)


def main() -> None:
    """Serve: a line of JSON for each run."""
    global _NOTES
    _warm()
    for line in sys.stdin:
        order = json.loads(line)
        notes, _NOTES = os.pipe()
        said, saying = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.close(notes)
            os.dup2(saying, 1)
            os.dup2(saying, 2)
            null = os.open(os.devnull, os.O_RDONLY)
            os.dup2(null, 0)
            _run(order)
        os.close(_NOTES)
        with os.fdopen(notes, encoding="utf-8") as stream:
            told = stream.read().split("\n")
        _, status = os.waitpid(pid, 0)
        os.write(saying, b"\n")
        words = os.read(said, 1 << 16).decode("utf-8", "replace").strip()  # not to its end: children of a child that was killed have it
        os.close(saying)
        os.close(said)
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL) if order["kill"] is None else None
        calls = {name: int(number) for name, _, number in (one.partition(" ") for one in told if " " in one)}
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "said": words, "calls": calls, "child": "child" in told}), flush=True)


def _warm() -> None:
    """Do once, in memory, what a build does, so that what is imported, read and compiled is at hand; no thread may be left by it."""
    from kg import manifest, pipeline, search, writing
    from kg.exports import export
    from kg.graph.store import Store
    from kg.index import Index
    from tests.kills.saying import SENTENCES, Says

    manifest.folder_hash = functools.cache(manifest.folder_hash)  # type: ignore[assignment]
    manifest._code = functools.cache(manifest._code)
    manifest._libraries = functools.cache(manifest._libraries)
    maker = manifest.Maker({})
    maker.mark()
    manifest.program()
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name), Index()
        for number in range(3):
            lines = [one.format(a="Brumeo", b="Nuagis", n=number + 20) for one in SENTENCES.values()]
            (folder / f"{number}.txt").write_text("\n".join(["Brumeo monte\n", "12 mars 2019\n", *lines]), "utf-8")
        documents, _ = pipeline.read([folder])
        for some in (documents[:2], documents[2:]):
            with index:
                changes = index.update(put=[(Says().extract(one), maker.fingerprint(one)) for one in some])
        with Store() as store, search.writing(folder) as words:  # in memory: RocksDB has threads
            writing._load(store, index, words, lambda *_: None)
            writing._change(store, index, changes, words, True)
            for suffix in ("ttl", "trig", "html"):
                export(store, folder / f"graph.{suffix}")
        manifest.write_manifest(folder / "manifest.json", index.sources(), {})
    left = len(os.listdir("/proc/self/task"))
    assert left == 1, f"{left} threads cannot be forked"
