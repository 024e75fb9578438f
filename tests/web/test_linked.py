"""Linked data: the IRIs of a build lead to pages and to RDF, by Accept and by suffix, also when an id has moved."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

import kg
from kg import ids
from kg.graph.namespaces import individual, node
from kg.graph.views import claims
from kg.records import claim_row
from tests.graph.sample import pile
from tests.test_incremental import brought
from tests.web.serving import running

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    gold = brought(folder / "gold.jsonl", *((1, number) for number in range(6)))
    with gold.open("a", encoding="utf-8") as stream:
        for one in pile():  # they do not agree
            rows = [claim_row(claim) for claim in one.claims]
            whole = {"doc": one.document.name, "publisher": one.document.publisher, "published": one.document.published, "claims": rows}
            stream.write(json.dumps(whole, ensure_ascii=False) + "\n")
    kg.build([], folder / "out", claims=gold)
    return folder / "out"


@pytest.fixture(scope="module")
def client(output: Path) -> Iterator[httpx.Client]:
    with running(output / "store") as address, httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        yield client


def read(answer: httpx.Response, syntax: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[ox.Triple]:
    assert answer.status_code == 200, answer.text
    return {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in ox.parse(answer.content, syntax)}


def some(output: Path, kind: str) -> str:
    """The path of the first individual of a kind, as its IRI has it."""
    with kg.open_store(output) as store:
        found = {quad.subject.value for quad in store.quads() if isinstance(quad.subject, ox.NamedNode)}
    return sorted(iri for iri in found if iri.startswith(ids.iri(kind, "")))[0].removeprefix(ids.BASE.rstrip("/"))


@pytest.mark.parametrize(
    "kind", ["entity", "document", "claim", "fact", "conflict", "deal", "step", "side", "inference", "passage", "quote", "position"]
)
def test_every_iri_leads_to_a_page_and_to_rdf(kind: str, output: Path, client: httpx.Client) -> None:
    path = some(output, kind)
    page = client.get(path, headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Accept" in page.headers["vary"]
    data = client.get(path, headers=TURTLE)
    assert data.headers["content-type"] == "text/turtle; charset=utf-8"
    subject = ox.NamedNode(ids.BASE.rstrip("/") + path)
    assert any(triple.subject == subject for triple in read(data))
    for answer in (page, data):
        assert f'<{path}.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]
        assert f'<{subject.value}>; rel="describes"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("suffix", "media", "syntax"),
    [
        ("ttl", "text/turtle", ox.RdfFormat.TURTLE), ("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML), ("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)  # fmt: skip
def test_every_syntax_says_the_same(suffix: str, media: str, syntax: ox.RdfFormat, output: Path, client: httpx.Client) -> None:
    path = some(output, "claim")
    by_suffix, by_accept = client.get(f"{path}.{suffix}", headers=BROWSER), client.get(path, headers={"Accept": media})
    assert by_suffix.headers["content-type"].split(";")[0] == by_accept.headers["content-type"].split(";")[0] == media
    assert read(by_suffix, syntax) == read(by_accept, syntax) == read(client.get(path, headers=TURTLE))


def test_the_json_of_a_page_and_of_what_has_none(output: Path, client: httpx.Client) -> None:
    claim = client.get(some(output, "claim") + ".json")
    assert claim.json()["claim"]["id"] == some(output, "claim").rsplit("/", 1)[-1]
    deal = client.get(some(output, "deal"), headers={"Accept": "application/json"})
    assert deal.json()["iri"] == ids.BASE.rstrip("/") + some(output, "deal")


def test_a_page_without_a_template_of_its_own_shows_labels_in_both_languages(output: Path, client: httpx.Client) -> None:
    path = some(output, "deal")
    english, french = (client.get(path, params={"lang": lang}, headers=BROWSER).text for lang in ("en", "fr"))
    assert '<p class="type">deal</p>' in english
    assert '<p class="type">opération</p>' in french
    with kg.open_store(output) as store:
        said = {claim.id: claim.evidence for claim in claims(store)}
        deal = path.rsplit("/", 1)[-1]
        told = [quad.object.value for quad in store.quads(None, node("sc:supportedBy")) if deal in str(quad.subject)]  # type: ignore[union-attr]
    assert told
    assert [claim for claim in told if f">“{html.escape(said[claim.rsplit('/', 1)[-1]])}” — " not in english] == []
    assert '<html lang="fr"' in client.get(path, headers=BROWSER | {"Accept-Language": "fr-FR,en;q=0.5"}).text
    with kg.open_store(output) as store:
        target = next(store.quads(individual("deal", path.rsplit("/", 1)[-1]), node("sc:object")))
        assert isinstance(target.object, ox.NamedNode)
        (name,) = (quad.object.value for quad in store.quads(target.object, node("skos:prefLabel")) if isinstance(quad.object, ox.Literal))
    assert f'<a href="{target.object.value.removeprefix(ids.BASE.rstrip("/"))}" title="{target.object.value}">{name}</a>' in english


def test_what_a_client_has_already_is_not_sent_again(output: Path, client: httpx.Client) -> None:
    for headers in (TURTLE, BROWSER):
        first = client.get(some(output, "entity"), headers=headers)
        again = client.get(some(output, "entity"), headers=headers | {"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(some(output, "entity"), headers=headers)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_ids_that_moved_are_led_on(output: Path, client: httpx.Client) -> None:
    now = some(output, "entity").rsplit("/", 1)[-1]
    (output / "store" / "moved.jsonl").write_text(json.dumps({"from": "as it was", "to": now}) + "\n", "utf-8")
    for suffix, headers in (("", BROWSER), ("", TURTLE), (".ttl", {}), (".json", {})):
        answer = client.get(f"/entity/as%20it%20was{suffix}?lang=fr", headers=headers)
        assert (answer.status_code, answer.headers["location"]) == (308, f"/entity/{now}{suffix}?lang=fr"), suffix
    assert client.get("/entity/as%20it%20was", headers=TURTLE, follow_redirects=True).status_code == 200
    assert client.get("/claim/as%20it%20was", headers=TURTLE).status_code == 404
    (output / "store" / "moved.jsonl").write_text("no json\n", "utf-8")
    assert client.get("/entity/as%20it%20was", headers=TURTLE).status_code == 404


@pytest.mark.parametrize(
    "id_",
    ["absent", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "..%2F..%2Fetc%2Fpasswd", "%00", "x%0D%0ASet-Cookie:%20a=b", "a" * 3000],
)
def test_what_is_not_there_is_told(id_: str, client: httpx.Client) -> None:
    for kind in ("entity", "deal", "claim"):
        for headers in (BROWSER, TURTLE):
            answer = client.get(f"/{kind}/{id_}", headers=headers)
            assert answer.status_code in ((404, 405) if "%0A" in id_ else (404,)), answer.text  # no address that is read has a line break
            assert "<script>alert" not in answer.text
            assert "set-cookie" not in answer.headers
    refused = client.get("/claim/absent", headers={"Accept": "image/png"})
    assert refused.status_code in (404, 406)


def test_graphs_and_the_ontology_lead_to_the_graph_store(output: Path, client: httpx.Client) -> None:
    path = some(output, "document").replace("document", "graph")
    assert client.get(path, headers=BROWSER).headers["location"] == path.replace("graph", "document")
    followed = client.get(path, headers=TURTLE, follow_redirects=True)
    assert any(triple.predicate == node("sc:relation") for triple in read(followed))
    ontology = read(client.get("/ontology", headers=TURTLE, follow_redirects=True))
    assert ox.Triple(node("sc:matches"), node("rdfs:label"), ox.Literal("matches the words", language="en")) in ontology
