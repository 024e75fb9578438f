"""Matches: a rule's trigger with its roles filled and its value found, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kg import names, ontology
from kg.language import aims, comparing, cues, deeds, holdings, measures, parts, portions, spots, triggers, worth
from kg.language.contracts import as_body
from kg.language.fillers import Filler
from kg.language.pieces import Piece, anchor_of
from kg.language.roles import Roles
from kg.language.series import following
from kg.language.triggers import Hit
from kg.language.values import Value
from kg.rules import Rule, Rules

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule applied: trigger tokens, who fills subject and object, the value, and how sure each step was.

    `earlier`: the value is what it was before, with which the text compares the figure of today.
    """

    rule: Rule
    kind: str
    tokens: tuple[int, ...]
    subject: Filler | None
    object: Filler | None
    value: str | None
    passive: bool
    span: tuple[int, int]
    value_source: Value | None = None
    ended: bool = False
    earlier: bool = False


def _silent(hit: Hit, lack: str) -> None:
    """Nobody asks why a trigger made no match."""


def find(piece: Piece, sentence: Span, rules: Rules, lang: str, refused: Callable[[Hit, str], None] = _silent) -> Iterator[Match]:
    """All matches of the rules in one sentence.

    `refused` is told of every trigger that makes none, and of what it lacked: "voice", "subject", "object", "two" (different things for
    its two roles), "value" or "no value" (it has one that the rule shuts out), or "said" (it is asked).
    """
    for hit in triggers.find(sentence, piece, rules, lang):
        if _asked(hit, piece, sentence, lang):
            refused(hit, "said")
            continue
        aimed = hit.trigger.rule.relation in aims.MEASURED and aims.aimed(anchor_of(piece.doc, hit.tokens, hit.trigger.kind), lang)
        for match in _apply(hit, piece, sentence, rules, lang, refused):
            yield replace(match, rule=next(rule for rule in rules.rules if rule.id == aims.RULE)) if aimed else match


def _apply(hit: Hit, piece: Piece, sentence: Span, rules: Rules, lang: str, refused: Callable[[Hit, str], None]) -> Iterator[Match]:
    rule = hit.trigger.rule
    functions = rule.roles[hit.trigger.kind]
    roles = Roles(hit, sentence, piece, rules.frames, lang)
    if rule.voice is not None and not roles.intransitive and roles.passive != (rule.voice == "passive"):
        refused(hit, "voice")
        return
    filled: dict[str, list[Filler]] = {}
    for role in ("object", "subject"):
        if role in functions:
            found = roles.fill(functions[role], partial(accepts, rule, role, piece.weak))
            filled[role] = [as_body(roles.site, f) for f in found] if rule.relation == "customer" else found
            if (not found and role in rule.needs) or (found and role in rule.without):
                refused(hit, role if not found else f"no {role}")
                return
    if hit.trigger.kind == "role" and functions.get("subject") != functions.get("object") and _listed_together(filled, rule, piece):
        refused(hit, "two")
        return
    owners = filled.get("object", [])
    together = functions.get("object") == "bearer" and len({f.name for f in owners}) > 1
    if rule.relation == "subsidiary" and (together or (roles.passive and parts.shares_only(roles.site, owners))):
        refused(hit, "two")  # "détenu par A et B": each has a share, neither is the parent
        return
    if rule.single and "object" in filled:
        filled["object"] = filled["object"][:1]
    if rule.relation == "seller" and functions.get("subject") == "agent" and "subject" in filled:
        # "vendre X à Y": Y buys it
        filled["subject"] = deeds.not_buyers(roles.site, filled["subject"])
        if not filled["subject"]:
            refused(hit, "subject")
            return
    # one thing cannot fill both roles: the possessive of "son acquisition de X" is the buyer, X the bought
    objects, subjects = filled.get("object", []), filled.get("subject", [])
    if objects and subjects and {f.name for f in objects} == {f.name for f in subjects}:
        several = len(subjects) > 1 and (len(subjects) == 2 or ontology.load().relations[rule.relation].symmetric)
        if functions.get("subject") != functions.get("object") or not several:
            refused(hit, "two")
            return
        # "la fusion entre A et B", "A, B et C s'allient": one function, the first filler with each of the others
        subjects, objects = subjects[:1], subjects[1:]
    shared = {f.name for f in objects} & {f.name for f in subjects}
    if shared and len(objects) > len(subjects):
        # "les fournisseurs de A, B et C": a list that took the other role's names along
        objects = [f for f in objects if f.name not in shared]
    elif shared:
        subjects = [f for f in subjects if f.name not in shared]
    value, source = worth.value_of(hit, piece, sentence, lang)
    if value is None and rule.relation == "acquisition":
        source = comparing.paid(piece, sentence, hit, lang)
        value = source.text if source is not None else None
    value = value or rule.defaults.get(lang)
    if rule.relation != "shareholding":
        kept = [f for f in objects if not set(f.through) & cues.load(lang).remainders]
        if len(kept) < len(objects) and not kept:
            refused(hit, "object")
            return
    remaining = rule.relation == "shareholding" and any(set(f.through) & cues.load(lang).remainders for f in objects)
    if remaining:
        value, source = None, None  # how much is left is not said
    if (value is None and "value" in rule.needs and not remaining) or (value is not None and "value" in rule.without):
        refused(hit, "value" if value is None else "no value")
        return
    base = Match(
        rule=rule,
        kind=hit.trigger.kind,
        tokens=hit.tokens,
        subject=None,
        object=None,
        value=value,
        passive=roles.passive,
        span=(hit.tokens[0], hit.tokens[-1] + 1),
        value_source=source,
    )
    paired = _respectively(base, subjects, objects, piece, sentence, lang)
    if paired:
        yield from paired
        return
    starts: list[Filler | None] = [*subjects] or [None]
    ends: list[Filler | None] = [*objects] or [None]
    if rule.relation == "capacity" and source is not None and source.type == "Count" and hit.trigger.kind == "verb":
        further = measures.listed_with(piece, sentence, source, rule.units)
        yield from (replace(base, subject=s, value=v.text, value_source=v) for v in further for s in starts)
    if rule.relation in portions.SHARED_OUT and source is not None:
        within = portions.in_places(piece, sentence, source)
        yield from (replace(base, subject=s, value=v.text, value_source=v) for v in within for s in starts)
    if rule.relation in comparing.COMPARED and source is not None:
        before = comparing.earlier(piece, sentence, source, lang, loss=rule.negative)
        if before is not None:
            yield from (replace(base, subject=s, value=before[1], value_source=before[0], earlier=True) for s in starts)
    made = [replace(base, subject=s, object=o) for s in starts for o in ends if s is None or o is None or s.name != o.name]
    if roles.passive and subjects and objects and functions.get("subject") in ("agent", "by"):
        made += holdings.gapped(made[0], piece, sentence) if made else []
    if rule.relation == "shareholding" and "Percent" in rule.values and subjects and objects and not remaining:
        made = holdings.stakes(made, piece, sentence, hit.anchor, partial(accepts, rule, "subject", piece.weak))
    yield from made


def accepts(rule: Rule, role: str, weak: frozenset[str], filler: Filler) -> bool:
    """Whether a filler may play a role. A name typed by the recogniser alone is taken for what the role makes of it:
    who holds 30 % is a company or a person, whatever the recogniser thought of a name it had never seen."""
    declared = ontology.load()
    relation = declared.relations[rule.relation]
    allowed = rule.types[role] or (relation.domain if role == "subject" else relation.range)
    if not allowed or declared.accepts(filler.type, allowed):
        return True
    if filler.name not in weak or (rule.sure and (role == "object" or not any("object" in given for given in rule.roles.values()))):
        return False
    if "Organisation" in allowed or ("Product" in allowed and filler.type != "Place"):
        return filler.type != "Person" or " " not in filler.name or filler.name.split()[0] not in names.given_names()
    if "Place" in allowed and role == "object":
        # where something is based: a town that the recogniser takes for a firm or a man
        return filler.type in ("Organisation", "Person") and filler.how == "arc"
    return "Person" in allowed and filler.type == "Organisation" and spots.like_person(filler.name)


def _listed_together(filled: Mapping[str, list[Filler]], rule: Rule, piece: Piece) -> bool:
    """Whether both roles are filled from one list: "les actionnaires A et B" says that A and B hold something, not that A holds B."""
    if ontology.load().relations[rule.relation].symmetric:
        return False
    for subject in filled.get("subject", []):
        for other in filled.get("object", []):
            first, last = (piece.at.get(i) for i in sorted((subject.start, other.start)))
            if first is not None and last is not None and first.how == "name" and last in following(first, piece):
                return True
    return False


def _asked(hit: Hit, piece: Piece, sentence: Span, lang: str) -> bool:
    """Whether a verb stands in a question that can be answered by yes or no: nothing is said."""
    if hit.trigger.kind != "verb" or not any(t.text == "?" for t in sentence[-3:]):
        return False
    anchor = piece.doc[hit.anchor]
    return sentence.root.i == anchor.i and not any(t.text.casefold() in cues.load(lang).asking for t in sentence[:3])


def _respectively(base: Match, subjects: list[Filler], objects: list[Filler], piece: Piece, sentence: Span, lang: str) -> list[Match]:
    """Two lists of one length with "respectivement": the first with the first, not each with each."""
    words = cues.load(lang).approximate_pairs
    if len(subjects) > 1 and not objects and base.value_source is not None and any(t.text.casefold() in words for t in sentence):
        # "A et B comptaient vendre respectivement 10 et 15 machines"
        values = measures.like(piece, sentence, base.value_source)
        if len(values) == len(subjects):
            return [replace(base, subject=s, value=v.text, value_source=v) for s, v in zip(subjects, values, strict=True)]
    if len(subjects) < 2 or len(subjects) != len(objects) or not any(t.text.casefold() in words for t in sentence):
        return []
    return [replace(base, subject=s, object=o) for s, o in zip(subjects, objects, strict=True)]
