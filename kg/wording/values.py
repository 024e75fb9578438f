"""Values as they are stored ("44.4 %", "> 1.5 billion EUR", "a few hundred thousand EUR") in the words of a language."""

from __future__ import annotations

import re
from functools import cache

from kg import lexicon

_NUMBER = re.compile(r"(?<![\w.])([-−+]?)(\d+)(\.\d+)?(?![\w.])")
_SCALES = {"thousand": ("mille", "mille"), "million": ("million", "millions"), "billion": ("milliard", "milliards"),
           "trillion": ("billion", "billions")}  # fmt: skip
_BOUNDS = {">": "plus de", ">=": "au moins", "<": "moins de", "<=": "au plus", "~": "environ", "more than": "plus de",
           "at least": "au moins", "less than": "moins de", "at most": "au plus", "about": "environ"}  # fmt: skip
_FIGURE = re.compile(
    rf"(?:(?P<bound>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})\s*)?"
    r"(?P<low>[-−+]?\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?))?"
    rf"(?:\s+(?P<scale>{'|'.join(_SCALES)})s?)?(?:\s+(?P<unit>[^\d\s].*)|\s*(?P<percent>%))?"
)
_HEAPS = (
    ("hundreds of thousands", "des centaines de milliers"), ("tens of thousands", "des dizaines de milliers"),
    ("tens of millions", "des dizaines de millions"), ("hundreds of millions", "des centaines de millions"),
    ("a few hundred thousand", "quelques centaines de milliers"), ("several hundred thousand", "plusieurs centaines de milliers"),
    ("a few hundred million", "quelques centaines de millions"), ("several hundred million", "plusieurs centaines de millions"),
    ("a few thousand", "quelques milliers"), ("several thousand", "plusieurs milliers"), ("a few hundred", "quelques centaines"),
    ("several hundred", "plusieurs centaines"), ("a few million", "quelques millions"), ("several million", "plusieurs millions"),
    ("a few billion", "quelques milliards"), ("several billion", "plusieurs milliards"), ("hundred million", "des centaines de millions"),
    ("hundred thousand", "des centaines de milliers"),
    ("tens", "des dizaines"), ("dozens", "des dizaines"), ("hundreds", "des centaines"), ("thousands", "des milliers"),
    ("millions", "des millions"), ("billions", "des milliards"),
)  # fmt: skip
_HEAP = re.compile(
    rf"(?P<heap>{'|'.join(sorted((heap for heap, _ in _HEAPS), key=len, reverse=True))})(?:\s+of)?(?:\s+(?P<unit>[^\d\s].*))?"
)
_FEW = re.compile(r"(?P<few>a few|several)\s+(?P<unit>[^\d\s].*)")
_ONE_FORM = frozenset({"bus", "fois", "pays", "voix"})
_WORDS = {"half": "la moitié", "majority": "majorité", "minority": "minorité", "not profitable": "pas rentable", "profitable": "rentable",
          "profitability": "rentabilité", "free": "gratuit"}  # fmt: skip


def english(value: str) -> str:
    """A stored value in English: its numbers grouped, "97,485 EUR"."""
    return _spaced(_NUMBER.sub(lambda found: _number(found.group(), ",", "."), value))


def french(value: str) -> str:
    """A stored value in French: "44,4 %", "1,5 milliard d’euros", "plus de 500 salariés"; what is no figure as it stands."""
    if value in _WORDS:
        return _WORDS[value]
    figure = _FIGURE.fullmatch(value)
    if figure:
        return _spaced(_figure(figure))
    heap = _HEAP.fullmatch(value)
    if heap:
        return f"{dict(_HEAPS)[heap['heap']]}{_counted(heap['unit'], many=True, joined=True)}"
    few = _FEW.fullmatch(value)
    if few:
        return f"{'quelques' if few['few'] == 'a few' else 'plusieurs'}{_counted(few['unit'], many=True, joined=False)}"
    return _spaced(_NUMBER.sub(lambda found: _number(found.group(), "\u202f", ","), value))


def _figure(found: re.Match[str]) -> str:
    last = found["high"] or found["low"]
    many = abs(float(last.replace("−", "-"))) >= 2
    parts = [_BOUNDS[found["bound"]]] if found["bound"] else []
    parts += [" à ".join(_number(end, "\u202f", ",") for end in (found["low"], found["high"]) if end)]
    if found["scale"]:
        parts.append(_SCALES[found["scale"]][many])
    if found["percent"]:
        return f"{' '.join(parts)} %"
    scaled = found["scale"] is not None
    return " ".join(parts) + _counted(found["unit"], many=many or scaled, joined=scaled and found["scale"] != "thousand")


def _counted(unit: str | None, *, many: bool, joined: bool) -> str:
    """What is counted, behind its number: " euros", " d’euros" where a noun such as "million" wants it `joined`."""
    if unit is None:
        return ""
    one, several = _units().get(unit, (unit, unit))
    word = several if many else one
    return f" d’{word}" if joined and word[:1].casefold() in "aeéèêiouœ" else f" de {word}" if joined else f" {word}"


@cache
def _units() -> dict[str, tuple[str, str]]:
    """Currencies and counted things as they are stored → one and several of them in French, as the language's own file calls them."""
    words = lexicon.load("fr")
    found = {name: _forms(forms[0]) for name, forms in words.groups("currencies").items()}
    for name, forms in (words.groups("units") | words.groups("durations")).items():
        several = next((form for form in forms if form == name or (len(form) > 2 and form.endswith(("s", "x")))), forms[0])
        found[name] = _singular(several), several
    return found


def _singular(noun: str) -> str:
    """One of what a plural counts, where its ending tells; of several words the plural stands."""
    if " " in noun or noun in _ONE_FORM:
        return noun
    return f"{noun.removesuffix('aux')}al" if noun.endswith("aux") else noun.removesuffix("s")


def _forms(entry: str) -> tuple[str, str]:
    """ "dollar/dollars canadien/canadiens" → both numbers."""
    words = [word.split("/") for word in entry.split()]
    return " ".join(word[0] for word in words), " ".join(word[min(1, len(word) - 1)] for word in words)


def _number(text: str, thousands: str, point: str) -> str:
    sign, whole, rest = _NUMBER.fullmatch(text).groups()  # type: ignore[union-attr]
    whole = whole if len(whole) < 5 else f"{int(whole):,}".replace(",", thousands)
    return sign.replace("-", "−") + whole + (rest or "").replace(".", point)


def _spaced(text: str) -> str:
    """With a space before "%" at which no line breaks."""
    return re.sub(r"(?<=[\d\u202f]) (?=%)", "\u00a0", text)
