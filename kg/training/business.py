"""Business text by grammar: sentences of the press with PER, ORG and LOC marked, thousands of names, both languages.

`press_LANG.yaml` holds the sentence grammar, `kg.training.names` the names. A template is rendered to text with the character
spans of its names; the tokenizer of the language turns it into a `Sentence`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.training.corpora import Sentence
from kg.training.names import Names
from kg.training.spelling import article, lists

if TYPE_CHECKING:
    from spacy.language import Language

#: Families of sentences with their share of the text.
SHARES = {"ownership": 12, "takeover": 18, "people": 17, "money": 10, "business": 20, "media": 9, "places": 9, "none": 6, "general": 30}

_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_OPTION = re.compile(r"\[([^\[\]]*)\]")
#: Names travel through the grammar as «start»label␟name«end» marks of the private use area, so that nothing else can match them.
_MARK = re.compile("\ue000(\\w+)\ue001(.*?)\ue002")
_VOWEL = "aeiouyhâàéèêëîïôöûùüAEIOUYÉÈÊÀÎÔ"


class Writer:
    """Writes sentences of one language; the same seed gives the same text."""

    def __init__(self, lang: str, seed: int, grammar: dict[str, list[str]] | None = None) -> None:
        """`grammar` replaces the sentences of the training text (the held-out test has its own)."""
        self.lang = lang
        self.rng = random.Random(f"{lang}-{seed}")
        self.names = Names(lang, self.rng)
        self.grammar = {**lists(f"press_{lang}"), **(grammar or {})}

    def sentences(self, count: int) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        """(text, spans) pairs; spans are (start, end, label) in characters."""
        families = list(SHARES)
        weights = [SHARES[f] for f in families]
        for _ in range(count):
            yield self.render(self.rng.choice(self.grammar[self.rng.choices(families, weights)[0]]))

    def render(self, template: str) -> tuple[str, list[tuple[int, int, str]]]:
        """One sentence of a template."""
        text = self.expand(template)
        for _ in range(6):
            if "{" not in text:
                break
            text = self.expand(self.fill(text))
        text = self.finish(text)
        r = self.rng.random()
        text = _MARK.sub(lambda m: m[0].upper().replace(m[1].upper(), m[1], 1), text) if r < 0.012 else text
        if r > 0.94 and text[-1:] not in '.!?:»"”':
            text = f"{self.expand(self.rng.choice(self.grammar['title_kicker']))} : {text}" if "{" not in text else text
            text = self.finish(self.fill(text)) if "{" in text else text
        return unmark(text)

    def expand(self, text: str) -> str:
        """Choices and options of a template decided."""
        for _ in range(12):
            before = text
            text = _CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), text, count=1)
            text = _OPTION.sub(lambda m: m[1] if self.rng.random() < 0.4 else "", text, count=1)
            if text == before:
                break
        return text

    def fill(self, text: str) -> str:
        """Every slot replaced: names marked, words of the grammar inserted (they may bring new slots)."""
        return _SLOT.sub(lambda m: self.slot(m[1]), text)

    def slot(self, key: str) -> str:
        """What stands in for one slot."""
        names, rng = self.names, self.rng
        if key in {"O", "O9"}:
            if key == "O" and rng.random() < 0.03:
                lead, name = names.public_body()
                return lead + mark("ORG", name)
            return mark("ORG", names.organisation())
        if key == "P":
            return mark("PER", names.person())
        if key == "p":
            return mark("PER", names.surname())
        if key in {"L", "U", "XU", "XP"}:
            return mark("LOC", names.place() if key == "L" else names.town() if key == "U" else names.pick(key.lower()))
        if key == "F":
            return mark("PER", names.pick("first"))
        if key in {"C", "R", "C9", "C8", "R9", "R0"}:
            return self.region(key)
        if key == "M":
            r = rng.random()
            return mark("ORG", names.medium() if r < 0.8 else names.company())
        if key == "AG":
            return mark("ORG", rng.choice(["AFP", "Reuters", "Bloomberg", "AP", names.acronym(), names.acronym()]))
        if key == "G":
            lead, name = names.public_body()
            return lead + mark("ORG", name)
        if key == "T":
            town = names.place()
            courts = ["tribunal de commerce de", "tribunal de commerce de", "tribunal judiciaire de", "tribunal de"]
            return mark("ORG", f"{rng.choice(courts)} {town}" if self.lang == "fr" else f"Commercial Court of {town}")
        if key == "W":
            return names.title()
        if key == "X":
            return names.product()
        values = {"A": self.amount, "N": self.percent, "D": self.date, "Y": lambda: str(rng.randint(1985, 2026)), "K": self.count}
        if key in values:
            return values[key]()
        return rng.choice(self.grammar[key])

    def region(self, key: str) -> str:
        """A country or region with the article that its slot asks for ("en {C9}", "au {C8}", "({R0})")."""
        rng, names = self.rng, self.names
        source = "region" if key[0] == "R" and self.lang == "fr" else "country"
        entries = names.parts[source]
        if self.lang == "fr" and key in {"C9", "R9"}:
            entries = [e for e in entries if e.startswith(("la ", "l'"))]
        if self.lang == "fr" and key == "C8":
            entries = [e for e in entries if e.startswith("le ")]
        lead, name = article(rng.choice(entries))
        return mark("LOC", name) if len(key) > 1 else lead + mark("LOC", name)

    def amount(self) -> str:
        """A sum of money as the press prints it."""
        rng = self.rng
        n = rng.choice([str(rng.randint(2, 950)), f"{rng.randint(1, 99)}{',' if self.lang == 'fr' else '.'}{rng.randint(1, 9)}"])
        if self.lang == "fr":
            unit = rng.choice(
                [
                    "millions d'euros",
                    "millions d'euros",
                    "milliards d'euros",
                    "millions de dollars",
                    "M€",
                    "Md€",
                    "milliards de dollars",
                    "milliers d'euros",
                    "millions de livres",
                ]
            )
            return (
                f"{n} {unit}"
                if rng.random() < 0.9
                else rng.choice(["quelques millions d'euros", "un million d'euros", "97.485 euros", "plusieurs milliards d'euros"])
            )
        sign = rng.choice(["€", "$", "£"])
        return rng.choice(
            [
                f"{sign}{n} million",
                f"{sign}{n}bn",
                f"{sign}{n}m",
                f"{n} million euros",
                f"{sign}{n} billion",
                f"{n} billion dollars",
                "a few million euros",
            ]
        )

    def percent(self) -> str:
        """A share in per cent."""
        rng = self.rng
        mark_ = "," if self.lang == "fr" else "."
        n = rng.choice([str(rng.randint(1, 100)), f"{rng.randint(1, 99)}{mark_}{rng.randint(1, 9)}"])
        return (
            f"{n} %"
            if self.lang == "fr" and rng.random() < 0.75
            else f"{n}%"
            if rng.random() < 0.8
            else f"{n} per cent"
            if self.lang == "en"
            else f"{n} %"
        )

    def date(self) -> str:
        """A day of the calendar."""
        rng = self.rng
        fr = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
        en = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        day, year = rng.randint(1, 28), rng.randint(1995, 2026)
        if self.lang == "fr":
            return f"{day} {rng.choice(fr)}{rng.choice(['', f' {year}'])}"
        return f"{rng.choice(en)} {day}{rng.choice(['', f', {year}'])}"

    def count(self) -> str:
        """A number of people or things."""
        rng = self.rng
        n = rng.randint(2, 90) * rng.choice([1, 10, 100, 1000])
        if n < 1000:
            return str(n)
        return f"{n // 1000}{rng.choice([' ', '.'] if self.lang == 'fr' else [','])}{n % 1000:03d}"

    def finish(self, text: str) -> str:
        """Elision, contractions, spacing, a capital at the start, one or the other apostrophe."""
        if self.lang == "fr":
            text = re.sub(rf"\b([Dd])e (?=[{_VOWEL}]|\ue000\w+\ue001[{_VOWEL}])", r"\1'", text)
            text = re.sub(rf"\b([Qq])ue (?=[{_VOWEL}]|\ue000\w+\ue001[{_VOWEL}])", r"\1u'", text)
            text = re.sub(r"\b([Dd])'(?=\ue000\w+\ue001(?:[hH]|[yY]))", r"\1e " if self.rng.random() < 0.5 else r"\1'", text)
            for pair, one in (("de le ", "du "), ("de les ", "des "), ("à le ", "au "), ("à les ", "aux ")):
                text = re.sub(rf"\b{pair}", one, text)
                text = re.sub(rf"\b{pair.capitalize()}", one.capitalize(), text)
        elif self.lang == "en":
            text = re.sub(r"\ba (?=[aeiou])", "an ", text)
        text = re.sub(r" ,", ",", re.sub(r",+(?=[.,])", "", re.sub(r"  +", " ", text))).strip()
        text = re.sub(r",(\s*[.:;)])", r"\1", text)
        if text[:1] != "\ue000":
            text = text[:1].upper() + text[1:]
        return text.replace("'", "’") if self.rng.random() < 0.45 else text


def mark(label: str, name: str) -> str:
    """A name wrapped for its way through the grammar."""
    return f"\ue000{label}\ue001{name}\ue002"


def unmark(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The bare text and its names as (start, end, label)."""
    out, spans, last = "", [], 0
    for match in _MARK.finditer(text):
        out += text[last : match.start()]
        spans.append((len(out), len(out) + len(match[2]), match[1]))
        out += match[2]
        last = match.end()
    return out + text[last:], spans


def to_sentence(nlp: Language, text: str, spans: list[tuple[int, int, str]], *, source: str = "business") -> Sentence | None:
    """Tokens with BIO tags; None when a name does not fall on token boundaries."""
    doc = nlp.make_doc(text)
    tags = ["O"] * len(doc)
    for start, end, label in spans:
        span = doc.char_span(start, end)
        if span is None:
            return None
        tags[span.start : span.end] = [f"B-{label}"] + [f"I-{label}"] * (len(span) - 1)
    return Sentence([t.text for t in doc], [bool(t.whitespace_) for t in doc], ents=tags, source=source)


def business_sentences(lang: str, count: int, *, seed: int = 0, nlp: Language | None = None) -> list[Sentence]:
    """`count` generated sentences (those whose names split badly are replaced); the same seed gives the same list."""
    from kg.training.tokenizers import blank

    nlp = nlp or blank(lang)
    out: list[Sentence] = []
    writer = Writer(lang, seed)
    while len(out) < count:
        for text, spans in writer.sentences(count - len(out)):
            sentence = to_sentence(nlp, text, spans)
            if sentence is not None and sentence.words:
                out.append(sentence)
    return out
