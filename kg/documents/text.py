"""Bytes to text: encodings, line ends, and the refusal of what is no text at all."""

from __future__ import annotations

import codecs
import re

from kg.errors import DocumentError

#: Above this share of control characters (or of bytes no encoding explains) a file is not text.
NOISE = 0.005

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, name: str) -> str:
    """The text of `data`: UTF-8, UTF-16/32 with a byte order mark, else Windows-1252; lines end in a line feed.

    Every other code point is kept, so offsets into the result are offsets into the file as decoded. Raises
    DocumentError "empty" for nothing but white space and "not-text" for what no encoding explains.
    """
    if not data.strip():
        raise DocumentError(name, "empty", "the file is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean(data[len(mark) :].decode(encoding, errors="replace"), name)
    if b"\x00" in data:
        raise DocumentError(name, "not-text", "not a text file (it contains NUL bytes)")
    return clean(guess(data), name)


def guess(data: bytes) -> str:
    """UTF-8 where it fits, also with a few bytes damaged or the last character cut; else Windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    # A damaged UTF-8 file has many good multi-byte characters for each bad byte; a Windows-1252 file has hardly any.
    good = sum(1 for character in text if character > "\x7f") - bad
    if good > 4 * bad:
        return text
    return data.decode("cp1252", errors="replace")


def clean(text: str, name: str) -> str:
    """`text` without byte order mark and with line feeds as line ends; refuses what is not text (DocumentError)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentError(name, "empty", "the file is empty")
    if "\x00" in text or _SURROGATE.search(text):
        raise DocumentError(name, "not-text", "not a text file (it contains characters that no text has)")
    noise = len(_CONTROL.findall(text))
    if noise > 2 and noise > NOISE * len(text):
        raise DocumentError(name, "not-text", f"not a text file ({noise} of {len(text)} characters are not text)")
    return text
