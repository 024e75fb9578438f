"""The triple patterns of a SPARQL query, found without understanding the rest of it: a walk over its tokens.

Written for what rewrites one pattern in place: everything else in the query stays as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph.tokens import Token, iri_of, tokens

_OPEN = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}
#: Words that stand before a group, alone or with one term between.
_BEFORE_A_GROUP = ("OPTIONAL", "MINUS", "UNION", "WHERE", "LATERAL", "NOT", "EXISTS")


class Odd(Exception):
    """The query is not built as expected; the text says where."""


@dataclass(frozen=True, slots=True)
class Part:
    """A verb with its objects: places in the list of tokens, the ends not included; one object is (first, end)."""

    verb: tuple[int, int]
    objects: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject with all that is said of it, up to the full stop; `short`: in CONSTRUCT WHERE { … }, where only triples may stand."""

    subject: tuple[int, int]
    parts: tuple[Part, ...]
    short: bool


class Walk:
    """One walk over a query: its tokens, its prefixes and base, and the statements of all its groups."""

    def __init__(self, query: str, prefixes: Mapping[str, str], base: str | None = None) -> None:
        """Walk over `query`; `prefixes` are those that need no declaration, `base` goes before the
        query's own. Odd where it is not built as a query is."""
        self.tokens = tokens(query)
        self.prefixes = dict(prefixes)
        self.base = base
        self.statements: list[Statement] = []
        self._place = 0
        self._short = False
        self._prologue()
        self.form = self.tokens[self._place].text.upper() if self._place < len(self.tokens) else ""
        self._head()

    def iri(self, place: int) -> str | None:
        """The IRI of the token at a place, if it has one."""
        return iri_of(self.tokens[place], self.prefixes, self.base)

    def _sign(self) -> str:
        """The sign or keyword here; empty for other tokens and at the end."""
        if self._place >= len(self.tokens):
            return ""
        token = self.tokens[self._place]
        return token.text if token.kind == "sign" else token.text.upper() if token.kind == "word" else ""

    def _take(self) -> Token:
        if self._place >= len(self.tokens):
            raise Odd("the query ends too early")
        self._place += 1
        return self.tokens[self._place - 1]

    def _prologue(self) -> None:
        while self._sign() in ("PREFIX", "BASE", "VERSION"):
            which = self._take().text.upper()
            if which == "VERSION":
                self._take()
                continue
            name = self._take().text.partition(":")[0] if which == "PREFIX" else ""
            iri = iri_of(self._take(), {}, self.base)
            if iri is None:
                raise Odd(f"there is no IRI after {which}")
            if which == "PREFIX":
                self.prefixes[name] = iri
            else:
                self.base = iri

    def _head(self) -> None:
        """From SELECT and the like to the end."""
        if self.form == "CONSTRUCT":
            self._take()
            if self._sign() == "{":
                self._skip()  # the template: triples that are made, not looked for
            else:
                self._short = True
        self._until_group()
        if self._place < len(self.tokens):
            self._group()
            self._modifiers()

    def _until_group(self) -> None:
        while self._place < len(self.tokens) and self._sign() not in ("{", "}"):
            self._balanced() if self._sign() == "(" else self._take()

    def _modifiers(self) -> None:
        """What follows on a group of SELECT: ORDER BY, LIMIT, VALUES …, up to the end or the brace that closes the sub-select."""
        while self._place < len(self.tokens) and self._sign() != "}":
            if self._sign() == "VALUES":
                self._values()
            elif self._sign() == "(":
                self._balanced()
            elif self._sign() == "{":
                self._group()  # HAVING with EXISTS
            else:
                self._take()

    def _group(self) -> None:
        if self._take().text != "{":
            raise Odd("a group was expected")
        if self._sign() == "SELECT":
            self._until_group()
            self._group()
            self._modifiers()
        while (sign := self._sign()) != "}":
            if sign == "{":
                self._group()
            elif sign == ".":
                self._take()
            elif sign == "GRAPH":
                self._take()
                self._take()
            elif sign == "SERVICE":
                self._take()
                if self._sign() == "SILENT":
                    self._take()
                self._take()
                self._skip()  # what is there is for the other server to understand
            elif sign in _BEFORE_A_GROUP:
                self._take()
            elif sign == "FILTER":
                self._take()
                self._constraint()
            elif sign == "BIND":
                self._take()
                self._balanced()
            elif sign == "VALUES":
                self._values()
            else:
                self._statement()
        self._take()

    def _constraint(self) -> None:
        while self._sign() in ("NOT", "EXISTS"):
            self._take()
        if self._sign() == "{":
            self._group()
            return
        if self._sign() != "(":
            self._take()  # the name of a function
        self._balanced()

    def _values(self) -> None:
        self._take()
        self._skip() if self._sign() == "(" else self._take()
        self._skip()

    def _balanced(self) -> None:
        """An expression in parentheses; the groups of EXISTS in it are walked."""
        if self._take().text != "(":
            raise Odd("an expression in parentheses was expected")
        while self._sign() != ")":
            if self._sign() == "(":
                self._balanced()
            elif self._sign() == "{":
                self._group()
            else:
                self._take()
        self._take()

    def _skip(self) -> None:
        """One token, or everything between brackets."""
        close = [_OPEN.get(self._sign(), "")]
        self._take()
        while close and close[-1]:
            if self._sign() == close[-1]:
                close.pop()
            elif self._sign() in _OPEN:
                close.append(_OPEN[self._sign()])
            self._take()

    def _term(self) -> tuple[int, int]:
        """One term: a token, a literal with its language or datatype, a list, a blank node in brackets, a triple."""
        first = self._place
        token = self.tokens[first] if first < len(self.tokens) else None
        if token is None or (token.kind == "sign" and token.text not in _OPEN) or token.text in ("{", "{|") or (
            token.kind == "word" and not token.says("TRUE", "FALSE")
        ):  # fmt: skip
            raise Odd("a term was expected")
        self._skip()
        if token.kind == "string" and self._place < len(self.tokens):
            if self.tokens[self._place].kind == "lang":
                self._take()
            elif self._sign() == "^^":
                self._take()
                self._take()
        return first, self._place

    def _verb(self) -> tuple[int, int]:
        """A verb or a property path."""
        first = self._place
        while True:
            while self._sign() in ("^", "!"):
                self._take()
            if self._sign() == "(":
                self._skip()
            else:
                token = self._take()
                if token.kind not in ("var", "iri", "name") and token.text != "a":
                    raise Odd("a property was expected")
            while self._sign() in ("*", "+", "?"):
                self._take()
            if self._sign() not in ("/", "|"):
                return first, self._place
            self._take()

    def _object(self) -> tuple[int, int]:
        found = self._term()
        while self._sign() in ("~", "{|"):  # RDF 1.2: a name for the triple, and what is said of it
            if self._sign() == "~":
                self._take()
                if self.tokens[self._place : self._place + 1] and self.tokens[self._place].kind in ("var", "iri", "name", "blank"):
                    self._take()
            else:
                self._skip()
        return found[0], self._place

    def _statement(self) -> None:
        subject = self._term()
        parts: list[Part] = []
        while self._sign() not in (".", "}") and not self._another():
            if self._sign() == ";":
                self._take()
                continue
            verb = self._verb()
            objects = [self._object()]
            while self._sign() == ",":
                self._take()
                objects.append(self._object())
            parts.append(Part(verb, tuple(objects)))
            if self._sign() != ";":
                break
        self.statements.append(Statement(subject, tuple(parts), self._short))

    def _another(self) -> bool:
        """Whether what comes here is not a verb: a group or a keyword."""
        token = self.tokens[self._place] if self._place < len(self.tokens) else None
        if token is None:
            raise Odd("the query ends too early")
        return token.text == "{" or (token.kind == "word" and token.text != "a")
