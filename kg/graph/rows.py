"""What readers get out of the graph: plain nouns, the same for the terminal, the pages, the exports and the notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.shown import Shown

#: Node colours by type, readable on white and on near-black.
COLOURS = {
    "Organisation": "#3b7dd8",
    "Person": "#d9822b",
    "Place": "#2e9e6b",
    "DataCentre": "#2a9db0",
    "Programme": "#a25ddc",
    "Product": "#d1495b",
    "Technology": "#8a7a3c",
    "Law": "#6b7a90",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView(Shown):
    """An entity as readers see it; `id` is the short id, as in the Resolution."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as readers see it; `name` is Document.name, `publisher` a name."""

    id: str
    name: str
    lang: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text_hash: str

    def __str__(self) -> str:
        """ "Publisher, title, date", as far as they are known; the document's name if nothing is."""
        known = [part for part in (self.publisher, self.title and f"« {self.title} »", self.published) if part]
        return ", ".join(known) or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView(Shown):
    """A claim with its words and its document; `subject`, `object` and `attributed_to` are entity ids.

    `before` and `after` are a few characters of text around the `evidence`. `review` is "accepted" or "rejected" where a person judged
    it, `reason` what was given as the reason.
    """

    id: str
    relation: str
    subject: str
    object: str | None
    value: str | None
    date: str | None
    modality: str
    attributed_to: str | None
    attribution_kind: str | None
    negated: bool
    ended: bool
    rule: str
    confidence: float
    evidence: str
    before: str
    after: str
    start: int
    end: int
    source: Source
    review: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView(Shown):
    """A fact with the claims for and against it; `subject` and `object` are entity ids."""

    id: str
    relation: str
    subject: str
    object: str | None
    value: str | None
    why: str | None
    status: str
    disputed: bool
    ended: bool
    since: str | None
    until: str | None
    confidence: float
    claims: tuple[ClaimView, ...]
    against: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView(Shown):
    """Claims that do not say the same, side by side; `subject` and `object` are entity ids, None where the sides differ in them.

    `readings` is how they can be read together, a sentence by language ("en", "fr"); `names` has the name of every entity id in it.
    """

    id: str
    kind: str
    relation: str
    subject: str | None
    object: str | None
    readings: Mapping[str, str]
    sides: tuple[tuple[ClaimView, ...], ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Shown):
    """One claim that answers a question, with all that is known of its article: names, and the ids of entities and claim beside them.

    `disputed`: another article has it otherwise, and this is the losing side, or which one is right is open.
    """

    relation: str
    subject: str
    object: str | None
    value: str | None
    date: str | None
    modality: str
    attributed_to: str | None
    negated: bool
    ended: bool
    disputed: bool
    evidence: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    end: int
    claim: str
    subject_id: str
    object_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Shown):
    """All that the graph knows about one entity: facts in which it is the subject, then those that lead to it.

    `rejected` are claims about it that people rejected: they support nothing. `names` has the name of every entity id that occurs in it.
    `as_of` is the date of which this is the knowledge, None for all that is known.
    """

    entity: EntityView
    facts: tuple[FactView, ...]
    names: Mapping[str, str]
    rejected: tuple[ClaimView, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """How far a deal had come, as `kg.types.Step`, with the claims that say so."""

    stage: str
    date: str | None
    basis: str | None
    expected: str | None
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealView:
    """The life of a deal, as `kg.types.Deal`, with its claims: `sellers` by entity id, `prices` by value."""

    id: str
    kind: str
    buyer: str
    target: str
    stage: str
    steps: tuple[StepView, ...]
    sellers: Mapping[str, tuple[ClaimView, ...]]
    prices: Mapping[str, tuple[ClaimView, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a timeline: a fact as of its date, its end, what single claims have otherwise, or a step of a deal.

    `kind` is "fact", "end", "other" or "step"; `fact` is None for a step, `deal` and `step` for all else. `date` is an ISO prefix;
    `basis` is "claim" when claims give it, "published" when it is that of the first article that says so, None without a date.
    """

    date: str | None
    basis: str | None
    kind: str
    claims: tuple[ClaimView, ...]
    fact: FactView | None = None
    deal: DealView | None = None
    step: StepView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Shown):
    """What is known of one entity in the order of time, and the deals in which it buys, is bought, merges or sells.

    `names` has the name of every entity id that occurs in it; `as_of` is as in a dossier.
    """

    entity: EntityView
    entries: tuple[Entry, ...]
    deals: tuple[DealView, ...]
    names: Mapping[str, str]
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A fact between two entities, with the words that carry it best; `weight` counts the claims for it."""

    fact: str
    subject: str
    subject_name: str
    relation: str
    label: str
    object: str
    object_name: str
    value: str | None
    status: str
    disputed: bool
    ended: bool
    since: str | None
    until: str | None
    why: str | None
    modality: str
    evidence: str
    source: str
    attributed_to: str | None
    date: str | None
    weight: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A fact with the claims for and against it, or an inference with the proofs of its premises; ends are entity ids.

    `kind` is "fact", "inference" or "known" (what everybody knows). Of an inference there is no `status`, `since` or claim, of a fact
    no `rule` and no premise. `why` says why this value, or how it follows.
    """

    kind: str
    id: str
    relation: str
    subject: str
    object: str | None
    value: str | None
    why: str | None
    confidence: float
    rule: str | None = None
    premises: tuple[Proof, ...] = ()
    status: str | None = None
    disputed: bool = False
    ended: bool = False
    since: str | None = None
    until: str | None = None
    claims: tuple[ClaimView, ...] = ()
    against: tuple[ClaimView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Shown):
    """One or more proofs, with the name of every entity id that occurs in them."""

    proofs: tuple[Proof, ...]
    names: Mapping[str, str]
