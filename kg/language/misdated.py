"""Dates that cannot be right: later than the day that is printed above a text that speaks of them in the past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.language import scope
from kg.language.hanging import owner
from kg.language.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Token


def printed_too_early(pieces: Iterable[Piece], published: str | None) -> str | None:
    """A date later than `published` (an ISO date) that the text speaks of in the past; None when the dates agree.

    Such a text was not written on the day that is printed: "12.01.2014" above an article that knows what was launched in July 2014.
    """
    if published is None or len(published) < 10:
        return None
    for piece in pieces:
        for start, end, value in piece.values:
            if value.type != "Date" or value.anchor != "explicit" or not value.text[:4].isdigit() or "/" in value.text:
                continue
            if value.text <= published[: len(value.text)]:
                continue
            held = owner(piece, (start, end, value))
            verb = piece.doc[held] if held is not None else None
            if verb is not None and verb.pos_ in ("VERB", "AUX") and _is_past(verb):
                return value.text
    return None


def _is_past(verb: Token) -> bool:
    """Whether a verb, by itself or its auxiliaries, is in a past tense of the indicative."""
    parts = scope.group(verb)
    if any("Cnd" in p.morph.get("Mood") or "Fut" in p.morph.get("Tense") for p in parts) or any(
        "Inf" in p.morph.get("VerbForm") for p in parts
    ):
        return False
    finite = [p for p in parts if "Fin" in p.morph.get("VerbForm")]
    if any("Past" in p.morph.get("Tense") or "Imp" in p.morph.get("Tense") for p in finite):
        return True
    return (
        bool(finite)
        and "Part" in verb.morph.get("VerbForm")
        and any(p.lemma_.casefold() in ("avoir", "have") or p.dep_ == "aux:tense" for p in parts[1:])
    )
