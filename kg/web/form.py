"""The SPARQL page for people: a form and the answer as a table, rendered here, without a script."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup

from kg.graph.namespaces import PREFIXES
from kg.web.sparql import Answer

#: Rows that the page shows; the downloads have all of them.
ROWS = 500
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("What is known, in plain words", """SELECT ?subject ?relation ?object WHERE {
  ?s ?r ?o .
  ?s skos:prefLabel ?subject .
  ?o skos:prefLabel ?object .
  BIND(STRAFTER(STR(?r), "#") AS ?relation)
} ORDER BY ?subject ?relation ?object LIMIT 100"""),
    ("How many of each kind", """SELECT ?type (COUNT(*) AS ?entities) WHERE {
  ?entity a ?type ; skos:prefLabel ?name .
} GROUP BY ?type ORDER BY DESC(?entities)"""),
    ("Every quote, with its document", """SELECT ?document ?quote WHERE {
  GRAPH ?graph {
    ?claim a sc:Claim ; prov:wasDerivedFrom/dcterms:identifier ?document ; oa:hasTarget/oa:hasSelector/oa:exact ?quote .
  }
} ORDER BY ?document ?quote LIMIT 100"""),
)
_FOLDER = Path(__file__).parent
_STYLE = (_FOLDER / "form.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
#: The policy under which the page is sent.
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_TEMPLATE = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    (_FOLDER / "form.html.j2").read_text(encoding="utf-8")
)


def render(query: str = "", *, answer: Answer | None = None, error: str | None = None) -> str:
    """The page with `query` in the form and, if given, its answer (results as JSON, a graph as Turtle) or the error."""
    table: dict[str, Any] | None = None
    text: str | None = None
    if answer is not None and answer.kind == "results":
        found = json.loads(answer.body)
        if "boolean" in found:
            text = "yes" if found["boolean"] else "no"
        else:
            names = found["head"]["vars"]
            rows = found["results"]["bindings"]
            table = {"names": names, "count": len(rows), "rows": [[_cell(row.get(name)) for name in names] for row in rows[:ROWS]]}
    elif answer is not None:
        text = answer.body.decode("utf-8")
    formats = ("csv", "json", "xml", "tsv") if answer is None or answer.kind == "results" else ("ttl", "nt", "rdf", "jsonld")
    return _TEMPLATE.render(
        style=Markup(_STYLE),
        query=query or EXAMPLES[0][1],
        table=table,
        text=text,
        error=error,
        shown=ROWS,
        downloads=[(name, _address(query, name)) for name in formats],
        examples=[(title, _address(example)) for title, example in EXAMPLES],
    )


def _cell(term: dict[str, Any] | None) -> dict[str, str | None]:
    """How a term stands in a table: short text, the whole of it on hover, and for an IRI a link to what is known about it."""
    if term is None:
        return {"text": "", "title": None, "link": None}
    value = str(term["value"])
    if term["type"] == "uri":
        return {"text": _short(value), "title": value, "link": _address(f"DESCRIBE <{value}>")}
    kind = term.get("datatype") or (f"@{term['xml:lang']}" if "xml:lang" in term else None)
    return {"text": value if term["type"] != "triple" else json.dumps(term["value"], ensure_ascii=False), "title": kind, "link": None}


def _short(iri: str) -> str:
    """`iri` with its prefix, where one of ours fits."""
    fitting = [(len(start), name) for name, start in PREFIXES.items() if iri.startswith(start) and len(iri) > len(start)]
    length, name = max(fitting, default=(0, ""))
    return f"{name}:{iri[length:]}" if length else iri


def _address(query: str, form: str | None = None) -> str:
    return "?" + urlencode({"query": query} | ({"format": form} if form else {}))
