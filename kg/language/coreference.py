"""Coreference for the press: pronouns, possessives and "la société", "the company" to the thing meant, or left open when unclear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import names
from kg.language import cues
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
#: Types that a neuter pronoun or "la société" may stand for.
ORGANISATIONS = frozenset({"Organisation"})
PAIRS = {"deux": 2, "two": 2, "trois": 3, "three": 3, "both": 2}


@dataclass(slots=True)
class Salience:
    """What has been spoken of so far: when each thing was last named, as what, and under which common nouns."""

    last: dict[tuple[str, str], float] = field(default_factory=dict)
    subject: dict[tuple[str, str], int] = field(default_factory=dict)
    count: Counter[tuple[str, str]] = field(default_factory=Counter)
    nouns: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    title: set[tuple[str, str]] = field(default_factory=set)
    gender: dict[tuple[str, str], str] = field(default_factory=dict)

    def note(self, ref: Ref, clock: float, subject: bool, sentence: int) -> None:
        """A reference was read at `clock` (tokens so far)."""
        for thing in zip(ref.names, ref.types, strict=True):
            self.last[thing] = clock
            self.count[thing] += 1
            if subject:
                self.subject[thing] = sentence


def resolve(pieces: Sequence[Piece], lang: str) -> None:
    """Add references for the pronouns and common nouns of a document that point at something named before."""
    known = cues.load(lang)
    salience = Salience()
    clock, sentence_number = 0.0, 0
    for piece in pieces:
        for sentence in piece.doc.sents:
            sentence_number += 1
            _describe(sentence, piece, known, salience)
            for token in sentence:
                clock += 1
                ref = piece.at.get(token.i)
                if ref is not None:
                    if token.i == ref.start:
                        salience.note(ref, clock, piece.doc[ref.root].dep_ in SUBJECTS, sentence_number)
                        if piece.kind == "title":
                            salience.title.update(zip(ref.names, ref.types, strict=True))
                    continue
                found = _pointed(token, piece, known, salience, sentence_number, sentence)
                if found is not None:
                    piece.add(found)
                    salience.note(found, clock, token.dep_ in SUBJECTS, sentence_number)


def _describe(sentence: Span, piece: Piece, known: Cues, salience: Salience) -> None:
    """Remember common nouns used of a named thing: "l'opérateur Talmont" lets a later "l'opérateur" mean Talmont."""
    for token in sentence:
        if token.lemma_.casefold() not in known.anaphors or token.i in piece.at:
            continue
        things: list[Ref] = []
        for child in token.children:
            if child.dep_ in ("appos", "flat", "flat:name", "nmod") and child.i in piece.at and not any(c.dep_ == "case" for c in child.children):
                things.append(piece.at[child.i])
        if token.i + 1 < len(piece.doc) and token.i + 1 in piece.at:
            things.append(piece.at[token.i + 1])
        if token.dep_ == "appos" and token.head.i in piece.at:
            things.append(piece.at[token.head.i])
        if token.head.i == token.i or any(c.dep_ == "cop" for c in token.children):
            things.extend(piece.at[c.i] for c in token.children if c.dep_ == "nsubj" and c.i in piece.at)
        for ref in things[:1]:
            for thing in zip(ref.names, ref.types, strict=True):
                if thing[1] == known.anaphors[token.lemma_.casefold()]:
                    salience.nouns.setdefault(token.lemma_.casefold(), Counter())[thing] += 1


def _pointed(token: Token, piece: Piece, known: Cues, salience: Salience, now: int, sentence: Span) -> Ref | None:
    """What an unnamed token points at, as a reference; None when it points nowhere or it is unclear where."""
    form, lemma = token.text.casefold(), token.lemma_.casefold()
    if form in known.possessives and token.pos_ in ("DET", "PRON"):
        thing = _possessor(token, piece, salience, now, sentence)
        return _ref(token, [thing], "pronoun") if thing else None
    if token.pos_ == "PRON" and form.lstrip("-") in known.personal:
        feats = known.personal[form.lstrip("-")]
        if _impersonal(token):
            return None
        if "plural" in feats:
            return None
        return _personal(token, feats, salience, now)
    if token.pos_ == "PRON" and form in known.adverbial and form == "en":
        thing = _topic(salience, now, ORGANISATIONS)
        return _ref(token, [thing], "pronoun") if thing else None
    if token.pos_ == "NOUN" and (lemma in known.held or (lemma in known.figures and token.i + 1 < len(piece.doc))):
        return _held(token, lemma, piece, known, salience, now)
    if token.pos_ in ("NOUN", "PROPN") and lemma in known.anaphors:
        return _noun(token, lemma, piece, known, salience, now)
    return None


def _ref(token: Token, things: Sequence[tuple[str, str]], how: str) -> Ref:
    return Ref(token.i, token.i + 1, token.i, tuple(t[0] for t in things), tuple(t[1] for t in things), how)


def _speaks(name: str) -> bool:
    """Whether a name is known as a medium or a public body: it is quoted in company news, "la société" seldom means it."""
    entry = names.gazetteer().lookup(name, "Organisation")
    return entry is not None and entry.medium


def _impersonal(token: Token) -> bool:
    """"il s'agit", "il faut", "it is said": a pronoun that stands for nothing."""
    if token.dep_ in ("expl", "expl:subj", "expl:pass"):
        return True
    head = token.head
    return head.lemma_.casefold() in {"falloir", "agir", "sembler", "paraître", "seem", "appear", "rain", "pleuvoir"} or any(
        child.dep_ in ("csubj", "expl:subj") for child in head.children
    )


def _recent(salience: Salience, now: int, types: frozenset[str], window: int) -> list[tuple[float, tuple[str, str]]]:
    """Things of the given types with a score, best first: the last subject before the last named, the topic above both when tied."""
    scored = []
    top = max(salience.last.values(), default=0.0)
    for thing, last in salience.last.items():
        if thing[1] not in types:
            continue
        distance = top - last
        if distance > window:
            continue
        subject_age = now - salience.subject.get(thing, -99)
        score = -distance / 20
        score += 2.5 if subject_age == 1 else 1.5 if subject_age == 0 else 0.8 if subject_age == 2 else 0.0
        score += 1.0 if thing in salience.title else 0.0
        score += min(salience.count[thing], 6) * 0.25
        scored.append((score, thing))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))


def _clear(scored: list[tuple[float, tuple[str, str]]], margin: float) -> tuple[str, str] | None:
    if not scored:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < margin:
        return None
    return scored[0][1]


def _topic(salience: Salience, now: int, types: frozenset[str]) -> tuple[str, str] | None:
    """The thing that the passage is about: named in the title or most often, and not long ago."""
    return _clear(_recent(salience, now, types, 150), 0.0)


def _personal(token: Token, feats: str, salience: Salience, now: int) -> Ref | None:
    if feats.startswith("neuter"):
        types = frozenset({"Organisation", "Product", "Programme"})
    elif feats.startswith(("masculine", "feminine")) and token.lang_ == "en":
        types = frozenset({"Person"})
    else:
        types = frozenset({"Person", "Organisation"})
    scored = _recent(salience, now, types, 60)
    if token.lang_ == "fr":
        # a person who was just the subject wins over a company; a company is as often "il" (le groupe) as "elle" (la société)
        scored = [(score + (0.6 if thing[1] == "Person" else 0.0), thing) for score, thing in scored]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
    thing = _clear(scored, 0.15)
    return _ref(token, [thing], "pronoun") if thing else None


def _possessor(token: Token, piece: Piece, salience: Salience, now: int, sentence: Span) -> tuple[str, str] | None:
    """The owner meant by son/sa/its: the subject of this sentence if it stands before, else the topic."""
    types = frozenset({"Person", "Organisation"}) if token.text.casefold() not in ("his", "her") else frozenset({"Person"})
    if token.text.casefold() == "its":
        types = ORGANISATIONS
    for before in reversed(list(sentence)):
        if before.i < token.i and before.i in piece.at and before.dep_ in SUBJECTS and before.i == piece.at[before.i].root:
            ref = piece.at[before.i]
            if len(ref.names) == 1 and ref.types[0] in types:
                return ref.names[0], ref.types[0]
    near = [piece.at[t.i] for t in sentence if t.i < token.i and t.i in piece.at and set(piece.at[t.i].types) <= types]
    if near and len({ref.names for ref in near}) == 1 and len(near[0].names) == 1:
        return near[0].names[0], near[0].types[0]
    return _clear(_recent(salience, now, types, 80), 0.2)


def _held(token: Token, lemma: str, piece: Piece, known: Cues, salience: Salience, now: int) -> Ref | None:
    """"du capital", "leurs parts", "le chiffre d'affaires" without saying whose: of the company that the passage is about.

    What is held is never the sentence's own subject's ("X rachète leurs parts"), a figure may well be.
    """
    left = piece.doc[token.i - 1].text.casefold() if token.i else ""
    plural_owner = left in ("leurs", "leur", "their")
    if left not in known.definites and not (plural_owner and lemma in known.held):
        return None
    right = [d for c in token.children if c.i > token.i and c.dep_ in ("nmod", "nmod:poss", "appos", "acl", "obl:arg") for d in c.subtree]
    if any(d.i in piece.at for d in right):
        return None
    if lemma in known.figures and right and not any(d.lemma_.casefold() in ("affaire", "affaires", "net", "exploitation") or d.like_num for d in right):
        return None
    here = {thing for t in token.sent if t.i in piece.at and piece.at[t.i].how == "name" for thing in zip(piece.at[t.i].names, piece.at[t.i].types, strict=True)}
    scored = [(score, thing) for score, thing in _recent(salience, now, ORGANISATIONS, 150) if thing not in here and not _speaks(thing[0])]
    thing = _clear(scored, 0.0)
    return _ref(token, [thing], "noun") if thing else None


def _noun(token: Token, lemma: str, piece: Piece, known: Cues, salience: Salience, now: int) -> Ref | None:
    """A definite or demonstrative common noun; "les deux sociétés" points at the two last named."""
    children = list(token.children)
    determiner = next((c for c in children if c.dep_ == "det" or c.pos_ == "DET"), None)
    if determiner is None and token.i and piece.doc[token.i - 1].text.casefold() in known.definites | known.possessives:
        determiner = piece.doc[token.i - 1]
    if determiner is None or determiner.text.casefold() not in known.definites:
        return None
    # a noun that is named or narrowed right there ("la société Brévent", "la société de conseil de Lyon") describes, it does not point back
    right = piece.doc[token.i + 1] if token.i + 1 < len(piece.doc) else None
    if right is not None and (right.i in piece.at or (right.text[:1].isupper() and not right.is_sent_start)):
        return None
    narrowing = [c for c in children if c.i > token.i and c.dep_ in ("nmod", "appos", "flat", "flat:name", "acl:relcl", "acl")]
    if any(d.i in piece.at and piece.at[d.i].how == "name" for c in narrowing if c.dep_ not in ("acl:relcl", "acl") for d in c.subtree):
        return None
    described_only = bool(narrowing)
    if token.dep_ in ("nmod", "obl:arg", "obl:mod") and token.head.lemma_.casefold() in known.one_of:
        return None
    kind = known.anaphors[lemma]
    number = next((PAIRS[c.text.casefold()] for c in children if c.text.casefold() in PAIRS), 0)
    plural = "Plur" in token.morph.get("Number") or bool(number)
    described = salience.nouns.get(lemma)
    if plural:
        if number < 2:
            return None
        likely = [thing for _, thing in _recent(salience, now, frozenset({kind}), 400) if not _speaks(thing[0])][:number]
        return _ref(token, likely, "noun") if len(likely) == number else None
    if described:
        best = described.most_common(2)
        if len(best) == 1 or best[0][1] > best[1][1]:
            return _ref(token, [best[0][0]], "noun")
    # things that stand in the same clause in another role cannot be meant
    siblings = {
        thing
        for other in token.head.children
        if other.i != token.i
        for d in [other]
        if d.i in piece.at and piece.at[d.i].how == "name"
        for thing in zip(piece.at[d.i].names, piece.at[d.i].types, strict=True)
    }
    if token.dep_ not in SUBJECTS:
        siblings |= _subjects_above(token, piece)
    scored = [(score, thing) for score, thing in _recent(salience, now, frozenset({kind}), 120) if thing not in siblings and not _speaks(thing[0])]
    # a described noun ("la société de conseil") points back only at what the passage is about
    thing = _clear(scored, 0.6 if described_only else 0.2)
    return _ref(token, [thing], "noun") if thing else None


def _subjects_above(token: Token, piece: Piece) -> set[tuple[str, str]]:
    """The named subjects of the verbs that govern a token: what a company does, it does not do to itself."""
    found: set[tuple[str, str]] = set()
    for head in token.ancestors:
        for child in head.children:
            if child.dep_ in SUBJECTS and child.i in piece.at:
                found |= set(zip(piece.at[child.i].names, piece.at[child.i].types, strict=True))
    return found
