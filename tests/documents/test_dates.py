"""Publication dates as they are printed, and publishers beside them."""

from __future__ import annotations

import pytest

from kg.documents import dates
from kg.documents.publisher import publisher


@pytest.mark.parametrize(
    ("line", "lang", "iso"),
    [
        ("Le 20 mars 2015 à 10h38", "fr", "2015-03-20"),
        ("[MàJ du 12.01.2014 à 11h30]", "en", "2014-01-12"),
        ("Publié le 3 mai 2014", "fr", "2014-05-03"),
        ("publié le mercredi 1er avril 2020", "fr", "2020-04-01"),
        ("January 12, 2015", "en", "2015-01-12"),
        ("12th January 2015", "en", "2015-01-12"),
        ("Sept. 3, 2019", "en", "2019-09-03"),
        ("12/01/2015", "fr", "2015-01-12"),
        ("25/01/2015", "en", "2015-01-25"),
        ("01/25/2015", "en", "2015-01-25"),
        ("04/04/2015", "en", "2015-04-04"),
        ("03/04/2015", "en", "2015"),  # March or April: only the year is sure
        ("2015-03-20T10:38:00+01:00", "fr", "2015-03-20"),
        ("semaine du 4 au 10 avril 2022", "fr", "2022-04-04"),
        ("semaine du 28 mars au 3 avril 2022", "fr", "2022-03-28"),
        ("La Revue, n° 12, février 2021", "fr", "2021-02"),
        ("31 février 2015", "fr", None),
        ("6 août", "fr", None),
        ("par Jeanne Martin", "fr", None),
    ],
)
def test_dates(line: str, lang: str, iso: str | None) -> None:
    assert dates.published([line], lang) == iso


def test_the_date_of_publication_goes_before_the_date_of_update() -> None:
    assert dates.published(["Mis à jour le 4 mai 2014 à 9h", "Publié le 3 mai 2014"]) == "2014-05-03"
    assert dates.published(["Publié le 3 mai 2014, mis à jour le 4 mai 2014"]) == "2014-05-03"
    assert dates.published(["Updated 4 May 2014"]) == "2014-05-04"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2015", "2015"),
        ("2015-03", "2015-03"),
        ("2015-03-20", "2015-03-20"),
        ("mars 2015", "2015-03"),
        ("20 mars 2015", "2015-03-20"),
        ("hier", None),
        ("2015-13", None),
    ],
)
def test_dates_of_metadata(value: str, iso: str | None) -> None:
    assert dates.from_metadata(value) == iso


@pytest.mark.parametrize(
    ("lines", "lang", "name"),
    [
        (["Le Courrier du Nuage — 12 mars 2015"], "fr", "Le Courrier du Nuage"),
        (["12 janvier 2015 | La Lettre des hébergeurs"], "fr", "La Lettre des hébergeurs"),
        (["par Jean Dupont, Le Quotidien"], "fr", "Le Quotidien"),
        (["Par Jean Dupont", "Le Quotidien – Publié le 12 mars 2015 à 10h"], "fr", "Le Quotidien"),
        (["by bold-writer"], "en", "bold-writer"),
        (["by The Cloud Ledger"], "en", "The Cloud Ledger"),
        (["By Jane Doe | The Cloud Review | Saturday 14 May 2022"], "en", "The Cloud Review"),
        (["NANTES (Agence Nord) - "], "fr", "Agence Nord"),
        (["By Jane Doe, staff writer"], "en", None),
        (["By Jane Doe, Brussels"], "en", None),
        (["par Jeanne Martin"], "fr", None),
        (["Par la rédaction de La Gazette"], "fr", "La Gazette"),
        (["par la rédaction"], "fr", None),
        (["Paris, le 12 mars 2015"], "fr", None),
        (["Rennes, 12 mars 2015"], "fr", None),
        (["Publié le 3 mai 2014 à 10h"], "fr", None),
        (["Posted on 22 February 2023 by Jonas – filed under Databases"], "en", None),
        ([], "fr", None),
    ],
)
def test_publishers(lines: list[str], lang: str, name: str | None) -> None:
    assert publisher(lines, lang) == name
