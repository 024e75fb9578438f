"""Graph files out, by way of networkx: GraphML for yEd, Cytoscape and Gephi, GEXF with colours, sizes, kinds and dates for Gephi."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg import ontology
from kg.exports.files import whole
from kg.exports.page_layout import positions
from kg.exports.strokes import STROKES, stake_of, style_of, width_of
from kg.facts.values import days
from kg.graph.network import to_networkx
from kg.graph.store import Store

#: Nodes up to which a file says where things are; a program lays out more by itself, and better.
PLACED = 600
#: Characters that XML 1.0 cannot hold at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(store: Store, path: Path, *, as_of: str | None = None, undated: bool = False) -> None:
    """The entity graph as GraphML: relation, value, status, dates, evidence and source of edges, and what Gephi draws by.

    That is r, g, b, size, x and y of nodes, r, g, b and weight of edges. An edge that says the same both ways is marked `symmetric`.
    """
    graph = _clean(to_networkx(store, as_of=as_of, undated=undated))
    for node, (x, y) in _places(graph).items():
        graph.nodes[node].update(x=float(x), y=float(y))
    for _, attributes in graph.nodes(data=True):
        attributes.update(_rgb(attributes["color"]))
    for _, _, attributes in graph.edges(data=True):
        colour = _colour(attributes)
        attributes.update(color=colour, width=width_of(attributes), symmetric=_symmetric(attributes), **_rgb(colour))
        attributes.update(**_stake(attributes), **_interval(attributes))
    stream = io.BytesIO()
    nx.write_graphml_xml(graph, stream, edge_id_from_attribute="id")
    with whole(path) as out:
        out.write(stream.getvalue())


def write_gexf(store: Store, path: Path, *, as_of: str | None = None, undated: bool = False) -> None:
    """The entity graph as GEXF 1.3 with Gephi's own colours, sizes and places; an edge's kind is its relation, and it has its dates.

    The graph is dynamic as soon as one edge has a date: an edge is there from the first day that its date can mean to the last of its end.
    """
    graph = _clean(to_networkx(store, as_of=as_of, undated=undated))
    places = _places(graph)
    for node, attributes in graph.nodes(data=True):
        attributes["viz"] = {"color": {**_rgb(attributes.pop("color")), "a": 1.0}, "size": attributes.pop("size")}
        if node in places:
            attributes["viz"]["position"] = {"x": float(places[node][0]), "y": float(-places[node][1]), "z": 0.0}  # there y runs upwards
    kinds: dict[str, str] = {}
    for _, _, attributes in graph.edges(data=True):
        kinds[attributes["id"]] = attributes["relation"]
        stroke = {"color": {**_rgb(_colour(attributes)), "a": 0.5 if attributes["ended"] else 1.0}, "thickness": width_of(attributes)}
        shape = "dotted" if attributes["status"] == "planned" else "dashed" if attributes["status"] in {"rumoured", "denied"} else "solid"
        attributes.update(viz={**stroke, "shape": shape}, **_stake(attributes), **_interval(attributes))
        attributes["symmetric"] = _symmetric(attributes)  # networkx reads no graph that is directed in parts
    writer = GEXFWriter(version="1.3")
    writer.add_graph(graph)
    root: ElementTree.Element = writer.xml
    space = "{http://gexf.net/1.3}"
    for meta in (*root.iter("meta"), *root.iter(f"{space}meta")):
        meta.attrib.clear()  # networkx writes the day into the file: the same graph must give the same bytes on every day
        for creator in meta:
            creator.text = "kg"
    keys = {one for one in (*root.iter("attribute"), *root.iter(f"{space}attribute")) if one.get("title") == "networkx_key"}
    for edge in (*root.iter("edge"), *root.iter(f"{space}edge")):
        edge.set("kind", kinds[edge.attrib["id"]])
    _drop(root, keys | {one for one in root.iter() if one.get("for") in {key.get("id") for key in keys}})  # an edge has its id already
    ElementTree.indent(root)
    with whole(path) as out:
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n")


def _drop(root: ElementTree.Element, unwanted: set[ElementTree.Element]) -> None:
    for above in list(root.iter()):
        for child in [one for one in above if one in unwanted]:
            above.remove(child)


def _places(graph: nx.MultiDiGraph[Any]) -> dict[Any, tuple[int, int]]:
    """Where things are, in a graph that is not too large."""
    if len(graph) > PLACED:
        return {}
    boxes = {node: (max(40.0, 8.0 * len(str(graph.nodes[node].get("label", node)))), 44.0) for node in graph}
    return positions(graph, boxes)


def _clean(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[Any]:
    """The same graph with texts that XML can hold, and the fact's id as an attribute of its edge."""
    for _, attributes in graph.nodes(data=True):
        attributes.update({name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items() if isinstance(value, str)})
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes.update({name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items() if isinstance(value, str)})
        attributes["id"] = key
    return graph


def _rgb(colour: str) -> dict[str, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return {"r": red, "g": green, "b": blue}


def _colour(attributes: dict[str, Any]) -> str:
    return STROKES[style_of(attributes.get("status"), bool(attributes.get("disputed")))].colour


def _stake(attributes: dict[str, Any]) -> dict[str, float]:
    """The percentage as a number, where there is one, to filter and to size by."""
    found = stake_of(attributes)
    return {} if found is None else {"stake": found}


def _interval(attributes: dict[str, Any]) -> dict[str, str]:
    """The first day and the last day of what an edge says, as far as they are known."""
    since, until = days(attributes.get("since")), days(attributes.get("until"))
    found = {"start": since[0].isoformat()} if since else {}
    if until and (not since or since[0] <= until[1]):  # programs refuse what ends before it begins
        found["end"] = until[1].isoformat()
    return found


def _symmetric(attributes: dict[str, Any]) -> bool:
    known = ontology.load().relations.get(attributes["relation"])
    return known is not None and known.symmetric
