"""How conflicts read in French and English: every reading, with invented names; French names with articles, elided and drawn together."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from kg import ontology
from kg.facts.conflicts import sites
from kg.types import Reading, Slot
from kg.wording.french import at, of, the, to
from kg.wording.readings import readings
from kg.wording.sentences import NOUNS, OF_OBJECT, SENTENCES, STAGE_NOUNS

STAKE: dict[str, Slot] = {"relation": "shareholding", "subject": "Aldéa", "object": "Nuagis"}
BOUGHT: dict[str, Slot] = {"relation": "acquisition", "subject": "Groupe Talmont", "object": "Hexavia"}
REVENUE: dict[str, Slot] = {"relation": "revenue", "subject": "Aldéa"}

EVERY: list[tuple[str, dict[str, Slot], str, str]] = [
    (
        "slip", {"one": "44.3 %", "other": "44.4 %", **STAKE},
        "Aldéa holds a stake in Nuagis: 44.3 % or 44.4 %; so near to each other, one of them is a slip.",
        "Participation d’Aldéa au capital de Nuagis : 44,3 % ou 44,4 % ; si proches, l’un des deux chiffres est une coquille.",
    ),
    (
        "exclude", {"one": "1.5 billion EUR", "other": "a few hundred thousand EUR", **REVENUE},
        "revenue of Aldéa: 1.5 billion EUR and a few hundred thousand EUR cannot both be true.",
        "Chiffre d’affaires d’Aldéa : 1,5 milliard d’euros ou quelques centaines de milliers d’euros ; l’un exclut l’autre.",
    ),
    (
        "of_a_part", {"one": "300 employees", "other": "90 employees", "relation": "headcount", "subject": "Le Veilleur"},
        "headcount of Le Veilleur: 300 employees and 90 employees; one may be of a part, or of another time.",
        "Effectif du Veilleur : 300 salariés et 90 salariés ; l’un peut porter sur une partie, ou sur une autre période.",
    ),
    (
        "agree", {"values": ["22 %", "22.2 %"], "best": "22.2 %", **STAKE},
        "Aldéa holds a stake in Nuagis: 22 % and 22.2 % agree; 22.2 % is the most precise.",
        "Participation d’Aldéa au capital de Nuagis : 22 % et 22,2 % concordent ; le chiffre le plus précis est 22,2 %.",
    ),
    (
        "at_different_times", {"values": ["100 %", "44.3 %", "44.4 %"], **STAKE},
        "Aldéa holds a stake in Nuagis: 100 %, 44.3 % and 44.4 % at different times.",
        "Participation d’Aldéa au capital de Nuagis : 100 %, 44,3 % et 44,4 %, à des moments différents.",
    ),
    (
        "founded_twice", {"thing": "Aldéa", "one": "2011", "other": "2012-03"},
        "Aldéa was founded in 2011 or in 2012-03: both cannot be, unless the project and the company are meant.",
        "Création d’Aldéa en 2011 ou en mars 2012 : l’un exclut l’autre, sauf à distinguer le projet et l’entreprise.",
    ),
    (
        "founded_agree", {"thing": "Nuagis", "dates": ["2012", "2012-09"], "best": "2012-09"},
        "Foundation of Nuagis: 2012 and 2012-09 agree; 2012-09 is the most precise.",
        "Création de Nuagis : 2012 et septembre 2012 concordent ; la date la plus précise est septembre 2012.",
    ),
    (
        "before_founded", {"thing": "Nuagis", "date": "2012-09-01", "dates": ["2012-04", "2012-05-12"]},
        "Nuagis was founded in 2012-09-01, yet acts in 2012-04 and 2012-05-12: a project before the firm, or a wrong date.",
        "Création de Nuagis le 1er septembre 2012, mais une activité en avril 2012 et le 12 mai 2012 : "
        "un projet antérieur à l’entreprise, ou une date erronée.",
    ),
    (
        "programme", {"thing": "Aldéa", "groups": [["Plan Azur"], ["Boréal", "Programme Brume"]]},
        "Programme of Aldéa: Plan Azur against Boréal and Programme Brume; each article names a part.",
        "Programme d’Aldéa : le Plan Azur, ou bien Boréal et le Programme Brume, selon l’article ; chacun ne nomme qu’une partie.",
    ),
    (
        "founders", {"thing": "Hexavia", "groups": [["Aldéa", "Brumeo", "Caisse des Marches"], ["État ardois"]]},
        "Founders of Hexavia: Aldéa, Brumeo and Caisse des Marches against État ardois; each article names a part.",
        "Fondateurs d’Hexavia : Aldéa, Brumeo et la Caisse des Marches, ou bien l’État ardois, selon l’article ; "
        "chacun ne nomme qu’une partie.",
    ),
    (
        "givers", {"thing": "Nuagis", "value": "5 million EUR", "groups": [["Brumeo"], ["Valmont"]]},
        "5 million EUR for Nuagis: Brumeo against Valmont; each article names a part.",
        "Financement de Nuagis (5 millions d’euros) : Brumeo, ou bien Valmont, selon l’article ; chacun ne nomme qu’une partie.",
    ),
    (
        "given", {"thing": "Nuagis", "values": ["150 million EUR"], "value": "30 %"},
        "Of the 150 million EUR for Nuagis, 30 % is said to have been given.",
        "Financement de Nuagis : 150 millions d’euros, dont 30 % déjà versés, dit un article.",
    ),
    (
        "swapped", {"one": "Nuagis", "other": "Serpentin", "buyers": ["Brumeo", "Groupe Talmont"]},
        "Who bought Nuagis and who Serpentin, Brumeo or Groupe Talmont: one article has swapped them.",
        "Qui a acquis Nuagis et qui Serpentin, Brumeo ou le Groupe Talmont ? Un article a interverti les acquéreurs.",
    ),
    (
        "more_than_whole", {"doc": "3.txt", "thing": "Aldéa", "value": "109.9 %"},
        "3.txt: the stakes in Aldéa come to 109.9 %: one is wrong, or of another time.",
        "3.txt : au capital d’Aldéa, les participations totalisent 109,9 % ; l’une est fausse, ou d’une autre date.",
    ),
    (
        "arm",
        {"arm": "Caisse des Marches", "parent": "État ardois", "thing": "Aldéa", "relations": ["funding", "shareholding"]},
        "Caisse des Marches belongs to État ardois: what is said of one (funds and holds a stake in Aldéa) may mean the other.",
        "La Caisse des Marches dépend de l’État ardois : ce qui est dit de l’un (financement d’Aldéa et participation au capital d’Aldéa) "
        "peut valoir pour l’autre.",
    ),
    (
        "merged_into_part", {"thing": "Aldéa", "one": "Brumeo", "other": "Brumeo Conseil"},
        "Aldéa merges into Brumeo or Brumeo Conseil: one is part of the other.",
        "Fusion d’Aldéa avec Brumeo ou avec Brumeo Conseil : l’un fait partie de l’autre.",
    ),
    (
        "merged_elsewhere", {"thing": "Groupe Talmont", "old": "Brumeo", "new": "Valmont"},
        "Groupe Talmont was to merge into Brumeo, and merged into Valmont.",
        "Le Groupe Talmont devait fusionner avec Brumeo, et a fusionné avec Valmont.",
    ),
    (
        "led_merged", {"person": "Anne Lebrun", "old": "Nuagis", "new": "Aldéa"},
        "Anne Lebrun led Nuagis, and leads Aldéa since the one merged into the other.",
        "Anne Lebrun a dirigé Nuagis, et dirige Aldéa depuis la fusion de l’un avec l’autre.",
    ),
    (
        "led_taken_over", {"person": "Anne Lebrun", "old": "Aldéa", "new": "Brumeo Conseil", "owner": "Brumeo"},
        "Anne Lebrun led Aldéa, and leads Brumeo Conseil since Brumeo has taken that over.",
        "Anne Lebrun a dirigé Aldéa, et dirige Brumeo Conseil depuis la reprise d’Aldéa par Brumeo.",
    ),
    (
        "titles", {"person": "Anne Lebrun", "titles": ["ministre chargée du numérique", "ministre de l'économie numérique"]},
        "Anne Lebrun is called ministre chargée du numérique and ministre de l'économie numérique: two titles, or two portfolios.",
        "Fonction d’Anne Lebrun : « ministre chargée du numérique » et « ministre de l'économie numérique » ; "
        "deux intitulés d’une même charge, ou deux portefeuilles.",
    ),
    (
        "losses", {"thing": "Aldéa", "values": ["profitability"]},
        "Aldéa was to make a profit (profitability), and makes or made losses.",
        "Objectif d’Aldéa : rentabilité ; mais des pertes, passées ou présentes.",
    ),
    (
        "no_longer", STAKE,
        "Aldéa holds a stake in Nuagis: it was so, and is or will be so no longer.",
        "Participation d’Aldéa au capital de Nuagis : c’était le cas, ce ne l’est plus ou ne le sera plus.",
    ),
    (
        "denied", {"relation": "headquartered_in", "subject": "Brumeo", "object": "Le Havre"},
        "Brumeo is headquartered in Le Havre: said and denied.",
        "Siège de Brumeo au Havre : les uns l’affirment, les autres le démentent.",
    ),
    (
        "moved_on", {"stages": ["rumoured", "planned", "asserted"], **BOUGHT},
        "Groupe Talmont acquires Hexavia: rumoured, planned and asserted, as time went on.",
        "Acquisition d’Hexavia par le Groupe Talmont : rumeur, puis projet, puis fait établi, au fil du temps.",
    ),
    (
        "less_sure", {"stages": ["planned", "reported"], **BOUGHT},
        "Groupe Talmont acquires Hexavia: planned and reported; the articles differ in how sure it is.",
        "Acquisition d’Hexavia par le Groupe Talmont : projet et fait rapporté ; les articles n’ont pas le même degré de certitude.",
    ),
    (
        "over", {"relation": "hosted_in", "subject": "eNuage", "object": "Allemagne"},
        "eNuage hosted in Allemagne: as it was, and told as over.",
        "Hébergement d’eNuage en Allemagne : encore en cours selon les uns, du passé selon les autres.",
    ),
    (
        "on_other_authority", {"sources": ["Brumeo", "La Vigie", "Les Échos du Nord"], **STAKE},
        "Aldéa holds a stake in Nuagis: said by Brumeo, La Vigie and Les Échos du Nord.",
        "Participation d’Aldéa au capital de Nuagis : selon Brumeo, La Vigie et Les Échos du Nord.",
    ),
    (
        "on_own_authority", {"sources": ["Les Échos du Nord"], **REVENUE},
        "revenue of Aldéa: said by Les Échos du Nord and by an article in its own name.",
        "Chiffre d’affaires d’Aldéa : selon Les Échos du Nord, et selon un article en son nom propre.",
    ),
]  # fmt: skip


def plain(text: str) -> str:
    """With ordinary spaces, as the expectations above are written."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("key", "slots", "english", "french"), EVERY, ids=[key for key, *_ in EVERY])
def test_a_reading_in_both_languages(key: str, slots: dict[str, Slot], english: str, french: str) -> None:
    found = readings(Reading(key=key, slots=slots))
    assert found["en"] == english
    assert plain(found["fr"]) == french


def test_every_sentence_is_tried_above_and_every_one_that_the_rules_make_is_there() -> None:
    assert [key for key, *_ in EVERY] == list(SENTENCES)
    made: set[str] = set()
    for path in Path(sites.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in SENTENCES:
                made.add(node.value)
    assert made == set(SENTENCES)


def test_double_signs_have_a_space_at_which_no_line_breaks() -> None:
    found = readings(Reading(key="slip", slots={"one": "44.3 %", "other": "44.4 %", **STAKE}))["fr"]
    assert "Nuagis\u00a0: 44,3\u00a0% ou 44,4\u00a0%\u202f;" in found


def test_a_name_that_begins_small_stays_so() -> None:
    slots: dict[str, Slot] = {"thing": "eNuage", "old": "Brumeo", "new": "Valmont"}
    assert readings(Reading(key="merged_elsewhere", slots=slots))["fr"].startswith("eNuage devait")


def test_every_relation_is_a_noun_in_french_with_the_ends_that_it_can_have() -> None:
    relations = ontology.load().relations
    assert set(NOUNS) == set(relations)
    for name, (paired, alone) in NOUNS.items():
        assert paired or not relations[name].range, name
        assert alone or relations[name].object_required or relations[name].range, name
        assert "{object" in paired or not paired, name
        assert "{object" not in alone, name
        for noun in (paired, alone):
            assert not noun or "{subject" in noun, name
    assert set(OF_OBJECT) <= set(relations)
    assert set(STAGE_NOUNS) <= set(ontology.load().modalities)


def test_a_relation_in_another_shape_is_still_worded() -> None:
    slots: dict[str, Slot] = {"relation": "price", "subject": "Aldéa", "object": "Nuagis"}
    assert plain(readings(Reading(key="denied", slots=slots))["fr"]).startswith("Prix d’Aldéa, Nuagis : ")


@pytest.mark.parametrize(
    ("name", "with_article", "with_of", "with_to"),
    [
        ("Nuagis", "Nuagis", "de Nuagis", "à Nuagis"),
        ("Aldéa", "Aldéa", "d’Aldéa", "à Aldéa"),
        ("Œillet", "Œillet", "d’Œillet", "à Œillet"),
        ("Hexavia", "Hexavia", "d’Hexavia", "à Hexavia"),  # a mute h
        ("Hurkan", "Hurkan", "de Hurkan", "à Hurkan"),  # one that is breathed
        ("HBL", "HBL", "de HBL", "à HBL"),  # spelled out
        ("Yvonne Lebrun", "Yvonne Lebrun", "d’Yvonne Lebrun", "à Yvonne Lebrun"),
        ("Yaltis", "Yaltis", "de Yaltis", "à Yaltis"),
        ("Onzain", "Onzain", "de Onzain", "à Onzain"),
        ("Le Veilleur", "Le Veilleur", "du Veilleur", "au Veilleur"),
        ("La Vigie", "La Vigie", "de La Vigie", "à La Vigie"),
        ("L'Atelier", "L'Atelier", "de L'Atelier", "à L'Atelier"),
        ("Les Cimes", "Les Cimes", "des Cimes", "aux Cimes"),
        ("État ardois", "l’État ardois", "de l’État ardois", "à l’État ardois"),
        ("Caisse des Marches", "la Caisse des Marches", "de la Caisse des Marches", "à la Caisse des Marches"),
        ("Ministère de la Brume", "le Ministère de la Brume", "du Ministère de la Brume", "au Ministère de la Brume"),
        ("Groupe Talmont", "le Groupe Talmont", "du Groupe Talmont", "au Groupe Talmont"),
        ("Banque Talmont", "Banque Talmont", "de Banque Talmont", "à Banque Talmont"),  # a firm's own name
        ("PLAN", "PLAN", "de PLAN", "à PLAN"),
        ("États-Unis", "les États-Unis", "des États-Unis", "aux États-Unis"),
        ("Espagne", "l’Espagne", "de l’Espagne", "à l’Espagne"),
    ],
)
def test_names_in_a_french_sentence(name: str, with_article: str, with_of: str, with_to: str) -> None:
    assert (the(name), of(name), to(name)) == (with_article, with_of, with_to)


def test_where_something_is() -> None:
    places = ["Lyon", "Le Havre", "France", "Canada", "Iran", "États-Unis", "Israël", "Malte"]
    assert [at(place) for place in places] == [
        "à Lyon", "au Havre", "en France", "au Canada", "en Iran", "aux États-Unis", "en Israël", "à Malte",
    ]  # fmt: skip
