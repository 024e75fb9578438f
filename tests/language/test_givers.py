"""Who gives money and who gets it; on sentences parsed by hand."""

from __future__ import annotations

import pytest

from tests.language.building import NAMES, made, piece_of

MONEY = {
    "from": (
        "en",
        "Brevent/_/PROPN/nsubj/2 raised/raise/VERB/ROOT/0/Fin $/_/SYM/obj/2 3/_/NUM/nummod/3 million/_/NUM/nummod/3 "
        "from/_/ADP/case/7 Talmont/_/PROPN/obl/2",
        [
            ("Talmont", None),
        ],
    ),
    "a round and who leads it": (
        "en",
        "Brevent/_/PROPN/nsubj/2 raised/raise/VERB/ROOT/0/Fin $/_/SYM/obj/2 3/_/NUM/nummod/3 million/_/NUM/nummod/3 "
        "in/_/ADP/case/8 a/_/DET/det/8 "
        "round/_/NOUN/obl/2 led/lead/VERB/acl/8/Part by/_/ADP/case/11 Talmont/_/PROPN/obl:agent/9 ,/_/PUNCT/punct/14 with/_/ADP/case/14 "
        "participation/_/NOUN/obl/9 from/_/ADP/case/16 Corvaux/_/PROPN/nmod/14",
        [("Talmont", None), ("Corvaux", None)],
    ),
    "auprès de": (
        "fr",
        "Brévent/_/PROPN/nsubj/3 a/avoir/AUX/aux:tense/3/Fin levé/lever/VERB/ROOT/0/Part 3/_/NUM/nummod/5 "
        "millions/million/NOUN/obj/3 d'/de/ADP/case/7 "
        "euros/euro/NOUN/nmod/5 auprès/_/ADV/advmod/3 de/_/ADP/case/10 Talmont/_/PROPN/obl/8",
        [("Talmont", None)],
    ),
}
GIVEN = {
    "the first of two objects": (
        "Talmont/_/PROPN/nsubj/2 awarded/award/VERB/ROOT/0/Fin Brevent/_/PROPN/iobj/2 $/_/SYM/obj/2 3/_/NUM/nummod/4 million/_/NUM/nummod/4"
    ),
    "a passive": (
        "Brevent/_/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3/Fin awarded/award/VERB/ROOT/0/Part $/_/SYM/obj/3 "
        "3/_/NUM/nummod/4 million/_/NUM/nummod/4 "
        "by/_/ADP/case/8 Talmont/_/PROPN/obl:agent/3"
    ),
}


@pytest.mark.parametrize("case", MONEY)
def test_where_money_comes_from(case: str) -> None:
    lang, text, givers = MONEY[case]
    found = made(piece_of(lang, text, NAMES), lang, "funding")
    assert {(subject, None) for subject, _, _ in found} == set(givers)


@pytest.mark.parametrize("case", GIVEN)
def test_who_gets_it(case: str) -> None:
    assert made(piece_of("en", GIVEN[case], NAMES), "en", "funding") == [("Talmont", "Brevent", "3 million USD")]


def test_a_contract_is_no_gift() -> None:
    text = (
        "Brevent/_/PROPN/nsubj/2 raised/raise/VERB/ROOT/0/Fin a/_/DET/det/7 $/_/SYM/compound/7 3/_/NUM/nummod/4 million/_/NUM/nummod/4 "
        "contract/_/NOUN/obj/2 from/_/ADP/case/9 Talmont/_/PROPN/obl/2"
    )
    assert [m for m in made(piece_of("en", text, NAMES), "en", "funding") if m[0]] == []
