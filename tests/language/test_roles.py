"""Who fills the functions, on sentences parsed by hand: subjects, bearers, complements, and positions where the parse gives nothing."""

from __future__ import annotations

import pytest

from tests.language.building import NAMES, fill, piece_of, roles

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
