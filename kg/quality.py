"""Whether a graph is what it should be: SHACL validation of everything in a store, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import ontology
from kg.errors import OntologyError, StoreError
from kg.graph.store import Store

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: at which node, along which property, in words, and the value if there is one."""

    focus: str
    path: str | None
    message: str
    value: str | None

    def __str__(self) -> str:
        """One line."""
        where = f"{self.focus} {self.path}" if self.path else self.focus
        return f"{where}: {self.message}" + (f" (found {self.value})" if self.value is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """What validation found: whether all is well, how many nodes of each class were looked at, and what is wrong, sorted."""

    conforms: bool
    focus_nodes: int
    by_class: dict[str, int]
    violations: tuple[Violation, ...]


def validate(store: Store, *, shapes: Path | None = None) -> ValidationReport:
    """Check all graphs of `store`, merged, against the shapes (default: the ontology folder's).

    The triples are copied into rdflib's own memory: SHACL over a view of another store can see nothing and call that
    conforming. StoreError when there is nothing to look at, OntologyError when the shapes cannot be read.
    """
    import pyshacl
    import rdflib

    path = shapes or ontology.folder() / "shapes.ttl"
    rules = rdflib.Graph()
    try:
        rules.parse(path, format="turtle")
    except Exception as error:  # rdflib has no common class for what can go wrong in a file
        raise OntologyError(f"{path.name}: {' '.join(str(error).split())}") from None
    data = rdflib.Graph()
    text = "".join(sorted({f"{quad.triple} .\n" for quad in store.quads()}))
    data.parse(data=text, format="nt")
    counts = _focus(data, rules)
    if not sum(counts.values()):
        raise StoreError("nothing to validate: the graph has no document, claim, fact or entity")
    conforms, found, _ = pyshacl.validate(data, shacl_graph=rules, inplace=True, meta_shacl=False, advanced=False)
    if not isinstance(found, rdflib.Graph):
        raise OntologyError(f"{path.name}: {found}")
    violations = tuple(sorted(set(_violations(found)), key=str))
    return ValidationReport(conforms=bool(conforms), focus_nodes=sum(counts.values()), by_class=counts, violations=violations)


def _focus(data: Any, rules: Any) -> dict[str, int]:
    """How many nodes each target class of the shapes has, subclasses included."""
    from rdflib import RDF, RDFS, URIRef

    counts: dict[str, int] = {}
    for target in sorted(rules.objects(None, URIRef(_SH + "targetClass"))):
        classes = set(data.transitive_subjects(RDFS.subClassOf, target))
        nodes = {subject for class_ in classes for subject in data.subjects(RDF.type, class_)}
        counts[_short(target)] = len(nodes)
    return counts


def _violations(report: Any) -> Iterable[Violation]:
    from rdflib import URIRef

    def one(result: Any, name: str) -> Any:
        return report.value(result, URIRef(_SH + name))

    for result in report.subjects(URIRef(_SH + "resultSeverity"), None):
        path, value = one(result, "resultPath"), one(result, "value")
        yield Violation(
            focus=_short(one(result, "focusNode")),
            path=None if path is None else _short(path),
            message=" ".join(str(one(result, "resultMessage") or "does not fit its shape").split()),
            value=None if value is None else _short(value),
        )


def _short(term: Any) -> str:
    """The end of an IRI that says which thing it is: "claim/1f0c…", "sc:modality"; literals as they are."""
    text = str(term)
    if not text.startswith(("http://", "https://")):
        return text
    head, _, local = text.rpartition("#") if "#" in text else text.rpartition("/")
    kind = head.rpartition("/")[2]
    return f"{kind}/{local}" if "#" not in text else local
