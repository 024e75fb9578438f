"""What a date hangs from: the verb that owns it, and whether that is another than the one that a trigger belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import scope
from kg.language.cues import Cues
from kg.language.pieces import Piece
from kg.language.scope import is_one
from kg.language.values import Value
from kg.language.voices import is_speech

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Participles that only lead to a date: "starting in January".
STARTING = frozenset({"starting", "beginning", "commencing", "effective", "partir", "compter"})

#: A date in a piece: its tokens and its value.
Dated = tuple[int, int, Value]


def owner(piece: Piece, dated: Dated, anchor: int = -1) -> int | None:
    """The verb that a date hangs from, or the trigger if that comes first; right behind a participle ("published on Monday") it is that."""
    doc = piece.doc
    inside = range(dated[0], dated[1])
    here = next((doc[i] for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), doc[dated[0]])
    left = dated[0] - 1
    while left > 0 and doc[left].pos_ in ("ADP", "DET"):
        left -= 1
    if (
        left >= 0
        and left != anchor
        and doc[left].pos_ == "VERB"
        and dated[0] - left <= 3
        and "Part" in doc[left].morph.get("VerbForm")
        and doc[left].text.casefold() not in STARTING
    ):
        return left
    for _ in range(5):
        skipped = here.text.casefold() in STARTING or (scope.plain_dep(here) == "amod" and here.i + 1 == here.head.i)
        if here.i not in inside and not skipped and (here.i == anchor or here.pos_ in ("VERB", "AUX")):
            return int(here.i)
        if here.head.i == here.i:
            break
        here = here.head
    return int(here.i) if here.i not in inside else None


def direct(piece: Piece, dated: Dated, anchor: Token) -> bool:
    """Whether a date hangs from the trigger or from the verb that carries it, or stands right behind the trigger and its name."""
    if _behind(piece, dated, anchor):
        return True
    held = owner(piece, dated, anchor.i)
    if held is None:
        return False
    verb = scope.verb_of(anchor)
    if verb is not None and verb.i != anchor.i and anchor.dep_.startswith("nsubj") and anchor.head.i == verb.i:
        # "la fusion doit être bouclée en 2021": the infinitive says the deed
        held = _lifted(piece, held)
    return held == anchor.i or (verb is not None and held == verb.i and not scope.is_aside(anchor))


def _lifted(piece: Piece, held: int) -> int:
    """The verb above an infinitive that shares its subject."""
    verb = piece.doc[held]
    while scope.plain_dep(verb) == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head.i < verb.i:
        verb = verb.head
    return int(verb.i)


def _behind(piece: Piece, dated: Dated, anchor: Token) -> bool:
    """Whether only names, articles and prepositions stand between a noun and the date behind it: "la reprise de X en 2017"."""
    between = piece.doc[anchor.i + 1 : dated[0]]
    return (
        anchor.pos_ == "NOUN"
        and 0 <= len(between) < 9
        and dated[0] > anchor.i
        and all(t.i in piece.at or t.pos_ in ("ADP", "DET", "ADJ") for t in between)
    )


def elsewhere(piece: Piece, dated: Dated, anchor: Token, kind: str, known: Cues) -> bool:
    """Whether a date belongs to another verb: one of saying, or a participle or clause that does not hold the trigger."""
    if _in_apposition(piece, dated, anchor):
        return True
    held = owner(piece, dated, anchor.i)
    if held is None or held == anchor.i:
        return False
    verb = piece.doc[held]
    saying = is_speech(verb, known)
    if saying and kind == "measure" and of_period(dated[2]) and _is_object(anchor, verb):
        # "reported revenue of 3 million euros for 2023": the year is the figure's
        return False
    if direct(piece, dated, anchor) and not saying:
        return False
    if saying and verb.i != anchor.i:
        return True
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if _set_off(piece, verb, dated, anchor):
        return True
    if scope.is_aside(verb) and verb.head.i == anchor.i:
        # "le chiffre d'affaires réalisé en 2018"
        return False
    if kind == "measure" and is_one(verb, known.led):
        # "a round led by X in 2022, at a valuation of"
        return False
    low, high = scope.bounds(verb)
    if kind == "measure" and scope.is_aside(verb) and low <= anchor.i < high and verb.i < dated[0] < anchor.i:
        # "which raised $20 million in February, at a valuation of"
        return False
    if scope.is_aside(verb) or scope.plain_dep(verb) in ("advcl", "parataxis"):
        return not low <= anchor.i < high or (verb.i != anchor.i and scope.is_aside(verb) and verb.head.i != anchor.i)
    return False


def of_period(value: Value) -> bool:
    """Whether a date is a year or a month, such as figures have, not the day on which they were told."""
    return len(value.text) < 10 or value.anchor == "fiscal"


def _is_object(anchor: Token, verb: Token) -> bool:
    """Whether a figure is what a verb of saying tells of: "reported revenue of"."""
    return any(head.i == verb.i and scope.plain_dep(below) in ("obj", "obl") for head, below in scope.governors(anchor))


def _in_apposition(piece: Piece, dated: Dated, anchor: Token) -> bool:
    """Whether a date stands in an apposition that does not hold the trigger: "replaced by X, a director since 2020"."""
    here = piece.doc[dated[0]]
    verbal = False
    for _ in range(5):
        verbal = verbal or here.pos_ in ("VERB", "AUX")
        if scope.plain_dep(here) == "appos" and not dated[0] <= here.i < dated[1] and scope.is_aside(here):
            low, high = scope.bounds(here)
            if low and not verbal and here.pos_ == "PROPN" and low == here.i and piece.doc[low - 1].text not in (",", "(", "-", "–", "—"):
                # "the device giant X in January": the name is no remark
                return False
            return low <= dated[0] < high and not low <= anchor.i < high and not low <= anchor.head.i < high
        if here.head.i == here.i:
            break
        here = here.head
    return False


def _set_off(piece: Piece, verb: Token, dated: Dated, anchor: Token) -> bool:
    """Whether commas set off a bare participle with its date, whatever the parse makes of it: "X, founded in 2009 in Lyon, employs"."""
    doc = piece.doc
    if verb.i == anchor.i or "Past" not in verb.morph.get("Tense") or any(c.dep_.startswith("aux") for c in verb.children):
        return False
    if verb.i == 0 or doc[verb.i - 1].text != "," or not verb.i < dated[0] < anchor.i:
        return False
    return any(t.text == "," for t in doc[dated[1] : anchor.i])
