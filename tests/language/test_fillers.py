"""From a token to named things: prepositions, what a share is a share of, relative pronouns, introduced names, lists."""

from __future__ import annotations

import pytest

from kg.language.fillers import Filler, antecedent, case_of, first_of_list, fits, follow, following, listed, named, plain_case
from kg.language.pieces import Piece
from kg.rules import Step
from tests.language.building import parsed, piece_of

NAMES = {
    "Talmont": "Organisation",
    "Brévent": "Organisation",
    "Brevent": "Organisation",
    "Corvaux": "Organisation",
    "Lyon": "Place",
    "Paul Marchand": "Person",
}


def at(piece: Piece, word: str) -> int:
    return next(token.i for token in piece.doc if token.text == word)


def names(fillers: list[Filler]) -> list[str]:
    return [filler.name for filler in fillers]


@pytest.mark.parametrize(
    ("word", "plain"), [("du", "de"), ("des", "de"), ("d'", "de"), ("d’", "de"), ("au", "à"), ("aux", "à"), ("'s", "of"), ("sur", "sur")]
)
def test_plain_case(word: str, plain: str) -> None:
    assert plain_case(word) == plain


@pytest.mark.parametrize(
    ("text", "word", "case"),
    [
        ("capital/_/NOUN/ROOT/0 du/_/ADP/case/3 groupe/_/NOUN/nmod/1", "groupe", "de"),
        ("entre/_/VERB/ROOT/0 au/_/ADP/dep/1 nouveau/_/ADJ/amod/4 capital/_/NOUN/obl/1", "capital", "à"),  # an arc lost, its place kept
        ("auprès/_/ADP/case/3 de/_/ADP/case/3 Corvaux/_/PROPN/ROOT/0", "Corvaux", "auprès de"),
        ("rachète/_/VERB/ROOT/0 le/_/DET/det/3 groupe/_/NOUN/obj/1", "groupe", ""),
    ],
)
def test_case_of(text: str, word: str, case: str) -> None:
    doc = parsed("fr", text)
    assert case_of(next(token for token in doc if token.text == word)) == case


@pytest.mark.parametrize(
    ("dep", "wanted", "expected"),
    [
        ("obj", "obj", True),
        ("obl:mod", "obl", True),
        ("obl:agent", "obl", False),
        ("obl:agent", "obl:agent", True),
        ("obl", "obl:arg", False),
        ("nsubj:pass", "nsubj", False),
    ],
)
def test_labels(dep: str, wanted: str, expected: bool) -> None:
    assert fits(dep, wanted) is expected


def test_paths_go_up_and_down_and_mind_prepositions() -> None:
    doc = parsed(
        "fr",
        "Talmont/_/PROPN/nsubj/2 veut/vouloir/VERB/ROOT/0/Fin racheter/_/VERB/xcomp/2/Inf le/_/DET/det/5 capital/_/NOUN/obj/3 "
        "de/_/ADP/case/7 Brévent/_/PROPN/nmod/5",
    )

    def end(start: int, *steps: Step) -> list[str]:
        return [token.text for token in follow([doc[start]], steps)]

    assert end(2, Step(True, "xcomp", None), Step(False, "nsubj", None)) == ["Talmont"]
    assert end(2, Step(False, "obj", None), Step(False, "nmod", frozenset({"de", "of"}))) == ["Brévent"]
    assert end(2, Step(False, "obj", None), Step(False, "nmod", frozenset({"à"}))) == []
    assert end(2, Step(True, "ccomp", None)) == []
    assert end(1, Step(True, "ROOT", None)) == []  # a root hangs from nothing


NAMED = {
    "itself": ("Talmont/_/PROPN/ROOT/0", "Talmont", ["Talmont"]),
    "introduced": ("le/_/DET/det/2 groupe/_/NOUN/ROOT/0 Talmont/_/PROPN/nmod/2", "groupe", ["Talmont"]),
    "introduced, arc lost": ("le/_/DET/det/2 groupe/_/NOUN/ROOT/0 français/_/ADJ/amod/2 Talmont/_/PROPN/dep/2", "groupe", ["Talmont"]),
    "introduced by a narrowed noun": (
        "le/_/DET/det/2 fabricant/_/NOUN/ROOT/0 de/_/ADP/case/4 capteurs/capteur/NOUN/nmod/2 Talmont/_/PROPN/dep/2",
        "fabricant",
        ["Talmont"],
    ),
    "apposed": ("le/_/DET/det/2 groupe/_/NOUN/ROOT/0 ,/_/PUNCT/punct/4 Talmont/_/PROPN/appos/2", "groupe", ["Talmont"]),
    "share of": ("le/_/DET/det/2 capital/_/NOUN/ROOT/0 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2", "capital", ["Talmont"]),
    "share of a share of": (
        "la/le/DET/det/2 majorité/_/NOUN/ROOT/0 du/de/ADP/case/4 capital/_/NOUN/nmod/2 de/_/ADP/case/6 Talmont/_/PROPN/nmod/4",
        "majorité",
        ["Talmont"],
    ),
    "per cent of": ("30/_/NUM/nummod/2 %/_/NOUN/ROOT/0 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2", "%", ["Talmont"]),
    "not what a building is of": ("l'/le/DET/det/2 immeuble/_/NOUN/ROOT/0 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2", "immeuble", []),
    "some among them": (
        "plusieurs/_/DET/det/2 opérateurs/opérateur/NOUN/ROOT/0 ,/_/PUNCT/punct/5 dont/_/PRON/case/5 Talmont/_/PROPN/nmod/2",
        "opérateurs",
        ["Talmont"],
    ),
    "predicate": (
        "Talmont/_/PROPN/nsubj/4 est/être/AUX/cop/4/Fin un/_/DET/det/4 projet/_/NOUN/ROOT/0",
        "projet",
        ["Talmont"],
    ),
    "one of many": (
        "Talmont/_/PROPN/nsubj/3 est/être/AUX/cop/3/Fin une/un/PRON/ROOT/0 des/de/ADP/case/5 sociétés/société/NOUN/nmod/3",
        "sociétés",
        ["Talmont"],
    ),
    "relative": (
        "Talmont/_/PROPN/ROOT/0 ,/_/PUNCT/punct/4 qui/_/PRON/nsubj/4 recrute/recruter/VERB/acl:relcl/1/Fin",
        "qui",
        ["Talmont"],
    ),
    "relative, arc lost": (
        "Talmont/_/PROPN/ROOT/0 ,/_/PUNCT/punct/4 qui/_/PRON/nsubj/4 recrute/recruter/VERB/dep/1/Fin",
        "qui",
        ["Talmont"],
    ),
    "relative of a list": (
        "Talmont/_/PROPN/ROOT/0 et/_/CCONJ/cc/3 Brévent/_/PROPN/conj/1 ,/_/PUNCT/punct/6 qui/_/PRON/nsubj/6 "
        "recrutent/recruter/VERB/acl:relcl/3/Fin",
        "qui",
        ["Talmont", "Brévent"],
    ),
    "nothing": ("le/_/DET/det/2 marché/_/NOUN/ROOT/0", "marché", []),
}


@pytest.mark.parametrize(("text", "word", "expected"), NAMED.values(), ids=NAMED)
def test_named(text: str, word: str, expected: list[str]) -> None:
    piece = piece_of("fr", text, NAMES)
    assert names(named(piece.doc[at(piece, word)], piece, "fr")) == expected


def test_the_nouns_between_are_kept() -> None:
    text = (
        "les/le/DET/det/2 parts/part/NOUN/ROOT/0 de/_/ADP/case/5 les/_/DET/det/5 partenaires/partenaire/NOUN/nmod/2 de/_/ADP/case/7 "
        "Talmont/_/PROPN/nmod/5"
    )
    piece = piece_of("fr", text, NAMES)
    assert [(f.name, f.through) for f in named(piece.doc[1], piece, "fr")] == [("Talmont", ("part", "partenaire"))]


def test_shares_with_a_possessive_are_shares_in_what_the_text_is_about() -> None:
    text = "vend/vendre/VERB/ROOT/0/Fin ses/son/DET/det/3 parts/part/NOUN/obj/1"
    piece = piece_of("fr", text, NAMES, pronouns={"ses": ("Talmont", "Organisation")}, topic=("Brévent", "Organisation"))
    assert [(f.name, f.how, f.through) for f in named(piece.doc[2], piece, "fr")] == [("Brévent", "topic", ("part",))]


def test_what_a_pronoun_stands_for_keeps_its_way() -> None:
    piece = piece_of("fr", "Il/il/PRON/nsubj/2 recrute/recruter/VERB/ROOT/0/Fin", NAMES, pronouns={"Il": ("Talmont", "Organisation")})
    assert [(f.name, f.how) for f in named(piece.doc[0], piece, "fr")] == [("Talmont", "pronoun")]


def test_antecedent_behind_a_coordinated_clause() -> None:
    text = (
        "Talmont/_/PROPN/ROOT/0 ,/_/PUNCT/punct/3 soutenu/soutenir/VERB/acl/1/Part par/_/ADP/case/5 Corvaux/_/PROPN/obl:agent/3 "
        ",/_/PUNCT/punct/9 et/_/CCONJ/cc/9 qui/_/PRON/nsubj/9 recrute/recruter/VERB/dep/3/Fin"
    )
    piece = piece_of("fr", text, NAMES)
    found = antecedent(piece.doc[7], piece)
    assert found is not None
    assert found.text == "Talmont"


LISTS = {
    "two": ("Talmont et/CCONJ Brévent", ["Brévent"]),
    "three": ("Talmont ,/PUNCT Corvaux et/CCONJ Brévent", ["Corvaux", "Brévent"]),
    "articles": ("Talmont ,/PUNCT la/DET Corvaux et/CCONJ le/DET Brévent", ["Corvaux", "Brévent"]),
    "introduced": ("Talmont et/CCONJ le/DET fonds/NOUN américain/ADJ Brévent", ["Brévent"]),
    "brackets": (
        "Talmont (/PUNCT 44/NUM %/NOUN )/PUNCT ,/PUNCT Corvaux (/PUNCT 3/NUM %/NOUN )/PUNCT et/CCONJ Brévent",
        ["Corvaux", "Brévent"],
    ),
    "ampersand": ("Talmont &/CCONJ Brévent", ["Brévent"]),
    "comma alone may apposition be": ("Talmont ,/PUNCT Brévent", []),
    "another kind of thing": ("Talmont et/CCONJ Lyon", []),
    "a verb between": ("Talmont recrute/VERB et/CCONJ Brévent", []),
    "a clause of its own": ("Talmont ,/PUNCT et/CCONJ Brévent par/ADP Corvaux", []),
}


def flat(words: str) -> str:
    cells = [word if "/" in word else f"{word}/PROPN" for word in words.split()]
    return " ".join(
        f"{form}/_/{pos}/{'ROOT' if k == 0 else 'dep'}/{0 if k == 0 else 1}"
        for k, (form, pos) in enumerate(cell.split("/") for cell in cells)
    )


@pytest.mark.parametrize(("words", "expected"), LISTS.values(), ids=LISTS)
def test_lists(words: str, expected: list[str]) -> None:
    piece = piece_of("fr", flat(words), NAMES)
    assert [ref.names[0] for ref in following(piece.refs[0], piece)] == expected


def test_commas_alone_make_a_list_in_brackets() -> None:
    piece = piece_of("fr", flat("Talmont ,/PUNCT Corvaux ,/PUNCT Brévent"), NAMES)
    assert names(listed(piece.refs[0], piece, loose=True)) == ["Talmont", "Corvaux", "Brévent"]
    assert names(listed(piece.refs[0], piece, loose=False)) == ["Talmont"]


def test_a_company_and_a_person_make_a_list() -> None:
    piece = piece_of("fr", flat("Talmont et/CCONJ Paul Marchand"), NAMES)
    assert [ref.names[0] for ref in following(piece.refs[0], piece)] == ["Paul Marchand"]


def test_first_of_list() -> None:
    piece = piece_of("fr", flat("Talmont ,/PUNCT Corvaux et/CCONJ Brévent"), NAMES)
    assert first_of_list(piece.doc[at(piece, "Brévent")], piece).text == "Talmont"
    assert first_of_list(piece.doc[at(piece, "Talmont")], piece).text == "Talmont"
