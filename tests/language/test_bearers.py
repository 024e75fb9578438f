"""Who bears a role and what it is a role in, on sentences parsed by hand."""

from __future__ import annotations

import pytest

from tests.language.building import NAMES, fill, piece_of, roles

BEARERS = {
    "apposition behind the name": (
        "fr",
        "Paul/_/PROPN/nsubj/8 Marchand/_/PROPN/flat:name/1 ,/_/PUNCT/punct/4 président/_/NOUN/appos/1 de/_/ADP/case/6 "
        "Talmont/_/PROPN/nmod/4 ,/_/PUNCT/punct/4 démissionne/démissionner/VERB/ROOT/0/Fin",
    ),
    "apposition before the name": (
        "fr",
        "Le/le/DET/det/2 président/_/NOUN/nsubj/8 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 ,/_/PUNCT/punct/6 Paul/_/PROPN/appos/2 "
        "Marchand/_/PROPN/flat:name/6 démissionne/démissionner/VERB/ROOT/0/Fin",
    ),
    "the name right behind": (
        "fr",
        "Le/le/DET/det/2 président/_/NOUN/nsubj/7 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 Paul/_/PROPN/flat/2 Marchand/_/PROPN/flat:name/5 "
        "démissionne/démissionner/VERB/ROOT/0/Fin",
    ),
    "an age between": (
        "fr",
        "Paul/_/PROPN/nsubj/11 Marchand/_/PROPN/flat:name/1 ,/_/PUNCT/punct/5 54/_/NUM/nummod/5 ans/an/NOUN/appos/1 ,/_/PUNCT/punct/7 "
        "président/_/NOUN/appos/1 de/_/ADP/case/9 Talmont/_/PROPN/nmod/7 ,/_/PUNCT/punct/7 démissionne/démissionner/VERB/ROOT/0/Fin",
    ),
    "in brackets": (
        "fr",
        "Paul/_/PROPN/nsubj/8 Marchand/_/PROPN/flat:name/1 (/_/PUNCT/punct/4 président/_/NOUN/appos/1 de/_/ADP/case/6 "
        "Talmont/_/PROPN/nmod/4 )/_/PUNCT/punct/4 démissionne/démissionner/VERB/ROOT/0/Fin",
    ),
    "predicate": (
        "fr",
        "Paul/_/PROPN/nsubj/5 Marchand/_/PROPN/flat:name/1 est/être/AUX/cop/5/Fin le/_/DET/det/5 président/_/NOUN/ROOT/0 de/_/ADP/case/7 "
        "Talmont/_/PROPN/nmod/5",
    ),
    "made so": (
        "fr",
        "Paul/_/PROPN/nsubj/3 Marchand/_/PROPN/flat:name/1 devient/devenir/VERB/ROOT/0/Fin président/_/NOUN/xcomp/3 de/_/ADP/case/6 "
        "Talmont/_/PROPN/nmod/4",
    ),
    "the company's genitive": (
        "en",
        "Talmont/_/PROPN/nmod:poss/3 's/_/PART/case/1 chairman/_/NOUN/nsubj/6 Paul/_/PROPN/appos/3 Marchand/_/PROPN/flat/4 "
        "resigned/resign/VERB/ROOT/0/Fin",
    ),
    "dont": (
        "fr",
        "Talmont/_/PROPN/nsubj/10 ,/_/PUNCT/punct/8 dont/_/PRON/nmod/8 Paul/_/PROPN/nsubj/8 Marchand/_/PROPN/flat:name/4 "
        "est/être/AUX/cop/8/Fin le/_/DET/det/8 président/_/NOUN/acl:relcl/1 ,/_/PUNCT/punct/8 recrute/recruter/VERB/ROOT/0/Fin",
    ),
    "whose": (
        "en",
        "Talmont/_/PROPN/nsubj/9 ,/_/PUNCT/punct/6 whose/_/DET/det/4 chairman/_/NOUN/nsubj/6 is/be/AUX/cop/6/Fin Paul/_/PROPN/acl:relcl/1 "
        "Marchand/_/PROPN/flat/6 ,/_/PUNCT/punct/6 hires/hire/VERB/ROOT/0/Fin",
    ),
}


@pytest.mark.parametrize(("lang", "text"), BEARERS.values(), ids=BEARERS)
def test_a_role_has_its_bearer_and_what_it_is_a_role_in(lang: str, text: str) -> None:
    around = roles(piece_of(lang, text, NAMES), lang, "lead", "role")
    assert [f.name for f in around.fill("bearer")] == ["Paul Marchand"]
    assert [f.name for f in around.fill("complement")] == ["Talmont"]


def test_two_roles_of_one_person() -> None:
    text = (
        "Paul/_/PROPN/nsubj/11 Marchand/_/PROPN/flat:name/1 ,/_/PUNCT/punct/4 actionnaire/_/NOUN/appos/1 de/_/ADP/case/6 "
        "Brévent/_/PROPN/nmod/4 et/_/CCONJ/cc/8 président/_/NOUN/conj/4 de/_/ADP/case/10 Talmont/_/PROPN/nmod/8 "
        "démissionne/démissionner/VERB/ROOT/0/Fin"
    )
    piece = piece_of("fr", text, NAMES)
    assert fill(piece, "fr", "holder", "role", "bearer") == [("Paul Marchand", "arc")]
    assert fill(piece, "fr", "holder", "role", "complement") == [("Brévent", "arc")]
    assert fill(piece, "fr", "lead", "role", "bearer") == [("Paul Marchand", "arc")]
    assert fill(piece, "fr", "lead", "role", "complement") == [("Talmont", "arc")]


def test_a_possessive_is_whose_role_it_is() -> None:
    text = (
        "Son/son/DET/det/2 président/_/NOUN/nsubj/7 ,/_/PUNCT/punct/4 Paul/_/PROPN/appos/2 Marchand/_/PROPN/flat:name/4 ,/_/PUNCT/punct/4 "
        "démissionne/démissionner/VERB/ROOT/0/Fin"
    )
    piece = piece_of("fr", text, NAMES, pronouns={"Son": ("Talmont", "Organisation")})
    assert fill(piece, "fr", "lead", "role", "complement") == [("Talmont", "pronoun")]
    assert fill(piece, "fr", "lead", "role", "bearer") == [("Paul Marchand", "arc")]


def test_a_role_of_nothing_is_of_what_the_text_is_about() -> None:
    text = (
        "Le/le/DET/det/2 président/_/NOUN/nsubj/7 ,/_/PUNCT/punct/4 Paul/_/PROPN/appos/2 Marchand/_/PROPN/flat:name/4 ,/_/PUNCT/punct/4 "
        "démissionne/démissionner/VERB/ROOT/0/Fin"
    )
    assert fill(piece_of("fr", text, NAMES), "fr", "lead", "role", "complement") == []
    about = piece_of("fr", text, NAMES, topic=("Brévent", "Organisation"))
    assert fill(about, "fr", "lead", "role", "complement") == [("Brévent", "topic")]


def test_a_role_that_opens_the_sentence_is_borne_by_its_subject() -> None:
    text = (
        "Filiale/filiale/NOUN/dep/6 de/_/ADP/case/3 Talmont/_/PROPN/nmod/1 ,/_/PUNCT/punct/1 Brévent/_/PROPN/nsubj/6 "
        "recrute/recruter/VERB/ROOT/0/Fin"
    )
    piece = piece_of("fr", text, NAMES)
    assert fill(piece, "fr", "owned", "role", "bearer") == [("Brévent", "arc")]
    assert fill(piece, "fr", "owned", "role", "complement") == [("Talmont", "arc")]
