"""The graph in the formats of other tools and of people: one function and one line in FORMATS each. The same graph gives the same bytes."""

from __future__ import annotations

import inspect
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.exports import dossier, money, neo4j, networks, page, pictures, pictures_timeline, rdf, tables
from kg.graph.store import Store

#: How a file's name ends → what writes it. What a function takes by keyword are options of its format; those without default are needed.
FORMATS: dict[str, Callable[..., None]] = {
    ".ttl": rdf.write_turtle,
    ".nt": rdf.write_ntriples,
    ".nq": rdf.write_nquads,
    ".trig": rdf.write_trig,
    ".rdf": rdf.write_rdfxml,
    ".jsonld": rdf.write_jsonld,
    ".csv": tables.write_csv,
    ".json": tables.write_json,
    ".jsonl": tables.write_jsonl,
    ".graphml": networks.write_graphml,
    ".gexf": networks.write_gexf,
    ".ftm.json": money.write_ftm,
    ".neo4j.zip": neo4j.write_neo4j,
    ".html": page.write_page,
    ".svg": pictures.write_svg,
    ".png": pictures.write_png,
    "dossier.html": dossier.write_dossier,
    "timeline.svg": pictures_timeline.write_svg,
    "timeline.png": pictures_timeline.write_png,
    "claims.jsonl": tables.write_claims,
    "extractions.jsonl": tables.write_extractions,
}


def export(store: Store, path: Path | str, *, suffix: str | None = None, **options: Any) -> None:
    """Write the graph to `path` in the format that its name ends with, or in that of `suffix`; "-" is standard output and needs `suffix`.

    Options that are not None go to the format: `about` (a name), `depth` (steps from it), `lang` ("en", "fr"), `as_of` (a date), `undated`.
    ExportError for an unknown format, with the known ones, for an option that a format does not take or lacks, or a place that cannot be
    written; KgError when nothing, or more than one thing, is called `about`.
    """
    ending = _ending(path, suffix)
    write, given = FORMATS[ending], {name: value for name, value in options.items() if value is not None}
    known = _options(write)
    for name in given:
        if name not in known:
            takers = ", ".join(end for end, other in FORMATS.items() if name in _options(other))
            raise ExportError(f"{path}: {ending} takes no --{name.replace('_', '-')}; {takers or 'no format'} do{'' if takers else 'es'}")
    for name, needed in known.items():
        if needed and name not in given:
            raise ExportError(f"{path}: {ending} needs --{name}")
    if str(path) != "-":
        write(store, Path(path), **given)
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        made = Path(folder) / f"graph{ending}"
        write(store, made, **given)
        sys.stdout.flush()
        sys.stdout.buffer.write(made.read_bytes())
        sys.stdout.buffer.flush()


def _ending(path: Path | str, suffix: str | None) -> str:
    """The key of FORMATS that a file's name, or what is given as its suffix, ends with: the longest."""
    name = (suffix if suffix is not None else "" if str(path) == "-" else Path(path).name).lower()
    dotted = name if suffix is None or "." in name else f".{name}"
    found = [ending for ending in FORMATS if dotted.endswith(ending)]
    if found:
        return max(found, key=len)
    wanted = ("." + name.lstrip(".")) if suffix is not None else Path(name).suffix
    raise ExportError(f"{path}: {f'unknown format {wanted}' if wanted.strip('.') else 'no format given'}; there are {', '.join(FORMATS)}")


def _options(write: Callable[..., None]) -> dict[str, bool]:
    """Option → whether the format needs it."""
    parameters = inspect.signature(write).parameters.values()
    return {one.name: one.default is one.empty for one in parameters if one.kind is one.KEYWORD_ONLY and one.name not in {"form", "limit"}}
