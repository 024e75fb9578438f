"""Triggers: where the words of a rule stand in a sentence, and in which voice a verb is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language import cues
from kg.language.pieces import Piece, is_misread
from kg.rules import Rules, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: How many words may stand between two words of a trigger ("mettre" [enfin] "la main sur").
GAP = 4
#: The endings of a French past participle of the first group, which taggers like to take for nouns.
PARTICIPLE = re.compile(r"(?:é|ée|és|ées)$")
BUILT = re.compile(r"(?:i|ie|is|ies)$")
#: Endings that no French participle has: "monte", "grimpe", "entre", which taggers take for other words.
UNMARKED = re.compile(r"(?:nte|pe|re|de|ge|ve)$")
#: What stands behind a participle in apposition.
AGENTS = frozenset({"in", "by", "from", "as", "for", "on", "to", "at", "up", "out", "since"})
PRESENT = re.compile(r"(?:e|ent)$")
#: Words that no trigger reaches over: "s'assurer | auprès de la direction".
BARRIERS = frozenset({"auprès", "chez", "avec"})
PERSONS = frozenset({"Person"})
VERBAL = frozenset({"VERB", "AUX"})
#: Labels that no finite verb has: a noun that the tagger misread.
NOMINAL = frozenset({"nmod", "appos", "compound", "nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found: the tokens of its words (the first is the anchor)."""

    trigger: Trigger
    tokens: tuple[int, ...]

    @property
    def anchor(self) -> int:
        """The token that frames start from."""
        return self.tokens[0]


def find(sentence: Span, piece: Piece, rules: Rules, lang: str) -> list[Hit]:
    """Every trigger of the rules in a sentence. A longer trigger hides those within it: "devenir propriété" hides "propriété",
    but "confier serveur" not the "confier" of another relation."""
    hits = list(_hits(sentence, piece, rules, lang))
    longer = [hit for hit in hits if any(piece.doc[i].pos_ not in ("ADP", "ADV", "PART") for i in hit.tokens[1:])]
    return [hit for hit in hits if not any(_hides(other, hit) for other in longer)]


def _hides(longer: Hit, hit: Hit) -> bool:
    same = longer.anchor != hit.anchor or longer.trigger.rule.relation == hit.trigger.rule.relation
    return same and set(hit.tokens) < set(longer.tokens)


def _hits(sentence: Span, piece: Piece, rules: Rules, lang: str) -> Iterator[Hit]:
    """Every trigger, the words of longer ones included; of one rule and kind only the longest at a place."""
    index = rules.index[lang]
    words = [(token, token.text.casefold(), token.lemma_.casefold()) for token in sentence]
    # most triggers of several words lack one in the sentence: that is seen at once
    present = {word for _, form, lemma in words for word in (form, lemma)}
    for token, form, lemma in words:
        # what names a thing is no trigger ("Caisse des Dépôts", "Banque de l'Union")
        ref = piece.at.get(token.i)
        if ref is not None and ref.how == "name":
            continue
        candidates = index.get(lemma, ())
        others = {form, form.removeprefix("ex-"), lemma.removeprefix("ex-")}
        if lang == "fr" and PARTICIPLE.search(form):
            others.add(PARTICIPLE.sub("er", form))
        elif lang == "fr" and ((built := BUILT.sub("ir", form)) in index or PRESENT.sub("er", form) in index):  # seldom, and seen quickly
            if _opening(token):
                others.add(built)
            elif _misread(token):
                others.add(PRESENT.sub("er", form))
        elif lang == "en" and form.endswith("ed"):
            others |= {form[:-1], form[:-2]}
        if lang == "fr" and form.endswith("s") and token.pos_ == "ADJ":
            others.add(form[:-1])
        for other in sorted(word for word in others if word != lemma and word in index):
            candidates = (*candidates, *(t for t in index[other] if t not in candidates))
        used: set[tuple[str, str]] = set()
        for trigger in candidates:
            if len(trigger.words) > 1 and not present.issuperset(trigger.words[1:]):
                continue
            if (trigger.rule.id, trigger.kind) in used or not _fits(token, trigger, lang):
                continue
            tokens = _words(piece, token, trigger, sentence.end)
            if tokens is not None:
                used.add((trigger.rule.id, trigger.kind))
                yield Hit(trigger, tokens)


def _fits(token: Token, trigger: Trigger, lang: str) -> bool:
    """Whether a token's word class suits the kind of trigger: a verb's participle may pass for an adjective.

    A role's own word behind a comma or an article is a noun, whatever the tagger made of it (", ingénieure chez X").
    """
    kind = trigger.kind
    if lang == "en" and kind in ("role", "verb") and _to_be(token):
        return kind == "verb"
    if token.text.casefold() in cues.load(lang).always_roles:
        return kind != "verb"
    if kind == "verb":
        if token.dep_ in ("aux", "aux:tense", "aux:pass"):
            return False  # "avait acquis une participation" is no "avoir une participation"
        if lang == "en" and len(trigger.words) == 1 and token.i + 1 < len(token.doc) and token.nbor(1).dep_ == "compound:prt":
            return False  # "picked up a rival" is no "picked a rival"
        if token.text.casefold() == trigger.words[0] != token.lemma_.casefold():
            return True  # "entre au capital", "monte à 30 %": forms that taggers take for other words, listed as they are
        if len(trigger.words) > 1 and token.pos_ == "ADP" and token.text == trigger.words[0] and lang == "fr":
            return True  # "X entre au capital": a verb that looks like a preposition
        french = lang == "fr" and (bool(PARTICIPLE.search(token.text)) or _misread(token) or _opening(token))
        return token.pos_ in VERBAL or token.pos_ == "ADJ" or is_misread(token) or french
    if kind == "role" and lang == "en" and len(trigger.words) > 1:
        # "said managing director X"
        return True
    if kind == "role" and token.text.casefold() == trigger.words[0] and (token.i == token.sent.start or _opens(token.nbor(-1))):
        return True
    plain = token.pos_ not in VERBAL or token.dep_ in NOMINAL or any(c.dep_ in ("cop", "aux:pass") for c in token.children)
    return plain or (lang == "fr" and not token.morph.get("VerbForm"))


def _opening(token: Token) -> bool:
    """Whether a word that begins a French sentence is a participle in "i", which taggers take for a name: "Bâtie sur X, la plateforme"."""
    return bool(token.is_sent_start and token.lang_ == "fr" and token.pos_ not in VERBAL and BUILT.search(token.text))


def _to_be(token: Token) -> bool:
    """Whether an English word is an infinitive behind "is to" ("is to chair the board"), whatever the tagger made of it."""
    before = token.doc[max(token.sent.start, token.i - 2) : token.i]
    return len(before) == 2 and before[1].text == "to" and before[0].lemma_.casefold() == "be" and token.text[:1].islower()


def _misread(token: Token) -> bool:
    """Whether a word that ends like a French verb in the present heads a clause with a subject, whatever the tagger made of it."""
    return (
        token.pos_ not in VERBAL
        and bool(PRESENT.search(token.text))
        and not any(c.dep_ == "cop" for c in token.children)
        and any(c.dep_ in ("nsubj", "nsubj:pass", "expl:pv", "expl:pass") and c.i < token.i for c in token.children)
    )


def _opens(token: Token) -> bool:
    """Whether a noun phrase begins behind a token."""
    return token.text in (",", "(", ":", "-", "–") or (token.pos_ == "DET" and token.lang_ == "fr")


def _words(piece: Piece, first: Token, trigger: Trigger, end: int) -> tuple[int, ...] | None:
    """Tokens that match the words in order with small gaps, or None; names between them do not count ("sits on Talmont's board").

    A person's role is one noun phrase: no comma stands within it.
    """
    doc, close = piece.doc, trigger.kind == "role" and trigger.rule.types["subject"] == PERSONS
    tokens = [int(first.i)]
    position = first.i
    for word in trigger.words[1:]:
        crossed = 0
        for candidate in range(position + 1, end):
            token = doc[candidate]
            ref = piece.at.get(candidate)
            # "sold X to Talmont Holdings" sells no holding
            within = ref is not None and ref.how == "name"
            if token.text.casefold() == word or (token.lemma_.casefold() == word and not within):
                tokens.append(candidate)
                position = candidate
                break
            # an amount or a name is no distance, what hyphens join ("five-year") is one word, marks are none
            apart = not token.is_punct and doc[candidate - 1].text != "-" and token.pos_ not in ("NUM", "SYM")
            crossed += apart and not within
            if crossed > GAP or token.text.casefold() in BARRIERS or (close and token.text == ","):
                return None
        else:
            return None
    return tuple(tokens)


def beside(auxiliary: Token, verb: Token) -> bool:
    """Whether an auxiliary really stands with a verb: near it, with no comma between (small parsers attach far ones)."""
    low, high = sorted((int(auxiliary.i), int(verb.i)))
    return high - low < 7 and not any(t.text in (",", ";", ":", "(") for t in verb.doc[low:high])


def is_passive(token: Token) -> bool:
    """Whether a verb is in the passive: by its auxiliary, or because it is a bare past participle."""
    auxiliary = False
    for child in token.children:
        if child.dep_ == "aux:pass" and child.lemma_.casefold() not in ("avoir", "have"):
            return True
        if (child.dep_.startswith("aux") or child.dep_ == "cop") and beside(child, token):
            auxiliary = True
            if child.lemma_.casefold() in ("avoir", "have") and not any(c.dep_ == "aux:pass" for c in token.children):
                return False
    if any(child.dep_ in ("nsubj:pass", "obl:agent") for child in token.children):
        return True
    if auxiliary:
        # "Talmont est implanté à", "was wound up": a participle that passes for an adjective
        return token.pos_ == "ADJ" and (token.lang_ == "en" or any(child.dep_ == "cop" for child in token.children))
    if _shares_auxiliary(token):
        return False
    form, tense = token.morph.get("VerbForm"), token.morph.get("Tense")
    if token.lang_ == "en" and (
        _apposed(token)
        or (
            token.dep_ == "amod"
            and token.i + 1 < len(token.doc)
            and token.nbor(1).pos_ in ("NOUN", "ADJ")
            and token.text.endswith(("ed", "en", "wn"))
        )
    ):
        return True  # "a wholly owned subsidiary"
    if token.lang_ == "en" and token.dep_ == "ROOT" and token.i > token.sent.start:
        # "Talmont merged with …": taggers take the past tense for a participle
        return False
    if (token.lang_ == "fr" and token.pos_ == "ADP") or is_misread(token):
        return False
    bare = token.pos_ in ("ADJ", "NOUN") and not form and not UNMARKED.search(token.text)
    if "Part" in form or bare or (token.pos_ == "PROPN" and (PARTICIPLE.search(token.text) or _opening(token))):
        return "Pres" not in tense and not token.text.endswith(("ant", "ing"))
    return False


def _shares_auxiliary(token: Token) -> bool:
    """Whether a participle shares "avoir"/"have" with the one it is joined to: "a racheté X et cédé Y", "has bought X and sold Y"."""
    head = token.head
    if token.dep_ != "conj" or not 0 <= head.i < token.i or token.nbor(-1).text.casefold() not in ("et", "and", "puis", "then", "ou", "or"):
        return False
    auxiliaries = {c.lemma_.casefold() for c in head.children if c.dep_.startswith("aux") and c.i < head.i}
    return bool(auxiliaries & {"avoir", "have"}) and not any(c.dep_ == "aux:pass" for c in head.children) and not is_passive(head)


def _apposed(token: Token) -> bool:
    """Whether an English form is a participle between commas that the parse took for the verb: "X, founded in 1987, employs"."""
    doc, start = token.doc, token.sent.start
    if token.dep_ == "conj" and token.i and doc[token.i - 1].text in ("and", "or") and token.head.dep_ == "acl":
        return token.i + 1 < len(doc) and doc[token.i + 1].text.casefold() in AGENTS and token.text.endswith(("ed", "en"))
    if token.dep_ == "acl" and token.i + 1 < len(doc) and doc[token.i - 1].pos_ == "ADV" and doc[token.i - 2].text == ",":
        return doc[token.i + 1].text.casefold() in AGENTS  # ", once valued at"
    if token.i < start + 2 or doc[token.i - 1].text != "," or doc[token.i - 2].pos_ not in ("PROPN", "NOUN") or token.i + 1 >= len(doc):
        return False
    if doc[token.i + 1].text.casefold() not in AGENTS or any(t.pos_ in VERBAL for t in doc[start : token.i - 1]):
        return False
    comma = next((t.i for t in doc[token.i + 1 : token.sent.end] if t.text == ","), None)
    return comma is not None and any(t.pos_ in VERBAL for t in doc[comma + 1 : min(comma + 4, token.sent.end)])
