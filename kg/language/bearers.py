"""Who bears a role noun, found by its place beside the noun, which is surer than the arcs of small parsers."""

from __future__ import annotations

from collections.abc import Iterator

from kg.language import cues
from kg.language.fillers import Filler, first_of_list, listed, named
from kg.language.pieces import Ref, is_finite
from kg.language.series import following
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.spots import like_person, match_at, phrases
from kg.language.titles import RANKS
from kg.language.voices import is_speech

#: What may stand between a role noun and its complement's preposition: "directeur général adjoint du pôle fiction de X".
INSIDE_NP = frozenset({"ADJ", "NOUN", "ADP", "DET", "PROPN", "NUM", "CCONJ", "ADV"})
PREFIXES = frozenset({"ex", "-", "ex-", "co", "vice"})
#: What joins a role to who bears it.
COPULAS = frozenset({"est", "était", "reste", "demeure", "is", "was", "remains"})
#: The types of rules on what persons are.
PERSONS = frozenset({"Person"})
BREAKS = frozenset({",", "(", "-", "–", "—"})


def fillers_of(ref: Ref, how: str = "arc") -> list[Filler]:
    """The things that a reference stands for, as fillers."""
    return [Filler(n, t, ref.start, ref.end, how if ref.how == "name" else ref.how) for n, t in zip(ref.names, ref.types, strict=True)]


def bearer(site: Site) -> Iterator[list[Filler]]:
    """Who bears a role noun: the name it stands in apposition to, before or behind, or right behind it; the surest first."""
    head = site.anchor.head
    if site.anchor.dep_ == "nsubj" and head.pos_ in ("NOUN", "PROPN") and any(c.dep_ == "cop" for c in head.children):
        # "le principal actionnaire de X est Y"
        found = named(head, site.piece, site.lang)
        yield found
    if site.anchor.dep_ in ("nmod", "obl:arg") and head.lemma_.casefold() in cues.load(site.lang).one_of:
        # "X, dont Y est un des fondateurs"
        for child in head.children:
            if child.dep_ in SUBJECTS:
                yield named(child, site.piece, site.lang)
        if head.dep_ == "appos":
            # "X, l'un des dirigeants de Y"
            yield named(head.head, site.piece, site.lang)
    start = noun_phrase_start(site)
    if site.doc[start].text.casefold() in ("des", "plusieurs", "certains", "several", "some"):
        # "X, des princes, des présidents": others than X
        return
    yield _respectively(site, start)
    if start == site.sentence.start:
        yield _of_main_verb(site)
    last = site.hit.tokens[-1]
    yield _behind(site, last, asides=False)
    if not _another(site, start):
        yield _before(site, start)
    yield _behind(site, last)
    if start > site.sentence.start or site.doc[start].pos_ in ("DET", "PRON"):
        yield _told(site, last)


def _respectively(site: Site, start: int) -> list[Filler]:
    """ "X et Y, respectivement président et directrice générale": the first role is the first one's, the second the second one's."""
    words = cues.load(site.lang).approximate_pairs
    cue = next((t.i for t in reversed(site.doc[max(site.sentence.start, start - 12) : start + 1]) if t.text.casefold() in words), None)
    if cue is None:
        return []
    number = sum(t.text.casefold() in ("et", "and", ",") for t in site.doc[cue + 1 : site.hit.tokens[0]])
    persons = [
        r
        for r in site.piece.refs
        if site.sentence.start <= r.start < cue and r.how == "name" and r.types[0] == "Person" and cue - r.end < 8
    ]
    persons.sort(key=lambda ref: ref.start)
    return fillers_of(persons[number]) if len(persons) > max(1, number) else []


def of_an_aide(site: Site) -> bool:
    """ "l'adjointe au maire de X, Y": the name is the aide's, not the mayor's."""
    head, aides = site.anchor.head, cues.load(site.lang).aides
    if head.i < site.anchor.i and head.pos_ == "NOUN" and head.lemma_.casefold() in aides:
        return True
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and site.doc[left].pos_ in ("ADJ", "DET") and left not in site.piece.at:
        left -= 1
    # "petit-fils du fondateur de Z, Y", wherever the parse hangs it
    return left > site.sentence.start and site.doc[left].pos_ == "ADP" and site.doc[left - 1].lemma_.casefold() in aides


def noun_phrase_start(site: Site) -> int:
    """The first token of the role's noun phrase: articles, adjectives, "ex-" before it."""
    start = site.hit.tokens[0]
    classes = ("ADJ", "DET", "ADV", "NUM", "NOUN", "PROPN") if site.lang == "en" else ("ADJ", "DET", "ADV", "NUM")
    while start > site.sentence.start:
        token, ref = site.doc[start - 1], site.piece.at.get(start - 1)
        # "its AI unit", "its London arm"
        narrowing = ref is None or (site.lang == "en" and (ref.types[0] in ("Technology", "Place") or ref.how == "pronoun"))
        possessive = ref is not None and ref.how == "pronoun" and token.text.casefold() in cues.load(site.lang).possessives
        if not narrowing or not (possessive or token.text.casefold() in PREFIXES or token.pos_ in classes or ref is not None):
            break
        start -= 1
    return start


def _before(site: Site, start: int) -> list[Filler]:
    """ "X, président de Y", "X, 54 ans, président de Y", "X (président de Y)", "X président de Y", "X, fondateur et président de Y"."""
    before = start - 1
    if before > site.sentence.start and site.doc[before].text.casefold() in ("et", "and", "puis"):
        word = site.doc[start].text.casefold()
        if word in ("un", "une", "a", "an") or (word in cues.load(site.lang).possessives and site.doc[before - 1].text == ","):
            # "X, président de Z, et un administrateur de Y", "X, and his head of research": somebody else
            return []
        before -= 1
        # the first role and its complement may stand between: "fondateur de Z et président de Y"
        while before > site.sentence.start and site.doc[before].text not in BREAKS and _narrows(site, before):
            before -= 1
    if before < site.sentence.start:
        return []
    ref = site.piece.at.get(before)
    if ref is not None and ref.how == "name" and ref.types[0] == "Person" and start == site.hit.tokens[0]:
        # "X succède à Y à la tête de Z": Y is not at the head
        return [] if site.doc[start].pos_ == "ADP" and is_marked(site, ref.start) else fillers_of(ref)
    before = _over_company(site, before)
    if before == site.sentence.start or site.doc[before].text not in BREAKS:
        return []
    ref = site.piece.at.get(before - 1)
    many = site.hit.tokens[0] > start and site.doc[start].text.casefold() in ("les", "ces", "ses", "leurs")
    listed_last = any(ref in following(other, site.piece) for other in site.piece.refs if other is not ref)
    if many and ref is not None and len(ref.names) == 1 and not listed_last:
        return []  # "selon X, les trois actionnaires …"
    if ref is None and site.doc[before - 1].text in (",", ")"):
        ref = site.piece.at.get(before - 2)
    hop = before - 1
    while ref is None and hop > site.sentence.start and before - hop < 9 and not is_finite(site.doc[hop]):
        if site.doc[hop].text == ",":
            ref = site.piece.at.get(hop - 1)
        hop -= 1
    return _with_those_before(site, ref) if ref is not None and ref.how == "name" else []


def _with_those_before(site: Site, last: Ref) -> list[Filler]:
    """The name before a role, and where the role is in the plural the whole list that it closes: "X et Y, filiales de Z"."""
    if not site.anchor.text.casefold().endswith(("s", "x")) or "Sing" in site.anchor.morph.get("Number"):
        return fillers_of(last)
    return named(first_of_list(site.doc[last.root], site.piece), site.piece, site.lang)


def _another(site: Site, start: int) -> bool:
    """Whether "et", "and" and an article begin a role of somebody else: "le directeur de X, Paul, et la présidente de Y, Anne"."""
    article = site.doc[start].text.casefold() in ("le", "la", "l'", "l’", "the") and start > site.sentence.start + 1
    return article and site.doc[start - 1].text.casefold() in ("et", "and") and site.doc[start - 2].text == ","


def _told(site: Site, last: int) -> list[Filler]:
    """Who a role is said to be, where the parse lost it: "X's biggest outside shareholder is the fund Y", "son premier client est Y"."""
    position = last + 1
    while position < min(site.sentence.end - 1, last + 8) and _narrows(site, position):
        position += 1
    if position >= site.sentence.end - 1 or site.doc[position].text.casefold() not in COPULAS:
        return []
    position += 1
    end = min(site.sentence.end, last + 14)
    while position < end and position not in site.piece.at and site.doc[position].pos_ in ("DET", "ADJ", "NOUN"):
        position += 1
    ref = site.piece.at.get(position)
    return fillers_of(ref) if ref is not None and ref.how == "name" else []


def _narrows(site: Site, position: int) -> bool:
    """Whether a token may be part of a role's noun phrase that stands before another role: no verb, no person."""
    ref = site.piece.at.get(position)
    return ref.types[0] != "Person" if ref is not None else site.doc[position].pos_ in INSIDE_NP or site.doc[position].text in ("'s", "’s")


def _over_company(site: Site, before: int) -> int:
    """Left of the company that an English role follows: "X, | Talmont's chief executive", "X, | Talmont CEO"."""
    if site.lang != "en":
        return before
    end = before - 1 if site.doc[before].text in ("'s", "’s", "'", "’") else before
    ref = site.piece.at.get(end)
    return ref.start - 1 if ref is not None and ref.types[0] == "Organisation" and ref.start > site.sentence.start else before


def _behind(site: Site, last: int, *, asides: bool = True) -> list[Filler]:
    """The name that closes the noun phrase: "le président de X, Y", "les actionnaires de X - A, B et C", "ses filiales (A, B)"."""
    position, crossed = last + 1, False
    limit = min(site.sentence.end, last + 16)
    number = site.anchor.morph.get("Number")
    plural = "Plur" in number or (not number and site.anchor.text.casefold().endswith(("s", "x")))
    while position < limit:
        token = site.doc[position]
        ref = site.piece.at.get(position)
        if ref is not None:
            strict = ref.types[0] == "Person"
            if not strict and site.hit.trigger.rule.types["subject"] == PERSONS and not like_person(ref.names[0]):
                # "l'eurodéputé LREM Paul Marchand"
                position, crossed = ref.end, True
                continue
            close = strict or position == last + 1 or site.doc[position - 1].pos_ in ("ADJ", "NOUN")
            if (
                ref.how == "name"
                and close
                and not is_marked(site, ref.start, frozenset({"DET", "ADJ"} if strict else {"DET", "ADJ", "NOUN", "NUM"}))
            ):
                return named(site.doc[ref.root], site.piece, site.lang) if plural else fillers_of(ref)
            position, crossed = ref.end, True
            continue
        if (token.pos_ == "CCONJ" and crossed) or (not asides and token.text in (",", ":")):
            # "la présidente de X et Y": another person
            return []
        if token.text in ("(", "-", "–", "—", ":") or (token.text == "," and (crossed or plural)):
            found = _opened(site, position, limit)
            alone = token.text == "," and len(found) == 1
            one = token.text == "," and crossed and len(found) == 1 and not plural
            if found and ((plural and not alone) or one):
                return found
            if token.text != "(":
                return []
            while position < site.sentence.end and site.doc[position].text != ")":
                position += 1
        elif token.text == "," and position + 1 < limit and site.doc[position + 1].text.casefold() in ("de", "des", "du"):
            pass  # "ministre de l'Économie, des Finances et de la Relance"
        elif token.pos_ not in INSIDE_NP and token.text not in ("«", "»", '"') and token.text.casefold() not in RANKS:
            person = site.piece.at.get(position + 1)
            if token.text == "," and person is not None and person.how == "name" and person.types[0] == "Person":
                return fillers_of(person)
            return []
        position += 1
    return []


def _opened(site: Site, position: int, limit: int) -> list[Filler]:
    """The names that a bracket, dash, colon or comma opens: one, or a list, perhaps behind an article and a common noun."""
    opening = site.doc[position].text
    here = position + 1
    known = cues.load(site.lang)
    while (
        here < limit
        and here not in site.piece.at
        and (
            site.doc[here].pos_ in ("DET", "NOUN", "ADJ")
            or site.doc[here].text in known.titles
            or site.doc[here].text.casefold().removesuffix("s") in known.anaphors
        )
    ):
        here += 1
    ref = site.piece.at.get(here)
    if ref is None or ref.how != "name":
        return []
    heads = phrases("heads", site.lang)
    titled = any((found := match_at(site.doc, i, heads)) is not None and found[1] == "Person" for i in range(position + 1, here))
    if opening == "," and titled and site.hit.trigger.rule.types["subject"] == PERSONS:
        # "une sénatrice, le député X"
        return []
    if opening == "," and site.lang == "en" and ref.end < len(site.doc) and is_speech(site.doc[ref.end], cues.load(site.lang)):
        # "will become chief executive of Talmont, Paul Marchand said"
        return []
    return listed(ref, site.piece, loose=opening in ("(", "-", "–", "—", ":"))


def _of_main_verb(site: Site) -> list[Filler]:
    """ "Propriétaire de X depuis 2015, le groupe Y a …": a role that opens the sentence is borne by the subject of its verb."""
    root = site.sentence.root
    if root.i <= site.anchor.i or not any(t.text == "," for t in site.doc[site.anchor.i : root.i]):
        return []
    for child in root.children:
        if child.dep_ in SUBJECTS and child.i > site.anchor.i:
            return named(child, site.piece, site.lang)
    return []
