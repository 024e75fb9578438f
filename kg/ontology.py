"""The ontology folder: where it is, and the classes and relations that it declares, checked."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder with the ontology's data: `ontology/` in a checkout, the copy inside the package once installed."""
    package = Path(__file__).resolve().parent
    shipped = package / "_ontology"
    return shipped if shipped.is_dir() else package.parent / "ontology"
