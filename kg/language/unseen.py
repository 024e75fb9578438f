"""Names that nothing has seen where they stand: named elsewhere in the document, or words of no language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.pieces import Piece
from kg.language.spots import PARTICIPLE, QUOTES, WEIGHT, Spot, closer_types, is_origin, legal

#: Capitals within: nothing but a name is written so ("BreventDeck", "Talmont5Plus").
CAMEL = re.compile(r"(?:[A-Z][a-zà-ÿ]+|[A-Z]{2,}[0-9]*)(?:[A-Z0-9][a-zà-ÿ]+)+[0-9]*|[A-Z][a-zà-ÿ]{2,}[A-Z]{2}")

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def again(pieces: Sequence[Piece], spots: list[Spot]) -> list[Spot]:
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
                    while end < len(doc) and (index, end) not in taken and extends(doc, end, spot) and not headline(doc):
                        end += 1
                    votes: Counter[str] = Counter()
                    if end > spot.end:
                        # a longer name than the known one: "la Talmont Box" with its article is a product, "Talmont Nord" a company
                        article = token.i and doc[token.i - 1].text.casefold() in ("la", "le", "une", "un", "sa", "son", "the", "a", "its")
                        votes["Product" if article else "Organisation"] += WEIGHT["unknown"]
                    found.append(Spot(index, token.i, end, doc[token.i : end].text, votes))
                    break
    return found


def headline(doc: Doc) -> bool:
    """Whether most longer words of a line begin with a capital, as in the headlines of some papers; a full stop ends a sentence."""
    if len(doc) and doc[-1].text in (".", "?"):
        return False
    words = [t for t in doc if t.is_alpha and len(t.text) > 3]
    return bool(sum(t.text[:1].isupper() for t in words) > 0.6 * len(words) + 1)


def unknown(pieces: Sequence[Piece], spots: list[Spot], common: Callable[[str], bool]) -> list[Spot]:
    """Runs of capitalised words that are no words of the language and that nothing else has seen: most likely companies."""
    taken = {(spot.piece, token) for spot in spots for token in range(spot.start, spot.end)}
    found = []
    dated = {(index, i) for index, piece in enumerate(pieces) for start, end, _ in piece.values for i in range(start, end)}
    blocked = taken | dated
    shouting = {index for index, piece in enumerate(pieces) if headline(piece.doc)}
    for index, piece in enumerate(pieces):
        if index in shouting and len(shouting) < len(pieces):
            continue
        doc, end = piece.doc, 0
        for token in doc:
            if token.i < end or (index, token.i) in taken:
                continue
            run = _closed(doc, token.i)
            if run and not any((index, i) in blocked for i in range(token.i, run)):
                end = run
                found.append(Spot(index, token.i, end, doc[token.i : end].text, Counter({"Organisation": WEIGHT["closer"]})))
                continue
            if not _strange(token, common):
                continue
            end = token.i + 1
            while end < len(doc) and (index, end) not in taken and _strange(doc[end], common) and not doc[end].is_sent_start:
                end += 1
            here = Spot(index, token.i, end, token.text, Counter())
            while not headline(doc) and end < len(doc) and (index, end) not in blocked and extends(doc, end, here):
                end += 1  # "Brevent Hosting"
            found.append(Spot(index, token.i, end, doc[token.i : end].text, Counter({"Organisation": WEIGHT["unknown"]})))
    return found


def _closed(doc: Doc, start: int) -> int:
    """Where an English run of capitalised words ends that a firm's last word closes ("Local Parking") or that is in capitals; else 0."""
    first = doc[start]
    if doc.lang_ != "en" or not _plain(first) or first.pos_ in ("DET", "ADP", "PRON", "CCONJ", "SCONJ") or is_origin(first.text):
        return 0
    if start and (doc[start - 1].text[:1].isupper() or doc[start - 1].text == "-") and not first.is_sent_start:
        return 0
    end = start + 1
    while end < len(doc) and end - start < 5 and _plain(doc[end]) and not doc[end].is_sent_start and not is_origin(doc[end].text):
        end += 1
    if end - start < 2 or headline(doc) or any(t.text in names.no_names() or t.text in names.given_names() for t in doc[start:end]):
        return 0
    shouted = all(t.text.isupper() and len(t.text) > 2 for t in doc[start:end]) and not all(t.text.isupper() for t in doc if t.is_alpha)
    return end if shouted or closer_types("en").get(doc[end - 1].text) == "Organisation" else 0


def _plain(token: Token) -> bool:
    return bool(token.is_alpha and token.text[:1].isupper())


def is_word(text: str, common: Callable[[str], bool]) -> bool:
    """Whether a text is a word of the language, its capital's accent left out or not."""
    plain = text.casefold()
    return common(plain) or (plain[:1] == "e" and common("é" + plain[1:]))


def _strange(token: Token, common: Callable[[str], bool]) -> bool:
    """Whether a capitalised word is no word of the language, nor a participle or verb that only the start of a sentence capitalises."""
    text = token.text
    if CAMEL.fullmatch(text):
        return text not in names.no_names()
    first = token.is_sent_start or (token.i and token.nbor(-1).text in QUOTES)
    return bool(
        token.is_alpha
        and len(text) > 2
        and text[:1].isupper()
        and not text.isupper()
        and not (first and PARTICIPLE.search(text))
        and not is_word(text, common)
        and not (first and text.endswith("s") and is_word(text[:-1], common))
        and not is_origin(text)
        and text not in names.no_names()
        and text not in cues.load(str(token.lang_)).titles
    )


def extends(doc: Doc, position: int, spot: Spot) -> bool:
    """Whether a capitalised word goes on with the name before it."""
    token = doc[position]
    if token.is_sent_start or token.text in names.no_names() or is_origin(token.text):
        return False
    if token.text.isdigit():
        return len(token.text) == 1 and (
            position + 1 == len(doc)
            or doc[position + 1].is_punct
            or doc[position + 1].pos_ in ("ADP", "DET", "CCONJ", "VERB", "AUX", "NUM")
        )
    if doc[position - 1].idx + len(doc[position - 1]) == token.idx:
        return False
    return bool(
        token.text[:1].isupper()
        and token.is_alpha
        and token.text not in names.given_names()
        and doc[spot.end - 1].text not in legal()
        and spot.votes["Person"] < WEIGHT["given"]
    )
