"""One thing told as rumour, plan and fact, as going on and as over, as true and as false, or on different authority."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import ontology
from kg.entities.forms import words_of
from kg.facts.conflicts.making import Names, Pile, by_document, conflict, reading, several
from kg.facts.voices import Said
from kg.types import Conflict

#: Relations that a deal goes through from first rumour to closing: another stage in another article is progress.
DEALS = frozenset({"acquisition", "seller", "merger"})
#: Other relations, besides those with figures, in which it matters who says so.
_TELLING = frozenset({"shareholding", "funding", "founded", "dissolved"})
#: An office is over, against what others say, when the words that say so were surely understood.
_SURE = 0.8
_STAGES = ("rumoured", "planned", "asserted")


def stages(pile: Pile, names: Names) -> Iterator[Conflict]:
    """Conflicts of polarity, of stage and of authority within one pile."""
    yield from _polarity(pile, names)
    yield from _stages(pile, names)
    yield from _over(pile, names)
    yield from _authority(pile, names)


def _polarity(pile: Pile, names: Names) -> Iterator[Conflict]:
    """Claims that it is so against claims that it is not; "no longer" is a change."""
    against = [said for said in pile.voices if said.against]
    supports = [said for said in pile.voices if not said.against]
    if not against or not supports:
        return
    if len({said.claim.doc for said in pile.voices}) == 1 and all(said.cited is None for said in against):
        return  # nobody takes it back in the same breath
    no_longer = all(said.claim.ended or said.planned for said in against)
    over = all(said.claim.ended for said in supports)
    if no_longer or over:
        yield conflict("evolution", (supports, against), reading("no_longer", **pile.what(names)))
    else:
        yield conflict("contradiction", (supports, against), reading("denied", **pile.what(names)))


def stage(said: Said) -> str:
    """How far a thing has come by a claim: rumoured, planned or (asserted, reported) done."""
    return said.claim.modality if said.claim.modality in {"rumoured", "planned"} else "asserted"


def _stages(pile: Pile, names: Names) -> Iterator[Conflict]:
    """The same thing as rumour, as plan and as fact."""
    found: dict[str, list[Said]] = {name: [] for name in _STAGES}
    for said in pile.voices:
        if not said.against and not said.claim.ended:
            found[stage(said)].append(said)
    kinds = ontology.load().relations[pile.relation].kinds
    if pile.relation not in DEALS and ({"amount", "count"} & set(kinds) or pile.relation == "target"):
        return  # a forecast and a result are of two years, and a goal is a plan whatever one says
    if pile.relation not in DEALS and pile.object is not None:  # an article that says both, of what there can be more of, means more of it
        done = {said.claim.doc for said in found["asserted"]}
        both = done & {said.claim.doc for said in (*found["planned"], *found["rumoured"])}
        found = {name: [said for said in side if said.claim.doc not in both] for name, side in found.items()}
        if (_first(found["asserted"]) or "9999") < (_first([*found["planned"], *found["rumoured"]]) or ""):
            return  # what is told after it was there is another one to come
    sides = [side for side in found.values() if side]
    if len(sides) < 2:
        return
    sure = "asserted" if any(said.claim.modality == "asserted" for said in found["asserted"]) else "reported"
    told = [sure if name == "asserted" else name for name, side in found.items() if side]
    documents = {said.claim.doc for side in sides for said in side}
    hearsay = bool(found["asserted"]) and sure == "reported"  # what only somebody is said to say has not come about
    moved = not hearsay and (pile.relation in DEALS or (len(documents) > 1 and found["asserted"] and not _same_day(found)))
    dated = {bool(said.claim.date) for side in sides for said in side}
    if not moved and len(documents) == 1 and len(dated) > 1:
        return  # one article that says when for one of both speaks of two occasions
    if moved:
        yield conflict("evolution", sides, reading("moved_on", stages=told, **pile.what(names)))
    else:
        yield conflict("modality", sides, reading("less_sure", stages=told, **pile.what(names)))


def _last(voices: Sequence[Said]) -> str | None:
    """When the last of these was published."""
    return max((said.document.published for said in voices if said.document.published), default=None)


def _first(voices: Sequence[Said]) -> str | None:
    """When the first of these was published."""
    return min((said.document.published for said in voices if said.document.published), default=None)


def _same_day(found: dict[str, list[Said]]) -> bool:
    """Whether fact and plan come from the same document: one text cannot have seen time pass."""
    return bool({said.claim.doc for said in found["asserted"]} & {said.claim.doc for said in (*found["planned"], *found["rumoured"])})


def _over(pile: Pile, names: Names) -> Iterator[Conflict]:
    """Told as going on here and as over there."""
    done = [said for said in pile.voices if not said.against and not said.planned and said.claim.modality != "rumoured"]
    if len({said.claim.doc for said in done}) == 1:
        return  # an article that looks back says both
    ended, going_on = [said for said in done if said.claim.ended], [said for said in done if not said.claim.ended]
    if "text" in ontology.load().relations[pile.relation].kinds:  # offices: the same one, and no newer word that it goes on
        both = (ended, going_on), (going_on, ended)
        ended, going_on = ([said for said in side if any(_one_role(said, other) for other in others)] for side, others in both)
        ended = [said for said in ended if said.claim.confidence >= _SURE]
        if (_last(going_on) or "") > (_last(ended) or "9999"):
            return
    if ended and going_on and ontology.load().relations[pile.relation].range and pile.relation != "founded":
        yield conflict("evolution", (going_on, ended), reading("over", **pile.what(names)))


def _one_role(one: Said, other: Said) -> bool:
    """Whether two titles can be of one office: one has the words of the other, or there is none."""
    a, b = (set(words_of(said.claim.value or "")) for said in (one, other))
    return a <= b or b <= a


def _authority(pile: Pile, names: Names) -> Iterator[Conflict]:
    """The same thing on different authority: the article's own, or that of one source and another.

    What somebody says of himself, and an article then says too, differs in nothing; nor do people who say the same, unless one of
    those cited is a medium, a document or nobody in particular.
    """
    if pile.relation not in DEALS | _TELLING and set(ontology.load().relations[pile.relation].kinds) <= {"none"}:
        return  # that two things have to do with each other is no news of anybody's
    groups: dict[str | None, list[Said]] = {}
    for said in pile.voices:
        if not said.against and (said.cited is not None or said.claim.modality == "asserted"):
            groups.setdefault(said.cited, []).append(said)
    citing = {said.claim.doc for source, side in groups.items() if source is not None for said in side}
    groups[None] = [said for said in groups.get(None, ()) if said.claim.doc not in citing]
    sides = {source: side for source, side in groups.items() if any(_same(side, other) for other in groups.values() if other is not side)}
    cited = [source for source in sides if source is not None]
    if len(sides) < 2 or len(by_document(said for side in sides.values() for said in side)) < 2:
        return
    if all(said.claim.attribution_kind == "speaker" for source in cited for said in sides[source]):
        return
    if None in sides and not set(cited) - {pile.subject, pile.object}:
        return
    key = "on_other_authority" if None not in sides else "on_own_authority"
    ordered = [sides[source] for source in sorted(sides, key=lambda source: (source is None, source or ""))]
    read = reading(key, sources=several(names[source] for source in cited), **pile.what(names))
    yield conflict("attribution", ordered, read)


def _same(one: Sequence[Said], other: Sequence[Said]) -> bool:
    """Whether two sides have a claim in common but for the authority: values and dates that agree."""
    return any(_same_words(a, b) and a.agrees(b, dates=True) for a in one for b in other)


def _same_words(one: Said, other: Said) -> bool:
    if one.quantity is not None and other.quantity is not None:
        return one.quantity.unit.casefold() == other.quantity.unit.casefold() and one.quantity.agrees(other.quantity)
    return one.claim.value is None or other.claim.value is None or one.claim.value == other.claim.value
