"""What is spent on something: what a plant or a project costs, and who builds it."""

from __future__ import annotations

from kg.language import cues
from kg.language.fillers import Filler
from kg.language.owning import by_verb
from kg.language.pieces import is_finite
from kg.language.series import plain_case
from kg.language.site import Site


def builder(site: Site) -> list[Filler]:
    """Who builds at a cost: "X will build a plant at a cost of $40m", "X ouvre une usine, pour un coût de 40 millions"."""
    doc, first = site.doc, site.hit.tokens[0]
    left = first - 1
    while left > site.sentence.start and doc[left].pos_ in ("DET", "ADJ"):
        left -= 1
    if plain_case(doc[left].text.casefold()) not in ("at", "for", "pour", "de", "moyennant"):
        return []
    return by_verb(site) if _builds(site, site.sentence.start, first) else []


def builder_of_priced(site: Site) -> list[Filler]:
    """Who builds what has its price beside it: "X is building a $40m plant", "X construit une usine de 40 millions d'euros"."""
    doc, first, last = site.doc, site.hit.tokens[0], site.hit.tokens[-1]
    for start, end, value in site.piece.values:
        behind = start == last + 2 and plain_case(doc[last + 1].text.casefold()) in ("de", "à")
        if value.type == "Amount" and (end == first or behind):
            return by_verb(site) if _builds(site, site.sentence.start, first) else []
    return []


def _builds(site: Site, start: int, end: int) -> bool:
    """Whether a verb of building, or of saying that something is to be built, governs what stands before token `end`."""
    known = cues.load(site.lang)
    for position in range(end - 1, start - 1, -1):
        token = site.doc[position]
        if token.pos_ == "VERB" and token.lemma_.casefold() in known.creating | known.doing_verbs:
            return True
        if is_finite(token) and token.pos_ == "VERB":
            return False
    return False
