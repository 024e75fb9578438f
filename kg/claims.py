"""Extraction: the language rooms in order, from a Document to the claims it makes, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import gaps, ids, ontology, rules
from kg.distinct import distinct
from kg.gaps import GapView, Silence
from kg.language import (
    coreference,
    cues,
    dating,
    deals,
    ended,
    lent,
    matches,
    mentions,
    misdated,
    modality,
    offices,
    periods,
    pipelines,
    posts,
    standing,
    voices,
)
from kg.language.confidence import confidence
from kg.language.matches import Match
from kg.language.mentions import Spot
from kg.language.pieces import PLAIN, Piece, lines, token_span
from kg.language.topic import topic_of
from kg.language.values import find_values
from kg.types import Claim, Document, Extraction, Issue, Mention

if TYPE_CHECKING:
    from kg.language.pieces import Doc, Span


#: Votes (see kg/language/spots.py) from which a type no longer rests on the recogniser alone.
STRONG = 25


class Extractor:
    """Pipelines and rules, loaded once, that turn documents into extractions."""

    def __init__(self, models: Mapping[str, str] | None = None, rules_of_yours: Sequence[Path | str] = ()) -> None:
        """`models` maps a language to an installed spaCy pipeline to use instead of the bundled one; ModelError if it cannot serve.

        `rules_of_yours` are files of rules, or folders of them, that are heeded beside the shipped ones; RuleError for a mistake there.
        """
        self._models = pipelines.choose(models)
        self._rules = rules.load_with(rules_of_yours)
        self._loaded: set[str] = set()

    def load(self, languages: Iterable[str]) -> bool:
        """Have the pipelines of these languages at hand; whether one of them was not. ModelError when one cannot serve."""
        new = sorted(set(languages) - self._loaded)
        for lang in new:
            pipelines.load(lang, self._models.get(lang))
            self._loaded.add(lang)
        return bool(new)

    def extract(self, document: Document) -> Extraction:
        """All mentions and claims of one document."""
        return next(self.pipe([document]))

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        """Extractions in the order of the documents; lines of `batch_size` documents go through the pipeline together."""
        iterator = iter(documents)
        while batch := list(islice(iterator, batch_size)):
            for document, pieces in self._parsed(batch):
                yield self._read(document, pieces)

    def gaps(self, document: Document) -> list[GapView]:
        """The sentences of one document that name two things and make no claim, each with the nearest rule and what it lacked."""
        found = self.extract(document)
        return [gaps.view(found, gap) for gap in found.gaps]

    def _parsed(self, documents: list[Document]) -> Iterator[tuple[Document, list[Piece]]]:
        cut = [list(lines(document)) for document in documents]
        parsed: dict[str, Iterator[Doc]] = {}
        for lang in sorted({document.lang for document in documents}):
            nlp = pipelines.load(lang, self._models.get(lang))
            texts = [
                text.translate(PLAIN)
                for document, pieces in zip(documents, cut, strict=True)
                if document.lang == lang
                for text, _, _ in pieces
            ]
            parsed[lang] = iter(nlp.pipe(texts, batch_size=64))
        for document, pieces in zip(documents, cut, strict=True):
            docs = parsed[document.lang]
            yield document, [Piece(next(docs), offset, kind) for _, offset, kind in pieces]

    def _read(self, document: Document, pieces: list[Piece]) -> Extraction:
        lang = document.lang
        found = understand(document, pieces)
        hits: list[tuple[Piece, Span, Match]] = []
        silences: list[Silence] = []
        for piece in pieces:
            for sentence in piece.doc.sents:
                silence = Silence(piece, sentence)
                silence.made += matches.find(piece, sentence, self._rules, lang, silence.refused)
                hits += ((piece, sentence, match) for match in silence.made)
                silences.append(silence)
        claims: dict[str, Claim] = {}
        earlier: set[str] = set()
        for piece, sentence, match in posts.complete(deals.complete(hits, self._rules, lang), self._rules, lang):
            claim = _claim(match, piece, sentence, document)
            if claim is not None:
                claims.setdefault(claim.id, claim)
                if match.earlier:
                    earlier.add(claim.id)
        told = tuple(periods.founding(distinct(periods.shared(claims.values(), frozenset(earlier)))))
        return Extraction(
            document=document,
            mentions=tuple(sorted(found, key=lambda m: (m.start, m.end, m.type))),
            claims=told,
            issues=_issues(document, pieces),
            gaps=tuple(gaps.find(silences, told)),
        )


def understand(document: Document, pieces: list[Piece]) -> list[Mention]:
    """Find the values, names and references of parsed pieces, which take them up; returns the mentions among them."""
    lang = document.lang
    found: list[Mention] = []
    spoken: str | None = None
    for piece in pieces:
        for value in find_values(piece.doc.text, lang, published=document.published, spoken=spoken):
            if value.type == "Date" and value.anchor not in ("unresolved", "horizon"):
                spoken = value.text
            span = token_span(piece.doc, value.start, value.end)
            if span is not None:
                piece.values.append((*span, value))
                start, end = piece.offset + value.start, piece.offset + value.end
                found.append(Mention(start=start, end=end, text=document.text[start:end], type=value.type, name=value.text))
    spots = mentions.find(pieces, lang, pipelines.common_words(lang).__contains__)
    about = topic_of(pieces, lang)
    weak, governments = _weakly_typed(spots), offices.governments_of(pieces, lang)
    for piece in pieces:
        piece.topic, piece.weak, piece.governments = about, weak, governments
    coreference.resolve(pieces, lang)
    voices.carry_media(pieces)
    found.extend(_mention(spot, pieces, document) for spot in spots)
    return found


def _issues(document: Document, pieces: list[Piece]) -> tuple[Issue, ...]:
    """A printed date that the text itself belies: kept as it stands, and told."""
    later = misdated.printed_too_early(pieces, document.published)
    if later is None:
        return ()
    return (
        Issue(doc=document.name, kind="suspicious-date", message=f"dated {document.published}, but the text speaks in the past of {later}"),
    )


def _weakly_typed(spots: list[Spot]) -> frozenset[str]:
    """Names whose type no gazetteer, head noun, title or form supports: what a sentence makes of them may correct it."""
    best: dict[str, float] = {}
    for spot in spots:
        # a family name that is also a firm's ("le groupe Marchand") is a person by its bearer's votes alone
        needed = 1.4 if spot.type == "Person" and " " not in spot.name else 1.0
        best[spot.name] = max(best.get(spot.name, 0), spot.votes[spot.type] / needed)
    return frozenset(name for name, votes in best.items() if votes < STRONG)


def extract(document: Document, models: Mapping[str, str] | None = None) -> Extraction:
    """All mentions and claims of one document, with pipelines loaded for the occasion (or from the cache)."""
    return Extractor(models).extract(document)


def _mention(spot: Spot, pieces: list[Piece], document: Document) -> Mention:
    start, end = pieces[spot.piece].span(spot.start, spot.end)
    return Mention(start=start, end=end, text=document.text[start:end], type=spot.type, name=spot.name)


def _claim(match: Match, piece: Piece, sentence: Span, document: Document) -> Claim | None:
    """A match with its modality, date and words; None when it says nothing that the ontology can hold."""
    lang, rule = document.lang, match.rule
    relation = ontology.load().relations[rule.relation]
    subject = match.subject or match.object
    if subject is None:
        return None
    target = match.object if match.subject is not None else None
    if relation.object_required and target is None:
        return None
    spoken = frozenset(f.name for f in (match.subject, match.object) if f is not None)
    companies = frozenset(f.name for f in (match.subject, match.object) if f is not None and f.type == "Organisation")
    figure = target is None and match.value_source is not None
    verdict = modality.judge(
        piece, sentence, match.tokens, lang, subjects=spoken, kind=match.kind, companies=companies, figure=figure
    )
    mode = verdict.modality
    known = cues.load(lang)
    given = rule.modality == "asserted" and not standing.is_new(piece.doc, match.tokens, match.kind, known)
    done = rule.relation == "target" and mode == "asserted" and standing.is_done(piece.doc, match.tokens, match.kind, known)
    aimed = rule.modality == "planned" and not done
    told_figure = given and figure and mode == "reported"
    if (given or aimed) and mode in ("asserted", "rumoured", "reported") and not told_figure:
        mode = "asserted" if given else "planned"
    negated, source = verdict.negated, verdict.source
    if mode == "asserted":
        # what somebody announces as a deed of its own is a fact
        source = None
    if given and not told_figure:
        # what a name carries in its own noun phrase is taken for granted: "n'ira pas à Lyon (Rhône)" denies nothing of Lyon
        mode, negated, source = "asserted", False, None
    told = rule.relation in periods.FISCAL or rule.relation == "target"
    date = lent.of_claim(match, piece, sentence, lang, told=told) if rule.dated else None
    if match.earlier:
        mode, source = ("asserted", None) if mode == "planned" else (mode, source)
        date = dating.of_earlier(piece, sentence, match.value_source, date)
    if mode == "planned" and dating.is_past_day(date, document.published):
        # the day on which a plan is told is not that on which it will be done
        date = None
    if date is None and "date" in rule.needs:
        return None
    is_over = rule.ended or match.ended
    if not figure:
        # a figure of the past is a figure of then
        is_over = is_over or ended.over(piece, sentence, match.tokens, match.kind, lang)
        is_over = is_over or (rule.relation in ended.DEALINGS and ended.given_up(piece, sentence, match.tokens[-1], lang))
    start, end = _evidence(match, piece, sentence)
    return Claim(
        id=ids.claim_id(
            document.name,
            rule.relation,
            subject.name,
            target.name if target else None,
            match.value,
            date,
            mode,
            negated,
            start,
            end,
        ),
        doc=document.name,
        relation=rule.relation,
        subject=subject.name,
        object=target.name if target else None,
        value=match.value,
        date=date,
        modality=mode,
        attributed_to=source.name if source else None,
        attribution_kind=source.kind if source else None,
        negated=negated,
        ended=is_over,
        evidence=document.text[start:end],
        start=start,
        end=end,
        rule=rule.id,
        confidence=confidence(match),
    )


def _evidence(match: Match, piece: Piece, sentence: Span) -> tuple[int, int]:
    """Code points of the shortest run of words that holds trigger, roles and value."""
    points = list(match.tokens)
    for filler in (match.subject, match.object):
        if filler is not None and sentence.start <= filler.start < sentence.end:
            points += [filler.start, filler.end - 1]
    if match.value_source is not None:
        span = next(((s, e) for s, e, v in piece.values if v is match.value_source), None)
        if span is not None:
            points += [span[0], span[1] - 1]
    low, high = min(points), max(points) + 1
    while low > sentence.start and piece.doc[low - 1].pos_ == "DET" and not piece.doc[low - 1].text[:1].isdigit():
        # a quotation that begins with the article of its first noun reads as one
        low -= 1
    return piece.span(low, high)
