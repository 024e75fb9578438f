"""Who bears a role noun, what it is a role in, whose figure a measure is: by its place, which is surer than small parsers."""

from __future__ import annotations

from kg.language import quantities
from kg.language.fillers import Filler, named
from kg.language.pieces import is_finite
from kg.language.site import SUBJECTS, Site, is_marked

#: What may stand between a role noun and its complement's preposition: "directeur général adjoint du pôle fiction de X".
INSIDE_NP = frozenset({"ADJ", "NOUN", "ADP", "DET", "PROPN", "NUM", "CCONJ", "ADV"})


def bearer(site: Site) -> list[Filler]:
    """Who bears a role noun: the name it is in apposition to, before or behind, or right behind it."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1]
    start = first
    while (
        start > site.sentence.start
        and (
            site.doc[start - 1].pos_ in ("ADJ", "DET", "ADV", "NUM", "NOUN")
            or site.doc[start - 1].text.casefold() in ("ex", "-", "ex-", "co", "vice")
        )
        and start - 1 not in site.piece.at
    ):
        if site.doc[start - 1].pos_ == "NOUN" and site.doc[start - 1].text.casefold() not in ("ex", "vice", "co"):
            break
        start -= 1
    before = start - 1
    if before > site.sentence.start and site.doc[before].text.casefold() in ("et", "and", "puis"):
        # "fondateur et président de X": the first role's bearer
        before -= 1
        while (
            before > site.sentence.start and before not in site.piece.at and site.doc[before].pos_ in ("NOUN", "ADJ", "ADP", "DET", "PROPN")
        ):
            before -= 1
    if before > site.sentence.start and site.doc[before].text in (",", "(", "-", "–", "—"):
        ref = site.piece.at.get(before - 1)
        if ref is None and site.doc[before - 1].text == ",":
            ref = site.piece.at.get(before - 2)
        # an age or another role may stand between: "X, 54 ans, PDG de Y"
        hop = before - 1
        while ref is None and hop > site.sentence.start and before - hop < 8 and not is_finite(site.doc[hop]):
            if site.doc[hop].text == ",":
                ref = site.piece.at.get(hop - 1)
            hop -= 1
        if ref is not None and ref.how == "name":
            return [Filler(n, t, ref.start, ref.end, "arc") for n, t in zip(ref.names, ref.types, strict=True)]
    return behind_role(site, last)


def behind_role(site: Site, last: int) -> list[Filler]:
    """ "le président de X, Y", "le président Y", "l'actuel directeur général Y": the name that closes the noun phrase."""
    position = last + 1
    crossed = False
    while position < min(site.sentence.end, last + 14):
        token = site.doc[position]
        ref = site.piece.at.get(position)
        if ref is not None:
            if (
                ref.how == "name"
                and (ref.types[0] == "Person" or position == last + 1 or site.doc[position - 1].pos_ in ("ADJ", "NOUN"))
                and not is_marked(site, ref.start, frozenset({"DET", "ADJ"} if ref.types[0] == "Person" else {"DET", "ADJ", "NOUN", "NUM"}))
            ):
                return [Filler(n, t, ref.start, ref.end, "arc") for n, t in zip(ref.names, ref.types, strict=True)]
            position = ref.end
            crossed = True
            continue
        if token.text == "," and crossed:
            nxt = site.piece.at.get(position + 1)
            if nxt is not None and nxt.how == "name":
                return [Filler(n, t, nxt.start, nxt.end, "arc") for n, t in zip(nxt.names, nxt.types, strict=True)]
            return []
        if token.text == "(":
            while position < site.sentence.end and site.doc[position].text != ")":
                position += 1
        elif token.pos_ not in INSIDE_NP and token.text not in ("«", "»", '"', "-"):
            nxt = site.piece.at.get(position + 1)
            if token.text == "," and nxt is not None and nxt.how == "name" and nxt.types[0] == "Person":
                return [Filler(n, t, nxt.start, nxt.end, "arc") for n, t in zip(nxt.names, nxt.types, strict=True)]
            return []
        position += 1
    return []


def complement(site: Site) -> list[Filler]:
    """What a role is a role in: the name behind "de", "of", "chez", "at" in its noun phrase, a name with "'s" before it, its possessive."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1]
    position = last + 1
    while position < min(site.sentence.end, last + 12):
        token = site.doc[position]
        ref = site.piece.at.get(position)
        if ref is not None:
            if is_marked(site, ref.start, frozenset({"DET", "ADJ"} if ref.types[0] == "Person" else {"DET", "ADJ", "NOUN", "NUM"})):
                return named(site.doc[position], site.piece, site.lang)
            if ref.types[0] == "Person":
                break
            position = ref.end
            continue
        if token.pos_ in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ") and token.text not in ("«", "»", '"', "“", "”", "-"):
            break
        position += 1
    before = first - 1
    while before >= site.sentence.start and site.doc[before].pos_ == "ADJ":
        before -= 1
    if before >= site.sentence.start and site.doc[before].text in ("'s", "’s", "'", "’"):
        before -= 1
    ref = site.piece.at.get(before)
    if ref is not None and (ref.how == "pronoun" or site.doc[before + 1].text in ("'s", "’s", "'", "’") or site.lang == "en"):
        return [
            Filler(n, t, ref.start, ref.end, ref.how if ref.how != "name" else "arc") for n, t in zip(ref.names, ref.types, strict=True)
        ]
    return []


def paired(site: Site) -> list[Filler]:
    """The actors of a sentence that each stand by a percentage of their own: "A (44,4 %), B (33,3 %) et C (22,2 %)"; one alone is none."""
    found = [
        Filler(ref.names[0], ref.types[0], ref.start, ref.end, "near")
        for ref, _ in quantities.pairs(site.piece, site.sentence, ("Percent",))
        if ref.types[0] in ("Organisation", "Person")
    ]
    return found if len(found) > 1 else []


def holder(site: Site) -> list[Filler]:
    """Whose figure it is: "de X" behind the measure, the possessive before it, else the subject of the sentence."""
    found = complement(site)
    if found:
        return found
    if site.hit.anchor in site.piece.at:
        return named(site.anchor, site.piece, site.lang)
    for token in site.sentence:
        if token.dep_ in SUBJECTS and token.i not in site.hit.tokens:
            found = named(token, site.piece, site.lang)
            if found:
                return found
    return []
