"""Sentences parsed by hand, so that tests of the engine need no pipeline and stay true when pipelines are trained anew.

A word is written form/lemma/CLASS/label/head[/verb form], lemma "_" when it is the form, head the number of its governor counted from 1
within its sentence (0: the root); " || " parts sentences. Verb forms: Fin, Part (past participle), Pres (present participle), Inf.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg import ontology
from kg.language import matches
from kg.language.fillers import Filler
from kg.language.pieces import Piece, Ref, root_of, token_span
from kg.language.roles import Roles
from kg.language.site import Site
from kg.language.triggers import Hit
from kg.language.triggers import find as find_triggers
from kg.language.values import find_values
from kg.rules import Rules, Trigger, load_from

MORPH = {
    "Fin": "VerbForm=Fin",
    "Part": "Tense=Past|VerbForm=Part",
    "Pres": "Tense=Pres|VerbForm=Part",
    "Inf": "VerbForm=Inf",
}

#: The names that the sentences speak of, with their types.
NAMES = {
    "Talmont": "Organisation",
    "Brévent": "Organisation",
    "Brevent": "Organisation",
    "Corvaux": "Organisation",
    "Sélune": "Programme",
    "Lyon": "Place",
    "Paul Marchand": "Person",
    "Anne Dubreuil": "Person",
}

#: A few rules of the tests' own over the shipped frames.
RULES = """
- {id: buy, relation: acquisition, fr: {verb: [racheter, mettre main sur], noun: [rachat]},
   en: {verb: [acquire, take over], noun: [takeover]}, verb: {subject: agent, object: patient}, noun: {subject: agent, object: patient},
   subject_type: [Organisation, Person], object_type: [Organisation], value: [Amount]}
- {id: property, relation: acquisition, fr: {verb: [devenir propriété]}, verb: {subject: from, object: agent}}
- {id: owned, relation: subsidiary, fr: {role: [propriété, filiale]}, en: {role: [subsidiary]},
   role: {subject: bearer, object: complement}, subject_type: [Organisation], object_type: [Organisation]}
- {id: hold, relation: shareholding, fr: {verb: [détenir, posséder]}, en: {verb: [own]}, verb: {subject: agent, object: patient},
   value: [Percent], needs: [subject, object, value]}
- {id: holder, relation: shareholding, fr: {role: [actionnaire]}, en: {role: [shareholder]},
   role: {subject: bearer, object: complement}, value: [Percent]}
- {id: found, relation: founded, fr: {verb: [fonder]}, en: {verb: [found]}, verb: {subject: agent, object: patient}, near: false}
- {id: born, relation: part_of_programme, fr: {verb: [naître]}, verb: {subject: patient, object: from}, near: false}
- {id: lead, relation: leadership, fr: {role: [président, directeur général, directeur]}, en: {role: [chairman]},
   role: {subject: bearer, object: complement}, subject_type: [Person], value: [phrase], topical: true}
- {id: replace, relation: successor, fr: {verb: [remplacer]}, verb: {subject: agent, object: patient}, subject_type: [Person]}
- {id: merge, relation: merger, fr: {noun: [fusion]}, en: {verb: [merge]}, verb: {subject: agent, object: with},
   noun: {subject: between, object: between}}
- {id: seller.of_shares, relation: seller}
- {id: sales, relation: revenue, fr: {measure: [chiffre affaires]}, en: {measure: [revenue]}, measure: {subject: figure_of}, topical: true,
   value: [Amount], needs: [subject, value]}
- {id: loss, relation: net_income, fr: {measure: [perte]}, en: {measure: [loss]}, measure: {subject: figure_of}, negative: true,
   value: [Amount], needs: [subject, value]}
- {id: staff, relation: headcount, fr: {measure: [salarié]}, en: {measure: [employee]}, measure: {subject: has_count}, value: [Count],
   unit: [employees], needs: [subject, value]}
- {id: workforce, relation: headcount, en: {measure: [workforce]}, measure: {subject: figure_of}, value: [Count], unit: [employees],
   bare: employees, needs: [subject, value]}
- {id: raise, relation: funding, fr: {verb: [lever]}, en: {verb: [raise]}, verb: {subject: source, object: agent}, value: [Amount]}
- {id: grant, relation: funding, fr: {verb: [verser]}, en: {verb: [award]}, verb: {subject: agent, object: recipient}, value: [Amount]}
- {id: target.aim, relation: target}
"""


@cache
def own_rules() -> Rules:
    """The rules above, checked against the shipped ontology and frames."""
    declared = ontology.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules").mkdir()
        (folder / "rules" / "own.yaml").write_text(RULES, encoding="utf-8")
        (folder / "frames.yaml").write_bytes((ontology.folder() / "frames.yaml").read_bytes())
        return load_from(folder, declared.relations, frozenset(declared.types))


@cache
def vocabulary(lang: str) -> spacy.vocab.Vocab:
    """One vocabulary per language, so that tokens know their language."""
    return spacy.blank(lang).vocab


def parsed(lang: str, text: str) -> Doc:
    """The document that `text` writes down (see the top of this file)."""
    cells: list[list[str]] = []
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in text.split("||"):
        offset = len(cells)
        for cell in sentence.split():
            parts = cell.split("/")
            assert len(parts) in (5, 6), cell
            starts.append(len(cells) == offset)
            head = int(parts[4])
            heads.append(offset + head - 1 if head else len(cells))
            cells.append(parts)
    words = [cell[0] for cell in cells]
    spaces = [
        not word.endswith(("'", "(")) and (k + 1 == len(words) or words[k + 1] not in (",", ".", ")", "'s")) for k, word in enumerate(words)
    ]
    doc = Doc(
        vocabulary(lang),
        words=words,
        spaces=spaces,
        lemmas=[cell[0] if cell[1] == "_" else cell[1] for cell in cells],
        pos=[cell[2] for cell in cells],
        deps=[cell[3] for cell in cells],
        heads=heads,
        morphs=[MORPH[cell[5]] if len(cell) > 5 else "" for cell in cells],
    )
    assert [token.is_sent_start for token in doc] == starts, "a sentence whose words do not hang together"
    return doc


def piece_of(
    lang: str,
    text: str,
    names: Mapping[str, str],
    *,
    nouns: Mapping[str, tuple[str, str]] | None = None,
    pronouns: Mapping[str, tuple[str, str]] | None = None,
    topic: tuple[str, str] | None = None,
    weak: frozenset[str] = frozenset(),
    kind: str = "body",
) -> Piece:
    """A piece with its values, the `names` (name → type) wherever they stand, and words that stand for a (name, type)."""
    doc = parsed(lang, text)
    piece = Piece(doc, 0, kind, topic=topic, weak=weak)
    for value in find_values(doc.text, lang):
        span = token_span(doc, value.start, value.end)
        assert span is not None
        piece.values.append((*span, value))
    found: list[tuple[int, int, str, str, str]] = []
    for how, words in (("noun", nouns or {}), ("pronoun", pronouns or {})):
        for word, (name, type_) in words.items():
            found += [(t.i, t.i + 1, name, type_, how) for t in doc if t.text == word]
    for name, type_ in names.items():
        length = len(name.split())
        found += [(k, k + length, name, type_, "name") for k in range(len(doc)) if [t.text for t in doc[k : k + length]] == name.split()]
    for start, end, name, type_, how in sorted(found):
        piece.add(Ref(start, end, root_of(doc, start, end), (name,), (type_,), how))
    return piece


def hits(piece: Piece, lang: str) -> list[Hit]:
    """The triggers of the own rules in a piece."""
    return [hit for sentence in piece.doc.sents for hit in find_triggers(sentence, piece, own_rules(), lang)]


def shown(piece: Piece, lang: str) -> list[tuple[str, str]]:
    """(rule, words) of the triggers in a piece."""
    return [(hit.trigger.rule.id, " ".join(piece.doc[i].text for i in hit.tokens)) for hit in hits(piece, lang)]


def roles(piece: Piece, lang: str, rule: str, kind: str) -> Roles:
    """The roles around the first trigger of a rule."""
    for sentence in piece.doc.sents:
        for hit in find_triggers(sentence, piece, own_rules(), lang):
            if hit.trigger.rule.id == rule and hit.trigger.kind == kind:
                return Roles(hit, sentence, piece, own_rules().frames, lang)
    raise AssertionError(f"no {kind} of {rule} in {piece.doc.text!r}")


def fill(piece: Piece, lang: str, rule: str, kind: str, function: str) -> list[tuple[str, str]]:
    """(name, how it was found) of the fillers of a function of the first trigger of a rule."""
    return [(filler.name, filler.how) for filler in roles(piece, lang, rule, kind).fill(function)]


def site_at(piece: Piece, lang: str, word: str, kind: str = "role") -> Site:
    """The site of a word as the trigger of some rule of a kind."""
    token = next(t for t in piece.doc if t.text == word)
    hit = Hit(Trigger((word,), kind, own_rules().rules[0]), (token.i,))
    return Site(hit, token.sent, piece, lang, token, False)


def names_of(fillers: list[Filler]) -> list[str]:
    """The names of fillers."""
    return [filler.name for filler in fillers]


def found(piece: Piece, lang: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """(rule, subject, object, value) of the matches in a piece, in text order."""
    return [
        (m.rule.id, m.subject.name if m.subject else None, m.object.name if m.object else None, m.value)
        for sentence in piece.doc.sents
        for m in matches.find(piece, sentence, own_rules(), lang)
    ]


def made(piece: Piece, lang: str, relation: str) -> list[tuple[str | None, str | None, str | None]]:
    """(subject, object, value) of the matches of a relation by the own rules."""
    found = [m for sentence in piece.doc.sents for m in matches.find(piece, sentence, own_rules(), lang) if m.rule.relation == relation]
    return [(m.subject.name if m.subject else None, m.object.name if m.object else None, m.value) for m in found]
