"""Which date goes with a trigger: one in its clause that no other verb owns, for a state only a "since"; dates that cannot be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.language import cues, quantities, scope
from kg.language.cues import Cues
from kg.language.pieces import Piece, anchor_of
from kg.language.values import Value
from kg.language.voices import is_speech

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Adverbs of the day of writing: they date a deed done, never a state.
NOW = frozenset({"aujourd'hui", "aujourd’hui", "désormais", "actuellement", "maintenant", "today", "now", "currently"})
#: Adverbs that point back at the date last spoken of.
THEN = frozenset({"alors", "then"})
#: Words from one to the other end of an interval in which a role was held.
FAR = 12

Dated = tuple[int, int, Value]


def date_for(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> str | None:
    """The ISO date prefix that goes with the trigger at `tokens` of a rule of `kind`; None when none does."""
    known = cues.load(lang)
    found = quantities.in_span(piece, sentence.start, sentence.end, ("Date",))
    dates = [d for d in found if d[2].anchor != "unresolved" and d[2].text[:4].isdigit()]
    anchor = anchor_of(piece.doc, tokens, kind)
    if not dates:
        return _of_then(piece, sentence, anchor)
    remark = scope.aside(piece, sentence, tokens, kind, known)
    if (
        remark is not None
        and anchor.i > sentence.start
        and anchor.nbor(-1).text.casefold() in ("encore", "still")
        and scope.is_aside(anchor)
    ):
        # "a racheté en 2019 les 10 % encore détenus par X": held until then
        own = [d for d in dates if _owner(piece, d) in (anchor.head.i, anchor.head.head.i)]
        return own[0][2].text if own else None
    if remark is not None:
        # what is said in passing has no date of the statement around it, nor the other way round
        inside = [
            d
            for d in dates
            if remark[0] <= d[0] < remark[1]
            or (kind != "role" and 0 <= d[0] - tokens[-1] <= 4 and not _owner_elsewhere(piece, d, anchor, known))
        ]
        dates = inside
    if kind == "role":
        return _of_role(piece, sentence, tokens, dates, known)
    own = [
        d for d in dates if not _owner_elsewhere(piece, d, anchor, known) and not (remark is None and _in_aside(piece, sentence, d, anchor))
    ]
    if _is_state(anchor, known, lang):
        own = [d for d in own if _since(piece, d, known) or (not _now(piece, d) and d[2].anchor != "relative")]
    start, end = quantities.clause(piece, sentence, anchor.i)
    own = [d for d in own if (start <= d[0] < end) or _leads(piece, sentence, d) or _direct(piece, d, anchor)]
    if not own:
        return None
    first, last = tokens[0], tokens[-1]
    if kind == "measure":
        return min(own, key=lambda d: (min(abs(d[0] - last), abs(first - d[1])), d[0]))[2].text
    verbs = {t.i for t in sentence if t.pos_ == "VERB" and t.i not in tokens}

    def cost(dated: Dated) -> tuple[int, int, int]:
        low, high = (last + 1, dated[0]) if dated[0] > last else (dated[1], first)
        crossed = sum(1 for v in verbs if low <= v < high)
        return (0 if _direct(piece, dated, anchor) else 1, crossed, high - low)

    best = min(own, key=cost)
    direct, crossed, _ = cost(best)
    text = best[2].text.split("/")[-1] if anchor.lemma_.casefold() in known.states else best[2].text
    return text if not direct or crossed <= 1 or _leads(piece, sentence, best) else None


def of_earlier(piece: Piece, sentence: Span, figure: Value | None, now: str | None) -> str | None:
    """The date of the figure that one of `now` is compared with: the date right behind it, else a year before."""
    end = next((e for _, e, v in piece.values if v is figure), None)
    if end is not None:
        for start, _, value in quantities.in_span(piece, end, sentence.end, ("Date",)):
            if start - end < 3 and value.text[:4].isdigit() and value.anchor == "explicit":
                return value.text
    return str(int(now[:4]) - 1) + now[4:] if now is not None and now[:4].isdigit() and "/" not in now else None


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
        near = len(between) < FAR and not any(t.pos_ == "VERB" or t.text in (",", ";") for t in between)
        if near and ("/" in value.text or _until(piece, dated)):
            return value.text.split("/")[-1]
        if _since(piece, dated, known) and (near or (start > last and start - last < FAR) or _leads(piece, sentence, dated)):
            return value.text
    verb = next((head for head, _ in scope.governors(anchor) if head.pos_ == "VERB"), None)
    if verb is None or not scope.is_predicate(anchor, known):
        return None
    if verb.lemma_.casefold() not in known.naming_verbs | known.ended_verbs | known.replacing_verbs:
        return None
    own = [d for d in dates if _owner(piece, d) in (verb.i, anchor.i) or _leads(piece, sentence, d)]
    return own[0][2].text if own else None


def _owner(piece: Piece, dated: Dated, anchor: int = -1) -> int | None:
    """The verb that a date hangs from, or the trigger if that comes first; right behind a participle ("published on Monday") it is that."""
    doc = piece.doc
    inside = range(dated[0], dated[1])
    here = next((doc[i] for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), doc[dated[0]])
    left = dated[0] - 1
    while left > 0 and doc[left].pos_ in ("ADP", "DET"):
        left -= 1
    if left >= 0 and left != anchor and doc[left].pos_ == "VERB" and dated[0] - left <= 3 and "Part" in doc[left].morph.get("VerbForm"):
        return left
    for _ in range(5):
        if here.i not in inside and (here.i == anchor or here.pos_ in ("VERB", "AUX")):
            return int(here.i)
        if here.head.i == here.i:
            break
        here = here.head
    return int(here.i) if here.i not in inside else None


def _direct(piece: Piece, dated: Dated, anchor: Token) -> bool:
    """Whether a date hangs from the trigger or from the verb that carries it, or stands right behind the trigger and its name."""
    if _behind(piece, dated, anchor):
        return True
    owner = _owner(piece, dated, anchor.i)
    if owner is None:
        return False
    verb = scope.verb_of(anchor)
    return owner == anchor.i or (verb is not None and owner == verb.i and not scope.is_aside(anchor))


def _behind(piece: Piece, dated: Dated, anchor: Token) -> bool:
    """Whether only names, articles and prepositions stand between a noun and the date behind it: "la reprise de X en 2017"."""
    between = piece.doc[anchor.i + 1 : dated[0]]
    return (
        anchor.pos_ == "NOUN"
        and 0 <= len(between) < 9
        and dated[0] > anchor.i
        and all(t.i in piece.at or t.pos_ in ("ADP", "DET", "ADJ") for t in between)
    )


def _owner_elsewhere(piece: Piece, dated: Dated, anchor: Token, known: Cues) -> bool:
    """Whether a date belongs to another verb: one of saying, or a participle or clause that does not hold the trigger."""
    owner = _owner(piece, dated, anchor.i)
    if owner is None or owner == anchor.i or (_direct(piece, dated, anchor) and not is_speech(piece.doc[owner], known)):
        return False
    verb = piece.doc[owner]
    if is_speech(verb, known) and verb.i != anchor.i:
        return True
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    low, high = scope.bounds(verb)
    if scope.is_aside(verb) and verb.head.i == anchor.i:
        # "le chiffre d'affaires réalisé en 2018"
        return False
    if scope.is_aside(verb) or scope.plain_dep(verb) in ("advcl", "parataxis"):
        return not low <= anchor.i < high or (verb.i != anchor.i and scope.is_aside(verb) and verb.head.i != anchor.i)
    return False


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


def _leads(piece: Piece, sentence: Span, dated: Dated) -> bool:
    """Whether a date opens the sentence ("En septembre 2012, …", "Depuis fin 2015, …")."""
    start, end, _ = dated
    return (
        start - sentence.start <= 2
        and (end >= sentence.end or piece.doc[end].text == "," or start - sentence.start <= 1)
        and piece.doc[sentence.start].pos_ in ("ADP", "NUM", "NOUN", "ADV", "PUNCT", "PROPN", "ADJ", "DET")
    )


def _since(piece: Piece, dated: Dated, known: Cues) -> bool:
    words = {t.text.casefold() for t in piece.doc[max(0, dated[0] - 2) : dated[0] + 1]}
    return bool(words & known.since)


def _until(piece: Piece, dated: Dated) -> bool:
    words = {t.text.casefold().replace("’", "'") for t in piece.doc[max(0, dated[0] - 2) : dated[0] + 1]}
    return bool(words & {"jusqu'en", "jusqu'", "jusqu'au", "jusqu'à", "until", "till"})


def _now(piece: Piece, dated: Dated) -> bool:
    return piece.doc[dated[0] : dated[1]].text.casefold() in NOW


def _is_state(anchor: Token, known: Cues, lang: str) -> bool:
    """Whether a trigger is a state in the present: "détient", "est détenu", not "a acquis"."""
    if anchor.lemma_.casefold() not in known.states:
        return False
    parts = scope.group(anchor)
    return not any(part.lemma_.casefold() in ("avoir", "have") for part in parts[1:])


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
            owner = _owner(piece, (start, end, value))
            verb = piece.doc[owner] if owner is not None else None
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
