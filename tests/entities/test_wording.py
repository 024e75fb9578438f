"""Forms that say what kind of thing something is: the name in them, and common nouns, which mean another thing in each text."""

from __future__ import annotations

import pytest

from kg.entities import links, names_of, resolve
from kg.entities.wording import core, is_common
from kg.types import Extraction
from tests.graph.sample import article, extraction, mention


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("l’hébergeur lyonnais Nuagis", "Nuagis"),
        ("le constructeur automobile Valmont Frères", "Valmont Frères"),
        ("l'américain Brumeo", "Brumeo"),
        ("British hosting group Brumeo", "Brumeo"),
        ("the carmaker Valmont", "Valmont"),
        ("le groupe belge Rousselin", "Rousselin"),
        ("la filiale de Nuagis", None),  # another thing
        ("conseil d'administration de Nuagis", None),
        ("radio Orval", None),  # the noun is a part of the name
        ("syndicat Unité", None),
        ("administration Tissot", None),
        ("la Voix d'Orval", None),
        ("Nuagis", None),
        ("nuagis", None),
        ("série A", None),
    ],
)
def test_the_name_in_a_form(form: str, name: str | None) -> None:
    assert core(form) == (name or form)


@pytest.mark.parametrize("form", ["the company", "le syndicat", "L'entreprise", "la prison", "société", "quotidiens", "its platform"])
def test_common_nouns(form: str) -> None:
    assert is_common(form)


@pytest.mark.parametrize("form", ["La Poste", "le Monde", "cloud", "nuagis", "eBay", "le tribunal de commerce", "The Company"])
def test_what_can_be_a_name(form: str) -> None:
    assert not is_common(form)


def told(number: int, form: str, type_: str = "Organisation") -> Extraction:
    document = article(f"{number}.txt", f"Voici {form}.", "fr", None, None)
    return extraction(document, [], [mention(document, form, type_)])


def ids(*forms: tuple[str, str]) -> list[str]:
    found = resolve([told(number, *form) for number, form in enumerate(forms)], names=()).ids
    return [found[f"{number}.txt", form] for number, (form, _) in enumerate(forms)]


def test_what_says_its_kind_is_what_is_named_so() -> None:
    assert set(ids(("l’hébergeur lyonnais Nuagis", "Organisation"), ("Nuagis SA", "Organisation"))) == {"nuagis"}


def test_a_common_noun_is_of_its_own_in_each_article() -> None:
    first, second = ids(("la société", "Organisation"), ("la société", "Organisation"))
    assert first != second
    assert first.startswith("societe-")
    first, second = ids(("le cloud", "Technology"), ("le cloud", "Technology"))
    assert first == second == "cloud", "an idea is one everywhere"


def test_they_are_found_by_links() -> None:
    long, short = (names_of(told(number, form), ()) for number, form in enumerate(("l'hébergeur lyonnais Nuagis", "Nuagis")))
    assert links(long[0], ()) & links(short[0], ())
