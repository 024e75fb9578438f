"""Posts handed on: who succeeds somebody holds the post that the other held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import ended
from kg.language.matches import Match

if TYPE_CHECKING:
    from kg.language.deals import Found


def complete(found: list[Found], lang: str) -> list[Found]:
    """The matches of a document with posts handed on: "X replaces Y" and "Y, head of Z" make X head of Z, and Y no longer.

    The post is the value of the succession too.
    """
    held: dict[str, Match] = {}
    for piece, sentence, match in found:
        if match.rule.relation != "leadership" or match.subject is None or match.object is None:
            continue
        # what somebody used to head elsewhere is not what is handed on
        if not match.rule.ended and not ended.over(piece, sentence, match.tokens, match.kind, lang):
            held.setdefault(match.subject.name, match)
    result: list[Found] = []
    heirs: list[Found] = []
    for piece, sentence, match in found:
        if match.rule.relation != "successor" or match.subject is None or match.object is None:
            result.append((piece, sentence, match))
            continue
        shared = held.get(match.subject.name) or held.get(match.object.name)
        if match.value is None and shared is not None:
            match = replace(match, value=shared.value)
        result.append((piece, sentence, match))
        new, old = match.subject, match.object
        for person, other, over in ((new, old, False), (old, new, True)):
            post = held.get(other.name)
            if person.name in held or post is None or post.object is None:
                continue
            heir = replace(
                match, rule=post.rule, kind="verb", subject=person, object=replace(post.object, how="noun"), value=post.value, ended=over
            )
            heirs.append((piece, sentence, heir))
    return result + heirs
