"""Graph files: labels, weights, sizes, colours, places, kinds and dates of edges, in the form in which Gephi and networkx read them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.exports import export, networks
from kg.graph.network import to_networkx
from kg.graph.store import Store
from tests.graph.sample import article, claim, extraction, pile, stored

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


@pytest.fixture(scope="module")
def store() -> Store:
    """The pile, and one article with a control character, two partners, and somebody who led from one year to another."""
    text = "Anne Lebrun a dirigé Serpentin de 2010 à 2012.\nBrumeo et Serp\x01entin sont partenaires.\n"
    more = article("more.txt", text, "fr", "L'Écho", "2016-02-01")
    led = claim(more, "leadership", "Anne Lebrun", "Anne Lebrun a dirigé Serpentin", "Serpentin", date="2012", ended=True, value="PDG")
    beside = claim(more, "partner", "Brumeo", "Brumeo et Serp\x01entin sont partenaires", "Serpentin")
    return stored([*pile(), extraction(more, [led, beside])])


@pytest.fixture
def gexf(store: Store, tmp_path: Path) -> ElementTree.Element:
    export(store, tmp_path / "graph.gexf")
    return ElementTree.parse(tmp_path / "graph.gexf").getroot()


def between(root: ElementTree.Element, source: str, target: str, kind: str) -> ElementTree.Element:
    ends = [source, target, kind]
    (edge,) = (edge for edge in root.iter(f"{GEXF}edge") if [edge.get(name) for name in ("source", "target", "kind")] == ends)
    return edge


def values(root: ElementTree.Element, element: ElementTree.Element) -> dict[str, str]:
    """Attributes of a node or an edge by their titles."""
    titles = {one.attrib["id"]: one.attrib["title"] for one in root.iter(f"{GEXF}attribute")}
    return {titles[one.attrib["for"]]: one.attrib["value"] for one in element.iter(f"{GEXF}attvalue")}


def test_gexf_draws_as_the_page_does(gexf: ElementTree.Element) -> None:
    (node,) = (node for node in gexf.iter(f"{GEXF}node") if node.get("id") == "nuagis")
    assert node.get("label") == "Nuagis"
    colour, size, place = (node.find(f"{VIZ}{name}") for name in ("color", "size", "position"))
    assert colour is not None
    assert (colour.get("r"), colour.get("g"), colour.get("b")) == ("59", "125", "216")
    assert size is not None
    assert float(size.attrib["value"]) > 10
    assert place is not None
    assert len({(one.get("x"), one.get("y")) for one in gexf.iter(f"{VIZ}position")}) == len(list(gexf.iter(f"{GEXF}node")))
    planned = between(gexf, "brumeo-business-services", "serpentin", "acquisition")
    shape, stroke = planned.find(f"{VIZ}shape"), planned.find(f"{VIZ}color")
    assert shape is not None
    assert stroke is not None
    assert (shape.get("value"), stroke.get("r")) == ("dotted", str(0x7A))
    wide, thin = (between(gexf, owner, "nuagis", "shareholding").find(f"{VIZ}thickness") for owner in ("brumeo", "caisse-des-prets"))
    assert wide is not None
    assert thin is not None
    assert float(wide.attrib["value"]) > float(thin.attrib["value"]) > 1


def test_gexf_keeps_relations_apart_and_dates_what_has_a_date(gexf: ElementTree.Element, store: Store) -> None:
    edges = list(gexf.iter(f"{GEXF}edge"))
    assert Counter(edge.get("kind") for edge in edges) == Counter(relation for *_, relation in to_networkx(store).edges(data="relation"))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    (graph,) = gexf.iter(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == ("dynamic", "date", "directed")
    bought = between(gexf, "brumeo", "nuagis", "acquisition")
    assert (bought.get("start"), bought.get("end")) == ("2015-03-01", None)
    assert float(bought.attrib["weight"]) >= 1
    led = between(gexf, "anne-lebrun", "serpentin", "leadership")
    assert (led.get("start"), led.get("end")) == (None, "2012-12-31")
    assert values(gexf, between(gexf, "brumeo", "serpentin", "partner"))["symmetric"] == "true"
    stake = values(gexf, between(gexf, "brumeo", "nuagis", "shareholding"))
    assert (stake["stake"], stake["disputed"], stake["status"]) == ("44.4", "true", "corroborated")
    assert stake["evidence"]
    assert stake["source"]


def test_gexf_says_neither_day_nor_version(gexf: ElementTree.Element, tmp_path: Path) -> None:
    content = (tmp_path / "graph.gexf").read_text("utf-8")
    assert "lastmodifieddate" not in content
    assert "networkx" not in content.lower()
    graph = nx.read_gexf(tmp_path / "graph.gexf", version="1.3")
    assert graph.nodes["nuagis"]["label"] == "Nuagis"


def test_graphml_has_what_gephi_draws_by(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "graph.graphml")
    graph = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    node = graph.nodes["nuagis"]
    assert (node["r"], node["g"], node["b"], node["color"]) == (0x3B, 0x7D, 0xD8, "#3b7dd8")
    assert {type(node[name]) for name in ("x", "y", "size")} == {float}
    edges = {attributes["relation"]: attributes for _, _, attributes in graph.edges(data=True)}
    assert edges["partner"]["symmetric"] is True
    assert edges["acquisition"]["symmetric"] is False
    assert edges["leadership"]["label"] == "leads"
    stakes = {attributes.get("stake") for _, _, attributes in graph.edges(data=True) if attributes["relation"] == "shareholding"}
    assert {44.4, 33.3} <= stakes
    (bought,) = (one for a, b, one in graph.edges(data=True) if (a, b, one["relation"]) == ("brumeo", "nuagis", "acquisition"))
    assert (bought["start"], bought["weight"]) == ("2015-03-01", 2.0)


def test_a_large_graph_is_left_to_the_program_to_lay_out(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "PLACED", 3)
    export(store, tmp_path / "graph.gexf")
    assert "viz:position" not in (tmp_path / "graph.gexf").read_text("utf-8")


def test_as_of_a_date(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "graph.gexf", as_of="2015-01-31")
    content = (tmp_path / "graph.gexf").read_text("utf-8")
    assert 'value="rumoured"' in content
    assert "serpentin" not in content


def test_what_ends_before_it_begins_has_no_end() -> None:
    assert networks._interval({"since": "2012-09", "until": "2011"}) == {"start": "2012-09-01"}
    assert networks._interval({"since": "2012", "until": "2012"}) == {"start": "2012-01-01", "end": "2012-12-31"}
    assert networks._interval({}) == {}
