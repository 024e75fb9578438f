"""Posts handed on: who replaces somebody has the post that the other had."""

from __future__ import annotations

import pytest

from kg.language import matches, posts
from tests.language.building import own_rules, piece_of

NAMES = {"Talmont": "Organisation", "Brévent": "Organisation", "Anne Dubreuil": "Person", "Luc Ferrand": "Person"}
REPLACES = (
    "Anne/_/PROPN/nsubj/3 Dubreuil/_/PROPN/flat:name/1 remplace/remplacer/VERB/ROOT/0/Fin Luc/_/PROPN/obj/3 Ferrand/_/PROPN/flat:name/4"
)
POST = (
    "{0} ,/_/PUNCT/punct/4 président/_/NOUN/appos/1 de/_/ADP/case/6 {1}/_/PROPN/nmod/4 ,/_/PUNCT/punct/4 recrute/recruter/VERB/ROOT/0/Fin"
)
OLD = POST.format("Luc/_/PROPN/nsubj/8 Ferrand/_/PROPN/flat:name/1", "Talmont")
NEW = POST.format("Anne/_/PROPN/nsubj/8 Dubreuil/_/PROPN/flat:name/1", "Talmont")
ELSEWHERE = POST.format("Anne/_/PROPN/nsubj/8 Dubreuil/_/PROPN/flat:name/1", "Brévent")

Led = list[tuple[str, str, str | None, bool]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the new one takes up the post of the old one, whichever is told first
        (f"{REPLACES} || {OLD}", [("Luc Ferrand", "Talmont", "président", False), ("Anne Dubreuil", "Talmont", "président", False)]),
        (f"{OLD} || {REPLACES}", [("Luc Ferrand", "Talmont", "président", False), ("Anne Dubreuil", "Talmont", "président", False)]),
        # the old one had the post of the new one, and has it no longer
        (f"{REPLACES} || {NEW}", [("Anne Dubreuil", "Talmont", "président", False), ("Luc Ferrand", "Talmont", "président", True)]),
        # each has a post of their own: nothing follows
        (
            f"{REPLACES} || {OLD} || {ELSEWHERE}",
            [("Luc Ferrand", "Talmont", "président", False), ("Anne Dubreuil", "Brévent", "président", False)],
        ),
        (REPLACES, []),
        (OLD, [("Luc Ferrand", "Talmont", "président", False)]),
    ],
)
def test_posts(text: str, expected: Led) -> None:
    piece = piece_of("fr", text, NAMES)
    found = [(piece, sentence, m) for sentence in piece.doc.sents for m in matches.find(piece, sentence, own_rules(), "fr")]
    made = posts.complete(found, own_rules(), "fr")
    assert [m.rule.id for _, _, m in made[: len(found)]] == [m.rule.id for _, _, m in found]
    led = [m for _, _, m in made if m.rule.relation == "leadership"]
    assert [(m.subject.name, m.object.name, m.value, m.ended) for m in led if m.subject and m.object] == expected
