"""What readers get when they ask one of the named questions (questions.py): rows of claims, each with its words and its article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg import ids, ontology
from kg.errors import QuestionError, UnknownNameError
from kg.facts.values import days
from kg.graph.answers import plain
from kg.graph.namespaces import node, relation
from kg.graph.questions import Parameter, Question, question
from kg.graph.rows import Answer, ClaimView
from kg.graph.store import NamedNode, Store
from kg.graph.views import claims, entities, find_entity, must, rows, short

_NOBODY = NamedNode(ids.iri("entity", "-"))
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


def ask(store: Store, name: str, /, *, remark: Callable[[str], None] | None = None, **params: Any) -> list[Answer]:
    """The answer to the question called `name`, sorted by relation, subject and object, then as the articles were published,
    undated ones last.

    A parameter is a name, a date, a relation, a year, a boolean or a list of these. A name that nothing in the graph has is
    passed over, and told to `remark` if that is given: what no article speaks of has no answer. QuestionError for a question
    or a parameter that there is not, and for one that is lacking or cannot be read; KgError for a name that several things have.
    """
    asked = question(name)
    values = _values(store, asked, params, remark or (lambda _: None))
    head = " ".join(f"VALUES ?{variable} {{ {' '.join(terms)} }}" for variable, terms in values.items())
    found = store.select(asked.sparql.replace("WHERE {", f"WHERE {{ {head}", 1))
    return _answers(store, asked, {must(short(plain(row.get("claim")))) for row in found})


def _values(store: Store, asked: Question, params: Mapping[str, Any], remark: Callable[[str], None]) -> dict[str, list[str]]:
    """Variable → SPARQL terms that it is limited to."""
    known = {one.name: one for one in asked.parameters}
    given = {name: _listed(value) for name, value in params.items() if value is not None}
    for name in given:
        if name not in known:
            raise QuestionError(f"{asked.name} has no parameter {name}; it has {', '.join(known) or 'none'}")
    found: dict[str, list[str]] = {}
    for one in asked.parameters:
        values = given.get(one.name)
        if values is None and one.needed:
            raise QuestionError(f"{asked.name} lacks {one.name} ({one.text}): kg ask {asked.usage}")
        if one.kind == "names" and values is not None:
            found[one.name] = _names(store, values, remark)
        elif one.kind in {"yes", "parts"} or values is not None:
            found[one.name] = _TERMS[one.kind](one, values or [])
    return found


def _listed(value: Any) -> list[str]:
    """A parameter's values as text, whether it is one or several."""
    several = isinstance(value, Iterable) and not isinstance(value, str)
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in (value if several else [value])]


def _names(store: Store, names: Iterable[str], remark: Callable[[str], None]) -> list[str]:
    """The entities of these names; one that is in no graph where there are none, so that parts of other parameters still answer."""
    found = []
    for name in names:
        try:
            found.append(str(NamedNode(ids.iri("entity", find_entity(store, name)))))
        except UnknownNameError as error:
            remark(str(error))
    return found or [str(_NOBODY)]


def _dates(one: Parameter, values: Iterable[str]) -> list[str]:
    """Each date as its first day."""
    found = []
    for value in values:
        bounds = days(value)
        if bounds is None:
            raise QuestionError(f"{one.name}: {value!r} is no date such as 2015-03-20, 2015-03 or 2015")
        found.append(f'"{bounds[0].isoformat()}"^^{node("xsd:date")}')
    return found


def _years(one: Parameter, values: Iterable[str]) -> list[str]:
    found = list(values)
    for value in found:
        if not (value.isascii() and value.isdigit() and len(value) == 4):
            raise QuestionError(f"{one.name}: {value!r} is no year")
    return found


def _relations(one: Parameter, values: Iterable[str]) -> list[str]:
    found = []
    for value in values:
        if value not in ontology.load().relations:
            raise QuestionError(f"{one.name}: {value!r} is no relation of the ontology")
        found.append(str(relation(value)))
    return found


def _yes(one: Parameter, values: Iterable[str]) -> list[str]:
    found = list(values) or ["no"]
    if len(found) != 1 or found[0].lower() not in _FLAGS:
        raise QuestionError(f"{one.name}: {', '.join(found)} is neither yes nor no")
    return [str(_FLAGS[found[0].lower()]).lower()]


def _parts(one: Parameter, values: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys((*one.base, *values)))
    for value in found:
        if value not in (*one.base, *one.more):
            raise QuestionError(f"{one.name}: {value!r} is none of {', '.join(one.more)}")
    return [f'"{value}"' for value in found]


_TERMS: dict[str, Callable[[Parameter, Iterable[str]], list[str]]] = {
    "date": _dates,
    "years": _years,
    "relations": _relations,
    "yes": _yes,
    "parts": _parts,
}


def _answers(store: Store, asked: Question, wanted: set[str]) -> list[Answer]:
    """The claims with these ids as rows with names; what people rejected is no answer."""
    if not wanted:
        return []
    told = [claim for claim in claims(store, wanted) if claim.review != "rejected"]
    ends = {end for claim in told for end in (claim.subject, claim.object, claim.attributed_to) if end}
    names = {entity.id: entity.name for entity in entities(store, ends)}
    disputed = {short(row["claim"]) for row in rows(store, "disputed", claim=[ids.iri("claim", claim.id) for claim in told])}
    order = {relation: place for place, relation in enumerate(asked.relations)}
    found = [_answer(claim, names, claim.id in disputed) for claim in told]

    def key(one: Answer) -> tuple[int | str, ...]:
        place = order.get(one.relation, len(order))
        return place, one.relation, one.subject, one.object or "", one.published or "~", one.document, one.start, one.claim

    return sorted(found, key=key)


def _answer(claim: ClaimView, names: Mapping[str, str], disputed: bool) -> Answer:
    return Answer(
        relation=claim.relation,
        subject=names[claim.subject],
        object=names[claim.object] if claim.object else None,
        value=claim.value,
        date=claim.date,
        modality=claim.modality,
        attributed_to=names[claim.attributed_to] if claim.attributed_to else None,
        negated=claim.negated,
        ended=claim.ended,
        disputed=disputed,
        evidence=claim.evidence,
        document=claim.source.name,
        title=claim.source.title,
        publisher=claim.source.publisher,
        published=claim.source.published,
        url=claim.source.url,
        start=claim.start,
        end=claim.end,
        claim=claim.id,
        subject_id=claim.subject,
        object_id=claim.object,
    )
