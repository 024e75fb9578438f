"""Personal pronouns to the things meant, or to nothing where that is unclear."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language.antecedents import QUOTE, doer, leader, main_subject, stands_for
from kg.language.cues import Cues
from kg.language.descriptions import ref
from kg.language.pieces import Piece, Ref
from kg.language.salience import ACTORS, ASIDE, SUBJECTS, TOPICAL, Salience, Thing, cited, clear, named_within
from kg.language.spots import phrases

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: What a neuter pronoun may stand for.
THINGS = frozenset({"Organisation", "Product", "Programme"})
#: How much it counts that a verb suits persons or companies.
SUITED = 1.5
#: Clauses whose subject pronoun goes on with the subject of the clause above.
BELOW = frozenset({"ccomp", "advcl", "acl:relcl", "xcomp", "acl", "parataxis"})


def impersonal(token: Token, piece: Piece, known: Cues) -> bool:
    """ "il s'agit", "il faut", "il y a", "it is said": a pronoun that stands for nothing."""
    if token.dep_.startswith("expl"):
        return True
    if token.text.casefold() == "il":
        # "il y a", "il n'y avait", "il pourrait y avoir"
        after = list(piece.doc[token.i + 1 : token.i + 6])
        if any(a.text.casefold() == "y" and b.lemma_.casefold() == "avoir" for a, b in pairwise(after)):
            return True
    head = token.head
    if head.lemma_.casefold() in known.impersonal or any(c.lemma_.casefold() == "agir" and c.dep_ == "xcomp" for c in head.children):
        return True
    return any(child.dep_ in ("csubj", "expl:subj") for child in head.children)


def clause(token: Token, piece: Piece) -> set[Thing]:
    """What is named in the same clause in another role: what a pronoun there does not mean."""
    found = {
        thing
        for other in token.head.children
        if other.i != token.i and other.i in piece.at
        for thing in zip(piece.at[other.i].names, piece.at[other.i].types, strict=True)
    }
    if token.dep_ in ("obj", "iobj"):
        # "X borrowed to pay for it": nor who does what the verb says
        actor = doer(token.head)
        found |= set(stands_for(actor, piece)) if actor is not None else set()
    return found


def last_named(token: Token, salience: Salience, sentence: Span) -> Ref | None:
    """ "ce dernier", "celui-ci", "the latter": the actor named last, in this sentence or the one before."""
    for things in reversed(salience.order[-3:]):
        if things[-1][1] in ACTORS and salience.clock - salience.last[things[-1]] < 45:
            close = salience.clock - salience.last[things[-1]] < token.i - sentence.start + 1
            if "celle" in token.text.casefold() and not close:
                return None
            return ref(token, [things[-1]], "pronoun")
    return None


def personal(token: Token, piece: Piece, feats: str, known: Cues, salience: Salience, sentence: Span, lang: str) -> list[Thing]:
    """What he, she, it, they, il, elle … mean."""
    left = piece.doc[token.i - 1].text.casefold() if token.i else ""
    if "plural" in feats:
        # "most of them", "between them": the noun beside, not the actors
        return [] if left in known.sharing else _several_above(token, piece) or salience.last_group()
    types = _types(token, feats, known, lang)
    if not types:
        return []

    def fit(thing: Thing) -> bool:
        return salience.may_be(thing, feats)

    if token.text.casefold() in known.reflexives:
        subject = doer(token.head) if token.dep_ not in SUBJECTS else None
        things = stands_for(subject, piece) if subject is not None else []
        return things if len(things) == 1 and fit(things[0]) else []
    if token.dep_ in SUBJECTS and token.head.lemma_.casefold() in known.speech_verbs and (token.i > token.head.i or lang == "en"):
        # "…", a-t-il ajouté; "…", she added: who spoke last speaks on
        speaker, when = salience.speaker
        if speaker is not None and salience.sentence - when <= 3 and speaker[1] in types and fit(speaker) and _quoted(token, piece):
            return [speaker]
    above = _above(token, piece, types, known, fit)
    if above is not None:
        return [above]
    fronted = main_subject(token, piece, sentence, types)
    if fronted is not None and fit(fronted):
        return [fronted]
    # what its own clause names, a pronoun does not mean
    barred = named_within(token.head, piece, token.i) if token.dep_ in SUBJECTS else clause(token, piece)
    about = TOPICAL[lang]
    rows = salience.scored(types, window=60, about=about, near=20, acting=2.5, aside=ASIDE, fit=lambda t: t not in barred and fit(t))
    if lang != "en":
        # a company is as often "il" (le groupe) as "elle" (la société); a person who acts is meant rather than a company
        rows = [(score + (0.0 if thing[1] != "Person" else 1.0 if thing in salience.title else 0.6), thing) for score, thing in rows]
        suited = _suited(token, known)
        rows = [(score + (SUITED if thing[1] == suited else 0.0), thing) for score, thing in rows]
        rows.sort(key=lambda row: (-row[0], row[1]))
    thing = clear(rows, 0.3)
    if thing is None or (
        salience.stranger >= salience.sentence - 1 and salience.subject.get(thing, -9) < salience.sentence - 1 and thing[1] == "Person"
    ):
        return []
    if salience.stranger == salience.sentence - 1 and salience.subject.get(thing, -9) <= salience.stranger and token.text.startswith("-"):
        return []
    if thing[1] != "Person" and _event(token, feats, known, salience):
        return []
    return [thing]


def _suited(token: Token, known: Cues) -> str:
    """The type that a subject pronoun has by its verb: a person presides, a company employs; nothing where both do."""
    verb = token.head.lemma_.casefold()
    if token.dep_ not in SUBJECTS:
        return ""
    return "Person" if verb in known.person_verbs else "Organisation" if verb in known.firm_verbs else ""


def _quoted(token: Token, piece: Piece) -> bool:
    """Whether a quotation ends right before the clause of a token ("…", she said)."""
    return any(t.text in QUOTE for t in piece.doc[max(token.i - 6, 0) : token.i])


def _types(token: Token, feats: str, known: Cues, lang: str) -> frozenset[str]:
    """The types that a singular pronoun may stand for: by the pronoun, and by what it is said to be ("it is one of the contractors")."""
    types = THINGS if feats.startswith("neuter") else frozenset({"Person"}) if lang == "en" else ACTORS
    noun = token.head
    if token.dep_ not in SUBJECTS or (noun.pos_ != "NOUN" and noun.lemma_.casefold() not in known.one_of):
        return types
    if not any(c.dep_ == "cop" for c in noun.children) or any(c.dep_ == "case" for c in noun.children):
        return types
    if noun.lemma_.casefold() in known.one_of:
        noun = next((c for c in noun.children if c.i > noun.i and c.dep_ in ("nmod", "obl", "obl:arg")), noun)
    lemma = noun.lemma_.casefold()
    kind = known.anaphors.get(lemma) or next((kind for words, kind in phrases("heads", lang).get(lemma, ()) if len(words) == 1), None)
    if kind is not None:
        return types & {kind}
    # "it is the first time", "it is a landmark": no company is that
    return types if feats.split()[0] != "neuter" or noun.lemma_.casefold() in known.one_of else frozenset()


def _above(token: Token, piece: Piece, types: frozenset[str], known: Cues, fit: Callable[[Thing], bool]) -> Thing | None:
    """The subject of a clause above, which a subject pronoun goes on with: "X said it would", "X lost the case when it".

    What stands in quotes is said by another voice and does not go on.
    """
    if token.dep_ not in SUBJECTS:
        return None
    here = token.head
    for _ in range(6):
        if here.dep_ == "conj":
            here = here.head
            continue
        if here.dep_ not in BELOW or here.head.i == here.i:
            return None
        here = here.head
        subject = next((c for c in here.children if c.dep_ in SUBJECTS and c.i < token.i and not cited(c, piece, known)), None)
        if subject is None and here.pos_ == "VERB" and here.i < token.i:
            subject = leader(here, piece)
        if subject is None:
            continue
        if {t.text for t in piece.doc[subject.i : token.i]} & QUOTE:
            return None
        things = [thing for thing in stands_for(subject, piece) if thing[1] in types]
        if len(things) == 1 and fit(things[0]):
            return things[0]
    return None


def _several_above(token: Token, piece: Piece) -> list[Thing]:
    """The actors that the subject of a clause above stands for: "Les deux sociétés recrutent, alors qu'elles devaient …"."""
    here = token.head
    if token.dep_ not in SUBJECTS:
        return []
    while here.dep_ in BELOW or here.dep_ == "conj":
        here = here.head
        subject = next((c for c in here.children if c.dep_ in SUBJECTS and c.i < token.i), None)
        things = stands_for(subject, piece) if subject is not None else []
        if len(things) > 1 and all(kind in ACTORS for _, kind in things):
            return things
    return []


def _event(token: Token, feats: str, known: Cues, salience: Salience) -> bool:
    """Whether a pronoun that opens its sentence may as well mean the deal, project … that the sentence before was about."""
    noun = salience.matter
    if noun is None or token.dep_ not in SUBJECTS or token.i - token.sent.start > 1 or token.head.lemma_.casefold() in known.actor_verbs:
        return False
    gender = next(iter(noun.morph.get("Gender")), "")
    return feats.startswith("neuter") or (gender == "Fem") == feats.startswith("feminine")
