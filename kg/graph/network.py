"""The graph of entities for networkx, made of what views.py reads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.graph.knowledge import knowledge
from kg.graph.rows import COLOURS
from kg.graph.store import Store
from kg.graph.views import edges_of, entities, facts

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(store: Store, *, as_of: str | None = None, undated: bool = False) -> nx.MultiDiGraph[Any]:
    """The graph for networkx: nodes are entity ids with label, type, aliases, claims, size and color; edge keys are fact ids.

    Attributes are text, numbers or booleans, and absent rather than None, so that GraphML and GEXF take them as they are. An
    entity that stands in no claim is left out. With `as_of` as the articles published by then tell it, as in `dossier`.
    """
    import networkx as nx

    nodes, every = entities(store), knowledge(as_of, undated=undated).facts(facts(store))
    links = edges_of(every, {entity.id: entity.name for entity in nodes})
    counts = Counter(end for fact in every for claim in (*fact.claims, *fact.against) for end in {claim.subject, claim.object} if end)
    degrees = Counter(end for edge in links for end in (edge.subject, edge.object))
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for entity in nodes:
        if counts[entity.id]:
            graph.add_node(
                entity.id,
                label=entity.name,
                type=entity.type,
                aliases=" | ".join(entity.aliases),
                claims=counts[entity.id],
                size=round(10 + 6 * degrees[entity.id] ** 0.5, 1),
                color=COLOURS.get(entity.type, "#6b7a90"),
            )
    for edge in links:
        known = {
            "relation": edge.relation,
            "label": edge.label,
            "value": edge.value,
            "status": edge.status,
            "disputed": edge.disputed,
            "ended": edge.ended,
            "modality": edge.modality,
            "evidence": edge.evidence,
            "source": edge.source,
            "attributed_to": edge.attributed_to,
            "date": edge.date,
            "since": edge.since,
            "until": edge.until,
            "why": edge.why,
            "claims": edge.weight,
            "weight": float(edge.weight),
            "confidence": edge.confidence,
        }
        graph.add_edge(edge.subject, edge.object, key=edge.fact, **{name: value for name, value in known.items() if value is not None})
    return graph
