"""The reader: bytes, text or a file in, one Document out, or one DocumentError that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg import ids
from kg.documents import dates, html, pdf
from kg.documents.language import ARTICLES, language
from kg.documents.markdown import to_text
from kg.documents.metadata import front_matter, normalise, sidecar
from kg.documents.publisher import publisher
from kg.documents.segments import segments
from kg.documents.text import clean, decode
from kg.errors import DocumentError
from kg.types import SPEAKING, Document, Segment

#: Largest file that is read, in bytes: an article is some kilobytes, and what is larger is something else.
MAX_BYTES = 10_000_000

#: What is read, by the end of the name.
FORMATS = {
    "": "text", ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
}  # fmt: skip

_LANGUAGES = {
    "de": "German", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese", "ca": "Catalan", "pl": "Polish", "ro": "Romanian",
    "sv": "Swedish", "da": "Danish", "cs": "Czech", "tr": "Turkish", "hu": "Hungarian", "fi": "Finnish", "other": "another script",
}  # fmt: skip


def read(source: Path, *, name: str | None = None, metadata: Mapping[str, str] | None = None) -> Document:
    """The article in a file: .txt, .md, .html or .pdf, with the metadata of NAME.meta.json beside it.

    `name` is the document's name (default: the file's name); `metadata` (title, publisher, published, url, lang) goes before
    all that the file says. Raises DocumentError(name, kind, reason); kinds: missing, unreadable, unknown-format, too-large,
    empty, not-text, broken-pdf, no-article, language, bad-metadata.
    """
    name = one_line(name or source.name)
    try:
        if source.is_dir():
            raise DocumentError(name, "unreadable", "is a folder, not a file")
        if not source.exists():
            raise DocumentError(name, "missing", "no such file")
        if not source.is_file():
            raise DocumentError(name, "unreadable", "is not a regular file")
        if source.suffix.lower() not in FORMATS:
            raise DocumentError(name, "unknown-format", f"files ending in {source.suffix} are not read (.txt, .md, .html and .pdf are)")
        size = source.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(name, size)
        data = source.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(name, "unreadable", f"cannot be read ({reason})") from None
    given = {**sidecar(source, name), **normalise(metadata or {}, name, "metadata")}
    return read_bytes(data, name=name, suffix=source.suffix.lower(), metadata=given)


def read_bytes(data: bytes, *, name: str, suffix: str | None = None, metadata: Mapping[str, str] | None = None) -> Document:
    """The article in `data`; `suffix` (".pdf", ".html", …) tells its form, and without it the first bytes do. Raises DocumentError."""
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    if not data.strip():
        raise DocumentError(name, "empty", "the file is empty")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks = "pdf" if head.startswith(b"%pdf-") else "html" if head.startswith((b"<!doctype html", b"<html")) else "text"
    form = looks if suffix is None else FORMATS.get(suffix, "text")
    if form == "pdf":
        content, title = pdf.read(data, name)
        return document(content, name, {"title": title} if title else {}, metadata)
    if form == "html" or (form == "text" and looks == "html"):
        content, found = html.read(data, name)
        return document(content, name, found, metadata)
    if looks == "pdf":
        raise DocumentError(name, "not-text", "not a text file (it is a PDF: name it .pdf)")
    content = decode(data, name)
    return _plain(content, name, metadata, is_markdown=form == "markdown")


def read_text(text: str, *, name: str, metadata: Mapping[str, str] | None = None) -> Document:
    """The article in a string, read as a .txt file would be. Raises DocumentError."""
    return _plain(clean(text, name), name, metadata, is_markdown=False)


def one_line(name: str) -> str:
    """A name that can be printed in one line and hashed, whatever bytes the file system holds."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def _too_large(name: str, size: int) -> DocumentError:
    return DocumentError(name, "too-large", f"the file has {size / 1e6:.1f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB")


def _plain(content: str, name: str, given: Mapping[str, str] | None, is_markdown: bool) -> Document:
    found, content = front_matter(content, name)
    if is_markdown:
        content, heading = to_text(content)
        if heading:
            found.setdefault("title", heading)
    if not content.strip():
        raise DocumentError(name, "empty", "the file holds no text")
    return document(content, name, found, given)


def document(
    content: str, name: str, found: Mapping[str, str], given: Mapping[str, str] | None, *, standfirst: str | None = None
) -> Document:
    """Put together what the text and its metadata say; `given` goes before `found`, both before the text's own lines.

    `standfirst` is that line of the text where it is known. Raises DocumentError "no-article", "language" or "bad-metadata".
    """
    known = {**found, **normalise(given or {}, name, "metadata")}
    parts = segments(content, found.get("title") or known.get("title"), standfirst)
    speaking = [line for part in parts if part.kind in SPEAKING for line in content[part.start : part.end].split("\n") if line.strip()]
    lang = known.get("lang") or language(speaking)
    if lang is None:
        raise DocumentError(name, "no-article", "no article in it (no running text)")
    if lang not in ARTICLES:
        other = one_line(_LANGUAGES.get(lang, lang))[:40]
        raise DocumentError(name, "language", f"the article is in {other}; only French and English are read")
    datelines = _datelines(content, parts)
    title = next((content[part.start : part.end].strip() for part in parts if part.kind == "title"), None)
    return Document(
        id=ids.document_id(known.get("url") or name),
        text_hash=ids.text_hash(content),
        name=name,
        text=content,
        segments=parts,
        lang=lang,
        title=known.get("title") or title,
        published=known.get("published") or dates.published(datelines, lang),
        publisher=known.get("publisher") or publisher(datelines, lang),
        url=known.get("url"),
    )


def _datelines(content: str, parts: tuple[Segment, ...]) -> list[str]:
    """The lines of date and author above the body and below it; dates between its paragraphs head a section, not the article."""
    bodies = [index for index, part in enumerate(parts) if part.kind == "body"]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(parts), -1)
    within = sum(1 for index, part in enumerate(parts) if part.kind == "dateline" and first < index < last)
    chosen = [part for index, part in enumerate(parts) if part.kind == "dateline" and (index < first or index > last)]
    found = [line for part in chosen for line in content[part.start : part.end].split("\n") if line.strip()]
    # A chronology has a bare date above each of its paragraphs, the first one too.
    return [line for line in found if within < 2 or dates.strip(line).strip()]
