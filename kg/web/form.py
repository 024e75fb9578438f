"""The SPARQL page for people: an editor, or a form where there is no script, and the answer as a table, rendered here."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from kg.graph.namespaces import PREFIXES
from kg.graph.samples import samples
from kg.web.pages.rendering import render as render_page
from kg.web.sparql import Answer

#: Rows that the page shows; the downloads have all of them.
ROWS = 500
_FIRST = f"""PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?subject ?relation ?object WHERE {{
  ?s ?r ?o .
  ?s skos:prefLabel ?subject .
  ?o skos:prefLabel ?object .
  BIND(STRAFTER(STR(?r), "#") AS ?relation)
}} ORDER BY ?subject ?relation ?object LIMIT 100"""


def render(
    query: str = "", *, lang: str, theme: str, scripted: bool, answer: Answer | None = None, error: str | None = None
) -> str:
    """The page with `query` in the editor and, if given, its answer (results as JSON, a graph as Turtle) or the error."""
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
    titles = [(one.fr if lang == "fr" else one.en, one.sparql) for one in samples().values()]
    return render_page(
        "sparql.html.j2", lang, "/sparql", {"query": query} if query else {}, heading="SPARQL", theme=theme, twins=[], scripted=scripted,
        query=query or _FIRST, table=table, text=text, error=error, shown=ROWS, prefixes=PREFIXES,
        downloads=[(name, _address(query, name)) for name in formats],
        examples=[(title, example, _address(example)) for title, example in titles],
    )  # fmt: skip


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
