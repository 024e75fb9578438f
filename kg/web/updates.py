"""The outer form of a SPARQL update, word by word: which graphs it writes to, and which it is to read.

Oxigraph has no syntax tree to show, and parsers in Python take seconds for a thousand triples. This reads marks, words and blocks
only; where it finds what it does not expect it says that it does not know.
"""

from __future__ import annotations

import re

from kg.errors import KgError, QueryError
from kg.graph.matching import MATCHES, NAME
from kg.graph.namespaces import PREFIXES

#: The default graph, among IRIs of named graphs.
DEFAULT = ""
_TOKEN = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*> | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | \#[^\n\r]* | [?$]\w+ | [{};.] | (?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:[\w.:%-]*[\w:%-])?
    | @[a-zA-Z-]+ | \w+ | \S
    """,
    re.VERBOSE | re.DOTALL,
)


class UsingError(KgError):
    """A request and its update both say which graphs the update reads."""


class _UnknownError(Exception):
    """The text is not of the form that is expected."""


def targets(update: str) -> set[str | None]:
    """IRIs of the graphs that an update writes to, DEFAULT among them; None for those that its text does not tell.

    QueryError when it looks for words: the search is part of queries, so the update would find nothing and say nothing.
    """
    found: set[str | None] = set()
    words = [token[0] for token in _TOKEN.finditer(update) if token[0][0] != "#"]
    reader = _Reader(words)
    try:
        while reader.more():
            found |= reader.operation()
    except (_UnknownError, IndexError):
        found.add(None)
    return found


class _Reader:
    """The words of an update, read from front to back."""

    def __init__(self, words: list[str]) -> None:
        self.words, self.place = words, 0
        self.prefixes = dict(PREFIXES)

    def more(self) -> bool:
        """Whether anything but prologues is left; reads these."""
        while self.place < len(self.words):
            word = self.words[self.place].upper()
            if word == ";":
                self.place += 1
            elif word == "PREFIX":
                name, iri = self.words[self.place + 1 : self.place + 3]
                self.prefixes[name.rstrip(":")] = self._iri(iri) or "\x00"
                self.place += 3
            elif word == "BASE":
                self.place += 2
            else:
                return True
        return False

    def take(self) -> str:
        """The next word."""
        self.place += 1
        return self.words[self.place - 1]

    def next_is(self, *words: str) -> bool:
        """Reads the next word if it is one of these."""
        if self.place < len(self.words) and self.words[self.place].upper() in words:
            self.place += 1
            return True
        return False

    def operation(self) -> set[str | None]:
        """What the next operation writes to."""
        kind = self.take().upper()
        if kind == "LOAD":
            self.next_is("SILENT")
            self.take()
            return {self.graph()} if self.next_is("INTO") else {DEFAULT}
        if kind in ("CLEAR", "DROP", "CREATE"):
            self.next_is("SILENT")
            return {DEFAULT} if self.next_is("DEFAULT", "ALL", "NAMED") else {self.graph()}  # each of the three touches the build's
        if kind in ("ADD", "MOVE", "COPY"):
            self.next_is("SILENT")
            source = self.graph()
            if not self.next_is("TO"):
                raise _UnknownError
            target = self.graph()
            return {source, target} if kind == "MOVE" else {target}
        default: str | None = DEFAULT
        if kind == "WITH":
            default, kind = self._iri(self.take()), self.take().upper()
        if kind not in ("INSERT", "DELETE"):
            raise _UnknownError
        if self.next_is("DATA"):
            return self.block(default, data=True)
        if self.next_is("WHERE"):
            return self.block(default)
        found = self.block(default)
        if kind == "DELETE" and self.next_is("INSERT"):
            found |= self.block(default)
        while self.next_is("USING"):
            self.next_is("NAMED")
            self.take()
        if not self.next_is("WHERE"):
            raise _UnknownError
        self.block(default)
        return found

    def graph(self) -> str | None:
        """The graph that is named next, with or without the word."""
        if self.next_is("DEFAULT"):
            return DEFAULT
        self.next_is("GRAPH")
        return self._iri(self.take())

    def block(self, default: str | None, *, data: bool = False) -> set[str | None]:
        """The graphs that the triples of the block in braces are in; reads it. `data`: it is no pattern, and looks for nothing."""
        if self.take() != "{":
            raise _UnknownError
        found: set[str | None] = set()
        depth = 1
        while depth:
            word = self.take()
            if word == "}":
                depth -= 1
            elif word == "{":
                depth += 1
            elif not data and word.endswith(("matches", "matches>")) and self._iri(word) == MATCHES:
                raise QueryError(f"{NAME} finds words for queries only: ask for what you want to change, and name it in the update")
            elif depth == 1:
                if word.upper() == "GRAPH":
                    found.add(self._iri(self.take()))
                elif word != ".":
                    found.add(default)
        return found

    def _iri(self, word: str) -> str | None:
        """The IRI that a word stands for; None where that cannot be told."""
        if word[0] == "<":
            return word[1:-1] if ":" in word and "\\" not in word else None
        prefix, mark, local = word.partition(":")
        if not mark or prefix not in self.prefixes or "%" in local:
            return None
        return self.prefixes[prefix] + local


def with_using(update: str, default: tuple[str, ...], named: tuple[str, ...]) -> str:
    """An update that reads the graphs that the request names (using-graph-uri, using-named-graph-uri), as USING in it would have it.

    UsingError when it has USING or WITH of its own, as the protocol wants.
    """
    if not default and not named:
        return update
    using = " " + " ".join([*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)]) + " "
    depth, before, made, place = 0, "", list[str](), 0
    for token in _TOKEN.finditer(update):
        word = token[0].upper()
        depth += (word == "{") - (word == "}")
        if depth or word in ("{", "}") or word[0] in "#<\"'?$":
            continue
        if word in ("USING", "WITH"):
            raise UsingError(f"the update has {word} of its own, and the request names graphs to use: only one of them can be meant")
        if word == "WHERE":
            if before == "DELETE":  # DELETE WHERE { … } is short for DELETE { … } WHERE { … }, which alone can have USING
                pattern = _block(update, token.end())
                made.append(update[place : token.start()] + pattern + using + "WHERE")
            else:
                made.append(update[place : token.start()] + using + "WHERE")
            place = token.end()
        before = word
    return "".join(made) + update[place:]


def _block(update: str, start: int) -> str:
    """The text from the first opening brace after `start` to the one that closes it."""
    depth, opened = 0, start
    for token in _TOKEN.finditer(update, start):
        if token[0] == "{":
            opened = token.start() if not depth else opened
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth <= 0:
                return update[opened : token.end()]
    return update[start:]
