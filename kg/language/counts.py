"""Whose a counted thing or a figure is where no verb says so: an aside, "with 300 employees", "a company of 300 employees"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import name_before, name_behind
from kg.language.complements import complement, of_topic_always
from kg.language.figures import written
from kg.language.fillers import Filler, named
from kg.language.owning import possessor
from kg.language.pieces import Piece, Ref, is_finite
from kg.language.site import SUBJECTS, Site
from kg.language.values import Value
from kg.types import Amount

if TYPE_CHECKING:
    from kg.language.pieces import Span, Token

#: Words before a count that make it the whole of what somebody has.
WHOLE = frozenset({"les", "ses", "leurs", "aux", "its", "their", "the", "all", "'s", "’s", "'", "whose"})
OF = frozenset({"de", "d'", "d’"})
STRONG = frozenset({"fort", "forte", "forts", "fortes"})
#: What opens an aside behind a name, and what may stand right behind its figure.
OPENS = frozenset({",", "(", "[", ":", "–", "—", "-"})
CLOSES = frozenset({",", ")", "]", ";", ".", "–", "—", "-", "/", "et", "and", "dont", "en", "in", "dans", "à", "au", "including", "pour"})
#: Prepositions that do not let a name bear what stands behind its comma: "selon Talmont, 45 salariés …".
BARRING = frozenset({"selon", "chez", "pour", "d'après", "d’après", "according", "to", "for", "at", "à", "dans", "in", "en"})
#: What there may be more than one of: only "the team" is that of the company spoken of.
SOME = frozenset({"team", "équipe"})
PLAIN_NUMBER = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+|[1-9]\d*")


def phrase(site: Site) -> tuple[int, int]:
    """The tokens of the trigger together with the value that it is part of, or that stands right before it ("3 millions de CA")."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1] + 1
    for start, end, value in site.piece.values:
        if value.type == "Date" or not site.sentence.start <= start < site.sentence.end:
            continue
        between = site.doc[end:first]
        joined = end <= first and len(between) < 4 and all(t.pos_ in ("ADP", "DET", "ADJ") for t in between)
        if (start < last and end > first) or joined:
            first, last = min(start, first), max(end, last)
    return first, last


def complement_of(site: Site) -> list[Filler]:
    """Whose a figure is by its noun phrase: "de X" behind it, "X's" or a possessive before it."""
    return next(complement(site))


def named_itself(site: Site) -> list[Filler]:
    """What the measure itself points at: "le chiffre d'affaires" of the company that is spoken of."""
    return named(site.anchor, site.piece, site.lang) if site.hit.anchor in site.piece.at else []


def given(site: Site) -> list[Filler]:
    """Whom a verb gives the figure: "giving X a market value of $2bn"."""
    verb = site.anchor.head
    if verb.lemma_.casefold() not in cues.load(site.lang).giving_verbs:
        return []
    for child in verb.children:
        if child.dep_ in ("iobj", "obl:arg", "obl") and child.i > verb.i and child.i != site.anchor.i:
            return named(child, site.piece, site.lang)
    return []


def of_the_article(site: Site) -> list[Filler]:
    """What the document is about, for a figure in a sentence that names no other company before it: "Revenue rose 5% to $4bn"."""
    others = {
        name
        for ref in site.piece.refs
        if site.sentence.start <= ref.start < site.hit.tokens[0]
        for name, kind in zip(ref.names, ref.types, strict=True)
        if kind in ("Organisation", "Product", "Programme")
    }
    topic = site.piece.topic
    if not site.hit.trigger.rule.topical or topic is None or others - {topic[0]}:
        return []
    start = phrase(site)[0]
    if site.anchor.lemma_.casefold() in SOME and site.doc[start - 1 if start else 0].text.casefold() in ("a", "an", "un", "une"):
        return []  # "will run a team of 40"
    return of_topic_always(site, set())


def share_name(site: Site) -> list[Filler]:
    """The company whose name stands right behind the share's: "l'action X"."""
    position = site.hit.tokens[-1] + 1
    ref = site.piece.at.get(position)
    return fillers_of(ref) if ref is not None and ref.how == "name" else []


def share_of_topic(site: Site) -> list[Filler]:
    """The company that the document is about, for "l'action", "le titre" alone; not for "des actions"."""
    one = "Sing" in site.anchor.morph.get("Number") and site.doc[site.anchor.i - 1].text.casefold() in ("le", "l'", "l’", "the")
    return of_the_article(site) if one else []


def of_accounts(site: Site) -> list[Filler]:
    """Whose accounts or figures show it: "les comptes de X font état d'une perte", "its last accounts show a loss"."""
    here = site.anchor
    for _ in range(4):
        if here.head.i == here.i or here.dep_ in SUBJECTS:
            return []
        here = here.head
        if here.pos_ in ("VERB", "AUX"):
            break
    shown = next((c for c in here.children if c.dep_ in SUBJECTS and c.lemma_.casefold() in cues.load(site.lang).accounts), None)
    return possessor(replace(site, hit=replace(site.hit, tokens=(shown.i,)))) if shown is not None else []


def is_whole(piece: Piece, anchor: int) -> bool:
    """Whether the counted noun at `anchor` is counted whole: "les 58 réacteurs de X", "ses 240 salariés", not "58 réacteurs de X"."""
    doc = piece.doc
    span = next(((s, e) for s, e, v in piece.values if s <= anchor < e and v.type == "Count"), None)
    if span is None:
        return False
    start, end = span
    while start and doc[start - 1].pos_ in ("ADJ", "NUM"):
        start -= 1
    word = doc[start - 1].text.casefold() if start else ""
    if end < len(doc) and doc[end].pos_ == "ADJ" and doc[end].text.islower() and doc.lang_ == "fr":
        return False  # "ses quatre usines espagnoles": not all
    if word == "des":  # "le sort des 300 salariés", but "des centaines de salariés"
        return "ensemble" in [t.text for t in doc[max(0, start - 3) : start]] or doc[start].text[:1].isdigit()
    return word in WHOLE


def owned_whole(site: Site) -> list[Filler]:
    """Whose a counted noun is, where all of them are counted: "les 240 salariés de X", "ses 240 salariés"."""
    return possessor(site) if is_whole(site.piece, site.hit.anchor) else []


def aside(site: Site) -> list[Filler]:
    """The name behind which the figure stands in brackets, between commas or behind a colon: "X (300 salariés)", "X, 300 salariés, …"."""
    start, end = phrase(site)
    left = start - 1
    while left > site.sentence.start and site.doc[left].pos_ in ("DET", "ADV") and left not in site.piece.at:
        left -= 1
    if left <= site.sentence.start or site.doc[left].text not in OPENS:
        return []
    ref = name_before(site, left)
    if ref is None:
        return []
    bracket = site.doc[left].text in ("(", "[")
    if not bracket:
        if end < site.sentence.end and site.doc[end].text.casefold() not in CLOSES and site.piece.value_at(end) is None:
            return []
        if site.doc[ref.start - 1].text.casefold() in BARRING and ref.start - 2 <= site.sentence.start:
            return []
        if ref.start > site.sentence.start and site.doc[ref.start - 1].text in (",", "et", "and") and site.doc[left].text == ",":
            return []  # a list of names
    return fillers_of(ref)


def accompanied(site: Site) -> list[Filler]:
    """Who has the figure along: "X, avec 300 salariés, …", "Fort de 300 salariés, X …", "With 300 employees, X is …"."""
    known = cues.load(site.lang)
    start, end = phrase(site)
    left = start - 1
    while left > site.sentence.start and site.doc[left].pos_ in ("DET", "ADV") and site.doc[left].text.casefold() not in known.having_words:
        left -= 1
    if left < site.sentence.start:
        return []
    word = site.doc[left].text.casefold()
    opens = left <= site.sentence.start or site.doc[left - 1].text in (",", "(")
    if word in OF and left > site.sentence.start and site.doc[left - 1].text.casefold() in STRONG:
        left -= 1
    elif word not in known.having_words and not (word in OF and opens):
        return []  # "d'une capacité de 480 places" is as good as "avec"
    if left - site.sentence.start <= 1:
        return _behind_comma(site, end)
    before = left - 1
    if site.doc[before].text in (",", "(", "–", "—"):
        ref = name_before(site, before)
        return fillers_of(ref) if ref is not None else []
    ref = site.piece.at.get(before)
    if ref is not None and ref.how == "name":
        return fillers_of(ref)
    return _of_copula(site)


def _behind_comma(site: Site, end: int) -> list[Filler]:
    """The subject behind the comma that ends an opening phrase."""
    for position in range(end, min(site.sentence.end - 1, end + 20)):
        if is_finite(site.doc[position]):
            return []
        if site.doc[position].text == ",":
            ref: Ref | None = name_behind(site, position + 1)
            for near in range(position + 1, min(position + 4, site.sentence.end)):
                ref = ref or site.piece.at.get(near)
            if ref is not None and site.doc[position + 1].pos_ != "ADP":
                return fillers_of(ref)
    return []


def _of_copula(site: Site) -> list[Filler]:
    """ "X est le premier distributeur avec 300 magasins": the subject of a predicate noun."""
    head = site.doc[phrase(site)[1] - 1]
    for _ in range(4):
        if any(c.dep_ == "cop" for c in head.children):
            subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
            return named(subject, site.piece, site.lang) if subject is not None else []
        if head.head.i == head.i:
            break
        head = head.head
    return []


def classed(site: Site) -> list[Filler]:
    """The company whose class noun the figure belongs to: "X est une PME de 80 salariés", "the 300-strong X"."""
    start, end = phrase(site)
    noun = _class_noun(site, start, end)
    if noun is None:
        return []
    found = named(noun, site.piece, site.lang)
    if found:
        return found
    left = start - 1 if noun.i >= end else noun.i - 1
    while left > site.sentence.start and site.doc[left].pos_ in ("DET", "ADJ") and left not in site.piece.at:
        left -= 1
    ref = name_before(site, left) if site.doc[left].text in (",", "(", "–", "—") else None
    return fillers_of(ref) if ref is not None else []


def _class_noun(site: Site, start: int, end: int) -> Token | None:
    """The class noun before "de", "of", "with" and the figure, or behind it: "une PME lyonnaise de 80 salariés", "a 60-strong reseller"."""
    doc, known = site.doc, cues.load(site.lang)
    if start > site.sentence.start + 1 and doc[start - 1].text.casefold() in ("de", "d'", "d’", "of", "with", "au", "à"):
        position = start - 2
        while position > site.sentence.start and doc[position].pos_ == "ADJ" and position not in site.piece.at:
            position -= 1
        noun = doc[position]
        return noun if noun.lemma_.casefold() in known.anaphors or noun.text.casefold() in known.anaphors else None
    if site.lang == "en" and any(t.text in ("-", "‑") for t in doc[start:end]):
        position = end
        while position < min(site.sentence.end, end + 6) and doc[position].pos_ in ("ADJ", "NOUN", "PROPN", "PUNCT"):
            if doc[position].pos_ == "NOUN" and not (position + 1 < site.sentence.end and doc[position + 1].pos_ == "NOUN"):
                return doc[position]
            position += 1
    return None


def bare(piece: Piece, position: int, sentence: Span, unit: str) -> Value | None:
    """A number without a unit at a token, as a count of `unit`: "a workforce of 4,000"; None for a year or another number."""
    doc = piece.doc
    if position in piece.at or not PLAIN_NUMBER.fullmatch(doc[position].text):
        return None
    end = position + 1
    digits = doc[position].text
    while piece.doc.lang_ == "fr" and end < sentence.end and re.fullmatch(r"\d{3}", doc[end].text) and len(digits) <= 3:
        digits, end = digits + doc[end].text, end + 1
    plain = digits.replace(",", "").replace(".", "")
    if plain == digits and len(digits) == 4 and "1800" <= digits <= "2100":
        return None
    after = doc[end] if end < sentence.end else None
    if after is not None and (after.pos_ in ("NOUN", "PROPN", "NUM", "SYM") or after.text in ("%", "-", "/", "º")):
        return None
    amount = Amount(number=Decimal(plain), unit=unit)
    first, last = doc[position], doc[end - 1]
    return Value(
        start=first.idx, end=last.idx + len(last.text), type="Count", text=written(amount), amount=amount, approximate=None, anchor=None
    )
