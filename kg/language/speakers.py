"""Who speaks: the subject of a verb of saying, the speaker of an insertion ("…, a déclaré X", "…, X told reporters")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import scope
from kg.language.cues import Cues
from kg.language.pieces import Piece, is_finite
from kg.language.quotations import OPENING
from kg.language.scope import is_one
from kg.language.voices import ACTORS, Source, addressed, is_speech, source_at, voice

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


#: Word classes of a noun phrase before a verb of saying: "two people with knowledge of the talks", "analysts at X".
PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART", "PRON", "SYM"})
#: Words right behind a verb of saying that are not who says it.
NO_SPEAKER = frozenset({"que", "qu'", "qu’", "that", ",", "ne", "n'", "le", "la", "les", "."})
STOPS = (",", "»", "”", '"', "?", "!", "-", "–", "—")


def speaker(verb: Token, piece: Piece, known: Cues) -> Source | None:
    """Who the subject of a verb of saying is; a gerund or a second verb ("en annonçant", "et considère") has the subject of the first."""
    if _inverted(piece, verb):
        return incise_at(piece, verb, verb.sent, known)
    first = verb
    passive = any(c.dep_ == "aux:pass" for c in verb.children)
    for _ in range(3):
        for child in _subjects(verb, passive, quoted_as=verb is not first):
            if piece.value_at(child.i) is not None and not is_one(child, known.anonymous | known.analysts):
                continue
            if child.text.casefold() in known.relatives and verb.dep_ in ("acl:relcl", "advcl:cleft"):
                child = verb.head
            high = scope.bounds(child)[1]
            low = next((t.i for t in child.subtree if not t.is_punct), child.i)
            found = voice(piece, low, verb.i if child.i < verb.i and low < verb.i else len(verb.doc), known, head=child)
            if found is not None and found.kind == "document" and found.name is None and not found.own:
                # "accounts filed at X show"
                maker = _any_actor(piece, low, min(high, child.i + 6), known)
                found = replace(found, name=maker.name) if maker is not None else found
            return said_by(
                first, found or _any_actor(piece, low, min(high, child.i + 6), known) or _named_before(piece, low, known), known
            )
        gerund = "Part" in verb.morph.get("VerbForm") and not any(c.dep_.startswith("aux") for c in verb.children)
        if (scope.plain_dep(verb) not in ("conj", "advcl", "xcomp") and not gerund) or verb.head.i == verb.i:
            break
        verb = verb.head
    return None if passive else said_by(first, _before_verb(piece, first, known) or _opening(piece, verb, known), known)


def _inverted(piece: Piece, verb: Token) -> bool:
    """Whether commas set off a verb with its speaker behind it: "X, says Paul Marchand, has bought Y"."""
    doc, position = piece.doc, verb.i + 1
    if verb.i == verb.sent.start or doc[verb.i - 1].text not in STOPS or not is_finite(verb):
        return False
    while position < verb.sent.end and (position in piece.at or doc[position].pos_ in PHRASE):
        position += 1
    named = any(i in piece.at for i in range(verb.i + 1, position))
    return named and position < verb.sent.end and doc[position].text in (",", ".")


def _subjects(verb: Token, passive: bool, *, quoted_as: bool) -> Iterator[Token]:
    """The children of a verb of saying that say who speaks: its subject, or of a passive whom it names with "by"."""
    for child in verb.children:
        agent = child.dep_ == "obl:agent" or (
            passive and child.dep_ == "obl" and any(c.text.casefold() in ("by", "par") for c in child.children)
        )
        if passive and not quoted_as:
            if agent:
                yield child
        elif child.dep_ in ("nsubj", "expl:subj") or agent or (quoted_as and child.dep_ == "nsubj:pass"):
            # "was quoted as saying": who is quoted
            yield child
        elif child.dep_ == "obj" and child.i > verb.i and scope.plain_dep(verb) == "parataxis":
            yield child


def said_by(verb: Token, source: Source | None, known: Cues) -> Source | None:
    """The source of a verb, when such a source can say it so: only media "have learned", only documents "show"."""
    if source is not None and is_one(verb, known.claiming):
        source = replace(source, claimed=True)
    if source is not None and source.kind == "document" and is_one(verb, known.document_verbs):
        # "its accounts show": what somebody says of himself
        source = replace(source, outside=False)
    if source is None or is_one(verb, known.speech_verbs) or not is_one(verb, known.media_verbs | known.document_verbs):
        return source
    wanted = {"medium"} if is_one(verb, known.media_verbs) else set()
    wanted |= {"document"} if is_one(verb, known.document_verbs) else set()
    return source if source.kind in wanted else None


def phrase_before(piece: Piece, verb: Token, sentence_start: int, known: Cues) -> tuple[int, int] | None:
    """Token bounds of the noun phrase right before a verb of saying, whatever the parse makes of it, with what a comma sets off in it."""
    doc = piece.doc
    high = verb.i
    while high > sentence_start and high - 1 not in piece.at and doc[high - 1].pos_ in ("AUX", "ADV"):
        high -= 1
    low = high
    if low > sentence_start + 2 and doc[low - 1].text == ",":
        # "Paul Marchand, chief executive of Talmont, said"
        opening = next((i for i in range(low - 2, max(sentence_start, low - 22), -1) if doc[i].text == ","), None)
        if opening is None or opening + 1 == low - 1:
            return None
        low = opening
    start = low
    while low > sentence_start and (
        low - 1 in piece.at
        or doc[low - 1].pos_ in PHRASE
        or "Part" in doc[low - 1].morph.get("VerbForm")
        or doc[low - 1].text.casefold() in known.knowing
    ):
        if doc[low - 1].text.casefold() in (*known.relatives, "que", "that"):
            break
        low -= 1
    while low < start and low not in piece.at and doc[low].pos_ in ("ADP", "PART"):
        low += 1
    return (low, high) if low < start else None


def _before_verb(piece: Piece, verb: Token, known: Cues) -> Source | None:
    """The source that the noun phrase before a finite verb of saying names, where the parse lost the subject."""
    if not is_finite(verb):
        return None
    found = phrase_before(piece, verb, verb.sent.start, known)
    return voice(piece, found[0], found[1], known) if found is not None else None


def _opening(piece: Piece, verb: Token, known: Cues) -> Source | None:
    """The actor that opens the statement of a verb whose subject the parse lost: "X, qui détient …, n'avait pas caché que"."""
    if not is_finite(verb) and not any(c.dep_.startswith("aux") for c in verb.children):
        return None
    start = scope.statement(verb.sent, verb.i)[0]
    for position in range(start, min(start + 6, verb.i)):
        ref = piece.at.get(position)
        if ref is not None and ref.how == "name":
            left = piece.doc[position - 1] if position > start else None
            return (
                source_at(ref, piece, None, known)
                if ref.types[0] in ACTORS and (left is None or left.pos_ in ("PUNCT", "DET", "NOUN"))
                else None
            )
    return None


def _named_before(piece: Piece, low: int, known: Cues) -> Source | None:
    """The actor whom a subject only describes: "Paul Marchand, the chief executive, said"."""
    if low < 2 or piece.doc[low - 1].text != "," or piece.doc[low - 1].is_sent_start:
        return None
    ref = piece.at.get(low - 2)
    return source_at(ref, piece, None, known) if ref is not None and ref.how == "name" and ref.types[0] in ACTORS else None


def _any_actor(piece: Piece, low: int, high: int, known: Cues) -> Source | None:
    """The first actor named in a noun phrase whose beginning names none: "Son concurrent, le groupe belge Brévent"."""
    for position in range(low, high):
        ref = piece.at.get(position)
        if ref is not None and ref.how == "name" and ref.types[0] in ACTORS and not addressed(piece.doc, ref, known):
            return source_at(ref, piece, None, known)
    return None


def incise_at(piece: Piece, verb: Token, sentence: Span, known: Cues) -> Source | None:
    """The source of a verb of saying set off by a comma or closing quote, behind it or (English) before it; None if it is no such verb."""
    doc = piece.doc
    alike = _as_said(piece, verb, sentence, known)
    if alike is not None:
        return alike
    if any(c.dep_ == "aux:pass" for c in verb.children):
        return None
    if (
        "Part" in verb.morph.get("VerbForm")
        and not any(t.pos_ == "AUX" for t in doc[max(sentence.start, verb.i - (4 if doc[verb.i - 1].text.startswith("-") else 2)) : verb.i])
        and verb.lang_ == "fr"
    ):
        return None
    left = verb.i - 1
    skipped = ("AUX", "ADV") if verb.lang_ == "en" else ("AUX", "ADV", "PRON")
    clitic = next((c for c in verb.children if c.text.startswith("-") and plain_pronoun(c) in known.persons), None)
    while left > sentence.start and ((doc[left].pos_ in skipped and left not in piece.at) or doc[left].text.startswith("-")):
        left -= 1
    if any(t.text.casefold() in known.relatives for t in doc[left + 1 : verb.i]):
        return None
    if left >= sentence.start and doc[left].text in STOPS and not is_one(verb, known.telling) and not _main(verb, left):
        if clitic is not None:
            # "…, a-t-elle ajouté"
            ref = piece.at.get(clitic.i)
            found = source_at(ref, piece, None, known) if ref is not None else Source(None, "speaker", True, True)
            return said_by(verb, found, known)
        after = verb.i + 1
        while after < sentence.end and (
            doc[after].pos_ in ("ADV",)
            or "Inf" in doc[after].morph.get("VerbForm")
            or doc[after].text in ("-t", "-", "t")
            or _dated(piece, after)
        ):
            after += 1
        if verb.lang_ == "en" and after < sentence.end and doc[after].pos_ == "ADP":
            # ", testified in court that"
            return None
        if after < sentence.end and (doc[after].text not in NO_SPEAKER or doc[after].pos_ == "DET"):
            return said_by(verb, voice(piece, after, sentence.end, known), known)
        return None
    # ", the company said on Monday", ", Paul Marchand told reporters"
    if any(t.text.casefold() in ("that", "que") for t in doc[verb.i : min(verb.i + 4, sentence.end)]):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    complete = not any(scope.plain_dep(c) == "ccomp" and c.i > verb.i for c in verb.children)
    if subject is not None:
        low = next((t.i for t in subject.subtree if not t.is_punct), subject.i)
        if low > sentence.start and doc[low - 1].text in STOPS and complete:
            return said_by(verb, voice(piece, low, verb.i, known, head=subject), known)
    past = is_finite(verb) or "Past" in verb.morph.get("Tense")
    if not past or verb.lang_ != "en" or not (complete and _says_no_more(piece, verb, sentence)):
        return None
    phrase = phrase_before(piece, verb, sentence.start, known)
    if phrase is None or phrase[0] <= sentence.start or doc[phrase[0] - 1].text not in STOPS:
        return None
    return said_by(verb, voice(piece, *phrase, known), known)


def _as_said(piece: Piece, verb: Token, sentence: Span, known: Cues) -> Source | None:
    """The source of "comme l'a annoncé X", "as first reported by X", "as X put it": who has said what the statement repeats."""
    doc, first = piece.doc, verb.i - 1
    while first > sentence.start and doc[first].pos_ in ("AUX", "ADV", "PRON") and doc[first].text.casefold() not in known.as_words:
        first -= 1
    if first < sentence.start or doc[first].text.casefold() not in known.as_words:
        return None
    after = verb.i + 1
    while after < sentence.end and (doc[after].pos_ == "ADV" or doc[after].text.casefold() in ("par", "by") or _dated(piece, after)):
        after += 1
    return said_by(verb, voice(piece, after, sentence.end, known), known) if after < sentence.end else None


def last_speaker(piece: Piece, position: int, known: Cues, *, back: int = 3) -> str | None:
    """Who spoke last in the sentences before that of a token: whom "she noted", "a-t-il ajouté" mean where nothing else tells."""
    here = piece.doc[position].sent.start
    sentences = [s for s in piece.doc.sents if s.start < here][-back:]
    for sentence in reversed(sentences):
        for token in reversed(list(sentence)):
            if is_speech(token, known):
                found = incise_at(piece, token, sentence, known) or speaker(token, piece, known)
                if found is not None and found.name is not None and found.kind == "speaker":
                    return found.name
    return None


def _main(verb: Token, left: int) -> bool:
    """Whether a verb of saying has its subject before a mark and what it says behind itself: "whose boss, X, said she was"."""
    if any(c.dep_.startswith("nsubj") and c.i > verb.i for c in verb.children):
        return False
    before = any(c.dep_.startswith("nsubj") and c.i < left for c in verb.children)
    return before and any(scope.plain_dep(c) in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)


def plain_pronoun(token: Token) -> str:
    """A pronoun without the hyphens by which French puts it behind its verb: "-t-elle" → "elle"."""
    return str(token.text.casefold().lstrip("-").removeprefix("t-"))


def _says_no_more(piece: Piece, verb: Token, sentence: Span) -> bool:
    """Whether no clause follows a verb of saying before the next comma: it closes what was said before it."""
    for token in piece.doc[verb.i + 1 : sentence.end]:
        if token.text in (",", ";", ":") or token.text in OPENING:
            return True
        if is_finite(token):
            return False
    return True


def _dated(piece: Piece, position: int) -> bool:
    value = piece.value_at(position)
    return (value is not None and value.type == "Date") or (
        piece.doc[position].pos_ == "ADP"
        and position + 1 < len(piece.doc)
        and (
            (piece.value_at(position + 1) is not None)
            or (piece.doc[position].text.casefold() in ("à", "au") and any(p in piece.at for p in (position + 1, position + 2)))
        )
    )
