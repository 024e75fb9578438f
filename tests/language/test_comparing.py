"""What a figure was before, whether it is a loss, and what a deal costs; on sentences parsed by hand."""

from __future__ import annotations

import pytest

from tests.language.building import NAMES, made, piece_of

LOSS = (
    "Talmont/_/PROPN/nmod:poss/3 's/_/PART/case/1 loss/_/NOUN/nsubj/4 reached/reach/VERB/ROOT/0/Fin $/_/SYM/obj/4 "
    "3/_/NUM/nummod/5 million/_/NUM/nummod/5"
)


def test_a_loss_is_negative() -> None:
    assert made(piece_of("en", LOSS, NAMES), "en", "net_income") == [("Talmont", None, "-3 million USD")]


@pytest.mark.parametrize(
    ("behind", "value"),
    [
        (" ,/_/PUNCT/punct/10 against/_/ADP/case/10 $/_/SYM/obl/4 2/_/NUM/nummod/10 million/_/NUM/nummod/10", "-2 million USD"),
        (
            " ,/_/PUNCT/punct/13 against/_/ADP/case/13 a/_/DET/det/13 profit/_/NOUN/obl/4 of/_/ADP/case/13 "
            "$/_/SYM/nmod/11 2/_/NUM/nummod/13 "
            "million/_/NUM/nummod/13",
            "2 million USD",
        ),
    ],
)
def test_what_it_was_before(behind: str, value: str) -> None:
    assert ("Talmont", None, value) in made(piece_of("en", LOSS + behind, NAMES), "en", "net_income")


def test_the_figure_of_another_thing_is_no_earlier_one() -> None:
    behind = " and/_/CCONJ/cc/9 debt/_/NOUN/conj/3 $/_/SYM/dep/9 2/_/NUM/nummod/10 million/_/NUM/nummod/10"
    assert made(piece_of("en", LOSS + behind, NAMES), "en", "net_income") == [("Talmont", None, "-3 million USD")]


def test_what_a_deal_costs() -> None:
    text = (
        "Talmont/_/PROPN/nsubj/2 acquired/acquire/VERB/ROOT/0/Fin Brevent/_/PROPN/obj/2 for/_/ADP/case/5 $/_/SYM/obl/2 "
        "3/_/NUM/nummod/5 million/_/NUM/nummod/5"
    )
    assert made(piece_of("en", text, NAMES), "en", "acquisition") == [("Talmont", "Brevent", "3 million USD")]
