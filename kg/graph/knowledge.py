"""The state of knowledge at a date: what the articles published by then say, grouped anew from their claims alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg import ontology
from kg.errors import KgError
from kg.facts import group
from kg.facts.echoes import Print, passage
from kg.facts.values import days, quantity
from kg.facts.voices import Said, order
from kg.graph.rows import ClaimView, FactView, Source
from kg.types import AttributionKind, Claim, Document, Fact, Modality

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was out on the evening of `day`; None for all there is. `undated`: articles without a date too."""

    day: date | None
    undated: bool = False

    def has(self, source: Source) -> bool:
        """Whether an article was out: one "of 2015" when 2015 is over."""
        if self.day is None:
            return True
        span = days(source.published)
        return self.undated if span is None else span[1] <= self.day

    def claims(self, every: Iterable[ClaimView]) -> list[ClaimView]:
        """The claims of the articles that were out."""
        return [claim for claim in every if self.has(claim.source)]

    def voices(self, every: Iterable[ClaimView]) -> list[Said]:
        """The claims of the articles that were out as voices, those left out that people rejected."""
        return sorted((said_of(claim) for claim in self.claims(every) if claim.review != "rejected"), key=order)

    def facts(self, every: Iterable[FactView]) -> list[FactView]:
        """The facts as they were known: a rumour is one again before it came true. All facts with one of both ends must be in `every`."""
        if self.day is None:
            return list(every)
        told = {claim.id: claim for fact in every for claim in (*fact.claims, *fact.against)}
        return sorted((fact_view(fact, told) for fact in group(self.voices(told.values()))), key=fact_order)


def knowledge(as_of: str | None, *, undated: bool = False) -> Knowledge:
    """What was known at the end of a year ("2015"), a month or a day; None: all. KgError for what is no date."""
    if as_of is None:
        return Knowledge(None)
    span = days(as_of) if _DATE.fullmatch(as_of) else None
    if span is None:
        raise KgError(f"{as_of!r} is no date: write 2015, 2015-03 or 2015-03-20")
    return Knowledge(span[1], undated)


def said_of(view: ClaimView) -> Said:
    """A claim as it was heard, its ends in ids. Of the text around it the graph has a few words, by which a reprint is known."""
    source = view.source
    subject, obj = view.subject, view.object
    if obj is not None and obj < subject and ontology.load().relations[view.relation].symmetric:
        subject, obj = obj, subject
    document = Document(
        id=source.id, text_hash=source.text_hash, name=source.name, text="", segments=(), lang=source.lang, title=source.title,
        published=source.published, publisher=source.publisher, url=source.url,
    )  # fmt: skip
    claim = Claim(
        id=view.id, doc=source.name, relation=view.relation, subject=subject, object=obj, value=view.value, date=view.date,
        modality=_modality(view.modality), attributed_to=view.attributed_to, attribution_kind=_kind(view.attribution_kind),
        negated=view.negated, ended=view.ended, evidence=view.evidence, start=view.start, end=view.end, rule=view.rule,
        confidence=view.confidence,
    )  # fmt: skip
    start = len(view.before)
    words = passage(view.before + view.evidence + view.after, start, start + len(view.evidence))
    return Said(claim, subject, obj, document, quantity(view.value), view.attributed_to, Print(*words))


def _modality(name: str) -> Modality:
    found: dict[str, Modality] = {
        "asserted": "asserted", "reported": "reported", "rumoured": "rumoured", "planned": "planned", "denied": "denied",
    }  # fmt: skip
    return found[name]


def _kind(name: str | None) -> AttributionKind | None:
    found: dict[str, AttributionKind] = {"speaker": "speaker", "medium": "medium", "document": "document", "anonymous": "anonymous"}
    return None if name is None else found[name]


def fact_view(fact: Fact, told: dict[str, ClaimView]) -> FactView:
    """A fact with its claims, found in `told` by their ids."""
    return FactView(
        id=fact.id, relation=fact.relation, subject=fact.subject, object=fact.object, value=fact.value, why=fact.why, status=fact.status,
        disputed=fact.disputed, ended=fact.ended, since=fact.since, until=fact.until, confidence=fact.confidence,
        claims=in_order(told[id_] for id_ in fact.claims), against=in_order(told[id_] for id_ in fact.against),
    )  # fmt: skip


def in_order(claims: Iterable[ClaimView]) -> tuple[ClaimView, ...]:
    """Claims in the order of the documents and of the words."""
    return tuple(sorted(claims, key=lambda claim: (claim.source.name, claim.start, claim.end, claim.id)))


def fact_order(fact: FactView) -> tuple[str, str, str, str, str]:
    """A sort key: by subject, relation, object, then date."""
    return fact.subject, fact.relation, fact.object or "", fact.since or "", fact.id
