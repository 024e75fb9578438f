"""The value of a match: a share and what was paid for it, a role as the text puts it, a new name, a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import comparing, cues, holdings, measures, portions, quantities, renaming, titles
from kg.language.pieces import Piece, is_finite
from kg.language.triggers import Hit
from kg.language.values import Value

if TYPE_CHECKING:
    from spacy.tokens import Span

WHOLE = "100 %"
#: Relations whose value is a share of a company.
SHARED = frozenset({"shareholding", "acquisition", "seller", "subsidiary"})
#: What stands before a price, over words that say it is about so much.
PAID = frozenset({"pour", "contre", "moyennant", "montant", "somme", "prix", "hauteur", "for", "worth", "at", "valued", "price"})


def value_of(hit: Hit, piece: Piece, sentence: Span, lang: str) -> tuple[str | None, Value | None]:
    """The value of a match as text, and the value span it came from."""
    rule = hit.trigger.rule
    if "phrase" in rule.values:
        return titles.phrase(hit, piece, sentence, lang), None
    if "name" in rule.values:
        return renaming.new_name(hit, piece, sentence, lang), None
    kinds = tuple(k for k in rule.values if k in ("Percent", "Amount", "Count"))
    if not kinds:
        return None, None
    if rule.relation in SHARED:
        return _of_deal(hit, piece, sentence, kinds, lang)
    if "Percent" not in kinds or "Count" in kinds:
        found = measures.governed(hit, piece, sentence, kinds, lang)
    else:
        found = quantities.nearest(piece, sentence, hit.tokens, kinds, whole="value" in rule.needs, units=rule.units)
    if found is None:
        return None, None
    if rule.relation == "target":
        found = portions.part_of(piece, sentence, found) or found  # "supprimer 120 de ses 450 emplois"
    if found.text.startswith("> ") and found.start == piece.doc[hit.tokens[-1]].idx:
        found = replace(found, text=found.text[2:])  # "turned over £118m"
    negative = rule.negative or (rule.relation == "net_income" and comparing.in_the_red(piece, hit, found, lang))
    return ("-" + found.text if negative and found.text[:1].isdigit() else found.text), found


def _of_deal(hit: Hit, piece: Piece, sentence: Span, kinds: tuple[str, ...], lang: str) -> tuple[str | None, Value | None]:
    """The share that a stake or a deal is about, in words where no figure says it; else what was paid."""
    if "Percent" in kinds:
        if hit.trigger.kind == "role":
            if quantities.is_sole(piece, hit.tokens, lang):
                return WHOLE, None
            found = _beside(hit, piece, sentence) if hit.trigger.rule.relation == "subsidiary" else _share(hit, piece, sentence, lang)
        else:
            found = _share(hit, piece, sentence, lang)
        if found is not None:
            return found.text, found
        words = _in_words(hit, piece, sentence, lang)
        if words is None and hit.trigger.rule.relation == "shareholding" and holdings.equal(sentence):
            words = holdings.HALF
        if words is not None:
            return words, None
    found = _price(hit, piece, sentence) if "Amount" in kinds else None
    return (found.text, found) if found is not None else (None, None)


def _share(hit: Hit, piece: Piece, sentence: Span, lang: str) -> Value | None:
    """The nearest percentage that is not told as a change."""
    found = quantities.nearest(piece, sentence, hit.tokens, ("Percent",), whole="value" in hit.trigger.rule.needs)
    if found is None:
        return None
    start = next(s for s, _, v in piece.values if v is found)
    known = cues.load(lang)
    before = piece.doc[max(sentence.start, start - 3) : start]
    changed = any(t.lemma_.casefold() in known.change_nouns - known.stakes for t in before)
    changed = changed or any(t.lemma_.casefold() in known.change_verbs and t.i not in hit.tokens for t in before)
    return None if changed else found


def _beside(hit: Hit, piece: Piece, sentence: Span) -> Value | None:
    """The percentage right behind a role or right before it: "filiale à 60 % de X", "a 60%-owned subsidiary"."""
    for start, end, value in quantities.in_span(piece, sentence.start, sentence.end, ("Percent",)):
        if 0 <= start - hit.tokens[-1] - 1 <= 2 or 0 <= hit.tokens[0] - end <= 2:
            return value
    return None


def _in_words(hit: Hit, piece: Piece, sentence: Span, lang: str) -> str | None:
    """A share told without a figure: "actionnaire majoritaire", "a minority stake", "wholly owned"."""
    known = cues.load(lang).vague_stakes
    doc = piece.doc
    for position in range(max(sentence.start, hit.tokens[0] - 3), min(sentence.end, hit.tokens[-1] + 5)):
        if position > hit.tokens[-1] and (position in piece.at or is_finite(doc[position]) or doc[position].text in (",", ";", "(")):
            break
        for form in (doc[position].lemma_.casefold(), doc[position].text.casefold()):
            if form in known and position not in piece.at:
                return known[form]
    return None


def _price(hit: Hit, piece: Piece, sentence: Span) -> Value | None:
    """What was paid: "pour 40 millions d'euros", "the £640m purchase", "débourse 40 millions pour racheter"."""
    doc, first, last = piece.doc, hit.tokens[0], hit.tokens[-1]
    start, end = quantities.clause(piece, sentence, first)
    for begin, stop, value in quantities.in_span(piece, start, end, ("Amount",)):
        if begin > first:
            words = [t.text.casefold() for t in doc[max(first + 1, begin - 4) : begin]]
            known = cues.load(doc.lang_)
            # "sold 40 millions", "in a 40-million deal"
            sold = hit.trigger.kind == "verb" and begin - last <= 2
            sold = sold and not any(t.pos_ in ("NOUN", "PROPN", "ADP") for t in doc[last + 1 : begin])
            deal = doc[begin - 1].pos_ in ("ADP", "DET") and any(t.lemma_.casefold() in known.deal_nouns for t in doc[stop : stop + 3])
            if begin <= last or PAID & set(words) or sold or deal or (words and words[-1] in ("a", "an", "$")):
                return value
            if hit.trigger.rule.needs & {"value"} and begin <= last + 4:
                return value
            continue
        close = first - stop <= 2 and all(t.pos_ in ("ADJ", "NOUN", "PUNCT", "PROPN") for t in doc[stop:first])
        if close or (first - stop <= 3 and doc[stop].text.casefold() in ("pour", "to", "afin")):
            return value
    return None
