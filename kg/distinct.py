"""One claim per thing that a document says: repetitions and claims that only say less than another are dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import ontology
from kg.language import cues
from kg.language.pipelines import LANGUAGES
from kg.types import Claim


def distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Of equal claims the surest (of these the first in the text), and none that only says less than another about the same:
    without its value or date, or with a shorter name of the role."""
    best: dict[tuple[object, ...], Claim] = {}
    every = list(claims)
    for claim in sorted(every, key=_order):
        same = (claim.relation, *_ends(claim), claim.value, claim.date, claim.modality, claim.ended)
        if same not in best or claim.confidence > best[same].confidence:
            best[same] = claim
    kept = sorted(best.values(), key=_order)
    kept = [c for c in kept if not any(_says_less(c, o) or _says_alone(c, o) or _says_vaguely(c, o) or _has_a_post(c, o) for o in kept)]
    result: list[Claim] = []
    for claim in kept:
        if not any(_same_role(claim, earlier) for earlier in result):
            result.append(claim)
    return tuple(_sourced(claim, every) for claim in result)


def _sourced(claim: Claim, every: list[Claim]) -> Claim:
    """A claim with the source that another place of the text names for the same: a title leaves it out."""
    if claim.modality == "asserted" or claim.attributed_to is not None:
        return claim
    for other in every:
        if (
            other.attributed_to not in (None, claim.attributed_to)
            and (other.relation, other.modality, _ends(other)) == (claim.relation, claim.modality, _ends(claim))
            and (claim.value is None or other.value in (None, claim.value))
        ):
            return replace(claim, attributed_to=other.attributed_to, attribution_kind=other.attribution_kind)
    return claim


def _order(claim: Claim) -> tuple[object, ...]:
    return claim.start, claim.end, claim.relation, claim.subject, claim.object or "", claim.value or ""


def _ends(claim: Claim) -> tuple[str, str | None]:
    if claim.object and ontology.load().relations[claim.relation].symmetric:
        first, second = sorted((claim.subject, claim.object))
        return first, second
    return claim.subject, claim.object


def _says_less(claim: Claim, other: Claim) -> bool:
    """Whether `claim` is `other` without its value or date."""
    if claim is other or claim.relation != other.relation or _ends(claim) != _ends(other) or claim.modality != other.modality:
        return False
    if None not in (claim.attributed_to, other.attributed_to) and claim.attributed_to != other.attributed_to:
        return False  # two who say it, each in his own words
    less_value = claim.value is None and other.value is not None
    less_date = claim.date is None and other.date is not None
    return (claim.value == other.value or less_value) and (claim.date == other.date or less_date) and (less_value or less_date)


def _says_alone(claim: Claim, other: Claim) -> bool:
    """Whether `claim` says of one thing ("X, founded in 2012") what `other` says of it with its partner ("founded by Y in 2012")."""
    return (
        claim.object is None
        and claim.value is None
        and other.relation == claim.relation
        and other.object == claim.subject
        and other.modality == claim.modality
        and claim.date in (None, other.date)
    )


def _says_vaguely(claim: Claim, other: Claim) -> bool:
    """Whether `claim` makes somebody a head of what `other` makes the same person the chairman of."""
    generic = frozenset().union(*(cues.load(lang).generic_roles for lang in LANGUAGES))
    return (
        claim.value in generic
        and other.value not in generic
        and other.value is not None
        and claim.relation == other.relation
        and _ends(claim) == _ends(other)
        and claim.ended == other.ended
        and claim.modality == other.modality
    )


def _has_a_post(claim: Claim, other: Claim) -> bool:
    """Whether `claim` makes somebody work where `other` gives the same person a post."""
    return claim.relation == "employment" and claim.value is None and other.relation == "leadership" and _ends(claim) == _ends(other)


def _words(role: str) -> set[str]:
    """The weighty words of a role, short forms opened ("DG" → directeur, général)."""
    known = [cues.load(lang) for lang in LANGUAGES]
    words = role.casefold().replace("'", " ").replace("’", " ").split()
    opened = {
        part
        for word in words
        for part in next((c.short_roles[word] for c in known if word in c.short_roles), word).replace("-", " ").split()
    }
    return opened - frozenset().union(*(c.role_links for c in known))


def _same_role(claim: Claim, earlier: Claim) -> bool:
    """Whether two claims give one person the same role in the same body in other words ("DG", "directeur général du groupe")."""
    if ontology.load().relations[claim.relation].kind != "text" or claim.value is None or earlier.value is None:
        return False
    if (
        claim.relation != earlier.relation
        or _ends(claim) != _ends(earlier)
        or claim.ended != earlier.ended
        or claim.modality != earlier.modality
    ):
        return False
    mine, theirs = _words(claim.value), _words(earlier.value)
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)
