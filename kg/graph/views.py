"""What readers see of the graph: entities, dossiers, edges, claims. The only place that reads the shape that triples.py writes.

The questions themselves are in queries/*.rq; the rows they give become the plain nouns below, sorted, so that what is made
of them is the same every time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg import ids, ontology
from kg.entities import key as normal_form
from kg.entities.likeness import nearest
from kg.errors import KgError, UnknownNameError
from kg.graph.answers import plain
from kg.graph.knowledge import fact_order, knowledge
from kg.graph.rows import ClaimView, Dossier, Edge, EntityView, FactView, Source
from kg.graph.store import NamedNode, Store

QUERIES = Path(__file__).resolve().parent / "queries"


@cache
def question(name: str) -> str:
    """The text of queries/NAME.rq."""
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")


def rows(store: Store, name: str, **only: Iterable[str]) -> list[dict[str, str | None]]:
    """Rows of queries/NAME.rq as plain text; `only` limits a variable to some IRIs: rows that leave it open are left out."""
    sparql = question(name)
    for variable, iris in only.items():
        sparql = re.sub(rf"OPTIONAL {{ ([^{{}};]*\?{variable}) }}", r"\1 .", sparql)  # open, it would fit every one of the IRIs
        values = " ".join(str(NamedNode(iri)) for iri in iris)
        sparql = sparql.replace("WHERE {", f"WHERE {{ VALUES ?{variable} {{ {values} }}", 1)
    found = store.select(sparql)
    return [{variable: plain(row.get(variable)) for variable in found.variables} for row in found]


def short(iri: str | None) -> str | None:
    """Local part of an IRI of ours: the id of an individual, the name of a term."""
    return None if iri is None else iri.rsplit("#", 1)[-1] if iri.startswith(ids.ONTOLOGY) else iri.rsplit("/", 1)[-1]


def must(text: str | None) -> str:
    """What every row of a kind has; KgError when it is absent."""
    if text is None:
        raise KgError("the graph lacks what every one of its rows must have; `kg validate` says where")
    return text


def entities(store: Store, only: Iterable[str] | None = None) -> list[EntityView]:
    """Every entity, or those with the ids in `only`, sorted by id."""
    types = ontology.load().types
    chosen = {} if only is None else {"entity": [ids.iri("entity", id_) for id_ in sorted(set(only))]}
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, "aliases", **chosen):
        aliases[must(row["entity"])].append(must(row["alias"]))
    found = {
        EntityView(
            id=must(short(row["entity"])),
            type=must(short(row["type"])),
            name=must(row["name"]),
            aliases=tuple(sorted(aliases[must(row["entity"])])),
        )
        for row in rows(store, "entities", **chosen)
        if short(row["type"]) in types
    }
    return sorted(found, key=lambda entity: (entity.id, entity.type, entity.name))


def find_entity(store: Store, name: str) -> str:
    """Id of the entity called `name` (or with that id), whatever the case and accents.

    UnknownNameError when there is none, KgError when there are several.
    """
    every = entities(store)
    exact = [entity for entity in every if name in (entity.id, entity.name)]
    wanted = normal_form(name)
    found = exact or [entity for entity in every if normal_form(entity.name) == wanted]
    found = found or [entity for entity in every if any(normal_form(alias) == wanted for alias in entity.aliases)]
    if len(found) == 1:
        return found[0].id
    if found:
        choice = ", ".join(f"{entity.id} ({entity.type})" for entity in found)
        raise KgError(f"{name}: several are called so: {choice}; say which by its id")
    forms = {form: entity.name for entity in every for form in (*entity.aliases, entity.name)}
    near = list(dict.fromkeys(forms[form] for form in nearest(name, forms)))
    raise UnknownNameError(f"{name}: nothing in the graph is called so" + (f"; did you mean {', '.join(near)}?" if near else ""))


def sources(store: Store, only: Iterable[str] | None = None) -> dict[str, Source]:
    """Every document, or those with the ids in `only`, by id."""
    documents = rows(store, "documents", **({} if only is None else {"document": [ids.iri("document", id_) for id_ in sorted(set(only))]}))
    publishers = {id_ for row in documents if (id_ := _entity_id(row["publisher"]))}
    names = {entity.id: entity.name for entity in entities(store, publishers)}
    found = [
        Source(
            id=must(short(row["document"])),
            name=must(row["name"]),
            lang=must(row["lang"]),
            title=row["title"],
            publisher=names.get(_entity_id(row["publisher"]) or "", row["publisher"]),
            published=row["published"],
            url=row["url"],
            text_hash=must(row["hash"]),
        )
        for row in documents
    ]
    return {source.id: source for source in sorted(found, key=lambda source: source.name)}


def _entity_id(text: str | None) -> str | None:
    """The id in an entity's IRI; None for the plain name of a publisher that is no entity."""
    return short(text) if text is not None and text.startswith(ids.iri("entity", "")) else None


def claims(store: Store, only: Iterable[str] | None = None) -> list[ClaimView]:
    """Every claim, or those with the ids in `only`, in the order of the documents and of the words."""
    told = rows(store, "claims", **({} if only is None else {"claim": [ids.iri("claim", id_) for id_ in sorted(set(only))]}))
    documents = sources(store, {must(short(row["document"])) for row in told})
    found = [
        ClaimView(
            id=must(short(row["claim"])),
            relation=must(short(row["relation"])),
            subject=must(short(row["subject"])),
            object=short(row["object"]),
            value=row["value"],
            date=row["date"],
            modality=must(short(row["modality"])),
            attributed_to=short(row["attributedTo"]),
            attribution_kind=short(row["attributionKind"]),
            negated=row["negated"] == "true",
            ended=row["ended"] == "true",
            rule=must(row["rule"]),
            confidence=float(must(row["confidence"])),
            evidence=must(row["evidence"]),
            before=must(row["before"]),
            after=must(row["after"]),
            start=int(must(row["start"])),
            end=int(must(row["end"])),
            source=documents[must(short(row["document"]))],
            review=short(row["review"]),
            reason=row["reason"],
        )
        for row in told
    ]
    return sorted(found, key=lambda claim: (claim.source.name, claim.start, claim.end, claim.id))


def facts(store: Store, about: str | None = None, *, only: Iterable[str] | None = None) -> list[FactView]:
    """Every fact, or those about one entity, or those with the ids in `only`; by subject, relation, object, then date."""
    chosen: dict[str, list[str]] = {}
    if only is not None:
        chosen["fact"] = [ids.iri("fact", id_) for id_ in sorted(set(only))]
    elif about is not None:
        chosen["fact"] = [must(row["fact"]) for row in rows(store, "facts_about", entity=[ids.iri("entity", about)])]
    sides: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(store, "fact_claims", **chosen):
        sides[must(row["fact"]), must(short(row["side"]))].append(must(short(row["claim"])))
    wanted = {claim for side in sides.values() for claim in side} if chosen else None
    every = {claim.id: claim for claim in claims(store, wanted)}

    def side(fact: str, name: str) -> tuple[ClaimView, ...]:
        chosen = [every[claim] for claim in sides[fact, name] if claim in every]
        return tuple(sorted(chosen, key=lambda claim: (claim.source.name, claim.start, claim.end, claim.id)))

    found = [
        FactView(
            id=must(short(row["fact"])),
            relation=must(short(row["relation"])),
            subject=must(short(row["subject"])),
            object=short(row["object"]),
            value=row["value"],
            why=row["why"],
            status=must(short(row["status"])),
            disputed=row["disputed"] == "true",
            ended=row["ended"] == "true",
            since=row["since"],
            until=row["until"],
            confidence=float(must(row["confidence"])),
            claims=side(must(row["fact"]), "supportedBy"),
            against=side(must(row["fact"]), "opposedBy"),
        )
        for row in rows(store, "facts", **chosen)
    ]
    return sorted(found, key=fact_order)


def dossier(store: Store, name: str, *, as_of: str | None = None, undated: bool = False) -> Dossier:
    """All about the entity called `name` (a name, an alias or an id). KgError when there is none, or several.

    With `as_of` ("2015", "2015-03" or a day) what the articles published by then say, grouped anew; those without a date with `undated`.
    """
    return dossier_of(store, find_entity(store, name), as_of=as_of, undated=undated)


def dossier_of(store: Store, wanted: str, *, as_of: str | None = None, undated: bool = False) -> Dossier:
    """As `dossier`, by the id of an entity that there is."""
    known = knowledge(as_of, undated=undated)
    about = known.facts(facts(store, wanted))
    about.sort(key=lambda fact: fact.subject != wanted)
    out = [must(short(row["claim"])) for row in rows(store, "rejected", entity=[ids.iri("entity", wanted)])]
    rejected = tuple(known.claims(claims(store, out))) if out else ()
    voices = [*(claim for fact in about for claim in (*fact.claims, *fact.against)), *rejected]
    ends = [*((fact.subject, fact.object) for fact in about), *((claim.subject, claim.object) for claim in rejected)]
    met = {wanted, *(end for pair in ends for end in pair if end), *(claim.attributed_to for claim in voices if claim.attributed_to)}
    every = {entity.id: entity for entity in entities(store, met)}
    names = {id_: entity.name for id_, entity in every.items()}
    return Dossier(entity=every[wanted], facts=tuple(about), names=names, rejected=rejected, as_of=as_of)


def edges(store: Store) -> list[Edge]:
    """Every fact that leads from one entity to another, sorted as `facts`."""
    return edges_of(facts(store), {entity.id: entity.name for entity in entities(store)})


def edges_of(every: list[FactView], names: dict[str, str]) -> list[Edge]:
    """Those of `every` fact that lead from one entity to another, in the same order; `names` has the name of every entity by id."""
    relations = ontology.load().relations
    found: list[Edge] = []
    for fact in every:
        best = _best(fact)
        if fact.object is None or best is None:
            continue
        found.append(
            Edge(
                fact=fact.id,
                subject=fact.subject,
                subject_name=names[fact.subject],
                relation=fact.relation,
                label=relations[fact.relation].labels["en"] if fact.relation in relations else fact.relation,
                object=fact.object,
                object_name=names[fact.object],
                value=fact.value,
                status=fact.status,
                disputed=fact.disputed,
                ended=fact.ended,
                since=fact.since,
                until=fact.until,
                why=fact.why,
                modality=best.modality,
                evidence=best.evidence,
                source=str(best.source),
                attributed_to=names[best.attributed_to] if best.attributed_to else None,
                date=best.date,
                weight=len(fact.claims) or len(fact.against),
                confidence=fact.confidence,
            )
        )
    return found


def _best(fact: FactView) -> ClaimView | None:
    """The claim to show for a fact: one of the fact's own modality and value, the surest first."""
    voices = fact.claims or fact.against
    modality = "asserted" if fact.status == "corroborated" else fact.status

    def order(claim: ClaimView) -> tuple[bool, bool, float, str, int, str]:
        return claim.modality != modality, claim.value != fact.value, -claim.confidence, claim.source.name, claim.start, claim.id

    return min(voices, key=order, default=None)
