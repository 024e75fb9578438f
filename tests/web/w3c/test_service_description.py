"""The three tests of the W3C's Service Description suite, which has them as names only, against a running `kg serve`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF

from tests.web.w3c.manifests import entries, local
from tests.web.w3c.sending import send

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
ENTAILMENT = "http://www.w3.org/ns/entailment/"
FORMATS = "http://www.w3.org/ns/formats/"
NAMES = [local(entry) for entry in entries("service-description")[1]]

#: Property → (class of its subject, class of its object), from SPARQL 1.1 Service Description, section 3.
SCHEMA = {
    "endpoint": ("Service", None),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", "Format"),
    "inputFormat": ("Service", "Format"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
#: Individuals that the vocabulary itself declares.
KNOWN = {
    "Feature": ("DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"),
    "Language": ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update"),
}
INSIDE = {"Dataset": "GraphCollection"}


@pytest.fixture
def description(endpoint: str) -> rdflib.Graph:
    answer = send(endpoint, "GET", "/sparql")
    assert (answer.status, answer.media) == (200, "text/turtle"), answer.text
    return rdflib.Graph().parse(data=answer.text, format="turtle")


def returns_rdf(endpoint: str, description: rdflib.Graph) -> None:
    assert len(description)
    for media, syntax in {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}.items():
        answer = send(endpoint, "GET", "/sparql", (("Accept", media),))
        assert answer.media == media
        assert len(rdflib.Graph().parse(data=answer.text, format=syntax)) == len(description)


def has_endpoint_triple(endpoint: str, description: rdflib.Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    assert description.value(service, SD.endpoint) == rdflib.URIRef(endpoint + "/sparql")


def conforms_to_schema(endpoint: str, description: rdflib.Graph) -> None:
    assert broken(description) == []
    assert (None, SD.supportedLanguage, SD.SPARQL11Update) in description


TESTS: dict[str, Callable[[str, rdflib.Graph], None]] = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint_triple,
    "conforms-to-schema": conforms_to_schema,
}


def test_the_suite_is_there(suites: Path) -> None:
    assert sorted(NAMES) == sorted(TESTS)


@pytest.mark.parametrize("name", NAMES)
def test_service_description(endpoint: str, description: rdflib.Graph, name: str) -> None:
    TESTS[name](endpoint, description)


def test_the_check_of_the_schema_sees_what_is_wrong() -> None:
    graph = rdflib.Graph().parse(
        format="turtle", data="@prefix sd: <http://www.w3.org/ns/sparql-service-description#> . <a:s> sd:feature 1 ; sd:x 2 ."
    )
    assert broken(graph) == ["sd:feature: 1 is no Feature", "sd:feature: a:s is no Service", "sd:x: no such property"]


def broken(graph: rdflib.Graph) -> list[str]:
    """Where a description does not keep to the vocabulary: unknown properties, subjects and objects of a wrong class."""
    found = set()
    for subject, predicate, value in graph:
        if not predicate.startswith(str(SD)):
            continue
        name = local(predicate)
        if name not in SCHEMA:
            found.add(f"sd:{name}: no such property")
            continue
        domain, reach = SCHEMA[name]
        for node, class_ in ((subject, domain), (value, reach)):
            if class_ is not None and not _is(graph, node, class_):
                found.add(f"sd:{name}: {node} is no {class_}")
        if name in ("endpoint", "name") and not isinstance(value, rdflib.URIRef):
            found.add(f"sd:{name}: {value} is no IRI")
    for one in graph.subjects(RDF.type, SD.NamedGraph):
        if len(list(graph.objects(one, SD.name))) != 1:
            found.add(f"{one}: a named graph has one name")
    return sorted(found)


def _is(graph: rdflib.Graph, node: rdflib.term.Node, class_: str) -> bool:
    if class_ in ("EntailmentRegime", "Format"):
        return str(node).startswith(ENTAILMENT if class_ == "EntailmentRegime" else FORMATS)
    if class_ in KNOWN and node in [SD[name] for name in KNOWN[class_]]:
        return True
    kinds = set(graph.objects(node, RDF.type)) - {OWL.NamedIndividual}
    return SD[class_] in kinds or any(SD[inner] in kinds for inner, outer in INSIDE.items() if outer == class_)
