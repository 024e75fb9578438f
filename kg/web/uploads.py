"""Graphs that clients send, read into triples: one document in any RDF syntax, or several as the parts of a form."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.web.media import GRAPHS

FORM = "multipart/form-data"


class UnsupportedError(KgError):
    """A graph comes in a form that is not understood here; the message lists those that are."""


def triples(body: bytes, content_type: str, base: str) -> list[ox.Triple]:
    """The triples of a document, or of all parts of a form, with relative IRIs resolved against `base`.

    `content_type` is the header as it came. UnsupportedError for an unknown media type or character set, QueryError for what does not
    parse, or has named graphs.
    """
    found: list[ox.Triple] = []
    for media, text in _documents(body, content_type):
        try:
            parsed = ox.parse(io.BytesIO(text), GRAPHS[media], base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
            found += [quad.triple for quad in parsed]
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the graph cannot be read: {' '.join(str(error).split())}") from None
    return found


def _documents(body: bytes, content_type: str) -> Iterator[tuple[str, bytes]]:
    head = Message()
    head["Content-Type"] = content_type
    if head.get_content_type() != FORM or not content_type:
        yield _media(head, bool(content_type)), body
        return
    form = BytesParser().parsebytes(b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    if not form.is_multipart() or form.defects:
        raise QueryError("the graph cannot be read: this is no form with parts")
    for part in form.get_payload():
        assert isinstance(part, Message)
        text = part.get_payload(decode=True)
        yield _media(part, "Content-Type" in part), text if isinstance(text, bytes) else b""


def _media(head: Message, told: bool) -> str:
    media = head.get_content_type() if told else "nothing"
    if media not in GRAPHS:
        raise UnsupportedError(f"a graph is sent as {', '.join(GRAPHS)}, or as parts of {FORM}, not as {media}")
    charset = str(head.get_param("charset") or "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedError(f"a graph is sent in UTF-8, not in {charset}")
    return media
