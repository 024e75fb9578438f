"""Who says it: "selon X", "X a annoncé que", "…, indique X", quotation marks, "according to", and how far each reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import cues, scope, standing
from kg.language.cues import Cues
from kg.language.pieces import Piece, anchor_of
from kg.language.quoting import quoted
from kg.language.scope import is_one
from kg.language.speakers import incise_at, last_speaker, speaker
from kg.language.voices import Source, is_speech, voice

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SAYABLE = frozenset({"ccomp", "xcomp", "obj", "obl", "csubj", "nmod", "acl", "nsubj:pass"})


def source_of(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> Source | None:
    """The source of what a trigger says, by name where the text tells: "she noted" is said by who spoke last."""
    found = _source_of(piece, sentence, tokens, kind, lang)
    if found is None or found.name is not None or found.kind != "speaker" or found.own:
        return found
    return replace(found, name=last_speaker(piece, sentence.start, cues.load(lang)))


def _source_of(piece: Piece, sentence: Span, tokens: tuple[int, ...], kind: str, lang: str) -> Source | None:
    """The source of what a trigger says: of its quotation, of its clause by a verb of saying, of its statement by "selon X", "…, dit X".

    A title or an apposition ("selon le président de X") is said by nobody but the writer, unless it stands in somebody's quotation.
    """
    known = cues.load(lang)
    anchor = anchor_of(piece.doc, tokens, kind)
    remark = standing.aside(piece, sentence, tokens, kind, known)
    if scope.brackets(sentence, anchor.i) is None:
        said, bounds = quoted(piece, anchor.i, known)
        title = remark is not None and _is_title(piece, anchor, tokens[-1], known)
        if said is not None and kind == "role" and (title or _titles(piece, anchor, said)):
            # "'…', indique le directeur général de X, Paul Marchand. '…'": his own title is not what he says
            return None
        if said is not None:
            # somebody quoted may himself say who said it
            return _governing(piece, anchor, bounds, known) or said
        if bounds is not None:
            around = _incise(piece, sentence, anchor, known)
            if around is not None:
                return replace(around, outside=True)
    if kind == "role" and remark is not None and not standing.is_predicate(anchor, known):
        return None
    return (
        _according(piece, sentence, anchor, remark, known.attribution, known)
        or (_in_view(piece, sentence, anchor, known) if remark is None else None)
        or _governing(piece, anchor, remark, known)
        or (_incise(piece, sentence, anchor, known) if remark is None else None)
        # "X reported, citing people familiar with the matter": who cites comes first
        or _according(piece, sentence, anchor, remark, known.citing, known)
    )


def _is_title(piece: Piece, anchor: Token, end: int, known: Cues) -> bool:
    """Whether a role stands before its bearer's name as a title: "le président du conseil Paul Marchand" is nobody's statement."""
    last = max(anchor.right_edge.i, end + 1)
    named = any(piece.at[i].types[0] == "Person" and piece.at[i].start > end for i in range(end + 1, last + 1) if i in piece.at)
    return named and not standing.is_predicate(anchor, known) and (anchor.i == 0 or piece.doc[anchor.left_edge.i - 1].text != ",")


def _titles(piece: Piece, anchor: Token, said: Source) -> bool:
    """Whether a role stands by the name of who speaks."""
    return any(ref.how == "name" and ref.names[0] == said.name and abs(ref.start - anchor.i) < 9 for ref in piece.refs)


def _governing(piece: Piece, anchor: Token, remark: tuple[int, int] | None, known: Cues) -> Source | None:
    """The subject of a verb of saying above the trigger: "X annonce vouloir racheter", "X a indiqué que", "the paper evokes a turnover"."""
    if is_speech(anchor, known) and anchor.pos_ == "VERB":
        # "a annoncé la suppression de 250 emplois": who announces
        return speaker(anchor, piece, known)
    for head, below in scope.governors(anchor, said=True):
        if remark is not None and not remark[0] <= head.i < remark[1]:
            return None
        if (
            (is_speech(head, known) or scope.advocates(head, below, known.advocating))
            and not _ordered(head, below, known)
            and not _set_apart(head, anchor, known)
            and (scope.plain_dep(below) in SAYABLE or below.dep_ == "nsubj:pass")
        ):
            found = speaker(head, piece, known)
            if found is not None:
                return found
    return _left(piece, anchor, known) if remark is None else None


def hoped_by(piece: Piece, anchor: Token, subjects: frozenset[str], known: Cues, *, figure: bool) -> Source | None:
    """Whose hope a plan is when nobody is quoted: a person's who hopes for something of another, whoever expects a figure."""
    for head, _ in scope.governors(anchor):
        if not (scope.is_verb(head, known.hoping) or (figure and scope.is_verb(head, known.expecting))):
            continue
        found = speaker(head, piece, known)
        if found is None or found.name is None or found.kind != "speaker":
            return None
        ref = next((r for r in piece.refs if r.names[0] == found.name), None)
        person = ref is not None and ref.types[0] == "Person" and found.name not in subjects
        return found if person or (figure and scope.is_verb(head, known.expecting)) else None
    return None


def _ordered(head: Token, below: Token, known: Cues) -> bool:
    """Whether a verb of saying is one of ordering: "told the team to switch"."""
    return (
        is_one(head, known.object_control)
        and "Inf" in below.morph.get("VerbForm")
        and any(c.dep_ in ("obj", "iobj", "obl:arg") for c in head.children)
    )


def _left(piece: Piece, anchor: Token, known: Cues) -> Source | None:
    """A name with a verb of saying right behind it and a "que" or an infinitive before the trigger, where the parse lost the clause."""
    doc, start = piece.doc, scope.statement(anchor.sent, anchor.i)[0]
    if scope.is_aside(anchor):
        return None
    for position in range(anchor.i - 1, start, -1):
        token = doc[position]
        if token.text == ":" and "Inf" in anchor.morph.get("VerbForm") and anchor.i - position <= 3:
            said = next((t for t in reversed(doc[start:position]) if is_speech(t, known)), None)
            return speaker(said, piece, known) if said is not None else None
        if token.text in (";", ":", ")", "»", "”") or token.text.casefold() in ("qui", "who"):
            return None
        if not is_speech(token, known):
            continue
        if _below(token, anchor):
            # "Si le gouvernement estime que A, B"
            return None
        opened = [
            t
            for t in doc[position + 1 : min(anchor.i + 1, position + 9)]
            if t.text.casefold() in ("que", "qu'", "qu’", "that") or "Inf" in t.morph.get("VerbForm")
        ]
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


def _set_apart(said: Token, anchor: Token, known: Cues) -> bool:
    """Whether a verb of saying opens its sentence with "if", "while" and a comma ends that clause before the trigger."""
    first = said.sent[0]
    opened = first.text.casefold() in known.clause_openers and first.head.i == said.i and said.i < anchor.i
    return opened and any(t.text == "," for t in said.doc[said.i : anchor.i])


def _below(said: Token, anchor: Token) -> bool:
    """Whether a verb of saying stands in a subordinate clause of the clause of a trigger, which ends before it."""
    marked = any(c.dep_ == "mark" and c.i < said.i for c in said.children)
    return marked and scope.plain_dep(said) == "advcl" and any(h.i == anchor.i for h in said.ancestors) and said.right_edge.i < anchor.i


def _in_view(piece: Piece, sentence: Span, anchor: Token, known: Cues) -> Source | None:
    """The person in whose view the sentence is told: "Pour Paul Marchand, analyste chez Corvaux, …"."""
    first = sentence.start
    if sentence[0].text.casefold() not in known.view_words or anchor.i < first + 3:
        return None
    name = next((piece.at[i] for i in range(first + 1, min(first + 7, anchor.i)) if i in piece.at), None)
    if name is None or name.how != "name" or name.types[0] != "Person" or name.end >= anchor.i or piece.doc[name.end].text != ",":
        return None
    if any(t.text == "," or t.pos_ in ("VERB", "AUX") for t in piece.doc[first + 1 : name.start]):
        return None
    return Source(name.names[0], "speaker", True)


def _according(
    piece: Piece, sentence: Span, anchor: Token, remark: tuple[int, int] | None, phrases: tuple[str, ...], known: Cues
) -> Source | None:
    """A source named by "selon X": of the statement it stands in, of all when it opens the sentence, of a side remark only from within."""
    text = sentence.text.casefold()
    for phrase in phrases:
        where = text.find(phrase)
        while where >= 0:
            edge = where + len(phrase)
            if (where == 0 or not text[where - 1].isalnum()) and (edge == len(text) or not text[edge].isalnum()):
                first = next((t.i for t in sentence if t.idx >= sentence.start_char + where), sentence.end)
                after = next((t.i for t in sentence if t.idx >= sentence.start_char + edge), sentence.end)
                if scope.reaches(sentence, first, anchor.i, remark):
                    if phrase in known.unnamed:
                        return Source(None, "anonymous", True)
                    found = voice(piece, after, sentence.end, known)
                    if found is not None:
                        return replace(found, outside=True, speech=False)
            where = text.find(phrase, where + 1)
    return None


def _incise(piece: Piece, sentence: Span, anchor: Token, known: Cues) -> Source | None:
    """The speaker of "…, a déclaré X", "…, say X and Y", "…, the company said", for the statement that it is set in."""
    for token in sentence:
        if is_speech(token, known) and token.i != anchor.i and (
            scope.reaches(sentence, token.i, anchor.i, None) or _foretold(sentence, anchor, token)
        ):
            found = incise_at(piece, token, sentence, known)
            if found is not None:
                return found
    return None


def _foretold(sentence: Span, anchor: Token, said: Token) -> bool:
    """Whether a remark that ends the sentence is said of both its halves: "A fermera, mais B restera, promet X" foretells both."""
    ahead = "Fut" in anchor.morph.get("Tense") and any("Fut" in t.morph.get("Tense") for t in sentence.doc[anchor.i + 1 : said.i])
    behind = sentence.doc[said.i : sentence.end]
    ends = said.i > anchor.i and said.doc[said.i - 1].text == "," and not any(t.text in (",", ";", ":") for t in behind)
    turns = [t for t in sentence.doc[anchor.i : said.i] if t.text.casefold() in ("mais", "but", "et", "and")]
    return ahead and ends and bool(turns) and scope.brackets(sentence, said.i) == scope.brackets(sentence, anchor.i)
