"""Who gets, holds or leaves a post, and whose post it is: by the verb or noun that governs the role's noun.

"X devient président", "nommé directeur, X", "Talmont named X chief executive", "X steps down as chairman", "la nomination de X au poste de
directeur", "X remplace Y comme directeur".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.bearers import fillers_of, noun_phrase_start
from kg.language.fillers import Filler, case_of, named
from kg.language.series import plain_case
from kg.language.site import SUBJECTS, Site
from kg.language.subjects import inherited, right_before
from kg.language.triggers import is_passive

if TYPE_CHECKING:
    from kg.language.pieces import Ref, Token

#: What may stand between a verb or noun of naming, or who is named, and the role: "au poste de", "en tant que", "as its new".
LINKS = frozenset(
    {
        "à",
        "a",
        "au",
        "aux",
        "de",
        "du",
        "des",
        "d'",
        "le",
        "la",
        "l'",
        "les",
        "un",
        "une",
        "son",
        "sa",
        "ses",
        "leur",
        "comme",
        "en",
        "tant",
    }
    | {"que", "qualité", "the", "an", "as", "of", "to", "from", "its", "his", "her", "their"}
)
PARTICLES = frozenset({"down", "over", "aside", "out", "on", "up", "back", "off"})
#: Who fills the subject of rules on posts.
PERSONS = frozenset({"Person"})
#: Bodies within a company whose chair is the company's.
BOARDS = frozenset({"board", "conseil", "directoire", "committee", "comité"})
ARCS = frozenset({"xcomp", "obj", "obl", "obl:arg", "obl:mod", "advcl", "nmod", "appos", "advmod", "dep", "ccomp"})


def linked(site: Site) -> list[Filler] | None:
    """As `appointed`, where a preposition ties the role to the word of naming left of it: "X remplace Y | au poste de", "named X | as".

    None where there is no such word; then other ways may lead to the bearer.
    """
    start = noun_phrase_start(site)
    between = site.doc[max(site.sentence.start, start - 1) : site.hit.tokens[0] + 1]
    if not any(t.pos_ in ("ADP", "SCONJ") for t in between) or _left(site)[0] is None:
        return None
    return appointed(site, near=True)


def appointed(site: Site, *, near: bool = False) -> list[Filler]:
    """Who gets, holds or leaves the post that a role noun names; `near`: only by a word of naming that stands left of it."""
    known = cues.load(site.lang)
    left, person = _left(site)
    word = left or (None if near else _above(site))
    if word is None:
        return []
    lemma = word.lemma_.casefold()
    if lemma in known.ended_verbs and "Person" not in (site.hit.trigger.rule.types["subject"] or ("Person",)):
        # "cédé aux propriétaires de X": a company holds no post that it could leave
        return []
    if lemma in known.posts_taken | known.posts_left:
        return fillers_of(person) if person is not None else _of_noun(site, word)
    if lemma in known.successors:
        return named(word.head, site.piece, site.lang) if word.dep_ == "appos" else []
    if lemma in known.replacing_verbs:
        return _replacing(site, word)
    if person is not None:
        return fillers_of(person)
    return _of_verb(site, word)


def employer(site: Site) -> list[Filler]:
    """Whose post it is when only the verb tells: "Talmont nomme X directeur", "X rejoint Talmont comme directeur"."""
    if site.hit.trigger.rule.types["subject"] != PERSONS:
        return []
    left, person = _left(site)
    verb = left or _above(site)
    if verb is None or verb.pos_ == "NOUN" or is_passive(verb):
        return []
    objects = [f for c in verb.children if c.dep_ == "obj" and c.i != site.anchor.i for f in named(c, site.piece, site.lang)]
    joined = [f for f in objects if f.type == "Organisation"]
    if joined or (person is None and all(f.type != "Person" for f in objects)):
        return joined
    found = [f for c in verb.children if c.dep_ in SUBJECTS for f in named(c, site.piece, site.lang)] or right_before(site, verb)
    return [f for f in found if f.type == "Organisation"]


def of_board(site: Site) -> list[Filler]:
    """Whose board a verb's object or passive subject is: "the board of X, chaired by Y", "Y préside le conseil de X"."""
    nouns = [c for c in site.anchor.children if c.dep_ in ("obj", "nsubj:pass")]
    if site.passive and site.anchor.dep_ in ("acl", "acl:relcl", "appos", "amod"):
        nouns.append(site.anchor.head)
    for noun in nouns:
        if noun.lemma_.casefold() not in BOARDS:
            continue
        for child in noun.children:
            if child.dep_ in ("nmod", "nmod:poss", "det", "det:poss") and (case_of(child) in ("de", "of", "") or child.i in site.piece.at):
                found = [f for f in named(child, site.piece, site.lang) if f.type == "Organisation"]
                if found:
                    return found
    return []


def _left(site: Site) -> tuple[Token | None, Ref | None]:
    """The word of naming or leaving that stands left of the role, and the person named between them, if they do."""
    known = cues.load(site.lang)
    position = _skip(site, noun_phrase_start(site) - 1)
    person = site.piece.at.get(position)
    if person is not None and (person.how != "name" or person.types[0] != "Person"):
        return None, None
    if person is not None:
        position = person.start - 1
        while position > site.sentence.start and (
            plain_case(site.doc[position].text.casefold()) in ("de", "of", "à", "to") or site.doc[position].pos_ in ("DET", "ADJ", "ADV")
        ):
            position -= 1
    if position < site.sentence.start:
        return None, None
    token = site.doc[position]
    if token.text.casefold() in PARTICLES and position > site.sentence.start:
        token = site.doc[position - 1]
    lemma = token.lemma_.casefold()
    if lemma in known.posts_taken | known.posts_left | known.successors or (
        lemma in known.naming_verbs | known.ended_verbs | known.replacing_verbs and token.pos_ != "AUX" and token.i not in site.piece.at
    ):
        return token, person
    return None, None


def _skip(site: Site, position: int) -> int:
    """Over links, offices ("au poste de"), adverbs and dates to the left."""
    offices = cues.load(site.lang).offices
    while position > site.sentence.start:
        token = site.doc[position]
        ref = site.piece.at.get(position)
        dated = site.piece.value_at(position)
        if not (
            (token.text.casefold() in LINKS and (ref is None or ref.how == "pronoun"))
            or (ref is None and (token.lemma_.casefold() in offices or token.pos_ == "ADV"))
            or (dated is not None and dated.type == "Date")
            or (ref is None and token.pos_ == "ADJ" and token.head.lemma_.casefold() in offices)
        ):
            break
        position -= 1
    return position


def _above(site: Site) -> Token | None:
    """The verb of naming, leaving or replacing that governs the role."""
    known = cues.load(site.lang)
    here = site.anchor
    while here.head.i != here.i and (here.dep_ in ("conj", "flat", "compound") or here.head.lemma_.casefold() in known.offices):
        here = here.head
    verb = here.head
    if verb.i == here.i or here.dep_ not in ARCS or verb.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    words = known.naming_verbs | known.ended_verbs | known.replacing_verbs
    if verb.pos_ == "NOUN" or here.dep_ == "nmod":
        words = words | known.posts_taken | known.posts_left
    return verb if verb.lemma_.casefold() in words else None


def _of_noun(site: Site, noun: Token) -> list[Filler]:
    """ "la nomination de X", "X's departure"."""
    for child in noun.children:
        if child.dep_ in ("nmod", "nmod:poss", "det", "det:poss") and (case_of(child) in ("de", "of", "") or child.i in site.piece.at):
            found = [f for f in named(child, site.piece, site.lang) if f.type == "Person"]
            if found:
                return found
    return []


def _replacing(site: Site, verb: Token) -> list[Filler]:
    """ "X remplace Y", "Y est remplacé par X", "Talmont remplace Y par X"."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.i == site.anchor.i or not (
            child.dep_ == "obl:agent" or case_of(child) in ("par", "by", "with") or (not passive and child.dep_ in SUBJECTS)
        ):
            continue
        found = [f for f in named(child, site.piece, site.lang) if f.type == "Person"]
        if found:
            return found
    return [] if passive else right_before(site, verb) or inherited(site.at(verb))


def _of_verb(site: Site, verb: Token) -> list[Filler]:
    """Who a verb of naming makes the bearer: its object, or the subject of a passive, of becoming, of leaving."""
    passive = is_passive(verb)
    before = site.piece.at.get(verb.i - 1)
    if verb.pos_ == "NOUN" and before is not None and before.how == "name" and before.types[0] == "Person":
        # "Paul Marchand steps down", which taggers take for a noun
        return fillers_of(before)
    if not passive:
        for child in verb.children:
            if child.dep_ == "obj" and child.i != site.anchor.i:
                found = [f for f in named(child, site.piece, site.lang) if f.type == "Person"]
                if found:
                    return found
    found = right_before(site, verb)
    if found:
        return found
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.i != site.anchor.i:
            return named(child, site.piece, site.lang)
    return inherited(site.at(verb))
