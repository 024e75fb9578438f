"""Sales and offers: who sells, who buys, who bids, on sentences parsed by hand."""

from __future__ import annotations

from kg.language import deeds
from tests.language.building import NAMES, names_of, piece_of, site_at

SALE = (
    "Talmont/_/PROPN/nsubj/2 vend/vendre/VERB/ROOT/0/Fin Brévent/_/PROPN/obj/2 au/à/ADP/case/6 groupe/_/NOUN/obl/2 Corvaux/_/PROPN/appos/5"
)
REFUSED = (
    "Brévent/_/PROPN/nsubj/2 rejette/rejeter/VERB/ROOT/0/Fin l'/le/DET/det/4 offre/_/NOUN/obj/2 de/_/ADP/case/6 Talmont/_/PROPN/nmod/4"
)


def test_the_buyer_of_a_sale_is_no_seller() -> None:
    site = site_at(piece_of("fr", SALE, NAMES), "fr", "vend", "verb")
    bought = deeds.buyer(site)
    assert names_of(bought) == ["Corvaux"]
    assert deeds.not_buyers(site, bought) == []


def test_an_offer_that_is_refused_is_made_to_who_refuses_it() -> None:
    site = site_at(piece_of("fr", REFUSED, NAMES), "fr", "offre", "noun")
    assert names_of(deeds.bidder(site)) == ["Talmont"]
    assert names_of(deeds.bid_for(site)) == ["Brévent"]
