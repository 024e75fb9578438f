"""Gaps: sentences that name two things and make no claim, each with the rule that came nearest and what it lacked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import ontology
from kg.language import matches

if TYPE_CHECKING:
    from kg.language.pieces import Piece, Span
    from kg.language.triggers import Hit
    from kg.rules import Rules
    from kg.types import Claim, Document

#: What a trigger may lack, the ones that came furthest last.
STAGES = ("said", "voice", "object", "subject", "two", "no object", "no value", "value")
#: Classes of words that a rule's trigger may be.
CONTENT = frozenset({"VERB", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A sentence (`text` is Document.text[start:end]) that names two or more things, as (name, type), and makes no claim.

    `rule` is the rule that came nearest and `trigger` its word in the sentence, both None when no rule knows a word of it; `lacked` says in
    words what was missing.
    """

    doc: str
    start: int
    end: int
    text: str
    names: tuple[tuple[str, str], ...]
    rule: str | None
    trigger: str | None
    lacked: str


def find(document: Document, pieces: Iterable[Piece], claims: Iterable[Claim], rules: Rules) -> list[Gap]:
    """The gaps of one document, in text order; `pieces` are as `kg.claims` left them, with names and references."""
    spoken = [(claim.start, claim.end) for claim in claims]
    found = []
    for piece in pieces:
        for sentence in piece.doc.sents:
            names = dict.fromkeys(
                (name, kind)
                for ref in piece.refs
                if ref.how == "name" and sentence.start <= ref.start < sentence.end
                for name, kind in zip(ref.names, ref.types, strict=True)
            )
            if len({name for name, _ in names}) < 2:
                continue
            start, end = piece.span(sentence.start, sentence.end)
            if any(low < end and start < high for low, high in spoken):
                continue
            hit, lacked = _nearest(piece, sentence, rules, document.lang)
            found.append(
                Gap(
                    doc=document.name,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    names=tuple(names),
                    rule=hit.trigger.rule.id if hit else None,
                    trigger=" ".join(piece.doc[i].text for i in hit.tokens) if hit else None,
                    lacked=lacked,
                )
            )
    return found


def _nearest(piece: Piece, sentence: Span, rules: Rules, lang: str) -> tuple[Hit | None, str]:
    """The trigger that came furthest, and what it lacked."""
    refusals: list[tuple[Hit, str]] = []
    made = list(matches.find(piece, sentence, rules, lang, lambda hit, lack: refusals.append((hit, lack))))
    # a noun that only introduces a name ("la société X") says nothing of two, nor does a bare preposition
    refusals = [
        (hit, lack)
        for hit, lack in refusals
        if hit.trigger.kind == "verb" or (piece.doc[hit.anchor].pos_ in CONTENT and hit.tokens[-1] + 1 not in piece.at)
    ]
    if refusals:
        hit, lack = max(refusals, key=_closeness)
        return hit, _words(hit, lack)
    if made:
        return None, f"news: what rule {made[0].rule.id} found is said elsewhere too, or cannot be held without a date or an object"
    words = dict.fromkeys(t.lemma_ for t in sentence if t.pos_ in CONTENT and t.i not in piece.at and t.is_alpha)
    return None, "a trigger: no rule knows one of " + ", ".join(words) if words else "a trigger: there is no verb and no noun"


def _closeness(refusal: tuple[Hit, str]) -> tuple[bool, int, int]:
    """How near a refused trigger came: rules about two things before those about one and a figure, then how far, then the first."""
    hit, lack = refusal
    return "object" in hit.trigger.rule.roles[hit.trigger.kind], STAGES.index(lack), -hit.anchor


def _words(hit: Hit, lack: str) -> str:
    """What a refusal means, for a person who would mend the rule."""
    rule = hit.trigger.rule
    if lack in ("subject", "object"):
        relation = ontology.load().relations[rule.relation]
        types = rule.types[lack] or (relation.domain if lack == "subject" else relation.range)
        kinds = " or ".join(sorted(types)) if types else "anything named"
        return f"its {lack}: no {kinds} stands as “{rule.roles[hit.trigger.kind][lack]}” of a {hit.trigger.kind}"
    return {
        "said": "that somebody says so: it is asked",
        "voice": f"the voice: the verb is not {rule.voice}",
        "two": "two different things: subject and object would be the same",
        "value": f"a value: no {' or '.join(rule.values)} near it",
        "no object": "nothing: it has an object, and the rule is for those without",
        "no value": "nothing: it has a value, and the rule is for those without",
    }[lack]
