"""What made a build: versions and hashes, so that two outputs can be compared; no time, no path, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from kg import __version__, ontology
from kg.ids import digest
from kg.types import Extraction, Judgement

#: Libraries whose version can change what comes out.
LIBRARIES = (
    "lingua-language-detector", "networkx", "numpy", "pypdfium2", "pyoxigraph", "pyvis", "rapidfuzz", "rdflib", "spacy", "thinc",
    "trafilatura",
)  # fmt: skip


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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


def judgements_hash(judgements: Sequence[Judgement]) -> str | None:
    """A hash of the judgements in force; None where there are none."""
    return digest(["judgements", *(one.id for one in judgements)]) if judgements else None


def manifest(extractions: Sequence[Extraction], models: Mapping[str, str], judgements: Sequence[Judgement] = ()) -> dict[str, Any]:
    """The manifest of a build from `extractions` and the judgements in force.

    `models` are the chosen pipelines, the bundled ones serve elsewhere.
    """
    bundled = Path(__file__).resolve().parent / "models"
    data = ontology.folder()
    languages = sorted({extraction.document.lang for extraction in extractions})
    return {
        "kg": __version__,
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
        "models": {lang: _model(models.get(lang) or str(bundled / lang)) for lang in languages},
        "ontology": {path.name: folder_hash(path) if path.is_dir() else file_hash(path) for path in sorted(data.iterdir())},
        "sources": {extraction.document.name: extraction.document.text_hash for extraction in extractions},
        "judgements": judgements_hash(judgements),
    }


def write_manifest(path: Path, extractions: Sequence[Extraction], models: Mapping[str, str], judgements: Sequence[Judgement] = ()) -> None:
    """Write the manifest as indented JSON."""
    path.write_text(json.dumps(manifest(extractions, models, judgements), ensure_ascii=False, indent=2) + "\n", "utf-8")


def judged_anew(before: Path, path: Path, judgements: Sequence[Judgement]) -> None:
    """Write to `path` the manifest `before`, of the same extractions, with the judgements that are in force now."""
    found = json.loads(before.read_text("utf-8"))
    path.write_text(json.dumps(found | {"judgements": judgements_hash(judgements)}, ensure_ascii=False, indent=2) + "\n", "utf-8")
