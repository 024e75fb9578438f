"""Holders and their shares in one sentence, and clauses without a verb that say the same of a pair of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import cues, quantities
from kg.language.fillers import Filler
from kg.language.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.language.matches import Match


def gapped(first: Match, piece: Piece, sentence: Span) -> list[Match]:
    """ "A a été racheté par B, et C par D": the clause without verb behind a passive says the same of its own pair."""
    assert first.subject is not None
    found = []
    doc = piece.doc
    for ref in piece.refs:
        if ref.how != "name" or not first.subject.end <= ref.start < sentence.end or ref.end + 1 >= sentence.end:
            continue
        if doc[ref.end].text.casefold() not in ("par", "by") or any(t.pos_ == "VERB" for t in doc[first.subject.end : ref.end]):
            continue
        position = ref.end + 1
        while position < sentence.end and position not in piece.at and doc[position].pos_ in ("DET", "ADJ", "NOUN"):
            position += 1
        other = piece.at.get(position)
        if other is not None:
            patient, agent = (
                Filler(ref.names[0], ref.types[0], ref.start, ref.end, "near"),
                Filler(other.names[0], other.types[0], other.start, other.end, "near"),
            )
            found.append(replace(first, subject=agent, object=patient, value=None, value_source=None))
    return found


def stakes(made: list[Match], piece: Piece, sentence: Span, anchor: int, accepts: Callable[[Filler], bool]) -> list[Match]:
    """Each holder with the percentage that stands by it: "A (44,4 %)", "A 44 %, B 22 % et C le reste", "à 51 % par A et à 49 % par B"."""
    ordered = _in_order(made, piece, sentence)
    if ordered:
        return ordered
    found = quantities.pairs(piece, sentence, ("Percent",))
    if not found:
        return _equal(made, piece, sentence)
    objects = {m.object.name for m in made if m.object}
    by_name = {ref.names[0]: (ref, value) for ref, value in found if ref.names[0] not in objects}
    result = []
    for match in made:
        assert match.subject is not None
        pair = by_name.get(match.subject.name)
        result.append(replace(match, value=pair[1].text, value_source=pair[1]) if pair else match)
    subjects = {m.subject.name for m in made if m.subject}
    first = made[0]
    if first.subject is None or first.object is None:
        return result
    # further holders of a list that the parse lost: only actors with a percentage of their own behind the trigger
    for name, (ref, value) in by_name.items():
        if (
            name not in subjects
            and ref.types[0] in ("Organisation", "Person")
            and ref.start > min(anchor, first.subject.start)
            and len(objects) == 1
        ):
            filler = Filler(name, ref.types[0], ref.start, ref.end, "near")
            if accepts(filler):
                result.append(replace(first, subject=filler, value=value.text, value_source=value))
    rest = _of_the_rest(piece, sentence, {m.subject.name for m in result if m.subject} | objects) if len(objects) == 1 else None
    if rest is not None and accepts(rest):
        result.append(replace(first, subject=rest, value=None, value_source=None))
    return result


def _in_order(made: list[Match], piece: Piece, sentence: Span) -> list[Match]:
    """ "A et B détiennent respectivement 30 % et 20 % de X": the first share is the first holder's."""
    words = cues.load(piece.doc.lang_).approximate_pairs
    shares = [v for _, _, v in quantities.in_span(piece, sentence.start, sentence.end, ("Percent",))]
    if len(made) < 2 or len(shares) != len(made) or len({m.object.name for m in made if m.object}) != 1:
        return []
    if not any(t.text.casefold() in words for t in sentence):
        return []
    return [replace(match, value=share.text, value_source=share) for match, share in zip(made, shares, strict=True)]


#: What is left of a company when the shares of the others are told.
REST = frozenset({"reste", "solde", "restant", "rest", "remainder", "balance"})
EQUAL = frozenset({"égales", "égale", "moitié", "équitablement", "parité", "equally", "equal", "50-50", "50/50", "fifty-fifty", "50:50"})
HALF = "50 %"


def equal(sentence: Span) -> bool:
    """Whether a sentence says that shares are the same: "à parts égales", "a 50-50 venture"."""
    return any(t.text.casefold() in EQUAL for t in sentence) or any(sign in sentence.text for sign in ("50-50", "50/50", "50:50"))


def _equal(made: list[Match], piece: Piece, sentence: Span) -> list[Match]:
    """ "détenu à parts égales par A et B", "owned equally by A and B": half each."""
    if not equal(sentence):
        return made
    halves = len({m.subject.name for m in made if m.subject}) == 2
    return [
        replace(m, value=HALF if halves else None, value_source=None) if m.value in (None, HALF) or "value" in m.rule.needs else m
        for m in made
    ]


def _of_the_rest(piece: Piece, sentence: Span, others: set[str]) -> Filler | None:
    """Who has what is left: "et C le reste", "the rest by C"."""
    doc = piece.doc
    for token in sentence:
        if token.text.casefold() not in REST:
            continue
        left = token.i - 1
        while left > sentence.start and doc[left].pos_ in ("DET", "PUNCT"):
            left -= 1
        right = token.i + 1
        while right < sentence.end and (
            doc[right].text.casefold() in ("par", "by", "à", "au", "to", "being", "held", "owned", "détenu", "appartenant", "étant")
            or (doc[right].pos_ in ("DET", "NOUN", "ADJ") and right not in piece.at)
        ):
            right += 1
        ref = piece.at.get(left) or piece.at.get(right)
        if ref is not None and ref.how == "name" and ref.names[0] not in others:
            return Filler(ref.names[0], ref.types[0], ref.start, ref.end, "near")
    return None
