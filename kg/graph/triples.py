"""The shape of the graph: the only place that writes nouns as RDF. What reads it back is kg.graph.views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

import pyoxigraph as ox

from kg import ids, ontology
from kg.facts.values import Quantity, days, quantity
from kg.graph.namespaces import ONTOLOGY, conflict_kind, individual, node, relation
from kg.types import Claim, Conflict, Document, Entity, Extraction, Fact, Judgement, Resolution
from kg.wording.readings import readings

#: Code points of text kept before and after a quote, so that it can be found again in a text that changed.
CONTEXT = 32
#: What Wikidata's entities begin with.
WIKIDATA = "http://www.wikidata.org/entity/"
#: No reviews.
NOTHING: Mapping[str, Judgement] = MappingProxyType({})

_A = node("rdf:type")
_GYEAR, _GMONTH, _DATE = node("xsd:gYear"), node("xsd:gYearMonth"), node("xsd:date")
_DATE_TYPES = {4: _GYEAR, 7: _GMONTH, 10: _DATE}
_Object = ox.NamedNode | ox.Literal
_Pair = tuple[ox.NamedNode, _Object]


def graph_iri(document_id: str) -> str:
    """IRI of the named graph with a document's metadata and claims; dropping it withdraws the document."""
    return ids.iri("graph", document_id)


def document_quads(extraction: Extraction, resolution: Resolution, reviews: Mapping[str, Judgement] = NOTHING) -> Iterator[ox.Quad]:
    """Metadata and claims of one document, all in its named graph. ValueError when a quote is not in the text where it says.

    `reviews` has what people judged of claims, by claim id.
    """
    graph = ox.NamedNode(graph_iri(extraction.document.id))
    document = individual("document", extraction.document.id)
    for predicate, value in _document(extraction, resolution):
        yield ox.Quad(document, predicate, value, graph)
    for claim in extraction.claims:
        if extraction.document.text[claim.start : claim.end] != claim.evidence:
            raise ValueError(f"{claim.doc}: claim {claim.id}: the text at {claim.start}–{claim.end} is not its evidence")
        for predicate, value in _claim(claim, document, resolution):
            yield ox.Quad(individual("claim", claim.id), predicate, value, graph)
        for predicate, value in _review(reviews.get(claim.id)):
            yield ox.Quad(individual("claim", claim.id), predicate, value, graph)
        for subject, predicate, value in _passage(claim, extraction.document, document):
            yield ox.Quad(subject, predicate, value, graph)


def ontology_quads() -> Iterator[ox.Quad]:
    """The ontology's own names, labels and comments, in a graph of their own: an export says what its terms mean.

    Domains and ranges that are unions need blank nodes, of which the graph has none; they stay in the ontology's file.
    """
    graph = ox.NamedNode(ONTOLOGY)
    for triple in ox.parse(path=str(ontology.folder() / ontology.FILE), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.BlankNode):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def entity_quads(entities: Iterable[Entity]) -> Iterator[ox.Quad]:
    """Entities with type and names, in the default graph."""
    for entity in entities:
        subject = individual("entity", entity.id)
        yield ox.Quad(subject, _A, relation(entity.type))
        yield ox.Quad(subject, node("skos:prefLabel"), ox.Literal(entity.name))
        yield ox.Quad(subject, node("rdfs:label"), ox.Literal(entity.name))
        for alias in entity.aliases:
            yield ox.Quad(subject, node("skos:altLabel"), ox.Literal(alias))
        for scheme, number in entity.identifiers:
            yield ox.Quad(subject, *_identifier(scheme, number))


def fact_quads(facts: Iterable[Fact]) -> Iterator[ox.Quad]:
    """Facts in the default graph, and a plain triple for each that holds."""
    for fact in facts:
        subject = individual("fact", fact.id)
        for predicate, value in _fact(fact):
            yield ox.Quad(subject, predicate, value)
        plain = _plain(fact)
        if plain is not None:
            yield ox.Quad(individual("entity", fact.subject), *plain)


def conflict_quads(conflicts: Iterable[Conflict]) -> Iterator[ox.Quad]:
    """Conflicts in the default graph: each with its kind, how it can be read, and a node a side with the claims of that side."""
    for conflict in conflicts:
        subject = individual("conflict", conflict.id)
        yield ox.Quad(subject, _A, node("sc:Conflict"))
        yield ox.Quad(subject, node("sc:kind"), conflict_kind(conflict.kind))
        yield ox.Quad(subject, node("sc:relation"), relation(conflict.relation))
        for lang, text in readings(conflict.reading).items():
            yield ox.Quad(subject, node("sc:reading"), ox.Literal(text, language=lang))
        for predicate, end in (("sc:subject", conflict.subject), ("sc:object", conflict.object)):
            if end is not None:
                yield ox.Quad(subject, node(predicate), individual("entity", end))
        for number, claims in enumerate(conflict.sides, start=1):
            side = individual("side", f"{conflict.id}-{number}")
            yield ox.Quad(subject, node("sc:side"), side)
            yield ox.Quad(side, _A, node("sc:Side"))
            for claim in claims:
                yield ox.Quad(side, node("sc:says"), individual("claim", claim))


def _document(extraction: Extraction, resolution: Resolution) -> Iterator[_Pair]:
    document = extraction.document
    yield _A, node("schema:NewsArticle")
    yield node("dcterms:identifier"), ox.Literal(document.name)
    yield node("schema:inLanguage"), ox.Literal(document.lang)
    yield node("schema:sha256"), ox.Literal(document.text_hash)
    if document.title:
        yield node("schema:headline"), ox.Literal(document.title, language=document.lang)
    if document.published:
        yield node("schema:datePublished"), date_literal(document.published)
        span = days(document.published)
        if span is not None:  # an article "of 2015" is out for sure when the year is over
            yield node("sc:latest"), ox.Literal(span[1].isoformat(), datatype=_DATE)
    if document.publisher:
        publisher = resolution.ids.get((document.name, document.publisher))
        yield node("schema:publisher"), individual("entity", publisher) if publisher else ox.Literal(document.publisher)
    if document.url:
        yield node("schema:url"), ox.Literal(document.url, datatype=node("xsd:anyURI"))
    names = {mention.name for mention in extraction.mentions if (document.name, mention.name) in resolution.ids}
    for entity in sorted({resolution.ids[document.name, name] for name in names}):
        yield node("schema:mentions"), individual("entity", entity)


def _claim(claim: Claim, document: ox.NamedNode, resolution: Resolution) -> Iterator[_Pair]:
    yield _A, node("sc:Claim")
    yield node("sc:relation"), relation(claim.relation)
    yield node("sc:subject"), individual("entity", resolution.ids[claim.doc, claim.subject])
    if claim.object is not None:
        yield node("sc:object"), individual("entity", resolution.ids[claim.doc, claim.object])
    yield from value_pairs(claim.value)
    if claim.date is not None:
        yield node("sc:date"), date_literal(claim.date)
        bounds = days(claim.date)
        if bounds is not None:
            yield node("sc:earliest"), ox.Literal(bounds[0].isoformat(), datatype=_DATE)
            yield node("sc:latest"), ox.Literal(bounds[1].isoformat(), datatype=_DATE)
    yield node("sc:modality"), node(f"sc:{claim.modality}")
    if claim.attributed_to is not None:
        yield node("sc:attributedTo"), individual("entity", resolution.ids[claim.doc, claim.attributed_to])
    if claim.attribution_kind is not None:
        yield node("sc:attributionKind"), node(f"sc:{claim.attribution_kind}")
    yield node("sc:negated"), ox.Literal(claim.negated)
    yield node("sc:ended"), ox.Literal(claim.ended)
    yield node("sc:rule"), ox.Literal(claim.rule)
    yield node("sc:confidence"), decimal_literal(claim.confidence)
    yield node("prov:wasDerivedFrom"), document
    yield node("oa:hasTarget"), _span("passage", document, claim)


def _review(review: Judgement | None) -> Iterator[_Pair]:
    """What a person judged of a claim, and the reason that was given."""
    if review is not None:
        yield node("sc:review"), node("sc:accepted" if review.verb == "accept" else "sc:rejected")
        if review.reason:
            yield node("skos:editorialNote"), ox.Literal(review.reason)


def _identifier(scheme: str, value: str) -> _Pair:
    """What a thing is called in a register: a Wikidata entity, an LEI, a SIREN as ISO 6523 writes it (0002 is the French register)."""
    if scheme == "wikidata":
        return node("owl:sameAs"), ox.NamedNode(WIKIDATA + value)
    if scheme == "lei":
        return node("schema:leiCode"), ox.Literal(value)
    return node("schema:iso6523Code"), ox.Literal(f"0002:{value}")


def _span(kind: str, document: ox.NamedNode, claim: Claim) -> ox.NamedNode:
    """Claims on the same words share their passage."""
    return individual(kind, f"{document.value.rsplit('/', 1)[-1]}-{claim.start}-{claim.end}")


def _passage(claim: Claim, document: Document, source: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, _Object]]:
    passage, quote, position = (_span(kind, source, claim) for kind in ("passage", "quote", "position"))
    yield passage, _A, node("oa:SpecificResource")
    yield passage, node("oa:hasSource"), source
    yield passage, node("oa:hasSelector"), quote
    yield passage, node("oa:hasSelector"), position
    yield quote, _A, node("oa:TextQuoteSelector")
    yield quote, node("oa:exact"), ox.Literal(claim.evidence)
    yield quote, node("oa:prefix"), ox.Literal(document.text[max(0, claim.start - CONTEXT) : claim.start])
    yield quote, node("oa:suffix"), ox.Literal(document.text[claim.end : claim.end + CONTEXT])
    yield position, _A, node("oa:TextPositionSelector")
    # xsd:integer: Oxigraph keeps whole numbers as such and would give xsd:nonNegativeInteger back as xsd:integer anyway
    yield position, node("oa:start"), ox.Literal(claim.start)
    yield position, node("oa:end"), ox.Literal(claim.end)


def _fact(fact: Fact) -> Iterator[_Pair]:
    yield _A, node("sc:Fact")
    yield node("sc:relation"), relation(fact.relation)
    yield node("sc:subject"), individual("entity", fact.subject)
    if fact.object is not None:
        yield node("sc:object"), individual("entity", fact.object)
    yield from value_pairs(fact.value)
    if fact.why is not None:
        yield node("sc:why"), ox.Literal(fact.why, language="en")
    yield node("sc:status"), node(f"sc:{fact.status}")
    yield node("sc:disputed"), ox.Literal(fact.disputed)
    yield node("sc:ended"), ox.Literal(fact.ended)
    if fact.since is not None:
        yield node("sc:since"), date_literal(fact.since)
    if fact.until is not None:
        yield node("sc:until"), date_literal(fact.until)
    for claim in fact.claims:
        yield node("sc:supportedBy"), individual("claim", claim)
    for claim in fact.against:
        yield node("sc:opposedBy"), individual("claim", claim)
    yield node("sc:confidence"), decimal_literal(fact.confidence)


def _plain(fact: Fact) -> _Pair | None:
    """The plain triple of a fact that holds, without its subject; None for what is not asserted, or over."""
    if fact.status not in ("asserted", "corroborated") or fact.ended:
        return None
    if fact.object is not None:
        return relation(fact.relation), individual("entity", fact.object)
    declared = ontology.load().relations[fact.relation]
    if "date" in declared.kinds:
        if fact.since is None:
            return None
        # A foundation without founder has a standard term; the relation itself leads to what is founded.
        return (node("schema:foundingDate") if declared.range else relation(fact.relation)), date_literal(fact.since)
    if declared.range or fact.value is None:
        return None
    return relation(fact.relation), ox.Literal(fact.value)


def value_pairs(text: str | None) -> Iterator[_Pair]:
    """A value as text and, where it can be read as a quantity, as numbers with a unit."""
    if text is None:
        return
    yield node("sc:value"), ox.Literal(text)
    found = quantity(text)
    if found is not None:
        yield from _quantity(found)


def _quantity(found: Quantity) -> Iterator[_Pair]:
    if found.number is not None:
        yield node("schema:value"), decimal_literal(found.number)
    else:
        if found.low is not None:
            yield node("schema:minValue"), decimal_literal(found.low)
        if found.high is not None:
            yield node("schema:maxValue"), decimal_literal(found.high)
    if found.unit:
        yield node("schema:unitText"), ox.Literal(found.unit)


def decimal_literal(number: Decimal | float) -> ox.Literal:
    """A number as xsd:decimal, without trailing zeros or exponent."""
    text = format(Decimal(str(number)), "f")
    return ox.Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=node("xsd:decimal"))


def date_literal(text: str) -> ox.Literal:
    """An ISO prefix as xsd:gYear, xsd:gYearMonth or xsd:date, whichever it is; anything else as it stands."""
    if days(text) is not None and re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return ox.Literal(text, datatype=_DATE_TYPES[len(text)])
    return ox.Literal(text)
