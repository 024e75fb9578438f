"""Gaps: sentences that name two things and make no claim, each with the rule that came nearest and what it lacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import ontology
from kg.types import VALUE_TYPES, Extraction, Gap

if TYPE_CHECKING:
    from kg.language.matches import Match
    from kg.language.pieces import Piece, Span
    from kg.language.triggers import Hit
    from kg.types import Claim

#: What a trigger may lack, the ones that came furthest last.
STAGES = ("said", "voice", "object", "subject", "two", "no object", "no value", "value")
#: What a sentence may lack: that, or a trigger, or that what was found in it is news.
LACKS = ("trigger", *STAGES, "news")
#: Classes of words that a rule's trigger may be.
CONTENT = frozenset({"VERB", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """A gap as readers see it: with its sentence, the things that this names as (name, type), and in English what was missing."""

    doc: str
    start: int
    end: int
    text: str
    names: tuple[tuple[str, str], ...]
    rule: str | None
    relation: str | None
    trigger: str | None
    lack: str
    lacked: str


class Silence:
    """A sentence while it is read: what the rules made of it, and why their triggers made nothing."""

    __slots__ = ("made", "piece", "refusals", "sentence")

    def __init__(self, piece: Piece, sentence: Span) -> None:
        """Nothing has been made of it yet."""
        self.piece, self.sentence = piece, sentence
        self.made: list[Match] = []
        self.refusals: list[tuple[Hit, str]] = []

    def refused(self, hit: Hit, lack: str) -> None:
        """As `kg.language.matches.find` tells it."""
        self.refusals.append((hit, lack))


def find(sentences: Iterable[Silence], claims: Iterable[Claim]) -> Iterator[Gap]:
    """The gaps of one document, in text order; `sentences` are all of it, and `claims` what was made of them in the end."""
    spoken = [(claim.start, claim.end) for claim in claims]
    for one in sentences:
        first, last = one.sentence.start, one.sentence.end
        names = {name for ref in one.piece.refs if ref.how == "name" and first <= ref.start < last for name in ref.names}
        if len(names) < 2:
            continue
        start, end = one.piece.span(first, last)
        if not any(low < end and start < high for low, high in spoken):
            yield _gap(one, start, end)


def _gap(one: Silence, start: int, end: int) -> Gap:
    """What the sentence lacked, by the trigger that came furthest."""
    piece = one.piece
    # a noun that only introduces a name ("la société X") says nothing of two, nor does a bare preposition
    refusals = [
        (hit, lack)
        for hit, lack in one.refusals
        if hit.trigger.kind == "verb" or (piece.doc[hit.anchor].pos_ in CONTENT and hit.tokens[-1] + 1 not in piece.at)
    ]
    if not refusals:
        if one.made:
            rule = one.made[0].rule
            return Gap(start=start, end=end, rule=rule.id, relation=rule.relation, trigger=None, lack="news")
        words = dict.fromkeys(t.lemma_ for t in one.sentence if t.pos_ in CONTENT and t.i not in piece.at and t.is_alpha)
        return Gap(start=start, end=end, rule=None, relation=None, trigger=None, lack="trigger", wanted=tuple(words))
    hit, lack = max(refusals, key=_closeness)
    rule = hit.trigger.rule
    wanted: tuple[str, ...] = ()
    role = None
    if lack in ("subject", "object"):
        relation = ontology.load().relations[rule.relation]
        wanted = tuple(sorted(rule.types[lack] or (relation.domain if lack == "subject" else relation.range)))
        role = f"{rule.roles[hit.trigger.kind][lack]} of a {hit.trigger.kind}"
    elif lack == "value":
        wanted = tuple(rule.values)
    trigger = " ".join(piece.doc[i].text for i in hit.tokens)
    return Gap(start=start, end=end, rule=rule.id, relation=rule.relation, trigger=trigger, lack=lack, wanted=wanted, role=role)


def _closeness(refusal: tuple[Hit, str]) -> tuple[bool, int, int]:
    """How near a refused trigger came: rules about two things before those about one and a figure, then how far, then the first."""
    hit, lack = refusal
    return "object" in hit.trigger.rule.roles[hit.trigger.kind], STAGES.index(lack), -hit.anchor


def view(extraction: Extraction, gap: Gap) -> GapView:
    """A gap of an extraction as readers see it."""
    document = extraction.document
    return GapView(
        doc=document.name, start=gap.start, end=gap.end, text=document.text[gap.start : gap.end], names=names_in(extraction, gap),
        rule=gap.rule if gap.trigger else None, relation=gap.relation, trigger=gap.trigger, lack=gap.lack, lacked=lacked(gap),
    )  # fmt: skip


def names_in(extraction: Extraction, gap: Gap) -> tuple[tuple[str, str], ...]:
    """The things that a gap's sentence names, as (name, type), in the order of the text."""
    inside = (one for one in extraction.mentions if gap.start <= one.start < gap.end and one.type not in VALUE_TYPES)
    return tuple(dict.fromkeys((one.name, one.type) for one in inside))


def lacked(gap: Gap) -> str:
    """What a gap means, in English, for a person who would mend the rule."""
    kinds = " or ".join(gap.wanted)
    if gap.lack in ("subject", "object"):
        return f"its {gap.lack}: no {kinds or 'thing that is named'} stands as {gap.role}"
    if gap.lack == "trigger":
        return "a trigger: no rule knows one of " + ", ".join(gap.wanted) if gap.wanted else "a trigger: there is no verb and no noun"
    return {
        "news": f"news: what rule {gap.rule} found is said elsewhere too, or cannot be held without a date or an object",
        "said": "that somebody says so: it is asked",
        "voice": "the voice: the rule wants the other one, active or passive",
        "two": "two different things: subject and object would be the same",
        "value": f"a value: no {kinds} near it",
        "no object": "nothing: it has an object, and the rule is for those without",
        "no value": "nothing: it has a value, and the rule is for those without",
    }[gap.lack]
