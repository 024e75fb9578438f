"""Keeps federated queries out: SERVICE makes the server open connections of its own, and Oxigraph has no switch for that.

Oxigraph's parser needs no space around keywords (`trueSERVICE<x>{}` is a service call), and what looks like an IRI can be a
less-than sign with a comment behind it. So this does not try to parse: a query in which the word occurs is let through only
where every occurrence certainly lies within a string, an absolute IRI, a comment, a variable or a name; in doubt it is refused.
"""

from __future__ import annotations

import re

# The tokens in which the word may stand; the order matters. No part can match in two ways, so that long queries take no long time.
_TOKENS = re.compile(
    r"""
      (?P<angle>  <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<harmless>
          "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
        | \#[^\n\r]*
        | [?$]\w+
        | :(?:[\w-]|\\[^\w\s])*
        | \\. )
    """,
    re.VERBOSE | re.DOTALL,
)
# A call to a host that is named in full, on one line, and with nothing in it that could end a comment or begin a string.
_NAMED = re.compile(
    r"""\b(?:SERVICE|LOAD)[ \t]+(?:SILENT[ \t]+)?<https?://(?P<host>[\w.:\[\]-]+)/[^\x00-\x20<>"'{}|^`\\#]*>""",
    re.IGNORECASE | re.ASCII,
)
_ESCAPED_ASCII = re.compile(r"\\u00[0-7][0-9a-f]|\\U000000[0-7][0-9a-f]", re.IGNORECASE)


def may_call_out(query: str, hosts: frozenset[str] = frozenset()) -> bool:
    """Whether `query` might hold a SERVICE clause that calls another host than one of `hosts` ("name" or "name:port"); True in doubt."""
    query = _without(query, hosts)
    if "\\" not in query and "service" not in query.casefold():  # nearly every query, and looking thus takes no time
        return False
    return _may_hold(re.compile("service", re.IGNORECASE), query)


def may_load(update: str, hosts: frozenset[str] = frozenset()) -> bool:
    """Whether `update` might hold a LOAD of anything but an address at one of `hosts`; True in doubt."""
    update = _without(update, hosts)
    return _may_hold(re.compile(r"(?<!\w)load", re.IGNORECASE), update)  # an operation begins a text, or follows a mark


def _without(text: str, hosts: frozenset[str]) -> str:
    """The text without the calls that go to `hosts`."""
    return _NAMED.sub(lambda call: "<http://allowed/>" if call["host"].lower() in hosts else call[0], text) if hosts else text


def _may_hold(word: re.Pattern[str], query: str) -> bool:
    """Whether a keyword might occur in `query` where it is one."""
    if not word.search(query):
        return bool(_ESCAPED_ASCII.search(query)) and bool(word.search(_ESCAPED_ASCII.sub(_unescape, query)))
    if _ESCAPED_ASCII.search(query):
        return True
    rest = []
    place = 0
    for token in _TOKENS.finditer(query):
        text = token[0]
        rest.append(query[place : token.start()])
        place = token.end()
        if token.lastgroup == "angle" and not text.lower().startswith(("<http://", "<https://")):  # `a<http://` can be nothing but an IRI
            if "#" in text or "'" in text:
                return True
            rest.append(text)
    rest.append(query[place:])
    return bool(word.search("\x00".join(rest)))


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[0][2:], 16))
