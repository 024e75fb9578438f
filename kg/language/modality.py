"""How sure the writer is: plans, hearsay, the press conditional, denial."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.language import cues, denial, plans, quantities, scope, standing
from kg.language.attribution import hoped_by, source_of
from kg.language.cues import Cues
from kg.language.dating import NOW
from kg.language.pieces import Piece, anchor_of, is_finite
from kg.language.scope import is_one
from kg.language.speakers import last_speaker, speaker
from kg.language.voices import Source
from kg.types import Modality

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Adverbs by which "would" tells what came to be: "which would later buy".
CONTINUE = frozenset({"continue", "continuer"})
LATER = frozenset({"later", "eventually", "subsequently", "ultimately", "soon"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What grammar says of a claim: its modality, who says it (also if it is asserted by its own doer), whether it is negated."""

    modality: Modality
    source: Source | None
    negated: bool


def judge(
    piece: Piece,
    sentence: Span,
    tokens: tuple[int, ...],
    lang: str,
    *,
    subjects: frozenset[str],
    kind: str = "verb",
    companies: frozenset[str] = frozenset(),
    figure: bool = False,
) -> Judgement:
    """The judgement on the claim whose trigger stands at `tokens`.

    `subjects` are the names that the claim speaks of, `companies` those of organisations among them, `kind` is the trigger's;
    `figure` tells that the claim is a figure of its subject.
    """
    known = cues.load(lang)
    anchor = anchor_of(piece.doc, tokens, kind)
    remark = standing.aside(piece, sentence, tokens, kind, known)
    source = source_of(piece, sentence, tokens, kind, lang)
    denied = planned = conditional = hearsay = suggested = False
    verb = None
    if kind == "role" and remark is not None and not standing.is_predicate(anchor, known):
        # a title or an apposition takes the role for granted, whatever the clause says
        planned = any(is_one(c, known.plan_words) for c in anchor.children if scope.plain_dep(c) == "amod")
    else:
        chain = list(scope.governors(anchor))
        noun = plans.behind_plan(anchor, known)
        if noun is not None:
            chain += [(noun, anchor), *scope.governors(noun)]
        verb = scope.verb_of(anchor)
        # "n'est pas rentable" is what the rule itself says
        denied = denial.denied(anchor, verb, chain, known, lang) and not any(is_one(piece.doc[i], known.negators) for i in tokens)
        lasting = _lasting(anchor, chain, kind, known)
        if not lasting:
            conditional = plans.conditional(verb, lang) and not _came_to_be(verb, lang)
            suggested = any(head.pos_ == "VERB" and plans.conditional(head, lang) for head, _ in chain)
            hearsay = _hearsay(piece, sentence, anchor, verb, chain, remark, known)
            planned = plans.planned(piece, sentence, anchor, verb, chain, known, lang)
            asker = next((head for head, below in chain if scope.advocates(head, below, known.advocating)), None)
            if asker is not None and source is not None and kind != "role":
                # "X pushed for a merger": a plan; "X aurait poussé pour la fusion": even that is only rumoured
                suggested = plans.conditional(asker, lang)
                planned, conditional = planned or not suggested, conditional and not suggested
        denied = denied or (planned and denial.in_vain(sentence, anchor, known))
    if figure and source is None and is_one(anchor, known.claiming):
        # "which claims 8 million users": who vouches for the figure is its source
        source = speaker(anchor, piece, known)
        source = replace(source, claimed=True) if source is not None else None
    if source is None and conditional and lang == "en" and (said := last_speaker(piece, anchor.i, known, back=1)) is not None:
        # "Ms X said the firm had listened. It would plant 9,000 trees": she goes on
        source = Source(said, "speaker", False, True)
    if source is not None and source.own:
        source = _named(source, piece, companies)
    modality: Modality
    if denied:
        modality = "denied"
    elif hearsay and source is not None:
        modality = "reported"
    elif planned:
        modality = "planned"
    elif suggested and not conditional:
        # "X aurait suggéré de fusionner": even that it was said is only rumoured
        modality = "rumoured" if source is None or not source.outside else "reported"
    elif conditional and source is not None and (source.speech or lang == "en") and not plans.perfect(verb) and not _now(verb):
        # "X a confirmé qu'une société serait créée": what somebody says will be
        modality = "planned"
    elif source is not None and (_another(source, subjects, figure=figure) or (figure and source.claimed)):
        modality = "reported"
    elif conditional or hearsay:
        modality = "rumoured" if source is None else "reported"
    else:
        modality = "asserted"
    if modality == "planned" and source is None:
        source = hoped_by(piece, anchor, subjects, known, figure=figure)
    return Judgement(modality, source, denied)


def _named(source: Source, piece: Piece, companies: frozenset[str]) -> Source:
    """A source that only the claim can name ("selon la société", "a précisé une porte-parole"): the company that the claim speaks of,
    else the one that the document is about."""
    about = {piece.topic[0]} if piece.topic is not None and piece.topic[1] == "Organisation" else set()
    meant = companies if len(companies) == 1 else companies & about if companies else about
    return replace(source, name=min(meant)) if meant else source


def _another(source: Source, subjects: frozenset[str], *, figure: bool) -> bool:
    """Whether it is not somebody's own deed that a source tells of: a medium that "reveals" its new site does."""
    return source.name not in subjects or (source.outside and (source.kind != "medium" or figure))


def _lasting(anchor: Token, chain: list[tuple[Token, Token]], kind: str, known: Cues) -> bool:
    """Whether a state that holds goes on: "will remain chairman", "will continue to be led by"."""
    if kind == "role" and is_one(anchor, known.lasting):
        return True
    if kind == "role":
        return any(is_one(head, known.lasting) for head, _ in chain)
    return any(head.lemma_.casefold() in CONTINUE and below.i == anchor.i and scope.plain_dep(below) == "xcomp" for head, below in chain)


def _now(verb: Token | None) -> bool:
    """Whether a verb speaks of today, so that its conditional is no future."""
    return verb is not None and any(c.text.casefold().replace("’", "'") in NOW for c in verb.children)


def _came_to_be(verb: Token | None, lang: str) -> bool:
    """Whether "would" tells of what has happened since: "which would later become"."""
    return lang == "en" and verb is not None and any(c.dep_ == "advmod" and c.text.casefold() in LATER for c in verb.children)


def _hearsay(
    piece: Piece,
    sentence: Span,
    anchor: Token,
    verb: Token | None,
    chain: list[tuple[Token, Token]],
    remark: tuple[int, int] | None,
    known: Cues,
) -> bool:
    """Whether a word of hearsay reaches the trigger: "is said to", "reportedly", "dit-on", "il se murmure que"."""
    text = sentence.text.casefold()
    for phrase in known.hearsay:
        where = text.find(phrase)
        if where >= 0:
            first = next((t.i for t in sentence if t.idx >= sentence.start_char + where), sentence.end - 1)
            if scope.reaches(sentence, first, anchor.i, remark):
                return True
    if any(is_one(head, known.hearsay_nouns - known.document_nouns) and scope.plain_dep(below) in ("nmod", "acl") for head, below in chain):
        # "rumours of a takeover"
        return True
    low, high = remark or quantities.clause(piece, sentence, anchor.i)
    for token in sentence:
        if token.text.casefold() in known.hearsay_words and (low <= token.i < high or (verb is not None and token.head.i == verb.i)):
            return True
        if is_one(token, known.hearsay_nouns) and token.pos_ == "NOUN" and token.i < anchor.i and _that_follows(token):
            return True
        if (
            token.i < anchor.i
            and is_one(token, known.hearsay_verbs)
            and _leads_on(token, sentence)
            and (remark is None or remark[0] <= token.i < remark[1])
            and not any(is_finite(t) for t in piece.doc[token.i + 2 : anchor.i] if not _that_follows(token))
        ):
            return True
    return False


def _leads_on(token: Token, sentence: Span) -> bool:
    """Whether a passive of saying or a verb of seeming leads on: "is believed to", "seems to", "il se dit que", "semble avoir"."""
    after = [t for t in token.doc[token.i + 1 : min(token.i + 4, sentence.end)] if t.pos_ != "ADV"]
    if not after:
        return False
    if token.lang_ == "fr":
        reflexive = any(t.text.casefold() in ("se", "s'", "s’") for t in token.doc[max(sentence.start, token.i - 2) : token.i])
        if after[0].text.casefold() in ("que", "qu'", "qu’"):
            return reflexive and any(t.text.casefold() == "il" for t in token.doc[max(sentence.start, token.i - 4) : token.i])
        return not reflexive and "Inf" in after[0].morph.get("VerbForm")
    passive = "Part" in token.morph.get("VerbForm") or any(c.dep_ == "aux:pass" for c in token.children)
    seems = token.lemma_.casefold() in ("seem", "appear")
    if not (passive or seems):
        return False
    if after[0].text.casefold() == "that":
        return any(t.text.casefold() == "it" for t in token.doc[max(sentence.start, token.i - 4) : token.i])
    if after[0].text.casefold() == "with":
        return str(token.lemma_).casefold() == "link"
    return after[0].text.casefold() == "to" and len(after) > 1 and after[1].pos_ in ("VERB", "AUX")


def _that_follows(token: Token) -> bool:
    return any(t.text.casefold() in ("that", "que", "qu'", "qu’") for t in token.doc[token.i + 1 : token.i + 3])
