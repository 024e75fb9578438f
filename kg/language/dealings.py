"""Who deals with whom: customers, partners, rivals that a role noun, a list or a verb of dealing names."""

from __future__ import annotations

from dataclasses import replace

from kg.language import cues
from kg.language.bearers import bearer, fillers_of
from kg.language.beside import members, name_before, name_behind
from kg.language.complements import of_topic_always
from kg.language.fillers import Filler, named
from kg.language.marked import REACH, cases_before, marked_by
from kg.language.owning import by_verb, possessor, seen_from
from kg.language.pieces import is_finite
from kg.language.series import following, plain_case
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.sites import clause_subject, is_company
from kg.language.things import called
from kg.language.towns import apposed
from kg.language.trade import before_noun, subject_of_noun

COUNTING = frozenset({"compter", "count", "list", "number", "citer", "revendiquer", "name", "have"})
BEING = frozenset({"être", "be", "rester", "remain", "include"})
GENITIVE = frozenset({"'s", "’s", "'", "’"})


def borne(site: Site) -> list[Filler]:
    """Who a role of one firm towards another is: the name beside the noun, the subject of "X est le client de Y", the list behind it."""
    inner = before_noun(site)
    if inner is not None:
        # "Brevent, a Talmont reseller"
        return apposed(site, inner.start) or subject_of_noun(site)
    return (
        _predicate(site)
        or called(site)
        or apposed(site, site.hit.tokens[0])
        or subject_of_noun(site)
        or next((f for f in bearer(site) if f), [])
        or members(site)
    )


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
    inner = before_noun(site)
    if inner is not None and inner.types[0] != "Place":
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


def _span(site: Site) -> tuple[int, int]:
    """The words between the first and the last of the trigger."""
    return site.hit.tokens[0] + 1, site.hit.tokens[-1]


def list_owner(site: Site) -> list[Filler]:
    """Whose customers or rivals a list names: said outright, else the subject of the verb ("X affronte des rivaux comme Y")."""
    if site.hit.trigger.kind == "noun":
        # "souffre de la concurrence de Y": Y is what the rule's other role is about
        return subject_of_noun(site) or by_verb(site)
    inner = next((r for r in (site.piece.at.get(i) for i in range(*_span(site))) if r is not None), None)
    if inner is not None and (inner.how == "pronoun" or site.doc[inner.end].text in GENITIVE):
        # "among its customers", "parmi ses clients"
        return fillers_of(inner)
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
        if is_finite(token) or token.text in (";", ":", "(") or token.text.casefold() in ("as", "comme"):
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


def owner_of_subject(site: Site) -> list[Filler]:
    """Whose the unnamed subject of a verb is: "les serveurs de X sont gérés par Y"."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS and child.pos_ == "NOUN" and child.i not in site.piece.at:
            return possessor(seen_from(site, child.i))
    return []


def behind_all(site: Site) -> list[Filler]:
    """The list that begins right behind the trigger: "derrière X et Y"."""
    ref = name_behind(site, site.hit.tokens[-1] + 1)
    return named(site.doc[ref.root], site.piece, site.lang) if ref is not None else []


def firms_behind(site: Site) -> list[Filler]:
    """As `behind_all`, of companies alone: "face à X et Y", not "face à la Commission"."""
    return [f for f in behind_all(site) if is_company(f.name, site.lang)]


def clause_firm(site: Site) -> list[Filler]:
    """The subject of the clause that the trigger's phrase belongs to, where it is a company."""
    return [f for f in clause_subject(site) if is_company(f.name, site.lang)]


def listed_behind(site: Site) -> list[Filler]:
    """The list right behind the trigger, a particle aside: "se compose de X et Y", "brings together X and Y"."""
    position = site.hit.tokens[-1] + 1
    while position < site.sentence.end and position not in site.piece.at and site.doc[position].pos_ in ("ADP", "ADV", "PART"):
        position += 1
    ref = name_behind(site, position)
    return named(site.doc[ref.root], site.piece, site.lang) if ref is not None else []


def called_behind(site: Site) -> list[Filler]:
    """The one firm that a role noun in the singular stands right before: "son partenaire X", "local partner X"."""
    ref = name_behind(site, site.hit.tokens[-1] + 1)
    plural = site.doc[site.hit.tokens[-1]].text.casefold().endswith(("s", "x"))
    return fillers_of(ref) if ref is not None and not plural else []
