"""The house stands: imports run down only, each tool stays in its room, files stay small, style and types hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KG = ROOT / "kg"
MODULES = sorted(path for path in KG.rglob("*.py") if "__pycache__" not in path.parts)

#: Rooms by floor, the ground floor first. A room may import from its own floor and from those below.
FLOORS = (
    {"shown", "types", "errors", "ids", "records", "durable", "parent", "sums", "segments"},
    {"ontology", "yamlfiles", "lexicon", "rulefiles", "rules", "names", "judgements", "wording"},
    {"documents", "fetching", "language"},
    {"annotations", "claims", "distinct", "gaps", "entities", "examples", "training"},
    {"facts", "inference"},
    {"index", "search"},
    {"graph"},
    {"exports", "display", "quality", "evaluation"},
    {
        *("report", "manifest", "folder", "crew", "journal", "intake", "starting", "publication", "writing", "pipeline"),
        *("review", "comparing", "delivery", "verifying", "web"),
    },
    {"cli", "__main__"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

#: Tool → the rooms that may touch it.
TOOLS = {
    "spacy": {"language", "training"},
    "thinc": {"language", "training"},
    "pyoxigraph": {"graph", "web", "ontology"},
    "httpx": {"fetching", "graph"},
    "httpcore": {"fetching"},
    "protego": {"fetching"},
    "zstandard": {"documents"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "prometheus_client": {"web"},
    "trafilatura": {"documents"},
    "pypdfium2": {"documents"},
    "lingua": {"documents"},
    "rapidfuzz": {"entities"},
    "snowballstemmer": {"search"},
    "pyvis": {"exports"},
    "matplotlib": {"exports"},
    "igraph": {"graph"},
    "dask": {"crew"},
    "distributed": {"crew"},
    "pyshacl": {"quality"},
    "typer": {"cli"},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """`kg.graph.store` is in the room graph; the package itself is its own face, with no room."""
    return module.split(".")[1] if "." in module else ""


def imported(path: Path, tree: ast.AST | None = None) -> Iterator[str]:
    """Every module that a file imports anywhere, also inside functions and for types only; absolute names."""
    package = module_name(path).split(".") if path.name == "__init__.py" else module_name(path).split(".")[:-1]
    for node in ast.walk(tree or ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            if base == "kg" or (ROOT / Path(*base.split("."))).is_dir():  # `from kg import ontology`: a module, or a name in it
                yield from (f"{base}.{alias.name}" for alias in node.names if _is_module(f"{base}.{alias.name}"))


def _is_module(name: str) -> bool:
    path = ROOT / Path(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def arrows() -> Iterator[tuple[str, str]]:
    """(importing module, imported module) for every import within the house; the lazy face `kg/__init__.py` is left out."""
    for path in MODULES:
        if path != KG / "__init__.py":
            for target in imported(path):
                if target.startswith("kg."):
                    yield module_name(path), target


def rising(found: Iterator[tuple[str, str]]) -> list[str]:
    return sorted({f"{a} → {b}" for a, b in found if FLOOR[room_of(a)] < FLOOR[room_of(b)]})


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(module_name(path)) for path in MODULES} - {""}
    assert rooms <= set(FLOOR), f"say on which floor these stand: {sorted(rooms - set(FLOOR))}"


def test_no_arrow_runs_up_the_house() -> None:
    assert rising(arrows()) == []
    assert rising(iter([("kg.graph.store", "kg.pipeline")])) == ["kg.graph.store → kg.pipeline"], "the check sees a rising arrow"


def test_rooms_of_one_floor_do_not_run_in_circles() -> None:
    beside: dict[str, set[str]] = {}
    for a, b in arrows():
        if room_of(a) != room_of(b) and FLOOR[room_of(a)] == FLOOR[room_of(b)]:
            beside.setdefault(room_of(a), set()).add(room_of(b))

    def reaches(start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
        return any(room == goal or reaches(room, goal, seen | {room}) for room in beside.get(start, set()) - seen)

    assert [room for room in beside if reaches(room, room)] == []


def test_what_writes_the_graph_does_not_import_what_reads_it() -> None:
    names = ("views", "disagreements", "registers", "knowledge", "threads", "timeline", "network", "questions", "samples", "asking")
    readers = {f"kg.graph.{name}" for name in (*names, "snapshot", "queries")}
    assert [f"{a} → {b}" for a, b in arrows() if a.startswith(("kg.graph.triples", "kg.facts")) and b in readers] == []


def test_the_face_of_the_package_imports_nothing_when_it_is_loaded() -> None:
    tree = ast.parse((KG / "__init__.py").read_text("utf-8"))
    tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    assert set(imported(KG / "__init__.py", tree)) == {"__future__", "importlib", "typing"}


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_each_tool_stays_in_its_room(tool: str) -> None:
    users = {room_of(module_name(path)) for path in MODULES if any(name.split(".")[0] == tool for name in imported(path))}
    assert users <= TOOLS[tool]
    assert users, f"nobody uses {tool}: take it out of this table"


def test_every_module_opens_with_what_it_is_for() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree), f"{path.relative_to(ROOT)} has no docstring"
        assert tree.body[0].lineno == 1, f"{path.relative_to(ROOT)}: the docstring is not the first line"


def test_no_file_is_long() -> None:
    files = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    assert {str(path.relative_to(ROOT)): lines for path in files if (lines := len(path.read_text("utf-8").splitlines())) > 300} == {}


def test_the_top_level_is_what_it_should_be() -> None:
    tracked = {Path(name).parts[0] for name in files_of_the_project()}
    folders = {name for name in tracked if (ROOT / name).is_dir()}
    assert folders == {"kg", "ontology", "notebooks", "tests", "seeds", "output", ".ci"}
    assert tracked - folders <= {
        "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "constraints.txt", ".gitignore", ".gitattributes",
    }  # fmt: skip


def files_of_the_project() -> list[str]:
    """Tracked files, and new ones that are not ignored."""
    asked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in asked.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    paths = rb"(?<![\w.])/(?:work|root|home|Users|opt|mnt)" + rb"/\w"
    machine = re.compile(paths + rb"|py" + rb"pi\.|python" + rb"hosted\.|regis" + rb"try\.npm|conda" + rb"\.anaconda")
    assert machine.search(b"see /ro" + b"ot/x"), "the pattern finds what it should"
    found = []
    for name in files_of_the_project():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data[:8192] and (hit := machine.search(data)):
            found.append(f"{name}: {hit.group()!r}")
    assert found == []


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_types_hold() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


def test_style_holds() -> None:
    done = run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout + done.stderr


HEAVY = ("spacy", "thinc", "torch", "pandas", "rdflib", "pyoxigraph", "networkx", "trafilatura", "starlette", "httpx", "rich", "matplotlib")


@pytest.mark.parametrize(
    ("statement", "never"),
    [
        ("import kg", HEAVY),
        ("import kg, kg.types, kg.ids, kg.records, kg.pipeline, kg.report", HEAVY),
        ("import kg.cli", tuple(name for name in HEAVY if name != "rich")),
        ("import kg.web", ("spacy", "thinc")),
        ("import kg.display", ("spacy", "thinc", "starlette", "uvicorn", "httpx", "matplotlib", "networkx", "pandas")),
        ("import kg; kg.Store, kg.to_networkx, kg.export, kg.read, kg.build", ("spacy", "thinc")),
    ],
)
def test_what_is_imported_stays_light(statement: str, never: tuple[str, ...]) -> None:
    code = f"{statement}\nimport sys\nprint([name for name in {never!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_every_public_name_can_be_fetched() -> None:
    import kg

    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert dir(kg) == sorted(kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'rebuild'"):
        _ = kg.rebuild


def test_the_version_is_said_once_and_everywhere_the_same() -> None:
    import tomllib

    import kg

    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == kg.__version__


def test_constraints_are_exact_and_cover_what_the_project_names() -> None:
    import tomllib

    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.+!]+", line)] == []
    assert lines == sorted(set(lines), key=lambda line: line.split("==")[0])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", want)[0]).lower() for want in wanted}
    assert names <= {line.split("==")[0] for line in lines}
