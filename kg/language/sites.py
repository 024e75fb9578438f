"""Places of firms: whose plant or office a noun is and where it stands, whose data and servers are kept where."""

from __future__ import annotations

from kg import names
from kg.language import cues
from kg.language.bearers import fillers_of
from kg.language.beside import bracket_end, name_before, name_behind
from kg.language.complements import of_topic, of_topic_always
from kg.language.fillers import Filler, listed, named
from kg.language.marked import marked_by
from kg.language.owning import possessor, seen_from, subject_of, whose
from kg.language.pieces import Ref, is_finite
from kg.language.series import plain_case
from kg.language.site import SUBJECTS, Site

#: Verbs by which a seat or plant is somewhere, and what goes before them.
STANDING = frozenset(
    {
        "être",
        "trouver",
        "situer",
        "rester",
        "demeurer",
        "devoir",
        "pouvoir",
        "be",
        "locate",
        "remain",
        "stay",
        "must",
        "will",
        "should",
        "stand",
    }
)
LOCAL = frozenset(
    {"à", "de", "en", "dans", "près", "sur", "in", "at", "near", "of", "on", "outside", "across", "throughout", "beside", "around"}
)


INTO = frozenset({"dans", "sur", "in", "on", "at", "from", "within", "vers", "to", "into", "onto", "chez"})


def _phrase_start(site: Site) -> int:
    """The first word of the trigger's noun phrase, names and a possessor within it aside."""
    start = site.hit.tokens[0]
    while start > site.sentence.start and start - 1 not in site.piece.at and site.doc[start - 1].pos_ in ("ADJ", "NOUN", "NUM"):
        start -= 1
    return start


def within_phrase(site: Site) -> Ref | None:
    """The name that an English noun phrase has before its noun: "the Talmont plant", "its Leeds data centre"."""
    if site.lang != "en":
        return None
    ref = site.piece.at.get(_phrase_start(site) - 1)
    return ref if ref is not None and ref.how == "name" and ref.start >= site.sentence.start else None


def keeper(site: Site) -> list[Filler]:
    """Whose a plant or office is: said outright, named beside it ("l'usine X", "the X plant"), or the subject of having or opening it."""
    quoted = name_behind(site, site.hit.tokens[-1] + 1)
    if quoted is not None and quoted.types[0] == "DataCentre":
        # "le centre de données « X » du groupe": the centre has a name of its own
        return fillers_of(quoted)
    found = possessor(site)
    if found:
        return found
    inner = within_phrase(site)
    if inner is not None:
        if inner.types[0] != "Place":
            return fillers_of(inner)
        own = _own(site, inner.start - 1)
        if own:
            return own
    right = site.piece.at.get(site.hit.tokens[-1] + 1)
    if right is not None and right.how == "name" and right.types[0] == "Organisation":
        return fillers_of(right)
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and site.doc[left].pos_ in ("DET", "ADJ", "NUM") and left not in site.piece.at:
        left -= 1
    if left > site.sentence.start and site.doc[left].text.casefold() in ("avec", "with") and site.doc[left - 1].text == ",":
        ref = name_before(site, left - 1)  # "X, with headquarters in Leeds, …"
        return fillers_of(ref) if ref is not None else []
    here = site.anchor
    for _ in range(3):
        head = here.head
        if head.i == here.i:
            break
        if head.pos_ in ("VERB", "AUX"):
            passive = here.dep_ in SUBJECTS
            return [] if passive or head.lemma_.casefold() not in cues.load(site.lang).keeping_verbs else subject_of(site.at(head))
        here = head
    return []


def _own(site: Site, position: int) -> list[Filler]:
    """The possessive before a token: "its [Leeds plant]", "Talmont's [Leeds plant]"."""
    doc = site.doc
    while position > site.sentence.start and position not in site.piece.at and doc[position].pos_ in ("ADJ", "NUM"):
        position -= 1
    if position > site.sentence.start and doc[position].text in ("'s", "’s", "'", "’"):
        position -= 1
    elif doc[position].text.casefold() not in cues.load(site.lang).possessives:
        return []
    ref = site.piece.at.get(position)
    return fillers_of(ref) if ref is not None else []


def ground(site: Site) -> list[Filler]:
    """Where a plant or office stands: the places behind "à", "de", "in", "near" in its noun phrase or predicate, or the one before it."""
    inner = within_phrase(site)
    if inner is not None and inner.types[0] == "Place":
        return fillers_of(inner)
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    limit = min(site.sentence.end, position + 12)
    while position < limit:
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name":
            if ref.types[0] == "Place":
                found = named(doc[ref.root], site.piece, site.lang)
                known = {f.name for f in found}
                found += [f for f in listed(ref, site.piece, loose=True) if f.type == "Place" and f.name not in known]
                return found if is_local(site, ref.start) else []
            if ref.names[0] in site.piece.weak and is_local(site, ref.start, frozenset({"à", "in", "at", "near"})):
                return named(doc[ref.root], site.piece, site.lang)
            position = ref.end
            continue
        if doc[position].lemma_.casefold() in ("côté", "side"):
            return []  # "on both sides of the Atlantic"
        if doc[position].text == "," and ref is None and not _goes_on(site, position + 1):
            return _fronted(site)
        cop = (doc[position].lemma_ in STANDING or doc[position].text.casefold() in ("se", "s'", "s’")) and ref is None
        pointing = doc[position].text.casefold() in ("dont", "ceux", "celui", "celle", "celles", "including", "those", "one")
        stop = (not pointing and doc[position].pos_ in ("VERB", "SCONJ", "PRON")) or is_finite(doc[position])
        if not cop and (stop or doc[position].text in (";", ":", "(")):
            return _fronted(site)
        position += 1
    return _fronted(site)


def _goes_on(site: Site, position: int) -> bool:
    """Whether a word of place, or a participle or clause of standing somewhere, follows a comma: "son usine, à X", "le site, situé à X"."""
    token = site.doc[position]
    local = plain_case(token.text.casefold()) in LOCAL or token.lemma_.casefold() in STANDING | {"implanter", "installer", "baser", "base"}
    return local or position in site.piece.at or token.text.casefold() in ("dont", "including", "which", "qui", "and", "et")


def _fronted(site: Site) -> list[Filler]:
    """The place that opens the sentence: "À Lyon, l'usine X …", "In Leeds (Yorkshire), the X plant …"."""
    doc, start = site.doc, site.sentence.start
    ref = site.piece.at.get(start + 1)
    if doc[start].text.casefold() not in ("à", "a", "in", "at", "près") or ref is None or ref.how != "name" or ref.types[0] != "Place":
        return []
    end = bracket_end(site, ref.end) if ref.end < site.sentence.end and doc[ref.end].text == "(" else None
    comma = end + 1 if end is not None else ref.end
    own = site.piece.at.get(site.hit.tokens[-1] + 1) or within_phrase(site)
    told = own is not None and own.how == "name"
    return fillers_of(ref) if told and comma < site.hit.tokens[0] and doc[comma].text == "," else []


def is_local(site: Site, position: int, cases: frozenset[str] = LOCAL) -> bool:
    """Whether a preposition of place stands before a name, over articles and common nouns ("dans la ville de X")."""
    left = position - 1
    while left > site.hit.tokens[-1] and site.doc[left].pos_ in ("DET", "ADJ", "NOUN") and left not in site.piece.at:
        left -= 1
    return plain_case(site.doc[left].text.casefold()) in cases


def clause_subject(site: Site) -> list[Filler]:
    """The subject of the verb that the trigger's phrase belongs to: "En partenariat avec X, Y lance", "Y, face à X, lance"."""
    here = site.anchor
    for _ in range(6):
        if here.pos_ in ("VERB", "AUX") and here is not site.anchor:
            found = subject_of(site.at(here))
            if found:
                return found
        if here.head.i == here.i:
            break
        here = here.head
    root = site.sentence.root
    if root.pos_ in ("VERB", "AUX") and root.i != here.i:
        return subject_of(site.at(root))
    subject = next((c for c in root.children if c.dep_ in SUBJECTS and c.i < site.anchor.i), None)
    return named(subject, site.piece, site.lang) if subject is not None else []


def plant_of(site: Site) -> list[Filler]:
    """Whose the one plant at a place is, where nothing tells it outright: the company of the clause, else that the text is about."""
    doc, start = site.doc, site.hit.tokens[0] - 1
    if site.anchor.pos_ == "ADJ":
        return []  # "la place centrale de X"
    while start > site.sentence.start and start not in site.piece.at and doc[start].pos_ in ("ADJ", "NUM", "NOUN"):
        start -= 1
    behind = doc[site.hit.tokens[-1] + 1].text.casefold() if site.hit.tokens[-1] + 1 < site.sentence.end else ""
    if site.anchor.head.lemma_.casefold() in cues.load(site.lang).held | cues.load(site.lang).shares:
        return []  # "les parts des chantiers de X" are somebody else's yet
    definite = doc[start].text.casefold() in ("le", "la", "l'", "l’", "les", "du", "au", "the", "aux", "des")
    if not definite or behind not in ("de", "d'", "d’", "du", "à", "in", "at") or keeper(site):
        return []
    acting = [f for f in clause_subject(site) if is_company(f.name, site.lang)]
    found = acting or [f for f in of_topic_always(site, set()) if is_company(f.name, site.lang)]
    return found if all(f.type == "Organisation" for f in found) else []


def is_company(name: str, lang: str) -> bool:
    """Whether nothing says that a name is a body of the state or of society, or a medium."""
    entry = names.gazetteer().lookup(name, "Organisation")
    known = entry is not None and (entry.public or entry.medium)
    return not known and name.split()[0].casefold() not in cues.load(lang).institutions


def _data(site: Site, position: int) -> bool:
    return site.doc[position].lemma_.casefold() in cues.load(site.lang).data_things


def data_of(site: Site) -> list[Filler]:
    """Whose data or servers the verb says to be somewhere: "les données de X sont stockées", "X's servers are located"."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS and _data(site, child.i):
            definite = site.doc[child.i - 1].text.casefold() in ("les", "the") and not any(c.dep_ == "nmod" for c in child.children)
            return whose(site, child.i) or (of_topic(seen_from(site, child.i)) if definite else [])
    noun = site.anchor.head
    if site.anchor.dep_ == "acl" and _data(site, noun.i):
        return whose(site, noun.i)
    return []


def data_keeper(site: Site) -> list[Filler]:
    """Who keeps data somewhere: the subject of "stocke ses données", "keeps customer data"."""
    for child in site.anchor.children:
        # "ses données", "customer data": somebody's own, not "les données" at large
        if child.dep_ == "obj" and _data(site, child.i):
            behind = site.doc[child.i + 1 : child.i + 3]
            own = any(t.text.casefold() in cues.load(site.lang).possessives for t in behind)
            if own or site.doc[child.i - 1].text.casefold() not in ("les", "the", "des", "la", "le"):
                return subject_of(site)
    return []


def host_owner(site: Site) -> list[Filler]:
    """In whose data centre, on whose servers: "hébergé dans le datacenter de X", "runs on X's cloud", "in a hall run by X"."""
    doc = site.doc
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end, site.hit.tokens[-1] + 14)):
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
        if position in site.piece.at or doc[position].lemma_.casefold() not in cues.load(site.lang).hosting_things:
            continue
        run_by = _run_by(site, position)
        if run_by:
            return run_by
        left = position - 1
        while left > site.hit.anchor and (doc[left].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM") or left in site.piece.at):
            left -= 1
        if plain_case(doc[left].text.casefold()) in INTO:
            inner = within_phrase(seen_from(site, position))
            # "in a Talmont data centre"
            return whose(site, position) or (fillers_of(inner) if inner is not None and inner.types[0] != "Place" else [])
    return []


def on_cloud(site: Site) -> list[Filler]:
    """On whose cloud a service runs: "tourne sur X", "runs on X"; not "runs on X processors"."""
    found = marked_by(site, frozenset({"sur", "dans", "on"}))
    behind = site.doc[found[-1].end] if found and found[-1].end < site.sentence.end else None
    return [] if behind is not None and behind.pos_ in ("NOUN", "PROPN") and behind.text.islower() else found


def _run_by(site: Site, position: int) -> list[Filler]:
    """Who runs the place that a noun names: "dans un centre exploité par X", "in a hall at Y operated by X"."""
    for here in range(position + 1, min(site.sentence.end - 1, position + 12)):
        token = site.doc[here]
        if token.lemma_.casefold() in cues.load(site.lang).keeping_verbs and site.doc[here + 1].text.casefold() in ("par", "by"):
            ref = name_behind(site, here + 2)
            return fillers_of(ref) if ref is not None else []
        if is_finite(token) or token.text in (";", ":"):
            return []
    return []
