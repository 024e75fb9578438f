"""Review: people judge what is one thing, which claims hold, and what things are called elsewhere; the graph follows at once.

Each function adds one line to the judgements file of an output folder and brings its graph up to date; no article is read. What
cannot hold is refused, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import judgements as files
from kg import segments
from kg.entities import family, key, resolve
from kg.entities.decisions import Decisions, spelled
from kg.entities.describing import proper
from kg.entities.forms import SITE
from kg.entities.known import shipped
from kg.entities.wording import is_common
from kg.errors import JudgementError, KgError, StoreError
from kg.folder import INDEX, extractions_in, moved_ids, open_store, workplace
from kg.index import Index
from kg.records import read_lines
from kg.types import Claim, Entity, Extraction, Issue, Judgement, Named, Resolution
from kg.writing import write


@dataclass(frozen=True, slots=True)
class Pile:
    """What an output folder was made of: the extractions, the judgements so far, and who is who by them."""

    output: Path
    file: Path
    extractions: tuple[Extraction, ...]
    judgements: tuple[Judgement, ...]
    resolution: Resolution

    def entity(self, name: str) -> Entity:
        """The thing called `name`; KgError when there is none, or several."""
        return self.resolution.entities[find(self.output, name)]

    def named(self, entity: Entity) -> Named:
        """How a judgement speaks of a thing: by name, and by document when it is of one alone: set apart, or only described there."""
        decided = Decisions(files.in_force(self.judgements))
        kind = family(entity.type)
        mine = sorted(place for place, id_ in self.resolution.ids.items() if id_ == entity.id)
        docs = [doc for doc, name in mine if decided.is_alone(doc, name, kind)]
        described = is_common(entity.name) or (kind == SITE and proper(entity.name, shipped()) is None)
        if described and len({doc for doc, _ in mine}) == 1:
            docs.append(mine[0][0])
        return Named(name=entity.name, family=kind, doc=docs[0] if docs else None)

    def forms(self, entity: Entity, name: str) -> str:
        """The printed form of a thing that `name` is; JudgementError when it is none."""
        every = sorted({entity.name, *entity.aliases})
        for same in (str, spelled, key):
            found = [form for form in every if same(form) == same(name)]
            if found:
                return found[0]
        raise JudgementError(f"{name}: {entity.name} has no such form; it is there as {', '.join(every)}")


def open_pile(output: str | Path, judgements: Path | None = None) -> Pile:
    """Read what an output folder was made of. StoreError when nothing was built there."""
    output = Path(output)
    if not segments.there(output):
        raise StoreError(f"{output}: no graph here; make one with `kg build SOURCES -o {output}`")
    extractions = tuple(extractions_in(output))
    file = judgements or output / files.FILE
    found = files.read(file)
    return Pile(output, file, extractions, found, resolve(extractions, judgements=files.in_force(found)))


def find(output: str | Path, name: str) -> str:
    """Id of the thing called `name` in the graph of a folder, or of what an id that it had before is now."""
    from kg.graph.views import find_entity

    with open_store(output) as store:
        try:
            return find_entity(store, name)
        except KgError:
            moved = moved_ids(output).get(name)
            if moved is None:
                raise
            return moved


def merge(output: str | Path, one: str, other: str, *, judgements: Path | None = None) -> Judgement:
    """Judge that two things are one: `other` becomes part of `one`, whose name stays. JudgementError when they are one already."""
    pile = open_pile(output, judgements)
    first, second = pile.entity(one), pile.entity(other)
    if first.id == second.id:
        raise JudgementError(f"{one} and {other} are one thing already: {first.name}")

    def holds(now: Resolution) -> bool:
        return len({now.ids[place] for place, id_ in pile.resolution.ids.items() if id_ in {first.id, second.id}}) == 1

    judgement = Judgement(id="", verb="merge", names=(pile.named(first), pile.named(second)))
    return _judge(pile, judgement, holds, f"{one} and {other} were split; undo that first (`kg judgements` lists it)")


def split(output: str | Path, one: str, other: str, *, judgements: Path | None = None) -> Judgement:
    """Judge that two forms of one thing are two things: `other` leaves it. JudgementError when they are two already."""
    pile = open_pile(output, judgements)
    entity = pile.entity(one)
    if pile.entity(other).id != entity.id:
        raise JudgementError(f"{one} and {other} are two things already")
    first, second = pile.forms(entity, one), pile.forms(entity, other)
    if spelled(first) == spelled(second):
        raise JudgementError(f"{one} and {other} are written alike; split the name in one document, with --in DOC")

    def holds(now: Resolution) -> bool:
        ids = [{now.ids[doc, name] for doc, name in now.ids if name == form} for form in (first, second)]
        return not ids[0] & ids[1]

    kind = family(entity.type)
    judgement = Judgement(id="", verb="split", names=(Named(name=first, family=kind), Named(name=second, family=kind)))
    return _judge(pile, judgement, holds, f"{one} and {other} cannot be told apart")


def split_in(output: str | Path, name: str, doc: str, *, judgements: Path | None = None) -> Judgement:
    """Judge that a name means another thing in the document `doc` than elsewhere. JudgementError when it is named only there."""
    pile = open_pile(output, judgements)
    if doc not in {extraction.document.name for extraction in pile.extractions}:
        raise JudgementError(f"{doc}: no article of this graph is called so")
    here = {id_ for (place, form), id_ in pile.resolution.ids.items() if place == doc and key(form) == key(name)}
    if not here:
        raise JudgementError(f"{name}: {doc} does not name it")
    entity = pile.resolution.entities[min(here)]
    kind = family(entity.type)
    elsewhere = {place for place, id_ in pile.resolution.ids.items() if id_ == entity.id and place[0] != doc}
    if not elsewhere:
        raise JudgementError(f"{name}: only {doc} speaks of it")

    def holds(now: Resolution) -> bool:
        mine = {now.ids[doc, form] for place, form in now.ids if place == doc and key(form) == key(name)}
        return not mine & {now.ids[place] for place in elsewhere}

    judgement = Judgement(id="", verb="split", names=(Named(name=name, family=kind, doc=doc),))
    return _judge(pile, judgement, holds, f"{name} cannot be told apart in {doc}")


def link(output: str | Path, name: str, *, judgements: Path | None = None, **identifiers: str) -> Judgement:
    """Say what a thing is called in a register: `wikidata`, `siren`, `lei`. JudgementError for one that cannot be."""
    given = tuple((scheme, files.checked(scheme, value)) for scheme, value in sorted(identifiers.items()))
    if not given:
        raise JudgementError("no identifier given")
    pile = open_pile(output, judgements)
    entity = pile.entity(name)

    def holds(now: Resolution) -> bool:
        return any(set(given) <= set(one.identifiers) for one in now.entities.values())

    return _judge(pile, Judgement(id="", verb="link", names=(pile.named(entity),), identifiers=given), holds, f"{name} cannot be linked")


def accept(output: str | Path, claim: str, *, reason: str | None = None, judgements: Path | None = None) -> Judgement:
    """Judge that a claim, given by its id or the beginning of one, is right."""
    pile = open_pile(output, judgements)
    return _judge(pile, Judgement(id="", verb="accept", claim=_claim(pile, claim), reason=reason))


def reject(output: str | Path, claim: str, *, reason: str, judgements: Path | None = None) -> Judgement:
    """Judge that a claim is wrong, and why: it stays in the graph, marked, and supports no fact."""
    pile = open_pile(output, judgements)
    return _judge(pile, Judgement(id="", verb="reject", claim=_claim(pile, claim), reason=reason))


def undo(output: str | Path, judgement: str | None = None, *, judgements: Path | None = None) -> Judgement:
    """Undo a judgement, by default the last one in force; returns the one that no longer holds.

    JudgementError for a split while later judgements speak of what it set apart: they would then mean the whole.
    """
    pile = open_pile(output, judgements)
    target = files.to_undo(pile.judgements, judgement)
    holding = files.in_force(pile.judgements)
    left = {(spelled(named.name), named.family, named.doc) for named in target.names[-1:] if target.verb == "split"}
    for later in holding[holding.index(target) + 1 :]:
        if left & {(spelled(named.name), named.family, named.doc) for named in later.names}:
            raise JudgementError(f"{later.id} ({files.told(later)}) speaks of what {target.id} set apart; undo that first")
    _judge(pile, Judgement(id="", verb="undo", undoes=target.id))
    return target


def gold(output: str | Path, *, judgements: Path | None = None) -> Iterator[dict[str, Any]]:
    """The reviewed claims as gold rows for `kg eval`, one a document."""
    pile = open_pile(output, judgements)
    entities: dict[str, dict[str, Entity]] = {}
    for (doc, name), id_ in pile.resolution.ids.items():
        entities.setdefault(doc, {})[name] = pile.resolution.entities[id_]
    documents = {extraction.document.name: extraction.document for extraction in pile.extractions}
    yield from files.gold(files.in_force(pile.judgements), documents, entities)


def _claim(pile: Pile, wanted: str) -> Claim:
    found = [claim for extraction in pile.extractions for claim in extraction.claims if wanted and claim.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise JudgementError(f"{wanted}: {len(found)} claims begin so: {', '.join(claim.id for claim in found[:5])}")
    raise JudgementError(f"{wanted}: no claim has this id; claims.jsonl and `kg show` have the ids")


def _always(_: Resolution) -> bool:
    return True


def _judge(pile: Pile, judgement: Judgement, holds: Callable[[Resolution], bool] = _always, otherwise: str = "") -> Judgement:
    """Make the graph anew with one more judgement, and write that down when the graph is made; JudgementError if it does not hold."""
    judgement = files.with_id(pile.judgements, judgement)
    decided = files.in_force([*pile.judgements, judgement])
    if not holds(resolve(pile.extractions, judgements=decided)):
        raise JudgementError(otherwise)
    with workplace(pile.output) as work:
        index = Index(pile.output / INDEX)
        try:
            marks = index.fingerprints()
            put = [] if marks else [(extraction, "") for extraction in pile.extractions]  # the index is gone, or of another form
            names = {extraction.document.name for extraction in pile.extractions}
            path = pile.output / "issues.jsonl"
            issues = [Issue(**row) for row in read_lines(path) if row["doc"] not in names] if path.is_file() else []
            with index:
                changes = index.update(put=put, judgements=decided)
                write(work, pile.output, index, changes, issues=issues, kept=lambda: files.append(pile.file, pile.judgements, judgement))
        finally:
            index.close()
    return judgement
