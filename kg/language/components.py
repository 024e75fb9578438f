"""The project's own parts of the saved pipelines: where sentences may begin, which verb forms are conditional or future, lemmas.

Importing this module registers them with spaCy; `kg.language.pipelines` does so before it loads a pipeline. They hold plain
tables, made in training (`kg.training.lemmas`), and nothing that is learned by gradient.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

#: Abbreviations after which the sentence always goes on, by language.
_FR = "M. MM. Mme Mmes Mlle Me Dr Pr St Ste n° N° no art. p. pp. cf. ex. vol. chap. éd. env. fig. Cie av. bd. boul. tél. réf."
_EN = "Mr. Mrs. Ms. Dr. Prof. St. Gen. Gov. Sen. Rep. Lt. Col. Sgt. Capt. Rev. Hon. No. no. vs. v. p. pp. fig. cf. e.g. i.e. approx. est."
TITLES = {"fr": frozenset(_FR.split()), "en": frozenset(_EN.split())}
#: Abbreviations after which a sentence may begin, but not with a small letter or a number.
_OPEN = re.compile(
    r"^(?:(?:[A-Za-z]\.){2,}|(?:etc|Inc|Corp|Ltd|Co|Cie|Bros|Jr|Sr|janv|févr|juil|sept|oct|nov|déc|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)$"
)
#: What printed sums end in, where the full stop behind is the sentence's own.
_UNIT = re.compile(r"^(?:m|bn|tn|k|mn|mln|km|kg|p)\.$")
_INITIAL = re.compile(r"^[A-ZÉÈÀ]\.$")
_FINAL = re.compile(r"^(?:[.!?…]+|\.\.\.+)$")
_CLOSERS = frozenset("\"'»”’)]*")
#: What may stand before the first word of a sentence, besides a full stop and what closes a quotation.
_BREAKS = frozenset(":;–—-•·|/")


@Language.factory("kg_sentences", default_config={"lang": "fr"}, assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str, lang: str) -> Sentences:
    """The component that rules sentence starts in and out before the parser decides the rest."""
    return Sentences(lang)


class Sentences:
    """Says where a sentence must or must not begin: after a line break it does, after "M." or inside running words it does not."""

    def __init__(self, lang: str) -> None:
        """`lang` chooses the abbreviations."""
        self.titles = TITLES[lang]

    def __call__(self, doc: Doc) -> Doc:
        """Preset `is_sent_start` to True or False where the text is clear; None leaves it to the parser."""
        for i in range(1, len(doc)):
            decided = self.starts(doc, i)
            if decided is not None:
                doc[i].is_sent_start = decided
        return doc

    def starts(self, doc: Doc, i: int) -> bool | None:
        """Whether a sentence starts at token i; None when the parser should say."""
        token, before = doc[i], doc[i - 1]
        if token.is_space:
            return False
        if before.is_space:
            return self.after_space(doc, i, before)
        text = before.text
        if text in self.titles or (_INITIAL.match(text) and token.text[:1].isupper()):
            return False
        if text == "." and i >= 2 and f"{doc[i - 2].text}." in self.titles and doc[i - 2].text not in {"no", "p", "v"}:
            return False
        if text in {"«", "“", "(", "["} or (text == '"' and not before.whitespace_ and token.text[:1].isalnum()):
            return False  # what follows an opening mark belongs with it
        if _UNIT.match(text) and i >= 2 and doc[i - 2].text[:1].isdigit() and token.text[:1].isupper():
            return True  # "a turnover of £17.5m. Brevent": no full stop belongs to this letter
        if _OPEN.match(text):
            return False if not token.text[:1].isupper() else None
        if _FINAL.match(text) or text in _CLOSERS or text in _BREAKS or text.endswith("."):
            return None
        return False

    @staticmethod
    def after_space(doc: Doc, i: int, space: Token) -> bool | None:
        """After white space of its own: a blank line always starts anew, a single break unless the line was only wrapped."""
        if "\n" not in space.text:
            return None
        if "\n\n" in space.text.replace("\r", "").replace(" ", "") or i < 2:
            return True
        return None if doc[i].text[:1].islower() and doc[i - 2].text not in {".", "!", "?", "…"} else True

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Nothing to save: the configuration says it all."""

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> Sentences:
        """Nothing to load."""
        return self


def _save(path: Path, table: dict[str, Any]) -> None:
    """A table as compressed JSON with the same bytes for the same content."""
    path.mkdir(parents=True, exist_ok=True)
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (path / "table.json.gz").write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def _load(path: Path) -> dict[str, Any]:
    """A table saved by _save."""
    table: dict[str, Any] = json.loads(gzip.decompress((path / "table.json.gz").read_bytes()))
    return table


_CONDITIONAL = {"ais": ("1", "Sing"), "ait": ("3", "Sing"), "ions": ("1", "Plur"), "iez": ("2", "Plur"), "aient": ("3", "Plur")}
_CONDITIONAL_FORM = re.compile(r"r(?:ais|ait|ions|iez|aient)$")
_FUTURE_FORM = re.compile(r"r(?:ai|as|a|ons|ez|ont)$")
_FORM = re.compile(r"r(?:ais|ait|ions|iez|aient|ai|as|a|ons|ez|ont)$")
_FUTURE = {"ai": ("1", "Sing"), "as": ("2", "Sing"), "a": ("3", "Sing"), "ons": ("1", "Plur"), "ez": ("2", "Plur"), "ont": ("3", "Plur")}


@Language.factory("kg_verbs", assigns=["token.pos", "token.morph"])
def make_verbs(nlp: Language, name: str) -> Verbs:
    """The component that checks French conditional and future forms."""
    return Verbs()


class Verbs:
    """Corrects mood and tense of French verbs by their endings: future stem of a known verb + ending, unless another reading is known.

    `stems` maps a future stem ("rachèter") to its infinitive; `other` holds the forms that end likewise but are imperfects or
    nouns ("montrait").
    """

    def __init__(self, stems: dict[str, str] | None = None, other: frozenset[str] = frozenset()) -> None:
        """Tables come from training or from disk."""
        self.stems, self.other = stems or {}, other

    def analyse(self, form: str) -> tuple[str, str, str, str] | None:
        """(infinitive, "Cnd" or "Fut", person, number) of a lower-case form, or None when it is no such form of a known verb."""
        for mood, endings in (("Cnd", _CONDITIONAL), ("Fut", _FUTURE)):
            for ending, (person, number) in endings.items():
                if form.endswith("r" + ending):
                    stem = form[: -len(ending)]
                    # "disparaitra": the reformed spelling of "disparaîtra"
                    lemma = self.stems.get(stem) or self.stems.get(f"{stem[:-4]}aîtr" if stem.endswith("aitr") else "")
                    if lemma and form not in self.other:
                        return lemma, mood, person, number
        return None

    def __call__(self, doc: Doc) -> Doc:
        """Set pos and morph of the verbs in question."""
        token: Any  # spaCy's type stubs lack set_morph
        for token in doc:
            form = token.lower_
            verb = token.pos_ in {"VERB", "AUX"}
            looks = _FORM.search(form)
            if not looks and not verb:
                continue
            name = token.text[:1].isupper() and not token.is_sent_start and (token.pos_ == "PROPN" or token.ent_type_)
            found = self.analyse(form) if looks and not name else None
            if found:
                self.correct(token, found)
            elif verb:
                self.refute(token, form)
        return doc

    @staticmethod
    def correct(token: Any, found: tuple[str, str, str, str]) -> None:
        """Give a token the mood and tense that its form shows; the person of "-ais" stays as the tagger has it."""
        _, mood, person, number = found
        if token.pos_ not in {"VERB", "AUX"}:
            token.pos_ = "VERB"
        if token.lower_.endswith("ais") and token.morph.get("Person", []):
            person = token.morph.get("Person", [])[0]
        feats = {"Number": number, "Person": person, "VerbForm": "Fin", "Mood": "Cnd" if mood == "Cnd" else "Ind"}
        feats["Tense"] = "Pres" if mood == "Cnd" else "Fut"
        token.set_morph("|".join(f"{k}={v}" for k, v in sorted(feats.items())))

    def refute(self, token: Any, form: str) -> None:
        """Take back a conditional or future that the form cannot be: an imperfect or a present, then."""
        feats = token.morph.to_dict()
        conditional = feats.get("Mood") == "Cnd" and (form in self.other or not _CONDITIONAL_FORM.search(form))
        future = feats.get("Tense") == "Fut" and (form in self.other or not _FUTURE_FORM.search(form))
        if conditional or future:
            tense = "Imp" if form.endswith(tuple(_CONDITIONAL)) else "Pres"
            token.set_morph("|".join(f"{k}={v}" for k, v in sorted((feats | {"Mood": "Ind", "Tense": tense}).items())))

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save the tables."""
        _save(path, {"stems": self.stems, "other": sorted(self.other)})

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> Verbs:
        """Load the tables."""
        table = _load(path)
        self.stems, self.other = dict(table["stems"]), frozenset(table["other"])
        return self


@Language.factory("kg_lemmas", assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:
    """The component that looks lemmas up and derives those of unknown words."""
    return Lemmas()


class Lemmas:
    """Lemmas by table: (part of speech, form), then endings learned from the treebanks, then the form itself.

    `forms` maps "VERB rachèterait" to a lemma; `endings` maps "VERB èterait" to (letters to drop, letters to add). Names keep their form.
    """

    def __init__(self, forms: dict[str, str] | None = None, endings: dict[str, list[Any]] | None = None) -> None:
        """Tables come from training or from disk."""
        self.forms, self.endings = forms or {}, endings or {}

    def lemma(self, form: str, pos: str) -> str:
        """The lemma of a word with the given part of speech."""
        if pos == "PROPN":
            return self.forms.get(f"{pos} {form}", form)
        lower = form.lower()
        for key in (f"{pos} {form}", f"{pos} {lower}"):
            if key in self.forms:
                return self.forms[key]
        if pos in {"VERB", "AUX"}:
            other = self.forms.get(f"{'AUX' if pos == 'VERB' else 'VERB'} {lower}")
            if other:
                return other
        for size in range(min(6, len(lower) - 1), 0, -1):
            rule = self.endings.get(f"{pos} {lower[-size:]}")
            if rule:
                return lower[: len(lower) - int(rule[0])] + str(rule[1])
        return lower if pos not in {"X", "SYM", "NUM"} else form

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token."""
        for token in doc:
            token.lemma_ = token.text if token.is_space else self.lemma(token.text.replace("’", "'"), token.pos_)
        return doc

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save the tables."""
        _save(path, {"forms": self.forms, "endings": self.endings})

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> Lemmas:
        """Load the tables."""
        table = _load(path)
        self.forms, self.endings = dict(table["forms"]), dict(table["endings"])
        return self
