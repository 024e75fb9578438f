"""The graph page: one HTML file, made with pyvis and vis-network, that opens without a network and shows the evidence of every edge."""

from __future__ import annotations

import html
import json
import re
import textwrap
from collections import Counter
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import networkx as nx
from markupsafe import Markup

from kg import ontology
from kg.errors import ExportError
from kg.exports.around import around, top
from kg.exports.files import digest, whole
from kg.exports.page_facts import about, enrich, script_words
from kg.exports.page_layout import positions
from kg.wording import Wording, wording

if TYPE_CHECKING:
    from kg.graph.store import Store

#: For node types that come without a colour of their own; readable on white and on near-black.
PALETTE = ("#3b7dd8", "#d9822b", "#2e9e6b", "#a25ddc", "#d1495b", "#2a9db0", "#8a7a3c", "#c25aa0", "#6b7a90", "#7b9e2e")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def write_page(
    store: Store,
    path: Path,
    *,
    limit: int = 300,
    about: str | None = None,
    depth: int = 1,
    lang: str = "en",
    as_of: str | None = None,
    undated: bool = False,
) -> None:
    """Write the graph of `store` as one HTML file at `path`: all of it, or what lies within `depth` steps of the thing called `about`.

    Above `limit` nodes the most connected are drawn, and the page says so. It is laid out here, so that nothing moves by itself once it is
    open. With `as_of` as the articles published by then tell it. ExportError where the file cannot be written.
    """
    from kg.graph.network import to_networkx
    from kg.graph.views import entities, find_entity

    words = wording(lang)
    graph, title = to_networkx(store, as_of=as_of, undated=undated), words["graph"]
    if about is not None:
        centre = find_entity(store, about)
        title = entities(store, [centre])[0].name
        graph = nx.MultiDiGraph(around(graph, centre, depth=depth))
        drawn = around(graph, centre, depth=depth, limit=limit)
    else:
        drawn = top(graph, limit)
    conflicts = enrich(drawn, store, words, as_of=as_of, undated=undated)
    if as_of is not None:
        title += f" – {words['as known on'].lower()} {words.date(as_of)}"
    page = _render(drawn, title, words, conflicts, (graph.number_of_nodes(), graph.number_of_edges()))
    with whole(path) as stream:
        stream.write(page.encode("utf-8"))


def render(graph: nx.MultiDiGraph[Any], *, title: str | None = None, limit: int = 300, lang: str = "en") -> str:
    """The page as text, the same bytes for the same graph.

    Node attributes read: label, type, color, aliases, claims (a count), values (facts without an object, each a dict with the keys of
    an edge), conflicts; edge attributes: label, relation, value, status, modality, evidence, source, attributed_to, date, disputed,
    ended, quotes, conflicts (as in page_facts.py). All of them are optional and none is trusted: what an article says
    never becomes markup or script. `limit` is the number of nodes drawn at most.
    """
    words = wording(lang)
    return _render(top(graph, limit), title or words["graph"], words, [], (graph.number_of_nodes(), graph.number_of_edges()))


def _render(
    drawn: nx.MultiDiGraph[Any], title: str, words: Wording, conflicts: list[dict[str, Any]], extent: tuple[int, int]
) -> str:
    data, options = _network(drawn, words)
    folder = resources.files("kg.exports")
    scripts = (_vis_network(), (folder / "page.js").read_text(encoding="utf-8"))
    style = (folder / "page.css").read_text(encoding="utf-8")
    types = Counter(str(node["about"]["type"]) for node in data["nodes"])
    colours = {str(node["about"]["type"]): str(node["color"]) for node in data["nodes"]}
    # Colours of the legend are rules of the style sheet: the page's own policy forbids style attributes.
    style += "".join(f".swatch-{number}{{background:{_colour(colours[name])}}}\n" for number, name in enumerate(sorted(types)))
    policy = (
        f"default-src 'none'; script-src {' '.join(map(digest, scripts))}; style-src {digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    template = environment.from_string((folder / "page.html.j2").read_text(encoding="utf-8"))
    return template.render(
        title=title,
        policy=Markup(policy),  # made of our own hashes alone
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(_json({**data, "conflicts": conflicts, "words": script_words(words, types)})),
        words=words,
        conflicts=conflicts,
        options=Markup(_json(options)),
        types=[(number, name, types[name]) for number, name in enumerate(sorted(types))],
        statuses=_count(data["edges"], "style"),
        relations=_count(data["edges"], "relation_label"),
        nodes=drawn.number_of_nodes(),
        edges=drawn.number_of_edges(),
        all_nodes=extent[0],
        all_edges=extent[1],
    )


def policy_of(page: str) -> str:
    """The Content-Security-Policy that a page carries in its head; for any other page one that runs nothing."""
    found = _POLICY.search(page[:4096])
    return html.unescape(found.group(1)) if found else "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def _network(graph: nx.MultiDiGraph[Any], words: Wording) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Any]]:
    """Nodes and edges as vis-network takes them, and its options, gathered by pyvis; everything sorted."""
    from pyvis.network import Network

    names = {node: str(graph.nodes[node].get("label") or node) for node in graph.nodes}
    labels = {node: "\n".join(textwrap.wrap(name, 24, max_lines=3, placeholder=" …")) or name[:24] for node, name in names.items()}
    sizes = {node: 9 + min(15.0, 2.6 * graph.degree(node) ** 0.6) for node in graph.nodes}
    boxes = {node: (_width(labels[node], sizes[node]), 2 * sizes[node] + 24 * (1 + labels[node].count("\n")) + 16) for node in graph.nodes}
    places = positions(graph, boxes)
    types = sorted({str(graph.nodes[node].get("type") or "Thing") for node in graph.nodes})
    network = Network(directed=True)
    for node in sorted(graph.nodes, key=str):
        attributes = graph.nodes[node]
        kind = str(attributes.get("type") or "Thing")
        network.add_node(
            str(node),
            label=labels[node],
            shape="dot",
            size=round(sizes[node], 1),
            color=_colour(str(attributes.get("color") or PALETTE[types.index(kind) % len(PALETTE)])),
            x=places[node][0],
            y=places[node][1],
            about={
                "name": names[node],
                "type": kind,
                "aliases": _names(attributes.get("aliases")),
                "claims": attributes.get("claims"),
                "values": [about(value, words) for value in attributes.get("values", ())],
                "conflicts": list(attributes.get("conflicts", ())),
            },
        )
    siblings: Counter[frozenset[str]] = Counter()
    edges = sorted(
        graph.edges(keys=True, data=True),
        key=lambda edge: (str(edge[0]), str(edge[1]), str(edge[3].get("relation")), str(edge[2]), str(sorted(edge[3].items()))),
    )
    totals = Counter(frozenset((str(a), str(b))) for a, b, _, _ in edges)
    for number, (source, target, _, attributes) in enumerate(edges):
        a, b = str(source), str(target)
        pair = frozenset((a, b))
        known = about({**attributes, "label": _label(attributes, words)}, words)
        label = known["relation_label"] if known["value"] is None else f"{known['relation_label']}\n{known['value']}"
        more = {"arrows": ""} if _symmetric(attributes) else {}
        network.add_edge(a, b, id=number, label=label, about=known, **_bend(a < b, siblings[pair], totals[pair]), **more)
        siblings[pair] += 1
    network.set_options(json.dumps(_OPTIONS))
    nodes, links, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": links}, json.loads(options)


def _label(attributes: dict[str, Any], words: Wording) -> str:
    """A relation in the language of the page, if the ontology knows it; else as the graph has it."""
    relation = str(attributes.get("relation") or "")
    return words.relation(relation) if relation in ontology.load().relations else str(attributes.get("label") or relation or "related")


def _symmetric(attributes: dict[str, Any]) -> bool:
    known = ontology.load().relations.get(str(attributes.get("relation")))
    return known is not None and known.symmetric


def _bend(forward: bool, position: int, total: int) -> dict[str, Any]:
    """Parallel edges fan out; a lone edge is straight."""
    offset = position - (total - 1) / 2
    if not offset:
        return {"smooth": False}
    side = "curvedCW" if (offset > 0) == forward else "curvedCCW"
    return {"smooth": {"enabled": True, "type": side, "roundness": round(min(abs(offset) * 0.24, 0.9), 2)}}


def _names(aliases: Any) -> list[str]:
    """Aliases as a list, whether the graph holds a list or one text with separators (GraphML knows no lists)."""
    if isinstance(aliases, str):
        aliases = aliases.split(" | ")
    return sorted(str(alias) for alias in aliases or () if alias)


def _width(label: str, size: float) -> float:
    """Width in pixels of a node with its label in 14-pixel type, at 9.5 pixels a character (7.5 as drawn, more when zoomed out)."""
    return max(2 * size, 9.5 * max(map(len, label.split("\n")))) + 16


def _colour(text: str) -> str:
    """`text` if it is a colour in hex, grey otherwise: it goes into a style sheet."""
    return text if re.fullmatch(r"#[0-9a-fA-F]{3,8}", text) else "#6b7a90"


def _count(edges: list[dict[str, Any]], key: str) -> list[tuple[str, int]]:
    return sorted(Counter(str(edge["about"][key]) for edge in edges).items())


def _json(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _vis_network() -> str:
    """vis-network's script, from the installed pyvis: its newest copy, fit to stand inline."""
    spec = find_spec("pyvis")
    folders = [Path(folder) for folder in (spec.submodule_search_locations if spec else None) or ()]
    found = sorted(
        (file for folder in folders for file in (folder / "templates" / "lib").glob("vis-*/vis-network.min.js")),
        key=lambda file: [int(part) for part in re.findall(r"\d+", file.parent.name)],
    )
    if not found:
        raise ExportError("the installed pyvis has no vis-network.min.js: pip install --force-reinstall pyvis")
    script = found[-1].read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", script).replace("</script", "<\\/script")


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "hideEdgesOnDrag": False,
        "selectConnectedEdges": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4, "font": {"size": 14, "vadjust": -2}},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "font": {"size": 11, "align": "horizontal", "strokeWidth": 4},
        "width": 1.4,
        "hoverWidth": 1,
        "selectionWidth": 1.6,
        "selfReference": {"size": 22},
    },
}
