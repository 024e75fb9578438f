"""World knowledge: what the files hold, what is wrong with a bad one, and which names stand in a text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg import names
from kg.errors import OntologyError
from kg.names import Gazetteer, Hit, Name
from kg.names.reading import words_in


def hits(text: str) -> list[tuple[str, str]]:
    """(form in the text, name) of every hit in the shipped names; checks offsets, order and overlap on the way."""
    found = names.gazetteer().find(text)
    past = 0
    for hit in found:
        assert past <= hit.start < hit.end <= len(text)
        past = hit.end
    return [(text[hit.start : hit.end], hit.name.name) for hit in found]


def only(text: str) -> Hit:
    (hit,) = names.gazetteer().find(text)
    return hit


def made(*known: Name) -> Gazetteer:
    return Gazetteer(known, ("maître Zorvane",))


# --- the shipped files ---


def test_the_shipped_names_are_many_and_of_every_public_type() -> None:
    loaded = names.load()
    count = Counter(name.type for name in loaded)
    wanted = {"Organisation": 2000, "Place": 1000, "Product": 400, "Technology": 250, "Programme": 120, "Law": 150}
    assert {kind: least for kind, least in wanted.items() if count[kind] < least} == {}
    assert sum(name.medium for name in loaded) > 200
    assert all(name.type == "Organisation" for name in loaded if name.medium)
    assert names.load() is loaded


def test_labels_are_forms_too() -> None:
    germany = names.gazetteer().lookup("Germany")
    assert germany is not None
    assert (germany.name, germany.type, dict(germany.labels), germany.wikidata) == ("Allemagne", "Place", {"en": "Germany"}, "Q183")
    assert "Germany" in germany.aliases


def test_no_wikidata_id_is_given_to_two_names() -> None:
    ids = [name.wikidata for name in names.load() if name.wikidata]
    assert len(ids) == len(set(ids)) > 100


def test_every_shipped_form_is_found_and_looked_up() -> None:
    gazetteer = names.gazetteer()
    lost = []
    for name in names.load():
        for form in name.forms:
            found = gazetteer.find(f"chez {form} on")
            if not (len(found) == 1 and (found[0].start, found[0].end) == (5, 5 + len(form)) and name in (found[0].name, *found[0].others)):
                lost.append(form)
            assert gazetteer.lookup(form, name.type) == name, form
    assert lost == []


def test_heads_give_types() -> None:
    assert "opérateur" in names.heads("fr", "Organisation")
    assert "carmaker" in names.heads("en", "Organisation")
    assert "usine de" in names.heads("fr", "Place")
    assert "usine" not in names.heads("fr", "Place")
    assert names.heads("de", "Person") == names.heads("fr", "Star") == ()
    for lang in ("fr", "en"):
        nouns = Counter(noun for kind in names.TYPES for noun in names.heads(lang, kind))
        assert [noun for noun, times in nouns.items() if times > 1] == []
        assert all(names.heads(lang, kind) for kind in names.TYPES)
    assert "Ministère" in names.openers("fr", "Organisation")
    assert "Act" in names.closers("en", "Law")
    assert {"SA", "S.A.", "SAS", "GmbH", "plc", "Inc.", "Oy"} <= set(names.legal_forms())


# --- finding ---


def test_the_longest_name_wins() -> None:
    assert hits("Free Mobile a vendu Windows 8 et Amazon Web Services.") == [
        ("Free Mobile", "Free Mobile"), ("Windows 8", "Windows 8"), ("Amazon Web Services", "Amazon Web Services"),
    ]  # fmt: skip


def test_accents_apostrophes_hyphens_and_articles_may_vary() -> None:
    assert hits("L’Oréal, L'OREAL et L'Oreal") == [(written, "L'Oréal") for written in ("L’Oréal", "L'OREAL", "L'Oreal")]
    text = "Selon Les Echos, l’Etat et la Poste ont ouvert un site à Saint-Etienne, en Ile de France."
    assert hits(text) == [
        ("Les Echos", "Les Échos"), ("Etat", "État français"), ("la Poste", "La Poste"), ("Saint-Etienne", "Saint-Étienne"),
        ("Ile de France", "Île-de-France"),
    ]  # fmt: skip


def test_long_names_bear_other_capitals_but_no_lack_of_them() -> None:
    known = made(Name(name="Caisse des Greniers", type="Organisation"), Name(name="calcul en nuage", type="Technology"))
    assert [hit.name.name for hit in known.find("la caisse des Greniers, la Caisse Des Greniers et le Calcul en nuage")] == [
        "Caisse des Greniers", "Caisse des Greniers", "calcul en nuage",
    ]  # fmt: skip
    assert known.find("la caisse des greniers") == []


def test_short_names_and_acronyms_keep_their_case() -> None:
    assert hits("une orange, un total et un carrefour libre (free)") == []
    assert hits("les états des lieux, le csa et la sncf") == []
    assert hits("la SNCF et l'Otan") == [("SNCF", "SNCF"), ("Otan", "Otan")]
    known = made(Name(name="AFX", type="Organisation"), Name(name="AfX", type="Law"))
    assert [(hit.name.type, hit.others) for hit in known.find("AFX, AfX, afx")] == [("Organisation", ()), ("Law", ())]


def test_signs_belong_to_names() -> None:
    assert hits("AT&T, H&M, C++, C#, .NET, Disney+ et U.S.-based Yahoo!") == [
        ("AT&T", "AT&T"), ("H&M", "H&M"), ("C++", "C++"), ("C#", "C#"), (".NET", ".NET"), ("Disney+", "Disney+"), ("U.S.", "États-Unis"),
        ("Yahoo!", "Yahoo"),
    ]  # fmt: skip


def test_words_addresses_and_hyphens_hold_together() -> None:
    assert hits("Parisienne, Renaultiste, XFrance, France2 et www.Renault.fr, contact@Renault.fr") == []
    assert hits("l'alliance Renault-Nissan") == [("Renault", "Renault"), ("Nissan", "Nissan")]
    assert hits("ex-Renault, Paris-based") == [("Renault", "Renault"), ("Paris", "Paris")]
    assert hits("Paris-Xanguy, Xanguy-Paris, Paris-sur-Xange, Xange-sur-Paris") == []


def test_nothing_is_found_across_paragraphs() -> None:
    assert hits("chez Los\n\nAngeles") == []
    assert hits("chez Los\nAngeles") == [("Los\nAngeles", "Los Angeles")]


def test_phrases_hide_the_names_inside_them() -> None:
    assert hits("le secrétaire d'État au numérique et le chef de l'Etat") == []
    assert hits("le secrétaire de l'État") == [("État", "État français")]
    known = made(Name(name="Zorvane", type="Organisation"))
    assert known.find("avec maître Zorvane") == []
    assert [hit.alias for hit in known.find("avec Zorvane")] == ["Zorvane"]


def test_an_ambiguous_word_needs_a_capital_of_its_own() -> None:
    assert only("chez Orange on").sure
    assert not only("Orange on").sure, "the sentence forces the capital"
    assert not only("Fin. « Orange on").sure, "quotes do not hide the start"
    assert not only("chez ORANGE on").sure, "capitals throughout say nothing"
    assert not only("avec Virginie Xanguy on").sure, "part of a longer name"
    assert not only("le patron Xavier Lagardère on").sure
    assert only("Selon Orange on").sure, "the first word of a sentence is no part of the name"
    assert only("le PDG Orange SA on").sure


def test_an_ambiguous_acronym_is_never_sure_and_other_names_always_are() -> None:
    assert not only("avec la CDC on").sure
    assert only("Bpifrance on").sure
    hit = only("avec la CDC on")
    assert (hit.alias, hit.ambiguous, hit.name.ambiguous, hit.name.ambiguous_forms) == ("CDC", True, False, frozenset({"CDC"}))


def test_one_form_of_two_types_gives_both() -> None:
    hit = only("chez Orange on")
    assert (hit.name.type, [other.type for other in hit.others]) == ("Organisation", ["Place"])
    sure, unsure = Name(name="Zor", type="Place"), Name(name="Zor", type="Organisation", ambiguous=True, ambiguous_forms=frozenset({"Zor"}))
    (hit,) = made(unsure, sure).find("à Zor")
    assert (hit.name, hit.others) == (sure, (unsure,)), "the unambiguous one comes first"


def test_lookup_by_normal_form() -> None:
    known = names.gazetteer()
    for written in ("caisse des depots", "la Caisse des Dépôts", "Caisse-des-Dépôts", "CDC"):
        found = known.lookup(written)
        assert found is not None
        assert found.name == "Caisse des Dépôts"
    assert known.lookup("Zorvane Industries") is None
    town = known.lookup("Orange", "Place")
    assert town is not None
    assert town.type == "Place"
    assert known.lookup("Orange", "Law") is None


def test_finding_is_fast_and_every_time_the_same() -> None:
    text = (
        "Selon Les Échos, l'opérateur a vendu à la Caisse des Dépôts les parts qu'il tenait dans une société de Lyon, puis il a loué "
        "des serveurs en Irlande pour ses clients et leurs données, sans dire à quel prix ni pour combien de temps. "
    ) * 14
    gazetteer = names.gazetteer()
    first = gazetteer.find(text)
    assert len(first) == 4 * 14
    assert gazetteer.find(text) == first


# --- files with mistakes ---


def file(folder: Path, text: str, name: str = "things.yaml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def test_all_spellings_of_an_entry(tmp_path: Path) -> None:
    text = """
type: Organisation
medium: true
groups:
  one:
    - Alba Courrier
    - [Bexel Matin, Cordane Soir]
    - Dovre: [Le Dovre]
    - Elsta: The Elsta
    - ambiguous: [Feuille]
    - Gazette: {fr: La Gazette, ambiguous: [Gazette]}
    - {name: Hibou, aliases: [HB], ambiguous: true, medium: false, wikidata: Q42}
"""
    loaded = names.load(file(tmp_path, text))
    assert [(n.name, n.aliases, n.ambiguous, n.medium) for n in loaded] == [
        ("Alba Courrier", (), False, True), ("Bexel Matin", (), False, True), ("Cordane Soir", (), False, True),
        ("Dovre", ("Le Dovre",), False, True), ("Elsta", ("The Elsta",), False, True), ("Feuille", (), True, True),
        ("Gazette", ("La Gazette",), True, True), ("Hibou", ("HB",), True, False),
    ]  # fmt: skip
    assert loaded[-1].wikidata == "Q42"
    assert loaded[-2].labels == {"fr": "La Gazette"}


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ("[{name: Alba, aliasses: [A]}]", "Alba: unknown key 'aliasses'"),
        ("[{name: Alba, aliases: A}]", "Alba: aliases must be a list"),
        ("[{name: Alba, aliases: [B, B]}]", "Alba: 'B' is given twice"),
        ("[{name: Alba, aliases: [Alba]}]", "Alba: 'Alba' is given twice"),
        ("[{name: Alba, ambiguous: [B]}]", "Alba: ambiguous 'B' is neither the name nor an alias"),
        ("[{name: Alba, medium: perhaps}]", "Alba: medium must be true or false"),
        ("[{name: Alba, wikidata: 42}]", "Alba: wikidata must look like Q42, not 42"),
        ("[Alba, Alba]", "Alba: 'Alba' is claimed by 'Alba' too"),
        ("[Alba: [Corvane], Bexel: [corvane]]", "'corvane' is claimed by 'Alba' too"),
        ("[{name: Alba, name: Bexel}]", "key 'name' is given twice"),
        ("[no]", "False is no entry"),
        ("[[2030]]", "name: 2030 is no name"),
        ("['---']", "'---' is no name"),
        ("Alba", "one: must be a list"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_entry(tmp_path: Path, entries: str, reason: str) -> None:
    folder = file(tmp_path, f"type: Place\ngroups:\n  one: {entries}\n")
    with pytest.raises(OntologyError, match=reason) as caught:
        names.load(folder)
    assert "things.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("type: Planet\ngroups: {}\n", "type must be one of"),
        ("type: Place\ngroup: {}\n", "unknown key 'group'"),
        ("type: Place\n", "groups must be a mapping"),
        ("type: Place\nmedium: x\ngroups: {}\n", "medium must be true or false"),
        ("type: [\n", "things.yaml:2: "),
        ("- a\n", "must be a mapping"),
        ("type: Place\ngroups: {}\n", "no names there"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(OntologyError, match=reason):
        names.load(file(tmp_path, text))


def test_the_same_form_may_name_things_of_two_types(tmp_path: Path) -> None:
    file(tmp_path, "type: Place\ngroups: {one: [Alba]}\n", "a.yaml")
    file(tmp_path, "type: Law\ngroups: {one: [Alba]}\n", "b.yaml")
    assert [name.type for name in names.load(tmp_path)] == ["Place", "Law"]


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        ("{fr: {Place: [ville], Law: [ville]}}", "heads: fr: Law: 'ville' is given twice"),
        ("{fr: {Star: [astre]}}", "heads: fr: unknown type 'Star'"),
        ("[ville]", "heads must be a mapping"),
    ],
)
def test_mistakes_in_the_words_that_give_types(tmp_path: Path, heads: str, reason: str) -> None:
    text = f"heads: {heads}\nopeners: {{}}\nclosers: {{}}\nlegal_forms: [SA]\nphrases: []\n"
    with pytest.raises(OntologyError, match=reason):
        words_in(file(tmp_path, text, "heads.yaml"))
