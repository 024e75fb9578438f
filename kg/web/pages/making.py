"""What stands on each page: read from the graph, nothing of it rendered yet. The same for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby

from kg import ids
from kg.errors import UnknownNameError
from kg.graph import disagreements, drawing, overview, proofs
from kg.graph.registers import identifiers
from kg.graph.rows import ClaimView, FactView
from kg.graph.store import Store
from kg.graph.timeline import timeline_of
from kg.graph.views import claims, dossier_of, entities, facts, sources
from kg.search import find
from kg.web.pages import plainly, words
from kg.web.pages.asked import Asked, Page, more, part
from kg.web.pages.missed import counted, why_not
from kg.web.pages.texts import gaps, marked
from kg.web.pages.times import timeline

#: Hits of a search that are shown.
SOUGHT = 60
#: Things around which one drawing is made at most; rows of its table.
CENTRES, ROWS = 20, 300


def home(asked: Asked) -> Page:
    """The start: how much there is, what stands in the middle, the articles."""
    told = overview.most_told(asked.store)
    newest = sorted(sources(asked.store).values(), key=lambda one: (one.published or "", one.name), reverse=True)
    tally = {**overview.tally(asked.store), "not_understood": sum(counted(asked)[0].values())}
    content = {"tally": tally, "told": told[:24], "newest": newest[:8]}
    return Page(template="home.html.j2", title="", content=content)


def entity(asked: Asked, id_: str) -> Page:
    """All that is known of a thing, or was on a date; by relation, each line with its evidence."""
    if not entities(asked.store, [id_]):
        raise UnknownNameError(f"{id_}: nothing here has this id")
    found = dossier_of(asked.store, id_, as_of=asked.as_of, undated=asked.undated)
    told = timeline_of(asked.store, found, undated=asked.undated)
    said = [claim.id for fact in found.facts for claim in (*fact.claims, *fact.against)]
    conflicts = disagreements.conflicts_with(asked.store, said) if asked.as_of is None and said else []
    inferred = proofs.inferred(asked.store, id_) if asked.as_of is None else []
    beyond = {end for one in inferred for end in (one.subject, one.object) if end}
    near = {end for fact in found.facts for end in (fact.subject, fact.object) if end and end != id_}
    content = {
        "entity": found.entity, "groups": _groups(found.facts, id_), "rejected": found.rejected, "as_of": found.as_of,
        "names": {**_names(asked.store, [], beyond), **told.names, **found.names},
        "timeline": told, "conflicts": conflicts, "identifiers": identifiers(asked.store, id_), "undated": asked.undated,
        "neighbours": sorted(entities(asked.store, near), key=lambda one: one.name.casefold()) if near else [],
        "inferred": inferred,
    }  # fmt: skip
    return Page(template="entity.html.j2", title=found.entity.name, content=content, thing=("entity", id_))


def _groups(every: tuple[FactView, ...], id_: str) -> list[tuple[str, bool, list[FactView]]]:
    """Facts by relation and by which end the thing is: (relation, read from the object, facts)."""

    def key(fact: FactView) -> tuple[bool, str]:
        return fact.subject != id_, fact.relation

    place = {name: number for number, name in enumerate(words.ORDER)}
    found = [(name, inverse, list(group)) for (inverse, name), group in groupby(sorted(every, key=key), key=key)]
    return sorted(found, key=lambda group: (place.get(group[0], len(place)), group[1]))


def fact(asked: Asked, id_: str) -> Page:
    """One fact with all claims for and against it."""
    found = facts(asked.store, only=[id_])
    if not found:
        raise UnknownNameError(f"{id_}: no fact has this id")
    one = found[0]
    voices = (*one.claims, *one.against)
    names = _names(asked.store, voices, {one.subject, *([one.object] if one.object else [])})
    content = {"fact": one, "names": names, "conflicts": disagreements.conflicts_with(asked.store, [claim.id for claim in voices])}
    return Page(template="fact.html.j2", title=_title(one, names), content=content, thing=("fact", id_))


def claim(asked: Asked, id_: str) -> Page:
    """One claim: what it says, the sentence, and who says it."""
    found = claims(asked.store, [id_])
    if not found:
        raise UnknownNameError(f"{id_}: no claim has this id")
    names = _names(asked.store, found, set())
    content = {"claim": found[0], "names": names}
    return Page(template="claim.html.j2", title=f"{names[found[0].subject]} …", content=content, thing=("claim", id_))


def _title(one: FactView, names: Mapping[str, str]) -> str:
    return names[one.subject] + (f" → {names[one.object]}" if one.object else "")


def _names(store: Store, voices: tuple[ClaimView, ...] | list[ClaimView], more: set[str]) -> dict[str, str]:
    met = more | {end for one in voices for end in (one.subject, one.object, one.attributed_to) if end}
    return {one.id: one.name for one in entities(store, met)} if met else {}


def inference(asked: Asked, id_: str) -> Page:
    """How an inference follows, down to the sentences."""
    found = proofs.explain_one(asked.store, "inference", id_)
    top = found.proofs[0]
    title = found.names[top.subject] + (f" → {found.names[top.object]}" if top.object else "")
    return Page(template="inference.html.j2", title=title, content={"proof": top, "names": found.names}, thing=("inference", id_))


def conflict(asked: Asked, id_: str) -> Page:
    """One conflict with both sides."""
    found = disagreements.conflicts_with(asked.store, only=[id_])
    if not found:
        raise UnknownNameError(f"{id_}: no conflict has this id")
    return Page(template="conflict.html.j2", title=found[0].readings, content={"conflict": found[0]}, thing=("conflict", id_))


def conflicts(asked: Asked, _: str) -> Page:
    """All conflicts, the gravest first, or those of one kind."""
    chosen = asked.parameters.get("kind") or None
    every = disagreements.conflicts(asked.store)
    kinds = {kind: sum(one.kind == kind for one in every) for kind in disagreements.ORDER}
    found = [one for one in every if chosen in (None, one.kind)]
    content = {"conflicts": part(found, asked), "kinds": kinds, "chosen": chosen, "more": more(found, asked)}
    return Page(template="conflicts.html.j2", title="conflicts", content=content)


def documents(asked: Asked, _: str) -> Page:
    """All articles."""
    found = sorted(sources(asked.store).values(), key=lambda one: (one.published or "", one.name), reverse=True)
    return Page(template="sources.html.j2", title="sources", content={"sources": part(found, asked), "more": more(found, asked)})


def things(asked: Asked, _: str) -> Page:
    """All things by name, or those of one type."""
    every = sorted(entities(asked.store), key=lambda one: (one.name.casefold(), one.id))
    chosen = asked.parameters.get("type") or None
    types = {name: sum(one.type == name for one in every) for name in sorted({one.type for one in every})}
    found = [one for one in every if chosen in (None, one.type)]
    content = {"things": part(found, asked), "types": types, "chosen": chosen, "more": more(found, asked)}
    return Page(template="things.html.j2", title="things", content=content)


def search(asked: Asked, _: str) -> Page:
    """What has the words that somebody looks for: things, articles, claims."""
    words_ = asked.parameters.get("q", "")[:200]
    found = find(asked.folder, words_, limit=SOUGHT) if words_.strip() else []
    kinds = {"things": "entity", "documents": "document", "claims": "claim"}
    content = {name: [hit for hit in found if hit.kind == kind] for name, kind in kinds.items()}
    return Page(template="search.html.j2", title="search", content={"asked": words_, **content})


def graph(asked: Asked, _: str) -> Page:
    """Things and the facts between them, to be drawn: around some things, or the whole."""
    centres = [id_ for id_ in asked.parameters.get("about", "").split(",") if id_][:CENTRES]
    if centres:
        known = {one.id for one in entities(asked.store, centres)}
        for id_ in centres:
            if id_ not in known:
                raise UnknownNameError(f"{id_}: nothing here has this id")
        found = drawing.around(asked.store, centres, as_of=asked.as_of, undated=asked.undated)
    else:
        found = _whole(asked)
    return Page(template="graph.html.j2", title="graph", content={"drawing": found, "centres": centres, "as_of": asked.as_of, "most": ROWS})


_kept: dict[str, drawing.Drawing] = {}


def _whole(asked: Asked) -> drawing.Drawing:
    """The whole graph, read once a build: the page has its table, and then comes for the drawing."""
    if asked.build not in _kept:
        _kept.clear()
        _kept[asked.build] = drawing.whole(asked.store)
    found = _kept[asked.build]
    return drawing.placed(found) if asked.placed else found


def document(asked: Asked, id_: str) -> Page:
    """An article with its evidence marked, and what it claims."""
    found = sources(asked.store, [id_]).get(id_)
    if found is None:
        raise UnknownNameError(f"{id_}: no article has this id")
    told = overview.claims_of(asked.store, id_)
    read = asked.texts.read(found)
    content = {
        "source": found, "claims": told, "names": _names(asked.store, told, set()), "gaps": gaps(read) if read else [],
        "marked": marked(read.document, told, read.gaps) if read else None,
    }  # fmt: skip
    return Page(template="document.html.j2", title=found.title or found.name, content=content, thing=("document", id_))


def anything(kind: str, asked: Asked, id_: str) -> Page:
    """What kinds without a page of their own have: all that the graph says of one of them, as a table."""
    found = plainly.tell(asked.store, ids.iri(kind, id_))
    content = {"kind_": kind, "id": id_, **found}
    return Page(template="anything.html.j2", title=id_, content=content, thing=(kind, id_))


#: Kind of page → what makes it. Pages of the first kind describe one thing, by its id.
OF_ONE: dict[str, Callable[[Asked, str], Page]] = {
    "entity": entity, "fact": fact, "claim": claim, "conflict": conflict, "document": document, "inference": inference,
    **{kind: partial(anything, kind) for kind in ("deal", "step", "side", "passage", "quote", "position")},
}  # fmt: skip
OF_MANY: dict[str, Callable[[Asked, str], Page]] = {
    "": lambda asked, _: home(asked), "graph": graph, "search": search, "conflicts": conflicts, "sources": documents, "things": things,
    "why-not": why_not, "timeline": timeline,
}  # fmt: skip
#: Pages of many things that have a twin in Turtle.
IN_TURTLE = ("why-not", "timeline")
