"""Common nouns that point back: "le groupe", "l'opérateur français", "les deux sociétés", "du capital", "the company"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import names
from kg.language.antecedents import spoken_subject, stands_for
from kg.language.cues import Cues
from kg.language.epithets import beside_name, home, named_for, origins
from kg.language.pieces import Piece, Ref
from kg.language.salience import ACTORS, ASIDE, ORGANISATIONS, SUBJECTS, Salience, Thing, business, clear, medium, named_within
from kg.language.scope import is_aside
from kg.language.spots import OF

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How much it counts to have been called so, where that does not settle it.
CALLED = 0.8
#: How much it counts against a firm of money or advice that it is one: "the company" is rather the one that it buys or counsels.
MONEYED = 2.5
#: How much it counts to be what the statement is about that the noun closes as its speaker.
SPOKEN = 2.5
#: How much a known kind of company counts for or against a noun of one kind.
THEMED = 1.5
#: Nouns that fit any company: having been called so says little.
PLAIN_NOUNS = frozenset({"groupe", "société", "entreprise", "company", "group", "firm", "business"})
#: How much it counts for a firm known to be of a noun's kind that the noun has meant it before.
AGAIN = 2.0
#: What a firm is called of which others are parts.
WHOLES = frozenset({"groupe", "group"})
#: "the companies", which nobody counts.
ANY = 99
#: Clauses with a subject of their own, in which a noun may mean the subject above: "X cuts jobs after Y bought the company".
APART = frozenset({"advcl", "conj", "parataxis", "ccomp"})
PAIRS = {"deux": 2, "two": 2, "trois": 3, "three": 3, "both": 2}


def ref(token: Token, things: Sequence[Thing], how: str) -> Ref:
    """A reference of one token to some things."""
    return Ref(token.i, token.i + 1, token.i, tuple(t[0] for t in things), tuple(t[1] for t in things), how)


def _determined(token: Token, piece: Piece, known: Cues) -> bool:
    """Whether a noun is definite or demonstrative."""
    forms = {c.text.casefold() for c in token.children if c.dep_ == "det" or c.pos_ == "DET"}
    position = token.i - 1
    while position > 0 and piece.doc[position].pos_ in ("ADJ", "NUM") and token.i - position < 3:
        position -= 1
    if not forms and position >= 0:
        forms = {piece.doc[position].text.casefold()}
    return bool(forms & (known.definites | {"both"}))


def held(token: Token, lemma: str, piece: Piece, known: Cues, salience: Salience, lang: str) -> Ref | None:
    """ "du capital", "leurs parts", "le chiffre d'affaires" without saying whose: of the company that the passage is about.

    What is held is never the sentence's own subject's ("X rachète leurs parts"), a figure may well be.
    """
    left = piece.doc[token.i - 1].text.casefold() if token.i else ""
    opening = token.is_sent_start or (token.i and token.nbor(-1).is_sent_start and token.nbor(-1).pos_ == "ADJ")
    bare = lang == "en" and lemma in known.figures and opening
    if not bare and left not in known.definites and not (left in ("leurs", "leur", "their") and lemma in known.held):
        return None
    right = [d for c in token.children if c.i > token.i and c.dep_ in ("nmod", "nmod:poss", "appos", "acl", "obl:arg") for d in c.subtree]
    if any(d.i in piece.at for d in right):
        return None
    of = piece.doc[token.i + 1].text.casefold() if token.i + 1 < len(piece.doc) else ""
    if lemma in known.held and of in ("de", "d'", "d’", "du", "des", "of", "in"):
        return None
    if (
        lemma in known.figures
        and right
        and not any(d.lemma_.casefold() in ("affaire", "affaires", "net", "exploitation") or d.like_num for d in right)
    ):
        return None
    here = {
        thing
        for t in token.sent
        if t.i in piece.at and piece.at[t.i].how == "name"
        for thing in zip(piece.at[t.i].names, piece.at[t.i].types, strict=True)
    }
    # "Les deux sociétés ont peiné. Les résultats déçoivent": theirs
    group = salience.last_group() if lemma in known.figures and "Plur" in token.morph.get("Number") else []
    group = group if all(kind == "Organisation" for _, kind in group) else []
    if group and all(salience.sentence - salience.subject.get(thing, -9) == 1 for thing in group):
        return ref(token, group, "noun")
    rows = salience.scored(ORGANISATIONS, window=150, about=1.0, near=40, acting=0.8, fit=lambda t: t not in here and business(t, lang))
    found = clear(rows, 0.3)
    return ref(token, [found] if found else group, "noun") if found or group else None


def common_noun(token: Token, lemma: str, piece: Piece, known: Cues, salience: Salience, lang: str) -> Ref | None:
    """A definite or demonstrative common noun that stands for something named before; None where it describes or stays unclear."""
    if not _determined(token, piece, known):
        return None
    children = list(token.children)
    kind = known.anaphors[lemma]
    beside = beside_name(token, kind, piece)
    if beside is not None:
        return ref(token, beside, "noun") if beside else None
    # a noun that is named or narrowed right there ("la société Brévent", "la société de conseil de Lyon") describes, it does not point back
    right = piece.doc[token.i + 1] if token.i + 1 < len(piece.doc) else None
    if right is not None and (right.i in piece.at or (right.text[:1].isupper() and not right.is_sent_start)):
        return None
    narrowing = [
        c for c in children
        if c.i > token.i
        and c.dep_ in ("nmod", "appos", "flat", "flat:name", "acl:relcl", "acl")
        and not any(t.text == "," for t in piece.doc[token.i + 1 : c.i])
        and (c.dep_ != "nmod" or not (cases := [g.text.casefold() for g in c.children if g.dep_ == "case"]) or cases[0] in OF)
    ]  # fmt: skip
    if any(d.i in piece.at and piece.at[d.i].how == "name" for c in narrowing if c.dep_ not in ("acl:relcl", "acl") for d in c.subtree):
        return None
    if token.dep_ in ("nmod", "obl:arg", "obl:mod") and token.head.lemma_.casefold() in known.one_of:
        # "X est l'une des deux sociétés": X is one whenever "les deux sociétés" are spoken of
        for other in token.head.children:
            if other.dep_ in SUBJECTS and other.i in piece.at:
                one = set(zip(piece.at[other.i].names, piece.at[other.i].types, strict=True))
                salience.paired |= one
                pair = _group(token, 2, kind, salience, lang) if {c.lemma_ for c in children} & {"deux", "two"} else None
                return pair if pair is not None and one < set(zip(pair.names, pair.types, strict=True)) else None
        return None
    if any(c.dep_ == "cop" for c in children) or (token.dep_ == "appos" and token.head.i in piece.at):
        return None
    around = {w for c in (*children, *piece.doc[max(token.i - 1, 0) : token.i]) for w in (c.text.casefold(), c.lemma_.casefold())}
    number = next((PAIRS[word] for word in sorted(around) if word in PAIRS), 0)
    if number or "Plur" in token.morph.get("Number"):
        # "les entreprises" are companies in general, "ces entreprises" and "the companies" those spoken of
        spoken = lang == "en" or bool(around & known.demonstratives)
        number = number or (ANY if spoken and not narrowing and not origins(token) else 0)
        if number < 2:
            return None
        # "les deux fournisseurs" are two firms side by side, "les deux actionnaires" or "leurs deux fournisseurs" those of somebody
        peers = number == 2 and lemma in known.peers and not narrowing
        return _group(token, number, kind, salience, lang) if lemma not in known.relational or peers else None
    if around & known.singling:
        return None
    whole = named_for(token, piece, known, salience)
    if whole is None and lemma in WHOLES and not narrowing and not origins(token) and not salience.nouns.get(lemma):
        # "X Business, la division du groupe, … le groupe": still the same
        whole = salience.whole if salience.whole not in _elsewhere(token, piece, known) else None
    if whole is not None:
        salience.whole = whole
        return ref(token, [whole], "noun")
    thing = _single(token, lemma, kind, piece, known, salience, lang, bool(narrowing))
    if thing is None and lemma in known.neutral_nouns and not narrowing and not origins(token):
        thing = _about(token, piece, known)
    if thing is not None:
        salience.again.setdefault(lemma, set()).add(thing)
    return ref(token, [thing], "noun") if thing else None


def _about(token: Token, piece: Piece, known: Cues) -> Thing | None:
    """What the document is about, for "la société" that points at nothing nearer, in a sentence that does not name it."""
    topic = piece.topic
    if topic is None or topic[1] != "Organisation" or topic in _elsewhere(token, piece, known):
        return None
    return None if any(topic[0] in piece.at[t.i].names for t in token.sent if t.i in piece.at) else topic


def _group(token: Token, number: int, kind: str, salience: Salience, lang: str) -> Ref | None:
    """ "les deux sociétés": the things of the type that were named together most and last."""
    votes: Counter[tuple[Thing, ...]] = Counter()
    joined: Counter[tuple[Thing, ...]] = Counter()
    for sentence, weight, things in salience.groups:
        fits = tuple(sorted(thing for thing in things if thing[1] == kind and (kind != "Organisation" or business(thing, lang))))
        if len(fits) == number or (number == ANY and len(fits) > 1 and kind == "Organisation" and salience.sentence - sentence <= 2):
            found = joined if weight > 1 else votes
            found[fits] += weight + (3 if salience.sentence - sentence <= 1 else 1 if salience.sentence - sentence <= 3 else 0)
    # those in one list or compared, before a subject and its object
    votes = joined or votes
    if not votes:
        return None
    # what the document is about is compared rather than its shareholders
    about = {
        things: votes[things] + 4 * sum(salience.topic(t) for t in things) / len(things) + 4 * len(set(things) & salience.paired)
        for things in votes
    }
    best, *others = sorted(about, key=lambda things: (-about[things], things))
    if others and about[best] - about[others[0]] < 1.5:
        return None
    # what the text is about comes first, as it would be named
    return ref(token, sorted(best, key=lambda t: (-round(salience.topic(t), 1), salience.last.get(t, 0.0))), "noun")


def _single(token: Token, lemma: str, kind: str, piece: Piece, known: Cues, salience: Salience, lang: str, narrowed: bool) -> Thing | None:
    """The one thing that a singular noun means: what was called so, of that origin, else what the passage is about."""
    speaks = spoken_subject(token, piece, known)
    barred = _elsewhere(token, piece, known) - {speaks}
    called = salience.nouns.get(lemma, Counter())
    best = [thing for thing, _ in called.most_common(2) if thing not in barred]
    town = home(token, piece)
    places = [*origins(token), *([town] if town else [])]
    from_there = {thing for place in places for thing in salience.origins.get(place, ())}
    of_type = [thing for thing in from_there if thing[1] == kind and thing not in barred]
    if len(of_type) == 1:
        return of_type[0]
    if best and (len(best) == 1 or called[best[0]] > called[best[1]]) and (lemma not in PLAIN_NOUNS or salience.topic(best[0]) > 2):
        return best[0]
    if lemma in known.relational or (kind == "Person" and lemma not in known.neutral_persons):
        return None
    if lemma in known.media_nouns:
        rows = salience.scored(frozenset({kind}), window=90, about=1.0, near=40, acting=0.5, fit=lambda t: t not in barred and medium(t))
        return clear(rows, 0.2) if rows else salience.source(medium)

    foreign = salience.foreign(origins(token)) | (salience.elsewhere(town) if town else set())

    def fit(thing: Thing) -> bool:
        if lemma in known.strict and thing not in best and not salience.spoken(thing) & known.strict[lemma]:
            return False
        return thing not in barred and thing not in foreign and (kind != "Organisation" or lemma in known.neutral or business(thing, lang))

    acting = 2.0 if token.dep_ in SUBJECTS else 1.2
    # "the Leeds company" is rather the one just spoken of, "the company" the one that the text is about
    about = 0.4 if town else 0.8
    rows = salience.scored(frozenset({kind}), window=150, about=about, near=40, acting=acting, aside=ASIDE if town else 0.0, fit=fit)
    theme = known.themed.get(lemma, "")
    money = lemma not in known.strict and kind == "Organisation"
    again = {thing for thing in salience.again.get(lemma, ()) if _themed(thing, theme) > 0 and thing not in barred}
    rows = [
        (
            score
            + CALLED * (thing in best)
            + SPOKEN * (thing == speaks and not again)
            + _themed(thing, theme)
            + AGAIN * (thing in again)
            - (MONEYED if money and thing not in best and salience.spoken(thing) & known.financiers else 0.0),
            thing,
        )
        for score, thing in rows
    ]
    rows.sort(key=lambda row: (-row[0], row[1]))
    if kind not in ACTORS:
        rows = [row for row in rows if salience.clock - salience.last[row[1]] < 60]
    # a described noun ("la société de conseil") points back only at what the passage is clearly about
    sure = bool(rows) and salience.topic(rows[0][1]) > 2.5 and not narrowed and (len(rows) < 2 or salience.topic(rows[1][1]) < 2.0)
    thing = clear(rows, 0.3 if sure or not (narrowed or places) else 0.8)
    if town and thing is not None:
        salience.origins.setdefault(town, Counter())[thing] += 1
    return thing


def _themed(thing: Thing, theme: str) -> float:
    """What is known of a company for or against a noun of its kind: "l'opérateur" is one of telecoms, not a bank."""
    entry = names.gazetteer().lookup(*thing) if theme else None
    if entry is None or not entry.theme:
        return 0.0
    return THEMED if entry.theme.startswith(theme) else -THEMED


def _elsewhere(token: Token, piece: Piece, known: Cues) -> set[Thing]:
    """Things that a noun cannot mean: named in the same clause in another role, or the subject of a verb above."""
    found: set[Thing] = set()
    belongings = known.held | known.figures
    for other in token.head.children:
        if other.i != token.i and other.i in piece.at and piece.at[other.i].how == "name" and other.dep_ != "conj":
            found |= set(zip(piece.at[other.i].names, piece.at[other.i].types, strict=True))
    if token.dep_ in SUBJECTS:
        found |= named_within(token.head, piece, token.i)
    else:
        below, part = token, False
        for head in token.ancestors:
            above = stands_for(head, piece) if below.dep_ in ("acl", "acl:relcl") else []
            if above:
                # "X was sold by Y, which had owned the company": Y is not the company, X may be
                return found | set(above)
            # "X buys Y through Z, the group's unit"
            part = part or (below.dep_ == "appos" and below.lemma_.casefold() in known.corporate | known.parts)
            if (is_aside(below) and not part) or (below.dep_ in APART and any(c.dep_ in SUBJECTS for c in below.children)):
                return found
            below = head
            for child in head.children:
                if child.dep_ in SUBJECTS and child.i in piece.at and child.lemma_.casefold() not in belongings:
                    found |= set(zip(piece.at[child.i].names, piece.at[child.i].types, strict=True))
    return found
