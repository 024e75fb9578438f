"""Candidate mentions: where a name may stand, from the recogniser, the gazetteer, the words around and the rest of the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.constructions import by_context
from kg.language.labels import TYPE_OF_LABEL
from kg.language.pieces import Piece, token_span
from kg.language.spots import OF, QUOTES, WEIGHT, Spot, capital, hyphened, is_origin, match_at, phrases, spot_at, trim
from kg.language.unseen import again, extends, headline, is_word, unknown
from kg.language.untitled import untitled

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: What stands behind "et" in the name of one firm.
KIN = frozenset({"fils", "cie", "compagnie", "associés", "frères", "filles", "partners", "sons", "co", "company", "brothers", "associates"})


def candidates(pieces: Sequence[Piece], lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """All candidate spots, longest first where they overlap, gazetteer names before guesses of the same length."""
    found: list[Spot] = []
    elsewhere = {ent.text for piece in pieces for ent in piece.doc.ents}
    for index, piece in enumerate(pieces):
        found.extend(_recognised(index, piece, lang, common, elsewhere))
        found.extend(_known(index, piece))
        found.extend(by_context(index, piece, lang, common))
    measured = {(index, i) for index, piece in enumerate(pieces) for s, e, v in piece.values if v.type != "Date" for i in range(s, e)}
    found = [spot for spot in found if spot.known or any((spot.piece, i) not in measured for i in range(spot.start, spot.end))]
    found = [spot for spot in found if spot.known or not _named_after(pieces[spot.piece].doc, spot.start, spot.end)]
    kept = list(untitled(pieces, _joined(pieces, _headlines(pieces, resolve_overlaps(found)), lang), lang))
    kept = resolve_overlaps([*kept, *untitled(pieces, again(pieces, kept), lang)])
    return resolve_overlaps([*kept, *untitled(pieces, unknown(pieces, kept, common), lang)])


def _headlines(pieces: Sequence[Piece], spots: list[Spot]) -> list[Spot]:
    """Spots without those of a headline in capitals that nothing but the recogniser vouches for and that the running text does not name.

    Where every word has a capital, what looks like a name often is none; `_again` finds the names of the running text there.
    """
    shouting = {index for index, piece in enumerate(pieces) if headline(piece.doc)}
    if len(shouting) == len(pieces):
        return spots
    told = {spot.text for spot in spots if spot.piece not in shouting}
    return [spot for spot in spots if spot.piece not in shouting or spot.known or spot.votes or spot.text in told]


def _parts(doc: Doc, ent: Span, common: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The names in what the recogniser took for one: "Talmont et Brévent" are two, "Talmont et Fils" and well-known names are one."""
    for token in ent[1:-1]:
        left = doc[token.i - 1].text
        own = (left.isupper() and len(left) > 2) or names.gazetteer().lookup(doc[ent.start : token.i].text) is not None
        if own and token.text in names.given_names() and 1 < ent.end - token.i < 4:
            # "le président de l'ACCC Paul Marchand"
            return [(ent.start, token.i), (token.i, ent.end)]
        behind = doc[token.i + 1]
        two = token.text in ("et", "and") and capital(doc[token.i - 1]) and capital(behind) and behind.text.casefold() not in KIN
        if two and names.gazetteer().lookup(ent.text) is None:
            return [(ent.start, token.i), (token.i + 1, ent.end)]
        # "Talmont Digital of Glasgow": a firm and its town, not "Bank of Scotland"
        strange = token.text == "of" and not common(doc[ent.start].text.casefold())
        if strange and names.gazetteer().lookup(doc[token.i + 1 : ent.end].text, "Place") and names.gazetteer().lookup(ent.text) is None:
            return [(ent.start, token.i), (token.i + 1, ent.end)]
    return [(ent.start, ent.end)]


def _recognised(index: int, piece: Piece, lang: str, common: Callable[[str], bool], elsewhere: set[str]) -> list[Spot]:
    """What the recogniser found, without the common noun or office that it took along ("radio X", "Trésor Jean X")."""
    doc, found, heads = piece.doc, [], phrases("heads", lang)
    measured = {i for s, e, v in piece.values if v.type != "Date" for i in range(s, e)}
    for ent, first, last in [(whole, *part) for whole in doc.ents for part in _parts(doc, whole, common)]:
        start, end = trim(doc, first, hyphened(doc, last), lang)
        while end - 1 > start and (end - 1 in measured or doc[end - 1].text.casefold() in OF):
            end -= 1  # "l'État de 5 millions"
        if lang == "en" and _common_end(doc, start, end):
            end -= 1  # "the Glasgow insurer"
        if start + 2 < end and doc[start + 1].text in ("'s", "’s") and names.gazetteer().lookup(doc[start].text, "Place") is not None:
            start += 2  # "Boston's Talmont"
        kind = ""
        if start + 2 < end and is_origin(doc[start].text) and doc[start + 1].text.islower():
            start += 1  # "the Dutch insurer X"
        head = match_at(doc, start, heads) if start < end else None
        if (
            head is not None
            and head[0] < end
            and head[2][-1] not in OF
            and (
                doc[start].text[:1].islower()
                or doc[start].text in ("SUV", "API", "PDG")
                or (doc[start].is_sent_start and head[0] > start + 1 and doc[head[0] - 1].text.islower())  # "Pension fund X holds …"
            )
            and capital(doc[head[0]])
        ):
            start, kind = head[0], head[1]
        elif start + 1 < end and doc[start].text.islower() and doc[start].pos_ in ("NOUN", "ADJ") and capital(doc[start + 1]):
            start += 1
        label = TYPE_OF_LABEL.get(ent.label_, "")
        if label == "Place" and doc[start : start + 1].text.islower() and lang == "fr":
            # "la prison de X" is at X
            start = next((t.i for t in doc[start:end] if capital(t)), start)
        # "Économie Jean X", "Talmont Jean X": another word or name and a person's
        last = end if end < len(doc) and capital(doc[end]) else end - 1
        given = next((t.i for t in doc[start + 1 : last] if t.text in names.given_names()), None)
        before = doc[start:given].text if given is not None else ""
        apart = is_word(before, common) or before in elsewhere or (before.isupper() and names.gazetteer().lookup(before) is not None)
        if given is not None and doc[start].text not in names.given_names() and apart:
            start = given
            label = "Person"
        spot = spot_at(index, piece, start, end, lang)
        if spot is not None:
            if label:
                spot.seen[label] += WEIGHT["ner"]
            if kind:
                spot.votes[kind] += WEIGHT["head"]
            found.append(spot)
    return found


def _named_after(doc: Doc, start: int, end: int) -> bool:
    """Whether a class noun stands before a well-known technology in what looks like one name: "Cloud OpenStack", not "Apache Kafka"."""
    if end - start < 2 or doc[start].text.casefold() not in cues.load(doc.lang_).hosted_things:
        return False
    entry = names.gazetteer().lookup(doc[start + 1 : end].text, "Technology")
    return entry is not None and names.gazetteer().lookup(doc[start:end].text) is None


def _common_end(doc: Doc, start: int, end: int) -> bool:
    """Whether what the recogniser took for a name ends with the common noun for a firm that it tells the town or the owner of."""
    last = doc[end - 1]
    found = match_at(doc, end - 1, phrases("heads", "en")) if end - start > 1 else None
    return found is not None and found[1] in ("Organisation", "Person") and last.text.islower() and capital(doc[start])


def _known(index: int, piece: Piece) -> list[Spot]:
    """What the gazetteer finds, where the tokens agree with it and an ambiguous form is used as a name."""
    doc, found = piece.doc, []
    text = doc.text  # spaCy puts it together anew at each access
    for hit in names.gazetteer().find(text):
        span = token_span(doc, hit.start, hit.end)
        if span is None:
            continue
        last = doc[span[1] - 1]
        if any(c.isalnum() for c in text[doc[span[0]].idx : hit.start] + text[hit.end : last.idx + len(last)]):
            continue
        if not hit.sure and not _confirmed(doc, *span):
            continue
        spot = Spot(index, span[0], span[1], doc[span[0] : span[1]].text, Counter(), known=not hit.ambiguous)
        for name in (hit.name, *hit.others):
            spot.votes[name.type] += WEIGHT["ambiguous" if hit.ambiguous or hit.others else "gazetteer"]
        found.append(spot)
    return found


def _confirmed(doc: Doc, start: int, end: int) -> bool:
    """Whether an ambiguous name is used as a name: capitalised where the sentence does not force it, or seen so by the recogniser."""
    token = doc[start]
    if not token.text[:1].isupper():
        return False
    if not token.is_sent_start and token.i > 0 and doc[token.i - 1].text not in QUOTES:
        return True
    return any(ent.start < end and start < ent.end for ent in doc.ents) or token.pos_ == "PROPN"


def _joined(pieces: Sequence[Piece], spots: list[Spot], lang: str) -> list[Spot]:
    """Spots grown over the capitalised words that go on with them, where the piece is no headline in capitals."""
    by_piece: dict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_piece[spot.piece].append(spot)
    kept: list[Spot] = []
    for index, here in by_piece.items():
        piece = pieces[index]
        doc = piece.doc
        if headline(doc):
            kept.extend(here)
            continue
        dated = {i for start, end, _ in piece.values for i in range(start, end)}
        done: list[Spot] = []
        for spot in here:
            before = done[-1] if done else None
            if before is not None and before.end == spot.start and _goes_on(before, spot, doc, lang):
                done[-1] = _grown(before, spot.end, doc, spot)
            else:
                done.append(spot)
            last = done[-1]
            limit = next((s.start for s in here if s.start >= last.end), len(doc))
            end = last.end
            while end < limit and end not in dated and extends(doc, end, last):
                end += 1
            if end > last.end:
                done[-1] = _grown(last, end, doc, None)
        kept.extend(done)
    return kept


def _goes_on(first: Spot, second: Spot, doc: Doc, lang: str) -> bool:
    """Whether two spots that touch are one name: not a person behind a company, not two names that are both well known."""
    if first.known and second.known and not (first.votes["Place"] and second.votes["Place"]):
        return False
    if doc[second.start].text in names.given_names() or second.votes["Person"] > WEIGHT["ner"] or first.votes["Person"] > WEIGHT["ner"]:
        return False
    return capital(doc[second.start]) and not doc[second.start].is_sent_start and capital(doc[first.end - 1])


def _grown(spot: Spot, end: int, doc: Doc, more: Spot | None) -> Spot:
    """A spot with a new end; what was known of the shorter name counts little for the longer one."""
    votes: Counter[str] = Counter()
    for kind, weight in (spot.votes + (more.votes if more is not None and not more.known else Counter())).items():
        votes[kind] = min(weight, WEIGHT["head"] if not spot.known else WEIGHT["unknown"])
    return Spot(
        spot.piece, spot.start, end, doc[spot.start : end].text, votes, seen=spot.seen + (more.seen if more is not None else Counter())
    )


def places_within(pieces: Sequence[Piece], spots: list[Spot]) -> list[Spot]:
    """The well-known places in the names of bodies ("tribunal de commerce de X", "mairie de X"): named there as well."""
    found = []
    for spot in spots:
        doc = pieces[spot.piece].doc
        if spot.type != "Organisation" or spot.known or spot.end - spot.start < 3 or doc[spot.end - 2].text.casefold() not in OF:
            continue
        entry = names.gazetteer().lookup(doc[spot.end - 1].text, "Place")
        if entry is not None:
            text = doc[spot.end - 1].text
            found.append(Spot(spot.piece, spot.end - 1, spot.end, text, Counter(), known=True, type="Place", name=text))
    return found


def resolve_overlaps(found: list[Spot]) -> list[Spot]:
    """One spot per stretch of text: equal spans pool their votes, else the longest wins and keeps its own votes."""
    pooled: dict[tuple[int, int, int], Spot] = {}
    for spot in found:
        same = pooled.setdefault((spot.piece, spot.start, spot.end), spot)
        if same is not spot:
            same.votes += spot.votes
            same.seen += spot.seen
            same.known = same.known or spot.known
    taken: dict[int, set[int]] = defaultdict(set)
    kept = []
    for spot in sorted(pooled.values(), key=lambda s: (s.piece, -(s.end - s.start), not s.known, s.start)):
        tokens = set(range(spot.start, spot.end))
        if not tokens & taken[spot.piece]:
            taken[spot.piece] |= tokens
            kept.append(spot)
    return sorted(kept, key=lambda s: (s.piece, s.start))
