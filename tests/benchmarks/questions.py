"""The twelve queries of the endpoint's benchmark; a parameter is another thing, or another word, in every request."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from kg.graph.namespaces import PREFIXES
from kg.graph.store import Store

_EXAMPLES = Path(__file__).parent.parent.parent / "kg" / "graph" / "queries" / "examples"
_USED = ("dcterms", "oa", "prov", "rdf", "rdfs", "schema", "sc", "skos", "xsd")
#: Declared in every query, for servers that know no prefixes beforehand.
PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in _USED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`text` with %NAME%, %IRI% or %WORD% where the parameter goes; `rival` is how servers without our full-text search are asked."""

    name: str
    kind: str
    text: str
    rival: str = ""


def _example(name: str) -> str:
    """One of the queries that the graph brings with it, without its comments and prefixes."""
    lines = (_EXAMPLES / f"{name}.rq").read_text("utf-8").splitlines()
    return " ".join(line.strip() for line in lines if not line.startswith(("#", "PREFIX")))


QUESTIONS = (
    Question(name="thing of a name", kind="lookup", text='SELECT ?e WHERE { ?e skos:prefLabel "%NAME%" }'),
    Question(name="all about a thing", kind="lookup", text="SELECT ?p ?o WHERE { <%IRI%> ?p ?o }"),
    Question(name="does it hold anything", kind="lookup", text="ASK { <%IRI%> sc:shareholding ?other }"),
    Question(
        name="owners of a firm", kind="join", text='SELECT ?o WHERE { ?h sc:shareholding/skos:prefLabel "%NAME%" ; skos:prefLabel ?o }'
    ),
    Question(
        name="facts of a firm with words", kind="join", text='SELECT ?status ?article ?words WHERE { ?thing skos:prefLabel "%NAME%" . '
        "?fact sc:subject ?thing ; sc:status ?status ; sc:supportedBy ?claim . GRAPH ?g { "
        "?claim prov:wasDerivedFrom/dcterms:identifier ?article ; oa:hasTarget/oa:hasSelector/oa:exact ?words } }",
    ),
    Question(
        name="stakes in two steps", kind="join", text="SELECT ?a ?c WHERE { ?a sc:shareholding ?b . ?b sc:acquisition ?c } LIMIT 1000"
    ),
    Question(name="who holds what (example)", kind="join", text=_example("holds-what") + " LIMIT 1000"),
    Question(name="things by kind (example)", kind="aggregate", text=_example("kinds")),
    Question(name="facts by relation (example)", kind="aggregate", text=_example("relations")),
    Question(
        name="articles by publisher", kind="aggregate",
        text="SELECT ?p (COUNT(?d) AS ?n) WHERE { GRAPH ?g { ?d schema:publisher ?p } } GROUP BY ?p ORDER BY DESC(?n) ?p",
    ),
    Question(
        name="words in names", kind="text", text='SELECT ?e WHERE { ?e sc:matches ("%WORD%" 100 sc:Entity) }',
        rival='SELECT ?e WHERE { ?e skos:prefLabel ?n FILTER(CONTAINS(LCASE(?n), "%WORD%")) } LIMIT 100',
    ),
    Question(
        name="words in quotes", kind="text", text='SELECT ?c WHERE { ?c sc:matches ("%WORD%" 100 sc:Claim) }',
        rival='SELECT ?c WHERE { GRAPH ?g { ?c oa:hasTarget/oa:hasSelector/oa:exact ?q FILTER(CONTAINS(LCASE(?q), "%WORD%")) } } LIMIT 100',
    ),
)  # fmt: skip


def things(store: Path, count: int) -> list[tuple[str, str]]:
    """Some things of the dataset, the same every time: IRI and name."""
    with Store(store, read_only=True) as graph:
        rows = graph.select("SELECT ?e ?n WHERE { ?e a sc:Organisation ; skos:prefLabel ?n } ORDER BY ?e").rows()
        found = [(str(iri), str(name)) for iri, name in rows]
    return random.Random(20261126).sample(found, min(count, len(found)))


def requests(question: Question, some: list[tuple[str, str]], *, rival: bool) -> list[str]:
    """The query for each of these things in turn; a single one where there is no parameter."""
    text = PROLOGUE + ((question.rival or question.text) if rival else question.text)
    made = [text.replace("%NAME%", name).replace("%IRI%", iri).replace("%WORD%", name.lower()) for iri, name in some]
    return list(dict.fromkeys(made))
