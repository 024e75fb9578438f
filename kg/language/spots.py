"""Candidate mentions: where a name may stand, from the recogniser, the gazetteer and the words around, with votes for its type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.labels import TYPE_OF_LABEL
from kg.language.pieces import Piece, token_span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How much each kind of evidence weighs when the mentions of one name vote on its type.
WEIGHT = {"gazetteer": 60, "form": 50, "quoted": 80, "head": 40, "title": 40, "given": 30, "body": 30, "closer": 25, "apposed": 25, "owner": 15, "list": 15,
          "ner": 10, "ambiguous": 15, "first": 12, "unknown": 4}  # fmt: skip
PARTICIPLE = re.compile(r"(?:é|ée|és|ées|ant)$")
QUOTES = "«»“”\"„‟"
OF = frozenset({"de", "d'", "d’", "du", "des", "of"})
PARTICLES = frozenset({"de", "du", "d'", "d’", "le", "la", "van", "von", "der", "den", "di", "da", "dos", "al", "el", "bin", "ben"})
#: Words that join the capitalised words of one company name in front of its legal form.
JOINS = frozenset({"&", "+", "-", "for", "of", "and", "et"})


@dataclass(slots=True)
class Spot:
    """A candidate mention in a piece: tokens `start`..`end`, its text, and votes for its type; `seen` has the recogniser's."""

    piece: int
    start: int
    end: int
    text: str
    votes: Counter[str]
    known: bool = False
    seen: Counter[str] = field(default_factory=Counter)
    type: str = ""
    name: str = ""


def capital(token: Token) -> bool:
    """Whether a token is written like a part of a name: a capital first, or a digit first and a capital within."""
    return bool(token.text[:1].isupper() or (token.text[:1].isdigit() and any(c.isupper() for c in token.text)))


@lru_cache(maxsize=1)
def legal() -> frozenset[str]:
    """The legal forms, as tokens."""
    return frozenset(names.legal_forms())


@lru_cache(maxsize=64)
def phrases(what: str, lang: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The words of a section of heads.yaml by their first word in small letters, the longest first, each with its type."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for kind in names.TYPES:
        for phrase in getattr(names, what)(lang, kind):
            words = tuple(re.findall(r"\w+['’]|[\w+&.-]+", phrase.casefold().replace("’", "'")))
            found[words[0]].append((words, kind))
    return {first: sorted(rows, key=lambda row: (-len(row[0]), row)) for first, rows in found.items()}


def match_at(doc: Doc, position: int, table: dict[str, list[tuple[tuple[str, ...], str]]]) -> tuple[int, str, tuple[str, ...]] | None:
    """The longest phrase of a table that stands at a token: (where it ends, its type, its words); plurals count, by lemma."""
    token = doc[position]
    for word in (token.text.casefold(), token.lemma_.casefold()):
        for words, kind in table.get(word, ()):
            end = position + len(words)
            if end <= len(doc) and all(_is(doc[position + k], w) for k, w in enumerate(words)):
                return end, kind, words
    return None


def outer(doc: Doc, begin: int, heads: dict[str, list[tuple[tuple[str, ...], str]]]) -> str | None:
    """The type by the outer of two head nouns: "le groupe de logiciels X" is a group; "l'offre de la société X" has an article between and is none."""
    if begin < 2 or doc[begin - 1].text.casefold() not in ("de", "d'", "d’", "of"):
        return None
    found = match_at(doc, begin - 2, heads)
    return found[1] if found is not None and found[0] == begin - 1 else None


def _is(token: Token, word: str) -> bool:
    return word in (token.text.casefold().replace("’", "'"), token.lemma_.casefold()) or (word == "de" and token.text.casefold() in OF)


def trim(doc: Doc, start: int, end: int, lang: str) -> tuple[int, int]:
    """A span without leading articles, titles and quotes or trailing punctuation."""
    titles = cues.load(lang).titles
    while start < end:
        token, form = doc[start], doc[start].text.casefold()
        small = token.pos_ in ("DET", "ADP") and not token.text[:1].isupper()
        if not (token.text in QUOTES or token.is_punct or token.is_space or form in ("l'", "l’", "d'", "d’", "qu'", "qu’") or token.text in titles or form in titles or small):
            break
        start += 1
    while end > start:
        token = doc[end - 1]
        stop = token.text == "." and doc[end - 2 : end].text not in legal()
        mark = token.is_space or token.text in QUOTES or (token.is_punct and token.text != ".") or token.text in ("'s", "’s", "'", "’")
        if not (stop or mark or (token.text[:1].islower() and token.pos_ in ("VERB", "AUX", "ADV", "PRON", "ADP", "DET", "SCONJ", "CCONJ"))):
            break
        end -= 1
    return start, end


def spot_at(index: int, piece: Piece, start: int, end: int, lang: str) -> Spot | None:
    """A spot for a span once it is trimmed; None where nothing is left that may be a name."""
    start, end = trim(piece.doc, start, end, lang)
    text = piece.doc[start:end].text if start < end else ""
    if not text or text in names.no_names() or _origin(text) or not any(c.isupper() or c.isdigit() for c in text):
        return None
    return Spot(index, start, end, text, Counter())


def _origin(text: str) -> bool:
    """Whether a text is but an adjective of origin ("Française", "Américains")."""
    word = text.casefold()
    return " " not in word and any(form in names.demonyms() for form in (word, word.removesuffix("s"), word.removesuffix("e"), word.removesuffix("es"), word.removesuffix("ne"), word.removesuffix("nes")))


def candidates(pieces: Sequence[Piece], lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """All candidate spots, longest first where they overlap, gazetteer names before guesses of the same length."""
    found: list[Spot] = []
    for index, piece in enumerate(pieces):
        found.extend(_recognised(index, piece, lang, common))
        found.extend(_known(index, piece))
        found.extend(_by_context(index, piece, lang))
    kept = _joined(pieces, resolve_overlaps(found), lang)
    kept = resolve_overlaps(kept + _again(pieces, kept, lang))
    return resolve_overlaps(kept + _unknown(pieces, kept, common))


def _recognised(index: int, piece: Piece, lang: str, common: Callable[[str], bool]) -> list[Spot]:
    """What the recogniser found, without the common noun or office that it took along ("radio X", "Trésor Jean X")."""
    doc, found, heads = piece.doc, [], phrases("heads", lang)
    for ent in doc.ents:
        start, end = trim(doc, ent.start, ent.end, lang)
        kind = ""
        head = match_at(doc, start, heads) if start < end else None
        if head is not None and head[0] < end and head[2][-1] not in OF and (doc[start].text[:1].islower() or doc[start].text in ("SUV", "API", "PDG")) and capital(doc[head[0]]):
            start, kind = head[0], head[1]
        elif start + 1 < end and doc[start].text.islower() and doc[start].pos_ in ("NOUN", "ADJ") and capital(doc[start + 1]):
            start += 1
        label = TYPE_OF_LABEL.get(ent.label_, "")
        given = next((t.i for t in doc[start + 1 : end - 1] if t.text in names.given_names()), None)
        if label == "Person" and given is not None and doc[start].text not in names.given_names() and common(doc[start].text.casefold()):
            start = given
        spot = spot_at(index, piece, start, end, lang)
        if spot is not None:
            if label:
                spot.seen[label] += WEIGHT["ner"]
            if kind:
                spot.votes[kind] += WEIGHT["head"]
            found.append(spot)
    return found


def _known(index: int, piece: Piece) -> list[Spot]:
    """What the gazetteer finds, where the tokens agree with it and an ambiguous form is used as a name."""
    doc, found = piece.doc, []
    for hit in names.gazetteer().find(doc.text):
        span = token_span(doc, hit.start, hit.end)
        if span is None or any(c.isalnum() for c in doc.text[doc[span[0]].idx : hit.start] + doc.text[hit.end : doc[span[1] - 1].idx + len(doc[span[1] - 1])]):
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


def _by_context(index: int, piece: Piece, lang: str) -> list[Spot]:
    """Names that their surroundings give away: behind a head noun, in quotes behind one, before a legal form, of a public body, of a person."""
    doc, found = piece.doc, []
    heads, bodies = phrases("heads", lang), phrases("bodies", lang)
    openers = phrases("openers", lang)
    given = names.given_names()
    for token in doc:
        spot = None
        head = match_at(doc, token.i, heads)
        if head is not None and (token.pos_ in ("NOUN", "PROPN", "X", "ADJ") or not token.text[:1].isupper()):
            spot = _behind(index, piece, (head[0], outer(doc, token.i, heads) or head[1], head[2]), lang)
            if spot is not None:
                found.append(spot)
        body = match_at(doc, token.i, bodies)
        if body is not None:
            spot = _body(index, piece, token.i, body, lang)
            if spot is not None:
                found.append(spot)
        elif token.text[:1].isupper() and (opener := match_at(doc, token.i, openers)) is not None and doc[token.i].text in opener_forms(lang):
            end = _opened(doc, opener[0] + 1 if opener[0] < len(doc) and doc[opener[0]].text.islower() and _origin(doc[opener[0]].text) else opener[0])
            if end > opener[0] or (opener[2][-1] in OF and end < len(doc)):
                spot = spot_at(index, piece, token.i, end, lang)
                if spot is not None and spot.end - spot.start > len(opener[2]):
                    spot.votes[opener[1]] += WEIGHT["body"]
                    found.append(spot)
        if token.i and token.text in legal() and capital(doc[token.i - 1]) and not token.is_sent_start:
            start = _back(doc, token.i, heads)
            spot = spot_at(index, piece, start, token.i + 1, lang)
            if spot is not None and spot.end - spot.start > 1:
                spot.votes["Organisation"] += WEIGHT["form"]
                found.append(spot)
        if token.text in given and (token.is_sent_start or token.i == 0 or not capital(doc[token.i - 1]) or match_at(doc, token.i - 1, heads)):
            end = _surname(doc, token.i, lang)
            if end:
                found.append(Spot(index, token.i, end, doc[token.i : end].text, Counter({"Person": WEIGHT["given"]})))
    return found


@lru_cache(maxsize=4)
def opener_forms(lang: str) -> frozenset[str]:
    """The first words of openers as they are written: with a capital where a name begins so."""
    return frozenset(re.split(r"[ ']", opener)[0] for kind in names.TYPES for opener in names.openers(lang, kind) if opener[:1].isupper())


@lru_cache(maxsize=4)
def closer_types(lang: str) -> dict[str, str]:
    """Last words of names → the type that they give."""
    return {closer: kind for kind in names.TYPES for closer in names.closers(lang, kind)}


def _behind(index: int, piece: Piece, head: tuple[int, str, tuple[str, ...]], lang: str) -> Spot | None:
    """The capitalised or quoted name behind a head noun and its adjectives."""
    doc, (start, kind, words) = piece.doc, head
    while start < len(doc) and not capital(doc[start]) and (doc[start].pos_ == "ADJ" or (doc[start].text.casefold() in ("et", "and", "-") and start > head[0] and words[-1] not in OF)):
        start += 1
    if start >= len(doc):
        return None
    if doc[start].text in QUOTES:
        start += 1
        end = start
        while end < len(doc) and doc[end].text not in QUOTES and end - start <= 7:
            end += 1
        sentence = kind not in ("Product", "Programme") and any(t.pos_ in ("AUX", "VERB", "PRON") for t in doc[start:end])
        if end >= len(doc) or doc[end].text not in QUOTES or end == start or not capital(doc[start]) or sentence or kind == "Person":
            return None
        return Spot(index, start, end, doc[start:end].text, Counter({kind: WEIGHT["quoted"]}))
    end = start
    while end < len(doc) and (capital(doc[end]) or (end > start and doc[end].text in ("&", "-", "+"))) and not doc[end].is_sent_start:
        # "l'ancien directeur du groupe X Jean Y": a given name begins another name
        if end > start and kind != "Person" and doc[end].text in names.given_names():
            break
        end += 1
    spot = spot_at(index, piece, start, end, lang) if end > start else None
    if spot is not None and spot.text.isupper() and kind == "Person":
        spot.votes["Organisation"] += WEIGHT["unknown"]
    elif spot is not None and not (kind == "Person" and not_person(doc, spot.start, spot.end)):
        # "l'usine de X" is at X or belongs to X
        spot.votes[kind] += WEIGHT["owner" if words[-1] in OF else "head"]
    return spot


def not_person(doc: Doc, start: int, end: int) -> bool:
    """Whether a name cannot be a person's: an acronym, or one with a plural article of its own."""
    return (end - start == 1 and doc[start].text.isupper() and len(doc[start]) > 1) or doc[start].text in ("Les", "The")


def _body(index: int, piece: Piece, start: int, body: tuple[int, str, tuple[str, ...]], lang: str) -> Spot | None:
    """"tribunal de commerce de X", "gouvernement canadien", "ministère de l'Économie et des Finances", "the government of X"."""
    doc, (position, kind, _) = piece.doc, body
    end = position
    while end < len(doc) and (_origin(doc[end].text) or (doc[end].pos_ == "ADJ" and not capital(doc[end]) and end + 1 < len(doc) and doc[end + 1].text.casefold() in OF)):
        end += 1
    origin = end > position and _origin(doc[end - 1].text)
    if lang == "en" and start and _origin(doc[start - 1].text):
        start, origin = start - 1, True
    last = end if origin else 0
    last = _opened(doc, end) if _opened(doc, end) > end else last
    if not last or (lang == "en" and last <= position and not origin):
        return None
    spot = Spot(index, start, last, doc[start:last].text, Counter({kind: WEIGHT["body"]}))
    return spot if any(c.isupper() for c in spot.text) or origin else None


def _opened(doc: Doc, position: int) -> int:
    """Where a name that an opener begins ends: "de"/"of" and capitalised words, further ones behind a comma or "et"; `position` if nothing follows."""
    end = position
    while end < len(doc):
        here = end
        while here < len(doc) and here - end < 3 and (doc[here].text.casefold() in OF or doc[here].text.casefold() in ("la", "le", "l'", "l’", "les", "et", "and", "the", "for", "aux", ",")):
            if doc[here].text.casefold() in ("et", "and", ",") and (end == position or here + 1 >= len(doc) or doc[here + 1].text.casefold() not in OF):
                return end
            here += 1
        first = here
        while here < len(doc) and capital(doc[here]) and not doc[here].is_sent_start:
            here += 1
        if here == first:
            return end
        end = here
    return end


def _back(doc: Doc, position: int, heads: dict[str, list[tuple[tuple[str, ...], str]]]) -> int:
    """Where the company name before a legal form begins: over capitals, and over "for" or "&" between them."""
    start = position
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if capital(before) and not (match_at(doc, start - 1, heads) and before.text.isupper()):
            start -= 1
        elif before.text in JOINS and start - 1 > 0 and capital(doc[start - 2]) and start < position:
            start -= 1
        else:
            break
    return start


def _surname(doc: Doc, position: int, lang: str) -> int:
    """Where the person's name that begins with the given name at `position` ends; 0 where no surname follows."""
    end, closers = position + 1, closer_types(lang)
    while end < len(doc) and doc[end].text in names.given_names() and not doc[end].is_sent_start:
        end += 1
    surname = end
    while surname < len(doc) and surname - end < 2 and doc[surname].text.casefold() in PARTICLES and surname + 1 < len(doc):
        surname += 1
    if surname < len(doc) and capital(doc[surname]) and doc[surname].text[1:2] != "." and not doc[surname].is_sent_start and doc[surname].text[:1].isalpha():
        if doc[surname].text in closers or doc[surname].text in legal():
            return 0
        return surname + 1
    return end if end > position + 1 else 0


def _joined(pieces: Sequence[Piece], spots: list[Spot], lang: str) -> list[Spot]:
    """Spots grown over the capitalised words that go on with them ("France Médias" + "Monde"), where the piece is no headline in capitals."""
    by_piece: dict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_piece[spot.piece].append(spot)
    kept: list[Spot] = []
    for index, here in by_piece.items():
        piece = pieces[index]
        doc = piece.doc
        words = [t for t in doc if t.is_alpha and len(t.text) > 3]
        if sum(t.text[:1].isupper() for t in words) > 0.6 * len(words) + 1:
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
            while end < limit and end not in dated and _extends(doc, end, last, lang):
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


def _extends(doc: Doc, position: int, spot: Spot, lang: str) -> bool:
    token = doc[position]
    if token.is_sent_start or token.text in names.no_names() or _origin(token.text):
        return False
    if token.text.isdigit():
        return len(token.text) == 1 and (position + 1 == len(doc) or doc[position + 1].is_punct or doc[position + 1].pos_ in ("ADP", "DET", "CCONJ", "VERB", "AUX", "NUM"))
    if doc[position - 1].idx + len(doc[position - 1]) == token.idx:
        return False
    return bool(token.text[:1].isupper() and token.is_alpha and token.text not in names.given_names() and doc[spot.end - 1].text not in legal() and spot.votes["Person"] < WEIGHT["given"])


def _grown(spot: Spot, end: int, doc: Doc, more: Spot | None) -> Spot:
    """A spot with a new end; what was known of the shorter name counts little for the longer one."""
    votes: Counter[str] = Counter()
    for kind, weight in (spot.votes + (more.votes if more is not None and not more.known else Counter())).items():
        votes[kind] = min(weight, WEIGHT["head"] if not spot.known else WEIGHT["unknown"])
    return Spot(spot.piece, spot.start, end, doc[spot.start : end].text, votes, seen=spot.seen + (more.seen if more is not None else Counter()))


def _again(pieces: Sequence[Piece], spots: list[Spot], lang: str) -> list[Spot]:
    """Further places where a name that was found once stands again, unseen by the recogniser."""
    by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    gazetteer = names.gazetteer()
    for text in {spot.text for spot in spots}:
        entry = gazetteer.lookup(text)
        if entry is not None and text in entry.ambiguous_forms:
            continue
        spot = next(s for s in spots if s.text == text)
        if any(c.isupper() for c in text) and len(text) > 2:
            words = tuple(token.text for token in pieces[spot.piece].doc[spot.start : spot.end])
            by_first[words[0]].add(words)
    taken = {(spot.piece, token) for spot in spots for token in range(spot.start, spot.end)}
    found = []
    for index, piece in enumerate(pieces):
        doc = piece.doc
        for token in doc:
            for words in sorted(by_first.get(token.text, ()), key=lambda w: (-len(w), w)):
                end = token.i + len(words)
                if end <= len(doc) and (index, token.i) not in taken and all(doc[token.i + k].text == word for k, word in enumerate(words)):
                    spot = Spot(index, token.i, end, doc[token.i : end].text, Counter())
                    while end < len(doc) and (index, end) not in taken and _extends(doc, end, spot, lang) and not _headline(doc):
                        end += 1
                    votes: Counter[str] = Counter()
                    if end > spot.end:
                        # a longer name than the known one: "la Talmont Box" with its article is a product, "Talmont Nord" a company
                        article = token.i and doc[token.i - 1].text.casefold() in ("la", "le", "une", "un", "sa", "son", "the", "a", "its")
                        votes["Product" if article else "Organisation"] += WEIGHT["unknown"]
                    found.append(Spot(index, token.i, end, doc[token.i : end].text, votes))
                    break
    return found


def _headline(doc: Doc) -> bool:
    words = [t for t in doc if t.is_alpha and len(t.text) > 3]
    return sum(t.text[:1].isupper() for t in words) > 0.6 * len(words) + 1


def _unknown(pieces: Sequence[Piece], spots: list[Spot], common: Callable[[str], bool]) -> list[Spot]:
    """Capitalised words, first in their sentence or not, that are no words of the language and that nothing else has seen: most likely companies."""
    taken = {(spot.piece, token) for spot in spots for token in range(spot.start, spot.end)}
    found = []
    for index, piece in enumerate(pieces):
        for sentence in piece.doc.sents:
            token = sentence[0]
            if token.text in QUOTES and len(sentence) > 1:
                token = sentence[1]
            for other in sentence:
                if other.i != token.i and (other.pos_ != "PROPN" or other.is_sent_start):
                    continue
                strange = other.is_alpha and len(other.text) > 2 and other.text[:1].isupper() and not other.text.isupper() and not common(other.text.casefold())
                plain = other.i == token.i and PARTICIPLE.search(other.text)
                if strange and (index, other.i) not in taken and not plain and not _origin(other.text) and other.text not in names.no_names():
                    found.append(Spot(index, other.i, other.i + 1, other.text, Counter({"Organisation": WEIGHT["unknown"]})))
    return found


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
