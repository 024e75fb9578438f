"""Figures that somebody means to reach: "vise un chiffre d'affaires de 3 millions", "wants to have 10,000 customers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.pieces import is_finite

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Relations whose value may be aimed at.
MEASURED = frozenset({"revenue", "net_income", "headcount", "customers_count", "capacity"})
#: The rule under which an aim is reported.
RULE = "target.aim"
#: Verbs that aim only at a deed: "compte réaliser 3 millions", not "compte 300 salariés".
COUNTING = frozenset({"compter", "entendre", "look", "engager", "commit"})
#: Arcs from a figure or the verb of having it up to what governs it.
UP = frozenset({"obj", "obl", "nmod", "xcomp", "ccomp", "acl", "advcl", "advmod", "appos", "dep", "nsubj", "iobj"})


def aimed(anchor: Token, lang: str) -> bool:
    """Whether a figure or the verb of having it depends on a verb or noun of aiming."""
    known = cues.load(lang)
    here = anchor
    for _ in range(5):
        dep, head = here.dep_.split(":")[0], here.head
        if head.i == here.i or dep not in UP or here.dep_ == "acl:relcl" or (dep == "nsubj" and head.pos_ in ("VERB", "AUX")):
            return False
        lemma = head.lemma_.casefold()
        if lemma in known.aim_nouns and head.pos_ == "NOUN":
            return True
        if head.pos_ == "VERB" and lemma in known.aim_verbs and head.i < anchor.i:
            return lemma not in COUNTING or dep in ("xcomp", "ccomp")
        if here is not anchor and is_finite(here) and here.dep_ not in ("xcomp", "conj"):
            return False
        here = head
    return False
