"""Invented articles with claims of every kind, made by hand: what the graph's tests are fed with."""

from __future__ import annotations

from pathlib import Path

from kg.entities import resolve
from kg.facts import conflicts, deals, group, hear
from kg.graph.store import Store
from kg.graph.triples import conflict_quads, document_quads, entity_quads, fact_quads, ontology_quads
from kg.graph.triples_deals import deal_quads
from kg.ids import claim_id, document_id, text_hash
from kg.types import Claim, Document, Extraction, Mention, Segment

NIMBUS = """Brumeo rachèterait Nuagis
La Gazette du Cloud, 12 janvier 2015
Brumeo détient 44,3 % de Nuagis, Valmont 22,2 % et la Caisse des Prêts (CDP) 33,3 %.
Le chiffre d'affaires 2013 s'élève à quelques centaines de milliers d'euros.
Nuagis a été créée en 2012. Selon L'Écho, la CDP vendrait ses parts.
« Nous restons », affirme Anne Lebrun, présidente de Nuagis.
"""
COURIER = """Brumeo buys out Nuagis
The Cloud Courier, 20 March 2015
Brumeo (44.4%) and Valmont (22%) owned Nuagis, founded in September 2012.
In 2013, Nuagis posted a turnover of 97,485 euros.
Brumeo acquired Nuagis SA. Valmont, a former shareholder, denies having funded Serpentin.
Nuagis relies on OpenPile and is hosted in Val-de-Reuil.
"""
REVIEW = """Nuagis, one year on
Pierre Tissot of The Cloud Review
Brumeo holds 44.4% of Nuagis. Nuagis was founded in 2011.
Brumeo Business Services could acquire Serpentin. Nuagis had invested 225 million euros.
"""


def article(name: str, text: str, lang: str, publisher: str | None, published: str | None) -> Document:
    """A document of one body segment whose title is its first line."""
    return Document(
        id=document_id(name),
        text_hash=text_hash(text),
        name=name,
        text=text,
        segments=(Segment(start=0, end=len(text), kind="body"),),
        lang=lang,
        title=text.split("\n", 1)[0],
        published=published,
        publisher=publisher,
    )


def claim(document: Document, relation: str, subject: str, evidence: str, obj: str | None = None, **rest: object) -> Claim:
    """A claim on the first place where `evidence` stands in the text."""
    start = document.text.index(evidence)
    fields: dict[str, object] = {
        "value": None,
        "date": None,
        "modality": "asserted",
        "attributed_to": None,
        "attribution_kind": None,
        "negated": False,
        "ended": False,
        "rule": "sample",
        "confidence": 0.8,
    } | rest
    id_ = claim_id(
        document.name,
        relation,
        subject,
        obj,
        fields["value"],  # type: ignore[arg-type]
        fields["date"],  # type: ignore[arg-type]
        str(fields["modality"]),
        bool(fields["negated"]),
        start,
        start + len(evidence),
    )
    return Claim(
        id=id_,
        doc=document.name,
        relation=relation,
        subject=subject,
        object=obj,
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        **fields,  # type: ignore[arg-type]
    )


def mention(document: Document, text: str, type_: str, name: str | None = None) -> Mention:
    """A mention at the first place where `text` stands."""
    start = document.text.index(text)
    return Mention(start=start, end=start + len(text), text=text, type=type_, name=name or text)


def extraction(document: Document, claims: list[Claim], mentions: list[Mention] | None = None) -> Extraction:
    """A document with its claims and mentions."""
    return Extraction(document=document, mentions=tuple(mentions or ()), claims=tuple(claims))


def pile() -> list[Extraction]:
    """Three articles, two languages, three publishers: they agree, differ, deny and plan."""
    gazette = article("gazette.txt", NIMBUS, "fr", "La Gazette du Cloud", "2015-01-12")
    courier = article("courier.txt", COURIER, "en", "The Cloud Courier", "2015-03-20")
    review = article("review.txt", REVIEW, "en", "The Cloud Review", None)
    return [
        extraction(
            gazette,
            [
                claim(gazette, "acquisition", "Brumeo", "Brumeo rachèterait Nuagis", "Nuagis", modality="rumoured"),
                claim(gazette, "shareholding", "Brumeo", "Brumeo détient 44,3 % de Nuagis", "Nuagis", value="44.3 %"),
                claim(gazette, "shareholding", "Valmont", "Valmont 22,2 %", "Nuagis", value="22.2 %"),
                claim(gazette, "shareholding", "Caisse des Prêts", "la Caisse des Prêts (CDP) 33,3 %", "Nuagis", value="33.3 %"),
                claim(
                    gazette,
                    "revenue",
                    "Nuagis",
                    "quelques centaines de milliers d'euros",
                    value="a few hundred thousand EUR",
                    date="2013",
                    modality="reported",
                ),
                claim(gazette, "founded", "Nuagis", "Nuagis a été créée en 2012", date="2012"),
                claim(
                    gazette,
                    "seller",
                    "CDP",
                    "Selon L'Écho, la CDP vendrait ses parts",
                    "Nuagis",
                    modality="reported",
                    attributed_to="L'Écho",
                    attribution_kind="medium",
                ),
                claim(gazette, "leadership", "Anne Lebrun", "Anne Lebrun, présidente de Nuagis", "Nuagis", value="présidente"),
                claim(gazette, "statement", "Anne Lebrun", "« Nous restons », affirme Anne Lebrun", "Nuagis"),
            ],
            [
                mention(gazette, "Brumeo", "Organisation"),
                mention(gazette, "Nuagis", "Organisation"),
                mention(gazette, "Anne Lebrun", "Person"),
                mention(gazette, "CDP", "Organisation"),
                mention(gazette, "44,3 %", "Percent", "44.3 %"),
            ],
        ),
        extraction(
            courier,
            [
                claim(courier, "shareholding", "Brumeo", "Brumeo (44.4%)", "Nuagis", value="44.4 %"),
                claim(courier, "shareholding", "Valmont", "Valmont (22%)", "Nuagis", value="22 %"),
                claim(courier, "founded", "Nuagis", "Nuagis, founded in September 2012", date="2012-09"),
                claim(courier, "revenue", "Nuagis", "a turnover of 97,485 euros", value="97485 EUR", date="2013"),
                claim(courier, "acquisition", "BRUMEO", "Brumeo acquired Nuagis SA", "Nuagis SA", date="2015-03"),
                claim(courier, "shareholding", "Valmont", "Valmont, a former shareholder", "Nuagis", ended=True),
                claim(
                    courier,
                    "funding",
                    "Valmont",
                    "Valmont, a former shareholder, denies having funded Serpentin",
                    "Serpentin",
                    modality="denied",
                    negated=True,
                    attributed_to="Valmont",
                    attribution_kind="speaker",
                ),
                claim(courier, "uses_technology", "Nuagis", "Nuagis relies on OpenPile", "OpenPile"),
                claim(courier, "hosted_in", "Nuagis", "is hosted in Val-de-Reuil", "Val-de-Reuil"),
            ],
            [
                mention(courier, "OpenPile", "Technology"),
                mention(courier, "Val-de-Reuil", "Place"),
                mention(courier, "Brumeo", "Organisation"),
            ],
        ),
        extraction(
            review,
            [
                claim(review, "shareholding", "Brumeo", "Brumeo holds 44.4% of Nuagis", "Nuagis", value="44.4 %"),
                claim(review, "founded", "Nuagis", "Nuagis was founded in 2011", date="2011"),
                claim(
                    review,
                    "acquisition",
                    "Brumeo Business Services",
                    "Brumeo Business Services could acquire Serpentin",
                    "Serpentin",
                    modality="planned",
                ),
                claim(review, "investment_total", "Nuagis", "Nuagis had invested 225 million euros", value="225 million EUR"),
            ],
            [mention(review, "Brumeo Business Services", "Organisation"), mention(review, "Pierre Tissot", "Person")],
        ),
    ]


def stored(extractions: list[Extraction], path: Path | None = None) -> Store:
    """The extractions resolved, grouped and written into a store, with no world knowledge."""
    resolution = resolve(extractions, names=())
    store = Store(path)
    for one in extractions:
        store.load(document_quads(one, resolution))
    voices = hear(extractions, resolution)
    store.load(ontology_quads())
    store.load(entity_quads(resolution.entities.values()))
    store.load(fact_quads(group(voices)))
    store.load(conflict_quads(conflicts(voices, resolution)))
    store.load(deal_quads(deals(voices)))
    return store
