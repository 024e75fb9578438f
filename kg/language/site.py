"""A trigger in its sentence: what every way to a filler starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.language.pieces import Piece
from kg.language.triggers import Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Site:
    """The trigger `hit` in `sentence` of `piece`; `anchor` is its first token; `passive` is the voice of a verb."""

    hit: Hit
    sentence: Span
    piece: Piece
    lang: str
    anchor: Token
    passive: bool

    @property
    def doc(self) -> Doc:
        """The parsed piece."""
        return self.piece.doc

    def at(self, verb: Token) -> Site:
        """The same site seen from another verb of the sentence."""
        return replace(self, anchor=verb)


def is_marked(site: Site, position: int, over: frozenset[str] = frozenset({"DET", "ADJ"})) -> bool:
    """Whether a preposition stands before a name, with only words of the classes `over` between."""
    left = position - 1
    while (
        left >= 0
        and left not in site.hit.tokens
        and (
            site.doc[left].pos_ in over
            or site.doc[left].text in '«"“'
            or ("NOUN" in over and site.doc[left].pos_ == "PROPN" and left not in site.piece.at)
        )
    ):
        left -= 1
    return left >= 0 and (
        site.doc[left].pos_ == "ADP" or site.doc[left].text.casefold() in ("of", "de", "d'", "d’", "du", "des", "'s", "’s")
    )
