"""The name behind a trigger that a preposition marks, wherever the parse hangs it: the arcs of frames.yaml that begin with "~"."""

from __future__ import annotations

from kg.language.fillers import Filler, named
from kg.language.pieces import is_finite
from kg.language.series import plain_case
from kg.language.site import Site

#: How far behind the trigger the name may begin, in words.
REACH = 18
#: What may stand between the preposition and the name: "avec son partenaire allemand X".
BETWEEN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
#: What ends the trigger's clause for this.
ENDS = frozenset({";", ":", "(", "«", '"'})


def marked_by(site: Site, cases: frozenset[str]) -> list[Filler]:
    """The first name behind the trigger that one of some prepositions marks, over values and other names, before the next finite verb."""
    doc = site.doc
    last = site.hit.tokens[-1]
    position = last + 1
    while position < min(site.sentence.end, last + REACH):
        value = next((e for s, e, _ in site.piece.values if s <= position < e), None)
        if value is not None:
            position = value
            continue
        ref = site.piece.at.get(position)
        if ref is not None and (doc[position].pos_ != "DET" or ref.how == "name"):
            if cases_before(site, ref.start) & cases:
                return named(doc[ref.root], site.piece, site.lang)
            position = ref.end
            continue
        # behind a noun its own phrase is read, behind a verb all that it governs
        verb = is_finite(doc[position]) or (doc[position].pos_ == "VERB" and site.hit.trigger.kind != "verb")
        led = position + 1 < len(doc) and doc[position + 1].text.casefold() in ("par", "by")
        if (verb and not led) or doc[position].text in ENDS:
            return []
        position += 1
    return []


def cases_before(site: Site, position: int) -> frozenset[str]:
    """The preposition that marks a name, alone and with the word before it ("à", "face à"), over the words that may stand between."""
    doc, left = site.doc, position - 1
    first = site.hit.tokens[0]
    while left > first and (left not in site.piece.at or doc[left].pos_ == "DET"):
        if doc[left].pos_ not in BETWEEN and doc[left].text not in "«\"“'‘":
            break
        left -= 1
    case = plain_case(doc[left].text.casefold())
    longer = doc[left - 1].text.casefold() + " " + case if left else case
    return frozenset({case, longer})
