"""Words as they are searched: case, accents, elisions, endings."""

from __future__ import annotations

import pytest

from kg.search.snippets import LENGTH, snippet
from kg.search.words import fold, indexed, stems, wanted, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dépôts", "depots"), ("DE\u0301PO\u0302TS", "depots"), ("Œuvre", "oeuvre"), ("Straße", "strasse"), ("ﬁnance", "finance"),
        ("Łódź", "lodz"),
    ],
)  # fmt: skip
def test_case_accents_and_ligatures_are_set_aside(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_word_keeps_its_place_also_with_accents_of_their_own() -> None:
    text = "l'E\u0301tat (français) – 44,4 %"
    assert [(word.text, text[word.start : word.end]) for word in words(text)] == [
        ("l", "l"), ("etat", "E\u0301tat"), ("francais", "français"), ("44", "44"), ("4", "4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("l'État", ["état"]),
        ("Qu’Orange rachète", ["orange", "rachète"]),
        ("Orange's stake in the cloud", ["orange", "stake", "cloud"]),
        ("la Caisse des Dépôts", ["caisse", "dépôts"]),
        ("de la", ["de", "la"]),
        ("O'Reilly", ["o", "reilly"]),
        ("cloud Cloud CLOUD", ["cloud"]),
        (" \"'()*&^ -", []),
    ],
)
def test_what_must_be_found_of_a_search(text: str, left: list[str]) -> None:
    assert wanted(text) == left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("actionnaire", "actionnaires"), ("national", "nationaux"), ("souverain", "souveraines"), ("racheté", "rachetees"),
        ("hosted", "hosting"), ("company", "companies"),
    ],
)  # fmt: skip
def test_endings_meet(one: str, other: str) -> None:
    assert ({fold(one)} | stems(one)) & ({fold(other)} | stems(other))


def test_a_document_is_stemmed_in_its_language_and_a_name_in_both() -> None:
    assert indexed("Les nationaux", "fr") == ("les nationaux", "le national", 2)
    assert "national" not in indexed("Les nationaux", "en")[1].split()
    assert "national" in indexed("Les nationaux")[1].split()


def test_a_snippet_shows_what_was_found_within_a_long_text() -> None:
    text = "mot " * 100 + "la\nCaisse des Dépôts vend " + "mot " * 100
    shown, marks = snippet(text, ["caisse", "depots"])
    assert [shown[start:end] for start, end in marks] == ["Caisse", "Dépôts"]
    assert shown.startswith("… mot")
    assert shown.endswith("mot …")
    assert len(shown) <= LENGTH + 4
    assert "\n" not in shown
    assert snippet("Rien ici", ["absent"]) == ("Rien ici", ())
    assert snippet("x" * 1000, ["absent"])[1] == ()
