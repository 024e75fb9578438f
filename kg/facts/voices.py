"""Claims as voices: who vouches for what, how many of them are independent, and which of several values to prefer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from kg import ontology
from kg.entities import key as normal_form
from kg.facts.echoes import Print, echoing, passage, whole
from kg.facts.values import Quantity, dates_agree, days, quantity
from kg.facts.witnesses import joined, one_each
from kg.types import Claim, Document, Extraction, Resolution

#: Best first: what a fact's status is when its best claim has this modality.
RANK = {"asserted": 0, "reported": 1, "planned": 2, "rumoured": 3, "denied": 4}


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with what grouping needs.

    Ids for names (`cited` is whom the article cites for it), its value as a quantity, and by what its wording is known again.
    """

    claim: Claim
    subject: str
    object: str | None
    document: Document
    quantity: Quantity | None
    cited: str | None
    wording: Print = field(default=Print(), compare=False, repr=False)

    @property
    def against(self) -> bool:
        """Whether it says that the relation does not hold."""
        return self.claim.negated or self.claim.modality == "denied"

    @property
    def planned(self) -> bool:
        """Whether it speaks of an intention, not of what is."""
        return self.claim.modality == "planned"

    @property
    def standing(self) -> int:
        """How much its value counts, 0 best: as its modality, but what filed accounts or another document say counts as stated."""
        cited = self.claim.modality == "reported" and self.claim.attribution_kind == "document"
        return RANK["asserted" if cited else self.claim.modality]

    def given(self, *, dates: bool) -> str | None:
        """What is compared: the value, or the date."""
        return self.claim.date if dates else self.claim.value

    def width(self, *, dates: bool) -> float:
        """How imprecise it is: the less, the more precise; infinite for what is no number and no date."""
        if dates:
            bounds = days(self.claim.date)
            return float((bounds[1] - bounds[0]).days) if bounds else float("inf")
        return float(self.quantity.precision) if self.quantity else float("inf")

    def agrees(self, other: Said, *, dates: bool = False) -> bool:
        """Whether both values (or dates) can be true at once; what is not given contradicts nothing."""
        if dates:
            return dates_agree(self.claim.date, other.claim.date)
        return self.quantity is None or other.quantity is None or self.quantity.agrees(other.quantity)

    def source(self) -> str | None:
        """Who vouches: the publisher, None when unknown."""
        return normal_form(self.document.publisher) if self.document.publisher else None


def hear(extractions: Iterable[Extraction], resolution: Resolution, rejected: Container[str] = ()) -> list[Said]:
    """Every claim as a voice, in the order of documents and words; the ends of a symmetric relation in the order of their ids.

    Claims whose ids are among those `rejected` say nothing.
    """
    relations = ontology.load().relations
    found: list[Said] = []
    for extraction in extractions:
        text, prints = extraction.document.text, whole(extraction.document)
        for claim in extraction.claims:
            if claim.id in rejected:
                continue
            subject = resolution.ids[claim.doc, claim.subject]
            obj = resolution.ids[claim.doc, claim.object] if claim.object is not None else None
            if relations[claim.relation].symmetric and obj is not None and obj < subject:
                subject, obj = obj, subject
            source = resolution.ids[claim.doc, claim.attributed_to] if claim.attributed_to is not None else None
            printed = Print(*passage(text, claim.start, claim.end), prints)
            found.append(Said(claim, subject, obj, extraction.document, quantity(claim.value), source, printed))
    return sorted(found, key=order)


def order(said: Said) -> tuple[str, int, int, str]:
    """A sort key: by document name, place and claim, whatever the order in which documents come."""
    return said.claim.doc, said.claim.start, said.claim.end, said.claim.id


def independent(voices: Sequence[Said]) -> int:
    """How many known publishers vouch each in a telling of its own; unknown publishers never add up.

    Copies of one text, passages that echo each other, and what cites one medium (that medium's own articles among them) are one telling.
    """
    known = [said for said in sorted(voices, key=order) if said.source() is not None]
    if len({said.source() for said in known}) < 2:
        return min(len(known), 1)
    pairs: list[tuple[int, int]] = []
    marks: dict[str, int] = {}
    media = {normal_form(said.claim.attributed_to) for said in known if _medium(said) and said.claim.attributed_to}
    for place, said in enumerate(known):
        same = [f"text {said.document.text_hash}", *([f"medium {said.cited}"] if _medium(said) else [])]
        if _medium(said) and said.claim.attributed_to:
            same.append(f"from {normal_form(said.claim.attributed_to)}")
        elif said.source() in media:
            same.append(f"from {said.source()}")
        for mark in same:
            pairs.append((marks.setdefault(mark, place), place))
    groups = joined(len(known), [*pairs, *echoing([said.wording for said in known])])
    by_source: dict[str, set[int]] = defaultdict(set)
    for place, said in enumerate(known):
        by_source[said.source() or ""].add(groups[place])
    return one_each(by_source)


def _medium(said: Said) -> bool:
    """Whether an article passes on what another medium said."""
    return said.cited is not None and said.claim.attribution_kind == "medium"


def preferred(voices: list[Said], *, dates: bool) -> tuple[Said | None, str | None, list[Said]]:
    """The claim whose value (with `dates`, whose date) to prefer, why, and the claims that contradict it."""
    given = [said for said in voices if said.given(dates=dates) is not None]
    if not given:
        return None, None, []
    camps: list[list[Said]] = []  # the most precise value of each camp comes first
    for said in sorted(given, key=lambda said: (said.standing, said.width(dates=dates), *order(said))):
        place = next((camp for camp in camps if camp[0].agrees(said, dates=dates)), None)
        if place is None:
            camps.append([said])
        else:
            place.append(said)
    camps.sort(key=lambda camp: _weight(camp, dates=dates))
    winner = min(camps[0], key=lambda said: (said.standing, said.width(dates=dates), *order(said)))
    losing = [said for camp in camps[1:] for said in camp if not said.planned or winner.planned]
    why = _why(camps, winner, dates=dates)
    if winner.standing > min(said.standing for said in voices):  # the value is less sure than what it is a value of
        why += f"; it is {winner.claim.modality}, no surer claim gives one"
    return winner, why, losing


def _weight(camp: list[Said], *, dates: bool) -> tuple[int, int, int, float, tuple[str, int, int, str]]:
    """What makes one camp win over another: modality, independent publishers, documents, precision."""
    best = min(said.standing for said in camp)
    vouching = [said for said in camp if said.standing == best]
    documents = {said.document.text_hash for said in vouching}
    return best, -independent(vouching), -len(documents), min(said.width(dates=dates) for said in camp), min(map(order, camp))


def _why(camps: list[list[Said]], winner: Said, *, dates: bool) -> str:
    """One sentence for people on why this value."""
    kind = "date" if dates else "value"
    if len(camps) == 1:
        count = len({said.given(dates=dates) for said in camps[0]})
        return f"the most precise of {count} {kind}s that agree" if count > 1 else f"the only {kind} given"
    first, second = _weight(camps[0], dates=dates), _weight(camps[1], dates=dates)
    rivals = ", ".join(sorted({said.given(dates=dates) or "" for camp in camps[1:] for said in camp}))
    reasons = (
        f"{winner.claim.modality}, against {camps[1][0].claim.modality}",
        _more(-first[1], -second[1], "independent publisher"),
        _more(-first[2], -second[2], "document"),
        f"the most precise {kind}",
        "no reason to prefer either: the first by document name",
    )
    number = next((place for place in range(4) if first[place] != second[place]), 4)
    return f"{reasons[number]} (also given: {rivals})"


def _more(count: int, other: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}, against {other}"
