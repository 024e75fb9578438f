"""What readers see of proofs: facts and inferences down to the sentences. Reads the shapes that triples.py and conclusions.py write."""

from __future__ import annotations

from collections.abc import Iterator

from kg import ids, ontology
from kg.entities.likeness import nearest
from kg.errors import KgError, UnknownNameError
from kg.graph.rows import Explanation, FactView, Proof
from kg.graph.store import Store
from kg.graph.views import entities, facts, find_entity, must, rows, short

_INFERENCE, _FACT = ids.iri("inference", ""), ids.iri("fact", "")


def explain(store: Store, what: str, relation: str | None = None, object: str | None = None) -> Explanation:
    """Why something holds: by the id of a fact or an inference, or the beginning of one; or by names, subject, relation and object.

    With a relation and no object, all that the subject has on this relation. KgError when nothing says so and nothing implies it.
    """
    found = _by_id(store, what) if relation is None else _by_names(store, what, relation, object)
    proofs = tuple(_Proofs(store).of(iri) for iri in found)
    met = {end for proof in proofs for end in _ends(proof)}
    return Explanation(proofs=proofs, names={entity.id: entity.name for entity in entities(store, met)})


def explain_one(store: Store, kind: str, id_: str) -> Explanation:
    """Why a fact or an inference holds, `kind` says which of the two; KgError when there is none with this id."""
    iri = ids.iri(kind, id_)
    if not rows(store, "facts" if kind == "fact" else "inferences", **{kind: [iri]}):
        raise UnknownNameError(f"{id_}: no {kind} has this id")
    proof = _Proofs(store).of(iri)
    return Explanation(proofs=(proof,), names={entity.id: entity.name for entity in entities(store, set(_ends(proof)))})


def inferred(store: Store, entity: str) -> list[Proof]:
    """What follows about a thing, by its id, as subject or object; without the premises."""
    iri = ids.iri("entity", entity)
    found = {must(row["inference"]): row for end in ("subject", "object") for row in rows(store, "inferences", **{end: [iri]})}
    return [
        Proof(
            kind="inference", id=must(short(name)), relation=must(short(row["relation"])), subject=must(short(row["subject"])),
            object=short(row["object"]), value=row["value"], why=row["why"], rule=row["rule"], confidence=float(must(row["confidence"])),
        )
        for name, row in sorted(found.items(), key=lambda one: (str(one[1]["relation"]), one[0]))
    ]  # fmt: skip


def _by_id(store: Store, what: str) -> list[str]:
    wanted = what.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    every = sorted({must(row["found"]) for row in rows(store, "explained")})
    found = [iri for iri in every if wanted and must(short(iri)).startswith(wanted)]
    if len(found) > 1:
        raise KgError(f"{what}: {len(found)} facts and inferences begin so: {', '.join(must(short(iri)) for iri in found[:5])}")
    if not found:
        raise KgError(f"{what}: no fact or inference has this id; or give SUBJECT RELATION OBJECT")
    return found


def _by_names(store: Store, subject: str, relation: str, object: str | None) -> list[str]:
    known = ontology.load()
    name = relation.removeprefix("sc:")
    if name not in known.relations and name not in known.inferred:
        near = nearest(name, {one: one for one in (*known.relations, *known.inferred)})
        raise KgError(f"{relation}: no such relation" + (f"; did you mean {', '.join(near)}?" if near else ""))
    first, second = find_entity(store, subject), None if object is None else find_entity(store, object)
    about = rows(store, "explained", subject=[ids.iri("entity", first)], relation=[ids.term(name)])
    found = sorted({must(row["found"]) for row in about if second is None or short(row["object"]) == second})
    if not found and name in known.relations and known.relations[name].symmetric:  # a fact that does not hold is there one way round
        about = rows(store, "explained", object=[ids.iri("entity", first)], relation=[ids.term(name)])
        found = sorted({must(row["found"]) for row in about if second is None or short(row["subject"]) == second})
    if not found:
        names = {entity.id: entity.name for entity in entities(store, {first, *([second] if second else [])})}
        what = " ".join(part for part in (names[first], name, names[second] if second else "") if part)
        raise KgError(f"{what}: no article says so, and nothing implies it")
    return found


def _ends(proof: Proof) -> Iterator[str]:
    said = [end for claim in (*proof.claims, *proof.against) for end in (claim.subject, claim.object, claim.attributed_to)]
    yield from (end for end in (proof.subject, proof.object, *said) if end)
    for premise in proof.premises:
        yield from _ends(premise)


class _Proofs:
    """Proofs out of a store; what several of them share is read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._facts: dict[str, dict[str, FactView]] = {}
        self._proofs: dict[str, Proof] = {}

    def of(self, iri: str) -> Proof:
        if iri not in self._proofs:
            self._proofs[iri] = self._inference(iri) if iri.startswith(_INFERENCE) else self._fact(iri)
        return self._proofs[iri]

    def _fact(self, iri: str) -> Proof:
        (row,) = rows(self._store, "facts", fact=[iri])
        subject = must(short(row["subject"]))
        if subject not in self._facts:
            self._facts[subject] = {fact.id: fact for fact in facts(self._store, subject)}
        fact = self._facts[subject][must(short(iri))]
        return Proof(
            kind="fact", id=fact.id, relation=fact.relation, subject=fact.subject, object=fact.object, value=fact.value, why=fact.why,
            confidence=fact.confidence, status=fact.status, disputed=fact.disputed, ended=fact.ended, since=fact.since, until=fact.until,
            claims=fact.claims, against=fact.against,
        )  # fmt: skip

    def _inference(self, iri: str) -> Proof:
        store = self._store
        (row,) = rows(store, "inferences", inference=[iri])
        below = [must(one["premise"]) for one in rows(store, "premises", inference=[iri])]
        premises = [self.of(premise) for premise in below if premise.startswith((_INFERENCE, _FACT))]
        premises.sort(key=lambda proof: (proof.kind, proof.relation, proof.subject, proof.object or "", proof.id))
        return Proof(
            kind="inference" if premises else "known", id=must(short(iri)), relation=must(short(row["relation"])),
            subject=must(short(row["subject"])), object=short(row["object"]), value=row["value"], why=row["why"], rule=row["rule"],
            confidence=float(must(row["confidence"])), premises=tuple(premises),
        )  # fmt: skip

