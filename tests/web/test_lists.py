"""Pages of many things that programs read too: the timeline, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from kg.graph.namespaces import node
from tests.web import browsing
from tests.web.serving import running
from tests.web.test_pages import BROWSER, page


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = browsing.build(tmp_path_factory.mktemp("lists"))
    with running(folder / "store") as server, httpx.Client(base_url=server, trust_env=False, headers=BROWSER, timeout=30) as client:
        yield client


def turtle(client: httpx.Client, path: str, **asked: str) -> list[ox.Triple]:
    answer = client.get(path, params=asked)
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/turtle"), answer.text
    return list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))  # type: ignore[arg-type]


def dates(client: httpx.Client, **asked: str) -> list[tuple[str | None, str]]:
    entries = client.get("/timeline.json", params=asked).json()["entries"]
    return [(one["date"], one["deal"]["kind"] if one["deal"] else one["fact"]["relation"]) for one in entries]


def test_the_timeline_of_everything(explorer: httpx.Client) -> None:
    text = page(explorer, "/timeline")
    assert "<mark>Brisetel a racheté Nuvéa en janvier 2016</mark>" in text
    assert 'href="/timeline?after=2016&amp;before=2016"' in text
    assert dates(explorer) == [("2014", "shareholding"), ("2016-01", "acquisition")]
    assert dates(explorer, after="2015") == dates(explorer, relation="acquisition") == [("2016-01", "acquisition")]
    assert dates(explorer, before="2014-06") == [("2014", "shareholding")], "2014 can be before June"
    assert dates(explorer, after="2014-06", before="2014-07", relation="acquisition") == []
    bad = explorer.get("/timeline", params={"after": "soon"})
    assert (bad.status_code, "is no date" in bad.text) == (400, True)
    assert "Rien." in page(explorer, "/timeline", params={"after": "2030", "lang": "fr"})
    assert "<h1>" in page(explorer, "/timeline", params={"relation": browsing.HOSTILE, "from": "x"})


def test_the_timeline_of_a_thing(explorer: httpx.Client) -> None:
    assert 'href="/timeline?about=nuvea"' in page(explorer, "/entity/nuvea")
    told = dates(explorer, about="nuvea")
    assert ("2016-01", "acquisition") in told
    assert [when for when, _ in told if when] == sorted(when for when, _ in told if when)
    assert ("partner" in {what for _, what in told}, "leadership" in {what for _, what in told}) == (False, True)
    assert "acquires" in page(explorer, "/timeline?about=nuvea")
    assert explorer.get("/timeline?about=nobody").status_code == 404


def test_the_timeline_as_rdf(explorer: httpx.Client) -> None:
    whole = {one.subject for one in turtle(explorer, "/timeline.ttl") if one.object == node("sc:Fact")}
    some = {one.subject for one in turtle(explorer, "/timeline.ttl", after="2016") if one.object == node("sc:Fact")}
    assert (len(whole), len(some), some < whole) == (2, 1, True)
    assert node("sc:Deal") in {one.object for one in turtle(explorer, "/timeline.ttl", about="nuvea")}


def test_what_was_not_understood(explorer: httpx.Client) -> None:
    text = page(explorer, "/why-not")
    assert "Corvane tutoie Brisetel." in text
    assert "Ortival sells to Nuvéa." in text
    assert "customer.sell" in text
    assert "its object is missing: product or technology" in text
    french = page(explorer, "/why-not", params={"lang": "fr"})
    assert "aucune règle n’en connaît un mot" in french
    assert "il manque l’objet\u202f: produit ou technologie" in french.replace("\u00a0", "\u202f").replace("objet :", "objet\u202f:")
    start = page(explorer, "/")
    assert 'href="/why-not"' in start
    assert ">tutoyer " in text


def test_what_was_not_understood_in_part(explorer: httpx.Client) -> None:
    def found(**asked: str) -> list[str]:
        return [one["text"] for one in explorer.get("/why-not.json", params=asked).json()["gaps"]]

    both = found()
    assert sorted(both) == ["Corvane tutoie Brisetel.", "Ortival sells to Nuvéa."]
    assert found(relation="customer") == found(lack="object") == found(q="NUVEA") == ["Ortival sells to Nuvéa."]
    assert found(relation="none") == found(q="tutoyer") == ["Corvane tutoie Brisetel."]
    assert found(q="nobody") == found(relation="no such") == found(document="no such") == []
    for one in explorer.get("/why-not.json").json()["gaps"]:
        assert found(document=one["document"]) == [one["text"]]
        text = page(explorer, f"/document/{one['document']}")
        assert f'<span class="gap" id="gap-{one["gap"]["start"]}">{one["text"]}</span>' in text
        assert f'href="/why-not?document={one["document"]}"' in text
    hostile = page(explorer, "/why-not", params=dict.fromkeys(("q", "relation", "document", "from"), browsing.HOSTILE))
    assert "<h1>" in hostile


def test_what_was_not_understood_as_rdf(explorer: httpx.Client) -> None:
    triples = turtle(explorer, "/why-not.ttl")
    gaps = {one.subject for one in triples if one.object == node("sc:Gap")}
    assert len(gaps) == 2
    words = {one.object.value for one in triples if one.predicate == node("oa:exact") and isinstance(one.object, ox.Literal)}
    assert words == {"Corvane tutoie Brisetel.", "Ortival sells to Nuvéa."}
    (gap,) = {one.subject for one in turtle(explorer, "/why-not.ttl", relation="customer") if one.object == node("sc:Gap")}
    assert gap in gaps
    assert isinstance(gap, ox.NamedNode)
    there = explorer.get(gap.value.removeprefix("https://w3id.org/sovereign-cloud"))
    assert (there.status_code, "#gap-" in there.headers["location"]) == (303, True)
    assert explorer.get(there.headers["location"]).status_code == 200
    assert '<link rel="alternate" type="text/turtle" href="/why-not.ttl?relation=customer">' in page(
        explorer, "/why-not", params={"relation": "customer"}
    )
