"""The rules' own examples, run: each must find the claims it lists, and no claim of its relation where it lists none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import ids, rules
from kg.claims import Extractor
from kg.language.naming import key
from kg.rules import Example, Rule
from kg.types import Claim, Document, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that does not hold: the rule, the sentence, and what is wrong with it."""

    rule: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """How many rules and examples there are, and which examples fail."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]


def document_of(text: str, lang: str, name: str = "example") -> Document:
    """A one-line article whose whole text is body."""
    return Document(
        id=ids.document_id(name),
        text_hash=ids.text_hash(text),
        name=name,
        text=text,
        segments=(Segment(start=0, end=len(text), kind="body"),),
        lang=lang,
    )


def check(models: Mapping[str, str] | None = None, own: Sequence[Path | str] = ()) -> CheckReport:
    """Run every example of every rule; RuleError if the rules do not load.

    With `own`, files of rules or folders of them, only the examples of these, with all other rules in force beside them.
    """
    shipped = {rule.id for rule in rules.load().rules} if own else set()
    loaded = tuple(rule for rule in rules.load_with(own).rules if rule.id not in shipped)
    pairs = [(rule, example) for rule in loaded for example in rule.examples]
    extractor = Extractor(models, own)
    failures = []
    for (rule, example), extraction in zip(pairs, extractor.pipe(document_of(e.text, e.lang) for _, e in pairs), strict=True):
        reason = _wrong(rule, example, extraction.claims)
        if reason is not None:
            failures.append(Failure(rule=rule.id, text=example.text, reason=reason))
    return CheckReport(rules=len(loaded), examples=len(pairs), failures=tuple(failures))


def _wrong(rule: Rule, example: Example, claims: tuple[Claim, ...]) -> str | None:
    own = [claim for claim in claims if claim.relation == rule.relation]
    if not example.claims:
        return f"found {_shown(own)} where nothing is said" if own else None
    for wanted in example.claims:
        if not any(_agrees(wanted, claim) for claim in own):
            return f"wanted {dict(wanted)}, found {_shown(own) or 'nothing'}"
    return None


def _agrees(wanted: Mapping[str, Any], claim: Claim) -> bool:
    for slot, value in wanted.items():
        found = getattr(claim, slot)
        if slot in ("subject", "object"):
            if key(str(found or "")) != key(str(value)):
                return False
        elif found != value:
            return False
    return True


def _shown(claims: list[Claim]) -> str:
    return "; ".join(f"{c.subject} → {c.object} | {c.value} | {c.date} | {c.modality}{' ended' if c.ended else ''}" for c in claims)
