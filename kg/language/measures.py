"""The value that a measure or a verb of having governs: "chiffre d'affaires de 3 millions", "emploie 240 salariés"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.pieces import Piece, is_finite
from kg.language.quantities import in_span, unit_of
from kg.language.triggers import Hit
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

#: How far behind a measure its value may stand.
REACH = 22


def governed(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], lang: str) -> Value | None:
    """The value of some kinds that goes with the trigger, or None: the trigger's own, right before it, or behind it in its clause."""
    units = hit.trigger.rule.units
    own = piece.value_at(hit.anchor)
    if own is not None:
        return own if _wanted(own, kinds, units) and _whole_of(hit, piece) else None
    if hit.trigger.kind == "verb":
        return _object(hit, piece, sentence, kinds, units)
    if _of_change(hit, piece, lang) or _partial(hit, piece, lang):
        return None
    return _before(hit, piece, sentence, kinds, units) or _behind(hit, piece, sentence, kinds, lang)


def _wanted(value: Value, kinds: tuple[str, ...], units: frozenset[str]) -> bool:
    return value.type in kinds and (not units or unit_of(value) in units)


def _whole_of(hit: Hit, piece: Piece) -> bool:
    """Whether a counted noun is counted whole: "les 58 réacteurs de X", "ses 240 salariés", not "58 réacteurs de X"."""
    start = next(s for s, e, _ in piece.values if s <= hit.anchor < e)
    while start and piece.doc[start - 1].pos_ in ("ADJ", "NUM"):
        start -= 1
    word = piece.doc[start - 1].text.casefold() if start else ""
    end = next(e for s, e, _ in piece.values if s <= hit.anchor < e)
    if end < len(piece.doc) and piece.doc[end].pos_ == "ADJ":
        return False  # "ses quatre usines espagnoles": not all
    return word in ("les", "ses", "leurs", "aux", "its", "their", "the", "des") and (
        word != "des" or "ensemble" in [t.text for t in piece.doc[max(0, start - 3) : start]]
    )


def _object(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], units: frozenset[str]) -> Value | None:
    """The value behind a verb with no other verb, bracket or semicolon between; of several the first wanted."""
    doc = piece.doc
    if doc[hit.anchor].dep_.startswith("aux"):
        return None
    for position in range(hit.tokens[-1] + 1, min(sentence.end, hit.tokens[-1] + 12)):
        value = piece.value_at(position)
        if value is not None:
            if _wanted(value, kinds, units) and not _of_others(piece, value):
                return value
            continue
        if doc[position].pos_ in ("VERB", "AUX", "SCONJ") or doc[position].text in (";", "(", ":", ","):
            break
    found = in_span(piece, max(sentence.start, hit.anchor - 8), hit.anchor, kinds)
    of_subject = hit.trigger.rule.roles["verb"].get("subject") == "behind"  # "240 salariés travaillent pour X"
    if found and (of_subject or any(c.dep_ in ("nsubj:pass", "aux:pass") for c in doc[hit.anchor].children)):
        value = found[-1][2]
        return value if _wanted(value, kinds, units) else None
    return None


#: Words in a count that say it is not the whole: others, further ones, a part.
OTHERS = frozenset(
    {
        "autres",
        "nouveaux",
        "nouvelles",
        "premiers",
        "premières",
        "derniers",
        "dernières",
        "other",
        "new",
        "more",
        "further",
        "first",
        "last",
    }
)
PARTS = frozenset({"moitié", "tiers", "quart", "half", "third", "quarter", "partie", "part", "majorité", "plupart", "most"})


def _of_others(piece: Piece, value: Value) -> bool:
    """Whether a count is of further things or of a part: "trois autres usines", "la moitié des 2 700 postes"."""
    start, end = next((s, e) for s, e, v in piece.values if v is value)
    inside = {t.text.casefold() for t in piece.doc[start:end]}
    return bool(inside & OTHERS) or any(t.text.casefold() in PARTS for t in piece.doc[max(0, start - 2) : start])


def _of_change(hit: Hit, piece: Piece, lang: str) -> bool:
    """Whether the measure is only what changes by something: "la perte de chiffre d'affaires", "une hausse des recettes de 3 millions"."""
    head = hit.anchor - 1
    doc = piece.doc
    verb = doc[hit.anchor].head
    if (
        doc[hit.anchor].dep_ == "obj"
        and verb.lemma_.casefold() in cues.load(lang).change_verbs
        and hit.tokens[-1] + 1 < len(doc)
        and doc[hit.tokens[-1] + 1].text.casefold() in ("de", "d'", "d’", "by")
    ):
        return True  # "a creusé le déficit de 3 millions"
    while head >= 0 and (doc[head].pos_ in ("DET", "ADP") or doc[head].text.casefold() in ("de", "of", "in", "the", "its")):
        head -= 1
    return head >= 0 and head < hit.anchor - 1 and doc[head].lemma_.casefold() in cues.load(lang).change_nouns


def _partial(hit: Hit, piece: Piece, lang: str) -> bool:
    """Whether the words beside a measure make it another one: "perte de recettes", "bénéfice opérationnel", "tax revenue"."""
    doc, last = piece.doc, hit.tokens[-1]
    words = cues.load(lang).partial_words
    for position in (last + 1, hit.anchor - 1):
        if 0 <= position < len(doc) and doc[position].lemma_.casefold() in words | {doc[position].text.casefold()} & words:
            return True
    if last + 2 < len(doc) and doc[last + 1].text.casefold() in ("de", "d'", "d’", "of", "en", "in"):
        noun = doc[last + 2]
        return noun.pos_ == "NOUN" and last + 2 not in piece.at and piece.value_at(last + 2) is None and not noun.text[:1].isupper()
    return False


def _before(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], units: frozenset[str]) -> Value | None:
    """ "65 millions d'euros de chiffre d'affaires"."""
    found = in_span(piece, sentence.start, hit.anchor, kinds)
    if not found:
        return None
    _, end, value = found[-1]
    between = piece.doc[end : hit.anchor]
    if len(between) == 0 or between.text in ("-", "‑"):  # "a $12 million funding round"
        return value if _wanted(value, kinds, units) else None
    if any(t.text.casefold() in ("de", "d'", "d’", "en", "of", "in") for t in between) and all(
        t.text.casefold() in ("de", "d'", "d’", "en", "of", "in", "its", "annual") or t.pos_ == "ADJ" for t in between
    ):
        return value if _wanted(value, kinds, units) else None
    return None


def _behind(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], lang: str) -> Value | None:
    """The first value behind a measure that is its level: no foreign verb between, none of "en hausse de 3 millions"."""
    known = cues.load(lang)
    doc = piece.doc
    changed = False
    position = hit.tokens[-1] + 1
    limit = min(sentence.end, hit.tokens[-1] + REACH)
    while position < limit:
        token = doc[position]
        value = piece.value_at(position)
        if value is not None:
            end = next(e for s, e, v in piece.values if v is value)
            marked = doc[position - 1].text.casefold()
            if (
                _wanted(value, kinds, hit.trigger.rule.units)
                and not _of_others(piece, value)
                and not (changed and marked in ("de", "d'", "d’", "by"))
                and marked not in ("contre", "against", "hors")
            ):
                return value
            position = end
            continue
        lemma = token.lemma_.casefold()
        if lemma in known.change_nouns:
            changed = True
        if is_finite(token) or token.pos_ == "VERB":
            if lemma in known.change_verbs:
                changed = True
            elif lemma not in known.level_verbs and token.pos_ != "AUX":
                return None
        if token.text in (";", ":", "»") or token.text.casefold() in ("mais", "but", "tandis", "while", "dont", "whose"):
            return None
        position += 1
    return None


def like(piece: Piece, sentence: Span, first: Value) -> list[Value]:
    """A value and the further values of its kind and unit behind it in the sentence."""
    return [
        v
        for _, _, v in in_span(piece, sentence.start, sentence.end, (first.type,))
        if v.start >= first.start and unit_of(v) == unit_of(first)
    ]
