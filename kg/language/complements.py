"""What a role noun is a role in, whose figure a measure is: inside the noun phrase, by a possessive, else what the document is about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.language import cues, quantities
from kg.language.bearers import PREFIXES, fillers_of, noun_phrase_start
from kg.language.fillers import Filler, antecedent, case_of, first_of_list, named
from kg.language.pieces import Ref
from kg.language.scope import is_one
from kg.language.series import plain_case
from kg.language.site import SUBJECTS, Site, is_marked

#: Prepositions that mark another role than whose something is.
AWAY = frozenset({"par", "by", "auprès", "from", "contre", "against"})
STOPS = frozenset({"VERB", "AUX", "PUNCT", "PRON", "SCONJ"})
#: Prepositions that say when.
TIMES = frozenset({"depuis", "since", "after", "après", "until", "jusqu'en", "jusqu'", "before", "pendant", "during", "dès"})
QUOTES = frozenset({"«", "»", '"', "“", "”", "-"})
#: What stands between somebody and the employer, where a comma or nothing else parts them.
EMPLOYED = frozenset({"de", "du", "des", "chez", "à", "au", "of", "at", "from", "with"})
GENITIVE = frozenset({"'s", "’s", "'", "’"})
#: Prepositions behind a role that do not say of what it is: "the biggest shareholder with 19%", "a shareholder since 2016".
BESIDE = frozenset({"with", "avec", "since", "depuis"})


def complement(site: Site) -> Iterator[list[Filler]]:
    """What a role is a role in: the name behind "de", "of", "chez" inside it, a name with "'s" or a possessive before, "dont", "en"."""
    last, left = site.hit.tokens[-1], site.hit.tokens[0] - 1
    while left >= site.sentence.start and site.doc[left].pos_ in ("ADJ", "NUM") and left not in site.piece.at:
        left -= 1
    if left >= site.sentence.start and site.doc[left].text.casefold() in cues.load(site.lang).possessives:
        # "sa filiale X", "à Y sa filiale", "its unit in Z": whose it is is told
        own = site.piece.at.get(left)
        if own is not None:
            yield fillers_of(own)
    found = inside(site, last)
    yield found or _possessor(site) or _relative(site)
    if found and found[0].type == "Place":
        # "analyste pour l'Europe chez Talmont"
        yield inside(site, found[0].end - 1)
    elif not found:
        yield _behind_bearer(site, last)


def _behind_bearer(site: Site, last: int) -> list[Filler]:
    """ "l'analyste X, de Talmont", "chief economist X of Talmont", "l'expert X (Talmont)"."""
    position = last + 1
    while position < min(site.sentence.end, last + 5) and position not in site.piece.at and site.doc[position].pos_ in ("ADJ", "NOUN"):
        position += 1
    bearer = site.piece.at.get(position)
    if bearer is None or bearer.how != "name" or bearer.types[0] != "Person" or bearer.end >= site.sentence.end:
        return []
    position = bearer.end
    if site.doc[position].text in (",", "("):
        position += 1
    elif site.lang == "fr":
        return []
    opening = site.doc[position - 1].text
    if position >= site.sentence.end or (opening != "(" and plain_case(site.doc[position].text.casefold()) not in EMPLOYED):
        return []
    while position < min(site.sentence.end, bearer.end + 7):
        ref = site.piece.at.get(position)
        if ref is not None:
            return fillers_of(ref) if ref.how == "name" and ref.types[0] != "Person" else []
        if site.doc[position].pos_ not in ("ADP", "DET", "NOUN", "ADJ") and site.doc[position].text not in QUOTES:
            return []
        position += 1
    return []


def inside(site: Site, last: int) -> list[Filler]:
    """The name behind "de", "of", "chez" within the noun phrase that goes on behind token `last`."""
    position, marked = last + 1, site.doc[last].pos_ == "ADP"
    while position < min(site.sentence.end, last + 14):
        token = site.doc[position]
        ref = site.piece.at.get(position)
        if ref is not None:
            person = ref.types[0] == "Person"
            own = _own_name(site, ref) if ref.how == "noun" and marked else None
            if own is not None:
                return fillers_of(own)
            if site.hit.trigger.kind == "measure" and ref.how == "name" and _led_by(site, ref.start) in ("sur", "avec", "with", "on"):
                return []  # "un objectif de 2 millions de joueurs sur X"
            if token.pos_ != "DET" and (is_marked(site, ref.start) if person else marked):
                return named(token, site.piece, site.lang)
            if person:
                return []
            position = ref.end
            continue
        away = token.text.casefold() in AWAY
        if site.hit.trigger.rule.relation == "leadership" and token.text.casefold() in ("un", "une", "a", "an") and marked:
            # "directeur d'une école en Bretagne", "head of a unit of X": of something without a name
            return []
        if (token.pos_ in STOPS and token.text not in QUOTES) or away or _another(site, position):
            return []
        marked = marked or plain_case(token.text.casefold()) in ("de", "of", "chez", "at", "à", "pour", "for", "with", "in", "dans")
        position += 1
    return []


def _own_name(site: Site, noun: Ref) -> Ref | None:
    """The name of what a common noun says itself: "le PDG du géant du commerce Talmont", "fondateur du quotidien « Talmont »"."""
    position = noun.end
    while position < min(site.sentence.end, noun.end + 6) and position not in site.piece.at:
        token = site.doc[position]
        linked = plain_case(token.text.casefold()) == "de" and site.doc[position + 1 : position + 2].text not in ("", ",", ".")
        if token.pos_ not in ("ADJ", "NOUN") and token.text not in QUOTES and not linked:
            return None
        position += 1
    ref = site.piece.at.get(position)
    if ref is None or ref.how != "name" or ref.types[0] in ("Person", "Place") or ref.start != position:
        return None
    return ref if plain_case(site.doc[position - 1].text.casefold()) != "de" else None


def _another(site: Site, position: int) -> bool:
    """Whether a role of another time begins: "directeur depuis 2020 et auparavant chef de X", "director and previously head of X"."""
    if site.doc[position].pos_ != "CCONJ" or position + 1 >= site.sentence.end:
        return False
    behind = site.doc[position + 1]
    return is_one(behind, cues.load(site.lang).ended_words) or behind.text.casefold() in (
        "auparavant",
        "avant",
        "actuel",
        "actuelle",
        "now",
        "currently",
    )


def _led_by(site: Site, position: int) -> str:
    """The preposition of the noun phrase that ends with the name at `position`, articles, adjectives and nouns between."""
    left = position - 1
    while left > site.hit.tokens[-1] and site.doc[left].pos_ in ("DET", "ADJ", "NOUN"):
        left -= 1
    return plain_case(site.doc[left].text.casefold())


def _possessor(site: Site) -> list[Filler]:
    before = site.hit.tokens[0] - 1
    while before > site.sentence.start and site.doc[before].text.casefold() in PREFIXES:
        before -= 1
    while before >= site.sentence.start and site.doc[before].pos_ in ("ADJ", "NUM") and before not in site.piece.at:
        before -= 1
    if site.lang == "en":
        # "Talmont's small retail arm", "Talmont's biggest outside shareholder"
        left = next((i for i in range(before, max(before - 4, site.sentence.start), -1) if _ends_narrowing(site, i)), before)
        before = left if site.doc[left].text in GENITIVE else before
    if before >= site.sentence.start and site.doc[before].text in GENITIVE:
        before -= 1
    ref = site.piece.at.get(before)
    if ref is None:
        return []
    if ref.how == "pronoun" or site.doc[before + 1].text in GENITIVE or (site.lang == "en" and ref.how == "name"):
        return fillers_of(ref)
    return []


def _ends_narrowing(site: Site, position: int) -> bool:
    """Whether a token is no longer one that narrows the noun behind it."""
    token = site.doc[position]
    return position in site.piece.at or (token.pos_ not in ("ADJ", "NOUN", "NUM") and token.text.casefold() not in ("outside", "-"))


def _relative(site: Site) -> list[Filler]:
    """ "X, dont Y est le président", "Y en deviendra le président"; not "X, dont le patron est Y, médecin"."""
    start = noun_phrase_start(site)
    if start > site.sentence.start and site.doc[start - 1].text == ",":
        return []
    for token in site.doc[max(site.sentence.start, site.anchor.i - 16) : site.anchor.i]:
        if token.text.casefold() in ("dont", "whose"):
            noun = antecedent(token, site.piece)
            found = named(first_of_list(noun, site.piece), site.piece, site.lang) if noun is not None else []
            beside = site.piece.at.get(token.i - 2) if token.i > 1 and site.doc[token.i - 1].text == "," else None
            if beside is not None and beside.how == "name" and not any(f.type == beside.types[0] for f in found):
                # "président de Talmont, dont …" is about Talmont
                return fillers_of(beside)
            return found
    verb = site.anchor.head
    if verb.pos_ == "VERB" and case_of(site.anchor) in ("comme", "as", "en"):
        # "X rejoint Y comme directeur": the body that is joined
        for child in verb.children:
            if child.dep_ == "obj" and child.i in site.piece.at and site.piece.at[child.i].types[0] == "Organisation":
                return named(child, site.piece, site.lang)
    for child in verb.children:
        if child.text.casefold() == "en" and child.pos_ == "PRON" and child.i in site.piece.at:
            return named(child, site.piece, site.lang)
    return []


def goes_on(site: Site) -> bool:
    """Whether a preposition behind a role leads on to what it is a role in; "chairman in 2019", "directeur depuis mars" say when."""
    position = site.hit.tokens[-1] + 1
    word = site.doc[position].text.casefold() if position < site.sentence.end else ""
    if not word or site.doc[position].pos_ != "ADP" or word in TIMES | BESIDE:
        return False
    while position + 1 < site.sentence.end and site.doc[position].pos_ in ("ADP", "DET"):
        position += 1
    value = site.piece.value_at(position)
    return value is None or value.type not in ("Date", "Duration")


def of_topic(site: Site) -> list[Filler]:
    """What the document is about, where a role or stake is said of nothing ("l'actuel directeur général, X"); the least sure way."""
    topic = site.piece.topic
    behind = site.doc[site.hit.tokens[-1] + 1 : site.hit.tokens[-1] + 2]
    if topic is None or goes_on(site):
        return []
    further = site.doc[behind.end : min(site.sentence.end, behind.end + 5)]
    if any(t.pos_ == "CCONJ" for t in behind) and any(t.text.casefold() in ("un", "une", "a", "an") for t in further):
        # "fondateur et président d'un groupe de réflexion": of what the second role is of
        return []
    if site.hit.trigger.kind == "noun" and any(c.dep_ in ("nmod", "obl:arg") and c.i > site.anchor.i for c in site.anchor.children):
        # "la reprise mercredi des pourparlers": it says of what
        return []
    return [Filler(topic[0], topic[1], site.anchor.i, site.anchor.i + 1, "topic")]


def paired(site: Site) -> list[Filler]:
    """The actors of a sentence that each stand by a percentage of their own: "A (44,4 %), B (33,3 %) et C (22,2 %)"; one alone is none."""
    found = [
        Filler(ref.names[0], ref.types[0], ref.start, ref.end, "near")
        for ref, _ in quantities.pairs(site.piece, site.sentence, ("Percent",))
        if ref.types[0] in ("Organisation", "Person") or (ref.types[0] == "Place" and ref.names[0] in site.piece.weak)
    ]
    return found if len(found) > 1 else []


def holder(site: Site) -> list[Filler]:
    """Whose figure it is: "de X" behind the measure, the possessive before it, else the subject of the sentence."""
    found = next(complement(site))
    if "pairs" in site.hit.trigger.rule.roles[site.hit.trigger.kind].values():
        # "the shares of A (22%) and B (33%)": whose shares they are is told, what they are shares of is what the text is about
        names = {f.name for f in paired(site)}
        found = [f for f in found if f.name not in names]
        return found or of_topic_always(site, names)
    if found:
        return found
    if site.hit.anchor in site.piece.at:
        return named(site.anchor, site.piece, site.lang)
    for token in site.sentence:
        if token.dep_ in SUBJECTS and token.i not in site.hit.tokens:
            found = named(token, site.piece, site.lang)
            if found and token.head.lemma_.casefold() in cues.load(site.lang).speech_verbs:
                # "Les Échos mentions a turnover": who tells the figure, not whose it is
                return of_topic_always(site, {f.name for f in found})
            if found:
                return found
    return []


def of_topic_always(site: Site, others: set[str]) -> list[Filler]:
    """What the document is about, unless it is one of the others."""
    topic = site.piece.topic
    if topic is None or topic[0] in others:
        return []
    return [Filler(topic[0], topic[1], site.anchor.i, site.anchor.i + 1, "topic")]


def _bare_share(site: Site) -> bool:
    """Whether a percentage stands by the trigger of which nothing is said: "owns 12 per cent", "disclosed a 5% stake"; not "12% of X"."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1]
    spoken = {name for ref in site.piece.refs for name in ref.names}
    if any(i in site.piece.at for i in range(first + 1, last)) or site.piece.topic is None or site.piece.topic[0] not in spoken:
        return False
    known = cues.load(site.lang)
    for start, end, value in site.piece.values:
        if value.type == "Percent" and first < start < min(site.sentence.end, last + 6):
            here = end
            while here < site.sentence.end - 1 and (here in site.hit.tokens or site.doc[here].lemma_.casefold() in known.stakes):
                here += 1
            if here >= site.sentence.end - 1:
                return True
            # "12 % de X", but "12 % en 2019"
            return plain_case(site.doc[here].text.casefold()) not in ("de", "of", "dans", "in") or site.piece.value_at(here + 1) is not None
    return False


def held_of_topic(site: Site) -> list[Filler]:
    """What a stake is a stake in when the text does not say ("les 10 % encore détenus par X", "the shares of its partners")."""
    topic = site.piece.topic
    known = cues.load(site.lang)
    behind = site.doc[site.hit.tokens[-1] + 1 : min(site.sentence.end, site.hit.tokens[-1] + 8)]
    shared = _bare_share(site)
    if site.passive:
        # "les 10 % encore détenus par X"
        behind = site.doc[max(site.sentence.start, site.anchor.i - 4) : site.anchor.i]
    if topic is None or not (shared or any(t.lemma_.casefold() in known.held or t.text == "%" for t in behind)):
        return []
    through = tuple(t.lemma_.casefold() for t in behind if t.lemma_.casefold() in known.held | known.co_holders)
    return [Filler(topic[0], topic[1], site.anchor.i, site.anchor.i + 1, "topic", through)]
