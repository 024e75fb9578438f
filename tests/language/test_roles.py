"""Who fills the functions, on sentences parsed by hand: subjects, bearers, complements, and positions where the parse gives nothing."""

from __future__ import annotations

import pytest

from kg.language.pieces import Piece
from tests.language.building import piece_of, roles

NAMES = {
    "Talmont": "Organisation",
    "Brévent": "Organisation",
    "Brevent": "Organisation",
    "Corvaux": "Organisation",
    "Sélune": "Programme",
    "Lyon": "Place",
    "Paul Marchand": "Person",
    "Anne Dubreuil": "Person",
}


def fill(piece: Piece, lang: str, rule: str, kind: str, function: str) -> list[tuple[str, str]]:
    return [(filler.name, filler.how) for filler in roles(piece, lang, rule, kind).fill(function)]


VERBS = {
    "active": (
        "fr",
        "Talmont/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin racheté/racheter/VERB/ROOT/0/Part Brévent/_/PROPN/obj/3",
        "buy",
        ["Talmont"],
        ["Brévent"],
    ),
    "passive": (
        "fr",
        "Brévent/_/PROPN/nsubj:pass/4 a/avoir/AUX/aux:tense/4/Fin été/être/AUX/aux:pass/4/Part racheté/racheter/VERB/ROOT/0/Part "
        "par/_/ADP/case/6 Talmont/_/PROPN/obl:agent/4",
        "buy",
        ["Talmont"],
        ["Brévent"],
    ),
    "subject relative": (
        "fr",
        "Talmont/_/PROPN/nsubj/8 ,/_/PUNCT/punct/5 qui/_/PRON/nsubj/5 a/avoir/AUX/aux:tense/5/Fin racheté/racheter/VERB/acl:relcl/1/Part "
        "Brévent/_/PROPN/obj/5 ,/_/PUNCT/punct/8 recrute/recruter/VERB/ROOT/0/Fin",
        "buy",
        ["Talmont"],
        ["Brévent"],
    ),
    "object relative": (
        "fr",
        "Brévent/_/PROPN/nsubj/8 ,/_/PUNCT/punct/6 que/_/PRON/obj/6 Talmont/_/PROPN/nsubj/6 a/avoir/AUX/aux:tense/6/Fin "
        "racheté/racheter/VERB/acl:relcl/1/Part ,/_/PUNCT/punct/8 recrute/recruter/VERB/ROOT/0/Fin",
        "buy",
        ["Talmont"],
        ["Brévent"],
    ),
    "participle behind its noun": (
        "en",
        "Brevent/_/PROPN/nsubj/8 ,/_/PUNCT/punct/3 acquired/acquire/VERB/acl/1/Part by/_/ADP/case/5 Talmont/_/PROPN/obl:agent/3 "
        ",/_/PUNCT/punct/3 is/be/AUX/aux/8/Fin hiring/hire/VERB/ROOT/0/Pres",
        "buy",
        ["Talmont"],
        ["Brevent"],
    ),
    "opening participle": (
        "fr",
        "Fondé/fonder/VERB/advcl/9/Part par/_/ADP/case/3 Paul/_/PROPN/obl:agent/1 Marchand/_/PROPN/flat:name/3 ,/_/PUNCT/punct/1 "
        "le/_/DET/det/7 groupe/_/NOUN/nsubj/9 Brévent/_/PROPN/nmod/7 recrute/recruter/VERB/ROOT/0/Fin",
        "found",
        ["Paul Marchand"],
        ["Brévent"],
    ),
    "infinitive shares the subject": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 cherche/chercher/VERB/ROOT/0/Fin à/_/ADP/mark/4 racheter/_/VERB/xcomp/2/Inf Brévent/_/PROPN/obj/4",
        "buy",
        ["Talmont"],
        ["Brévent"],
    ),
    "infinitive done by the object": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 autorise/autoriser/VERB/ROOT/0/Fin Corvaux/_/PROPN/obj/2 à/_/ADP/mark/5 racheter/_/VERB/xcomp/2/Inf "
        "Brévent/_/PROPN/obj/5",
        "buy",
        ["Corvaux"],
        ["Brévent"],
    ),
    "coordinated verb": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 recrute/recruter/VERB/ROOT/0/Fin et/_/CCONJ/cc/4 rachète/racheter/VERB/conj/2/Fin Brévent/_/PROPN/obj/4",
        "buy",
        ["Talmont"],
        ["Brévent"],
    ),
    "intention of somebody": (
        "fr",
        "L'/le/DET/det/2 intention/_/NOUN/nsubj/7 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 de/_/ADP/mark/6 racheter/_/VERB/acl/2/Inf "
        "surprend/surprendre/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/7",
        "buy",
        ["Talmont"],
        [],
    ),
    "aside between commas": (
        "fr",
        "Brévent/_/PROPN/dep/7 ,/_/PUNCT/punct/3 filiale/_/NOUN/appos/1 de/_/ADP/case/5 Talmont/_/PROPN/nmod/3 ,/_/PUNCT/punct/3 "
        "rachète/racheter/VERB/ROOT/0/Fin Corvaux/_/PROPN/obj/7",
        "buy",
        ["Brévent"],
        ["Corvaux"],
    ),
    "aside in brackets": (
        "fr",
        "Brévent/_/PROPN/dep/5 (/_/PUNCT/punct/3 Lyon/_/PROPN/appos/1 )/_/PUNCT/punct/3 rachète/racheter/VERB/ROOT/0/Fin "
        "Corvaux/_/PROPN/obj/5",
        "buy",
        ["Brévent"],
        ["Corvaux"],
    ),
    "name right before the verb, whatever its arc": (
        "fr",
        "Brévent/_/PROPN/advmod/2 rachète/racheter/VERB/ROOT/0/Fin Corvaux/_/PROPN/obj/2",
        "buy",
        ["Brévent"],
        ["Corvaux"],
    ),
    "a name behind a preposition is no subject": (
        "fr",
        "Talmont/_/PROPN/nsubj/5 avec/_/ADP/case/4 le/_/DET/det/4 Brévent/_/PROPN/nmod/1 rachète/racheter/VERB/ROOT/0/Fin "
        "Corvaux/_/PROPN/obj/5",
        "buy",
        ["Talmont"],
        ["Corvaux"],
    ),
    "list of subjects": (
        "fr",
        "Talmont/_/PROPN/nsubj/6 ,/_/PUNCT/punct/3 Corvaux/_/PROPN/conj/1 et/_/CCONJ/cc/5 Brévent/_/PROPN/conj/1 "
        "fondent/fonder/VERB/ROOT/0/Fin Sélune/_/PROPN/obj/6",
        "found",
        ["Talmont", "Corvaux", "Brévent"],
        ["Sélune"],
    ),
    "gerund": (
        "en",
        "Talmont/_/PROPN/nsubj/2 grew/grow/VERB/ROOT/0/Fin by/_/ADP/mark/4 acquiring/acquire/VERB/advcl/2/Pres Brevent/_/PROPN/obj/4",
        "buy",
        ["Talmont"],
        ["Brevent"],
    ),
}


@pytest.mark.parametrize(("lang", "text", "rule", "agent", "patient"), VERBS.values(), ids=VERBS)
def test_verbs(lang: str, text: str, rule: str, agent: list[str], patient: list[str]) -> None:
    around = roles(piece_of(lang, text, NAMES), lang, rule, "verb")
    assert [f.name for f in around.fill("agent")] == agent
    assert [f.name for f in around.fill("patient")] == patient


def test_an_intransitive_verb_is_no_passive_and_happens_to_its_subject() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/3 est/être/AUX/aux:tense/3/Fin né/naître/VERB/ROOT/0/Part de/_/ADP/case/6 le/_/DET/det/6 "
        "projet/_/NOUN/obl:arg/3 Sélune/_/PROPN/appos/6"
    )
    around = roles(piece_of("fr", text, NAMES), "fr", "born", "verb")
    assert not around.passive
    assert [f.name for f in around.fill("patient")] == ["Talmont"]
    assert [f.name for f in around.fill("from")] == ["Sélune"]


def test_en_before_a_verb_of_holding_is_what_is_held() -> None:
    text = "Brévent/_/PROPN/nsubj/3 en/_/PRON/iobj/3 possède/posséder/VERB/ROOT/0/Fin 12/_/NUM/nummod/5 %/_/NOUN/obj/3"
    piece = piece_of("fr", text, NAMES, pronouns={"en": ("Talmont", "Organisation")})
    assert fill(piece, "fr", "hold", "verb", "agent") == [("Brévent", "arc")]
    assert fill(piece, "fr", "hold", "verb", "patient") == [("Talmont", "pronoun")]


def test_who_may_not_fill_a_role_is_passed_over() -> None:
    text = VERBS["active"][1] + " à/_/ADP/case/6 Lyon/_/PROPN/obl/3"
    around = roles(piece_of("fr", text, NAMES), "fr", "buy", "verb")
    assert [f.name for f in around.fill("patient", lambda f: f.type == "Place")] == []
    assert [f.name for f in around.fill("agent", lambda f: f.type == "Organisation")] == ["Talmont"]


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


LOST = {  # arcs that lead nowhere: the places of the words decide, and say that they are less sure
    "object": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin Brévent/_/PROPN/dep/1",
        "buy",
        "patient",
        [("Brévent", "near")],
    ),
    "agent of a passive": (
        "fr",
        "Brévent/_/PROPN/nsubj:pass/3 est/être/AUX/aux:pass/3/Fin racheté/racheter/VERB/ROOT/0/Part par/_/ADP/dep/1 Talmont/_/PROPN/dep/1",
        "buy",
        "agent",
        [("Talmont", "near")],
    ),
    "with": (
        "en",
        "Talmont/_/PROPN/nsubj/2 merged/merge/VERB/ROOT/0/Fin with/_/ADP/dep/1 Brevent/_/PROPN/dep/1",
        "merge",
        "with",
        [("Brevent", "near")],
    ),
    "not beyond the next verb": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin puis/_/CCONJ/cc/4 recrute/recruter/VERB/conj/2/Fin Brévent/_/PROPN/dep/4",
        "buy",
        "patient",
        [],
    ),
    "not beyond a comma": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin ,/_/PUNCT/punct/2 Brévent/_/PROPN/dep/1",
        "buy",
        "patient",
        [],
    ),
    "not where a rule wants arcs only": (
        "fr",
        "Talmont/_/PROPN/nsubj/2 fonde/fonder/VERB/ROOT/0/Fin Brévent/_/PROPN/dep/1",
        "found",
        "patient",
        [],
    ),
}


@pytest.mark.parametrize(("lang", "text", "rule", "function", "expected"), LOST.values(), ids=LOST)
def test_positions(lang: str, text: str, rule: str, function: str, expected: list[tuple[str, str]]) -> None:
    assert fill(piece_of(lang, text, NAMES), lang, rule, "verb", function) == expected


DEEDS = {  # who does the deed that a noun names
    "by": (
        "Le/le/DET/det/2 rachat/_/NOUN/ROOT/0 de/_/ADP/case/4 Brévent/_/PROPN/nmod/2 par/_/ADP/case/6 Talmont/_/PROPN/nmod/2",
        ["Talmont"],
    ),
    "who announces it": (
        "Talmont/_/PROPN/nsubj/2 annonce/annoncer/VERB/ROOT/0/Fin le/_/DET/det/4 rachat/_/NOUN/obj/2 "
        "de/_/ADP/case/6 Brévent/_/PROPN/nmod/4",
        ["Talmont"],
    ),
    "not who talks about it": (
        "Talmont/_/PROPN/nsubj/2 parle/parler/VERB/ROOT/0/Fin de/_/ADP/case/5 le/_/DET/det/5 rachat/_/NOUN/obl/2 de/_/ADP/case/7 "
        "Brévent/_/PROPN/nmod/5",
        [],
    ),
    "whose offer it is": (
        "L'/le/DET/det/2 offre/_/NOUN/nsubj/9 de/_/ADP/case/4 Talmont/_/PROPN/nmod/2 pour/_/ADP/case/6 rachat/_/NOUN/nmod/2 "
        "de/_/ADP/case/8 Brévent/_/PROPN/nmod/6 échoue/échouer/VERB/ROOT/0/Fin",
        ["Talmont"],
    ),
}


@pytest.mark.parametrize(("text", "agent"), DEEDS.values(), ids=DEEDS)
def test_deeds(text: str, agent: list[str]) -> None:
    around = roles(piece_of("fr", text, NAMES), "fr", "buy", "noun")
    assert [f.name for f in around.fill("agent")] == agent
    assert [f.name for f in around.fill("patient")] == ["Brévent"]
