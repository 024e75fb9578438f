"""Constructions that must never break, with the claims that each one makes: read by test_claims.py."""

from __future__ import annotations

#: name: (language, text, claims as (relation, subject, object, value, date, modality, evidence without its first article))
CONSTRUCTIONS: dict[str, tuple[str, str, list[tuple[str, str, str | None, str | None, str | None, str, str]]]] = {
    "active": (
        "fr",
        "La société Talmont a racheté la société Brévent en 2012.",
        [("acquisition", "Talmont", "Brévent", None, "2012", "asserted", "Talmont a racheté la société Brévent")],
    ),
    "active, English": (
        "en",
        "Talmont Group acquired Brevent Ltd in 2012.",
        [("acquisition", "Talmont Group", "Brevent Ltd", None, "2012", "asserted", "Talmont Group acquired Brevent Ltd")],
    ),
    "passive": (
        "fr",
        "La société Brévent a été rachetée par le groupe Talmont.",
        [("acquisition", "Talmont", "Brévent", None, None, "asserted", "Brévent a été rachetée par le groupe Talmont")],
    ),
    "passive, English": (
        "en",
        "Brevent Ltd was bought by Talmont Group.",
        [("acquisition", "Talmont Group", "Brevent Ltd", None, None, "asserted", "Brevent Ltd was bought by Talmont Group")],
    ),
    "rumour": (
        "fr",
        "Le groupe Talmont rachèterait la société Brévent.",
        [("acquisition", "Talmont", "Brévent", None, None, "rumoured", "Talmont rachèterait la société Brévent")],
    ),
    "plan": (
        "fr",
        "Le groupe Talmont cherche à racheter la société Brévent.",
        [("acquisition", "Talmont", "Brévent", None, None, "planned", "Talmont cherche à racheter la société Brévent")],
    ),
    "subject relative": (
        "fr",
        "Le groupe Talmont, qui a racheté la société Brévent en 2012, recrute.",
        [("acquisition", "Talmont", "Brévent", None, "2012", "asserted", "Talmont, qui a racheté la société Brévent")],
    ),
    "object relative, English": (
        "en",
        "Brevent Ltd, which Talmont Group acquired in 2012, is hiring.",
        [("acquisition", "Talmont Group", "Brevent Ltd", None, "2012", "asserted", "Brevent Ltd, which Talmont Group acquired")],
    ),
    "participle": (
        "en",
        "Brevent Ltd, acquired by Talmont Group in 2012, is hiring.",
        [("acquisition", "Talmont Group", "Brevent Ltd", None, "2012", "asserted", "Brevent Ltd, acquired by Talmont Group")],
    ),
    "opening participle": (
        "fr",
        "Rachetée en 2012 par le groupe Talmont, la société Brévent recrute.",
        [("acquisition", "Talmont", "Brévent", None, "2012", "asserted", "Rachetée en 2012 par le groupe Talmont, la société Brévent")],
    ),
    "noun": (
        "fr",
        "Le rachat de la société Brévent par le groupe Talmont en 2012 a surpris.",
        [("acquisition", "Talmont", "Brévent", None, "2012", "asserted", "rachat de la société Brévent par le groupe Talmont")],
    ),
    "gapping": (
        "fr",
        "La société Sélune a été rachetée par le groupe Talmont, et la société Brévent par le groupe Corvaux.",
        [
            ("acquisition", "Talmont", "Sélune", None, None, "asserted", "Sélune a été rachetée par le groupe Talmont"),
            (
                "acquisition",
                "Corvaux",
                "Brévent",
                None,
                None,
                "asserted",
                "rachetée par le groupe Talmont, et la société Brévent par le groupe Corvaux",
            ),
        ],
    ),
    "respectively": (
        "fr",
        "Talmont et Corvaux ont racheté respectivement Brévent et Sélune.",
        [
            ("acquisition", "Talmont", "Brévent", None, None, "asserted", "Talmont et Corvaux ont racheté respectivement Brévent"),
            ("acquisition", "Corvaux", "Sélune", None, None, "asserted", "Corvaux ont racheté respectivement Brévent et Sélune"),
        ],
    ),
    "percentages before": (
        "fr",
        "La société Brévent est détenue à 51 % par Talmont et à 49 % par Corvaux.",
        [
            ("shareholding", "Talmont", "Brévent", "51 %", None, "asserted", "Brévent est détenue à 51 % par Talmont"),
            (
                "shareholding",
                "Corvaux",
                "Brévent",
                "49 %",
                None,
                "asserted",
                "Brévent est détenue à 51 % par Talmont et à 49 % par Corvaux",
            ),
        ],
    ),
    "percentages behind": (
        "en",
        "Brevent Ltd is owned by Talmont Group (51%) and Corvaux Group (49%).",
        [
            ("shareholding", "Talmont Group", "Brevent Ltd", "51 %", None, "asserted", "Brevent Ltd is owned by Talmont Group (51%"),
            (
                "shareholding",
                "Corvaux Group",
                "Brevent Ltd",
                "49 %",
                None,
                "asserted",
                "Brevent Ltd is owned by Talmont Group (51%) and Corvaux Group (49%",
            ),
        ],
    ),
    "holders listed": (
        "fr",
        "La société Brévent a pour actionnaires Talmont (60 %) et Corvaux (40 %).",
        [
            ("shareholding", "Talmont", "Brévent", "60 %", None, "asserted", "Brévent a pour actionnaires Talmont (60 %"),
            ("shareholding", "Corvaux", "Brévent", "40 %", None, "asserted", "Brévent a pour actionnaires Talmont (60 %) et Corvaux (40 %"),
        ],
    ),
    "aside": (
        "fr",
        "La société Brévent, filiale de Talmont, a racheté la société Corvaux.",
        [
            ("subsidiary", "Brévent", "Talmont", None, None, "asserted", "Brévent, filiale de Talmont"),
            ("acquisition", "Brévent", "Corvaux", None, None, "asserted", "Brévent, filiale de Talmont, a racheté la société Corvaux"),
        ],
    ),
    "apposition behind": (
        "fr",
        "Paul Marchand, président de Talmont, a démenti.",
        [("leadership", "Paul Marchand", "Talmont", "président", None, "asserted", "Paul Marchand, président de Talmont")],
    ),
    "apposition before": (
        "fr",
        "Le président de Talmont, Paul Marchand, a démenti.",
        [("leadership", "Paul Marchand", "Talmont", "président", None, "asserted", "président de Talmont, Paul Marchand")],
    ),
    "possessive": (
        "en",
        "Talmont Group is hiring. Its chairman, Paul Marchand, denied it.",
        [("leadership", "Paul Marchand", "Talmont Group", "chairman", None, "asserted", "Its chairman, Paul Marchand")],
    ),
    "whose": (
        "en",
        "Brevent Ltd, whose chairman is Paul Marchand, is hiring.",
        [("leadership", "Paul Marchand", "Brevent Ltd", "chairman", None, "asserted", "Brevent Ltd, whose chairman is Paul Marchand")],
    ),
    "pronoun": (
        "en",
        "Talmont Group is hiring. It acquired Brevent Ltd in 2012.",
        [("acquisition", "Talmont Group", "Brevent Ltd", None, "2012", "asserted", "It acquired Brevent Ltd")],
    ),
    "list of doers": (
        "fr",
        "Talmont, Corvaux et Brévent ont fondé la société Sélune en 2012.",
        [
            ("founded", "Talmont", "Sélune", None, "2012", "asserted", "Talmont, Corvaux et Brévent ont fondé la société Sélune"),
            ("founded", "Corvaux", "Sélune", None, "2012", "asserted", "Corvaux et Brévent ont fondé la société Sélune"),
            ("founded", "Brévent", "Sélune", None, "2012", "asserted", "Brévent ont fondé la société Sélune"),
        ],
    ),
    "founded, one alone": (
        "fr",
        "Créée en 2006, la société Brévent a déménagé.",
        [("founded", "Brévent", None, None, "2006", "asserted", "Créée en 2006, la société Brévent")],
    ),
    "post handed on": (
        "fr",
        "Anne Dubreuil remplace Luc Ferrand, directeur général de Talmont.",
        [
            ("successor", "Anne Dubreuil", "Luc Ferrand", "directeur général", None, "asserted", "Anne Dubreuil remplace Luc Ferrand"),
            (
                "leadership",
                "Anne Dubreuil",
                "Talmont",
                "directeur général",
                None,
                "asserted",
                "Anne Dubreuil remplace Luc Ferrand, directeur général de Talmont",
            ),
            (
                "leadership",
                "Luc Ferrand",
                "Talmont",
                "directeur général",
                None,
                "asserted",
                "Luc Ferrand, directeur général de Talmont",
            ),
        ],
    ),
    "shares of a holder": (
        "fr",
        "La société Talmont a pour actionnaires Brévent et Corvaux. La société Brévent veut racheter les parts de Corvaux.",
        [
            ("shareholding", "Brévent", "Talmont", None, None, "asserted", "Talmont a pour actionnaires Brévent"),
            ("shareholding", "Corvaux", "Talmont", None, None, "asserted", "Talmont a pour actionnaires Brévent et Corvaux"),
            ("acquisition", "Brévent", "Talmont", None, None, "planned", "Brévent veut racheter les parts de Corvaux"),
            ("seller", "Corvaux", "Talmont", None, None, "planned", "racheter les parts de Corvaux"),
        ],
    ),
    "amount": (
        "fr",
        "La société Talmont a investi 12 millions d'euros dans la société Brévent.",
        [
            (
                "funding",
                "Talmont",
                "Brévent",
                "12 million EUR",
                None,
                "asserted",
                "Talmont a investi 12 millions d'euros dans la société Brévent",
            )
        ],
    ),
    "nothing said": ("fr", "La société Talmont détient un bel immeuble à Lyon.", []),
    "nothing said, English": ("en", "Talmont Group financed the trip itself.", []),
}
