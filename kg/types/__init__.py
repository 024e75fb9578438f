"""The nouns: what travels from a text to a page. Frozen, no behaviour beyond their own shape and how a notebook shows them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.shown import Shown
from kg.types.conflicts import Conflict as Conflict
from kg.types.conflicts import Reading as Reading
from kg.types.conflicts import Slot as Slot

SegmentKind = Literal["title", "dateline", "standfirst", "body", "caption", "comment", "boilerplate"]
Modality = Literal["asserted", "reported", "rumoured", "planned", "denied"]
AttributionKind = Literal["speaker", "medium", "document", "anonymous"]
DealKind = Literal["acquisition", "merger"]
DealStage = Literal["rumoured", "planned", "signed", "closed", "dropped"]
JudgementVerb = Literal["merge", "split", "link", "accept", "reject", "undo"]

#: Segments in which the article itself speaks; only these make claims.
SPEAKING: frozenset[str] = frozenset({"title", "standfirst", "body"})

#: Mention types: the entity types of the ontology, then the kinds of value.
VALUE_TYPES: frozenset[str] = frozenset({"Amount", "Percent", "Count", "Date", "Duration"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A span of Document.text with one function on the page; code points, half open."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article: its text as read and what is known about it.

    `id` is the hash of `name` (or of the URL), `text_hash` that of the text. `name` is the path relative to the
    source that was given (for a folder of articles: the file's name). `segments` cover the text in order without
    overlap. `lang` is "fr" or "en"; `published` an ISO date prefix; unknown metadata is None.
    """

    id: str
    text_hash: str
    name: str
    text: str
    segments: tuple[Segment, ...]
    lang: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity as precise as the text has it.

    `number` is one number, a (low, high) range, or a phrase for a vague quantity in English ("a few million",
    "less than 50"); `unit` is "EUR", "USD", "%", or a counted thing such as "employees". Scale words are kept
    in `scale` ("million", "billion") so that the value prints as the press writes it.
    """

    number: Decimal | tuple[Decimal, Decimal] | str
    unit: str
    scale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of Document.text that names something (or is a value).

    `text == document.text[start:end]`. `name` is the fullest form of the same thing in this document; for values it
    is the normalised value ("150 million EUR", "44.4 %", "2012-09").
    """

    start: int
    end: int
    text: str
    type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Shown):
    """One thing that one article says, with the words that say it.

    `doc` is Document.name; `subject`, `object` and `attributed_to` are names as the document has them (ids come from
    the Resolution); `value` is normalised text; `date` an ISO prefix; `evidence == document.text[start:end]`.
    `confidence` lies in 0..1. `id` comes from `kg.ids.claim_id`: a hash of what is said and where.
    """

    id: str
    doc: str
    relation: str
    subject: str
    object: str | None
    value: str | None
    date: str | None
    modality: Modality
    attributed_to: str | None
    attribution_kind: AttributionKind | None
    negated: bool
    ended: bool
    evidence: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something about an input that a person should know: which file, what kind, why."""

    doc: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A sentence, Document.text[start:end], that names two things or more and makes no claim.

    `rule` is the rule that came nearest, `relation` what it would have said and `trigger` its words in the sentence; all None when no rule
    knows a word of it. `lack` is what was missing (one of `kg.gaps.LACKS`) and `wanted` what would have served: the types or kinds of value
    that the rule looks for, the words that no rule knows. `role` says where a name was looked for ("patient of a verb").
    """

    start: int
    end: int
    rule: str | None
    relation: str | None
    trigger: str | None
    lack: str
    wanted: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read out of one document: the durable result, one JSON line."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Shown):
    """One real thing: its id, type, preferred name and every name it was met under.

    `identifiers` are pairs of a scheme ("wikidata", "siren", "lei") and what it is called there, sorted.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who is who: `ids` maps (document name, name as the document has it) to an entity id; `entities` maps id to Entity."""

    ids: dict[tuple[str, str], str]
    entities: dict[str, Entity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing as a judgement speaks of it: by name and family ("person", "place", "site", "law", "thing") or as the one so called in `doc`.

    No id: names are still there after the next build, whatever that makes of the ids.
    """

    name: str
    family: str
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided: one line of the judgements file.

    merge: the second of `names` is the first. split: the second of `names` is not the first, or the only one, in its document, is
    not what is called so elsewhere. link: the thing has these `identifiers` (scheme, value). accept, reject: the `claim` is right,
    or wrong, with a `reason`. undo: the judgement with the id `undoes` no longer holds.
    """

    id: str
    verb: JudgementVerb
    names: tuple[Named, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    claim: Claim | None = None
    reason: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Shown):
    """Claims about the same thing, grouped.

    `status` is "asserted", "corroborated" (two independent publishers), "reported", "rumoured", "planned" or "denied".
    `subject` and `object` are entity ids; `claims` and `against` are claim ids; `value` is the preferred one and
    `why` says why; `since` and `until` are ISO prefixes.
    """

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
    claims: tuple[str, ...]
    against: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """What follows from facts, with the premises of its shortest proof.

    `relation` is a property of the ontology, `subject` and `object` are entity ids (no object: it is said of the subject alone), `value`
    is normalised text. `rule` names the rule, `why` says in English how it follows and which of several values was taken. `premises`
    are pairs of "fact" or "inference" and an id; none for what everybody knows. `confidence` is that of the weakest premise.
    """

    id: str
    relation: str
    subject: str
    object: str | None
    value: str | None
    why: str
    rule: str
    premises: tuple[tuple[str, str], ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of a deal: when it was reached, and the claims that say so.

    `date` is an ISO prefix, None when nothing tells it; `basis` is "claim" when a claim gives the date, "published" when it is that of
    the first article that says so (the deal had come so far by then). `expected` is for when a rumour or a plan has the deal.
    """

    stage: DealStage
    date: str | None
    basis: Literal["claim", "published"] | None
    expected: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """The life of one deal, told by all articles together: `buyer` acquires `target`, or `target` merges into `buyer` (entity ids).

    `stage` is where it stands by the last word on it; `steps` are in the order of stages, those alone of which somebody speaks.
    `sellers` are pairs of an entity id and the claims that say that it sells, `prices` pairs of a value and the claims that give it.
    """

    id: str
    kind: DealKind
    buyer: str
    target: str
    stage: DealStage
    steps: tuple[Step, ...]
    sellers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    prices: tuple[tuple[str, tuple[str, ...]], ...] = ()
