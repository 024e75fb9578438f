"""What the graph page tells beside what it draws: figures, every claim for and against in its text, and where articles disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.exports.readings import labels
from kg.exports.strokes import style_of, width_of
from kg.graph.disagreements import conflicts
from kg.graph.knowledge import knowledge
from kg.graph.rows import ClaimView, FactView
from kg.graph.store import Store
from kg.graph.views import entities, facts
from kg.wording import Wording

#: Attributes of an edge that the page shows as they are.
_KEPT = ("modality", "evidence", "source", "attributed_to", "date", "since", "until", "why")


def enrich(
    graph: nx.MultiDiGraph[Any], store: Store, words: Wording, *, as_of: str | None = None, undated: bool = False
) -> list[dict[str, Any]]:
    """Gives nodes their `values`, edges their `quotes`, both the numbers of their `conflicts`, in place; returns those conflicts.

    A fact that leads to a value and to no other entity (a revenue, a date) is a value of its subject.
    """
    every = [fact for fact in knowledge(as_of, undated=undated).facts(facts(store)) if fact.subject in graph]
    names = {entity.id: entity.name for entity in entities(store)}
    listed, of_claims, of_nodes = _conflicts(graph, store, words, as_of=as_of, undated=undated)
    for node, numbers in of_nodes.items():
        graph.nodes[node]["conflicts"] = sorted(numbers)
    for fact in every:
        voices = (*fact.claims, *fact.against)
        more = {
            "quotes": [_quote(claim, names, words, against=claim in fact.against) for claim in voices],
            "conflicts": sorted({number for claim in voices for number in of_claims.get(claim.id, ())}),
        }
        if fact.object is None and voices:
            graph.nodes[fact.subject].setdefault("values", []).append({**_value(fact, words), **more})
        elif fact.object is not None and graph.has_edge(fact.subject, fact.object, key=fact.id):
            graph.edges[fact.subject, fact.object, fact.id].update(more)
    return listed


def _value(fact: FactView, words: Wording) -> dict[str, Any]:
    """A fact with one end, as an edge would have it; its evidence is the claim that says it best."""
    voices = fact.claims or fact.against
    best = next((claim for claim in voices if claim.value == fact.value), voices[0])
    return {
        "relation": fact.relation,
        "label": words.alone(fact.relation),
        "claims": len(voices),
        "modality": best.modality,
        "evidence": best.evidence,
        "source": str(best.source),
        "date": best.date,
        **{name: getattr(fact, name) for name in ("value", "status", "disputed", "ended", "since", "until", "why")},
    }


def _conflicts(
    graph: nx.MultiDiGraph[Any], store: Store, words: Wording, *, as_of: str | None, undated: bool
) -> tuple[list[dict[str, Any]], Mapping[str, set[int]], Mapping[str, set[int]]]:
    """The conflicts that concern what is drawn, gravest first; their numbers by claim and by entity."""
    listed: list[dict[str, Any]] = []
    of_claims: dict[str, set[int]] = defaultdict(set)
    of_nodes: dict[str, set[int]] = defaultdict(set)
    for one in conflicts(store, as_of=as_of, undated=undated):
        told = [claim for side in one.sides for claim in side]
        ends = sorted({end for claim in told for end in (claim.subject, claim.object) if end and end in graph})
        if not ends:
            continue
        number = len(listed)
        for claim in told:
            of_claims[claim.id].add(number)
        for end in ends:
            of_nodes[end].add(number)
        listed.append(
            {
                "kind": words.kind(one.kind),
                "meaning": words.meaning(one.kind),
                "reading": one.readings[words.lang],
                "labels": labels(one, words),
                "about": ends,
                "sides": [[_quote(claim, one.names, words) for claim in side] for side in one.sides],
            }
        )
    return listed, of_claims, of_nodes


def _quote(claim: ClaimView, names: Mapping[str, str], words: Wording, *, against: bool = False) -> dict[str, Any]:
    """A claim with its words in the text around them, who says so, and what it says."""
    by = None
    if claim.attributed_to:
        by = f"{words['according to']} {names[claim.attributed_to]}"
    elif claim.attribution_kind == "anonymous":
        by = words["anonymous"]
    return {
        "before": f"…{claim.before.lstrip()}" if claim.before else "",
        "evidence": claim.evidence,
        "after": f"{claim.after.rstrip()}…" if claim.after else "",
        "source": str(claim.source),
        "lang": claim.source.lang,
        "by": by,
        "modality": claim.modality,
        "value": words.value(claim.value, words.value_kind(claim.relation)),
        "date": words.date(claim.date),
        "against": against,
    }


def about(attributes: Mapping[str, Any], words: Wording) -> dict[str, Any]:
    """What the page knows about one edge or value; `style` is the one word by which it is drawn and filtered."""
    relation = str(attributes.get("relation") or attributes.get("label") or "related")
    status = str(attributes.get("status") or attributes.get("modality") or "asserted")
    disputed = bool(attributes.get("disputed"))
    value = str(attributes["value"]) if attributes.get("value") not in (None, "") else None
    return {
        "relation": relation,
        "relation_label": str(attributes.get("label") or relation),
        "value": value and words.value(value, words.value_kind(relation)),
        "status": status,
        "style": style_of(status, disputed),
        "disputed": disputed,
        "ended": bool(attributes.get("ended")),
        "count": attributes.get("claims"),
        "width": width_of(dict(attributes)),
        "quotes": list(attributes.get("quotes", ())),
        "conflicts": list(attributes.get("conflicts", ())),
        # why a value was chosen is kept in English alone
        **{key: str(attributes[key]) for key in _KEPT if attributes.get(key) not in (None, "") and (key != "why" or words.lang == "en")},
    }


def script_words(words: Wording, types: Iterable[str]) -> dict[str, str]:
    """The words that the page's script shows: statuses, types and phrases by their keys."""
    marks = ("asserted", "corroborated", "reported", "rumoured", "planned", "denied", "disputed", "ended")
    phrases = ("aliases", "claims", "no relation", "no quote", "source", "modality", "date", "no name", "colon", "since", "until")
    return {
        **{type_: words.type(type_) for type_ in sorted(types)},
        **{mark: words.status(mark) for mark in marks},
        **{phrase: words[phrase] for phrase in phrases},
        "according": words["according to"],
        "against": words["against"],
        "conflicts": words["conflicts"],
        "side": words["side"],
        "why": words["value chosen"],
    }
