"""Posts handed on: who succeeds somebody holds the post that the other held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import changes, cues, ended, standing
from kg.language.pieces import anchor_of

if TYPE_CHECKING:
    from kg.language.deals import Found
    from kg.rules import Rules

#: The rule under which a post is reported that only the sentence before names.
CHANGED = "leadership.changed"


def complete(found: list[Found], rules: Rules, lang: str) -> list[Found]:
    """The matches of a document with posts handed on: "X replaces Y" and "Y, head of Z" make X head of Z, and Y no longer.

    The post is the value of the succession too. Where neither has one, it is the post that is said there to change hands.
    """
    rule = next((rule for rule in rules.rules if rule.id == CHANGED), None)
    posts: dict[str, list[Found]] = {}
    for piece, sentence, match in found:
        if match.rule.relation == "leadership" and match.subject is not None and match.object is not None:
            posts.setdefault(match.subject.name, []).append((piece, sentence, match))
    held = {name: post for name, own in posts.items() if (post := _held(own, lang)) is not None}
    result: list[Found] = []
    heirs: list[Found] = []
    for piece, sentence, match in found:
        new, old = match.subject, match.object
        if match.rule.relation != "successor" or new is None or old is None:
            result.append((piece, sentence, match))
            continue
        given = {old.name: held.get(old.name), new.name: held.get(new.name)}
        own = given[new.name]
        if own is not None and own[1] == sentence and not _gained(own, lang):
            # "replaced by finance chief X": what X was before
            given[new.name] = None
        post = given[new.name] or given[old.name]
        change = changes.changed(piece, sentence, lang) if post is None and rule is not None and new.type == old.type == "Person" else None
        value = match.value or (post[2].value if post is not None else change[0] if change is not None else None)
        result.append((piece, sentence, replace(match, value=value)))
        if change is not None and rule is not None:
            for person, over in ((new, False), (old, True)):
                heir = replace(match, rule=rule, kind="verb", subject=person, object=change[1], value=value, ended=over)
                heirs.append((piece, sentence, heir))
            continue
        for person, other, over in ((new, old, False), (old, new, True)):
            source = given[other.name]
            taken = person.name in posts if over else given[person.name] is not None
            if taken or source is None or source[2].object is None:
                continue
            heir = replace(
                match,
                rule=source[2].rule,
                kind="verb",
                subject=person,
                object=replace(source[2].object, how="noun"),
                value=source[2].value,
                ended=over,
            )
            heirs.append((piece, sentence, heir))
    return result + heirs


def _held(own: list[Found], lang: str) -> Found | None:
    """The post of somebody that can be handed on: one that is not over, else one that somebody is told to leave."""
    over = [p for p in own if p[2].rule.ended or ended.over(p[0], p[1], p[2].tokens, p[2].kind, lang)]
    return next((p for p in own if p not in over), next((p for p in over if _gained(p, lang)), None))


def _gained(post: Found, lang: str) -> bool:
    """Whether a post is what a clause says of somebody, not a title or an apposition."""
    piece, _, match = post
    subject, first = match.subject, match.tokens[0]
    if match.kind == "role" and subject is not None and subject.start == match.tokens[-1] + 1:
        # "replaced by finance chief X"
        return False
    behind = match.kind == "role" and subject is not None and subject.end <= first
    if behind and subject is not None and not any(t.pos_ in ("VERB", "AUX") for t in piece.doc[subject.end : first]):
        return False
    return match.kind != "role" or standing.is_predicate(anchor_of(piece.doc, match.tokens, match.kind), cues.load(lang))
