"""The dossier of one thing as one HTML file to keep, mail and print: no script, no request to anywhere, every claim with its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from kg.exports.around import around
from kg.exports.drawing import arrow, draw
from kg.exports.files import digest, whole
from kg.exports.pictures_timeline import beside, style, title_of
from kg.exports.readings import labels
from kg.graph.disagreements import conflicts
from kg.graph.network import to_networkx
from kg.graph.registers import identifiers
from kg.graph.rows import ClaimView, ConflictView, DealView, Dossier, FactView, Source, Timeline
from kg.graph.store import Store
from kg.graph.timeline import timeline
from kg.graph.views import dossier
from kg.wording import Wording, wording

#: Entities in the picture at most.
LIMIT = 40
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """Every claim that the dossier quotes, its number in it, and the articles in the order in which they came out."""

    numbers: Mapping[str, int]
    articles: tuple[tuple[Source, tuple[ClaimView, ...]], ...]

    def of(self, claims: Iterable[ClaimView]) -> list[int]:
        """The numbers of some claims."""
        return sorted(self.numbers[claim.id] for claim in claims)


def write_dossier(
    store: Store, path: Path, *, about: str, depth: int = 1, lang: str = "en", as_of: str | None = None, undated: bool = False
) -> None:
    """All about the thing called `about` as a page: names, facts by relation, a picture `depth` steps wide, timeline, conflicts, quotes.

    Texts of articles never become markup. With `as_of` what the articles published by then say. KgError when nothing, or more than one
    thing, is called so; ExportError where the file cannot be written.
    """
    words = wording(lang)
    found = dossier(store, about, as_of=as_of, undated=undated)
    id_ = found.entity.id
    told_in_time = timeline(store, id_, as_of=as_of, undated=undated)
    sides = conflicts(store, id_, as_of=as_of, undated=undated)
    told = _told(found, told_in_time, sides)
    graph = to_networkx(store, as_of=as_of, undated=undated)
    every = around(graph, id_, depth=depth)
    shown = around(graph, id_, depth=depth, limit=LIMIT)
    names = {**told_in_time.names, **found.names, **{end: name for one in sides for end, name in one.names.items()}}
    page = _render(
        words=words,
        entity=found.entity,
        aliases=[alias for alias in found.entity.aliases if alias != found.entity.name],
        registers=_registers(identifiers(store, id_)),
        as_of=as_of,
        facts=len(found.facts),
        known_facts=frozenset(fact.id for fact in found.facts),
        groups=_groups(found, words, told),
        drawing=draw(shown, words, focus=id_) if len(shown) > 1 else None,
        extent=(shown.number_of_nodes(), shown.number_of_edges(), every.number_of_nodes()),
        entries=[
            {
                "date": _when(entry.date, entry.basis, words),
                "published": entry.basis == "published",
                "title": title_of(entry, names, words),
                "beside": beside(entry, words),
                "style": style(entry),
                "refs": told.of(entry.claims),
            }
            for entry in told_in_time.entries
        ],
        deals=[_deal(deal, names, words, told) for deal in told_in_time.deals],
        conflicts=[_conflict(one, names, words, told) for one in sides],
        articles=[_article(source, claims, names, words, told) for source, claims in told.articles],
        rejected=told.of(found.rejected),
        claims=len(told.numbers),
        sources={told.numbers[claim.id]: str(source) for source, claims in told.articles for claim in claims},
    )
    with whole(path) as stream:
        stream.write(page.encode("utf-8"))


def _told(found: Dossier, told: Timeline, sides: Iterable[ConflictView]) -> _Told:
    every = {claim.id: claim for fact in found.facts for claim in (*fact.claims, *fact.against)}
    every |= {claim.id: claim for claim in found.rejected}
    every |= {claim.id: claim for entry in told.entries for claim in entry.claims}
    every |= {claim.id: claim for deal in told.deals for claims in (*deal.sellers.values(), *deal.prices.values()) for claim in claims}
    every |= {claim.id: claim for one in sides for side in one.sides for claim in side}
    by_article: dict[str, list[ClaimView]] = defaultdict(list)
    for claim in sorted(every.values(), key=lambda claim: (claim.start, claim.end, claim.id)):
        by_article[claim.source.id].append(claim)
    articles = [(claims[0].source, tuple(claims)) for claims in by_article.values()]
    articles.sort(key=lambda one: (one[0].published or "9999", one[0].name, one[0].id))
    order = [claim.id for _, claims in articles for claim in claims]
    return _Told({id_: number for number, id_ in enumerate(order, start=1)}, tuple(articles))


def _registers(numbers: Mapping[str, str]) -> list[tuple[str, str]]:
    from kg.judgements import SCHEMES

    return [(SCHEMES[scheme], number) for scheme, number in numbers.items()]


def _groups(found: Dossier, words: Wording, told: _Told) -> list[dict[str, Any]]:
    """Facts by relation and by which end of it the thing is, those that most is said of first."""
    groups: dict[tuple[str, str], list[FactView]] = defaultdict(list)
    for fact in found.facts:
        side = "alone" if fact.object is None else "forwards" if fact.subject == found.entity.id else "backwards"
        groups[fact.relation, side].append(fact)
    listed = []
    for (relation, side), facts in groups.items():
        heading = words.alone(relation) if side == "alone" else words.relation(relation, backwards=side == "backwards")
        rows = [_row(fact, side, found.names, words, told) for fact in sorted(facts, key=lambda fact: (fact.since or "9999", fact.id))]
        listed.append({"heading": heading[:1].upper() + heading[1:], "rows": rows, "claims": sum(len(row["refs"]) for row in rows)})
    return sorted(listed, key=lambda group: (-group["claims"], group["heading"]))


def _row(fact: FactView, side: str, names: Mapping[str, str], words: Wording, told: _Told) -> dict[str, Any]:
    kind = words.value_kind(fact.relation)
    other = {"alone": None, "forwards": fact.object, "backwards": fact.subject}[side]
    return {
        "id": fact.id,
        "other": names[other] if other else None,
        "value": "" if kind == "date" else words.value(fact.value, kind),
        "status": words.status(fact.status),
        "style": fact.status,
        "disputed": fact.disputed,
        "ended": fact.ended,
        "since": words.date(fact.since),
        "until": words.date(fact.until),
        "lasts": side != "alone",
        "refs": told.of(fact.claims),
        "against": told.of(fact.against),
        "publishers": _publishers((*fact.claims, *fact.against)),
    }


def _publishers(claims: Iterable[ClaimView]) -> str:
    """Who says so: the first three, and how many more."""
    names = list(dict.fromkeys(claim.source.publisher or claim.source.name for claim in claims))
    return ", ".join(names[:3]) + (f" +{len(names) - 3}" if len(names) > 3 else "")


def _when(date: str | None, basis: str | None, words: Wording) -> str:
    return words["no date"] if date is None else words.published(date) if basis == "published" else words.date(date)


def _deal(deal: DealView, names: Mapping[str, str], words: Wording, told: _Told) -> dict[str, Any]:
    one, other = (deal.buyer, deal.target) if deal.kind == "acquisition" else (deal.target, deal.buyer)
    return {
        "title": f"{names[one]} {words.relation(deal.kind)} {names[other]}",
        "stage": words.stage(deal.stage),
        "style": deal.stage,
        "sellers": [(names[seller], told.of(claims)) for seller, claims in deal.sellers.items()],
        "prices": [(words.value(value), told.of(claims)) for value, claims in deal.prices.items()],
        "steps": [
            {
                "stage": words.stage(step.stage),
                "style": step.stage,
                "date": _when(step.date, step.basis, words),
                "published": step.basis == "published",
                "expected": words.date(step.expected),
                "refs": told.of(step.claims),
            }
            for step in deal.steps
        ],
    }


def _conflict(one: ConflictView, names: Mapping[str, str], words: Wording, told: _Told) -> dict[str, Any]:
    return {
        "kind": words.kind(one.kind),
        "meaning": words.meaning(one.kind),
        "reading": one.readings[words.lang],
        "grave": one.kind in {"source_error", "contradiction"},
        "sides": [
            {"label": label, "claims": [_quote(claim, names, words, told) for claim in side]}
            for side, label in zip(one.sides, labels(one, words), strict=True)
        ],
    }


def _article(source: Source, claims: Iterable[ClaimView], names: Mapping[str, str], words: Wording, told: _Told) -> dict[str, Any]:
    return {
        "title": source.title or source.name,
        "publisher": source.publisher,
        "published": words.date(source.published) or words["undated"],
        "name": source.name,
        "lang": source.lang,
        "url": source.url if source.url and _WEB.fullmatch(source.url) else None,
        "claims": [_quote(claim, names, words, told) for claim in claims],
    }


def _quote(claim: ClaimView, names: Mapping[str, str], words: Wording, told: _Told) -> dict[str, Any]:
    """A claim with its words in the text around them, who says so, and where it stands."""
    kind = words.value_kind(claim.relation)
    value = words.value(claim.value, kind)
    said = [names[claim.subject], words.relation(claim.relation) if claim.object else words.alone(claim.relation)]
    by = None
    if claim.attributed_to:
        by = f"{words['according to']} {names[claim.attributed_to]}"
    elif claim.attribution_kind == "anonymous":
        by = words["anonymous"]
    return {
        "number": told.numbers[claim.id],
        "id": claim.id,
        "says": " ".join([*said, *([names[claim.object]] if claim.object else [])]),
        "value": "" if value == words.date(claim.date) else value,
        "date": words.date(claim.date),
        "status": words.status(claim.modality),
        "style": claim.modality,
        "ended": claim.ended,
        "by": by,
        "before": claim.before.lstrip(),
        "evidence": claim.evidence,
        "after": claim.after.rstrip(),
        "lang": claim.source.lang,
        "source": ", ".join(part for part in (claim.source.publisher or claim.source.name, words.date(claim.source.published)) if part),
        "place": f"{claim.source.name}:{claim.start}–{claim.end}",
        "confidence": f"{claim.confidence:.2f}".replace(".", "," if words.lang == "fr" else "."),
        "review": words.status(claim.review) if claim.review else None,
        "reason": claim.reason,
    }


def _render(**context: Any) -> str:
    folder = resources.files("kg.exports")
    style_sheet = (folder / "dossier.css").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src {digest(style_sheet)}; img-src data:; base-uri 'none'; form-action 'none'"
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    template = environment.from_string((folder / "dossier.html.j2").read_text(encoding="utf-8"))
    # made of our own files alone
    return template.render(policy=Markup(policy), style_sheet=Markup(style_sheet), arrow=arrow, **context)
