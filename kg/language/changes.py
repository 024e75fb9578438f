"""Posts that change hands without a word on whose they are: "Talmont change de président. X a été remplacé par Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.cues import Cues
from kg.language.fillers import Filler
from kg.language.pieces import Piece, Ref
from kg.language.scope import is_one

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Words between a change, or who has one, and the post.
NEAR = 4
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def changed(piece: Piece, sentence: Span, lang: str) -> tuple[str, Filler] | None:
    """The post, and whose it is, that a sentence or the one before it says changes hands or is filled anew."""
    known = cues.load(lang)
    sentences = [s for s in piece.doc.sents if s.start <= sentence.start]
    for here in (sentence, *reversed(sentences[:-1][-1:])):
        for token in here:
            post = _post(token, here, known)
            owner = _owner(token, here, piece) if post is not None else None
            if post is not None and owner is not None:
                return post, owner
    return None


def _post(token: Token, sentence: Span, known: Cues) -> str | None:
    """The post right behind a word of change, or that somebody has anew: "changement de présidence", "a new chief executive"."""
    if not (is_one(token, known.changes) or is_one(token, known.new_words)):
        return None
    behind = " ".join(t.text.casefold() for t in sentence.doc[token.i + 1 : min(token.i + 1 + NEAR, sentence.end)])
    for words, post in known.changed_posts.items():
        if behind.startswith(words) or any(behind.startswith(f"{by}{words}") for by in ("de ", "d'", "d' ", "of ", "in ", "its ")):
            return post
    return None


def _owner(token: Token, sentence: Span, piece: Piece) -> Filler | None:
    """Whose post it is: of the subject of the clause, of the firm behind it, of the only firm of the sentence."""
    for head in (token, *token.ancestors):
        for child in head.children:
            ref = piece.at.get(child.i)
            if child.dep_ in SUBJECTS and ref is not None:
                return _firm(ref)
    firms = [r for r in piece.refs if sentence.start <= r.start < sentence.end and r.types == ("Organisation",)]
    return _firm(firms[0]) if len({r.names for r in firms}) == 1 else None


def _firm(ref: Ref) -> Filler | None:
    return Filler(ref.names[0], "Organisation", ref.start, ref.end, "noun") if ref.types == ("Organisation",) else None
