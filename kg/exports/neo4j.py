"""The graph for Neo4j: CSV files with typed headers and a Cypher script, in one .zip with how to load it.

Entities, articles and claims are nodes; a fact between two entities is a relationship with its status, one with a figure alone is a node
that hangs on its entity. Every fact leads to its claims, every claim to its article.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg import ontology
from kg.exports.archive import write_zip
from kg.facts.values import days
from kg.graph.rows import ClaimView, EntityView, FactView, Source
from kg.graph.store import Store
from kg.graph.views import claims, entities, facts, sources

ENTITIES = ("id:ID", "name", "type", "aliases:string[]", ":LABEL")
ARTICLES = ("id:ID", "name", "title", "publisher", "published", "language", "url", ":LABEL")
CLAIMS = (
    *("id:ID", "relation", "value", "date", "modality", "attribution_kind", "negated:boolean", "ended:boolean", "evidence"),
    *("before", "after", "start:int", "end:int", "rule", "confidence:double", "review", ":LABEL"),
)
FIGURES = (
    *("id:ID", "relation", "value", "status", "disputed:boolean", "ended:boolean", "since", "until", "first_day:date", "last_day:date"),
    *("confidence:double", "claims:string[]", "against:string[]", ":LABEL"),
)
FACTS = (
    *(":START_ID", ":END_ID", ":TYPE", "id", "value", "status", "disputed:boolean", "ended:boolean", "since", "until"),
    *("first_day:date", "last_day:date", "confidence:double", "claims:string[]", "against:string[]", "evidence", "source"),
)
LINKS = (":START_ID", ":END_ID", ":TYPE")

_README = """How to load this graph into Neo4j (5 or later)

Into an empty database, with the server stopped, in the folder in which these files are:

  neo4j-admin database import full --overwrite-destination --array-delimiter="|" \\
    --nodes=entities.csv --nodes=articles.csv --nodes=claims.csv --nodes=figures.csv \\
    --relationships=facts.csv --relationships=links.csv neo4j

Into a running server: copy the CSV files into its import folder, then

  cypher-shell -f load.cypher

Loading again changes nothing that is there already. A first question:

  MATCH (a:Entity)-[f:SHAREHOLDING]->(b:Entity) WHERE f.status IN ['asserted', 'corroborated']
  MATCH (c:Claim)-[:FROM]->(d:Article) WHERE c.id IN f.claims
  RETURN a.name, f.value, b.name, c.evidence, d.publisher, d.published;
"""


def write_neo4j(store: Store, path: Path) -> None:
    """The whole graph as CSV files for `neo4j-admin database import` and for LOAD CSV, with a script, in one .zip.

    Runs of white space in texts are one space, and a backslash before a quotation mark is set apart: the two importers read them
    differently. The word for a relation is its name in capitals.
    """
    every = facts(store)
    told = claims(store)
    articles = sources(store)
    tables: dict[str, tuple[tuple[str, ...], list[dict[str, Any]]]] = {
        "entities.csv": (ENTITIES, [_entity(one) for one in entities(store)]),
        "articles.csv": (ARTICLES, [_article(one) for one in sorted(articles.values(), key=lambda one: one.id)]),
        "claims.csv": (CLAIMS, [_claim(one) for one in told]),
        "figures.csv": (FIGURES, [_figure(fact) for fact in every if fact.object is None]),
        "facts.csv": (FACTS, [_fact(fact) for fact in every if fact.object is not None]),
        "links.csv": (LINKS, [*_figure_links(every), *_claim_links(told)]),
    }
    files = {"README.txt": _README, **{name: _table(columns, rows) for name, (columns, rows) in tables.items()}}
    types = {name: sorted({row[":TYPE"] for row in rows}) for name, (columns, rows) in tables.items() if ":TYPE" in columns}
    files["load.cypher"] = _script({name: columns for name, (columns, _) in tables.items()}, types)
    write_zip(path, files)


def _labels(type_: str) -> list[str]:
    """An entity's labels: Entity, then its type with those above it."""
    types, found = ontology.load().types, []
    current: str | None = type_
    while current is not None:
        found.append(current)
        current = types[current].parent if current in types else None
    return ["Entity", *reversed(found)]


def _entity(one: EntityView) -> dict[str, Any]:
    aliases = [alias for alias in one.aliases if alias != one.name]
    return {
        "id:ID": f"entity:{one.id}", "name": one.name, "type": one.type, "aliases:string[]": aliases, ":LABEL": _labels(one.type),
    }  # fmt: skip


def _article(one: Source) -> dict[str, Any]:
    return {
        "id:ID": f"article:{one.id}", "name": one.name, "title": one.title, "publisher": one.publisher, "published": one.published,
        "language": one.lang, "url": one.url, ":LABEL": "Article",
    }  # fmt: skip


def _claim(one: ClaimView) -> dict[str, Any]:
    return {
        "id:ID": f"claim:{one.id}", "relation": one.relation, "value": one.value, "date": one.date, "modality": one.modality,
        "attribution_kind": one.attribution_kind, "negated:boolean": one.negated, "ended:boolean": one.ended, "evidence": one.evidence,
        "before": one.before, "after": one.after, "start:int": one.start, "end:int": one.end, "rule": one.rule,
        "confidence:double": one.confidence, "review": one.review, ":LABEL": "Claim",
    }  # fmt: skip


def _about(fact: FactView) -> dict[str, Any]:
    since, until = days(fact.since), days(fact.until)
    return {
        "value": fact.value, "status": fact.status, "disputed:boolean": fact.disputed, "ended:boolean": fact.ended, "since": fact.since,
        "until": fact.until, "first_day:date": since[0].isoformat() if since else None,
        "last_day:date": until[1].isoformat() if until else None, "confidence:double": fact.confidence,
        "claims:string[]": [f"claim:{claim.id}" for claim in fact.claims],
        "against:string[]": [f"claim:{claim.id}" for claim in fact.against],
    }  # fmt: skip


def _figure(fact: FactView) -> dict[str, Any]:
    return {"id:ID": f"fact:{fact.id}", "relation": fact.relation, **_about(fact), ":LABEL": "Figure"}


def _fact(fact: FactView) -> dict[str, Any]:
    best = (fact.claims or fact.against)[0] if fact.claims or fact.against else None
    return {
        ":START_ID": f"entity:{fact.subject}", ":END_ID": f"entity:{fact.object}", ":TYPE": fact.relation.upper(), "id": f"fact:{fact.id}",
        **_about(fact), "evidence": best.evidence if best else None, "source": str(best.source) if best else None,
    }  # fmt: skip


def _figure_links(every: Iterable[FactView]) -> Iterable[dict[str, Any]]:
    for fact in every:
        if fact.object is None:
            yield {":START_ID": f"entity:{fact.subject}", ":END_ID": f"fact:{fact.id}", ":TYPE": "HAS"}


def _claim_links(told: Iterable[ClaimView]) -> Iterable[dict[str, Any]]:
    for claim in told:
        ends = (("SUBJECT", claim.subject), ("OBJECT", claim.object), ("ACCORDING_TO", claim.attributed_to))
        for type_, end in ends:
            if end:
                yield {":START_ID": f"claim:{claim.id}", ":END_ID": f"entity:{end}", ":TYPE": type_}
        yield {":START_ID": f"claim:{claim.id}", ":END_ID": f"article:{claim.source.id}", ":TYPE": "FROM"}


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows({column: _cell(row[column]) for column in columns} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    """A value as both importers read it: lists with "|" between, no line breaks, no backslash that could escape a quotation mark."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "|".join(_cell(str(one).replace("|", "/")) for one in value)
    return re.sub(r'\\(?="|$)', r"\\ ", re.sub(r"\s+", " ", str(value)))


#: What the importer does by the header, the script does by these.
_TYPED = {"boolean": "toBoolean({})", "int": "toInteger({})", "double": "toFloat({})", "date": "date({})", "string[]": "split({}, '|')"}


def _property(column: str) -> str | None:
    """`name: expression` for a column in Cypher; None for those that are no property."""
    name, _, kind = column.partition(":")
    if not name or kind == "ID":
        return None
    cell = f"row.`{column}`"
    return f"{name}: CASE WHEN {cell} <> '' THEN {_TYPED[kind].format(cell) if kind in _TYPED else cell} END"


def _script(tables: dict[str, tuple[str, ...]], types: dict[str, list[str]]) -> str:
    """Statements that load the files into a running server; empty cells are no properties, and nothing is made twice."""
    lines = ["// Loads the CSV files beside this script, from the server's import folder; see README.txt."]
    for label in ("Entity", "Article", "Claim", "Figure"):
        lines.append(f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;")
    for name, label in (("entities.csv", "Entity"), ("articles.csv", "Article"), ("claims.csv", "Claim"), ("figures.csv", "Figure")):
        properties = ", ".join(found for column in tables[name] if (found := _property(column)))
        lines.append(f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row")
        lines.append(f"MERGE (n:{label} {{id: row.`id:ID`}}) SET n += {{{properties}}};")
    for type_ in sorted(ontology.load().types):
        label = ":".join(_labels(type_))
        lines.append(f"MATCH (n:Entity {{type: '{type_}'}}) SET n:{label};")
    properties = ", ".join(found for column in tables["facts.csv"] if (found := _property(column)) and column != "id")
    for type_ in types["facts.csv"]:
        lines.append(
            "LOAD CSV WITH HEADERS FROM 'file:///facts.csv' AS row\n"
            f"WITH row WHERE row.`:TYPE` = '{type_}'\n"
            "MATCH (a:Entity {id: row.`:START_ID`}), (b:Entity {id: row.`:END_ID`})\n"
            f"MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r += {{{properties}}};"
        )
    for type_ in types["links.csv"]:
        one, other = {"HAS": ("Entity", "Figure"), "FROM": ("Claim", "Article")}.get(type_, ("Claim", "Entity"))
        lines.append(
            "LOAD CSV WITH HEADERS FROM 'file:///links.csv' AS row\n"
            f"WITH row WHERE row.`:TYPE` = '{type_}'\n"
            f"MATCH (a:{one} {{id: row.`:START_ID`}}), (b:{other} {{id: row.`:END_ID`}})\n"
            f"MERGE (a)-[:{type_}]->(b);"
        )
    return "\n".join(lines) + "\n"
