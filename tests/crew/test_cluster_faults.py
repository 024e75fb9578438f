"""What keeps a cluster from doing the work is one clear line, and never another graph."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from kg.crew import Crew, cluster
from kg.errors import CrewError
from kg.manifest import Maker
from tests.cli.calling import kg_
from tests.conftest import ROOT, lacking
from tests.crew import clusters
from tests.crew.extractors import Says, Slow
from tests.crew.test_crew import pile


def test_a_worker_with_another_kg_refuses(tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "kg", other / "kg", ignore=shutil.ignore_patterns("models", "node_modules", "__pycache__", "static"))
    (other / "kg" / "models").symlink_to(ROOT / "kg" / "models")
    (other / "ontology").symlink_to(ROOT / "ontology")
    with (other / "kg" / "lexicon.py").open("a", encoding="utf-8") as stream:
        stream.write("# another one\n")
    with clusters.cluster(tmp_path, workers=1, path=other) as running:
        refusal = rf"^{running.address}: the kg on .* is not the one here \(what differs: code\); install the same$"
        with pytest.raises(CrewError, match=refusal) as told:
            list(Crew(dask=running.address, mark=Maker({}).mark).pipe(pile(2)))
        assert "\n" not in str(told.value)


def test_workers_without_kg_are_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "sitecustomize.py").write_text(_NO_KG, "utf-8")
    with clusters.cluster(tmp_path, workers=1, path=bare) as running:
        monkeypatch.chdir(tmp_path)
        done = kg_("build", ROOT / "seeds", "-o", "out", "--dask", running.address)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
        assert f"kg: {running.address}: kg is not installed on the workers" in done.stderr


_NO_KG = """
import sys


class Bare:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] == "kg":
            raise ModuleNotFoundError("No module named 'kg'", name="kg")


sys.meta_path.insert(0, Bare)
"""


def test_a_cluster_that_is_not_there_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    for address in ("tcp://127.0.0.1:9", "carrier pigeon"):
        done = kg_("build", ROOT / "seeds", "-o", tmp_path / "out", "--dask", address)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1), done.stderr
        assert f"kg: {address}: no Dask scheduler answers there" in done.stderr
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    done = kg_("build", ROOT / "seeds", "-o", tmp_path / "out", "--dask", "tcp://127.0.0.1:9")
    assert (done.exit_code, done.stderr) == (1, "kg: a Dask cluster needs the extra dask: pip install 'kg[dask]'\n")
    done = kg_("build", ROOT / "seeds", "--dask", "tcp://127.0.0.1:9", "--jobs", "2")
    assert (done.exit_code, "without --dask" in done.stderr) == (2, True)
    with pytest.raises(CrewError, match="one of the two"):
        Crew(jobs=1, dask="tcp://127.0.0.1:9")


def test_a_cluster_without_workers_is_waited_for_and_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "LOOK", 0.2)
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with clusters.cluster(tmp_path, workers=0) as running:
        with pytest.raises(CrewError, match="has had no workers for 1 s"):
            list(Crew(dask=running.address, extractor=Says()).pipe(pile(2)))
        monkeypatch.setattr(cluster, "PATIENCE", 60.0)
        threading.Timer(1, running.join).start()
        assert len(list(Crew(dask=running.address, extractor=Says()).pipe(pile(2)))) == 2
        running.scheduler.kill()
        with pytest.raises(CrewError, match=r"the scheduler was lost|no Dask scheduler answers"):
            list(Crew(dask=running.address, extractor=Says()).pipe(pile(2)))


def test_a_scheduler_that_is_lost_half_way_is_one_clear_line(tmp_path: Path) -> None:
    with clusters.cluster(tmp_path, workers=1) as running:
        found = Crew(dask=running.address, extractor=Slow(0.2)).pipe(pile(40))
        next(found)
        running.scheduler.kill()
        with pytest.raises(CrewError, match=rf"^{running.address}: the scheduler was lost.* goes on"):
            list(found)


def test_what_is_said_about_kubernetes_and_slurm_holds_together(root: Path) -> None:
    told = (root / "kg" / "crew" / "README.md").read_text("utf-8")
    (manifest,), (script,) = (re.findall(rf"^```{lang}\n(.*?)^```", told, re.DOTALL | re.MULTILINE) for lang in ("yaml", "python"))
    spec = yaml.safe_load(manifest)["spec"]
    (worker,), (scheduler,) = spec["worker"]["spec"]["containers"], spec["scheduler"]["spec"]["containers"]
    assert {port["port"] for port in spec["scheduler"]["service"]["ports"]} == {port["containerPort"] for port in scheduler["ports"]}
    compile(script, "README.md", "exec")
    if find_spec("distributed") is None:
        lacking("distributed (pip install 'kg[dask]')")
    asked = [sys.executable, "-m", "distributed.cli.dask_worker", "--help"]
    known = set(re.findall(r"--[a-z-]+", subprocess.run(asked, check=True, capture_output=True, text=True).stdout))
    extra = script.partition("worker_extra_args")[2].partition("]")[0]
    used = {one for one in worker["args"] if one.startswith("--")} | set(re.findall(r'"(--[a-z-]+)"', extra))
    assert len(used) >= 6
    assert used <= known
