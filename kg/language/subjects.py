"""The subject of a verb where the parse gives none or a doubtful one: shared with a governing verb, right before it, or of a participle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.fillers import Filler, case_of, named
from kg.language.pieces import is_finite
from kg.language.series import following
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.triggers import beside, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.language.pieces import Ref


#: Object pronouns and such that may stand between a subject and its verb.
CLITICS = frozenset({"en", "y", "le", "la", "les", "lui", "leur", "l'", "se", "s'", "ne", "n'", "me", "nous", "each", "both", "all"})

#: What stands before the noun phrase that opens an English clause; "of" between a number and "them".
OPENERS = frozenset({"after", "before", "when", "because", "since", "while", "that", "as", "if", "of"})


def right_before(site: Site, verb: Token) -> list[Filler]:
    """The name or pronoun right before the verb group, when nothing marks it as anything but the subject: surer than the parse."""
    if not is_finite(verb) and not any(c.dep_.startswith("aux") and c.i < verb.i for c in verb.children):
        return []
    position = verb.i - 1
    while position >= site.sentence.start and (
        site.doc[position].text.casefold() in CLITICS
        or (position not in site.piece.at and site.doc[position].pos_ in ("AUX", "ADV", "PRON", "PART"))
    ):
        if site.doc[position].text.casefold() in cues.load(site.lang).relatives:
            return []
        position -= 1
    if position > site.sentence.start and site.doc[position].text in (",", ")", "–", "—"):
        return _inside_aside(site, position) or _before_aside(site, position)
    ref = site.piece.at.get(position)
    if ref is None or site.doc[position].pos_ == "DET" or is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN", "NUM"})):
        return []
    left = ref.start - 1
    while left >= site.sentence.start and left not in site.piece.at and site.doc[left].pos_ in ("DET", "ADJ", "NOUN"):
        left -= 1
    if left > site.sentence.start and site.doc[left].text.casefold() in cues.load(site.lang).possessives:
        left -= 1  # "X and its partner Y bought"
    before = site.doc[left].text.casefold() if left >= site.sentence.start else ""
    if before in ("and", "or") and site.lang == "en" and ref.how == "name":
        whole = _list_before(site, ref)
        if whole:
            return whole
    if before in ("et", "and", "ou", "or") or site.doc[ref.start - 1].text in (",", "(", ":"):
        # the last of a list: the parse, or the name that opens the list, has them all
        return []
    return [Filler(n, t, ref.start, ref.end, "arc" if ref.how == "name" else ref.how) for n, t in zip(ref.names, ref.types, strict=True)]


def _list_before(site: Site, last: Ref) -> list[Filler]:
    """The whole list that a name right before a verb closes, a pronoun included: "A, B and C each hold", "she and B hold"."""
    doc = site.doc
    for ref in site.piece.refs:
        if not site.sentence.start <= ref.start < last.start or is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN", "NUM"})):
            continue
        if ref.how == "name" and last in following(ref, site.piece):
            return [filler for member in (ref, *following(ref, site.piece)) for filler in fillers_of(member)]
        if ref.how == "pronoun" and ref.end + 1 == last.start and doc[ref.end].text == "and" and doc[ref.start].pos_ == "PRON":
            return [*fillers_of(ref), *fillers_of(last)]
    return []


def _inside_aside(site: Site, end: int) -> list[Filler]:
    """What an aside between commas names, where the noun before it is the subject: "after its operator, X, went", "two, A and B, hold"."""
    doc = site.doc
    last = site.piece.at.get(end - 1)
    if doc[end].text != "," or last is None or last.how != "name" or site.lang != "en":
        return []
    here = [ref for ref in site.piece.refs if ref.how == "name" and site.sentence.start <= ref.start]
    first = next((ref for ref in here if last in following(ref, site.piece)), last)
    comma = first.start - 1
    if comma <= site.sentence.start or doc[comma].text != ",":
        return []
    noun = doc[comma - 1]
    told = site.piece.at.get(noun.i)
    left = noun.i
    while left > site.sentence.start and (told is None or told.how != "name") and doc[left].pos_ in ("NOUN", "ADJ", "NUM", "PRON", "DET"):
        left -= 1
    opened = left == site.sentence.start or doc[left].text.casefold() in OPENERS
    if noun.pos_ not in ("NOUN", "NUM", "PRON") or (told is not None and told.how == "name") or not opened:
        return []
    if doc[left].text.casefold() == "of" and not (doc[left - 1].pos_ == "NUM" and noun.text.casefold() in ("them", "these", "those")):
        return []
    members = [first, *following(first, site.piece)]
    return [filler for member in members for filler in fillers_of(member)]


def _before_aside(site: Site, end: int) -> list[Filler]:
    """ "X, filiale de Y, rachète", "X (Paris) rachète": the name that an aside between commas or brackets parts from its verb."""
    opening = "(" if site.doc[end].text == ")" else site.doc[end].text
    for ref in reversed(site.piece.refs):
        if ref.how != "name" or not site.sentence.start <= ref.start < ref.end < end or site.doc[ref.end].text != opening:
            continue
        if is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN", "NUM"})) or (
            ref.start and site.doc[ref.start - 1].text in (",", "et", "and", "(") and not _fronted(site, ref.start - 1)
        ):
            continue
        return [filler for member in (ref, *following(ref, site.piece)) for filler in fillers_of(member)]
    return []


def _fronted(site: Site, comma: int) -> bool:
    """Whether what stands before a comma only describes what follows: "Journal historique de la ville, X, fondé en 1943, a"."""
    front = site.doc[site.sentence.start : comma]
    return (
        site.doc[comma].text == ","
        and 0 < len(front) < 16
        and front[0].pos_ in ("NOUN", "ADJ", "DET")
        and not any(t.pos_ in ("VERB", "AUX", "PRON") or t.text in (",", ":") for t in front)
    )


def _opening(site: Site) -> list[Filler]:
    """What a participle that opens the sentence is said of, behind its comma: "Créée en 2006, X …", "Fondé par Y, le groupe X …"."""
    for position in range(site.anchor.i + 1, min(site.sentence.end - 1, site.anchor.i + 16)):
        if is_finite(site.doc[position]):
            return []
        if site.doc[position].text == ",":
            position += 1
            while position < site.sentence.end and position not in site.piece.at and site.doc[position].pos_ in ("DET", "NOUN", "ADJ"):
                position += 1
            return named(site.doc[position], site.piece, site.lang) if position in site.piece.at else []
    return []


def bare_participle(site: Site) -> list[Filler]:
    """ "Bull et SFR, rachetés par …": the name (or the list that ends with it) right before a participle without auxiliary."""
    if (is_finite(site.anchor) and not site.passive) or any(
        (c.dep_.startswith("aux") or c.dep_ == "cop") and c.pos_ != "PRON" and beside(c, site.anchor) for c in site.anchor.children
    ):
        return []
    if site.anchor.i == site.sentence.start:
        return _opening(site)
    position = site.anchor.i - 1
    while position > site.sentence.start and (
        site.doc[position].pos_ in ("ADV",)
        or site.doc[position].text.casefold() in (",", "lui", "elle", "aussi", "since", "depuis")
        or (site.doc[position].pos_ == "ADP" and site.piece.value_at(position + 1) is not None and position + 1 < site.anchor.i - 1)
        or site.piece.value_at(position) is not None
        or (site.piece.value_at(position + 1) is not None and site.doc[position].pos_ == "AUX")  # "X is 51% owned by Y"
    ):
        position -= 1
    last = site.piece.at.get(position)
    if last is None and site.doc[position].pos_ == "NOUN":
        # "X, holding appartenant à Y"
        comma = position - 1
        while comma > site.sentence.start and site.doc[comma].pos_ in ("DET", "ADJ") and comma not in site.piece.at:
            comma -= 1
        last = site.piece.at.get(comma - 1) if site.doc[comma].text == "," else None
    if last is None or last.how != "name":
        return []
    for ref in site.piece.refs:
        if ref.how == "name" and site.sentence.start <= ref.start < last.start and last in following(ref, site.piece):
            return named(site.doc[ref.root], site.piece, site.lang)
    return [Filler(n, t, last.start, last.end, "arc") for n, t in zip(last.names, last.types, strict=True)]


def inherited(site: Site) -> list[Filler]:
    """The subject shared with a governing or coordinated verb, or the noun that a participle or relative clause modifies."""
    here = site.anchor
    if any(c.dep_ in SUBJECTS and c.pos_ == "NOUN" and c.i < here.i for c in here.children):
        # "X, dont les serveurs sont installés à Y": the verb has a subject of its own, which nothing here names
        return []
    controlled = cues.load(site.lang).object_control
    for _ in range(6):
        head = here.head
        if head.i == here.i or here.dep_ == "csubj" or (here.dep_ in SUBJECTS and here is not site.anchor):
            # "X précise qu'un plan visant à supprimer 100 postes a été présenté": the plan's, not that of who tells it
            return []
        if here.dep_ in ("acl", "acl:relcl", "amod") and head.pos_ in ("NOUN", "PROPN", "PRON", "X"):
            if case_of(head) in ("contre", "against") and "Inf" in here.morph.get("VerbForm"):
                # "X proteste contre le plan pour racheter Y"
                return []
            # "X, listed in Paris and valued at 3 million"
            joined_to = site.anchor.dep_ == "conj" and site.anchor.head.i == here.i and "Part" in here.morph.get("VerbForm")
            shared = site.lang == "en" and site.passive and joined_to
            if (here.dep_ == "acl" and here is not site.anchor and not shared) or "Inf" in here.morph.get("VerbForm"):
                # "l'intention de X de racheter": the noun's own owner, else the subject of the noun's verb
                for child in head.children:
                    if (
                        child.dep_ in ("nmod", "nmod:poss", "det")
                        and child.i != here.i
                        and (case_of(child) in ("de", "of") or child.i in site.piece.at)
                    ):
                        found = named(child, site.piece, site.lang)
                        if found:
                            return found
                here = head
                continue
            while head.dep_ == "compound" and head.i not in site.piece.at and head.head.i > head.i:
                head = head.head  # "the X-owned hosting firm"
            return named(head, site.piece, site.lang)
        own = [c for c in head.children if c.dep_ in SUBJECTS and c.i != here.i]
        joined = "parataxis" if here.dep_.startswith("parataxis") else here.dep_
        if joined == "advmod" and here.text.casefold() in ("avant", "après", "before", "after"):
            joined = "advcl"  # "a dirigé X, avant de présider Y"
        if joined == "obl:mod" and here.lemma_.casefold() in cues.load(site.lang).aim_nouns:
            joined = "obl"  # "X s'est fixé pour objectif de vendre"
        if joined in ("xcomp", "ccomp", "advcl", "conj", "parataxis", "obl", "obl:arg", "obj", "dep") and head.pos_ in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            if here.dep_ == "ccomp" and is_finite(here) and here is site.anchor:
                return []
            told = here.dep_ in ("xcomp", "ccomp") or any(
                c.text.casefold() in ("à", "de", "d'", "to") and c.i < here.i for c in here.children
            )
            if head.lemma_.casefold() in controlled and told:
                own = [c for c in head.children if c.dep_ in ("obj", "iobj", "obl:arg") and c.i != here.i]
            if here.dep_ == "conj" and here is site.anchor and site.passive and not is_passive(head):
                own = [c for c in head.children if c.dep_ == "obj"] or own
            for child in own:
                found = named(child, site.piece, site.lang)
                if found:
                    return found
            if own:
                return []
        here = head
    return []


def joined_by_hyphen(site: Site) -> list[Filler]:
    """Who does what a participle says that a hyphen joins to a name: "the Talmont-owned broadcaster", "Brevent-backed start-ups"."""
    verb = site.anchor
    ref = site.piece.at.get(verb.i - 2) if verb.i > site.sentence.start + 1 and site.doc[verb.i - 1].text == "-" else None
    return fillers_of(ref) if ref is not None and ref.how == "name" else []


def pointed_at(site: Site) -> list[Filler]:
    """What the object relative of a clause points at: "X, que Y a racheté", "X, which Y bought", "the company Y founded"."""
    doc, verb = site.doc, site.anchor
    between = False
    for position in range(verb.i - 1, max(site.sentence.start, verb.i - 11), -1):
        token, word = doc[position], doc[position].text.casefold()
        if word in ("que", "qu'", "qu’") or (word in ("which", "that", "whom") and between):
            left = position - (2 if doc[position - 1].text == "," else 1)
            ref = site.piece.at.get(left)
            return named(doc[ref.root], site.piece, site.lang) if ref is not None and ref.how == "name" else []
        if token.text in (",", ";", ":") or (is_finite(token) and token.head.i != verb.i and token.i != verb.head.i):
            break
        between = between or (position in site.piece.at and not is_marked(site, position))
    clause = verb if verb.dep_ == "acl:relcl" else None
    if clause is None or any(c.dep_ in ("obj", "nsubj:pass") for c in clause.children) or clause.head.i > verb.i:
        return []
    own = [c for c in clause.children if c.dep_ == "nsubj" and c.i < verb.i]
    if site.lang != "en" or not own or own[0].text.casefold() in cues.load(site.lang).relatives:
        return []
    return named(clause.head, site.piece, site.lang)
