"""Who fills the functions around a trigger: along the frames' arcs first, by position in the clause where the parse gives nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.language import cues, quantities
from kg.language.fillers import Filler, case_of, follow, following, named, plain_case
from kg.language.pieces import Piece, is_finite
from kg.language.triggers import Hit, is_passive
from kg.rules import Frame

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
PREPOSITIONS = {
    "to": {"à", "to", "dans", "in", "into", "chez"}, "from": {"à", "from", "de", "auprès"}, "with": {"avec", "with", "à"}, "in": {"en", "à", "dans", "in", "at", "near", "sur"},
    "on": {"sur", "on", "upon"}, "by": {"par", "by"},
}
#: What may stand between a role noun and its complement's preposition: "directeur général adjoint du pôle fiction de X".
INSIDE_NP = frozenset({"ADJ", "NOUN", "ADP", "DET", "PROPN", "NUM", "CCONJ", "ADV"})


class Roles:
    """The functions around one trigger in one sentence, found when asked for."""

    def __init__(self, hit: Hit, sentence: Span, piece: Piece, frames: Mapping[str, Frame], lang: str) -> None:
        """`frames` by name; which serves is decided by the trigger's kind and voice."""
        self.hit, self.sentence, self.piece, self.lang = hit, sentence, piece, lang
        self.doc = piece.doc
        self.anchor: Token = piece.doc[hit.anchor]
        self.passive = hit.trigger.kind == "verb" and is_passive(self.anchor)
        kind = hit.trigger.kind
        name = {"noun": "noun.event", "role": "noun.role", "measure": "noun.measure"}.get(kind) or ("verb.passive" if self.passive else "verb.active")
        self.frame = frames[name]

    def fill(self, function: str) -> list[Filler]:
        """The fillers of a function; empty when nothing named fills it."""
        kind = self.hit.trigger.kind
        if kind == "verb" and function == ("patient" if self.passive else "agent"):
            found = self._right_before(self.anchor) or (self._bare_participle() if self.passive else [])
            if found:
                return found
        found = self._by_arcs(function)
        if kind == "role":
            near = self._bearer() if function == "bearer" else self._complement()
            return near or found
        if kind == "measure" and not found and function == "holder":
            return self._holder()
        return found or self._by_position(function)

    def _starts(self) -> list[Token]:
        return [self.doc[i] for i in self.hit.tokens]

    def _by_arcs(self, function: str) -> list[Filler]:
        if function == "self":
            return named(self.anchor, self.piece, self.lang)
        if function == "state":
            # "secrétaire d'État": the role's own words name the State
            return [Filler(self.doc[i].text, "Organisation", i, i + 1, "arc") for i in self.hit.tokens if self.doc[i].text.casefold() in ("état", "etat", "state")]
        for path in self.frame.functions.get(function, ()):
            if path[0].dep == "inherited":
                found = self._inherited()
                if found:
                    return found
                continue
            if path[0].dep == "named":
                found = self._predicated()
                if found:
                    return found
                continue
            for token in follow(self._starts(), path):
                if token.i in self.hit.tokens:
                    continue
                found = named(token, self.piece, self.lang)
                if found:
                    return found
        return []

    def _inherited(self) -> list[Filler]:
        """The subject shared with a governing or coordinated verb, or the noun that a participle or relative clause modifies."""
        here = self.anchor
        controlled = cues.load(self.lang).object_control
        for _ in range(6):
            head = here.head
            if head.i == here.i:
                return []
            if here.dep_ in ("acl", "acl:relcl", "amod") and head.pos_ in ("NOUN", "PROPN", "PRON", "X"):
                if here.dep_ == "acl" and here is not self.anchor or "Inf" in here.morph.get("VerbForm"):
                    # "l'intention de X de racheter": the noun's own owner, else the subject of the noun's verb
                    for child in head.children:
                        if child.dep_ in ("nmod", "nmod:poss", "det") and child.i != here.i and (case_of(child) in ("de", "of") or child.i in self.piece.at):
                            found = named(child, self.piece, self.lang)
                            if found:
                                return found
                    here = head
                    continue
                return named(head, self.piece, self.lang)
            own = [c for c in head.children if c.dep_ in SUBJECTS and c.i != here.i]
            if here.dep_ in ("xcomp", "ccomp", "advcl", "conj", "parataxis", "obl", "obl:arg", "obj", "dep") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
                if here.dep_ == "ccomp" and is_finite(here) and here is self.anchor:
                    return []
                if head.lemma_.casefold() in controlled and here.dep_ in ("xcomp", "ccomp"):
                    own = [c for c in head.children if c.dep_ in ("obj", "iobj", "obl:arg") and c.i != here.i]
                if here.dep_ == "conj" and here is self.anchor and self.passive and not is_passive(head):
                    own = [c for c in head.children if c.dep_ == "obj"] or own
                for child in own:
                    found = named(child, self.piece, self.lang)
                    if found:
                        return found
                if own:
                    return []
            here = head
        return []

    def _predicated(self) -> list[Filler]:
        """Who a verb of becoming or naming makes the bearer: "X devient président", "nommé directeur, X", "X was named chairman"."""
        here = self.anchor
        while here.dep_ in ("conj", "flat", "compound") and here.head.i != here.i:
            here = here.head
        verb = here.head
        if verb.i == here.i or here.dep_ not in ("xcomp", "obj", "obl", "obl:arg", "obl:mod", "advcl", "nmod", "appos", "advmod", "dep"):
            return []
        if verb.lemma_.casefold() not in cues.load(self.lang).naming_verbs:
            return []
        passive = is_passive(verb)
        if not passive and here.dep_ != "obj":
            objects = [c for c in verb.children if c.dep_ == "obj"]
            for child in objects:
                found = [f for f in named(child, self.piece, self.lang) if f.type == "Person"]
                if found:
                    return found
        found = self._right_before(verb)
        if found:
            return found
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i != here.i:
                return named(child, self.piece, self.lang)
        return self._inherited_from(verb)

    def _inherited_from(self, verb: Token) -> list[Filler]:
        anchor, self.anchor = self.anchor, verb
        found = self._inherited()
        self.anchor = anchor
        return found

    def _by_position(self, function: str) -> list[Filler]:
        """Where the parse gives no filler: the nearest name of the clause in the function's usual place, less sure."""
        if not self.hit.trigger.rule.near:
            return []
        kind = self.hit.trigger.kind
        if function == "agent" and kind == "verb" and not self.passive:
            return self._before_verb()
        if function == "patient" and kind == "verb":
            return self._before_verb() if self.passive else self._after(set())
        if function == "patient":
            return self._after({"de", "of"})
        if function == "agent" and (self.passive or kind == "noun"):
            return self._after({"par", "by"}) or (self._doer() if kind == "noun" else [])
        if function == "listed":
            return self._after(set())
        if function == "pairs":
            return self._paired()
        if function in PREPOSITIONS:
            return self._after(PREPOSITIONS[function])
        return []

    def _doer(self) -> list[Filler]:
        """The subject of a verb that does the deed its object names: "Talmont finalise le rachat de Brévent"."""
        here = self.anchor
        known = cues.load(self.lang)
        for _ in range(4):
            head = here.head
            if head.i == here.i:
                return []
            if head.pos_ in ("VERB", "AUX") and here.dep_ in ("obj", "obl:arg", "obl", "xcomp", "nmod"):
                if head.lemma_.casefold() not in known.doing_verbs | known.plan_verbs | known.speech_verbs:
                    return []
                for child in head.children:
                    if child.dep_ == "nsubj":
                        return named(child, self.piece, self.lang)
                here = head
            elif here.dep_ in ("nmod", "acl", "appos", "xcomp", "conj", "advcl"):
                here = head
            else:
                return []
        return []

    def _bare_participle(self) -> list[Filler]:
        """"Bull et SFR, rachetés par …": the name (or the list that ends with it) right before a participle without auxiliary."""
        if is_finite(self.anchor) or any(c.dep_.startswith("aux") or c.dep_ == "cop" for c in self.anchor.children):
            return []
        position = self.anchor.i - 1
        while position > self.sentence.start and (self.doc[position].pos_ in ("ADV",) or self.doc[position].text.casefold() in (",", "lui", "elle", "aussi")):
            position -= 1
        last = self.piece.at.get(position)
        if last is None or last.how != "name":
            return []
        for ref in self.piece.refs:
            if ref.how == "name" and self.sentence.start <= ref.start < last.start and last in following(ref, self.piece):
                return named(self.doc[ref.root], self.piece, self.lang)
        return [Filler(n, t, last.start, last.end, "arc") for n, t in zip(last.names, last.types, strict=True)]

    def _right_before(self, verb: Token) -> list[Filler]:
        """The name or pronoun right before the verb group, when nothing marks it as anything but the subject: surer than the parse."""
        if not is_finite(verb) and not any(c.dep_.startswith("aux") and c.i < verb.i for c in verb.children):
            return []
        position = verb.i - 1
        while position >= self.sentence.start and position not in self.piece.at and self.doc[position].pos_ in ("AUX", "ADV", "PRON", "PART"):
            if self.doc[position].text.casefold() in cues.load(self.lang).relatives:
                return []
            position -= 1
        ref = self.piece.at.get(position)
        if ref is None or self.doc[position].pos_ == "DET" or self._is_marked(ref.start, frozenset({"DET", "ADJ", "NOUN", "NUM"})):
            return []
        before = self.doc[ref.start - 1].text.casefold() if ref.start > self.sentence.start else ""
        if before in ("et", "and", "ou", "or", ",", "(", ":") or self.doc[position].text.casefold() in ("en", "y", "le", "la", "les", "lui", "leur"):
            return []
        return [Filler(n, t, ref.start, ref.end, "arc" if ref.how == "name" else ref.how) for n, t in zip(ref.names, ref.types, strict=True)]

    def _before_verb(self) -> list[Filler]:
        """The last name before the verb group that is not inside a prepositional phrase, brackets or another clause."""
        depth = 0
        for position in range(self.anchor.i - 1, self.sentence.start - 1, -1):
            token = self.doc[position]
            if token.text in (")", "»"):
                depth += 1
            elif token.text in ("(", "«"):
                depth -= 1
            if depth > 0 or token.text in (";", ":"):
                if token.text in (";", ":"):
                    return []
                continue
            if is_finite(token) and token.head.i != self.anchor.i and token.i != self.anchor.head.i and token.dep_ not in ("aux", "aux:tense", "aux:pass", "cop"):
                return []
            ref = self.piece.at.get(position)
            if ref is None or position != ref.start or token.pos_ == "DET":
                continue
            left = position - 1
            while left >= self.sentence.start and self.doc[left].pos_ in ("DET", "ADJ", "NUM") and self.doc[left].pos_ != "ADP":
                left -= 1
            if left >= self.sentence.start and (self.doc[left].pos_ == "ADP" or plain_case(self.doc[left].text.casefold()) in ("de", "à")):
                continue
            return [Filler(n, t, ref.start, ref.end, "near") for n, t in zip(ref.names, ref.types, strict=True)]
        return []

    def _after(self, prepositions: set[str]) -> list[Filler]:
        """The first name behind the trigger (marked by one of `prepositions`, if given) before the next verb or clause."""
        last = self.hit.tokens[-1]
        transparent = cues.load(self.lang).transparent
        marked = not prepositions
        for position in range(last + 1, min(self.sentence.end, last + 12)):
            token = self.doc[position]
            ref = self.piece.at.get(position)
            if ref is not None and marked and token.pos_ != "DET":
                return named(token, self.piece, self.lang, "near")
            if token.text in (";", ":", "(", ",", "«") or is_finite(token):
                return []
            if ref is None and token.pos_ == "ADP":
                case = plain_case(token.text.casefold())
                if prepositions:
                    marked = case in prepositions
                elif case not in ("de", "of", "à", "en") and not (token.i and self.doc[token.i - 1].lemma_ in transparent):
                    return []
        return []

    def _bearer(self) -> list[Filler]:
        """Who bears a role noun: the name it is in apposition to, before or behind, or right behind it."""
        first, last = self.hit.tokens[0], self.hit.tokens[-1]
        start = first
        while start > self.sentence.start and (self.doc[start - 1].pos_ in ("ADJ", "DET", "ADV", "NUM", "NOUN") or self.doc[start - 1].text.casefold() in ("ex", "-", "ex-", "co", "vice")) and start - 1 not in self.piece.at:
            if self.doc[start - 1].pos_ == "NOUN" and self.doc[start - 1].text.casefold() not in ("ex", "vice", "co"):
                break
            start -= 1
        before = start - 1
        if before > self.sentence.start and self.doc[before].text.casefold() in ("et", "and", "puis"):
            # "fondateur et président de X": the first role's bearer
            before -= 1
            while before > self.sentence.start and before not in self.piece.at and self.doc[before].pos_ in ("NOUN", "ADJ", "ADP", "DET", "PROPN"):
                before -= 1
        if before > self.sentence.start and self.doc[before].text in (",", "(", "-", "–", "—"):
            ref = self.piece.at.get(before - 1)
            if ref is None and self.doc[before - 1].text == ",":
                ref = self.piece.at.get(before - 2)
            # an age or another role may stand between: "X, 54 ans, PDG de Y"
            hop = before - 1
            while ref is None and hop > self.sentence.start and before - hop < 8 and not is_finite(self.doc[hop]):
                if self.doc[hop].text == ",":
                    ref = self.piece.at.get(hop - 1)
                hop -= 1
            if ref is not None and ref.how == "name":
                return [Filler(n, t, ref.start, ref.end, "arc") for n, t in zip(ref.names, ref.types, strict=True)]
        return self._behind_role(last)

    def _behind_role(self, last: int) -> list[Filler]:
        """"le président de X, Y", "le président Y", "l'actuel directeur général Y": the name that closes the noun phrase."""
        position = last + 1
        crossed = False
        while position < min(self.sentence.end, last + 14):
            token = self.doc[position]
            ref = self.piece.at.get(position)
            if ref is not None:
                if ref.how == "name" and (ref.types[0] == "Person" or position == last + 1 or self.doc[position - 1].pos_ in ("ADJ", "NOUN")) and not self._is_marked(
                    ref.start, frozenset({"DET", "ADJ"} if ref.types[0] == "Person" else {"DET", "ADJ", "NOUN", "NUM"})
                ):
                    return [Filler(n, t, ref.start, ref.end, "arc") for n, t in zip(ref.names, ref.types, strict=True)]
                position = ref.end
                crossed = True
                continue
            if token.text == "," and crossed:
                nxt = self.piece.at.get(position + 1)
                if nxt is not None and nxt.how == "name":
                    return [Filler(n, t, nxt.start, nxt.end, "arc") for n, t in zip(nxt.names, nxt.types, strict=True)]
                return []
            if token.text == "(":
                while position < self.sentence.end and self.doc[position].text != ")":
                    position += 1
            elif token.pos_ not in INSIDE_NP and token.text not in ("«", "»", '"', "-"):
                nxt = self.piece.at.get(position + 1)
                if token.text == "," and nxt is not None and nxt.how == "name" and nxt.types[0] == "Person":
                    return [Filler(n, t, nxt.start, nxt.end, "arc") for n, t in zip(nxt.names, nxt.types, strict=True)]
                return []
            position += 1
        return []

    def _is_marked(self, position: int, over: frozenset[str] = frozenset({"DET", "ADJ"})) -> bool:
        """Whether a preposition stands before a name, with only words of the classes `over` between."""
        left = position - 1
        while left >= 0 and left not in self.hit.tokens and (self.doc[left].pos_ in over or self.doc[left].text in "«\"“"):
            left -= 1
        return left >= 0 and (self.doc[left].pos_ == "ADP" or self.doc[left].text.casefold() in ("of", "de", "d'", "d’", "du", "des", "'s", "’s"))

    def _complement(self) -> list[Filler]:
        """What a role is a role in: the name behind "de", "of", "chez", "at" in its noun phrase, a name with "'s" before it, or its possessive."""
        first, last = self.hit.tokens[0], self.hit.tokens[-1]
        position = last + 1
        while position < min(self.sentence.end, last + 12):
            token = self.doc[position]
            ref = self.piece.at.get(position)
            if ref is not None:
                if self._is_marked(ref.start, frozenset({"DET", "ADJ"} if ref.types[0] == "Person" else {"DET", "ADJ", "NOUN", "NUM"})):
                    return named(self.doc[position], self.piece, self.lang)
                if ref.types[0] == "Person":
                    break
                position = ref.end
                continue
            if token.pos_ in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ") and token.text not in ("«", "»", '"', "“", "”", "-"):
                break
            position += 1
        before = first - 1
        while before >= self.sentence.start and self.doc[before].pos_ == "ADJ":
            before -= 1
        if before >= self.sentence.start and self.doc[before].text in ("'s", "’s", "'", "’"):
            before -= 1
        ref = self.piece.at.get(before)
        if ref is not None and (ref.how == "pronoun" or self.doc[before + 1].text in ("'s", "’s", "'", "’") or self.lang == "en"):
            return [Filler(n, t, ref.start, ref.end, ref.how if ref.how != "name" else "arc") for n, t in zip(ref.names, ref.types, strict=True)]
        return []

    def _paired(self) -> list[Filler]:
        """The actors of a sentence that each stand by a percentage of their own: "A (44,4 %), B (33,3 %) et C (22,2 %)"; one alone is no list."""
        found = [
            Filler(ref.names[0], ref.types[0], ref.start, ref.end, "near")
            for ref, _ in quantities.pairs(self.piece, self.sentence, ("Percent",))
            if ref.types[0] in ("Organisation", "Person")
        ]
        return found if len(found) > 1 else []

    def _holder(self) -> list[Filler]:
        """Whose figure it is: "de X" behind the measure, the possessive before it, else the subject of the sentence."""
        found = self._complement()
        if found:
            return found
        if self.hit.anchor in self.piece.at:
            return named(self.anchor, self.piece, self.lang)
        for token in self.sentence:
            if token.dep_ in SUBJECTS and token.i not in self.hit.tokens:
                found = named(token, self.piece, self.lang)
                if found:
                    return found
        return []
