"""What runs on whose machines, and what stands unnamed for the thing that a text is about: "the platform now runs on X"."""

from __future__ import annotations

from kg.language import cues
from kg.language.beside import members
from kg.language.complements import of_topic, of_topic_always
from kg.language.dealings import clause_firm
from kg.language.fillers import Filler, case_of, named
from kg.language.marked import marked_by
from kg.language.owning import possessor, seen_from
from kg.language.site import SUBJECTS, Site
from kg.language.sites import host_owner, is_company, on_cloud
from kg.language.spots import phrases
from kg.language.things import is_definite
from kg.language.trade import technical

#: What stands for all that somebody runs.
ALL = frozenset({"everything", "all", "tout"})


def run_thing(site: Site) -> list[Filler]:
    """As `technical`; of "the platform", "the service", "everything" what the text is about."""
    found = technical(site)
    if found:
        return found
    for child in site.anchor.children:
        if child.dep_ not in SUBJECTS or child.i > site.anchor.i:
            continue
        if child.text.casefold() in ALL:
            return of_topic_always(site, set())
        if child.lemma_.casefold() in cues.load(site.lang).hosted_things and is_definite(site, child.i):
            return of_topic(seen_from(site, child.i))
    return []


def run_somewhere(site: Site) -> list[Filler]:
    """What runs on somebody's machines, where the clause tells whose: its place is then where these are."""
    return run_thing(site) if on_cloud(site) or host_owner(site) else []


def kept_by(site: Site) -> list[Filler]:
    """Whose customers or rivals a list names: said outright, or the company that the text is about ("Customers include X and Y")."""
    found = possessor(site)
    first = site.hit.tokens[0] - site.sentence.start
    if found or first > 2 or any(t.i in site.piece.at for t in site.sentence[:first]):
        return found
    return _topic_firm(site, {f.name for f in members(site)})


def user_of_goods(site: Site) -> list[Filler]:
    """Who uses goods of which a participle tells the maker: "X uses tanks built by Y"; else the company that the text is about."""
    noun = site.anchor.head if site.anchor.dep_ in ("acl", "amod") else None
    if noun is None:
        noun = next((c for c in site.anchor.children if c.dep_ in SUBJECTS), None)
    if noun is None or noun.pos_ != "NOUN" or noun.i in site.piece.at or noun.lemma_.casefold() in cues.load(site.lang).told_things:
        return []
    if not all(is_company(f.name, site.lang) for f in marked_by(site, frozenset({"par", "by"}))):
        return []  # "the choice made by the State"
    own = possessor(seen_from(site, noun.i))
    if own or any(noun.i < ref.start < site.anchor.i for ref in site.piece.refs):
        return own
    return clause_firm(seen_from(site, noun.i)) or _topic_firm(site, set())


def goods_of(site: Site) -> list[Filler]:
    """Whose rival goods are: "l'offre concurrente de X", "the rival service from X", "du deuxième opérateur du pays, X,"."""
    first = site.hit.tokens[0]
    noun = site.doc[first - 1] if site.lang == "fr" else site.doc[min(first + 1, len(site.doc) - 1)]
    kinds = {kind for words, kind in phrases("heads", site.lang).get(noun.lemma_.casefold(), ()) if len(words) == 1}
    if not kinds & {"Product", "Technology"} or noun.i in site.piece.at or not site.sentence.start <= noun.i < site.sentence.end:
        return []
    seen = seen_from(site, max(noun.i, first))
    found = marked_by(seen, frozenset({"de", "from", "of", "by"}))
    for child in noun.children if not found else ():
        if child.dep_ in ("nmod", "obl:arg") and child.i > first and child.i not in site.piece.at:
            apposed = [c for c in child.children if c.dep_ == "appos" and c.i in site.piece.at and case_of(c) == ""]
            found = found or [f for c in apposed for f in named(c, site.piece, site.lang)]
    return found


def clause_or_topic(site: Site) -> list[Filler]:
    """The company of the clause, else that the text is about: "X redoute l'offre concurrente de Y"."""
    others = {f.name for f in goods_of(site)}
    return [f for f in clause_firm(site) if f.name not in others] or _topic_firm(site, others)


def _topic_firm(site: Site, others: set[str]) -> list[Filler]:
    return [f for f in of_topic_always(site, others) if f.type == "Organisation" and is_company(f.name, site.lang)]
