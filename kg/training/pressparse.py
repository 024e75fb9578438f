"""Press sentences with their trees, by template: short headlines, conditional and future verbs, passives, apposition, gapping.

`parses_LANG.yaml` holds templates in a compact notation (explained there); names come from `kg.training.names`, French verb forms from
`kg.training.conjugation`, part of speech, features and lemmas of other words from the treebank's own lexicon.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.training.conjugation import conjugate
from kg.training.corpora import Sentence
from kg.training.names import Names
from kg.training.spelling import lists

_DEFAULTS = {
    "fr": {
        **dict.fromkeys(["le", "la", "l'", "les", "un", "une"], ("DET", "det")),
        **dict.fromkeys(
            ["de", "d'", "du", "à", "au", "par", "pour", "avec", "dans", "en", "sur", "selon", "chez", "depuis"], ("ADP", "case")
        ),
    },
    "en": {
        **dict.fromkeys(["the", "a", "an"], ("DET", "det")),
        **dict.fromkeys(["of", "in", "by", "with", "from", "as", "for", "at"], ("ADP", "case")),
    },
}
_PUNCT = frozenset('.,:;()«»"')
_TOKEN = re.compile(r"^(?P<form>.+?)(?:/(?P<pos>[A-Z]+))?(?::(?P<dep>[a-z]+(?::[a-z]+)?))?@(?P<head>\d+)$")
_VOWEL = "aeiouyhâàéèêëîïôöûùüAEIOUÉÈÊÀÎÔ"


@dataclass(slots=True)
class _Word:
    """One word of a rendered template; `head` still counts template tokens."""

    form: str
    lemma: str
    pos: str
    feats: str
    dep: str
    head: int


class Lexicon:
    """The commonest features and lemma of (form, part of speech) in a treebank."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Count them."""
        seen: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        for s in sentences:
            for word, pos, feats, lemma in zip(s.words, s.pos, s.feats, s.lemmas, strict=True):
                seen[word.lower(), pos][feats, lemma] += 1
        self.best = {key: max(sorted(c), key=lambda k: c[k]) for key, c in seen.items()}

    def __call__(self, form: str, pos: str) -> tuple[str, str]:
        """(features, lemma); ("", form) for an unknown word."""
        return self.best.get((form.lower(), pos), ("", form.lower()))


class TreeWriter:
    """Renders templates with trees; the same seed gives the same sentences."""

    def __init__(self, lang: str, seed: int, lexicon: Lexicon) -> None:
        """`lexicon` supplies features in the conventions of the treebank that the sentences are trained with."""
        self.lang, self.lexicon = lang, lexicon
        self.rng = random.Random(f"tree-{lang}-{seed}")
        self.names = Names(lang, self.rng)
        data = lists(f"parses_{lang}")
        self.trees: list[str] = data["trees"]
        self.verbs: dict[str, list[str]] = data["verbs"]  # type: ignore[assignment]
        self.nouns: dict[str, list[str]] = data["nouns"]  # type: ignore[assignment]

    def sentence(self) -> Sentence:
        """One sentence."""
        tokens = self.rng.choice(self.trees).split(" ")
        groups: list[list[_Word]] = []
        for token in tokens:
            match = _TOKEN.match(token)
            if not match:
                raise ValueError(f"parses_{self.lang}.yaml: token {token!r} does not read as form[/POS]:relation@head")
            groups.append(self.words(match["form"], match["pos"], match["dep"], int(match["head"])))
        self.agree(groups)
        return self.join(groups)

    def words(self, form: str, pos: str | None, dep: str | None, head: int) -> list[_Word]:
        """The word or words of one template token."""
        if form.startswith("{"):
            return self.slot(form[1:-1], pos, dep or "dep", head)
        if form in _PUNCT:
            return [_Word(form, form, "PUNCT", "", "punct", head)]
        default = _DEFAULTS[self.lang].get(form.lower())
        pos = pos or (default[0] if default else "X")
        feats, lemma = self.lexicon(form, pos)
        return [_Word(form, lemma, pos, feats, dep or (default[1] if default else "dep"), head)]

    def slot(self, key: str, pos: str | None, dep: str, head: int) -> list[_Word]:
        """What stands in for a slot: a name, a number, a noun of a list, or a verb in a tense."""
        rng = self.rng
        if key in {"O", "P", "p", "L"}:
            return self.name(key, dep, head)
        if key in {"n", "Y"}:
            text = str(rng.randint(1985, 2026)) if key == "Y" else self.number()
            return [_Word(text, text, "NUM", "" if self.lang == "fr" else "NumForm=Digit|NumType=Card", dep, head)]
        if key in self.nouns:
            form = rng.choice(self.nouns[key])
            feats, lemma = self.lexicon(form, pos or "NOUN")
            if not feats and self.lang == "fr":
                feats = {"f": "Gender=Fem|Number=Sing", "objp": "Number=Plur"}.get(key, "Gender=Masc|Number=Sing")
            return [_Word(form, lemma, pos or "NOUN", feats, dep, head)]
        name, _, tense = key.partition(":")
        return self.verb(name, tense, dep, head) if self.lang == "fr" else self.english_verb(name, tense, dep, head)

    def verb(self, name: str, tense: str, dep: str, head: int) -> list[_Word]:
        """A French verb form; "envisage de" verbs bring their preposition along as a marker of the next token."""
        rng = self.rng
        verb, _, preposition = (rng.choice(self.verbs[name]) if name in self.verbs else name).partition("_")
        plural = tense.endswith("3p")
        tense = tense.removesuffix("3p")
        if tense == "t":
            tense = rng.choice(["pres", "pres", "pres", "fut", "fut", "cnd", "cnd", "cnd", "imp"])
        number = "Plur" if plural else "Sing"
        wanted = {
            "pres": ("Mood=Ind", f"Number={number}", "Person=3", "Tense=Pres"),
            "fut": ("Mood=Ind", f"Number={number}", "Person=3", "Tense=Fut"),
            "cnd": ("Mood=Cnd", f"Number={number}", "Person=3"),
            "imp": ("Mood=Ind", f"Number={number}", "Person=3", "Tense=Imp"),
            "pp": ("Gender=Masc", "Number=Sing", "Tense=Past"),
            "inf": ("VerbForm=Inf",),
        }[tense]
        form, feats = next((f, r) for f, rs in conjugate(verb).items() for _, r in rs if all(w in r.split("|") for w in wanted))
        if tense == "cnd":
            feats = feats.replace("|VerbForm", "|Tense=Pres|VerbForm")
        pos = "AUX" if dep.startswith(("aux", "cop")) else "VERB"
        return [_Word(form, verb, pos, feats, dep, head)] + (
            [_Word(preposition, preposition, "ADP", "", "mark", -1)] if preposition else []
        )

    def english_verb(self, name: str, tense: str, dep: str, head: int) -> list[_Word]:
        """An English verb form."""
        base, third, past, participle = self.rng.choice(self.verbs[name]).split("/")
        if tense == "t":
            tense = self.rng.choice(["pres", "pres", "past", "past"])
        forms = {
            "pres": (third, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"),
            "past": (past, "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"),
            "t3p": (base, "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"),
            "inf": (base, "VerbForm=Inf"),
            "pp": (participle, "Tense=Past|VerbForm=Part"),
        }
        form, feats = forms[tense]
        return [_Word(form, base, "VERB", feats, dep, head)]

    def name(self, key: str, dep: str, head: int) -> list[_Word]:
        """A name as a head with flat parts; names with small words inside are drawn again."""
        draw = {"O": self.names.organisation, "P": self.names.person, "p": self.names.surname, "L": self.names.place}[key]
        for _ in range(50):
            parts = draw().split(" ")
            if len(parts) <= 3 and all(p[:1].isupper() and p.replace("-", "" if self.lang == "fr" else "-").isalnum() for p in parts):
                break
        feats = "Number=Sing" if self.lang == "en" else ""
        flat = "flat:name" if self.lang == "fr" else ("flat" if key in {"P", "p"} else "compound")
        if flat == "compound":
            return [
                _Word(p, p, "PROPN", feats, "compound" if i < len(parts) - 1 else dep, -2 if i < len(parts) - 1 else head)
                for i, p in enumerate(parts)
            ]
        return [_Word(p, p, "PROPN", feats, flat if i else dep, -1 if i else head) for i, p in enumerate(parts)]

    def number(self) -> str:
        """A number as printed."""
        comma = "," if self.lang == "fr" else "."
        return self.rng.choice([str(self.rng.randint(1, 900)), f"{self.rng.randint(1, 99)}{comma}{self.rng.randint(1, 9)}"])

    def agree(self, groups: list[list[_Word]]) -> None:
        """French spelling across tokens: elision, the article of a feminine noun, "de le" → "du"."""
        if self.lang != "fr":
            for i, group in enumerate(groups[:-1]):
                if group[0].form == "a" and groups[i + 1][0].form[0].lower() in "aeiou":
                    group[0].form = "an"
            return
        for i, group in enumerate(groups[:-1]):
            word, after = group[-1], groups[i + 1][0]
            if word.form == "un" and "Gender=Fem" in groups[word.head - 1][0].feats:
                word.form, word.feats = "une", word.feats.replace("Masc", "Fem")
            if word.form.lower() in {"le", "la"} and "Gender=" in groups[word.head - 1][0].feats and word.dep == "det":
                feminine = "Gender=Fem" in groups[word.head - 1][0].feats
                word.form = ("La" if word.form[0] == "L" else "la") if feminine else ("Le" if word.form[0] == "L" else "le")
            if word.form.lower() in {"de", "que", "le", "la", "se", "ne", "ce"} and after.form[0] in _VOWEL:
                word.form = word.form[:-1] + "'"

    def join(self, groups: list[list[_Word]]) -> Sentence:
        """Template heads turned into word indices; spaces; a full stop that headlines lack."""
        starts, count = [], 0
        for group in groups:
            heads = [k for k, w in enumerate(group) if w.head >= 0]
            starts.append(count + heads[0])
            count += len(group)
        words = [w for g in groups for w in g]
        out = Sentence([], [], source="pressparse")
        base = 0
        for g, group in enumerate(groups):
            for word in group:
                out.words.append(word.form)
                out.lemmas.append(word.lemma)
                out.pos.append(word.pos)
                out.feats.append(word.feats)
                out.deps.append(word.dep)
                if word.head > 0:
                    out.heads.append(starts[word.head - 1])
                elif word.head == 0:
                    out.heads.append(starts[g])
                elif word.dep == "mark":
                    out.heads.append(starts[g + 1])
                else:
                    out.heads.append(starts[g])
            base += len(group)
        if out.words[-1] == "." and self.rng.random() < 0.35 and len(out.words) < 14:
            for column in (out.words, out.lemmas, out.pos, out.feats, out.deps, out.heads):
                column.pop()
        out.words[0] = out.words[0][:1].upper() + out.words[0][1:] if words[0].pos != "PROPN" else out.words[0]
        for i, text in enumerate(out.words):
            after = out.words[i + 1] if i + 1 < len(out.words) else ""
            glued = text.endswith("\'") or text == "(" or after in {".", ",", ")", ""} or (self.lang == "en" and after in {"%", "'s"})
            out.spaces.append(not glued)
        if self.rng.random() < 0.4:
            out.words = [w.replace("'", "’") for w in out.words]
        return out


def press_sentences(lang: str, count: int, *, seed: int, lexicon: Lexicon) -> list[Sentence]:
    """`count` sentences with trees; the same seed and treebank give the same list."""
    writer = TreeWriter(lang, seed, lexicon)
    return [writer.sentence() for _ in range(count)]
