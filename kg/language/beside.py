"""Fillers by what stands right beside a trigger: brackets, lists, "X, en Y", the verb's subject behind the words of a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kg.language import cues
from kg.language.complements import complement, of_topic
from kg.language.fillers import Filler, case_of, following, named
from kg.language.pieces import Ref, is_finite
from kg.language.quantities import unit_of
from kg.language.site import SUBJECTS, Site, is_marked
from kg.language.subjects import inherited, right_before

OPENING, CLOSING = frozenset("«“\"‘'(["), frozenset("»”\"’')]")
SEPARATORS = frozenset({",", "et", "and", "ou", "or", "&", "/", ";", "notamment", "dont", "etc", "etc.", "...", "…", "."})
#: What may open a list behind its class noun: "des partenaires tels A et B", "rivals such as A and B", "ses clients : A, B".
OPENERS = frozenset({"(", ":", "–", "—", "-", ",", "tels", "tel", "telles", "telle", "que", "comme", "dont", "notamment", "such", "as", "like", "including", "namely", "include", "includes", "included"})


def _fillers(ref: Ref, how: str = "arc") -> list[Filler]:
    way = how if ref.how == "name" else ref.how
    return [Filler(name, kind, ref.start, ref.end, way) for name, kind in zip(ref.names, ref.types, strict=True)]


def name_before(site: Site, position: int) -> Ref | None:
    """The name that ends right before a token, closing quotation marks and a hyphen aside."""
    position -= 1
    while position >= site.sentence.start and (site.doc[position].text in CLOSING or site.doc[position].text == "-"):
        position -= 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" and ref.start >= site.sentence.start else None


def name_behind(site: Site, position: int) -> Ref | None:
    """The name that opens at a token, behind articles, adjectives, class nouns and quotation marks: "le groupe belge X", "« X"."""
    limit = min(site.sentence.end, position + 6)
    while position < limit and (position not in site.piece.at or (site.piece.at[position].how == "pronoun" and site.doc[position].pos_ == "DET")):
        token = site.doc[position]
        joined = token.text.casefold() in ("de", "d'", "d’") and site.doc[position - 1].pos_ == "NOUN" and site.doc[position + 1].pos_ == "NOUN"
        if token.pos_ not in ("DET", "ADJ", "NOUN") and token.text not in OPENING - {"(", "["} and not (joined and position + 1 not in site.piece.at):
            return None
        position += 1
    ref = site.piece.at.get(position)
    return ref if ref is not None and ref.how == "name" and ref.start < site.sentence.end else None


def before(site: Site) -> list[Filler]:
    """The name right before the trigger; before a bracket or a comma also the list that it ends is not taken: the last name only."""
    ref = name_before(site, site.hit.tokens[0])
    return _fillers(ref) if ref is not None else []


def behind(site: Site) -> list[Filler]:
    """The name, or the noun that points back at one, right behind the trigger: "travaillent pour X", "pour le groupe"."""
    first = site.hit.tokens[-1] + 1
    ref = name_behind(site, first)
    if ref is None:
        ref = next((r for r in (site.piece.at.get(i) for i in range(first, min(first + 3, site.sentence.end))) if r is not None and r.how == "noun"), None)
    return _fillers(ref) if ref is not None else []


def _bracket_end(site: Site, position: int) -> int | None:
    for end in range(position + 1, min(site.sentence.end, position + 40)):
        if site.doc[end].text in (")", "]"):
            return end
    return None


def inside(site: Site) -> list[Filler]:
    """The names that fill the bracket which the trigger opens; none where there are other words in it."""
    start = site.hit.tokens[-1]
    end = _bracket_end(site, start)
    if end is None:
        return []
    found: list[Filler] = []
    position = start + 1
    while position < end:
        ref = site.piece.at.get(position)
        token = site.doc[position]
        if ref is not None and ref.how == "name":
            found += _fillers(ref)
            position = ref.end
        elif token.text.casefold() in SEPARATORS or token.text in OPENING or token.text in CLOSING or token.pos_ == "DET":
            position += 1
        else:
            return []
    return found


def inside_one(site: Site) -> list[Filler]:
    """As `inside`, where the bracket holds one name alone: "Saint-Aubin (Rhône)"."""
    found = inside(site)
    return found if len(found) == 1 else []


def noted(site: Site) -> list[Filler]:
    """The name before a bracket with a value of the rule's kind in it: "Talmont (240 salariés)"."""
    rule, start = site.hit.trigger.rule, site.hit.tokens[-1]
    end = _bracket_end(site, start)
    ref = name_before(site, site.hit.tokens[0])
    if end is None or ref is None:
        return []
    held = [v for s, e, v in site.piece.values if s > start and e <= end and v.type in rule.values]
    return _fillers(ref) if any(not rule.units or unit_of(v) in rule.units for v in held) else []


def region(site: Site) -> list[Filler]:
    """The wider place behind "en", "au", ", in": not one member of a list of places ("à Lyon, en Italie et à Londres")."""
    first, last = site.hit.tokens[0], site.hit.tokens[-1]
    ref = name_behind(site, last + 1)
    small = name_before(site, first - 1 if site.doc[first - 1].text == "," and first == last else first)
    if ref is None or small is None or ref.start > last + 3:
        return []
    doc = site.doc
    if ref.end < site.sentence.end:
        after = doc[ref.end].text.casefold()
        further = site.piece.at.get(ref.end + 1) or site.piece.at.get(ref.end + 2)
        listed = further is not None and further.how == "name" and further.types[0] == "Place"
        if after in ("et", "and", "ou", "or") or (after == "," and listed) or after in ("-", "/"):
            return []
    if small.start > site.sentence.start and doc[small.start - 1].pos_ == "DET" and doc[first - 1].text != ",":
        return []  # "la Turquie en Libye": a country is no town
    left = doc[small.start - 1].text.casefold() if small.start > site.sentence.start else ""
    if left in ("en", "au", "aux", ",", "et", "and", "ou", "or", "entre", "between") or (doc[first - 1].text != "," and left in ("de", "d'", "d’", "from", "du")):
        return []
    return _fillers(ref)


def town(site: Site) -> list[Filler]:
    """The place before "en", "au", ", in", a comma between them aside."""
    first = site.hit.tokens[0]
    ref = name_before(site, first - 1 if first and site.doc[first - 1].text == "," else first)
    return _fillers(ref) if ref is not None else []


def members(site: Site) -> list[Filler]:
    """The names listed behind a class noun: "ses partenaires (A, B et C)", "des rivaux tels A ou B", "les concurrents A et B"."""
    position = site.hit.tokens[-1] + 1
    crossed = 0
    while position < site.sentence.end and position not in site.piece.at and crossed < 9:
        token = site.doc[position]
        if token.pos_ in ("VERB", "AUX", "SCONJ") and token.text.casefold() not in OPENERS:
            return []
        if token.text.casefold() in OPENERS:
            found = _list_from(site, position + 1)
            if found:
                return found
        position += 1
        crossed += 1
        ref = site.piece.at.get(position)
        if ref is not None and crossed and (is_marked(site, ref.start) or ref.how != "name"):
            # "des partenaires de Talmont (A, B)": the complement is passed over
            position = ref.end
    ref = site.piece.at.get(position)
    if ref is not None and position == site.hit.tokens[-1] + 1 and ref.how == "name":
        return named(site.doc[ref.root], site.piece, site.lang)
    return []


def _list_from(site: Site, position: int) -> list[Filler]:
    """The names of a list from a token on, over further openers ("tels que", "notamment")."""
    while position < site.sentence.end and position not in site.piece.at:
        token = site.doc[position]
        if token.text.casefold() not in OPENERS and token.text not in OPENING and token.pos_ not in ("DET", "ADJ", "NOUN"):
            return []
        position += 1
    ref = site.piece.at.get(position)
    if ref is None or ref.how != "name":
        return []
    found = _fillers(ref)
    others = following(ref, site.piece) or _after_aside(site, ref)
    inner = site.doc[position - 1].text == "(" or any(t.text == "(" for t in site.doc[site.hit.tokens[-1] + 1 : position])
    if not others and inner:
        others = _comma_list(site, ref)
    for other in others:
        found += _fillers(other)
    return found


def _after_aside(site: Site, first: Ref) -> list[Ref]:
    """The rest of a list whose first name has an aside behind it: "X bien entendu, et les Y, Z et W"."""
    doc = site.doc
    for position in range(first.end, min(first.end + 4, site.sentence.end - 2)):
        if position in site.piece.at or is_finite(doc[position]):
            return []
        if doc[position].text == "," and doc[position + 1].text.casefold() in ("et", "and"):
            ref = name_behind(site, position + 2)
            return [ref, *following(ref, site.piece)] if ref is not None else []
    return []


def _comma_list(site: Site, first: Ref) -> list[Ref]:
    """The further names of a list in brackets, which needs no "et"."""
    others: list[Ref] = []
    position = first.end
    while position + 1 < site.sentence.end and site.doc[position].text in (",", "et", "and"):
        ref = name_behind(site, position + 1)
        if ref is None:
            break
        others.append(ref)
        position = ref.end
    return others


def _marked_behind(site: Site, prepositions: frozenset[str], types: frozenset[str] = frozenset()) -> list[Filler]:
    """The first name behind the trigger that one of some prepositions marks, over values and unmarked names, before the next verb."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 18):
        value = next((e for s, e, _ in site.piece.values if s <= position < e), None)
        if value is not None:
            position = value
            continue
        ref = site.piece.at.get(position)
        if ref is not None and doc[position].pos_ != "DET":
            left = ref.start - 1
            while left > site.hit.tokens[-1] and doc[left].pos_ in ("DET", "ADJ", "NOUN", "PROPN") and (left not in site.piece.at or doc[left].pos_ == "DET"):
                left -= 1
            if doc[left].text.casefold() in prepositions and (not types or ref.types[0] in types):
                return named(doc[ref.root], site.piece, site.lang)
            position = ref.end
            continue
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
        position += 1
    return []


ACTORS = frozenset({"Organisation", "Person", "Programme", "Product"})


def source(site: Site) -> list[Filler]:
    """Where money comes from: "auprès de X", "de l'État", "from X"."""
    return _marked_behind(site, frozenset({"de", "d'", "d’", "du", "des", "from", "auprès"}), ACTORS)


def recipient(site: Site) -> list[Filler]:
    """Who gets it: "dans X", "à X", "au groupe X", "into X", "to X"."""
    return _marked_behind(site, frozenset({"dans", "à", "au", "aux", "en", "chez", "in", "into", "to"}), ACTORS)


def ally(site: Site) -> list[Filler]:
    """With whom: "avec X", "aux côtés de X", "with X", "alongside X"."""
    return _marked_behind(site, frozenset({"avec", "with", "alongside", "côtés", "à", "au"}), ACTORS)


def joined(site: Site) -> list[Filler]:
    """Together with whom: "avec X", "aux côtés de X", "alongside X"."""
    return _marked_behind(site, frozenset({"avec", "with", "alongside", "côtés"}), ACTORS)


def owner(site: Site) -> list[Filler]:
    """Whose figure or thing a noun is: "de X" or a possessive, else the subject of the verb that it depends on."""
    found = complement(site)
    if found:
        return found
    if site.hit.anchor in site.piece.at:
        return named(site.anchor, site.piece, site.lang)
    return _by_verb(site)


def user(site: Site) -> list[Filler]:
    """Who does what a noun names, where "de X" is what it is done to: "son choix de X", "Y justifie le choix de X", "Y's partnership"."""
    doc = site.doc
    left = site.hit.tokens[0] - 1
    while left > site.sentence.start and left not in site.piece.at and doc[left].pos_ == "ADJ":
        left -= 1
    own = left >= site.sentence.start and (left in site.piece.at or doc[left].text in ("'s", "’s", "'", "’"))
    found = (possessor(site) if own else []) or _by_verb(site) or possessor(site)
    definite = doc[site.hit.tokens[0] - 1].text.casefold() in ("le", "the")
    return found or (of_topic(_seen_from(site, site.hit.tokens[0] - 1)) if definite and site.hit.trigger.rule.topical else [])


def giver(site: Site) -> list[Filler]:
    """Who gives a loan or a grant: "accordé par X", "de X"."""
    return led_by(site) or possessor(site)


def _by_verb(site: Site) -> list[Filler]:
    """The subject of the verb that the trigger's noun depends on."""
    here = site.anchor
    for _ in range(4):
        head = here.head
        if head.i == here.i or (here.dep_ in ("conj", "parataxis", "advcl", "ccomp") and head.pos_ not in ("NOUN", "PROPN")):
            break
        if head.pos_ in ("VERB", "AUX"):
            if head.lemma_.casefold() in cues.load(site.lang).estimate_verbs or here.dep_ in SUBJECTS:
                return []
            return _subject(site.at(head)) or _before_the_verb(site)
        if head.i in site.piece.at and here.dep_ in ("nmod", "appos") and site.piece.at[head.i].how == "name" and case_of(here) not in ("pour", "for"):
            return named(head, site.piece, site.lang)
        here = head
    found = _before_the_verb(site)
    if not found and here.i < site.anchor.i and here.pos_ == "NOUN":
        # "posted net income of 3 million for a turnover of 9 million": the figure beside it has the same owner
        first = here.i
        while first > site.sentence.start and site.doc[first - 1].dep_ == "compound" and site.doc[first - 1].head.i == here.i:
            first -= 1
        found = _before_the_verb(replace(site, hit=replace(site.hit, tokens=(first,))))
    return found


def _before_the_verb(site: Site) -> list[Filler]:
    """The name before a verb that stands right before the trigger's noun phrase, where the parse lost it: "X posted net income"."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while position > site.sentence.start and (doc[position].pos_ in ("DET", "ADJ", "NUM", "ADV", "SYM") or site.piece.value_at(position) is not None):
        position -= 1
    if doc[position].pos_ != "VERB" or doc[position].lemma_.casefold() in cues.load(site.lang).estimate_verbs:
        return []
    position -= 1
    while position > site.sentence.start and position not in site.piece.at and doc[position].pos_ in ("AUX", "ADV", "PRON", "PART"):
        position -= 1
    ref = site.piece.at.get(position)
    if ref is None or doc[position].pos_ == "DET" or is_marked(site, ref.start):
        return []
    return _fillers(ref, "near")


def _subject(site: Site) -> list[Filler]:
    """The subject of the site's verb."""
    found = right_before(site, site.anchor)
    if found:
        return found
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS:
            return named(child, site.piece, site.lang)
    return inherited(site)


def intender(site: Site) -> list[Filler]:
    """Who means to do the verb: its subject, where it is governed by a verb of intention, or stands in the future."""
    verb = site.anchor
    future = "Fut" in verb.morph.get("Tense")
    here = verb
    for _ in range(3):
        if here.head.i == here.i or here.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "obl", "obl:arg", "conj", "obj"):
            break
        here = here.head
        if here.lemma_.casefold() in cues.load(site.lang).plan_verbs | cues.load(site.lang).plan_nouns:
            future = True
    if not future or (is_finite(verb) and "Fut" not in verb.morph.get("Tense")):
        return []
    return _subject(site)


OWNERS = frozenset({"Organisation", "Person", "Product", "Programme"})


def possessor(site: Site) -> list[Filler]:
    """Whose plant or product a noun is, where the text says it outright: a possessive, "X's" before it, "de X" behind it."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while position >= site.sentence.start and position not in site.piece.at and (doc[position].pos_ in ("ADJ", "NOUN", "NUM") or doc[position].text == "-"):
        position -= 1
    if position > site.sentence.start and doc[position].text in ("'s", "’s", "'", "’"):
        position -= 1
        ref = site.piece.at.get(position)
        return _fillers(ref) if ref is not None and ref.types[0] in OWNERS else []
    left = doc[position - 1] if position > site.sentence.start and doc[position].pos_ == "DET" else doc[position]
    if left.text.casefold() in ("dont", "whose"):
        return [f for f in named(left, site.piece, site.lang) if f.type in OWNERS]
    ref = site.piece.at.get(position)
    if ref is not None and ref.how == "pronoun" and doc[position].text.casefold() in cues.load(site.lang).possessives:
        return [f for f in _fillers(ref) if f.type in OWNERS]
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 10):
        ref = site.piece.at.get(position)
        if ref is not None and ref.types[0] in OWNERS:
            marked = is_marked(site, ref.start, frozenset({"DET", "ADJ", "NOUN"}))
            if marked and doc[position - 1].text.casefold() not in ("à", "par", "by", "with", "avec", "pour", "for"):
                return named(doc[ref.root], site.piece, site.lang)
            if not marked and position > site.hit.tokens[-1] + 1 and doc[position - 1].text not in OPENING:
                return []
        if ref is None and (doc[position].pos_ in ("VERB", "AUX", "SCONJ", "PRON") or doc[position].text in (";", ":", "(", ",")):
            return []
        position = ref.end if ref is not None else position + 1
    return []


def seat(site: Site) -> list[Filler]:
    """Where a seat is said to be: the place marked by "à", "in" behind "le siège de X est …", "le siège de X à …"."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 14):
        ref = site.piece.at.get(position)
        if ref is not None and ref.types[0] == "Place" and ref.how == "name":
            left = position - 1
            while left > site.hit.anchor and doc[left].pos_ in ("DET", "ADJ", "NOUN"):
                left -= 1
            return _fillers(ref) if doc[left].text.casefold() in ("à", "en", "au", "aux", "in", "at", "near", "dans") else []
        if doc[position].text in (";", ":", "(", ","):
            return []
        position += 1
    return []


def place_of(site: Site) -> list[Filler]:
    """Where a plant or an office is: the place behind "de", "à", "in" in its noun phrase."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    limit = min(site.sentence.end, position + 10)
    while position < limit:
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name" and ref.types[0] == "Place":
            return named(doc[ref.root], site.piece, site.lang) if is_marked(site, ref.start) else []
        if ref is None and (doc[position].pos_ in ("VERB", "AUX", "SCONJ", "PRON") or doc[position].text in (";", ":", "(", ",")):
            return []
        position = ref.end if ref is not None else position + 1
    return []


def possessor_any(site: Site) -> list[Filler]:
    """As `possessor`, seen from the last word of the trigger: "hébergé dans le datacenter de X", "in X's data centre"."""
    last = site.hit.tokens[-1]
    return possessor(replace(site, hit=replace(site.hit, tokens=(last,))))


def called(site: Site) -> list[Filler]:
    """What a class noun is the class of: the name right behind it, or the one it is in apposition to: "son logiciel X", "X, le service de Y"."""
    ref = name_behind(site, site.hit.tokens[-1] + 1)
    if ref is not None and not is_marked(site, ref.start, frozenset({"DET"})):
        return named(site.doc[ref.root], site.piece, site.lang)
    start = site.hit.tokens[0] - 1
    while start > site.sentence.start and start not in site.piece.at and site.doc[start].pos_ in ("DET", "ADJ", "NUM", "NOUN"):
        start -= 1
    if site.doc[start].text in ("'s", "’s"):
        start -= 2
    if start > site.sentence.start and site.doc[start].text == ",":
        before_comma = name_before(site, start)
        return _fillers(before_comma) if before_comma is not None else []
    return []


def built_on(site: Site) -> list[Filler]:
    """The technology right behind a platform or said to be its base: "sa plateforme X", "son offre, fondée sur X"."""
    doc = site.doc
    position = site.hit.tokens[-1] + 1
    while position < min(site.sentence.end, site.hit.tokens[-1] + 9):
        ref = site.piece.at.get(position)
        if ref is not None and ref.how == "name":
            if ref.types[0] != "Technology":
                return []
            return _fillers(ref) if not is_marked(site, ref.start) or doc[position - 1].text.casefold() in ("sur", "on", "de", "d'", "d’") else []
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
        position += 1
    return []


def hosted(site: Site) -> list[Filler]:
    """What is hosted: the subject or object itself, or whose "données", "serveurs", "site" are hosted."""
    for child in site.anchor.children:
        if child.dep_ in SUBJECTS | {"obj"} and (child.dep_ == "obj") != site.passive:
            found = [f for f in named(child, site.piece, site.lang) if child.dep_ != "obj" or not is_marked(site, f.start)]
            if not found and child.lemma_.casefold() in cues.load(site.lang).hosted_things:
                found = _whose(site, child.i) or (of_topic(_seen_from(site, child.i)) if _is_definite(site, child.i) else [])
            return found
    return _subject(site) if site.passive else []


def _is_definite(site: Site, position: int) -> bool:
    """Whether a noun has a definite article right before it and no complement of its own."""
    return site.doc[position - 1].text.casefold() in ("les", "the", "le", "la", "l'", "l’") and not any(c.dep_ == "nmod" for c in site.doc[position].children)


def _seen_from(site: Site, position: int) -> Site:
    return replace(site, hit=replace(site.hit, tokens=(position,)))


def _whose(site: Site, position: int) -> list[Filler]:
    return possessor(_seen_from(site, position))


def agent_or_patient(site: Site) -> list[Filler]:
    """The subject of a verb in either voice, or the noun that its participle modifies."""
    return _subject(site)


def _two(site: Site) -> list[Filler]:
    """The two things behind "entre", "between" in the noun phrase of the trigger."""
    doc = site.doc
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end - 1, site.hit.tokens[-1] + 12)):
        if doc[position].text.casefold() in ("entre", "between"):
            first = name_behind(site, position + 1)
            if first is None:
                return []
            link = first.end
            while link < site.sentence.end and doc[link].text.casefold() not in ("et", "and"):
                if doc[link].pos_ in ("VERB", "AUX") or link - first.end > 5:
                    return []
                link += 1
            second = name_behind(site, link + 1)
            return [*_fillers(first), *_fillers(second)] if second is not None else []
        if is_finite(doc[position]) or doc[position].text in (";", ":", "("):
            return []
    return []


def first_of_two(site: Site) -> list[Filler]:
    """The first of those between whom an agreement is."""
    return _two(site)[:1]


def second_of_two(site: Site) -> list[Filler]:
    """The second of those between whom an agreement is."""
    return _two(site)[1:2]


def within(site: Site) -> list[Filler]:
    """The programme behind "dans le cadre de", "au programme", "in the": the first name behind the trigger in its noun phrase."""
    return _marked_behind(site, frozenset({"de", "du", "d'", "d’", "à", "au", "in", "under", "of", "the", "par", "pour", "for"}), frozenset({"Programme"}))


def finite_subject(site: Site) -> list[Filler]:
    """The subject that a finite verb has of its own, named itself: not one shared with another verb."""
    verb = site.anchor
    if not is_finite(verb) and not any(c.dep_.startswith("aux") for c in verb.children):
        return []
    found = right_before(site, verb)
    if found:
        return found
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.i < verb.i:
            return named(child, site.piece, site.lang)
    return []


def meant(site: Site) -> list[Filler]:
    """As `intender`, for verbs whose plain future is a forecast: "veut atteindre", not "atteindra"."""
    return [] if is_finite(site.anchor) else intender(site)


def entrusted(site: Site) -> list[Filler]:
    """To whom a thing is entrusted: "confier ses serveurs à X", not "confie à X que"."""
    if not any(c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN") and c.i > site.anchor.i for c in site.anchor.children):
        return []
    return _marked_behind(site, frozenset({"à", "au", "aux", "to"}), frozenset({"Organisation"}))


def _inverted(site: Site) -> tuple[Ref | None, list[Filler]]:
    """(what is launched, who launches it) of "X que lance Y", "X que s'apprêtent à lancer Y et Z"; (None, []) elsewhere."""
    doc = site.doc
    position = site.hit.tokens[0] - 1
    while position > site.sentence.start and position not in site.piece.at and site.hit.tokens[0] - position < 7:
        if doc[position].text.casefold() in ("que", "qu'", "qu’"):
            thing = name_before(site, position - 1 if doc[position - 1].text == "," else position)
            doer = name_behind(site, site.hit.tokens[-1] + 1)
            if thing is None or doer is None or is_marked(site, doer.start):
                return None, []
            return thing, named(doc[doer.root], site.piece, site.lang)
        if doc[position].pos_ in ("NOUN", "PROPN") or doc[position].text in (",", ";", ":"):
            break
        position -= 1
    return None, []


def inverted_agent(site: Site) -> list[Filler]:
    """Who stands behind the verb of a relative clause with "que"."""
    return _inverted(site)[1]


def inverted_patient(site: Site) -> list[Filler]:
    """What stands before such a "que"."""
    thing = _inverted(site)[0]
    return _fillers(thing) if thing is not None else []


#: What begins the names of things that stay where they are.
FIXED = frozenset({"centre", "musée", "théâtre", "université", "hôpital", "clinique", "école", "institut", "opéra", "usine", "palais", "stade", "campus", "tribunal", "cour", "hôtel", "museum", "center", "theatre",
                   "university", "hospital", "clinic", "school", "institute", "plant", "stadium", "court"})  # fmt: skip


def institution(site: Site) -> list[Filler]:
    """The name of a house right before "à", "in": "le Centre de la danse à Lyon", a data centre."""
    ref = name_before(site, site.hit.tokens[0])
    if ref is None:
        return []
    words = {site.doc[i].text.casefold() for i in (ref.start, ref.end - 1)}
    return _fillers(ref) if words & FIXED or ref.types[0] == "DataCentre" else []


#: Verbs by which a subject is something: "reste déficitaire".
STAYING = frozenset({"être", "rester", "devenir", "redevenir", "demeurer", "be", "remain", "become", "stay"})


def described(site: Site) -> list[Filler]:
    """What an adjective or a phrase says something of: "X est gratuit", "X reste dans le rouge", "X, sans rentabilité"."""
    for token in (site.doc[i] for i in site.hit.tokens):
        for child in token.children:
            if child.dep_ in SUBJECTS and child.i not in site.hit.tokens:
                return named(child, site.piece, site.lang)
    head = next((t.head for t in (site.doc[i] for i in site.hit.tokens) if t.head.i not in site.hit.tokens), None)
    plain = head is not None and (site.anchor.pos_ == "ADP" or head.lemma_.casefold() in STAYING)
    return _subject(site.at(head)) if head is not None and plain and head.pos_ in ("VERB", "AUX") else []


def priced(site: Site) -> list[Filler]:
    """What has a price: the subject of "coûter", of "être vendu"."""
    return _subject(site)


def led_by(site: Site) -> list[Filler]:
    """Who leads a round: the name behind "mené par", "led by" in the noun phrase of the trigger."""
    doc = site.doc
    for position in range(site.hit.tokens[-1] + 1, min(site.sentence.end - 1, site.hit.tokens[-1] + 14)):
        if doc[position].text.casefold() in ("par", "by", "auprès") and doc[position - 1].text.casefold() in cues.load(site.lang).led:
            ref = name_behind(site, position + 1)
            return named(doc[ref.root], site.piece, site.lang) if ref is not None else []
        if is_finite(doc[position]):
            return []
    return []


#: The functions of frames.yaml that are found here and not along arcs.
FUNCTIONS: Mapping[str, Callable[[Site], list[Filler]]] = {
    "before": before,
    "behind": behind,
    "inside": inside,
    "inside_one": inside_one,
    "noted": noted,
    "region": region,
    "town": town,
    "members": members,
    "owner": owner,
    "intender": intender,
    "described": described,
    "priced": priced,
    "led_by": led_by,
    "possessor": possessor,
    "place_of": place_of,
    "seat": seat,
    "joined": joined,
    "inverted_agent": inverted_agent,
    "inverted_patient": inverted_patient,
    "institution": institution,
    "user": user,
    "giver": giver,
    "finite_subject": finite_subject,
    "meant": meant,
    "entrusted": entrusted,
    "first_of_two": first_of_two,
    "second_of_two": second_of_two,
    "within": within,
    "possessor_any": possessor_any,
    "called": called,
    "built_on": built_on,
    "hosted": hosted,
    "agent_or_patient": agent_or_patient,
    "source": source,
    "recipient": recipient,
    "ally": ally,
}
