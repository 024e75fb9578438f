"""Quantities in French and English sentences: number formats, scales, currencies, ranges, vague amounts, counts."""

from __future__ import annotations

import pytest

from kg.language.values import Value, find_values

FRENCH_MONEY = [
    ("Brumelia a levé 1,2 Md€ au printemps", "1,2 Md€", "1.2 billion EUR"),
    ("un chèque de 225 millions d'euros", "225 millions d'euros", "225 million EUR"),
    ("un chèque de 225 millions d’euros", "225 millions d’euros", "225 million EUR"),
    ("un budget de 225 M€.", "225 M€", "225 million EUR"),
    ("un budget de 225M€", "225M€", "225 million EUR"),
    ("un budget de 3 Mds d'euros", "3 Mds d'euros", "3 billion EUR"),
    ("une amende de 150 k€", "150 k€", "150 thousand EUR"),
    ("payé 97 485 euros", "97 485 euros", "97485 EUR"),
    ("payé 97\u00a0485\u00a0euros", "97\u00a0485\u00a0euros", "97485 EUR"),
    ("payé 97\u202f485 €", "97\u202f485 €", "97485 EUR"),
    ("payé 532.368 euros", "532.368 euros", "532368 EUR"),
    ("payé 1.250.000 euros", "1.250.000 euros", "1250000 EUR"),
    ("vendu 2,7 milliards de dollars", "2,7 milliards de dollars", "2.7 billion USD"),
    ("vendu 2.5 millions de dollars américains", "2.5 millions de dollars américains", "2.5 million USD"),
    ("vendu 14 millions de dollars canadiens", "14 millions de dollars canadiens", "14 million CAD"),
    ("vendu 50 millions de livres sterling", "50 millions de livres sterling", "50 million GBP"),
    ("vendu 8 millions de francs suisses", "8 millions de francs suisses", "8 million CHF"),
    ("vendu trois millions d'euros", "trois millions d'euros", "3 million EUR"),
    ("cédé pour un million d'euros", "un million d'euros", "1 million EUR"),
    ("une dette d'un demi-milliard d'euros", "un demi-milliard d'euros", "0.5 billion EUR"),
    ("deux millions et demi d'euros", "deux millions et demi d'euros", "2.5 million EUR"),
    ("quatre-vingt-dix-neuf euros par mois", "quatre-vingt-dix-neuf euros", "99 EUR"),
    ("un résultat net de -29 242 500 euros", "-29 242 500 euros", "-29242500 EUR"),
    ("LE CHÈQUE DE 40 MILLIONS D'EUROS", "40 MILLIONS D'EUROS", "40 million EUR"),
    ("le ticket à 12,50 €", "12,50 €", "12.50 EUR"),
]
ENGLISH_MONEY = [
    ("turnover of 97,485 euros", "97,485 euros", "97485 EUR"),
    ("net income of -29,242,500 euros", "-29,242,500 euros", "-29242500 EUR"),
    ("raised 1.5 billion dollars", "1.5 billion dollars", "1.5 billion USD"),
    ("a $26bn deal", "$26bn", "26 billion USD"),
    ("paid US$3.5 billion", "US$3.5 billion", "3.5 billion USD"),
    ("paid £2m for Larkfold", "£2m", "2 million GBP"),
    ("paid €1.2bn in cash", "€1.2bn", "1.2 billion EUR"),
    ("paid EUR 150 million", "EUR 150 million", "150 million EUR"),
    ("paid CHF 20 million", "CHF 20 million", "20 million CHF"),
    ("a 3-billion-euro deal", "3-billion-euro", "3 billion EUR"),
    ("a $3-million round", "$3-million", "3 million USD"),
    ("half a billion dollars", "half a billion dollars", "0.5 billion USD"),
    ("two and a half million euros", "two and a half million euros", "2.5 million EUR"),
    ("twenty-five million pounds", "twenty-five million pounds", "25 million GBP"),
    ("one hundred and fifty thousand dollars", "one hundred and fifty thousand dollars", "150000 USD"),
    ("C$40 million", "C$40 million", "40 million CAD"),
    ("10 000 euros", "10 000 euros", "10000 EUR"),
]
PERCENTS = [
    ("fr", "détient 44,3 % du capital", "44,3 %", "44.3 %"),
    ("fr", "détient 22% du capital", "22%", "22 %"),
    ("fr", "33,3 pour cent des parts", "33,3 pour cent", "33.3 %"),
    ("fr", "reprendre à 100 % la société", "100 %", "100 %"),
    ("fr", "12,64%", "12,64%", "12.64 %"),
    ("fr", "3,0 % du marché", "3,0 %", "3.0 %"),
    ("fr", "entre 10 et 15 % du marché", "entre 10 et 15 %", "10-15 %"),
    ("fr", "entre 10 % et 15 % du marché", "entre 10 % et 15 %", "10-15 %"),
    ("fr", "10-15 % du marché", "10-15 %", "10-15 %"),
    ("fr", "2 à 3 % de croissance", "2 à 3 %", "2-3 %"),
    ("fr", "deux tiers du capital", "deux tiers", "66.7 %"),
    ("fr", "détenue aux deux tiers", "aux deux tiers", "66.7 %"),
    ("fr", "un tiers des parts", "un tiers", "33.3 %"),
    ("fr", "la moitié du capital", "la moitié", "50 %"),
    ("fr", "moins de la moitié des sommes", "moins de la moitié", "< 50 %"),
    ("fr", "plus d'un quart du capital", "plus d'un quart", "> 25 %"),
    ("fr", "les trois quarts du capital", "les trois quarts", "75 %"),
    ("fr", "acquérir la totalité des titres", "la totalité des titres", "100 %"),
    ("fr", "devient le seul actionnaire de Corvane", "seul actionnaire", "100 %"),
    ("fr", "une société entièrement détenue par Corvane", "entièrement détenue", "100 %"),
    ("fr", "une chute de 90% de ses recettes", "90%", "-90 %"),
    ("fr", "jusqu'à 30 % du capital", "jusqu'à 30 %", "<= 30 %"),
    ("fr", "au moins 51 %", "au moins 51 %", ">= 51 %"),
    ("en", "holds 22% of Larkfold", "22%", "22 %"),
    ("en", "holds 33.3 percent", "33.3 percent", "33.3 %"),
    ("en", "holds 33 per cent", "33 per cent", "33 %"),
    ("en", "between 10 and 15 percent", "between 10 and 15 percent", "10-15 %"),
    ("en", "10 to 15 percent of the market", "10 to 15 percent", "10-15 %"),
    ("en", "acquire all of the shares in Larkfold", "all of the shares", "100 %"),
    ("en", "a third of its capital", "a third", "33.3 %"),
    ("en", "more than half of the shares", "more than half of", "> 50 %"),
    ("en", "a wholly owned unit", "wholly owned", "100 %"),
    ("en", "sales fell 3%", "3%", "-3 %"),
    ("en", "a 100-percent stake", "100-percent", "100 %"),
]
VAGUE = [
    ("fr", "généré quelques millions d'euros", "quelques millions d'euros", "a few million EUR"),
    ("fr", "à peine à quelques centaines de milliers d’euros", "quelques centaines de milliers d’euros", "a few hundred thousand EUR"),
    ("fr", "plusieurs dizaines de millions d'euros", "plusieurs dizaines de millions d'euros", "tens of million EUR"),
    ("fr", "plusieurs centaines de millions d'euros", "plusieurs centaines de millions d'euros", "several hundred million EUR"),
    ("fr", "générer des centaines de millions d'euros", "centaines de millions d'euros", "hundreds of million EUR"),
    ("fr", "se comptent en millions d'euros", "millions d'euros", "millions EUR"),
    ("fr", "des milliers de clients", "milliers de clients", "thousands of customers"),
    ("fr", "quelques salariés restent", "quelques salariés", "a few employees"),
    ("en", "a few million euros", "a few million euros", "a few million EUR"),
    ("en", "several hundred thousand users", "several hundred thousand users", "several hundred thousand users"),
    ("en", "hundreds of millions of dollars", "hundreds of millions of dollars", "hundreds of million USD"),
    ("en", "tens of thousands of customers", "tens of thousands of customers", "tens of thousand customers"),
    ("en", "a turnover of a few million in 2014", "a few million", "a few million"),
]
COUNTS = [
    ("fr", "plus de 10 000 salariés", "plus de 10 000 salariés", "> 10000 employees"),
    ("fr", "4.679 employés", "4.679 employés", "4679 employees"),
    ("fr", "2012 salariés ont voté", "2012 salariés", "2012 employees"),
    ("fr", "une cinquantaine de salariés", "une cinquantaine de salariés", "50 employees"),
    ("fr", "louer 10 000 machines virtuelles", "10 000 machines virtuelles", "10000 virtual machines"),
    ("fr", "environ 14 millions de véhicules produits", "environ 14 millions de véhicules", "14 million vehicles"),
    ("fr", "10 000 nouveaux clients", "10 000 nouveaux clients", "10000 customers"),
    ("fr", "dont 30 pigistes", "30 pigistes", "30 pigistes"),
    ("fr", "un site de 50 000 m²", "50 000 m²", "50000 square metres"),
    ("fr", "une capacité de 60 MW", "60 MW", "60 megawatts"),
    ("fr", "Il emploie 300 personnes", "300 personnes", "300 employees"),
    ("fr", "300 personnes ont défilé", "300 personnes", "300 people"),
    ("fr", "5.000 heures de programmes", "5.000 heures", "5000 hours"),
    ("en", "nearly 400 employees", "nearly 400 employees", "400 employees"),
    ("en", "10m users", "10m users", "10 million users"),
    ("en", "5 million customers", "5 million customers", "5 million customers"),
    ("en", "a 500-employee company", "500-employee", "500 employees"),
    ("en", "a dozen engineers", "a dozen engineers", "12 engineers"),
    ("en", "30,000 virtual machines", "30,000 virtual machines", "30000 virtual machines"),
    ("en", "1,200 new jobs", "1,200 new jobs", "1200 jobs"),
]
DURATIONS = [
    ("fr", "sur trois ans", "trois ans", "3 years"),
    ("fr", "depuis deux ans et demi", "deux ans et demi", "2.5 years"),
    ("fr", "en 18 mois", "18 mois", "18 months"),
    ("en", "over three years", "over three years", "> 3 years"),
    ("en", "two and a half years", "two and a half years", "2.5 years"),
]
NOTHING = [
    ("fr", "la loi de 1901"),
    ("fr", "un Boeing 737 livré"),
    ("fr", "invité du 20 heures, le 20 heures de la chaîne"),
    ("fr", "la réunion, à 11h30, dans le bureau"),
    ("fr", "le réseau 5G, la Covid-19, l'A320 et la chaîne M6"),
    ("fr", "ouvert 24/7, il a fermé à 10:38"),
    ("fr", "12 rue des Lilas, 75008 Ville"),
    ("fr", "vendu à un tiers, sans accord"),
    ("fr", "http://exemple.test/2012/10/17/534x0/10%20euros"),
    ("fr", "Orelia 2 et une voiture"),
    ("fr", "un quart d'heure de retard"),
    ("en", "a Boeing 737, a 5G network, 21st-century tools"),
    ("en", "the 24/7 line opens at 10:38"),
    ("en", "version 2.0.1 of the tool"),
    ("en", "one company"),
]


def only(text: str, lang: str, kinds: tuple[str, ...]) -> Value:
    found = [value for value in find_values(text, lang) if value.type in kinds]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "span", "normal"), FRENCH_MONEY)
def test_french_money(text: str, span: str, normal: str) -> None:
    value = only(text, "fr", ("Amount", "Count", "Percent"))
    assert (value.type, text[value.start : value.end], value.text) == ("Amount", span, normal)


@pytest.mark.parametrize(("text", "span", "normal"), ENGLISH_MONEY)
def test_english_money(text: str, span: str, normal: str) -> None:
    value = only(text, "en", ("Amount", "Count", "Percent"))
    assert (value.type, text[value.start : value.end], value.text) == ("Amount", span, normal)


@pytest.mark.parametrize(("lang", "text", "span", "normal"), PERCENTS)
def test_percents(lang: str, text: str, span: str, normal: str) -> None:
    value = only(text, lang, ("Amount", "Count", "Percent"))
    assert (value.type, text[value.start : value.end], value.text) == ("Percent", span, normal)


@pytest.mark.parametrize(("lang", "text", "span", "normal"), VAGUE)
def test_vague_amounts_stay_vague(lang: str, text: str, span: str, normal: str) -> None:
    value = only(text, lang, ("Amount", "Count", "Percent"))
    assert text[value.start : value.end].removeprefix("à peine à ") == span
    assert value.text == normal
    assert value.amount is not None
    assert isinstance(value.amount.number, str)


@pytest.mark.parametrize(("lang", "text", "span", "normal"), COUNTS)
def test_counts(lang: str, text: str, span: str, normal: str) -> None:
    value = only(text, lang, ("Amount", "Count", "Percent", "Date"))
    assert (value.type, text[value.start : value.end], value.text) == ("Count", span, normal)


@pytest.mark.parametrize(("lang", "text", "span", "normal"), DURATIONS)
def test_durations(lang: str, text: str, span: str, normal: str) -> None:
    value = only(text, lang, ("Duration",))
    assert (text[value.start : value.end], value.text) == (span, normal)


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_no_value(lang: str, text: str) -> None:
    assert find_values(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "normals"),
    [
        ("fr", "reprendre 151 salariés sur 248", ["151 employees", "248 employees"]),
        ("fr", "14 millions de véhicules produits, contre moins de 11 pour Orvalis", ["14 million vehicles", "< 11 million vehicles"]),
        ("fr", "un chiffre d'affaires de 12 millions d'euros, contre 10,5 un an plus tôt", ["12 million EUR", "10.5 million EUR"]),
        ("fr", "louer 10 000 machines virtuelles, et tripler ce chiffre", ["10000 virtual machines", "30000 virtual machines"]),
        ("fr", "Brumelia et Orvalis détiennent 22,2 et 33,3 %", ["22.2 %", "33.3 %"]),
        ("fr", "réparti à 51%-49%", ["51 %", "49 %"]),
        ("fr", "sa part passe de 10 à 15 %", ["10 %", "15 %"]),
        ("fr", "sa part, de 10 à 15 %", ["10-15 %"]),
        ("fr", "de 500 millions à 1 milliard d'euros", ["0.5-1 billion EUR"]),
        ("fr", "10 millions d'euros en caisse. Le groupe, valorisé 2,7 milliards, recrute", ["10 million EUR", "2.7 billion EUR"]),
        ("fr", "Orvalis (44,4 %, Corvane (22,2 %) et Talmont (33,3 %)", ["44.4 %", "22.2 %", "33.3 %"]),
        ("fr", "une perte nette de 5 millions d'euros pour 12 millions d'euros de ventes", ["-5 million EUR", "12 million EUR"]),
        ("fr", "passé de 200 employés à une cinquantaine aujourd'hui", ["200 employees", "50 employees"]),
        ("en", "sales of 12 million euros, up from 9 million", ["12 million EUR", "9 million EUR"]),
        ("en", "rose from 10 to 12 million euros", ["10 million EUR", "12 million EUR"]),
        ("en", "between $2bn and $3bn", ["2-3 billion USD"]),
        ("en", "$10-15 million", ["10-15 million USD"]),
        ("en", "a net loss of $5 million", ["-5 million USD"]),
    ],
)
def test_values_that_lean_on_others(lang: str, text: str, normals: list[str]) -> None:
    assert [value.text for value in find_values(text, lang) if value.type != "Date"] == normals


@pytest.mark.parametrize(
    ("lang", "text", "approximate"),
    [
        ("fr", "près de 780 millions d'euros", "about"),
        ("fr", "10 millions d'euros environ", "about"),
        ("fr", "quelque 420 millions de dollars", "about"),
        ("fr", "une centaine de salariés", "about"),
        ("fr", "un peu plus de 900 millions d'euros", "more than"),
        ("fr", "un peu moins de 900 millions d'euros", "less than"),
        ("fr", "300 salariés au minimum", "at least"),
        ("fr", "780 millions d'euros", None),
        ("en", "some 400 million dollars", "about"),
        ("en", "nearly 400 million dollars", "about"),
        ("en", "over 400 million dollars", "more than"),
        ("en", "up to 400 million dollars", "at most"),
        ("en", "400 million dollars or more", "at least"),
    ],
)
def test_approximators(lang: str, text: str, approximate: str | None) -> None:
    value = find_values(text, lang)[0]
    assert value.approximate == approximate
    assert (value.start, value.end) == (0, len(text))


def test_amount_keeps_number_scale_and_unit() -> None:
    amount = find_values("44,40 millions d'euros", "fr")[0].amount
    assert amount is not None
    assert (str(amount.number), amount.scale, amount.unit) == ("44.40", "million", "EUR")
    pair = find_values("entre 10 et 15 %", "fr")[0].amount
    assert pair is not None
    assert [str(number) for number in pair.number] == ["10", "15"]
    bound = find_values("moins de 50 salariés", "fr")[0].amount
    assert bound is not None
    assert bound.number == "less than 50"
