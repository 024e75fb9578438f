"""Deeds and offers: who bids for what, from whom and to whom a thing is sold."""

from __future__ import annotations

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.complements import of_topic_always
from kg.language.fillers import Filler, named
from kg.language.owning import marked_behind, possessor, seen_from
from kg.language.pieces import is_finite
from kg.language.positions import doer
from kg.language.site import SUBJECTS, Site
from kg.language.triggers import is_passive

BUYERS = frozenset({"Organisation", "Person"})
TO = frozenset({"à", "au", "aux", "to"})
FROM = frozenset({"à", "au", "aux", "auprès", "from"})
FOR = frozenset({"sur", "pour", "for", "on", "contre", "visant"})
BY = frozenset({"par", "by"})
OF = frozenset({"de", "du", "d'", "d’", "des", "of"})


def buyer(site: Site) -> list[Filler]:
    """To whom something is sold: "vendre X à Y", "la vente de X à Y", "sold X to Y"."""
    return marked_behind(site, TO, BUYERS)


def not_buyers(site: Site, sellers: list[Filler]) -> list[Filler]:
    """Those of some sellers to whom nothing is sold: "vendre X à Y" makes no seller of Y."""
    buyers = {f.name for f in buyer(site)}
    return [f for f in sellers if f.name not in buyers]


def vendor(site: Site) -> list[Filler]:
    """From whom something is bought: "racheter à X sa filiale", "auprès de X", "bought from X"."""
    return marked_behind(site, FROM, BUYERS)


def bidder(site: Site) -> list[Filler]:
    """Whose offer it is: "l'offre de X", "X's bid", "une offre faite par X", the subject of "a déposé une offre"."""
    bodies = cues.load(site.lang).institutions
    return [f for f in _bid(site)[0] if f.name.split()[0].casefold() not in bodies]


def bid_for(site: Site) -> list[Filler]:
    """What an offer is for: "une OPA sur X", "an offer for X", who received or refused it, else what the text is about."""
    if site.hit.trigger.kind != "noun":
        # "pay for it" buys nothing that is named
        return [f for f in marked_behind(site, FOR) if f.how != "pronoun"]
    return _bid(site)[1]


def _bid(site: Site) -> tuple[list[Filler], list[Filler]]:
    """(who bids, for what). "L'offre de rachat de X" is X's when X's offer is received by another, else the offer to buy X."""
    target, by = marked_behind(site, FOR), marked_behind(site, BY, BUYERS)
    if len(site.hit.tokens) > 1 and any(site.piece.at[i].how == "name" for i in range(*site.hit.tokens[:2]) if i in site.piece.at):
        # "l'offre de X pour la reprise de Y"
        return marked_behind(seen_from(site, site.hit.tokens[0]), OF, BUYERS), marked_behind(site, OF)
    own = possessor(seen_from(site, site.hit.tokens[-1])) if len(site.hit.tokens) == 1 else _told_of(site)
    if target:
        names = {f.name for f in target}
        found = (by, own, doer(site))
        return next((fitting for f in found if (fitting := [one for one in f if one.name not in names])), []), target
    if by:
        return by, own or _about(site, by)
    receiver = _receiver(site)
    if receiver:
        return own, receiver
    subject = [] if receiver is not None else [f for f in doer(site) if f.name not in {o.name for o in own}]
    if subject:
        return subject, own or _about(site, subject)
    return own, _about(site, own) if own else []


def _told_of(site: Site) -> list[Filler]:
    """The name behind an offer of two words: "l'offre de rachat de X"."""
    return marked_behind(site, frozenset({"de", "du", "d'", "d’", "des", "of"}), BUYERS) or possessor(seen_from(site, site.hit.tokens[0]))


def _about(site: Site, others: list[Filler]) -> list[Filler]:
    return of_topic_always(site, {f.name for f in others}) if site.hit.trigger.rule.topical else []


def _receiver(site: Site) -> list[Filler] | None:
    """Who is bid for: the subject of "a rejeté l'offre", the doer of "rejetée par X"; None where no such verb governs the offer."""
    verb = site.anchor.head
    if verb.lemma_.casefold() not in cues.load(site.lang).receiving_verbs:
        return None
    if site.anchor.dep_ not in ("obj", *SUBJECTS, "obl", "obl:arg", "obl:mod"):
        return None
    passive = is_passive(verb)
    for child in verb.children:
        if (child.dep_ == "obl:agent" if passive else child.dep_ in SUBJECTS) and child.i != site.anchor.i:
            return named(child, site.piece, site.lang)
    return []


def seller_of(site: Site) -> list[Filler]:
    """Who sells, where a noun tells of the sale: "par X", "X's sale of", whose the thing is ("la vente de sa filiale"), who does it."""
    by = marked_behind(site, BY, BUYERS)
    if by:
        return by
    before = site.doc[site.hit.tokens[0] - 1] if site.hit.tokens[0] > site.sentence.start else None
    if before is not None and before.text in ("'s", "’s", "'", "’"):
        return possessor(site)
    for position in range(site.hit.tokens[-1] + 1, min(site.hit.tokens[-1] + 4, site.sentence.end)):
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "pronoun" and site.doc[position].text.casefold() in cues.load(site.lang).possessives:
            return fillers_of(ref)
        if ref is not None:
            break
    return doer(site)


def wanted(site: Site) -> list[Filler]:
    """What somebody is interested in: "son intérêt pour X", "interest in X"."""
    return marked_behind(site, frozenset({"pour", "in", "envers", "for"}), frozenset({"Organisation"}))


def succeeded(site: Site) -> list[Filler]:
    """Whose place is taken: "succède à X", "prend la suite de X", "succeeds X"."""
    return marked_behind(site, TO | frozenset({"de", "du", "d'", "d’", "of"}))


def held_by(site: Site) -> list[Filler]:
    """Who holds what is bought: "racheter les 10 % encore détenus par X", "buy the stake held by X"."""
    known = cues.load(site.lang)
    for position in range(site.hit.tokens[-1] + 1, min(site.hit.tokens[-1] + 14, site.sentence.end - 1)):
        token = site.doc[position]
        if token.lemma_.casefold() in known.states and site.doc[position + 1].text.casefold() in BY and not is_finite(token):
            return marked_behind(seen_from(site, position), BY, BUYERS)
        if is_finite(token) or token.text in (";", ":"):
            return []
    return []
