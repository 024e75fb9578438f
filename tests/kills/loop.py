"""Builds that are killed: a random history of builds in one folder, each killed at random moments, and the same in another, undisturbed."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kg
from kg import folder, search
from kg.errors import StoreError
from kg.judgements import FILE
from kg.records import read_lines
from kg.verifying import verify
from kg.web.published import opened
from tests.conftest import ROOT
from tests.kills.mother import PHASES
from tests.kills.saying import SENTENCES

NAMES = ("Brumeo", "Brumeo Cloud", "Nuagis", "Valmont", "Serpentin", "Cormoran", "Orvalis", "Brisetel", "Tessaly", "Marvaud")
WHOM = ("main", "group", "child")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of `kg` ended: exit code (negative for a signal), what it said, calls by phase, whether one of its children was killed."""

    code: int
    said: str
    calls: dict[str, int]
    child: bool


class Mother:
    """The process that forks a run of `kg` at a time."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from tests.kills.mother import main; main()"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(
        self, *args: str, kill: tuple[str, int, float, str] | None = None, models: bool = False, limit: int | None = None,
        count: bool = False, settings: tuple[tuple[str, str, Any], ...] = (),
    ) -> Ended:
        """Run `kg` with these arguments; `settings` are values (module, name, value) that it is to find, `count`: calls are counted."""
        assert self.process.stdin
        assert self.process.stdout
        order = {"args": args, "kill": kill, "models": models, "limit": limit, "count": count, "set": settings}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return Ended(**json.loads(self.process.stdout.readline()))


@contextmanager
def mother() -> Iterator[Mother]:
    made = Mother()
    try:
        yield made
    finally:
        assert made.process.stdin
        assert made.process.stdout
        made.process.stdin.close()
        made.process.wait(60)
        made.process.stdout.close()


def article(dice: random.Random) -> str:
    """A text of some sentences, each about two of a few names."""
    lines = []
    for _ in range(dice.randint(1, 4)):
        a, b = dice.sample(NAMES, 2)
        lines.append(dice.choice(list(SENTENCES.values())).format(a=a, b=b, n=dice.randint(10, 20)))
    return "\n".join([f"{lines[0].partition(',')[0]}\n", f"{dice.randint(1, 28)} mars 20{dice.randint(10, 19)}\n", *lines]) + "\n"


def files(output: Path) -> dict[str, bytes]:
    """The exports of a build by path, in whatever form it keeps them."""
    kept = [path for path in output.iterdir() if path.name not in {folder.STORE, folder.INDEX, FILE, ".lock"}]
    every = [path for top in kept for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file()]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(every)}


def quads(output: Path) -> list[str]:
    with kg.open_store(output) as store:
        return sorted(map(str, store.quads()))


class History:
    """One folder that is disturbed, `out`, and one that is not, `calm`, with the articles of which both are made."""

    def __init__(self, place: Path, seed: int, mother: Mother, articles: int, settings: tuple[tuple[str, str, Any], ...] = ()) -> None:
        self.dice, self.mother, self.settings = random.Random(seed), mother, settings
        self.articles, self.out, self.calm = place / "articles", place / "out", place / "calm"
        self.articles.mkdir(parents=True)
        self.more = place / "more"
        self.more.mkdir()
        for number in range(articles):
            (self.articles / f"{number}.txt").write_text(article(self.dice), "utf-8")
        self.number, self.kills = articles, Counter[str]()
        self.calls: dict[str, dict[str, int]] = {}  # how many there are by kind of run and phase, about
        self.before: list[str] | None = None  # all quads of the last good build

    def _act(self) -> list[str]:
        """Change something in the world; what to run for it."""
        build = ["build", str(self.articles), "--quiet", "--jobs", self.dice.choice(["1", "2"])]
        what = self.dice.choice(["change", "change", "add", "remove", "judge"]) if self.calm.exists() else "fresh"
        names = sorted(path.name for path in self.articles.iterdir())
        if what == "change":
            for name in self.dice.sample(names, self.dice.randint(1, min(4, len(names)))):
                (self.articles / name).write_text(article(self.dice), "utf-8")
            if len(names) > 4 and self.dice.random() < 0.5:
                (self.articles / self.dice.choice(names)).unlink()
        elif what == "add":
            path = self.more / f"{self.number}.txt"
            self.number += 1
            path.write_text(article(self.dice), "utf-8")
            shutil.copyfile(path, self.articles / path.name)  # later builds of the whole have it too
            return ["build", "--add", str(path), "--quiet", "--jobs", self.dice.choice(["1", "2"])]
        elif what == "remove" and len(names) > 3:
            name = self.dice.choice(sorted({row["doc"] for row in self._claims()}))
            (self.articles / name).unlink(missing_ok=True)
            return ["remove", name, "--quiet"]
        elif what == "judge":
            self._judge()
        return build

    def _claims(self) -> list[dict[str, Any]]:
        found = (self.calm / folder.FILES[0], *(self.calm / "claims").glob("*.jsonl"))
        return [row for path in sorted(found) if path.is_file() for row in read_lines(path)]

    def _judge(self) -> None:
        """Somebody's verdict, which the next build has to heed."""
        claim = self.dice.choice(self._claims())
        kg.reject(self.calm, claim["id"], reason="not so")
        shutil.copyfile(self.calm / FILE, self.out / FILE)

    def step(self, models: bool = False) -> str:
        """One thing that happens, with a kill or several; returns what it was in words. Raises AssertionError when anything is lost."""
        args, there = self._act(), self.calm.exists()
        kind = f"{args[0]} {there}"
        calm = self.mother.run(*args, "-o", str(self.calm), models=models, count=kind not in self.calls, settings=self.settings)
        assert calm.code == 0, calm.said
        self.calls.setdefault(kind, calm.calls)
        after = quads(self.calm)
        told = " ".join(one for one in args if "/" not in one)
        while True:
            phases = [phase for phase in PHASES if self.calls[kind].get(phase)]
            phase = self.dice.choice(phases)
            whom = self.dice.choice(WHOM) if phase == "extract" else self.dice.choice(WHOM[:2])
            wait = self.dice.choice([0.0, self.dice.uniform(0, 0.01), self.dice.uniform(0, 0.1)])
            kill = phase, self.dice.randint(1, self.calls[kind][phase]), wait, whom
            told += f"; {whom} killed in {phase} at call {kill[1]} + {1000 * wait:.1f} ms"
            ended = self.mother.run(*args, "-o", str(self.out), kill=kill, models=models, settings=self.settings)
            assert ended.code in (0, 1, -9), (told, ended)
            assert "Traceback" not in ended.said, (told, ended)
            self.kills[f"{whom} in {phase}" if ended.code == -9 or ended.child else "came too late"] += 1
            if ended.code == 1:  # a child was killed while it started, or what was to be taken out is out
                assert len(ended.said.splitlines()) == 1, (told, ended)
                assert (ended.child and "does not start" in ended.said) or "no document here is called" in ended.said, (told, ended)
            self._look(after, told)
            if self.dice.random() < 0.7:
                break
        ended = self.mother.run(*args, "-o", str(self.out), models=models, settings=self.settings)
        assert ended.code == 0 or "no document here is called" in ended.said, (told, ended)
        self._same(after, told)
        self.before = after
        return told

    def _look(self, after: list[str], told: str) -> None:
        """Between a kill and the next run: the last good build can be read, or the new one."""
        try:
            found = quads(self.out)
        except StoreError:
            assert self.before is None, told
            return
        assert found in (self.before, after), told
        store, _ = opened(self.out / folder.STORE)  # as `kg serve` does
        assert sorted(map(str, store)) == found, told
        with kg.open_store(self.out) as graph:
            names = {row["n"].value for row in graph.select("SELECT ?n { ?e a/rdfs:subClassOf* sc:Organisation ; skos:prefLabel ?n }")}
        assert all(search.find(self.out / folder.STORE, name) for name in names), told

    def _same(self, after: list[str], told: str) -> None:
        """After the next run: the same bytes as without a kill, nothing lost, nothing twice, nothing left behind."""
        one, other = files(self.out), files(self.calm)
        assert one.keys() == other.keys(), told
        assert [name for name in one if one[name] != other[name]] == [], told
        assert quads(self.out) == after, told
        assert verify(self.out).faults == (), told
        ids = [row["id"] for row in self._claims()]
        assert len(ids) == len(set(ids)), told
        assert {row["doc"] for row in self._claims()} <= {path.name for path in self.articles.iterdir()} | self._added(), told

    def _added(self) -> set[str]:
        return {path.name for path in self.more.iterdir()}
