"""How good are the claims: a claims file against gold annotations, matched one to one within each document.

A prediction hits a gold claim when relation, subject and object agree (any alias of the gold file will do; `partner` and
`competitor` read both ways) and, where the gold claim has no object, the value agrees. Values, dates, modality and
attribution are then judged over the hits only. Gold claims marked optional neither count when found nor when missed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

#: Relations that mean the same read from either side.
_EITHER_WAY = frozenset({"partner", "competitor"})
_SLOTS = ("value", "date", "modality", "attributed_to")
_ARTICLES = re.compile(r"^(?:(?:the|an|a|les|le|la|l|une|un|des|du|de la|de l|d)\b[\s']*)+")
_LEGAL_FORMS = re.compile(r"\b(?:the|groupe|group|corp|sasu|sas|sarl|sa|inc|ltd|plc|gmbh|ag|se|nv|spa)\b")
_NUMBER = re.compile(r"[-+]?\d(?:[\d ]|[.,](?=\d))*")
_COMMA_GROUPS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINT_GROUPS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = str.maketrans({"\u202f": " ", "\xa0": " ", "€": " eur ", "$": " usd ", "−": "-"})
_SCALES = {
    **dict.fromkeys(("k", "thousand", "mille", "millier", "milliers"), 1e3),
    **dict.fromkeys(("m", "million", "millions"), 1e6),
    **dict.fromkeys(("md", "bn", "billion", "billions", "milliard", "milliards"), 1e9),
}
_FILLERS = frozenset({"de", "d", "of", "pour"})
_CURRENCIES = frozenset({"eur", "usd", "gbp", "%"})


def fold(name: str | None) -> str:
    """A name without case, accents, leading determiners, punctuation and legal forms: what two names are compared by."""
    if not name:
        return ""
    letters = unicodedata.normalize("NFKD", str(name).replace("’", "'"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    words = re.sub(r"[^\w%&+']+", " ", _ARTICLES.sub("", plain.strip()))
    return " ".join(_LEGAL_FORMS.sub(" ", words).split()) or words.strip()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value read for comparison: a number with its scale multiplied in and the words of its unit, or text alone."""

    number: float | None
    words: str


def quantity(value: object) -> Quantity | None:
    """Read "150 million EUR", "97,485 euros" or "44,4 %"; anything without a number stays text; nothing gives None."""
    if value in (None, ""):
        return None
    text = str(value).casefold().translate(_SIGNS)
    found = _NUMBER.search(text)
    if found is None:
        return Quantity(None, fold(text))
    digits = found.group().replace(" ", "")
    if _COMMA_GROUPS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _POINT_GROUPS.fullmatch(digits):
        digits = digits.replace(".", "")
    try:
        number = float(digits.replace(",", "."))
    except ValueError:  # "1.2.3" is a version, not a number
        return Quantity(None, fold(text))
    unit: list[str] = []
    for word in re.findall(r"[a-z%]+", unicodedata.normalize("NFKD", text[found.end() :])):
        if word in _SCALES and not unit:
            number *= _SCALES[word]
        elif word in {"euro", "euros"}:
            unit.append("eur")
        elif word in {"dollar", "dollars"}:
            unit.append("usd")
        elif word in {"percent", "cent"}:
            unit.append("%")
        elif word not in _FILLERS:
            unit.append(word)
    return Quantity(number, " ".join(unit))


def same_value(gold: object, found: object) -> bool:
    """Whether two values agree: numbers within half a percent and in the same currency, texts when they share half the words."""
    expected, actual = quantity(gold), quantity(found)
    if expected is None or actual is None:
        return expected is actual
    if expected.number is None or actual.number is None:
        if not expected.words or not actual.words:
            return False
        if expected.words in actual.words or actual.words in expected.words:
            return True
        wanted, have = set(expected.words.split()), set(actual.words.split())
        return 2 * len(wanted & have) >= len(wanted)
    if abs(expected.number - actual.number) > 0.005 * max(abs(expected.number), 1e-9):
        return False
    left, right = _CURRENCIES & set(expected.words.split()), _CURRENCIES & set(actual.words.split())
    return not (left | right) or bool(left & right)


def _year(date: object) -> str | None:
    found = _YEAR.search(str(date or ""))
    return found.group() if found else None


class _Names:
    """Every form that the gold file lists for an entity, over all of its documents."""

    def __init__(self, gold: Sequence[Row]) -> None:
        self._forms: defaultdict[str, set[str]] = defaultdict(set)
        for document in gold:
            for entity in document.get("entities", ()):
                self._forms[fold(entity["name"])].update(fold(form) for form in (entity["name"], *entity.get("aliases", ())))

    def same(self, gold: str | None, found: str | None) -> bool:
        wanted, have = fold(gold), fold(found)
        return bool(wanted and have) and (wanted == have or have in self._forms.get(wanted, ()))

    def hit(self, gold: Row, found: Row) -> bool:
        if gold["relation"] != found.get("relation"):
            return False
        sides = (gold.get("subject"), gold.get("object"))
        readings = (sides, sides[::-1]) if gold["relation"] in _EITHER_WAY else (sides,)
        return any(self._reads(gold, found, subject, other) for subject, other in readings)

    def _reads(self, gold: Row, found: Row, subject: str | None, other: str | None) -> bool:
        if subject:
            if not self.same(subject, found.get("subject")):
                return False
        elif found.get("subject") and other is None:
            return False
        if other:
            return self.same(other, found.get("object"))
        return not gold.get("value") or same_value(gold["value"], found.get("value"))


@dataclass(slots=True)
class Tally:
    """Hits, spurious predictions and misses, with the shares made of them (0..1)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of the predictions that hit."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the required gold claims that are hit."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """What `evaluate` found: counts in all and by group, slot counts over the hits, and the single errors."""

    total: Tally = field(default_factory=Tally)
    groups: dict[tuple[str, str], Tally] = field(default_factory=dict)
    slots: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Row]] = field(default_factory=list)
    spurious: list[tuple[str, Row]] = field(default_factory=list)

    def _share(self, good: str, of: str) -> float | None:
        return round(self.slots[good] / self.slots[of], 3) if self.slots[of] else None

    def summary(self) -> dict[str, Any]:
        """The numbers, rounded to three places; a slot that gold never fills is None."""
        return {
            "precision": round(self.total.precision, 3),
            "recall": round(self.total.recall, 3),
            "f1": round(self.total.f1, 3),
            **{slot: self._share(f"right {slot}", f"gold {slot}") for slot in (*_SLOTS, "evidence")},
            "hedged_as_fact": self._share("flattened", "hedged"),
            "invented": {slot: self.slots[f"invented {slot}"] for slot in ("value", "date", "attributed_to")},
            "tp": self.total.tp,
            "fp": self.total.fp,
            "fn": self.total.fn,
        }


def _quotes_overlap(gold: str, found: str) -> bool:
    """Whether the longer quote has at least half of the shorter one's words."""
    short, long = sorted((fold(gold).split(), fold(found).split()), key=len)
    return sum((Counter(short) & Counter(long)).values()) >= 0.5 * max(1, len(short))


def _agreement(gold: Row, found: Row) -> int:
    return (
        same_value(gold.get("value"), found.get("value"))
        + (gold.get("modality") == found.get("modality"))
        + (_year(gold.get("date")) == _year(found.get("date")))
    )


def _pair(names: _Names, gold: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Gold index → prediction index: required claims first, then the pairs whose slots agree best, then file order."""
    ranked = sorted(
        (bool(claim.get("optional")), -_agreement(claim, guess), j, i)
        for i, claim in enumerate(gold)
        for j, guess in enumerate(found)
        if names.hit(claim, guess)
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, j, i in ranked:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _judge(names: _Names, gold: Row, found: Row) -> Iterator[str]:
    """Names of the slot counters that one hit raises."""
    if gold.get("modality") not in (None, "asserted"):
        yield "hedged"
        if found.get("modality") == "asserted":
            yield "flattened"
    right = {
        "value": same_value(gold.get("value"), found.get("value")),
        "date": _year(gold.get("date")) == _year(found.get("date")),
        "modality": gold.get("modality") == found.get("modality"),
        "attributed_to": names.same(gold.get("attributed_to"), found.get("attributed_to")),
    }
    if gold.get("evidence") and found.get("evidence"):
        yield "gold evidence"
        if _quotes_overlap(gold["evidence"], found["evidence"]):
            yield "right evidence"
    for slot, agrees in right.items():
        if gold.get(slot):
            yield f"gold {slot}"
            if agrees:
                yield f"right {slot}"
        elif found.get(slot):
            yield f"invented {slot}"


def evaluate(gold: Sequence[Row], claims: Iterable[Row]) -> Score:
    """Score claim rows against gold documents ({"doc", "lang", "claims", "entities"}); claims of other documents are not looked at.

    A document with a list of claims that were "rejected" is one of which only some claims are judged: of those found, only such as
    were rejected are spurious.
    """
    names, score = _Names(gold), Score()
    by_document: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        by_document[claim["doc"]].append(claim)
    for document in gold:
        doc, found = document["doc"], by_document[document["doc"]]
        pairs = _pair(names, document["claims"], found)

        def tallies(relation: str, doc: str = doc, lang: str = document.get("lang") or "?") -> list[Tally]:
            keys = (("relation", relation), ("doc", doc), ("lang", lang))
            return [score.total, *(score.groups.setdefault(key, Tally()) for key in keys)]

        for i, claim in enumerate(document["claims"]):
            if claim.get("optional"):
                continue
            for tally in tallies(claim["relation"]):
                tally.tp, tally.fn = (tally.tp + 1, tally.fn) if i in pairs else (tally.tp, tally.fn + 1)
            if i in pairs:
                score.slots.update(_judge(names, claim, found[pairs[i]]))
            else:
                score.missed.append((doc, claim))
        wrong = document.get("rejected")
        for j in sorted(set(range(len(found))) - set(pairs.values())):
            if found[j].get("relation") == "statement":  # statements are optional as a kind
                continue
            if wrong is not None and not any(names.hit(claim, found[j]) for claim in wrong):  # nobody looked at it
                continue
            for tally in tallies(str(found[j].get("relation"))):
                tally.fp += 1
            score.spurious.append((doc, found[j]))
    return score
