"""Identifiers that a person gives a thing: how each kind is written, and the check digits that tell a slip."""

from __future__ import annotations

import re

from kg.errors import JudgementError

#: Scheme → what people call it.
SCHEMES = {"wikidata": "Wikidata", "siren": "SIREN", "lei": "LEI"}
_SHAPES = {"wikidata": r"Q[1-9]\d*", "siren": r"\d{9}", "lei": r"[A-Z0-9]{18}\d{2}"}
_WORDS = {
    "wikidata": "Q and a number",
    "siren": "nine digits",
    "lei": "eighteen letters or digits and two check digits",
}


def checked(scheme: str, text: str) -> str:
    """The identifier without spaces, in capitals; JudgementError when it has not the form of its scheme or its check digits are wrong."""
    value = re.sub(r"[\s.-]", "", text).upper()
    value = value.rsplit("/", 1)[-1]  # the address of a Wikidata page
    if not re.fullmatch(_SHAPES[scheme], value):
        raise JudgementError(f"{text}: a {SCHEMES[scheme]} identifier is {_WORDS[scheme]}")
    if (scheme == "siren" and not _luhn(value)) or (scheme == "lei" and _remainder(value) != 1):
        raise JudgementError(f"{text}: the check digits of this {SCHEMES[scheme]} are wrong; is there a slip in it?")
    return value


def _luhn(digits: str) -> bool:
    """The sum rule of SIREN: from the right, every second digit doubled and cast out of nines, makes a multiple of ten."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _remainder(value: str) -> int:
    """ISO 7064, MOD 97-10: letters count from A = 10."""
    return int("".join(str(int(sign, 36)) for sign in value)) % 97
