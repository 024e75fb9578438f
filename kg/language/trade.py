"""Who sells what and who deals with whom: makers and their products, customers and partners that a role noun or a list names."""

from __future__ import annotations

from dataclasses import replace

from kg.language import cues
from kg.language.bearers import bearer, fillers_of
from kg.language.beside import OPENING, members, name_before, name_behind
from kg.language.complements import of_topic_always
from kg.language.fillers import Filler, named
from kg.language.marked import REACH, cases_before, marked_by
from kg.language.owning import OWNERS, by_verb, possessor, seen_from, subject_of
from kg.language.pieces import Ref, is_finite
from kg.language.series import following, plain_case
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.sites import clause_subject
from kg.language.things import called
from kg.language.towns import apposed

#: Verbs of counting somebody among one's customers.
COUNTING = frozenset({"compter", "count", "list", "number", "citer", "revendiquer", "name", "have"})
BEING = frozenset({"être", "be", "rester", "remain", "include"})
GENITIVE = frozenset({"'s", "’s", "'", "’"})


def _before_noun(site: Site) -> Ref | None:
    """The name right before an English noun and its adjectives: "its [Brevent] payments app", "a [Brevent] client"."""
    if site.lang != "en":
        return None
    position = site.hit.tokens[0] - 1
    while (
        position > site.sentence.start
        and position not in site.piece.at
        and (site.doc[position].pos_ in ("ADJ", "NOUN") or site.doc[position].text in OPENING | {"”", '"', "’"})
    ):
        position -= 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" and ref.start >= site.sentence.start else None


def product(site: Site) -> list[Filler]:
    """What a product noun is called: the name behind it or before its comma, the one inside "its X app", the subject of "X is an app"."""
    inner = _before_noun(site)
    if inner is not None and site.doc[inner.end].text not in GENITIVE:
        return fillers_of(inner)
    found = called(site)
    if found:
        return found
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 6) and position not in site.piece.at:
        if site.doc[position].text.casefold() in cues.load(site.lang).naming_participles:
            ref = name_behind(site, position + 1)
            return named(site.doc[ref.root], site.piece, site.lang) if ref is not None and not is_marked(site, ref.start) else []
        if is_finite(site.doc[position]) or site.doc[position].text in (";", ":", "("):
            break
        position += 1
    return subject_of_noun(site) or _announced(site)


def _announced(site: Site) -> list[Filler]:
    """The product behind the noun phrase and its comma or dash, typed as such: "son propre système, X, dévoilé", "sa création - X"."""
    doc, position = site.doc, site.hit.tokens[-1] + 1
    while position < min(site.sentence.end - 1, site.hit.tokens[-1] + 9):
        ref = site.piece.at.get(position)
        if doc[position].text in (",", "–", "—", "-", ":", '"', "«", "“"):
            quoted = position + (1 if doc[position].text in (",", ":", "–", "—", "-") else 0)
            opened = name_behind(site, quoted)
            return fillers_of(opened) if opened is not None and opened.types[0] in ("Product", "Technology") else []
        if doc[position].pos_ in ("VERB", "AUX", "PRON", "SCONJ") or doc[position].text in (";", "("):
            return []
        position = ref.end if ref is not None else position + 1
    return []


def subject_of_noun(site: Site) -> list[Filler]:
    """The subject of a noun that is a predicate: "X est un service de Y", "X is the largest carrier"."""
    here = site.doc[site.hit.anchor]
    one_of = cues.load(site.lang).one_of
    while here.head.i != here.i and (
        here.dep_ in ("amod", "compound", "nummod") or (here.dep_ in ("nmod", "obl:arg") and here.head.lemma_.casefold() in one_of)
    ):
        here = here.head
    if any(c.dep_ == "cop" for c in here.children):
        for child in here.children:
            if child.dep_ in SUBJECTS and child.i < site.anchor.i:
                return named(child, site.piece, site.lang)
    return []


def maker(site: Site) -> list[Filler]:
    """Whose product it is: said outright, or the possessive before the product's own name ("its X app", "Talmont's X app")."""
    inner = _before_noun(site)
    if inner is not None and site.doc[inner.end].text not in GENITIVE:
        position = inner.start - 1
        while position > site.sentence.start and position not in site.piece.at and site.doc[position].pos_ in ("ADJ", "NOUN", "NUM"):
            position -= 1
        if site.doc[position].text in GENITIVE:
            position -= 1
        elif site.doc[position].text.casefold() not in cues.load(site.lang).possessives:
            return []
        ref = site.piece.at.get(position)
        return [f for f in fillers_of(ref) if f.type in OWNERS] if ref is not None else []
    return possessor(site)


def borne(site: Site) -> list[Filler]:
    """Who a role of one firm towards another is: the name beside the noun, the subject of "X est le client de Y", the list behind it."""
    inner = _before_noun(site)
    if inner is not None:
        # "Brevent, a Talmont reseller"
        return apposed(site, inner.start) or subject_of_noun(site)
    return _predicate(site) or called(site) or subject_of_noun(site) or next((f for f in bearer(site) if f), []) or members(site)


def ranked(site: Site) -> list[Filler]:
    """Who has a rank: the subject of "X est numéro deux", "X occupe la deuxième place", the name before "X, numéro deux"."""
    return subject_of_noun(site) or apposed(site, site.hit.tokens[0]) or by_verb(site)


def _predicate(site: Site) -> list[Filler]:
    """Who a role noun that is a subject is said to be: "dont le premier client est X", "whose main rival is X"."""
    here = site.doc[site.hit.anchor]
    verb = next((t for t in site.doc[site.hit.tokens[-1] + 1 : site.hit.tokens[-1] + 8] if is_finite(t)), None)
    if verb is None or verb.lemma_ not in BEING or any(t.text == "," for t in site.doc[here.i : verb.i]):
        return []
    ref = name_behind(site, verb.i + 1)
    return named(site.doc[ref.root], site.piece, site.lang) if ref is not None else []


def towards(site: Site) -> list[Filler]:
    """To whom one has a role: said outright, or by the name inside the phrase ("a Talmont client"), "to X", "for X"."""
    inner = _before_noun(site)
    if inner is not None:
        return fillers_of(inner)
    found = possessor(site)
    if found:
        return found
    position = site.hit.tokens[-1] + 1
    if site.doc[min(position, len(site.doc) - 1)].text.casefold() in ("to", "for", "with", "pour", "chez"):
        ref = name_behind(site, position + 1)
        return fillers_of(ref) if ref is not None else []
    return []


def counted(site: Site) -> list[Filler]:
    """Who is counted among customers or rivals: the list before "parmi ses clients" or behind "parmi ses clients figurent"."""
    first = site.hit.tokens[0]
    last = name_before(site, first)
    if last is None:
        # "counts A and several banks among its customers": the first name behind the verb
        verb = next((i for i in range(first - 1, max(site.sentence.start, first - 16), -1) if site.doc[i].lemma_ in COUNTING), None)
        if verb is not None:
            near = replace(site, hit=replace(site.hit, tokens=(verb,)))
            ref = name_behind(near, verb + 1)
            if ref is not None and ref.start < first:
                return named(site.doc[ref.root], site.piece, site.lang)
    if last is not None:
        for ref in site.piece.refs:
            if ref.how == "name" and site.sentence.start <= ref.start < last.start and last in following(ref, site.piece):
                return named(site.doc[ref.root], site.piece, site.lang)
        return fillers_of(last)
    position = site.hit.tokens[-1] + 1
    crossed = 0
    while position < site.sentence.end and crossed < 10:
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name" and not is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN"})):
            return named(site.doc[ref.root], site.piece, site.lang)
        position = ref.end if ref is not None else position + 1
        crossed += 1
    return []


def list_owner(site: Site) -> list[Filler]:
    """Whose customers or rivals a list names: said outright, else the subject of the verb ("X affronte des rivaux comme Y")."""
    if site.hit.trigger.kind == "noun":
        # "souffre de la concurrence de Y": Y is what the rule's other role is about
        return subject_of_noun(site) or by_verb(site)
    own = [f for f in possessor(site) if f.start < site.hit.anchor or cases_before(site, f.start) & {"de", "of"}]
    return own or by_verb(site) or subject_of_noun(site) or clause_subject(site)


def others(site: Site) -> list[Filler]:
    """The list behind a class noun in the plural: "des rivaux comme A et B"; in the singular the noun is one firm's role."""
    plural = "Plur" in site.anchor.morph.get("Number") or site.doc[site.hit.tokens[-1]].text.casefold().endswith(("s", "x"))
    return members(site) if plural else []


def sold_to(site: Site) -> list[Filler]:
    """To whom goods are sold, not parts of a firm: "sells capacity to X", "rents servers to thirty providers, including X"."""
    doc, known = site.doc, cues.load(site.lang)
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end, site.hit.tokens[-1] + REACH)):
        token, ref = doc[position], site.piece.at.get(position)
        if is_finite(token) or token.text in (";", ":", "("):
            return []
        if plain_case(token.text.casefold()) in ("to", "à"):
            found = marked_by(replace(site, hit=replace(site.hit, tokens=(site.hit.anchor, position - 1))), frozenset({"to", "à"}))
            return found or _sorted_out(site, position)
        named_firm = ref is not None and ref.types[0] != "Product" and ref.how == "name"
        if named_firm or token.lemma_.casefold() in known.held | known.parts_of_firms:
            return []
    return []


def _sorted_out(site: Site, position: int) -> list[Filler]:
    """The names singled out of a plural noun behind a preposition: "to some 1,400 hospitals, among them X and Y"."""
    for here in range(position + 1, min(site.sentence.end, position + 8)):
        token = site.doc[here]
        if token.pos_ == "NOUN" and ("Plur" in token.morph.get("Number") or token.text.endswith("s")):
            return members(seen_from(site, here))
    return []


def counterpart(site: Site) -> list[Filler]:
    """Whose rival a name right behind the noun is: the name joined to it ("A and rival B"), its owner, the subject, the topic."""
    doc, start = site.doc, site.hit.tokens[0] - 1
    while start > site.sentence.start and (
        site.piece.at[start].types[0] == "Place" if start in site.piece.at else doc[start].pos_ in ("DET", "ADJ", "NUM", "PROPN")
    ):
        start -= 1
    if doc[start].text.casefold() in ("et", "and") and start > site.sentence.start:
        ref = name_before(site, start)
        if ref is not None:
            return fillers_of(ref)
    return towards(site) or list_owner(site) or of_topic_always(site, {f.name for f in called(site)})


def technical(site: Site) -> list[Filler]:
    """What is built on something: the subject, or whose platform the subject is ("la plateforme de X repose sur")."""
    found = subject_of(site)
    if found:
        return found
    nouns = [c for c in site.anchor.children if c.dep_ in SUBJECTS]
    if site.anchor.dep_ in ("acl", "acl:relcl", "amod"):
        nouns.append(site.anchor.head)
    for noun in nouns:
        owner = maker(seen_from(site, noun.i))
        if owner:
            return owner
    return []


def launcher(site: Site) -> list[Filler]:
    """Who does what a noun of launching names: "par X", "X's launch of", else the subject of the verb that it depends on."""
    found = marked_by(site, frozenset({"par", "by"}))
    if found:
        return found
    own = [f for f in possessor(site) if f.start < site.hit.anchor]
    return own or by_verb(site)


def owning_name(site: Site) -> list[Filler]:
    """The company of a product's name: "le P de X", "X's P"."""
    english = site.doc[site.hit.anchor].text in GENITIVE
    ref = name_before(site, site.hit.anchor) if english else name_behind(site, site.hit.anchor + 1)
    return fillers_of(ref) if ref is not None else []


def owned_name(site: Site) -> list[Filler]:
    """The product of a company's name: "le P de X", "X's P"."""
    english = site.doc[site.hit.anchor].text in GENITIVE
    ref = name_behind(site, site.hit.anchor + 1) if english else name_before(site, site.hit.anchor)
    if ref is None or (ref.start and site.doc[ref.start - 1].lemma_.casefold() in cues.load(site.lang).channels):
        return []
    return fillers_of(ref)


def of_whom(site: Site) -> list[Filler]:
    """The company before "of" and its town, a comma between them or not: "Talmont, of Leeds", "Talmont of Leeds"."""
    first = site.hit.anchor
    behind = site.piece.at.get(first + 1)
    if behind is None or behind.types[0] != "Place" or first == site.sentence.start:
        return []
    ref = name_before(site, first - 1 if site.doc[first - 1].text == "," else first)
    return fillers_of(ref) if ref is not None else []


def called_first(site: Site) -> list[Filler]:
    """What the first word of the trigger is the class of: "la [marque] X [appartient] à Y"."""
    return called(seen_from(site, site.hit.tokens[0]))
