"""What a text has spoken of so far, and how present each thing is to the reader: the ground on which anaphors are resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import names
from kg.language.cues import Cues
from kg.language.pieces import Piece, Ref, is_finite
from kg.language.spots import phrases

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Thing = tuple[str, str]
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
ORGANISATIONS = frozenset({"Organisation"})
ACTORS = frozenset({"Person", "Organisation"})
#: What a thing loses that was last named in a phrase with a preposition.
ASIDE = 0.5
#: How much it counts for a pronoun or possessive that the document is about a thing: more in French, where all share "il".
TOPICAL = {"en": 0.3, "fr": 0.7}
#: From where on a document is about a thing.
ABOUT = 2.5
#: Verbs before their subject: "Then comes X".
COMING = frozenset({"come", "follow", "venir", "suivre"})
NAMING = frozenset({"flat", "flat:name", "appos", "nmod", "compound"})


@dataclass(slots=True)
class Salience:
    """Things by (name, type): when each was last named (in tokens), in which sentence it was last a subject, under which nouns and origins
    it goes; the groups that were named together; how often each is named in the whole document. `whole` is the group of which the text
    has called a firm a part ("X Business, la division professionnelle du groupe"), `again` whom a noun has meant before."""

    total: Counter[Thing] = field(default_factory=Counter)
    most: dict[str, int] = field(default_factory=dict)
    title: set[Thing] = field(default_factory=set)
    last: dict[Thing, float] = field(default_factory=dict)
    aside: set[Thing] = field(default_factory=set)
    subject: dict[Thing, int] = field(default_factory=dict)
    nouns: dict[str, Counter[Thing]] = field(default_factory=dict)
    origins: dict[str, Counter[Thing]] = field(default_factory=dict)
    groups: list[tuple[int, int, tuple[Thing, ...]]] = field(default_factory=list)
    paired: set[Thing] = field(default_factory=set)
    order: list[tuple[Thing, ...]] = field(default_factory=list)
    gender: dict[Thing, str] = field(default_factory=dict)
    beside: dict[Thing, set[str]] = field(default_factory=dict)
    whole: Thing | None = None
    again: dict[str, set[Thing]] = field(default_factory=dict)
    stranger: int = -9
    matter: Token | None = None
    sources: list[tuple[float, Thing]] = field(default_factory=list)
    speaker: tuple[Thing | None, int] = (None, -9)
    clock: float = 0.0
    sentence: int = 0

    def note(self, ref: Ref, subject: bool, *, aside: bool = False) -> None:
        """A reference was read; `aside`: in a phrase with a preposition."""
        things = tuple(zip(ref.names, ref.types, strict=True))
        self.aside = self.aside | set(things) if aside else self.aside - set(things)
        for thing in things:
            self.last[thing] = self.clock
            if subject:
                self.subject[thing] = self.sentence
        if ref.how == "name":
            self.order.append(things)

    def group(self, weight: int, things: tuple[Thing, ...]) -> None:
        """Things were named together: in a list (2) or one compared with the other (3)."""
        self.groups.append((self.sentence, weight, things))

    def last_group(self) -> list[Thing]:
        """The actors last named together, in this sentence or the one before; "ils", "les deux sociétés"."""
        for number, weight, things in reversed(self.groups):
            if weight > 1 and self.sentence - number <= 1 and things[0][1] in ACTORS:
                return list(things)
        return []

    def source(self, fit: Callable[[Thing], bool]) -> Thing | None:
        """The last thing that a text cited not long ago."""
        return next((thing for when, thing in reversed(self.sources[-2:]) if self.clock - when < 90 and fit(thing)), None)

    def firm(self, thing: Thing, lang: str) -> bool:
        """Whether "la société", "its" may mean a thing: a company, or a medium that the document is about."""
        return business(thing, lang) or (medium(thing) and self.topic(thing) >= ABOUT)

    def spoken(self, thing: Thing) -> set[str]:
        """The words of a name and those that stood beside it: "the buyout firm Brevent Partners"."""
        return self.beside.get(thing, set()) | {word for word in thing[0].casefold().replace("-", " ").split() if len(word) > 1}

    def foreign(self, origins: set[str]) -> set[Thing]:
        """The things that go under other origins than these: "le géant allemand" is no French one."""
        from_there = {thing for origin in origins for thing in self.origins.get(origin, ())}
        others = {thing for origin, things in self.origins.items() if origin in names.demonyms() for thing in things}
        return others - from_there if origins else set()

    def elsewhere(self, town: str) -> set[Thing]:
        """The things that are known to be of other towns than this one."""
        homes = {place: things for place, things in self.origins.items() if place not in names.demonyms() and not _wide(place)}
        return {thing for place, things in homes.items() if place != town for thing in things} - set(homes.get(town, ()))

    def may_be(self, thing: Thing, feats: str) -> bool:
        """Whether a pronoun of these features ("feminine singular") may mean a thing: not a man by "she", nor a woman by "he"."""
        other = {"Masc": "feminine", "Fem": "masculine"}.get(self.gender.get(thing, ""))
        return other is None or not feats.startswith(other)

    def topic(self, thing: Thing) -> float:
        """How much the document is about a thing, 0 to 4: named in the title, and how often among its type."""
        return (2.0 if thing in self.title else 0.0) + 2.0 * self.total[thing] / self.most.get(thing[1], 1)

    def scored(
        self,
        types: frozenset[str],
        *,
        window: float,
        about: float,
        near: float,
        acting: float,
        aside: float = 0.0,
        fit: Callable[[Thing], bool] = lambda thing: True,
    ) -> list[tuple[float, Thing]]:
        """The things of some types within `window` tokens, best first: topic by `about`, nearness by `near`, subjects by `acting`,
        less `aside` for what was last named behind a preposition."""
        rows = []
        for thing, last in self.last.items():
            distance = self.clock - last
            topic = self.topic(thing)
            if thing[1] not in types or (distance > window and topic < 3.0) or not fit(thing):
                continue
            age = self.sentence - self.subject.get(thing, -9)
            score = (
                about * topic
                - min(distance / near, 3.0)
                - (aside if thing in self.aside else 0.0)
                + (acting if age <= 1 else acting / 3 if age == 2 else 0.0)
            )
            rows.append((score, thing))
        return sorted(rows, key=lambda row: (-row[0], row[1]))


def _wide(place: str) -> bool:
    """Whether a place is a country or the like, which is no other home than a town in it."""
    entry = names.gazetteer().lookup(place, "Place")
    return entry is not None and entry.wide


def clear(rows: Sequence[tuple[float, Thing]], margin: float) -> Thing | None:
    """The best thing where it leads by a margin."""
    if not rows or (len(rows) > 1 and rows[0][0] - rows[1][0] < margin):
        return None
    return rows[0][1]


def prepare(pieces: Sequence[Piece], gender: dict[Thing, str]) -> Salience:
    """Salience before the first word: what the title names, how often each thing is named, and the gender of persons."""
    salience = Salience(gender=gender)
    for piece in pieces:
        for ref in piece.refs:
            for thing in zip(ref.names, ref.types, strict=True):
                salience.total[thing] += 1
                if piece.kind == "title":
                    salience.title.add(thing)
    for (_, kind), times in salience.total.items():
        salience.most[kind] = max(times, salience.most.get(kind, 1))
    return salience


def head_of(ref: Ref, piece: Piece) -> Token:
    """The noun that a name belongs to: itself, or the title or common noun in front ("M. Louvel", "le groupe X", "le fondateur X")."""
    token = piece.doc[ref.root]
    for _ in range(3):
        if token.dep_ not in NAMING or token.head.i >= token.i or (token.head.i in piece.at and piece.at[token.head.i] is not ref):
            break
        if any(c.dep_ == "case" or (c.pos_ == "ADP" and c.i < token.i) for c in token.children):
            break
        token = token.head
    return token


def leads(ref: Ref, piece: Piece) -> bool:
    """Whether a name stands before a finite verb, with no more than an aside between and no preposition in front: "X, of Dallas, said"."""
    doc, position = piece.doc, ref.end
    if ref.how != "name" or (ref.start and doc[ref.start - 1].pos_ in ("ADP", "CCONJ", "VERB", "AUX", "SCONJ")):
        return False
    if ref.start > 1 and doc[ref.start - 1].pos_ in ("DET", "ADJ", "NOUN") and doc[ref.start - 2].pos_ in ("ADP", "VERB", "AUX"):
        return False
    if position < len(doc) and doc[position].text == ",":
        position += 1
        while position < min(len(doc) - 1, ref.end + 14) and doc[position].text != "," and not is_finite(doc[position]):
            position += 1
        if position >= len(doc) or doc[position].text != ",":
            return False
        position += 1
    return position < len(doc) and is_finite(doc[position]) and doc[position].sent == doc[ref.start].sent


def focused(token: Token, piece: Piece) -> bool:
    """Whether a name is what a nameless subject is said to be: "the buyer is X", "one of those parties is thought to be X"."""
    copula = any(c.dep_ == "cop" and c.i < token.i for c in token.children)
    return copula and not any(c.dep_ in SUBJECTS and c.i in piece.at for c in (*token.children, *token.head.children))


def is_subject(ref: Ref, piece: Piece) -> bool:
    """Whether a name is a subject, as a member of a list too, or begins its sentence without a preposition."""
    token = head_of(ref, piece)
    if token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    comes = token.i > token.head.i and token.dep_ in ("obj", "xcomp", "obl:unmarked") and token.head.lemma_ in COMING
    if token.dep_ in SUBJECTS or comes or leads(ref, piece) or focused(token, piece):
        return True
    start = token.sent.start
    before = [t for t in piece.doc[start : ref.start] if not t.is_punct]
    opens = all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN") for t in before) and len(before) <= 4
    return (
        opens and token.dep_ not in ("obl", "nmod", "obj") and any(t.pos_ in ("VERB", "AUX") for t in piece.doc[ref.end : token.sent.end])
    )


def cited(token: Token, piece: Piece, known: Cues) -> bool:
    """Whether a name is but a source: "selon le quotidien X", "according to the newspaper X"."""
    ref = piece.at.get(token.i)
    position = (ref.start if ref is not None else token.i) - 1
    words: list[str] = []
    while position >= token.sent.start and len(words) < 6 and piece.doc[position].pos_ not in ("VERB", "AUX", "PUNCT"):
        words.append(piece.doc[position].text.casefold())
        position -= 1
    if position >= token.sent.start:
        words.append(piece.doc[position].text.casefold())
    before = f" {' '.join(reversed(words))} "
    return any(f" {cue} " in before for cue in known.attribution)


def named_within(token: Token, piece: Piece, after: int) -> set[Thing]:
    """The things named in the subtree of a token, behind token `after`."""
    return {
        thing for t in token.subtree if t.i > after and t.i in piece.at and piece.at[t.i].how == "name"
        for thing in zip(piece.at[t.i].names, piece.at[t.i].types, strict=True)
    }  # fmt: skip


def unnamed_person(sentence: Span, piece: Piece, lang: str) -> bool:
    """Whether a person without a name acts in a sentence ("une porte-parole a précisé"): a pronoun may mean that one."""
    heads = phrases("heads", lang)
    for token in sentence:
        if token.dep_ in SUBJECTS and token.i not in piece.at and token.pos_ == "NOUN":  # noqa: SIM102
            if any(kind == "Person" for _, kind in heads.get(token.lemma_.casefold(), ())) and not any(
                d.i in piece.at for d in token.subtree if d.dep_ in NAMING
            ):
                return True
    return False


def unnamed_matter(sentence: Span, piece: Piece) -> Token | None:
    """The subject of a sentence that is neither named nor points at a name: "la transaction", "the deal"; a pronoun may mean that one."""
    for token in sentence.root.children:
        if token.dep_ in SUBJECTS and token.pos_ == "NOUN" and token.i not in piece.at and "Plur" not in token.morph.get("Number"):
            return None if any(d.i in piece.at for d in token.children if d.dep_ in NAMING and d.dep_ != "nmod") else token
    return None


def business(thing: Thing, lang: str) -> bool:
    """Whether "la société" may mean a thing: no medium, court, ministry, party."""
    entry = names.gazetteer().lookup(thing[0], thing[1])
    if entry is not None and (entry.medium or entry.public):
        return False
    return thing[0].split()[0].casefold() not in phrases("bodies", lang)


def medium(thing: Thing) -> bool:
    """Whether a thing is known as a medium."""
    entry = names.gazetteer().lookup(thing[0], thing[1])
    return entry is not None and entry.medium
