"""Graph files out, by way of networkx: GraphML for yEd, Cytoscape and Gephi, GEXF with sizes and colours for Gephi."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import networkx as nx

from kg.exports.files import whole
from kg.graph.network import to_networkx
from kg.graph.store import Store

#: Characters that XML 1.0 cannot hold at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(store: Store, path: Path) -> None:
    """The entity graph as GraphML; edges carry relation, value, status, evidence and source."""
    stream = io.BytesIO()
    nx.write_graphml_xml(_clean(to_networkx(store)), stream, edge_id_from_attribute="id")
    with whole(path) as out:
        out.write(stream.getvalue())


def write_gexf(store: Store, path: Path) -> None:
    """The entity graph as GEXF 1.2 with Gephi's own sizes and colours."""
    graph = _clean(to_networkx(store))
    for _, attributes in graph.nodes(data=True):
        colour = attributes.pop("color")
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        attributes["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "size": attributes.pop("size")}
    text = "\n".join(nx.generate_gexf(graph, version="1.2draft"))
    # networkx writes the day into the file: the same graph must give the same bytes on every day
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    with whole(path) as out:
        out.write(('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n").encode("utf-8"))


def _clean(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[Any]:
    """The same graph with texts that XML can hold, and the fact's id as an attribute of its edge."""
    for _, attributes in graph.nodes(data=True):
        attributes.update({name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items() if isinstance(value, str)})
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes.update({name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items() if isinstance(value, str)})
        attributes["id"] = key
    return graph
