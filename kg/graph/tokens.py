"""The tokens of a SPARQL query, with their places: enough to find a triple pattern without taking a string or a comment for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

TokenKind = Literal["iri", "string", "lang", "var", "blank", "name", "number", "word", "sign"]

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""
      (?P<skip>   [\s\ufeff]+ | \#[^\n\r]* )
    | (?P<iri>    <(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*> )
    | (?P<string> "{{3}}(?:"{{0,2}}(?:[^"\\]|\\.))*"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<lang>   @[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)? )
    | (?P<var>    [?$]\w[\w·]* )
    | (?P<blank>  _:\w(?:[\w.\-·]*[\w\-·])? )
    | (?P<name>   (?:[^\W\d_](?:[\w.\-·]{{0,100}}[\w\-·])?)? : (?:(?:[\w:]|{_LOCAL})(?:(?:[\w.\-·:]|{_LOCAL})*(?:[\w\-·:]|{_LOCAL}))?)? )
    | (?P<number> [+-]?(?:\d*\.\d+(?:[eE][+-]?\d+)?|\d+\.?[eE][+-]?\d+|\d+) )
    | (?P<word>   [A-Za-z_]\w* )
    | (?P<sign>   \^\^ | && | \|\| | <<\( | \)>> | << | >> | \{{\| | \|\}} | [<>!]= | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_IN_STRING = re.compile(rf"{_ESCAPE}|\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is written, and its start and end in the query."""

    kind: TokenKind
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether this is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> list[Token]:
    """The tokens of a query; white space and comments are left out."""
    return [
        Token(match.lastgroup, match[0], match.start(), match.end())  # type: ignore[arg-type]  # the names of the groups
        for match in _TOKEN.finditer(query)
        if match.lastgroup != "skip"
    ]


def string_of(token: Token) -> str:
    """The characters that a string token stands for."""
    marks = 3 if token.text[:3] in ('"""', "'''") and len(token.text) >= 6 else 1
    return _IN_STRING.sub(_unescaped, token.text[marks:-marks])


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is not None:
        return _ESCAPES.get(match[1], match[1])
    number = int(match[0][2:], 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def iri_of(token: Token, prefixes: Mapping[str, str], base: str | None) -> str | None:
    """The IRI that a token stands for; None when it is no IRI or its prefix is not known. `base` is for relative ones."""
    if token.kind == "iri":
        iri = _IN_STRING.sub(_unescaped, token.text[1:-1])
        full = urljoin(base, iri) if base is not None else iri
        return full + "#" if iri.endswith("#") and not full.endswith("#") else full
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        start = prefixes.get(prefix)
        return None if start is None else start + re.sub(r"\\(.)", r"\1", local)
    return None
