"""What made a build: versions and hashes, so that two outputs can be compared; no time, no path, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from kg import __version__, ontology
from kg.ids import digest
from kg.records import extraction_row, to_line
from kg.sums import file_hash
from kg.types import Document, Extraction, Judgement

#: Libraries whose version can change what comes out.
LIBRARIES = (
    "lingua-language-detector", "networkx", "numpy", "pypdfium2", "pyoxigraph", "pyvis", "rapidfuzz", "rdflib", "spacy", "thinc",
    "trafilatura",
)  # fmt: skip


def folder_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of every file below `folder`, in the order of the names."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        whole.update(f"{path.relative_to(folder).as_posix()}\0{file_hash(path)}\n".encode())
    return whole.hexdigest()


def _model(choice: str) -> dict[str, str]:
    """A chosen model: by the hash of its folder, or by name and version when it is an installed package."""
    folder = Path(choice)
    if folder.is_dir():
        return {"name": folder.name, "hash": folder_hash(folder)}
    try:
        return {"name": choice, "version": metadata.version(choice.replace("_", "-"))}
    except metadata.PackageNotFoundError:
        return {"name": folder.name}


class Maker:
    """What makes extractions: two with the same fingerprint are the same, so the second need not be made."""

    def __init__(self, models: Mapping[str, str], own: Sequence[Path] = ()) -> None:
        """`models` are the chosen pipelines by language, the bundled ones serve elsewhere; `own` are files of rules beside the shipped."""
        self._own = own
        self._models = models
        self._marks: dict[str, str] = {}

    def fingerprint(self, document: Document) -> str:
        """Of what one document's extraction is made: its text and metadata, the pipeline, rules and names, versions."""
        known = (document.text_hash, document.lang, document.title, document.published, document.publisher, document.url, document.name)
        return digest([self._mark(document.lang), *known], 32)

    def brought(self, extraction: Extraction) -> str:
        """Of an extraction whose claims somebody brought: all that it says."""
        return digest([self._common(), to_line(extraction_row(extraction))], 32)

    def mark(self) -> str:
        """Of the makers alone, whatever the document: the pipelines of all languages, rules and names, versions."""
        from kg.language.pipelines import LANGUAGES

        return digest([self._mark(lang) for lang in LANGUAGES], 32)

    def _mark(self, lang: str) -> str:
        if lang not in self._marks:
            model = _model(self._models.get(lang) or str(_bundled() / lang))
            self._marks[lang] = digest([self._common(), json.dumps(model, sort_keys=True)], 32)
        return self._marks[lang]

    def _common(self) -> str:
        if "" not in self._marks:
            self._marks[""] = digest([program(), *map(file_hash, self._own)], 32) if self._own else program()
        return self._marks[""]


def program() -> str:
    """A hash of the program, its ontology and rules, and the libraries that it uses."""
    return digest([__version__, json.dumps(_libraries()), folder_hash(ontology.folder()), _code()], 32)


def _libraries() -> dict[str, str]:
    return {name: metadata.version(name) for name in LIBRARIES}


def _code() -> str:
    """A hash of the program itself."""
    code = Path(__file__).resolve().parent
    return digest([f"{path.relative_to(code).as_posix()} {file_hash(path)}" for path in sorted(code.rglob("*.py"))], 32)


def _bundled() -> Path:
    return Path(__file__).resolve().parent / "models"


def judgements_hash(judgements: Sequence[Judgement]) -> str | None:
    """A hash of the judgements in force; None where there are none."""
    return digest(["judgements", *(one.id for one in judgements)]) if judgements else None


def manifest(
    sources: Mapping[str, tuple[str, str]], models: Mapping[str, str], judgements: Sequence[Judgement] = (), own: Sequence[Path] = ()
) -> dict[str, Any]:
    """The manifest of a build of `sources` (document name → language and hash of the text) and the judgements in force.

    `models` are the chosen pipelines, the bundled ones serve elsewhere; `own` are files of rules beside the shipped ones.
    """
    data = ontology.folder()
    declared = {path.name: folder_hash(path) if path.is_dir() else file_hash(path) for path in sorted(data.iterdir())}
    if own:
        declared["own rules"] = digest(map(file_hash, own), 32)
    languages = sorted({lang for lang, _ in sources.values()})
    return {
        "kg": __version__,
        "code": _code(),
        "python": platform.python_version(),
        "libraries": _libraries(),
        "models": {lang: _model(models.get(lang) or str(_bundled() / lang)) for lang in languages},
        "ontology": declared,
        "sources": {name: text_hash for name, (_, text_hash) in sources.items()},
        "judgements": judgements_hash(judgements),
    }


def build_mark(files: Iterable[Path]) -> str:
    """The hash by which a store says of which build it is: of the manifest and the extractions, on which all of a graph depends."""
    return digest(map(file_hash, files))


def made_here(found: Mapping[str, Any]) -> bool:
    """Whether a manifest is of this program with these libraries and this ontology: what it writes comes out the same again."""
    now = manifest({}, {})
    return all(found.get(name) == now[name] for name in ("kg", "code", "python", "libraries")) and all(
        found.get("ontology", {}).get(name) == value for name, value in now["ontology"].items()
    )


def write_manifest(
    path: Path,
    sources: Mapping[str, tuple[str, str]],
    models: Mapping[str, str],
    judgements: Sequence[Judgement] = (),
    own: Sequence[Path] = (),
) -> None:
    """Write the manifest as indented JSON."""
    path.write_text(json.dumps(manifest(sources, models, judgements, own), ensure_ascii=False, indent=2) + "\n", "utf-8")


def rewrite_manifest(before: Path, path: Path, sources: Mapping[str, tuple[str, str]], judgements: Sequence[Judgement]) -> None:
    """Write to `path` the manifest `before`, whose makers are the same, with other sources or judgements."""
    found = json.loads(before.read_text("utf-8"))
    languages = {lang for lang, _ in sources.values()}
    found["models"] = {lang: model for lang, model in found["models"].items() if lang in languages}
    found |= {"sources": {name: text_hash for name, (_, text_hash) in sources.items()}, "judgements": judgements_hash(judgements)}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
