"""Who says it: "selon X", "X a annoncé que", "…, indique X", quotation marks, "according to", and what kind of source that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues, scope
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref, is_finite
from kg.types import AttributionKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SAYABLE = frozenset({"ccomp", "xcomp", "obj", "obl", "csubj", "nmod", "acl", "nsubj:pass"})
ACTORS = frozenset({"Person", "Organisation"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its name (None when the text names none), its kind, and whether the text hands the saying over to it ("selon X", a quotation)."""

    name: str | None
    kind: AttributionKind
    outside: bool
    #: whether it speaks in words of its own, so that a conditional is what will be, not what is rumoured
    speech: bool = False
    #: whether it is the company spoken of that speaks ("selon la société"), which only the claim can name
    own: bool = False


def source_of(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> Source | None:
    """The source of what a trigger says: of its quotation, of its clause by a verb of saying, of its statement by "selon X" or "…, dit X"."""
    known = cues.load(lang)
    anchor = piece.doc[tokens[0]]
    remark = scope.aside(piece, sentence, tokens, kind, known)
    if scope.brackets(sentence, anchor.i) is None:
        quoted, bounds = _quoted(piece, anchor.i, known)
        if quoted is not None:
            # somebody quoted may himself say who said it
            return _governing(piece, anchor, bounds, known) or quoted
    return _according(piece, sentence, anchor, remark, known) or _governing(piece, anchor, remark, known) or (_incise(piece, sentence, anchor, known) if remark is None else None)


def is_speech(token: Token, known: Cues) -> bool:
    """Whether a token is a verb of saying; short forms that taggers take for nouns count where no article stands before them."""
    if token.lemma_.casefold() in known.speech_verbs and token.pos_ in ("VERB", "AUX"):
        return True
    form = token.text.casefold()
    infinitives = {form, form + "r", form.removesuffix("nt") + "r"}
    return token.pos_ in ("NOUN", "ADJ", "PROPN", "ADV") and bool(infinitives & known.speech_verbs) and token.i > 0 and token.nbor(-1).pos_ not in ("DET", "ADP", "NUM")


def _governing(piece: Piece, anchor: Token, remark: tuple[int, int] | None, known: Cues) -> Source | None:
    """The subject of a verb of saying above the trigger: "X annonce vouloir racheter Y", "X a indiqué que …", "the paper evokes a turnover"."""
    for head, below in scope.governors(anchor):
        if remark is not None and not remark[0] <= head.i < remark[1]:
            return None
        if is_speech(head, known) and (scope.plain_dep(below) in SAYABLE or below.dep_ == "nsubj:pass"):
            found = _speaker(head, piece, known)
            if found is not None:
                return found
    return _left(piece, anchor, known) if remark is None else None


def _speaker(verb: Token, piece: Piece, known: Cues) -> Source | None:
    """Who the subject of a verb of saying is; a gerund or a second verb ("en annonçant", "et considère") has the subject of the first."""
    passive = any(c.dep_ == "aux:pass" for c in verb.children)
    for _ in range(3):
        for child in verb.children:
            if passive and child.dep_ != "obl:agent":
                continue
            if piece.value_at(child.i) is not None:
                continue
            if child.dep_ in ("nsubj", "obl:agent", "expl:subj") or child.dep_ == "obj" and child.i > verb.i and scope.plain_dep(verb) == "parataxis":
                if child.text.casefold() in known.relatives and scope.plain_dep(verb) == "acl:relcl":
                    child = verb.head
                low, high = scope.bounds(child)
                return voice(piece, low, verb.i if child.i < verb.i and low < verb.i else len(verb.doc), known, head=child) or _any_actor(piece, low, min(high, child.i + 6), known)
        if scope.plain_dep(verb) not in ("conj", "advcl", "xcomp") or verb.head.i == verb.i:
            break
        verb = verb.head
    return None if passive else _opening(piece, verb, known)


def _opening(piece: Piece, verb: Token, known: Cues) -> Source | None:
    """The actor that opens the statement of a verb whose subject the parse lost: "X, qui détient …, n'avait pas caché que"."""
    if not is_finite(verb) and not any(c.dep_.startswith("aux") for c in verb.children):
        return None
    start = scope.statement(verb.sent, verb.i)[0]
    for position in range(start, min(start + 6, verb.i)):
        ref = piece.at.get(position)
        if ref is not None and ref.how == "name":
            left = piece.doc[position - 1] if position > start else None
            return _source(ref, piece, None, known) if ref.types[0] in ACTORS and (left is None or left.pos_ in ("PUNCT", "DET", "NOUN")) else None
    return None


def _any_actor(piece: Piece, low: int, high: int, known: Cues) -> Source | None:
    """The first actor named in a noun phrase whose beginning names none: "Son concurrent, le groupe belge Rossel"."""
    for position in range(low, high):
        ref = piece.at.get(position)
        if ref is not None and ref.how == "name" and ref.types[0] in ACTORS and not _addressed(piece.doc, ref, known):
            return _source(ref, piece, None, known)
    return None


def _left(piece: Piece, anchor: Token, known: Cues) -> Source | None:
    """A name with a verb of saying right behind it and a "que" or an infinitive before the trigger, where the parse lost the clause."""
    doc, start = piece.doc, scope.statement(anchor.sent, anchor.i)[0]
    if scope.is_aside(anchor):
        return None
    for position in range(anchor.i - 1, start, -1):
        token = doc[position]
        if token.text == ":" and "Inf" in anchor.morph.get("VerbForm") and anchor.i - position <= 3:
            said = next((t for t in reversed(doc[start:position]) if is_speech(t, known)), None)
            return _speaker(said, piece, known) if said is not None else None
        if token.text in (";", ":", ")", "»", "”") or token.text.casefold() in ("qui", "who"):
            return None
        if not is_speech(token, known):
            continue
        opened = [t for t in doc[position + 1 : min(anchor.i + 1, position + 9)] if t.text.casefold() in ("que", "qu'", "qu’", "that") or "Inf" in t.morph.get("VerbForm")]
        if not opened or any(c.dep_ == "aux:pass" for c in token.children):
            return None
        before = position
        while before > start and doc[before - 1].pos_ in ("AUX", "ADV"):
            before -= 1
        low = before
        while low > start and (doc[low - 1].pos_ in ("DET", "ADJ", "NOUN", "PROPN") or low - 1 in piece.at):
            low -= 1
        return voice(piece, low, before, known) if low < before else None
    return None


def _according(piece: Piece, sentence: Span, anchor: Token, remark: tuple[int, int] | None, known: Cues) -> Source | None:
    """A source named by "selon X": of the statement it stands in, of all when it opens the sentence, of a side remark only from within."""
    doc = piece.doc
    text = sentence.text.casefold()
    for phrase in known.attribution:
        where = text.find(phrase)
        while where >= 0:
            edge = where + len(phrase)
            if (where == 0 or not text[where - 1].isalnum()) and (edge == len(text) or not text[edge].isalnum()):
                first = next((t.i for t in sentence if t.idx >= sentence.start_char + where), sentence.end)
                after = next((t.i for t in sentence if t.idx >= sentence.start_char + edge), sentence.end)
                if _reaches(sentence, first, anchor.i, remark):
                    found = voice(piece, after, sentence.end, known)
                    if found is not None:
                        return replace(found, outside=True, speech=False)
            where = text.find(phrase, where + 1)
    return None


def _reaches(sentence: Span, cue: int, position: int, remark: tuple[int, int] | None) -> bool:
    if remark is not None:
        return remark[0] <= cue < remark[1]
    if cue - sentence.start <= 3:
        return True
    here = sentence.doc[cue]
    for _ in range(6):
        # said within a relative clause or brackets that do not hold the trigger
        if scope.is_aside(here):
            low, high = scope.bounds(here)
            if low <= cue < high and not low <= position < high:
                return False
        if here.head.i == here.i:
            break
        here = here.head
    inside = scope.brackets(sentence, cue)
    if inside is not None and not inside[0] <= position < inside[1]:
        return False
    return scope.statement(sentence, cue) == scope.statement(sentence, position)


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
            if ref.types[0] in ACTORS and not _addressed(doc, ref, known) and not (ref.how == "pronoun" and token.pos_ == "DET"):
                person = ref.types[0] == "Person" and best is not None and best.types[0] != "Person" and doc[ref.start - 1].text.casefold() not in ("par", "by", "et", "and")
                best = ref if best is None or person else best
            position = ref.end
            continue
        if form == "," and best is not None and best.types[0] == "Person":
            break
        if form == "," and (best is not None or head is None or head.pos_ == "PROPN") and best is None or form == "," and not _name_follows(piece, position + 1, end):
            break
        if form in (".", ";", ":", "(", "qui", "who", "mais", "but", "»", "”") or (is_finite(token) and not is_speech(token, known)):
            break
        if head is None and token.pos_ in ("NOUN", "PROPN") and piece.value_at(position) is None:
            head = token
        position += 1
    return _named(piece, best, head, position, known)


def _named(piece: Piece, best: Ref | None, head: Token | None, end: int, known: Cues) -> Source | None:
    """The source for the best name of a noun phrase, or for a phrase that has only a noun (or a name that nobody knows)."""
    if head is None:
        return _source(best, piece, None, known) if best is not None else None
    lemma = head.lemma_.casefold()
    if lemma in known.anonymous:
        return Source(None, "anonymous", True)
    if best is not None:
        return _source(best, piece, head, known)
    if lemma in known.document_nouns | known.institutions:
        own = any(t.lemma_.casefold() in known.spokespeople for t in piece.doc[head.i : end])
        return Source(_institution(piece, head.i, end, known), "document", True, False, own)
    if lemma in known.media_nouns:
        return Source(_medium_before(piece, head.i), "medium", True)
    unknown = _unlisted(piece, head, end)
    if unknown is not None:
        return unknown
    # "selon la société", "a précisé une porte-parole": who that is, only the claim can tell
    return Source(None, "speaker", True, True, True) if lemma in known.spokespeople or known.anaphors.get(lemma) == "Organisation" else None


def _unlisted(piece: Piece, head: Token, end: int) -> Source | None:
    """A source whose name is no mention: by the gazetteer ("the echoes" as a medium's name), else as the text spells it."""
    doc = piece.doc
    start = head.i - 1 if head.i and doc[head.i - 1].pos_ == "DET" else head.i
    entry = names.gazetteer().lookup(str(doc[start : head.i + 1].text))
    if entry is not None and entry.medium:
        return Source(str(doc[start : head.i + 1].text), "medium", True)
    first = next((t.i for t in doc[head.i : min(end, head.i + 4)] if t.pos_ == "PROPN" or t.text[0].isupper() and t.i > t.sent.start), None)
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
    return position < end and position in piece.at and piece.at[position].how == "name"


def _addressed(doc: object, ref: Ref, known: Cues) -> bool:
    """Whether a name is who was told or who saw the document: "à l'AFP", "consulté par l'AFP"."""
    left = ref.start - 1
    while left > 0 and doc[left].pos_ == "DET":  # type: ignore[index]
        left -= 1
    if left < 1:
        return False
    word, verb = doc[left], doc[left - 1]  # type: ignore[index]
    return word.text.casefold() in ("à", "au", "aux", "to") and ref.start - left < 3 or (word.text.casefold() in ("par", "by", "with", "auprès") and verb.lemma_.casefold() in known.consulting)


def _source(ref: Ref, piece: Piece, head: Token | None, known: Cues) -> Source:
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


def _incise(piece: Piece, sentence: Span, anchor: Token, known: Cues) -> Source | None:
    """The speaker of "…, a déclaré X", "…, say X and Y", "…, the company said", for the statement that it is set in."""
    for token in sentence:
        if is_speech(token, known) and token.i != anchor.i and scope.statement(sentence, token.i) == scope.statement(sentence, anchor.i):
            found = incise_at(piece, token, sentence, known)
            if found is not None:
                return found
    return None


def incise_at(piece: Piece, verb: Token, sentence: Span, known: Cues) -> Source | None:
    """The source that a verb of saying set off by a comma or closing quote has, behind it or (English) before it; None if it is no such verb."""
    doc = piece.doc
    if any(c.dep_ == "aux:pass" for c in verb.children):
        return None
    if "Part" in verb.morph.get("VerbForm") and not any(t.pos_ == "AUX" for t in doc[max(sentence.start, verb.i - 2) : verb.i]) and verb.lang_ == "fr":
        return None
    left = verb.i - 1
    while left > sentence.start and doc[left].pos_ in ("AUX", "ADV", "PRON") and left not in piece.at:
        left -= 1
    if any(t.text.casefold() in known.relatives for t in doc[left + 1 : verb.i]):
        return None
    stop = (",", "»", "”", '"', "?", "!", "-", "–")
    if left >= 0 and doc[left].text in stop and left >= sentence.start:
        after = verb.i + 1
        while after < sentence.end and (doc[after].pos_ in ("ADV",) or "Inf" in doc[after].morph.get("VerbForm") or doc[after].text in ("-t", "-", "t") or _dated(piece, after)):
            after += 1
        if after < sentence.end and doc[after].text.casefold() not in ("que", "qu'", "qu’", "that", ",", "ne", "n'", "le", "la") or (after < sentence.end and doc[after].pos_ == "DET"):
            return voice(piece, after, sentence.end, known)
        return None
    # ", the company said on Monday"
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is None or any(t.text.casefold() in ("that", "que") for t in doc[verb.i : min(verb.i + 4, sentence.end)]):
        return None
    low = scope.bounds(subject)[0]
    if low > sentence.start and doc[low - 1].text in stop and not any(scope.plain_dep(c) == "ccomp" and c.i > verb.i for c in verb.children):
        return voice(piece, low, verb.i, known, head=subject)
    return None


def _dated(piece: Piece, position: int) -> bool:
    value = piece.value_at(position)
    return value is not None and value.type == "Date" or piece.doc[position].pos_ == "ADP" and position + 1 < len(piece.doc) and (
        (piece.value_at(position + 1) is not None) or piece.doc[position].text.casefold() in ("à", "au") and any(p in piece.at for p in (position + 1, position + 2))
    )


def _quoted(piece: Piece, position: int, known: Cues) -> tuple[Source | None, tuple[int, int] | None]:
    """The speaker and the bounds of the quotation that holds a token: named after it, in it ("…, affirme X. …"), before it, or that of the quotation before."""
    doc = piece.doc
    if "kg_quotations" not in doc.user_data:
        speakers: list[tuple[int, int, Source | None]] = []
        for start, end in scope.quotations(doc):
            source = _after(piece, end, known) or _within(piece, start, end, known) or _before(piece, start, known)
            if source is None and speakers and start - speakers[-1][1] < 25 and doc[start].is_sent_start:
                source = speakers[-1][2]
            speakers.append((start, end, source))
        doc.user_data["kg_quotations"] = speakers
    for start, end, source in doc.user_data["kg_quotations"]:
        if start < position < end:
            return (replace(source, outside=True, speech=True) if source is not None else None), (start, end)
    return None, None


def _after(piece: Piece, end: int, known: Cues) -> Source | None:
    doc = piece.doc
    if end >= len(doc):
        return None
    sentence = doc[end - 1].sent if doc[end].is_sent_start is not True or end - 1 < 0 else doc[end].sent
    for token in doc[end : min(end + 8, len(doc))]:
        if token.text in (".", ";") or token.text in scope.OPENING:
            break
        if is_speech(token, known):
            return incise_at(piece, token, doc[min(end - 1, sentence.start) : max(sentence.end, min(token.i + 20, len(doc)))], known) or _speaker(token, piece, known)
    text = doc[end : min(end + 4, len(doc))].text.casefold().lstrip(" ,.")
    for phrase in known.attribution:
        if text.startswith(phrase):
            after = next(t.i for t in doc[end:] if t.idx >= doc[end].idx + doc[end : min(end + 4, len(doc))].text.casefold().find(phrase) + len(phrase))
            return voice(piece, after, len(doc), known)
    return None


def _within(piece: Piece, start: int, end: int, known: Cues) -> Source | None:
    for token in piece.doc[start + 1 : end]:
        if is_speech(token, known) and any(c.dep_ == "nsubj" and c.i > token.i for c in token.children):
            found = incise_at(piece, token, token.sent, known)
            if found is not None:
                return found
    return None


def _before(piece: Piece, start: int, known: Cues) -> Source | None:
    doc = piece.doc
    low = max(0, start - 25)
    for position in range(start - 1, low - 1, -1):
        token = doc[position]
        if token.text in (".", ";", "»", "”"):
            break
        if is_speech(token, known) and (doc[start - 1].text == ":" or start - position < 6):
            found = _speaker(token, piece, known)
            if found is not None:
                return found
    return None
