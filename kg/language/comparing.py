"""The figure beside a figure: what it was before ("against $31.7 million a year earlier", "passé de 200 à 50"), and what a deal costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.cues import Cues
from kg.language.pieces import Piece, is_finite
from kg.language.quantities import in_span, unit_of
from kg.language.triggers import Hit
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

#: Relations whose figures the press compares with those of a year before.
COMPARED = frozenset({"revenue", "net_income", "headcount", "customers_count", "capacity", "valuation"})
#: Words from the word of comparing to the earlier figure.
NEAR = 7


def earlier(piece: Piece, sentence: Span, now: Value, lang: str, *, loss: bool) -> tuple[Value, str] | None:
    """The figure that `now` is compared with, and its text with its sign; `loss`: whether `now` is one."""
    known = cues.load(lang)
    span = next(((s, e) for s, e, v in piece.values if v is now), None)
    if span is None:  # a number without a unit of its own: "from 200 employees to 50"
        inside = [t.i for t in sentence if now.start <= t.idx < now.end]
        if not inside:
            return None
        span = inside[0], inside[-1] + 1
    for start, _, value in in_span(piece, sentence.start, sentence.end, (now.type,)):
        if value is now or unit_of(value) != unit_of(now):
            continue
        if start < span[0]:
            words = _passed_from(piece, sentence, start, span[0])
        elif any(unit_of(v) == unit_of(now) for _, _, v in in_span(piece, span[1], start, (now.type,))):
            break  # the figure of something else
        else:
            words = _compared(piece, start, span[1], known)
        if words is not None:
            lost = bool(words & known.loss_words) or (loss and not words & known.profit_words)
            return value, "-" + value.text if lost and value.text[:1].isdigit() else value.text
    return None


def _passed_from(piece: Piece, sentence: Span, start: int, end: int) -> set[str] | None:
    """ "est passé de 200 salariés en 2014 à 50": no further words, but the two belong together; None elsewhere."""
    doc = piece.doc
    if start <= sentence.start or doc[end - 1].text.casefold() not in ("à", "to") or end - start > 9:
        return None
    led = doc[start - 1].text.casefold() in ("de", "d'", "d’", "from")
    return set() if led and not any(is_finite(t) for t in doc[start:end]) else None


def _compared(piece: Piece, start: int, end: int, known: Cues) -> set[str] | None:
    """The words from the word of comparing to a figure; None where another word stands there."""
    if piece.doc[start].text.casefold() in known.comparing_words:  # the value takes it up: "contre 11"
        return set()
    words: set[str] = set()
    for position in range(start - 1, max(end - 1, start - NEAR), -1):
        word = piece.doc[position].text.casefold()
        words.add(word)
        if word in known.comparing_words:
            return words
        if word not in known.comparing_links and piece.doc[position].pos_ not in ("ADJ", "ADV"):
            return None
    return None


def in_the_red(piece: Piece, hit: Hit, value: Value, lang: str) -> bool:
    """Whether a result is told to be negative: "son résultat net a glissé dans le rouge à hauteur de 26 milliards"."""
    start = next((s for s, _, v in piece.values if v is value), hit.anchor)
    return any(t.text.casefold() in cues.load(lang).red_words for t in piece.doc[hit.anchor : start])


def compared_only(piece: Piece, hit: Hit, lang: str) -> bool:
    """Whether a measure only stands for the earlier figure: "contre un bénéfice de 141 millions"."""
    words = [t.text.casefold() for t in piece.doc[max(0, hit.tokens[0] - 3) : hit.tokens[0]]]
    return any(word in cues.load(lang).comparing_words and word != "from" for word in words)


def paid(piece: Piece, sentence: Span, hit: Hit, lang: str) -> Value | None:
    """What a deal costs: an amount right before its noun, or behind "pour", "for", "d'un montant de"."""
    doc, first, last = piece.doc, hit.tokens[0], hit.tokens[-1]
    known = cues.load(lang)
    for start, end, value in in_span(piece, sentence.start, sentence.end, ("Amount",)):
        beside = hit.trigger.kind != "verb" and 0 <= first - end < 3
        if beside and all(t.pos_ in ("ADJ", "NOUN", "PUNCT", "PROPN") for t in doc[end:first]):
            return value  # "the £640m purchase of X"
        verb = next((t.head for t in doc[start:end] if t.head.pos_ == "VERB"), None)
        if end <= first and verb is not None and verb.i < first and verb.lemma_.casefold() in known.spending_verbs:
            return value  # "a déboursé 30 millions pour racheter X"
        if start <= last or any(t.text.casefold() in known.unit_price_words for t in doc[end : min(end + 3, sentence.end)]):
            continue
        left = _payment(piece, start, last, known)
        if left is None:
            continue
        if any(t.text == ";" or (is_finite(t) and t.pos_ == "VERB" and t.dep_ != "acl:relcl") for t in doc[last + 1 : left]):
            break
        return value
    return None


def _payment(piece: Piece, start: int, last: int, known: Cues) -> int | None:
    """Where the word stands, between the trigger's last word and an amount, that makes the amount a price; None for none."""
    prices = known.paying_words | known.sum_nouns
    for position in range(start - 1, last, -1):
        token = piece.doc[position]
        word = token.text.casefold()
        if word in prices:
            return position
        if token.pos_ not in ("DET", "ADV", "ADJ") and word not in ("de", "d'", "d’", "of", "un", "une"):
            return None
    return None
