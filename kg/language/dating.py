"""Which date goes with a trigger: one in its clause that no other verb owns, for a state only a "since"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues, quantities, scope, standing
from kg.language.cues import Cues
from kg.language.hanging import Dated, direct, elsewhere, owner
from kg.language.periods import year_before
from kg.language.pieces import Piece, anchor_of, is_finite
from kg.language.scope import is_one
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Adverbs of the day of writing: they date a deed done, never a state.
NOW = frozenset({"aujourd'hui", "aujourd’hui", "désormais", "actuellement", "maintenant", "today", "now", "currently"})
#: Adverbs that point back at the date last spoken of.
THEN = frozenset({"alors", "then"})
#: Words before the day that closes a period.
CLOSING = frozenset({"to", "ended", "ending", "end", "through", "au", "clos", "close", "achevé", "terminé", "fin"})
#: Words from one to the other end of an interval in which a role was held.
FAR = 12
UNTIL = frozenset({"jusqu'en", "jusqu'", "jusqu'au", "jusqu'à", "until", "till"})


def date_for(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str, *, told: bool = False) -> str | None:
    """The ISO date prefix that goes with the trigger at `tokens` of a rule of `kind`; None when none does.

    `told`: the day on which it is told ("a publié vendredi") is not its date.
    """
    known = cues.load(lang)
    found = quantities.in_span(piece, sentence.start, sentence.end, ("Date",))
    dates = [d for d in found if d[2].anchor != "unresolved" and d[2].text[:4].isdigit()]
    dates = [d for d in dates if not _compared(piece, sentence, d, tokens, known)]
    if told:
        dates = [d for d in dates if d[2].anchor != "relative" or len(d[2].text) < 10 or _closes(piece, d)]
    anchor = anchor_of(piece.doc, tokens, kind)
    if not dates:
        return _of_then(piece, sentence, anchor)
    remark = standing.aside(piece, sentence, tokens, kind, known)
    if (
        remark is not None
        and anchor.i > sentence.start
        and anchor.nbor(-1).text.casefold() in ("encore", "still")
        and scope.is_aside(anchor)
    ):
        # "a racheté en 2019 les 10 % encore détenus par X": held until then
        own = [d for d in dates if owner(piece, d) in (anchor.head.i, anchor.head.head.i)]
        return own[0][2].text if own else None
    if kind == "role":
        return _of_role(piece, sentence, tokens, _inside(piece, dates, remark, anchor, tokens, kind, known), known)
    return _of_deed(piece, sentence, tokens, kind, _inside(piece, dates, remark, anchor, tokens, kind, known), remark, lang)


def _inside(
    piece: Piece, dates: list[Dated], remark: tuple[int, int] | None, anchor: Token, tokens: tuple[int, ...], kind: str, known: Cues
) -> list[Dated]:
    """The dates that can date a trigger said in passing: those said with it, not those of the statement around it."""
    if remark is None:
        return dates
    return [
        d
        for d in dates
        if remark[0] <= d[0] < remark[1]
        or (kind != "role" and 0 <= d[0] - tokens[-1] <= 4 and not elsewhere(piece, d, anchor, kind, known))
    ]


def _of_deed(
    piece: Piece,
    sentence: Span,
    tokens: tuple[int, ...],
    kind: str,
    dates: list[Dated],
    remark: tuple[int, int] | None,
    lang: str,
) -> str | None:
    """The date of a deed, a state or a figure: of its clause, of the sentence when it leads it, of what it is done together with."""
    known = cues.load(lang)
    anchor = anchor_of(piece.doc, tokens, kind)
    own = [
        d for d in dates if not elsewhere(piece, d, anchor, kind, known) and not (remark is None and _in_aside(piece, sentence, d, anchor))
    ]
    if _is_state(anchor, known):
        own = [d for d in own if _since(piece, d, known) or (not _now(piece, d) and d[2].anchor != "relative")]
    start, end = quantities.clause(piece, sentence, anchor.i)
    around = [d for d in own if (start <= d[0] < end) or _leads(piece, sentence, d, anchor) or direct(piece, d, anchor)]
    if not around:
        return _shared(piece, sentence, anchor, kind, dates, own, known)
    first, last = tokens[0], tokens[-1]
    if kind == "measure":
        return min(around, key=lambda d: (min(abs(d[0] - last), abs(first - d[1])), d[0]))[2].text
    verbs = {t.i for t in sentence if t.pos_ == "VERB" and t.i not in tokens}

    def cost(dated: Dated) -> tuple[int, int, int]:
        low, high = (last + 1, dated[0]) if dated[0] > last else (dated[1], first)
        crossed = sum(1 for v in verbs if low <= v < high)
        return (0 if direct(piece, dated, anchor) else 1, crossed, high - low)

    best = min(around, key=cost)
    apart, crossed, _ = cost(best)
    text = best[2].text.split("/")[-1] if anchor.lemma_.casefold() in known.states else best[2].text
    return text if not apart or crossed <= 1 or _leads(piece, sentence, best, anchor) else None


def _shared(piece: Piece, sentence: Span, anchor: Token, kind: str, dates: list[Dated], own: list[Dated], known: Cues) -> str | None:
    """The date of the first of two deeds that one clause tells ("left in May and was replaced by"), of the first of two figures."""
    result = scope.plain_dep(anchor) == "advcl" and any(c.text.casefold() == "to" for c in anchor.children)
    if anchor.pos_ in ("VERB", "AUX") and (result or scope.plain_dep(anchor) == "conj"):
        told = result or is_finite(anchor) or any(c.dep_.startswith("aux") for c in anchor.children)
        if not told or any(scope.plain_dep(c) == "nsubj" for c in anchor.children) or anchor.head.i > anchor.i:
            return None
        first = [d for d in dates if owner(piece, d, anchor.i) == anchor.head.i]
        return first[0][2].text if len(first) == 1 and not is_one(anchor, known.states) else None
    if kind == "measure" and len(own) == 1 and own[0][0] < anchor.i and own[0][2].anchor == "fiscal":
        # "Revenue in the year to March rose to 3 million, while profit fell to 1 million"
        return own[0][2].text
    return None


def _compared(piece: Piece, sentence: Span, dated: Dated, tokens: tuple[int, ...], known: Cues) -> bool:
    """Whether a date is that of a figure with which the one of a trigger is compared: "88 staff, down from 120 in 2019"."""
    first = dated[0]
    while first > sentence.start and piece.doc[first - 1].text not in (",", "(", ";"):
        first -= 1
    if first <= sentence.start or tokens[-1] >= first:
        return False
    cue = next((t.i for t in piece.doc[first : dated[0]] if t.text.casefold() in known.compared_with), dated[0])
    return any(v.type not in ("Date", "Duration") and cue < s < dated[0] for s, _, v in piece.values)


def _closes(piece: Piece, dated: Dated) -> bool:
    """Whether a day closes a period: "in the twelve months to Dec. 31", "clos le 31 mars"."""
    return any(t.text.casefold() in CLOSING for t in piece.doc[max(0, dated[0] - 2) : dated[0]])


def is_past_day(date: str | None, published: str | None) -> bool:
    """Whether a date is a day up to the day of publication."""
    return date is not None and published is not None and len(date) == len(published) == 10 and date <= published


def of_earlier(piece: Piece, sentence: Span, figure: Value | None, now: str | None) -> str | None:
    """The date of the figure that one of `now` is compared with: the date right behind it, else a year before."""
    end = next((e for _, e, v in piece.values if v is figure), None)
    if end is not None:
        for start, _, value in quantities.in_span(piece, end, sentence.end, ("Date",)):
            if start - end < 3 and value.text[:4].isdigit() and value.anchor == "explicit":
                return value.text
    return year_before(now)


def _of_then(piece: Piece, sentence: Span, anchor: Token) -> str | None:
    """The date that the sentence before ends with, for a deed that was done "alors", "then" or "à cette date"."""
    if not any(
        t.text.casefold() in THEN and "Part" in anchor.morph.get("VerbForm")
        for t in sentence.doc[max(sentence.start, anchor.i - 4) : anchor.i]
    ):
        return None
    before = [
        v
        for _, e, v in piece.values
        if v.type == "Date" and e <= sentence.start and v.text[:4].isdigit() and v.anchor != "unresolved" and sentence.start - e < 25
    ]
    return before[-1].text if before else None


def _of_role(piece: Piece, sentence: Span, tokens: tuple[int, ...], dates: list[Dated], known: Cues) -> str | None:
    """The date of a role: since when, until when, or when somebody was named, became or left it."""
    last = tokens[-1]
    anchor = anchor_of(piece.doc, tokens, "role")
    for dated in dates:
        start, _, value = dated
        between = piece.doc[last + 1 : start] if start > last else piece.doc[dated[1] : tokens[0]]
        near = len(between) < FAR and not any(t.pos_ in ("VERB", "CCONJ") or t.text in (",", ";") for t in between)
        if near and ("/" in value.text or _until(piece, dated)):
            return value.text.split("/")[-1]
        if _since(piece, dated, known) and (near or (start > last and start - last < FAR) or _leads(piece, sentence, dated, anchor)):
            return value.text
        if near and start > last and any(is_one(head, known.office_nouns) for head, _ in scope.governors(anchor)):
            # "his departure as chairman in 2019"
            return value.text
    verb = next((head for head, _ in scope.governors(anchor) if head.pos_ == "VERB"), None)
    if verb is None or not standing.is_predicate(anchor, known):
        return None
    if verb.lemma_.casefold() not in known.naming_verbs | known.ended_verbs | known.replacing_verbs:
        return None
    own = [d for d in dates if owner(piece, d) in (verb.i, anchor.i) or _leads(piece, sentence, d, anchor)]
    return own[0][2].text if own else None


def _in_aside(piece: Piece, sentence: Span, dated: Dated, anchor: Token) -> bool:
    """Whether a date stands in brackets or in an apposition of its own, before the statement ("Né en 2015 …, X est …")."""
    inside = scope.brackets(sentence, dated[0])
    if inside is not None:
        return not inside[0] <= anchor.i < inside[1]
    doc = piece.doc
    first = doc[sentence.start]
    comma = next((t.i for t in sentence if t.text == ","), sentence.end)
    if sentence.start <= dated[0] < comma <= anchor.i and dated[0] > sentence.start + 1:
        # an opening phrase that begins with a participle or noun has its date for itself; one with a preposition dates the sentence
        return first.pos_ in ("VERB", "NOUN", "ADJ", "PROPN") and piece.value_at(sentence.start) is None
    return False


def _leads(piece: Piece, sentence: Span, dated: Dated, anchor: Token) -> bool:
    """Whether a date opens the sentence of a statement ("En septembre 2012, …", "Depuis fin 2015, …")."""
    start, end, _ = dated
    return (
        start - sentence.start <= 2
        and (end >= sentence.end or piece.doc[end].text == "," or start - sentence.start <= 1)
        and piece.doc[sentence.start].pos_ in ("ADP", "NUM", "NOUN", "ADV", "PUNCT", "PROPN", "ADJ", "DET")
        and not any(t.text == ";" for t in piece.doc[end : anchor.i])
    )


def _since(piece: Piece, dated: Dated, known: Cues) -> bool:
    words = {t.text.casefold() for t in piece.doc[max(0, dated[0] - 2) : dated[0] + 1]}
    return bool(words & known.since)


def _until(piece: Piece, dated: Dated) -> bool:
    words = {t.text.casefold().replace("’", "'") for t in piece.doc[max(0, dated[0] - 2) : dated[0] + 1]}
    return bool(words & UNTIL)


def _now(piece: Piece, dated: Dated) -> bool:
    return piece.doc[dated[0] : dated[1]].text.casefold() in NOW


def _is_state(anchor: Token, known: Cues) -> bool:
    """Whether a trigger is a state in the present: "détient", "est détenu", not "a acquis", "employed 200 people in March"."""
    if anchor.lemma_.casefold() not in known.states:
        return False
    parts = scope.group(anchor)
    past = any("Past" in part.morph.get("Tense") and is_finite(part) for part in parts)
    return not past and not any(part.lemma_.casefold() in ("avoir", "have") for part in parts[1:])
