"""What company a stake is in: behind the words for shares, before them, or what "dont" and "of which" point at."""

from __future__ import annotations

from dataclasses import replace

from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import bracket_end
from kg.language.complements import held_of_topic
from kg.language.fillers import Filler, antecedent, first_of_list, named
from kg.language.owning import marked_behind, possessor, seen_from
from kg.language.pieces import Ref, is_finite
from kg.language.positions import doer
from kg.language.series import past_based, plain_case
from kg.language.site import Site

#: How far behind a trigger the company may stand.
REACH = 26
GENITIVE = frozenset({"'s", "’s", "'", "’"})
#: Prepositions that lead to the company, the surer ones first.
INTO = frozenset({"dans", "in", "into", "chez"})
OF = frozenset({"de", "of"})


def stake_in(site: Site) -> list[Filler]:
    """The company behind a share of it: "30 % de X", "une participation dans X", "au capital de X", "X's shares", "des actions X"."""
    words = cues.load(site.lang).stakes
    doc, last = site.doc, site.hit.tokens[-1]
    through = [doc[i].lemma_.casefold() for i in site.hit.tokens if doc[i].lemma_.casefold() in words]
    share = bool(through) or any(word in words for word in site.hit.trigger.words[1:])
    position, limit = last + 1, min(site.sentence.end, last + 1 + REACH)
    while position < limit:
        token = doc[position]
        value = next(((e, v) for s, e, v in site.piece.values if s <= position < e), None)
        if value is not None:
            share = share or value[1].type == "Percent"
            through += [t.lemma_.casefold() for t in doc[position : value[0]] if t.lemma_.casefold() in cues.load(site.lang).co_holders]
            position = value[0]
            continue
        ref = site.piece.at.get(position)
        if ref is not None and not (ref.how == "pronoun" and token.pos_ == "DET"):
            if _genitive(site, ref, words):
                return fillers_of(ref)
            mark = _mark(site, ref)
            if share and (mark in INTO or (mark in OF and not _seller(site, ref)) or (not mark and doc[ref.start - 1].lemma_ in words)):
                meant = past_based(ref, site.piece)
                return [replace(f, through=(*through, *f.through)) for f in named(doc[meant.root], site.piece, site.lang)]
            if not mark:
                return []
            position = ref.end
            continue
        if ref is not None and _noun_behind(site, position, words - cues.load(site.lang).shares):
            return fillers_of(ref)  # "son capital": the company's, where "ses parts" are the holder's
        if token.text in ("(", "["):
            position = bracket_end(site, position) or limit
        elif is_finite(token) or token.pos_ == "SCONJ" or token.text in (";", ":") or (token.text == "," and not _goes_on(site, position)):
            return []
        if token.lemma_.casefold() in words | cues.load(site.lang).co_holders:
            share = share or token.lemma_.casefold() in words
            through.append(token.lemma_.casefold())
        position += 1
    return []


def stake_in_any(site: Site) -> list[Filler]:
    """The company that a stake is in: behind the trigger, in the clause before it, else what the text is about ("ses parts")."""
    return stake_in(site) or stake_of_clause(site) or held_of_topic(site)


def stake_into(site: Site) -> list[Filler]:
    """As `stake_in`, where a preposition of place says so: "la participation de Y dans X", not "la participation de X"."""
    return marked_behind(site, INTO, frozenset({"Organisation"}))


def holder_of_stake(site: Site) -> list[Filler]:
    """Whose a stake is, where no verb says that it changes hands."""
    verb = site.anchor.head
    if verb.pos_ == "VERB" and verb.lemma_.casefold() not in cues.load(site.lang).level_verbs:
        return []
    return possessor(site)


def entrant(site: Site) -> list[Filler]:
    """Who enters or leaves: "l'entrée de Y au capital de X", "son entrée au capital", "Y's exit"."""
    first = seen_from(site, site.hit.tokens[0])
    return [f for f in possessor(first) if f.name not in {o.name for o in stake_in(site)}] or doer(site)


def _mark(site: Site, ref: Ref) -> str:
    """The preposition before a name, over articles, adjectives and nouns that introduce it; "" for none."""
    left = ref.start - 1
    words = cues.load(site.lang).stakes
    while left > site.hit.tokens[-1] and left not in site.piece.at and site.doc[left].pos_ in ("DET", "ADJ", "NOUN", "PROPN"):
        if site.doc[left].lemma_.casefold() in words:
            return ""
        left -= 1
    token = site.doc[left]
    word = plain_case(token.text.casefold())
    return word if left > site.hit.tokens[-1] - 1 and (token.pos_ == "ADP" or word in INTO | OF | {"à", "par", "by", "to", "from"}) else ""


def _seller(site: Site, ref: Ref) -> bool:
    """Whether a holder stands between a share and the company: "la participation de Y dans X"."""
    behind = site.doc[ref.end : min(ref.end + 2, site.sentence.end)]
    return bool(len(behind)) and behind[0].text.casefold() in INTO


def _genitive(site: Site, ref: Ref, words: frozenset[str]) -> bool:
    """Whether a name stands before its shares: "Verquin's share capital", "the Verquin shares"."""
    if site.lang != "en" or ref.end >= site.sentence.end:
        return False
    position = ref.end + (site.doc[ref.end].text in GENITIVE)
    return position > ref.end and _noun_behind(site, position - 1, words)


def _noun_behind(site: Site, position: int, words: frozenset[str]) -> bool:
    behind = site.doc[position + 1 : min(position + 4, site.sentence.end)]
    for token in behind:
        if token.lemma_.casefold() in words:
            return True
        if token.pos_ not in ("ADJ", "NOUN", "NUM"):
            return False
    return False


def _goes_on(site: Site, comma: int) -> bool:
    """Whether a list of holders goes on behind a comma: "holds 44%, the state 22% and the fund 14% of X"."""
    ahead = range(comma + 1, min(comma + 8, site.sentence.end))
    value = next((i for i in ahead if site.piece.value_at(i) is not None), None)
    if value is None or site.piece.value_at(comma - 1) is None:
        return False
    return all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ") for t in site.doc[comma + 1 : value])


def stake_of_clause(site: Site) -> list[Filler]:
    """The company that a relative clause is about: "X, dont Y détient 30 %", "X, of which Y owns 30%", "X, in which Y has a stake"."""
    doc = site.doc
    for position in range(site.anchor.i - 1, max(site.sentence.start, site.anchor.i - 12), -1):
        token, word = doc[position], doc[position].text.casefold()
        if word in ("dont", "whose", "duquel", "desquels", "laquelle", "lequel") or (
            word == "which" and doc[position - 1].text.casefold() in ("of", "in")
        ):
            ref = _name_left(site, position)
            if ref is not None:
                return named(first_of_list(doc[ref.root], site.piece), site.piece, site.lang)
            noun = antecedent(token, site.piece)
            return named(first_of_list(noun, site.piece), site.piece, site.lang) if noun is not None else []
        if is_finite(token) and token.head.i != site.anchor.i and token.dep_ not in ("aux", "aux:tense", "aux:pass", "cop"):
            return []
        if token.text in (";", ":"):
            return []
    return []


def _name_left(site: Site, position: int) -> Ref | None:
    """The name right before a relative pronoun, over its preposition, a comma and a bracket."""
    position -= 1
    while position >= site.sentence.start and (
        site.doc[position].text in (",", "»", "”", '"', ")") or site.doc[position].text.casefold() in ("of", "in", "dans")
    ):
        position -= 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" else None
