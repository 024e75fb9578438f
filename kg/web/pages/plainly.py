"""What the graph says of one thing, as rows for a plain page: properties with their labels, values as text and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg import ids
from kg.graph.description import NAMES, Triple, describe, kind_of
from kg.graph.namespaces import node
from kg.graph.store import Store
from kg.graph.views import claims

_QUOTE = node("oa:exact").value


def tell(store: Store, iri: str) -> dict[str, Any]:
    """What stands on the page of the individual `iri`: `rows`, the `parts` with theirs, what is `pointing` here, labels by IRI.

    UnknownNameError when nothing is said of it. Labels are by language, "" for those of none.
    """
    found = describe(store, iri)
    labels: dict[str, dict[str, str]] = {}
    for subject, predicate, text in found.labels:
        if predicate in NAMES and isinstance(text, ox.Literal):
            labels.setdefault(subject.value, {})[text.language or ""] = text.value
    ends = (end.value for triple in (*found.own, *found.more) for end in (triple[0], triple[2]) if isinstance(end, ox.NamedNode))
    said = {end.rsplit("/", 1)[-1] for end in ends if kind_of(end) == "claim"}
    for claim in claims(store, said) if said else ():  # what a claim is called by: its words
        labels[ids.iri("claim", claim.id)] = {"": f"“{' '.join(claim.evidence.split())}” — {claim.source}"}
    parts: dict[str, list[Triple]] = {}
    for triple in found.more:
        if triple[2] != ox.NamedNode(iri):
            parts.setdefault(triple[0].value, []).append(triple)
    pointing = sorted({(one[0].value, one[1].value) for one in found.more if one[2] == ox.NamedNode(iri)})
    return {
        "iri": iri,
        "rows": _rows(found.own),
        "parts": [{"iri": part, "href": path_of(part), "rows": _rows(triples)} for part, triples in sorted(parts.items())],
        "pointing": [{"iri": one, "href": path_of(one), "predicate": predicate} for one, predicate in pointing],
        "labels": labels,
        "left_out": found.left_out,
    }


def _rows(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    """One row a property, with all its values."""
    rows: dict[str, list[dict[str, str | None]]] = {}
    for _, predicate, value in triples:
        rows.setdefault(predicate.value, []).append(_value(value))
    return [{"predicate": predicate, "quoted": predicate == _QUOTE, "values": values} for predicate, values in rows.items()]


def _value(value: Triple | ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> dict[str, str | None]:
    if isinstance(value, ox.NamedNode):
        return {"iri": value.value, "text": short(value.value), "href": path_of(value.value), "lang": None}
    if isinstance(value, ox.Literal):
        return {"iri": None, "text": value.value, "href": None, "lang": value.language}
    return {"iri": None, "text": str(value), "href": None, "lang": None}


def short(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def path_of(iri: str) -> str | None:
    """Where an IRI leads from a page: for individuals the path below this host, else the IRI itself if it is one of the web."""
    if kind_of(iri) not in (None, "ontology"):
        return "/" + iri.removeprefix(ids.BASE)
    if iri.startswith(ids.BASE):
        return None
    return iri if urlsplit(iri).scheme in ("http", "https") else None
