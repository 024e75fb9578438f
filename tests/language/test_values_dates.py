"""Dates in French and English sentences: ISO prefixes with the precision that the text has, and how they were known."""

from __future__ import annotations

import pytest

from kg.language.dates import bounds, resolve, same_period
from kg.language.values import Value, find_values

WEDNESDAY = "2020-05-27"


def dates(text: str, lang: str, published: str | None) -> list[Value]:
    return [value for value in find_values(text, lang, published=published) if value.type == "Date"]


EXPLICIT = [
    ("fr", "le 12 janvier 2015", "12 janvier 2015", "2015-01-12"),
    ("fr", "Lundi 12 janvier 2015", "Lundi 12 janvier 2015", "2015-01-12"),
    ("fr", "le 1er février 2016", "1er février 2016", "2016-02-01"),
    ("fr", "le 12/01/2015", "12/01/2015", "2015-01-12"),
    ("fr", "le 20/03/2015 à 10h59", "20/03/2015", "2015-03-20"),
    ("fr", "le 12.01.2014", "12.01.2014", "2014-01-12"),
    ("fr", "du 12 au 15 janvier 2015", "12 au 15 janvier 2015", "2015-01-12/2015-01-15"),
    ("fr", "en janvier 2015", "janvier 2015", "2015-01"),
    ("fr", "EN DECEMBRE 2014", "DECEMBRE 2014", "2014-12"),
    ("fr", "créée en 2012", "2012", "2012"),
    ("fr", "le chiffre d'affaires 2013 s'élève", "2013", "2013"),
    ("fr", "fin 2014", "fin 2014", "2014"),
    ("fr", "à la fin 2014", "la fin 2014", "2014"),
    ("fr", "début 2015", "début 2015", "2015"),
    ("fr", "dans l'année 2015", "l'année 2015", "2015"),
    ("fr", "la fin de l'année 2014", "la fin de l'année 2014", "2014"),
    ("fr", "mi-2020", "mi-2020", "2020"),
    ("fr", "fin mars 2015", "fin mars 2015", "2015-03"),
    ("fr", "durant l'été 2013", "été 2013", "2013"),
    ("fr", "au premier trimestre 2019", "premier trimestre 2019", "2019"),
    ("fr", "au 1er semestre 2020", "1er semestre 2020", "2020"),
    ("fr", "au T1 2019", "T1 2019", "2019"),
    ("fr", "pas avant le second semestre 2021", "second semestre 2021", "2021"),
    ("fr", "au début des années 2000", "début des années 2000", "2000"),
    ("fr", "rentable entre 2018 et 2020", "2018 et 2020", "2018/2020"),
    ("fr", "de 2011 à 2018", "2011 à 2018", "2011/2018"),
    ("fr", "la période 2011-2018", "2011-2018", "2011/2018"),
    ("fr", "d'avril 2018 à mai 2019", "avril 2018 à mai 2019", "2018-04/2019-05"),
    ("fr", "de janvier à mars 2015", "janvier à mars 2015", "2015-01/2015-03"),
    ("fr", "version du 2015-03-20", "2015-03-20", "2015-03-20"),
    ("en", "on January 12, 2015", "January 12, 2015", "2015-01-12"),
    ("en", "on Monday, January 12, 2015", "Monday, January 12, 2015", "2015-01-12"),
    ("en", "on 12 January 2015", "12 January 2015", "2015-01-12"),
    ("en", "on the 12th of January 2015", "12th of January 2015", "2015-01-12"),
    ("en", "in September 2012", "September 2012", "2012-09"),
    ("en", "founded in 2012", "2012", "2012"),
    ("en", "the first half of 2019", "first half of 2019", "2019"),
    ("en", "in third-quarter 2019", "third-quarter 2019", "2019"),
    ("en", "in Q1 2019", "Q1 2019", "2019"),
    ("en", "in late 2014", "late 2014", "2014"),
    ("en", "since the 1990s", "1990s", "1990"),
    ("en", "from 2011 to 2018", "2011 to 2018", "2011/2018"),
    ("en", "on 12/25/2015", "12/25/2015", "2015-12-25"),
    ("en", "on 25/12/2015", "25/12/2015", "2015-12-25"),
    ("en", "on 03/04/2015", "03/04/2015", "2015"),  # March or April: nobody can know
    ("en", "[upd. 12.01.2014 11h30]", "12.01.2014", "2014-01-12"),
    ("en", "in summer 2013", "summer 2013", "2013"),
]
RELATIVE = [
    ("fr", "Hier, Brumelia a signé", "Hier", "2020-05-26"),
    ("fr", "aujourd’hui", "aujourd’hui", "2020-05-27"),
    ("fr", "publié ce matin", "ce matin", "2020-05-27"),
    ("fr", "a annoncé mardi", "mardi", "2020-05-26"),
    ("fr", "a annoncé mercredi", "mercredi", "2020-05-27"),
    ("fr", "a annoncé ce lundi", "ce lundi", "2020-05-25"),
    ("fr", "a déclaré vendredi soir", "vendredi", "2020-05-22"),
    ("fr", "a annoncé mercredi dernier", "mercredi dernier", "2020-05-20"),
    ("fr", "sera lancé vendredi", "vendredi", "2020-05-29"),
    ("fr", "le 21 avril", "21 avril", "2020-04-21"),
    ("fr", "à compter du 3 juin", "3 juin", "2020-06-03"),
    ("fr", "le 11 octobre dernier", "11 octobre dernier", "2019-10-11"),
    ("fr", "le 20 avril prochain", "20 avril prochain", "2021-04-20"),
    ("fr", "lundi 25 mai", "lundi 25 mai", "2020-05-25"),
    ("fr", "mardi 28 mai", "mardi 28 mai", "2019-05-28"),  # a Tuesday in 2019, not in 2020
    ("fr", "en novembre", "novembre", "2019-11"),
    ("fr", "en mai", "mai", "2020-05"),
    ("fr", "mi-mars", "mi-mars", "2020-03"),
    ("fr", "sera publié en septembre", "septembre", "2020-09"),
    ("fr", "lancée en juillet dernier", "juillet dernier", "2019-07"),
    ("fr", "le mois dernier", "le mois dernier", "2020-04"),
    ("fr", "l'an dernier", "l'an dernier", "2019"),
    ("fr", "l'année prochaine", "l'année prochaine", "2021"),
    ("fr", "cette année", "cette année", "2020"),
    ("fr", "cet automne", "cet automne", "2020"),
    ("fr", "l'été dernier", "été dernier", "2019"),
    ("fr", "au quatrième trimestre", "quatrième trimestre", "2019"),
    ("fr", "il y a trois ans", "il y a trois ans", "2017"),
    ("fr", "il y a plus de trois ans", "il y a plus de trois ans", "2017"),
    ("fr", "il y a deux jours", "il y a deux jours", "2020-05-25"),
    ("fr", "il y a huit mois", "il y a huit mois", "2019-09"),
    ("fr", "la semaine dernière", "la semaine dernière", "2020-05"),
    ("en", "yesterday", "yesterday", "2020-05-26"),
    ("en", "said on Monday", "Monday", "2020-05-25"),
    ("en", "will launch on Friday", "Friday", "2020-05-29"),
    ("en", "last July", "last July", "2019-07"),
    ("en", "last Wednesday", "last Wednesday", "2020-05-20"),
    ("en", "on January 12th", "January 12th", "2020-01-12"),
    ("en", "in March", "March", "2020-03"),
    ("en", "expected to close in September", "September", "2020-09"),
    ("en", "last year", "last year", "2019"),
    ("en", "next month", "next month", "2020-06"),
    ("en", "three years ago", "three years ago", "2017"),
    ("en", "last summer", "last summer", "2019"),
]
FISCAL = [
    ("fr", "l'exercice 2013", "2013"),
    ("fr", "l'exercice décalé 2017/2018", "2018"),
    ("fr", "l'exercice 2017-2018", "2018"),
    ("fr", "l'exercice clos fin mars 2015", "2015"),
    ("fr", "l'exercice clos le 31 mars 2015", "2015"),
    ("en", "fiscal 2019", "2019"),
    ("en", "fiscal year 2019", "2019"),
    ("en", "FY19", "2019"),
    ("en", "the year ended March 31, 2015", "2015"),
]
HORIZON = [
    ("fr", "d'ici 2030", "2030"),
    ("fr", "d’ici à 2030", "2030"),
    ("fr", "à l'horizon 2025", "2025"),
    ("fr", "d'ici fin 2025", "2025"),
    ("fr", "d'ici le 20 septembre", "2020-09-20"),
    ("fr", "d'ici à un an", "2021"),
    ("fr", "d'ici deux ans", "2022"),
    ("en", "by 2030", "2030"),
    ("en", "by the end of 2030", "2030"),
    ("en", "by March", "2021-03"),
]
NO_DATE = [
    ("fr", "2012 salariés"),
    ("fr", "la loi de 1901"),
    ("fr", "le lundi, tous les lundis, chaque mardi"),
    ("fr", "elle a été rachetée"),
    ("fr", "la planète Mars, un pas en avant"),
    ("fr", "2000 euros"),
    ("fr", "Windows 2000"),
    ("en", "they may march on"),
    ("en", "every Monday, Black Friday"),
    ("en", "a second half of the match"),
    ("en", "2000 employees"),
]


@pytest.mark.parametrize(("lang", "text", "span", "normal"), EXPLICIT)
def test_explicit(lang: str, text: str, span: str, normal: str) -> None:
    [value] = dates(text, lang, None)
    assert (text[value.start : value.end], value.text, value.anchor) == (span, normal, "explicit")


@pytest.mark.parametrize(("lang", "text", "span", "normal"), RELATIVE)
def test_relative_to_publication(lang: str, text: str, span: str, normal: str) -> None:
    [value] = dates(text, lang, WEDNESDAY)
    assert (text[value.start : value.end], value.text, value.anchor) == (span, normal, "relative")


@pytest.mark.parametrize(("lang", "text", "span"), [(lang, text, span) for lang, text, span, _ in RELATIVE])
def test_relative_without_publication_is_unresolved(lang: str, text: str, span: str) -> None:
    [value] = dates(text, lang, None)
    assert (value.text, value.anchor) == (span, "unresolved")
    assert resolve(text, lang) is None


@pytest.mark.parametrize(("lang", "text", "normal"), FISCAL)
def test_fiscal_years(lang: str, text: str, normal: str) -> None:
    [value] = dates(text, lang, WEDNESDAY)
    assert (value.text, value.anchor) == (normal, "fiscal")


@pytest.mark.parametrize(("lang", "text", "normal"), HORIZON)
def test_horizons(lang: str, text: str, normal: str) -> None:
    [value] = dates(text, lang, WEDNESDAY)
    assert (value.text, value.anchor) == (normal, "horizon")


@pytest.mark.parametrize(("lang", "text"), NO_DATE)
def test_no_date(lang: str, text: str) -> None:
    assert dates(text, lang, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("lang", "text", "normals"),
    [
        ("fr", "Orvalis part en avril 2012, et deux ans plus tard le patron change", ["2012-04", "2014"]),
        ("fr", "Créée en 2012. L'année suivante, elle lève des fonds", ["2012", "2013"]),
        ("fr", "Vendue en 2015. Cette année-là, Corvane entre au capital", ["2015", "2015"]),
        ("fr", "En mars 2018, puis six mois plus tard", ["2018-03", "2018-09"]),
        ("fr", "Créée en 2012, rachetée en mars", ["2012", "2012-03"]),
        ("fr", "Créée en 2012. Rachetée en mars", ["2012", "mars"]),
        ("en", "Founded in 2012, it was sold two years later", ["2012", "2014"]),
        ("en", "Founded in 2012. The following year it moved", ["2012", "2013"]),
    ],
)
def test_dates_that_lean_on_the_text(lang: str, text: str, normals: list[str]) -> None:
    assert [value.text for value in dates(text, lang, None)] == normals


def test_dates_that_lean_on_the_paragraph_before() -> None:
    [value] = find_values("Deux ans plus tard, Corvane entre au capital", "fr", spoken="2012-04")
    assert (value.text, value.anchor) == ("2014", "relative")


@pytest.mark.parametrize(
    ("published", "text", "normal"),
    [
        ("2020", "l'an dernier", "2019"),
        ("2020", "en mars", None),
        ("2020", "hier", None),
        ("2020-05", "en mars", "2020-03"),
        ("2020-05", "hier", None),
        ("2020-05-27T10:38:00+02:00", "hier", "2020-05-26"),
        ("no date", "hier", None),
        ("2020-02-30", "hier", None),
        ("2020-01-01", "hier", "2019-12-31"),
        ("2020-03-01", "la semaine dernière", "2020-02"),
    ],
)
def test_no_more_precise_than_the_publication(published: str, text: str, normal: str | None) -> None:
    assert resolve(text, "fr", published=published) == normal


def test_impossible_days_are_no_dates() -> None:
    assert [value.text for value in dates("le 31/02/2015", "fr", None)] == []
    assert dates("99/99/9999", "fr", None) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2012", "2012-09", True),
        ("2012-09-04", "2012", True),
        ("2012-09", "2012-10", False),
        ("2012", "2013", False),
        ("2018/2020", "2019", True),
        ("2018/2020", "2021", False),
        ("2012-09", "2012-09", True),
        ("hier", "hier", True),
        ("hier", "2012", False),
    ],
)
def test_same_period(a: str, b: str, same: bool) -> None:
    assert same_period(a, b) is same
    assert same_period(b, a) is same


def test_bounds() -> None:
    first, last = bounds("2012-02") or pytest.fail("no bounds")
    assert (first.isoformat(), last.isoformat()) == ("2012-02-01", "2012-02-29")
    first, last = bounds("2018/2020") or pytest.fail("no bounds")
    assert (first.isoformat(), last.isoformat()) == ("2018-01-01", "2020-12-31")
    for text in ("", "hier", "2012-13", "2020/2018", "2012-09-04 "):
        assert bounds(text) is None
