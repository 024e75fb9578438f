"""The ontology folder: where it is, and the classes and relations that it declares, checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pyoxigraph as ox

from kg import ids
from kg.errors import OntologyError
from kg.types import Modality

FILE = "sovereign-cloud.ttl"
LANGUAGES = ("fr", "en")
#: What a relation's value can be, in the order in which a relation with several kinds lists them.
KINDS = ("none", "percent", "amount", "count", "text", "date")

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Table = dict[str, dict[str, list[_Term]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A class of entity: its name, labels by language, and the type above it (None for the seven that stand alone)."""

    name: str
    labels: dict[str, str]
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation: labels by language, the types of its two ends, and the kinds of value it takes.

    `domain` and `range` are in the file's order, the usual type first; `range` is empty for a relation that takes no object.
    `kinds` has at least one of KINDS, the usual one first.
    """

    name: str
    labels: dict[str, str]
    inverse_labels: dict[str, str]
    comments: dict[str, str]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    kinds: tuple[str, ...]
    symmetric: bool
    object_required: bool

    @property
    def kind(self) -> str:
        """The usual kind of value."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """What can be said: relations and entity types by name, modalities, kinds of source and of conflict with labels.

    `inferred` has the labels of the properties that no article states and that rules conclude (marked sc:inferred).
    """

    relations: dict[str, Relation]
    types: dict[str, Type]
    modalities: dict[str, dict[str, str]]
    attribution_kinds: dict[str, dict[str, str]]
    statuses: dict[str, dict[str, str]]
    conflict_kinds: dict[str, dict[str, str]]
    inferred: dict[str, dict[str, str]]

    def is_a(self, type_: str, ancestor: str) -> bool:
        """Whether `type_` is `ancestor` or stands below it; unknown names are only themselves."""
        current: str | None = type_
        while current is not None:
            if current == ancestor:
                return True
            known = self.types.get(current)
            current = known.parent if known else None
        return False

    def accepts(self, type_: str, allowed: Iterable[str]) -> bool:
        """Whether a thing of `type_` may stand where the types in `allowed` are asked for."""
        return any(self.is_a(type_, name) for name in allowed)


def folder() -> Path:
    """The folder with the ontology's data: `ontology/` in a checkout, the copy inside the package once installed."""
    package = Path(__file__).resolve().parent
    shipped = package / "_ontology"
    return shipped if shipped.is_dir() else package.parent / "ontology"


@cache
def load(path: Path | None = None) -> Ontology:
    """The ontology in `path` (default: the one in `folder()`), read once; a mistake raises OntologyError with file and term."""
    path = path or folder() / FILE
    try:
        triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path.name}: {error}") from None
    table: _Table = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject = triple.subject
        key = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
        table[key][triple.predicate.value].append(triple.object)
    return _Reader(path.name, table).ontology()


class _Reader:
    """Turns the triples of one file into an Ontology, naming file and term in every complaint."""

    def __init__(self, file: str, table: _Table) -> None:
        self.file, self.table = file, table

    def fail(self, name: str, reason: str) -> OntologyError:
        return OntologyError(f"{self.file}: {name}: {reason}")

    def ontology(self) -> Ontology:
        classes = {name for name in self.named("Class") if self.entity_class(name)}
        types = {name: self.type(name, classes) for name in sorted(classes)}
        own = {name for kind in ("ObjectProperty", "DatatypeProperty") for name in self.named(kind)}
        relations = {name: self.relation(name, types) for name in sorted(own) if self.values(name, "valueKind")}
        for name in sorted(own - set(relations)):
            self.labels(name, _RDFS + "label")
        modalities = self.concepts("modalities")
        if set(modalities) != set(get_args(Modality)):
            raise self.fail("modalities", f"expected {', '.join(get_args(Modality))}, found {', '.join(modalities)}")
        if not relations:
            raise self.fail("relations", "none is declared: a relation is a property with sc:valueKind")
        return Ontology(
            relations=relations,
            types=types,
            modalities=modalities,
            attribution_kinds=self.concepts("attributionKinds"),
            statuses=self.concepts("statuses"),
            conflict_kinds=self.concepts("conflictKinds"),
            inferred={name: self.labels(name, _RDFS + "label") for name in sorted(own) if self.values(name, "inferred") == ["true"]},
        )

    def named(self, owl_class: str) -> list[str]:
        """Local names of this ontology's terms of an OWL class."""
        wanted = ox.NamedNode(_OWL + owl_class)
        found = (key for key, row in self.table.items() if wanted in row.get(_RDF + "type", []))
        return [key.removeprefix(ids.ONTOLOGY) for key in found if key.startswith(ids.ONTOLOGY)]

    def objects(self, name: str, predicate: str) -> list[_Term]:
        row = self.table.get(ids.term(name), {})
        return row.get(predicate, [])

    def values(self, name: str, own: str) -> list[str]:
        return [term.value for term in self.objects(name, ids.term(own)) if isinstance(term, ox.Literal)]

    def parents(self, name: str) -> list[str]:
        above = (term.value for term in self.objects(name, _RDFS + "subClassOf") if isinstance(term, ox.NamedNode))
        return [value.removeprefix(ids.ONTOLOGY) for value in above if value.startswith(ids.ONTOLOGY)]

    def entity_class(self, name: str, seen: tuple[str, ...] = ()) -> bool:
        if name in seen:
            raise self.fail(name, "is below itself")
        return any(parent == "Entity" or self.entity_class(parent, (*seen, name)) for parent in self.parents(name))

    def type(self, name: str, classes: set[str]) -> Type:
        above = [parent for parent in self.parents(name) if parent in classes]
        if len(above) > 1:
            raise self.fail(name, f"has several types above it: {', '.join(sorted(above))}")
        return Type(name=name, labels=self.labels(name, _RDFS + "label"), parent=above[0] if above else None)

    def labels(self, name: str, predicate: str, *, required: bool = True) -> dict[str, str]:
        found: dict[str, str] = {}
        for term in self.objects(name, predicate):
            if not isinstance(term, ox.Literal) or term.language not in LANGUAGES:
                raise self.fail(name, f"{_short(predicate)} must have a language tag, {' or '.join(LANGUAGES)}")
            if term.language in found:
                raise self.fail(name, f"two {_short(predicate)}s in {term.language}")
            found[term.language] = term.value
        missing = [language for language in LANGUAGES if language not in found]
        if missing and (required or found):
            raise self.fail(name, f"no {_short(predicate)} in {' or '.join(missing)}")
        return {language: found[language] for language in LANGUAGES if language in found}

    def relation(self, name: str, types: dict[str, Type]) -> Relation:
        kinds = self.values(name, "valueKind")
        for kind in kinds:
            if kind not in KINDS:
                raise self.fail(name, f"valueKind {kind!r} is none of {', '.join(KINDS)}")
        literal = ox.NamedNode(_OWL + "DatatypeProperty") in self.objects(name, _RDF + "type")
        required = self.values(name, "objectRequired")
        if not literal and required not in (["true"], ["false"]):
            raise self.fail(name, "objectRequired must be true or false")
        symmetric = ox.NamedNode(_OWL + "SymmetricProperty") in self.objects(name, _RDF + "type")
        domain = self.ends(name, "domain", types)
        range_: tuple[str, ...] = () if literal else self.ends(name, "range", types)
        if symmetric and set(domain) != set(range_):
            raise self.fail(name, "is symmetric, so domain and range must be the same")
        return Relation(
            name=name,
            labels=self.labels(name, _RDFS + "label"),
            inverse_labels=self.labels(name, ids.term("inverseLabel"), required=not literal and not symmetric),
            comments=self.labels(name, _RDFS + "comment"),
            domain=domain,
            range=range_,
            kinds=tuple(kind for kind in KINDS if kind in kinds),
            symmetric=symmetric,
            object_required=required == ["true"],
        )

    def ends(self, name: str, side: str, types: dict[str, Type]) -> tuple[str, ...]:
        """The entity types of a relation's domain or range: one class, or a union of classes, in their order."""
        terms = self.objects(name, _RDFS + side)
        if len(terms) != 1:
            raise self.fail(name, f"needs exactly one {side}")
        unions = self.table[str(terms[0])].get(_OWL + "unionOf") if isinstance(terms[0], ox.BlankNode) else None
        members = self.listed(unions[0]) if unions else terms
        found = tuple(_local(member) for member in members)
        unknown = sorted(set(found) - set(types))
        if unknown or not found:
            raise self.fail(name, f"{side} {', '.join(unknown) or 'is empty'}: no such entity type")
        return found

    def listed(self, head: _Term) -> list[_Term]:
        found: list[_Term] = []
        while isinstance(head, ox.BlankNode):
            cell = self.table[str(head)]
            found += cell[_RDF + "first"]
            head = cell[_RDF + "rest"][0]
        return found

    def concepts(self, scheme: str) -> dict[str, dict[str, str]]:
        wanted = ox.NamedNode(ids.term(scheme))
        names = [key.removeprefix(ids.ONTOLOGY) for key, row in self.table.items() if wanted in row.get(_SKOS + "inScheme", [])]
        return {name: self.labels(name, _SKOS + "prefLabel") for name in sorted(names)}


def _local(term: _Term) -> str:
    return term.value.removeprefix(ids.ONTOLOGY) if isinstance(term, ox.NamedNode) else str(term)


def _short(predicate: str) -> str:
    return predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
