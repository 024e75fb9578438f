"""Invented articles with something to find for every named question."""

from __future__ import annotations

from typing import Any

from kg.types import Extraction
from tests.graph.sample import article, claim, extraction, mention

#: What three invented articles say: document, subject, relation, object, and what else the claim has.
TOLD: list[tuple[int, str, str, str | None, dict[str, Any]]] = [
    (1, "Brumeo", "shareholding", "Nuagis", {"value": "44.3 %"}),
    (2, "Brumeo", "shareholding", "Nuagis", {"value": "44.4 %", "date": "2012-09"}),
    (3, "Brumeo", "shareholding", "Nuagis", {"value": "44.4 %"}),
    (2, "Brumeo", "shareholding", "Nuagis", {"value": "100 %", "date": "2015-03-20"}),
    (3, "Brumeo", "shareholding", "Nuagis", {"value": "100 %"}),
    (1, "Valmont", "shareholding", "Nuagis", {"value": "30 %", "modality": "planned"}),
    (1, "Valmont", "founded", "Nuagis", {"date": "2012"}),
    (2, "Brumeo", "founded", "Nuagis", {}),
    (3, "Nuagis", "founded", None, {"date": "2012-09"}),
    (3, "Brumeo", "partner", "Valmont", {}),
    (1, "Serpentin", "partner", "Valmont", {}),
    (1, "Ruritanie", "funding", "Nuagis", {"value": "10 million EUR"}),
    (2, "Plan Cirrus", "funding", "Nuées", {"value": "90 million EUR", "modality": "planned"}),
    (2, "Nuagis", "investment_total", None, {"value": "225 million EUR"}),
    (2, "Nuagis", "part_of_programme", "Plan Cirrus", {}),
    (2, "Plan Cirrus", "founded", None, {"date": "2011"}),
    (1, "Brumeo", "acquisition", "Nuagis", {"modality": "rumoured"}),
    (1, "Brumeo", "acquisition", "Nuagis", {"modality": "planned", "attributed_to": "Anne Lebrun", "attribution_kind": "speaker"}),
    (3, "Brumeo", "acquisition", "Nuagis", {"date": "2015-03"}),
    (3, "Brumeo", "acquisition", "Serpentin", {"value": "12 million EUR"}),
    (2, "Brumeo", "acquisition", "Cumulo", {"modality": "planned"}),
    (2, "Cumulo", "price", None, {"value": "7 million EUR"}),
    (1, "Valmont", "seller", "Nuagis", {}),
    (1, "Anne Lebrun", "government_role", "Ruritanie", {"value": "ministre"}),
    (2, "Nuagis", "merger", "Brumeo Cloud", {}),
    (2, "Brumeo Cloud", "subsidiary", "Brumeo", {}),
    (2, "Brumeo", "subsidiary", "Orval Holding", {}),
    (2, "Brumeo Cloud", "offers", "Cumulo", {}),
    (2, "Nuagis", "dissolved", None, {}),
    (1, "Nuagis", "revenue", None, {"value": "3 million EUR", "date": "2013"}),
    (2, "Nuagis", "revenue", None, {"value": "5 million EUR", "date": "2013"}),
    (2, "Nuagis", "revenue", None, {"value": "9 million EUR", "date": "2014"}),
    (3, "Nuagis", "net_income", None, {"value": "not profitable"}),
    (3, "Nuagis", "target", None, {"value": "10 %", "date": "2018/2020", "modality": "planned"}),
    (1, "Paul Tissot", "leadership", "Nuagis", {"value": "président", "ended": True}),
    (2, "Jeanne Roc", "leadership", "Nuagis", {"value": "présidente"}),
    (2, "Jeanne Roc", "successor", "Paul Tissot", {}),
    (2, "Jeanne Roc", "leadership", "Serpentin", {"value": "directrice"}),
    (1, "Nuagis", "hosted_in", "Salle Nord", {}),
    (1, "Nuagis", "hosted_by", "Brumeo", {}),
    (2, "Salle Nord", "located_in", "Orval", {}),
    (2, "Brumeo", "hosted_in", "Salle Nord", {}),
    (2, "Serpentin", "hosted_in", "Salle Nord", {}),
    (1, "Nuagis", "offers", "Nuagis Box", {"ended": True}),
    (1, "Nuagis", "offers", "Services grand public de Nuagis", {"negated": True, "modality": "denied"}),
    (1, "Nuagis", "offers", "Nuagis Calcul", {"date": "2014-07"}),
    (2, "Nuagis", "uses_technology", "OpenPile", {}),
    (2, "Nuagis Calcul", "uses_technology", "Moteur V", {}),
    (2, "Boîte Bleue", "competitor", "Nuagis Box", {}),
    (1, "Serpentin", "competitor", "Nuagis", {}),
    (3, "Nuées", "competitor", "Gigacom", {"modality": "planned"}),
    (3, "Nuées", "subject_to", "Loi Grise", {}),
    (3, "Nuées", "hosted_in", "Ruritanie", {}),
    (3, "Guichet", "hosted_by", "Nuagis", {"modality": "planned"}),
    (3, "Mairies", "customer", "Guichet", {}),
    (3, "Guichet", "uses_technology", "Réseau Gris", {}),
    (3, "Brumeo Cloud", "supplier", "Réseau Gris", {}),
    (1, "Jeanne Roc", "statement", "Nuagis Box", {}),
    (1, "Jeanne Roc", "statement", "Nuagis", {}),
    (1, "Valmont", "statement", "Serpentin", {}),
]
TYPES = {"Anne Lebrun": "Person", "Paul Tissot": "Person", "Jeanne Roc": "Person", "Orval": "Place", "Ruritanie": "Place"}


def articles() -> list[Extraction]:
    """Three articles, the last without a date, each claim on a sentence of its own."""
    found = []
    for number in (1, 2, 3):
        rows = [(place, row) for place, row in enumerate(TOLD) if row[0] == number]
        names = sorted({name for _, row in rows for name in (row[1], row[3], row[4].get("attributed_to")) if name})
        text = "\n".join([*(f"Sentence {place:02}." for place, _ in rows), *(f"({name})" for name in names)])
        document = article(f"{number}.txt", text, "en", f"Paper {number}", None if number == 3 else f"2015-0{number}-01")
        claims = [claim(document, row[2], row[1], f"Sentence {place:02}.", row[3], **row[4]) for place, row in rows]
        found.append(extraction(document, claims, [mention(document, name, TYPES.get(name, "Organisation")) for name in names]))
    return found
