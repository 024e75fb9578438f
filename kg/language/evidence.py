"""What a sentence makes of a name: what it does, what is done to it, which pronouns go back to it, where things are said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.antecedents import governor
from kg.language.pieces import Piece, root_of
from kg.language.salience import SUBJECTS
from kg.language.spots import OF, WEIGHT, Spot, match_at, phrases

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Words before the name of a place; those in the second set only where no holding, interest or trust is "in" it.
WHERE = frozenset({"near", "outside", "across", "throughout", "around", "près", "autour", "lès"})
WITHIN = frozenset({"in", "en"})
PERSONAL = {"he": "Person", "she": "Person", "his": "Person", "her": "Person", "himself": "Person", "herself": "Person",
            "it": "Organisation", "its": "Organisation", "itself": "Organisation"}  # fmt: skip

#: Nouns for a firm that is another's, with that other's name before them.
OTHERS = frozenset({"rival", "competitor", "subsidiary", "partner", "customer", "client", "unit", "arm", "affiliate", "supplier"}
                   | {"investor", "shareholder", "parent", "backer", "offshoot", "spin-off", "spinoff", "spinout", "reseller", "dealer"}
                   | {"team", "brand", "label", "contractor", "subcontractor", "group", "chain", "fund", "trust", "council"}
                   | {"bank", "host"})  # fmt: skip

#: Endings of adjectives of origin: "Bavarian", "Franco-Belgian", "Basque".
ORIGIN = re.compile(r"(?:ian|ean|can|gan|ese|ish|sque|ic)$")


def weigh(pieces: Sequence[Piece], spots: Sequence[Spot], lang: str) -> None:
    """Add to the votes of each spot what its sentence makes of it."""
    by_token: dict[tuple[int, int], Spot] = {}
    for spot in spots:
        doc = pieces[spot.piece].doc
        root = doc[root_of(doc, spot.start, spot.end)]
        by_token.update({(spot.piece, token): spot for token in range(spot.start, spot.end)})
        _deeds(spot, root, lang)
        _places(spot, doc, lang)
        _relative(spot, doc)
        if lang == "fr":
            _bearer(spot, doc, lang)
        if lang == "en":
            _followed(spot, doc, lang)
    if lang == "en":
        for number, piece in enumerate(pieces):
            _pronouns(number, piece, by_token, lang)


def _deeds(spot: Spot, root: Token, lang: str) -> None:
    """The type by the verb that a name is the subject or object of ("X employs", "X was founded", "to acquire X", "backed by X")."""
    if root.dep_ == "conj" and root.head.i < root.i:
        root = root.head
    verb = root.head.lemma_.casefold()
    if root.dep_ == "nsubj":
        table = phrases("doers", lang)
    elif root.dep_ in ("nsubj:pass", "obj"):
        table = phrases("patients", lang)
    elif root.dep_ == "obl:agent" or (root.dep_ == "obl" and any(c.text.casefold() in ("by", "par") for c in root.children)):
        table = phrases("doers", lang)
    elif (
        root.dep_ == "obl" and verb in cues.load(lang).joining and any(c.text.casefold() in ("with", "into", "avec") for c in root.children)
    ):
        spot.votes["Organisation"] += WEIGHT["deed"]
        return
    else:
        return
    for words, kind in table.get(verb, ()):
        if len(words) == 1:
            spot.votes[kind] += WEIGHT["deed"]


def _places(spot: Spot, doc: Doc, lang: str) -> None:
    """The votes of prepositions of place and of "-based"."""
    if spot.known:
        return
    if spot.end + 1 < len(doc) and doc[spot.end].text == "-" and doc[spot.end + 1].text.casefold() in ("based", "headquartered"):
        spot.votes["Place"] += WEIGHT["given"]
        return
    if _in_region(doc, spot.end, lang):
        spot.votes["Place"] += WEIGHT["apposed"]
        return
    left = spot.start - 1
    if left > 1 and doc[left].text.casefold() in ("based", "headquartered") and doc[left - 1].text == "-":
        spot.votes["Organisation"] += WEIGHT["apposed"]
    if left < 1:
        return
    word, known = doc[left].text.casefold(), cues.load(lang)
    before = doc[left - 1]
    if word in WHERE or (word == "de" and before.text.casefold() in WHERE):
        spot.votes["Place"] += WEIGHT["follower"]
    elif lang == "en" and word in ("at", "in") and before.lemma_.casefold() in known.premises:
        spot.votes["Place"] += WEIGHT["follower"]  # "a plant at X"
    elif word in WITHIN:
        held = {before.lemma_.casefold(), before.head.lemma_.casefold()} & (known.held | known.shares | known.trusting)
        spot.votes["Place"] += 0 if held else WEIGHT["deed"]


def _in_region(doc: Doc, end: int, lang: str) -> bool:
    """Whether a known region stands behind a name as towns have it: "X (Gard)", "X, Ohio"."""
    opening = doc[end].text if end + 2 < len(doc) else ""
    if opening not in ("(", ","):
        return False
    closing = next((i for i in range(end + 2, min(end + 6, len(doc))) if doc[i].text in (")", ",", ".", "—", "–")), 0)
    if not closing or (opening == "(" and doc[closing].text != ")") or (opening == "," and lang != "en"):
        return False
    entry = names.gazetteer().lookup(doc[end + 1 : closing].text, "Place")
    return entry is not None and entry.wide


def _relative(spot: Spot, doc: Doc) -> None:
    """The vote of "X, who" and "X, which"; "the boss of X, who" says nothing of X."""
    end = spot.end + 1 if spot.end < len(doc) and doc[spot.end].text == "," else spot.end
    if end >= len(doc) or (spot.start and doc[spot.start - 1].text.casefold() in ("of", "at", "from", "for", "by", "with", "to")):
        return
    word = doc[end].text.casefold()
    if word == "who":
        spot.votes["Person"] += WEIGHT["apposed"]
    elif word == "which":
        spot.votes["Organisation"] += WEIGHT["deed"]


def _bearer(spot: Spot, doc: Doc, lang: str) -> None:
    """The vote of "le patron de la compagnie Paul Marchand": a given name behind somebody's role names who has it, not the company."""
    behind = doc[spot.end : spot.end + 2]
    apposed = len(behind) == 2 and behind[0].text == "," and behind[1].text[:1].isupper()
    if spot.known or not 1 < spot.end - spot.start < 5 or apposed or doc[spot.start].text not in names.given_names():
        return
    heads = phrases("heads", lang)
    for left in range(spot.start - 1, max(spot.start - 9, -1), -1):
        found = match_at(doc, left, heads)
        if found is not None and found[1] == "Person" and left < spot.start - 1 and doc[found[0]].text.casefold() in OF:
            spot.votes["Person"] += WEIGHT["gazetteer"]
            return
        away = doc[left].pos_ == "ADP" and doc[left].text.casefold() not in OF
        if away or doc[left].pos_ not in ("NOUN", "ADJ", "ADP", "DET", "PROPN"):
            return


def _followed(spot: Spot, doc: Doc, lang: str) -> None:
    """The type by the noun that a name stands before in its noun phrase: "the Talmont app", "Talmont shares"."""
    if spot.known or spot.end >= len(doc):
        return
    if doc[spot.end].lemma_.casefold() in cues.load(lang).premises and spot.start and doc[spot.start - 1].text in ("its", "their", "Its"):
        spot.votes["Place"] += WEIGHT["follower"]  # "its Leeds plant": a firm says its own name of none
        return
    if _townsman(spot, doc):
        spot.votes["Place"] += WEIGHT["closer"]
        return
    found = match_at(doc, spot.end, phrases("followers", lang))
    if found is None or doc[spot.end].text[:1].isupper() or doc[spot.end].pos_ not in ("NOUN", "ADJ"):
        return
    _, kind, _ = found
    left = doc[spot.start - 1].text.casefold() if spot.start else ""
    if kind == "Organisation" or left in ("the", "its", "their", "a", "an", "'s", "’s", "his", "her", "this"):
        spot.votes[kind] += WEIGHT["follower"]


def _townsman(spot: Spot, doc: Doc) -> bool:
    """Whether a name tells the town of a firm: "a Leeds company", "Long Eaton upholsterer X"; "a Brevent subsidiary" is another's."""
    end = spot.end
    while end + 1 < len(doc) and end - spot.end < 3 and doc[end].pos_ in ("NOUN", "ADJ") and doc[end + 1].pos_ == "NOUN":
        end += 1
    found = match_at(doc, end, phrases("heads", "en"))
    firm = found is not None and found[1] == "Organisation" and found[0] == end + 1
    if not firm or doc[end].lemma_.casefold() in OTHERS or not doc[end].text.islower():
        return False
    if doc[spot.end - 1].pos_ == "ADJ" or ORIGIN.search(spot.text) or (doc[spot.start].is_sent_start and spot.end - spot.start == 1):
        return False
    left = doc[spot.start - 1].text.casefold() if spot.start else ""
    follows = end + 1 < len(doc) and doc[end + 1].text[:1].isupper() and not doc[end + 1].is_sent_start
    named = follows and (spot.seen["Place"] or spot.end - spot.start > 1)
    return left in ("a", "an") or bool(named and left not in ("'s", "’s", "its", "their", "-", "and", ","))


def _pronouns(number: int, piece: Piece, by_token: dict[tuple[int, int], Spot], lang: str) -> None:
    """The votes of the pronouns that by grammar go back to the subject of their clause: "X sold its mines", "X said she would"."""
    known = cues.load(lang)
    for token in piece.doc:
        kind = PERSONAL.get(token.text.casefold())
        if kind is None or token.text == "IT" or token.dep_.startswith("expl"):
            continue
        if token.dep_ == "nmod:poss" and token.head.i > token.i:
            subject = governor(token.head, token.i, piece, known)
        elif token.dep_ in SUBJECTS and token.head.dep_ == "ccomp" and token.head.head.lemma_.casefold() in known.speech_verbs:
            subject = next((c for c in token.head.head.children if c.dep_ in SUBJECTS and c.i < token.i), None)
        else:
            continue
        spot = by_token.get((number, subject.i)) if subject is not None else None
        if spot is not None:
            spot.votes[kind] += WEIGHT["deed"]
