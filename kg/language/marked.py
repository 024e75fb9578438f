"""The name behind a trigger that a preposition marks, wherever the parse hangs it: the arcs of frames.yaml that begin with "~"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.fillers import Filler, antecedent, named
from kg.language.pieces import is_finite
from kg.language.series import plain_case, skip_brackets
from kg.language.site import Site
from kg.language.spots import OF, match_at, phrases

#: How far behind the trigger the name may begin, in words.
REACH = 18
#: What may stand between the preposition and the name: "avec son partenaire allemand X".
BETWEEN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
#: What ends the trigger's clause for this.
FUSED = frozenset({"auquel", "auxquels", "auxquelles"})
PRONOUNS = frozenset({"lequel", "laquelle", "lesquels", "lesquelles", "qui", "which", "whom"})
ENDS = frozenset({";", ":", "(", "«", '"'})


def marked_by(site: Site, cases: frozenset[str]) -> list[Filler]:
    """The first name behind the trigger that one of some prepositions marks, else the place that "where" stands for."""
    return next((found for found in all_marked(site, cases) if found), [])


def all_marked(site: Site, cases: frozenset[str]) -> Iterator[list[Filler]]:
    """As `marked_by`; of place, the names that one of the prepositions marks in turn: "kept in a Talmont data centre in Leeds"."""
    found = _marked_behind(site, cases)
    if cases & {"in", "en"}:
        yield from found
        yield _where(site)
    else:
        yield next(found, [])


def _where(site: Site) -> list[Filler]:
    """The place of a clause with "where": "in Edinburgh, where X is based", "à Lyon, où X emploie"."""
    doc = site.doc
    for position in range(site.anchor.i - 1, max(site.sentence.start, site.anchor.i - 9), -1):
        if doc[position].text.casefold() in ("where", "où"):
            ref = site.piece.at.get(position - (2 if doc[position - 1].text == "," else 1))
            return fillers_of(ref) if ref is not None and ref.types[0] == "Place" else []
        if doc[position].text in ENDS | {","} or (is_finite(doc[position]) and doc[position].head.i != site.anchor.i):
            break
    return []


def _marked_behind(site: Site, cases: frozenset[str]) -> Iterator[list[Filler]]:
    """The names behind the trigger that one of some prepositions marks, over values and other names, before the next finite verb."""
    doc = site.doc
    last = site.hit.tokens[-1]
    if site.hit.trigger.kind == "verb":
        found = _relative(site, cases)
        if found:
            yield found
            return
    position = last + 1
    person = False
    while position < min(site.sentence.end, last + REACH):
        value = next((e for s, e, _ in site.piece.values if s <= position < e), None)
        if value is not None:
            position = value
            continue
        ref = site.piece.at.get(position)
        if ref is not None and (doc[position].pos_ != "DET" or ref.how == "name"):
            if cases_before(site, ref.start) & cases or (person and ref.types[0] == "Person"):
                yield named(doc[ref.root], site.piece, site.lang)
            position = ref.end
            continue
        if doc[position].pos_ == "NOUN" and cases_before(site, position) & cases:
            # "associée au fondateur de Y (Z) Paul Marchand": the person that a marked noun of office introduces
            office = match_at(doc, position, phrases("heads", site.lang))
            person = person or (office is not None and office[1] == "Person")
        closed = skip_brackets(doc, position)
        if person and closed > position:
            position = closed
            continue
        # behind a noun its own phrase is read, behind a verb all that it governs
        verb = is_finite(doc[position]) or (doc[position].pos_ == "VERB" and site.hit.trigger.kind != "verb")
        led = position + 1 < len(doc) and doc[position + 1].text.casefold() in ("par", "by")
        apart = doc[position].text == "," and site.hit.trigger.kind == "role" and plain_case(doc[position + 1].text.casefold()) not in cases
        if (verb and not led) or apart or (doc[position].text in ENDS and not _quotes_a_name(site, position)):
            return
        position += 1


def _quotes_a_name(site: Site, position: int) -> bool:
    """Whether a quotation mark opens a name and nothing else: "dans le centre « X »"."""
    ref = site.piece.at.get(position + 1)
    if ref is None or ref.how != "name" or site.doc[position].text not in ("«", '"') or ref.end >= site.sentence.end:
        return False
    return site.doc[ref.end].text in ("»", '"')


def _relative(site: Site, cases: frozenset[str]) -> list[Filler]:
    """What a relative pronoun with the preposition stands for: "le projet auquel X participe", "the scheme in which X takes part"."""
    doc = site.doc
    for position in range(site.hit.anchor - 1, max(site.sentence.start, site.hit.anchor - 9), -1):
        token = doc[position]
        form = token.text.casefold()
        if form in FUSED and "à" in cases:
            case = position
        elif form in PRONOUNS and plain_case(doc[position - 1].text.casefold()) in cases:
            case = position - 1
        elif token.text in (",", ";", ":", "(") or (is_finite(token) and token.head.i != site.hit.anchor):
            return []
        else:
            continue
        ref = next((site.piece.at[i] for i in range(case - 1, case - 3, -1) if i in site.piece.at), None)
        noun = antecedent(token, site.piece) if ref is None else None
        return named(doc[ref.root], site.piece, site.lang) if ref is not None else named(noun, site.piece, site.lang) if noun else []
    return []


def cases_before(site: Site, position: int) -> frozenset[str]:
    """The preposition that marks a name, alone and with the word before it ("à", "face à"), over the words that may stand between."""
    doc, left = site.doc, position - 1
    first = site.hit.tokens[0]
    while left > first and (left not in site.piece.at or doc[left].pos_ in ("DET", "PRON")):
        own = doc[left].text.casefold() in cues.load(site.lang).possessives  # "with its partner X"
        if doc[left].pos_ not in BETWEEN and doc[left].text not in "«\"“'‘" and not own:
            break
        left -= 1
    owner = site.piece.at.get(left - 1)
    if doc[left].text in ("'s", "’s") and owner is not None and owner.types[0] == "Place" and owner.start > first + 1:
        left = owner.start - 1  # "with Utrecht's X"
    known, here = cues.load(site.lang), site.piece.at.get(position)
    placed = here is not None and (
        here.types[0] == "DataCentre" or (here.types[0] == "Place" and names.gazetteer().lookup(here.names[0], "Organisation") is None)
    )
    grounds = known.territories | known.facilities
    while placed and left > first + 1 and doc[left].text.casefold() in OF and doc[left - 1].lemma_.casefold() in grounds:
        left -= 2  # "by the city of X", "dans ses centres de X"
        while left > first and doc[left].pos_ in ("DET", "ADJ", "NUM"):
            left -= 1
    case = plain_case(doc[left].text.casefold())
    longer = doc[left - 1].text.casefold() + " " + case if left else case
    return frozenset({case, longer})
