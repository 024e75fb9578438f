"""The ontology in the terms of FollowTheMoney, in one table: types as schemata, relations as links, figures as properties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A schema that links two things, the properties of its two ends, and what may stand there.

    `turned`: the relation's object is the source. `value` is where the relation's value goes: "role", "percentage", "amount" or "".
    """

    schema: str
    source: str
    target: str
    source_is: frozenset[str]
    target_is: frozenset[str]
    turned: bool = False
    value: str = ""


_ANYTHING = frozenset({"Thing"})
_LEGAL = frozenset({"LegalEntity"})
_ORGANIZATION = frozenset({"Organization"})
_ASSET = frozenset({"Asset"})
_PERSON = frozenset({"Person"})

#: Type of the ontology → schema; an organisation may turn out to be a Company or a PublicBody.
THINGS = {
    "Organisation": "Organization",
    "Person": "Person",
    "DataCentre": "RealEstate",
    "Place": "Address",
    "Programme": "Project",
    "Product": "Asset",
    "Technology": "Asset",
    "Law": "Document",
}

#: Schema → itself and those above it.
IS_A = {
    "Organization": frozenset({"Organization", "LegalEntity", "Thing"}),
    "Company": frozenset({"Company", "Asset", "Organization", "LegalEntity", "Thing"}),
    "PublicBody": frozenset({"PublicBody", "Organization", "LegalEntity", "Thing"}),
    "Person": frozenset({"Person", "LegalEntity", "Thing"}),
    "RealEstate": frozenset({"RealEstate", "Asset", "Thing"}),
    "Address": frozenset({"Address", "Thing"}),
    "Project": frozenset({"Project", "Thing"}),
    "Asset": frozenset({"Asset", "Thing"}),
    "Document": frozenset({"Document", "Thing"}),
}

#: What is said of companies alone: "relation >" of its subject, "> relation" of its object.
COMPANY_ROLES = frozenset(
    {
        "> shareholding", "> acquisition", "> seller", "> subsidiary", "subsidiary >", "acquisition >", "merger >", "> merger",
        "revenue >", "net_income >", "valuation >", "customers_count >",
    }
)  # fmt: skip

#: How anything is linked that has no schema of its own, and whatever does not hold.
LINK = Link(schema="UnknownLink", source="subject", target="object", source_is=_ANYTHING, target_is=_ANYTHING)

#: Relation → link; a relation that is not here is an UnknownLink whose role is its name.
LINKS = {
    "shareholding": Link(schema="Ownership", source="owner", target="asset", source_is=_LEGAL, target_is=_ASSET, value="percentage"),
    "acquisition": Link(schema="Ownership", source="owner", target="asset", source_is=_LEGAL, target_is=_ASSET, value="percentage"),
    "subsidiary": Link(
        schema="Ownership", source="owner", target="asset", source_is=_LEGAL, target_is=_ASSET, turned=True, value="percentage"
    ),
    "merger": Link(schema="Succession", source="predecessor", target="successor", source_is=_LEGAL, target_is=_LEGAL),
    "successor": Link(schema="Succession", source="predecessor", target="successor", source_is=_LEGAL, target_is=_LEGAL, turned=True),
    "leadership": Link(
        schema="Directorship", source="director", target="organization", source_is=_LEGAL, target_is=_ORGANIZATION, value="role"
    ),
    "employment": Link(schema="Employment", source="employee", target="employer", source_is=_PERSON, target_is=_ORGANIZATION, value="role"),
    "government_role": Link(schema="Occupancy", source="holder", target="post", source_is=_PERSON, target_is=_ANYTHING, value="role"),
    "funding": Link(schema="Payment", source="payer", target="beneficiary", source_is=_LEGAL, target_is=_LEGAL, value="amount"),
    "part_of_programme": Link(
        schema="ProjectParticipant", source="participant", target="project", source_is=_LEGAL, target_is=frozenset({"Project"})
    ),
}  # fmt: skip

#: Relation without an object → property, and what has it.
FIGURES = {
    "founded": ("incorporationDate", _ORGANIZATION),
    "dissolved": ("dissolutionDate", _ORGANIZATION),
}

#: Register → property, and what has it; None for everything.
SCHEMES: dict[str, tuple[str, frozenset[str] | None]] = {
    "wikidata": ("wikidataId", None),
    "lei": ("leiCode", _ORGANIZATION),
    "siren": ("registrationNumber", _ORGANIZATION),
}

LANGUAGES = {"fr": "fra", "en": "eng"}
