"""The graph in the formats of other tools: one function and one line in FORMATS each. The same graph gives the same bytes."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kg.errors import ExportError
from kg.exports import networks, page, rdf, tables
from kg.graph.store import Store

FORMATS: dict[str, Callable[[Store, Path], None]] = {
    ".ttl": rdf.write_turtle,
    ".nt": rdf.write_ntriples,
    ".nq": rdf.write_nquads,
    ".trig": rdf.write_trig,
    ".rdf": rdf.write_rdfxml,
    ".jsonld": rdf.write_jsonld,
    ".csv": tables.write_csv,
    ".jsonl": tables.write_jsonl,
    ".graphml": networks.write_graphml,
    ".gexf": networks.write_gexf,
    ".html": page.write_page,
}


def export(store: Store, path: Path | str, *, suffix: str | None = None) -> None:
    """Write the graph to `path` in the format of its suffix, or of `suffix`; "-" is standard output and needs `suffix`.

    ExportError for an unknown suffix, with the known ones, or a place that cannot be written.
    """
    wanted = suffix if suffix is not None else "" if str(path) == "-" else Path(path).suffix
    wanted = "." + wanted.lower().lstrip(".")
    write = FORMATS.get(wanted)
    if write is None:
        raise ExportError(f"{path}: {'no format given' if wanted == '.' else f'unknown format {wanted}'}; there are {', '.join(FORMATS)}")
    if str(path) != "-":
        write(store, Path(path))
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        made = Path(folder) / f"graph{wanted}"
        write(store, made)
        sys.stdout.flush()
        sys.stdout.buffer.write(made.read_bytes())
        sys.stdout.buffer.flush()
