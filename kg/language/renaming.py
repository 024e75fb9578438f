"""The new name that a verb of renaming gives: "rebaptisé Brévent", "changed its name to Brevent Group", known as a name or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.pieces import Piece
from kg.language.triggers import Hit

if TYPE_CHECKING:
    from spacy.tokens import Span

#: What may stand between the verb and the new name.
LEAD_IN = frozenset({
    '"', "'", ",", ":", "alors", "as", "by", "celui", "de", "depuis", "du", "désormais", "en", "ensuite", "group", "groupe",
    "its", "itself", "la", "le", "name", "nom", "now", "of", "officiellement", "par", "pour", "simply", "son", "sous", "the",
    "to", "under", "«", "‘", "“"
})  # fmt: skip
QUOTES = frozenset("«“\"'‘»”’")


def new_name(hit: Hit, piece: Piece, sentence: Span, lang: str) -> str | None:
    """The name behind the trigger: a mention, else a run of capitalised words, else None."""
    doc = piece.doc
    position = hit.tokens[-1] + 1
    while (
        position < sentence.end
        and position not in piece.at
        and doc[position].text.casefold() in LEAD_IN
        and not _titled(doc[position].text, doc[position].text.casefold())
    ):
        position += 1
    if position >= sentence.end:
        return None
    ref = piece.at.get(position)
    becoming = doc[hit.anchor].lemma_.casefold() in cues.load(lang).naming_verbs
    if becoming and (ref is None or ref.types[0] not in ("Organisation", "Product") or ref.start > hit.tokens[-1] + 3):
        return None  # "devient numéro un", "became part of"
    if ref is not None and ref.how == "name":
        return str(doc[ref.start : ref.end].text)
    end = position
    while (
        end < sentence.end
        and (doc[end].text[:1].isupper() or (end > position and doc[end].text in ("-", "&")))
        and piece.value_at(end) is None
    ):
        end += 1
    return str(doc[position:end].text) if end > position else None


def _titled(text: str, form: str) -> bool:
    """Whether a lead-in word is here part of a name: "Groupe Brévent", not at the start of a sentence."""
    return form in ("groupe", "group") and text[:1].isupper()
