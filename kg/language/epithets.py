"""What things are called besides their names: "l'opérateur belge Talmont", "Brevent Ltd, a retailer based in Leeds"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg import names
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref
from kg.language.salience import SUBJECTS, Salience, Thing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: What may stand between a name and the town that it is from.
FROM = frozenset({"based", "headquartered", "basé", "basée", "installé", "installée", "établi", "établie", "of", "in", "at", "à", "from"})


def origins(token: Token, *, alone: bool = False) -> set[str]:
    """The origins that a noun's adjectives give ("le groupe français"); `alone`: that the word itself is ("cet Italien")."""
    found = set()
    around = [token] if alone else [*token.children, *token.doc[token.i + 1 : token.i + 2], *token.doc[max(token.i - 1, 0) : token.i]]
    for child in around:
        word = child.text.casefold()
        for form in (
            word,
            child.lemma_.casefold(),
            word.removesuffix("e"),
            word.removesuffix("s"),
            word.removesuffix("es"),
            word.removesuffix("ne"),
            word.rpartition("-")[2],  # "le groupe italo-américain"
        ):
            if form in names.demonyms() and child.pos_ in ("ADJ", "NOUN", "PROPN"):
                found.add(form)
                break
    return found


def describe(sentence: Span, piece: Piece, known: Cues, salience: Salience) -> None:
    """Remember common nouns and origins used of a named thing: "l'opérateur belge Talmont" lets a later "l'opérateur" mean Talmont."""
    for token in sentence:
        lemma = token.lemma_.casefold()
        if token.i in piece.at or lemma not in known.anaphors:
            continue
        things: list[Ref] = []
        for child in token.children:
            if (
                child.dep_ in ("appos", "flat", "flat:name", "nmod")
                and child.i in piece.at
                and not any(c.dep_ == "case" for c in child.children)
            ):
                things.append(piece.at[child.i])
        after = token.i + 1
        while after < len(piece.doc) and after not in piece.at and piece.doc[after].pos_ == "ADJ":
            after += 1
        if after in piece.at and piece.at[after].how == "name":
            things.append(piece.at[after])
        if token.dep_ == "appos" and token.head.i in piece.at:
            things.append(piece.at[token.head.i])
        if token.head.i == token.i or any(c.dep_ == "cop" for c in token.children):
            things.extend(piece.at[c.i] for c in token.children if c.dep_ == "nsubj" and c.i in piece.at)
        for here in things[:1]:
            for thing in zip(here.names, here.types, strict=True):
                if thing[1] == known.anaphors[lemma]:
                    salience.nouns.setdefault(lemma, Counter())[thing] += 1
                    for origin in origins(token):
                        salience.origins.setdefault(origin, Counter())[thing] += 1


def named_for(token: Token, piece: Piece, known: Cues, salience: Salience) -> Thing | None:
    """The group whose name a part's name begins with: "X Business, la division professionnelle du groupe" is of X."""
    part = token.head
    if token.dep_ not in ("nmod", "obl:arg") or part.lemma_.casefold() not in known.corporate | known.parts:
        return None
    here = next((piece.at[i] for i in range(part.i - 1, max(part.sent.start, part.i - 5) - 1, -1) if i in piece.at), None)
    if here is None or here.how != "name" or not any(t.text in (",", "(") for t in piece.doc[here.end : part.i]):
        return None
    words = here.names[0].split()
    shorter = [(" ".join(words[:length]), "Organisation") for length in range(len(words) - 1, 0, -1)]
    return next((thing for thing in shorter if thing in salience.total), None)


def surroundings(here: Ref, piece: Piece, salience: Salience) -> None:
    """Remember the words that describe a company right before or behind its name: "the accountancy firm X", "X, a furniture chain"."""
    doc, words, towns, position = piece.doc, set[str](), set[str](), here.start - 1
    while position >= 0 and here.start - position < 6 and doc[position].pos_ in ("ADJ", "NOUN", "PROPN", "VERB"):
        place = piece.at.get(position)
        if place is not None:
            if place.types == ("Place",) and position < here.start - 1:
                towns.add(place.names[0])  # "the Leeds reseller X"
            break
        words |= {doc[position].text.casefold(), doc[position].lemma_.casefold()}
        position -= 1
    position = here.end
    if position + 1 < len(doc) and doc[position].text == "," and doc[position + 1].pos_ in ("DET", "NOUN", "ADJ"):
        for token in doc[position + 1 : position + 9]:
            place = piece.at.get(token.i)
            if place is not None and place.types == ("Place",) and place.end < len(doc) and doc[place.end].pos_ in ("NOUN", "ADJ", "PUNCT"):
                towns.add(place.names[0])  # "X, a Leeds reseller"
                continue
            if token.text == "," or token.pos_ in ("VERB", "AUX", "PRON", "ADP") or place is not None:
                break
            words |= {token.text.casefold(), token.lemma_.casefold()}
    for thing in zip(here.names, here.types, strict=True):
        for town in towns:
            salience.origins.setdefault(town, Counter())[thing] += 1
        salience.beside.setdefault(thing, set()).update(words)


def homes(sentence: Span, piece: Piece, salience: Salience) -> None:
    """Remember which town a company is of: "Leeds-based Brevent", "Brevent of Leeds", "Leeds's Brevent", "Brévent, basée à Lyon"."""
    doc = piece.doc
    for token in sentence:
        place = piece.at.get(token.i)
        if place is None or place.how != "name" or place.types[0] != "Place" or token.i != place.start:
            continue
        here = piece.at.get(_resident(doc, place, piece))
        if here is None:
            left = place.start - 1
            while left > sentence.start and place.start - left < 4 and (doc[left].text.casefold() in FROM or doc[left].text == ","):
                left -= 1
            here = piece.at.get(left) if left < place.start - 1 else None
        if here is not None and here.how == "name" and here.types == ("Organisation",):
            salience.origins.setdefault(place.names[0], Counter())[here.names[0], "Organisation"] += 1


def _resident(doc: Doc, place: Ref, piece: Piece) -> int:
    """Where a name may stand that the town before it places: behind "-based" and a noun, or behind "'s"; -1 for nowhere."""
    position = place.end
    if position + 1 < len(doc) and doc[position].text == "-" and doc[position + 1].text.casefold() in FROM:
        position += 2
        while position < min(len(doc), place.end + 7) and position not in piece.at and doc[position].pos_ in ("ADJ", "NOUN", "PUNCT"):
            position += 1
        return position
    return position + 1 if position < len(doc) and doc[position].text in ("'s", "’s") else -1


def home(token: Token, piece: Piece) -> str:
    """The town that a common noun is said to be of: "the Leeds-based company", "the Leeds group"; nothing where none is said."""
    position = token.i - 1
    while position > token.sent.start and token.i - position < 6:
        ref = piece.at.get(position)
        if ref is not None:
            return ref.names[0] if ref.how == "name" and ref.types[0] == "Place" else ""
        if piece.doc[position].pos_ == "DET" or piece.doc[position].text in ("'s", "’s"):
            return ""
        position -= 1
    return ""


def beside_name(token: Token, kind: str, piece: Piece) -> list[Thing] | None:
    """The name that stands by a noun and is what it means: "the fund, X, said", "X, the fund, said", "the X fund".

    None where there is no such name, nothing where there is one that the noun is not.
    """
    doc, here = piece.doc, None
    position = token.i + 1
    if position + 1 < len(doc) and doc[position].text == ",":
        here = piece.at.get(position + 1)
        closed = here is not None and here.end < len(doc) and doc[here.end].text in (",", ".", ";", "–", "-", ":")
        if here is not None and here.start == position + 1 and here.how == "name" and closed:
            return [(here.names[0], here.types[0])] if here.types == (kind,) else None
    position = token.i - 1
    here = piece.at.get(position)
    if here is not None and here.how == "name" and here.end == token.i and token.lang_ == "en":
        # "the X chain" is X; "the X deal", "the Leeds company" are not
        return None if here.types[0] == "Place" else [(here.names[0], here.types[0])] if here.types == (kind,) else []
    while position > token.sent.start and token.i - position < 7 and _describes(position, piece):
        position -= 1
    here = piece.at.get(position - 1) if doc[position].text == "," and position else None
    ends = token.i + 1 == len(doc) or doc[token.i + 1].text in (",", ".", ";", ")", "that", "which", "qui", "dont")
    ends = ends or any(c.dep_ == "acl" and c.i == token.i + 1 for c in token.children)  # "X, the hosting specialist founded in"
    if here is not None and here.how == "name" and here.types == (kind,) and ends and token.dep_ not in SUBJECTS:
        return [(here.names[0], here.types[0])]
    return None


def _describes(position: int, piece: Piece) -> bool:
    """Whether a token may stand before the noun of an apposition: "the London-based", "the managed hosting"."""
    token, here = piece.doc[position], piece.at.get(position)
    if here is not None:
        return here.types[0] == "Place" and token.lang_ == "en"
    return token.pos_ in ("DET", "ADJ", "NOUN", "NUM", "ADV") or token.text == "-" or (token.pos_ == "VERB" and token.dep_ == "amod")
