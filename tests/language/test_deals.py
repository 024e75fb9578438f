"""Deals in shares: whose shares they were, and which company was bought, read with the whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import deals, matches
from kg.language.pieces import Piece
from tests.language.building import own_rules, piece_of

if TYPE_CHECKING:
    from kg.language.deals import Found

NAMES = {"Talmont": "Organisation", "Brévent": "Organisation", "Corvaux": "Organisation", "Sélune": "Organisation"}
HELD = (
    "Talmont/_/PROPN/nsubj:pass/3 est/être/AUX/aux:pass/3/Fin détenu/détenir/VERB/ROOT/0/Part par/_/ADP/case/5 "
    "Brévent/_/PROPN/obl:agent/3 (/_/PUNCT/punct/8 60/_/NUM/nummod/8 %/_/NOUN/appos/5 )/_/PUNCT/punct/8 et/_/CCONJ/cc/11 "
    "Corvaux/_/PROPN/conj/5 (/_/PUNCT/punct/14 40/_/NUM/nummod/14 %/_/NOUN/appos/11 )/_/PUNCT/punct/14"
)
SHARES = (
    "Brévent/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin les/le/DET/det/4 parts/part/NOUN/obj/2 de/_/ADP/case/6 Corvaux/_/PROPN/nmod/4"
)
PARTNERS = (
    "Brévent/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin les/le/DET/det/4 parts/part/NOUN/obj/2 de/_/ADP/case/7 les/le/DET/det/7 "
    "partenaires/partenaire/NOUN/nmod/4 de/_/ADP/case/9 Talmont/_/PROPN/nmod/7"
)
COMPANY = "Sélune/_/PROPN/nsubj/2 rachète/racheter/VERB/ROOT/0/Fin Talmont/_/PROPN/obj/2"


def matched(piece: Piece) -> list[Found]:
    return [(piece, sentence, m) for sentence in piece.doc.sents for m in matches.find(piece, sentence, own_rules(), "fr")]


def completed(text: str, topic: tuple[str, str] | None = None) -> list[tuple[str, str, str]]:
    made = deals.complete(matched(piece_of("fr", text, NAMES, topic=topic)), own_rules(), "fr")
    return [(m.rule.relation, m.subject.name, m.object.name) for _, _, m in made if m.subject and m.object]


STAKES = [("shareholding", "Brévent", "Talmont"), ("shareholding", "Corvaux", "Talmont")]


def test_holders_in_text_order() -> None:
    held = deals.holders(matched(piece_of("fr", f"{HELD} || {HELD}", NAMES)))
    assert {company: [holder.name for holder in who] for company, who in held.items()} == {"Talmont": ["Brévent", "Corvaux"]}


def test_the_shares_of_a_holder_are_shares_in_what_it_holds() -> None:
    assert completed(f"{HELD} || {SHARES}") == [*STAKES, ("acquisition", "Brévent", "Talmont"), ("seller", "Corvaux", "Talmont")]


def test_the_shares_of_the_partners_are_all_the_others() -> None:
    assert completed(f"{HELD} || {PARTNERS}") == [*STAKES, ("acquisition", "Brévent", "Talmont"), ("seller", "Corvaux", "Talmont")]


def test_without_a_holder_nothing_follows() -> None:
    assert completed(SHARES) == [("acquisition", "Brévent", "Corvaux")]


def test_a_whole_company_bought_has_no_seller_by_itself() -> None:
    assert completed(f"{HELD} || {COMPANY}") == [*STAKES, ("acquisition", "Sélune", "Talmont")]


def test_a_holder_of_two_companies_sells_shares_in_the_one_spoken_of() -> None:
    other = HELD.replace("Talmont", "Sélune")
    assert ("seller", "Corvaux", "Sélune") in completed(f"{HELD} || {other} || {SHARES}", topic=("Sélune", "Organisation"))
    assert all(relation != "seller" for relation, _, _ in completed(f"{HELD} || {other} || {SHARES}"))


def test_the_seller_carries_no_price() -> None:
    text = f"{HELD} || {SHARES} pour/_/ADP/case/9 12/_/NUM/nummod/9 euros/euro/NOUN/obl/2"
    made = deals.complete(matched(piece_of("fr", text, NAMES)), own_rules(), "fr")
    assert [(m.rule.id, m.value) for _, _, m in made if m.rule.relation in ("acquisition", "seller")] == [
        ("buy", "12 EUR"),
        ("seller.of_shares", None),
    ]
