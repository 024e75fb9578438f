"""Which value goes with which name or trigger, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from kg.language.quantities import behind, clause, is_sole, nearest, pairs, unit_of
from tests.language.building import hits, piece_of

NAMES = {"Talmont": "Organisation", "Brévent": "Organisation", "Corvaux": "Organisation"}


def flat(words: str) -> str:
    """Words form/CLASS in a row, all hung from the first: pairing looks at places, not at arcs."""
    cells = [word.split("/") if "/" in word else [word, "PROPN"] for word in words.split()]
    return " ".join(
        f"{cell[0]}/_/{cell[1]}/{'ROOT' if k == 0 else 'dep'}/{0 if k == 0 else 1}" + (f"/{cell[2]}" if len(cell) > 2 else "")
        for k, cell in enumerate(cells)
    )


PAIRS = {
    "brackets": (
        "Talmont (/PUNCT 44,4/NUM %/NOUN )/PUNCT ,/PUNCT Corvaux (/PUNCT 33,3/NUM %/NOUN )/PUNCT",
        [("Talmont", "44.4 %"), ("Corvaux", "33.3 %")],
    ),
    "bare": ("Talmont 44/NUM %/NOUN ,/PUNCT Corvaux 22/NUM %/NOUN", [("Talmont", "44 %"), ("Corvaux", "22 %")]),
    "with a preposition": ("Talmont à/ADP 51/NUM %/NOUN et/CCONJ Corvaux à/ADP 49/NUM %/NOUN", [("Talmont", "51 %"), ("Corvaux", "49 %")]),
    "at the height of": ("Talmont à/ADP hauteur/NOUN de/ADP 51/NUM %/NOUN", [("Talmont", "51 %")]),
    "par behind": (
        "détenu/VERB à/ADP 51/NUM %/NOUN par/ADP Talmont et/CCONJ à/ADP 49/NUM %/NOUN par/ADP Corvaux",
        [("Talmont", "51 %"), ("Corvaux", "49 %")],
    ),
    "par behind, introduced": ("51/NUM %/NOUN détenu/VERB par/ADP le/DET groupe/NOUN Talmont", [("Talmont", "51 %")]),
    "relative in brackets": ("Talmont (/PUNCT qui/PRON détient/VERB 51/NUM %/NOUN )/PUNCT", [("Talmont", "51 %")]),
    "another name between": ("Talmont (/PUNCT Brévent 51/NUM %/NOUN )/PUNCT", [("Brévent", "51 %")]),
    "a verb between": ("Talmont augmente/VERB 51/NUM %/NOUN", []),
    "a comma outside brackets": ("Talmont ,/PUNCT 51/NUM %/NOUN", []),
    "an amount is no percentage": ("Talmont (/PUNCT 51/NUM euros/NOUN )/PUNCT", []),
}


@pytest.mark.parametrize(("words", "expected"), PAIRS.values(), ids=PAIRS)
def test_pairs(words: str, expected: list[tuple[str, str]]) -> None:
    piece = piece_of("fr", flat(words), NAMES)
    (sentence,) = piece.doc.sents
    assert [(ref.names[0], value.text) for ref, value in pairs(piece, sentence, ("Percent",))] == expected


def test_a_value_goes_to_one_name_only() -> None:
    piece = piece_of("fr", flat("Talmont 51/NUM %/NOUN par/ADP Corvaux"), NAMES)
    (sentence,) = piece.doc.sents
    assert [(ref.names[0], value.text) for ref, value in pairs(piece, sentence, ("Percent",))] == [("Corvaux", "51 %")]


def test_behind_stops_at_the_limit() -> None:
    piece = piece_of("fr", flat("Talmont (/PUNCT 51/NUM %/NOUN )/PUNCT"), NAMES)
    assert behind(piece, 1, ("Percent",), 2) is None
    found = behind(piece, 1, ("Percent",), 5)
    assert found is not None
    assert found.text == "51 %"


NEAREST = {
    "behind": ("Talmont détient/VERB/Fin 35/NUM %/NOUN de/ADP Brévent", "35 %"),
    "behind before before": ("Avec/ADP 20/NUM %/NOUN hier/ADV Talmont détient/VERB/Fin 35/NUM %/NOUN de/ADP Brévent", "35 %"),
    "before": ("Avec/ADP 20/NUM %/NOUN Talmont détient/VERB/Fin Brévent", "20 %"),
    "not in the next clause": ("Talmont détient/VERB/Fin Brévent ,/PUNCT qui/PRON perd/VERB/Fin 20/NUM %/NOUN", None),
    "not behind a semicolon": ("Talmont détient/VERB/Fin Brévent ;/PUNCT Corvaux 20/NUM %/NOUN", None),
    "none": ("Talmont détient/VERB/Fin Brévent", None),
}


@pytest.mark.parametrize(("words", "expected"), NEAREST.values(), ids=NEAREST)
def test_nearest(words: str, expected: str | None) -> None:
    piece = piece_of("fr", flat(words).replace("détient/_", "détient/détenir"), NAMES)
    (sentence,) = piece.doc.sents
    (hit,) = [hit for hit in hits(piece, "fr") if hit.trigger.rule.id == "hold"]
    found = nearest(piece, sentence, hit.tokens, ("Percent",))
    assert (found.text if found else None) == expected


def test_nearest_in_the_whole_sentence_and_of_a_unit() -> None:
    text = flat(
        "Talmont détient/VERB/Fin Brévent ,/PUNCT qui/PRON perd/VERB/Fin 20/NUM %/NOUN et/CCONJ emploie/VERB/Fin 30/NUM salariés/NOUN"
    )
    piece = piece_of("fr", text.replace("détient/_", "détient/détenir"), NAMES)
    (sentence,) = piece.doc.sents
    kinds = ("Percent", "Count")
    assert nearest(piece, sentence, (1,), kinds) is None
    found = nearest(piece, sentence, (1,), kinds, whole=True)
    assert found is not None
    assert found.text == "20 %"
    found = nearest(piece, sentence, (1,), kinds, whole=True, units=frozenset({"employees"}))
    assert found is not None
    assert (found.text, unit_of(found)) == ("30 employees", "employees")


CLAUSES = {  # the clause around the word "part"
    "a clause before": ("Talmont recrute/VERB/Fin ,/PUNCT Corvaux vend/VERB/Fin sa/DET part/NOUN", "Corvaux vend sa part"),
    "an aside before": ("Talmont ,/PUNCT à/ADP Lyon ,/PUNCT vend/VERB/Fin sa/DET part/NOUN", "Talmont, à Lyon, vend sa part"),
    "a colon before": ("Bilan/NOUN :/PUNCT Corvaux vend/VERB/Fin sa/DET part/NOUN", "Corvaux vend sa part"),
    "a semicolon behind": ("Corvaux vend/VERB/Fin sa/DET part/NOUN ;/PUNCT Talmont recrute/VERB/Fin", "Corvaux vend sa part"),
    "a relative clause behind": (
        "Corvaux vend/VERB/Fin sa/DET part/NOUN ,/PUNCT qui/PRON vaut/VERB/Fin 20/NUM euros/NOUN",
        "Corvaux vend sa part",
    ),
    "a list behind": ("Corvaux vend/VERB/Fin sa/DET part/NOUN et/CCONJ son/DET siège/NOUN", "Corvaux vend sa part et son siège"),
}


@pytest.mark.parametrize(("words", "expected"), CLAUSES.values(), ids=CLAUSES)
def test_clause_bounds(words: str, expected: str) -> None:
    piece = piece_of("fr", flat(words), NAMES)
    (sentence,) = piece.doc.sents
    start, end = clause(piece, sentence, next(token.i for token in piece.doc if token.text == "part"))
    assert piece.doc[start:end].text.strip() == expected


@pytest.mark.parametrize(
    ("words", "sole"),
    [
        ("le/DET seul/ADJ actionnaire/NOUN", True),
        ("l'/DET actionnaire/NOUN unique/ADJ", True),
        ("le/DET premier/ADJ actionnaire/NOUN", False),
    ],
)
def test_sole(words: str, sole: bool) -> None:
    piece = piece_of("fr", flat(words), NAMES)
    anchor = next(token.i for token in piece.doc if token.text == "actionnaire")
    assert is_sole(piece, (anchor,), "fr") is sole
