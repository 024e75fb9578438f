"""Deals in shares, read with the whole document: "the shares of X" are X's shares in the company in which the text makes X a holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.fillers import Filler
from kg.language.matches import Match
from kg.language.pieces import Piece
from kg.rules import Rules

if TYPE_CHECKING:
    from kg.language.pieces import Span

    Found = tuple[Piece, Span, Match]

#: The rule under which a seller that follows from a deal in shares is reported.
SELLER = "seller.of_shares"


def holders(found: Iterable[Found]) -> dict[str, list[Filler]]:
    """The holders that a document names for each company, in text order."""
    result: dict[str, list[Filler]] = {}
    for _, _, match in found:
        if match.rule.relation == "shareholding" and match.subject is not None and match.object is not None:
            known = result.setdefault(match.object.name, [])
            if all(holder.name != match.subject.name for holder in known):
                known.append(match.subject)
    return result


def complete(found: list[Found], rules: Rules, lang: str) -> list[Found]:
    """The matches of a document with deals in shares made whole: what was bought is the company, who held the shares is the seller."""
    held = holders(found)
    if not held:
        return found
    rule = next((rule for rule in rules.rules if rule.id == SELLER), None)
    known = cues.load(lang)
    result: list[Found] = []
    for piece, sentence, match in found:
        bought = match.object
        if match.rule.relation != "acquisition" or bought is None or match.subject is None:
            result.append((piece, sentence, match))
            continue
        sellers: list[Filler] = []
        buyer = match.subject.name
        company = _company_of(bought, held, piece, buyer) if set(bought.through) & known.shares else None
        if company is not None:
            sellers = [bought]
            match = replace(match, object=replace(bought, name=company, type="Organisation", how="topic", through=()))
        elif set(bought.through) & known.co_holders:
            sellers = [holder for holder in held.get(bought.name, ()) if holder.name != buyer]
        result.append((piece, sentence, match))
        if rule is not None:
            for seller in sellers:
                part = replace(match, rule=rule, subject=replace(seller, through=()), value=None, value_source=None)
                result.append((piece, sentence, part))
    return result


def _company_of(holder: Filler, held: dict[str, list[Filler]], piece: Piece, buyer: str) -> str | None:
    """The company whose shares a holder has: the one the document is about, else the only one."""
    companies = [name for name, who in held.items() if name not in (holder.name, buyer) and any(f.name == holder.name for f in who)]
    if piece.topic is not None and piece.topic[0] in companies:
        return piece.topic[0]
    return companies[0] if len(companies) == 1 else None
