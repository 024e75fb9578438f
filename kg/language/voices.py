"""Who a noun phrase names as a source: a person before an organisation, who made a document, a medium, a company by its spokesman."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import names
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref, is_finite
from kg.language.scope import is_one
from kg.types import AttributionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTORS = frozenset({"Person", "Organisation"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its name (None when the text names none), its kind, and whether the text hands the word over to it ("selon X")."""

    name: str | None
    kind: AttributionKind
    outside: bool
    #: whether it speaks in words of its own, so that a conditional is what will be, not what is rumoured
    speech: bool = False
    #: whether it is the company spoken of that speaks ("selon la société"), which only the claim can name
    own: bool = False
    #: whether it vouches for what it says of itself ("claims 8 million users") rather than announces a deed
    claimed: bool = False


def is_speech(token: Token, known: Cues, *, incise: bool = False) -> bool:
    """Whether a token is a verb of saying; short forms that taggers take for nouns count where no article stands before them.

    `incise`: it may be one that says something only where it is set in what is said ("…, s'agace X").
    """
    if incise and token.pos_ == "VERB" and token.lemma_.casefold() in known.incise_verbs:
        return True
    if token.pos_ in ("VERB", "AUX") and token.lemma_.casefold() in known.speech_verbs | known.media_verbs | known.document_verbs:
        return True
    if "Inf" in token.morph.get("VerbForm") and token.i > 0:
        # "a fait savoir que", "laisse entendre"
        leading = {t.lemma_.casefold() for t in token.doc[max(0, token.i - 2) : token.i]}
        if any(f"{lemma} {token.lemma_.casefold()}" in known.saying_phrases for lemma in leading):
            return True
    if token.pos_ == "VERB" and is_one(token, known.putting):
        # "puts its sales at 30 million"
        return any(c.text.casefold() == "at" for o in token.children if o.dep_ == "obl" and _counted(o) for c in o.children)
    form = token.text.casefold()
    infinitives = {form, form + "r", form.removesuffix("nt") + "r"}
    return (
        token.lang_ == "fr"
        and token.pos_ in ("NOUN", "ADJ", "PROPN", "ADV")
        and bool(infinitives & known.speech_verbs)
        and token.i > 0
        and token.nbor(-1).pos_ not in ("DET", "ADP", "NUM")
    )


def _counted(token: Token) -> bool:
    return any(c.dep_ == "nummod" or c.text[:1].isdigit() for c in (token, *token.children))


def voice(piece: Piece, start: int, end: int, known: Cues, head: Token | None = None) -> Source | None:
    """The source that the noun phrase from token `start` names: a person before an organisation, who made a document, not who saw it."""
    doc = piece.doc
    best: Ref | None = None
    position = start
    while position < end and position - start < 18:
        token = doc[position]
        ref = piece.at.get(position)
        form = token.text.casefold()
        if ref is not None and not (ref.how == "noun" and token.lemma_.casefold() in known.media_nouns):
            if (
                ref.types[0] in ACTORS
                and not (position > start and addressed(doc, ref, known))
                and not (ref.how == "pronoun" and token.pos_ == "DET")
            ):
                person = (
                    ref.types[0] == "Person"
                    and best is not None
                    and best.types[0] != "Person"
                    and doc[ref.start - 1].text.casefold() not in ("par", "by", "et", "and")
                )
                best = ref if best is None or person else best
            position = ref.end
            continue
        if form == "," and best is not None and best.types[0] == "Person":
            break
        bare = best is None and (head is None or head.pos_ == "PROPN")
        if form == "," and (bare or not _name_follows(piece, position + 1, end)):
            break
        if form in (".", ";", ":", "(", "qui", "who", "mais", "but", "»", "”") or (is_finite(token) and not is_speech(token, known)):
            break
        kept = known.anonymous | known.analysts
        counted = piece.value_at(position) is not None and not is_one(token, kept) and token.lemma_.casefold() not in known.anaphors
        if head is None and token.pos_ in ("NOUN", "PROPN") and not counted:
            head = token
        if head is not None and is_one(head, known.hearsay_nouns - known.document_nouns):
            # "à en croire la rumeur" names nobody
            return None
        position += 1
    return _named(piece, best, head, position, known)


def _named(piece: Piece, best: Ref | None, head: Token | None, end: int, known: Cues) -> Source | None:
    """The source for the best name of a noun phrase, or for a phrase that has only a noun (or a name that nobody knows)."""
    if head is None:
        return source_at(best, piece, None, known) if best is not None else None
    lemma = head.lemma_.casefold()
    if lemma in known.analysts and best is not None and _works_at(piece, head, best):
        return source_at(best, piece, None, known)
    if lemma in known.anonymous | known.analysts:
        return Source(None, "anonymous", True)
    if best is not None:
        return source_at(best, piece, head, known)
    if lemma in known.document_nouns | known.institutions:
        # "ses comptes", "its annual report", "un courriel de la direction"
        mine = any(c.text.casefold() in known.possessives for c in head.children)
        own = mine or any(t.lemma_.casefold() in known.spokespeople for t in piece.doc[head.i : end])
        return Source(_institution(piece, head.i, end, known), "document", True, False, own)
    if lemma in known.media_nouns:
        return Source(_medium_before(piece, head.i), "medium", True)
    unknown = _unlisted(piece, head, end)
    if unknown is not None:
        return unknown
    if head.pos_ == "PRON" and head.text.casefold() in known.persons:
        # "he said", and nobody knows who he is
        return Source(None, "speaker", True, True)
    # "selon la société", "a précisé une porte-parole": who that is, only the claim can tell
    return Source(None, "speaker", True, True, True) if lemma in known.spokespeople or known.anaphors.get(lemma) == "Organisation" else None


def _works_at(piece: Piece, head: Token, ref: Ref) -> bool:
    """Whether a name is whom those speak for who are called by a noun: "analysts at X", "un économiste chez X"."""
    return (
        piece.doc[max(0, ref.start - 2) : ref.start].text.casefold().split()[-1:]
        in (["at"], ["from"], ["of"], ["with"], ["chez"], ["de"], ["d'"], ["du"], ["for"])
        and 0 < ref.start - head.i < 5
    )


def _unlisted(piece: Piece, head: Token, end: int) -> Source | None:
    """A source whose name is no mention: by the gazetteer ("the echoes" as a medium's name), else as the text spells it."""
    doc = piece.doc
    start = head.i - 1 if head.i and doc[head.i - 1].pos_ == "DET" else head.i
    phrase = str(doc[start : head.i + 1].text)
    for spelling in (phrase, phrase.title(), head.text.title()):
        entry = names.gazetteer().lookup(spelling)
        if entry is not None and entry.medium:
            return Source(phrase, "medium", True)
    first = next(
        (
            t.i
            for t in doc[head.i : min(end, head.i + 4)]
            if (t.pos_ == "PROPN" or (t.text[0].isupper() and t.i > t.sent.start and t.pos_ not in ("PRON", "DET")))
            and piece.value_at(t.i) is None
        ),
        None,
    )
    if first is None:
        return None
    stop = first
    while stop < end and (doc[stop].pos_ == "PROPN" or doc[stop].text[0].isupper()):
        stop += 1
    return Source(str(doc[first : max(stop, first + 1)].text), "speaker", True, True)


def carry_media(pieces: list[Piece]) -> None:
    """Tell each piece the last medium that the pieces before it name, for "le quotidien" and "the paper"."""
    last: str | None = None
    for piece in pieces:
        piece.doc.user_data["kg_medium"] = last
        last = _medium_before(piece, len(piece.doc))


def _medium_before(piece: Piece, position: int) -> str | None:
    known = names.gazetteer()
    for ref in sorted(piece.refs, key=lambda r: -r.start):
        if ref.start < position and ref.how == "name":
            entry = known.lookup(ref.names[0])
            if entry is not None and entry.medium:
                return ref.names[0]
    found = piece.doc.user_data.get("kg_medium")
    return str(found) if found else None


def _institution(piece: Piece, start: int, end: int, known: Cues) -> str | None:
    """The institution ("tribunal de commerce") in a noun phrase, by its full name if the piece gives one."""
    doc = piece.doc
    first = next((t.i for t in doc[start:end] if t.lemma_.casefold() in known.institutions), None)
    if first is None:
        return None
    last = first + 1
    while last < end and (doc[last].pos_ in ("ADJ", "PROPN", "NOUN") or doc[last].text.casefold() in ("de", "d'", "d’", "of")):
        last += 1
    while last - 1 > first and doc[last - 1].pos_ == "ADP":
        last -= 1
    phrase = str(doc[first:last].text)
    fuller = (ref.names[0] for ref in piece.refs if ref.how == "name" and ref.names[0].casefold().startswith(phrase.casefold()))
    return next(fuller, phrase)


def _name_follows(piece: Piece, position: int, end: int) -> bool:
    doc = piece.doc
    for _ in range(4):
        if position < end and position not in piece.at and doc[position].pos_ in ("DET", "NOUN", "ADJ"):
            position += 1
    if position >= end or position not in piece.at or piece.at[position].how != "name":
        return False
    behind = piece.at[position].end
    # a name that goes on with a verb begins a clause: "selon son avocat, Talmont a vendu"
    return behind >= len(doc) or doc[behind].pos_ not in ("AUX", "VERB")


def addressed(doc: object, ref: Ref, known: Cues) -> bool:
    """Whether a name is who was told or who saw the document: "à l'AFP", "consulté par l'AFP"."""
    left = ref.start - 1
    while left > 0 and doc[left].pos_ == "DET":  # type: ignore[index]
        left -= 1
    if left < 1:
        return False
    word, verb = doc[left], doc[left - 1]  # type: ignore[index]
    return (word.text.casefold() in ("à", "au", "aux", "to") and ref.start - left < 3) or (
        word.text.casefold() in ("par", "by", "with", "auprès") and verb.lemma_.casefold() in known.consulting
    )


def source_at(ref: Ref, piece: Piece, head: Token | None, known: Cues) -> Source:
    """The source that a name is: a document by the noun that heads the phrase, a medium by the gazetteer or a noun, else a speaker."""
    name = ref.names[0]
    entry = names.gazetteer().lookup(name)
    before = {t.lemma_.casefold() for t in piece.doc[max(0, ref.start - 3) : ref.start]}
    noun = head.lemma_.casefold() if head is not None else ""
    kind: AttributionKind = "speaker"
    if noun in known.document_nouns:
        kind = "document"
    elif (entry is not None and entry.medium) or (before | {noun}) & known.media_nouns:
        kind = "medium"
    return Source(name, kind, kind != "speaker", kind == "speaker")
