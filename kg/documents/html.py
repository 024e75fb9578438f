"""A web page to its article: text by trafilatura's precise mode, metadata from JSON-LD first, then from meta tags."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kg.documents import dates
from kg.documents.lines import lines
from kg.documents.patterns import DATED, is_dateline
from kg.documents.publisher import publisher
from kg.errors import DocumentError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ARTICLE = re.compile(r"Article|Posting|Report|Review", re.IGNORECASE)
#: Parts of a page that are about something else than its article.
_ELSEWHERE = re.compile(r"comment|footer|sidebar|aside|related|\bnav\b|recommend|teaser|widget|reaction", re.IGNORECASE)
#: Tails of a page's title: " - The Paper", " | The Paper".
_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "published": (
        "article:published_time", "article:published", "og:article:published_time", "datepublished", "date", "dc.date",
        "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publish-date", "publication_date", "citation_publication_date",
        "parsely-pub-date", "sailthru.date",
    ),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher", "application-name"),
    "url": ("og:url",),
}  # fmt: skip


def decode(data: bytes) -> str:
    """The page as text: byte order mark, then the declared character set, then UTF-8, then Windows-1252."""
    declared = _CHARSET.search(data[:4096])
    candidates = ["utf-8-sig", declared[1].decode("ascii") if declared else "utf-8"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates.insert(0, "utf-16")
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def read(data: bytes, name: str) -> tuple[str, dict[str, str]]:
    """Text of the article in a page (title first, blank line between blocks) and the metadata that the page gives.

    Raises DocumentError "no-article" where a page holds no running text.
    """
    import trafilatura
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    for noisy in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)  # their warnings are about pages, not about us; ours is the issue
    page = _DECLARATION.sub("", decode(data).replace("\x00", ""))
    try:
        tree = lxml_html.document_fromstring(page)
        extracted = trafilatura.bare_extraction(page, favor_precision=True, include_comments=False, include_tables=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError):
        extracted = None  # whatever a mangled page does to the parsers, it has no article for us
    text = getattr(extracted, "text", None) or ""
    blocks = [" ".join(_letters(block).split()) for block in text.split("\n")]
    blocks = [block for block in blocks if block]
    if not any(line.prose for line in lines("\n\n".join(blocks))):
        raise DocumentError(name, "no-article", "the page holds no article (no running text found)")
    found = _metadata(tree)
    title = found.get("title")
    if title:
        blocks = [title, *(block for index, block in enumerate(blocks) if index > 2 or block != title)]
    return "\n\n".join(blocks), found


def _letters(text: str) -> str:
    """Composed accents, and letters instead of typographic ligatures."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    return re.sub("[\ufb00-\ufb06]", lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _metadata(tree: Any) -> dict[str, str]:
    """Title, publisher, published, url of a page; what it does not give, or gives in no usable form, is absent."""
    found: dict[str, str] = {}
    linked = _linked(tree)
    tags = _tags(tree)
    for key, names in _META.items():
        for value in (linked.get(key), *(tags.get(name) for name in names)):
            usable = dates.from_metadata(value) if value and key == "published" else value
            if usable and key not in found:
                found[key] = usable
    if "url" not in found or not found["url"].startswith(("http://", "https://")):
        found.pop("url", None)
        canonical = tree.xpath("//link[@rel='canonical']/@href")
        if canonical and str(canonical[0]).startswith(("http://", "https://")):
            found["url"] = str(canonical[0]).strip()
    if "published" not in found:
        for stamp in tree.xpath("//time[@datetime][ancestor::article or ancestor::header or ancestor::main]/@datetime")[:1]:
            if usable := dates.from_metadata(str(stamp)):
                found["published"] = usable
    shown = _shown(tree)
    spoken = (tree.get("lang") or "")[:2].lower() or None
    for key, value in (("published", dates.published(shown, spoken)), ("publisher", publisher(shown, spoken))):
        if value and key not in found:
            found[key] = value
    known = found.get("title")
    if known and "publisher" in found:
        known = re.sub(rf"\s+[|–—-]\s+{re.escape(found['publisher'])}$", "", known)
    if title := _title(tree, known):
        found["title"] = title
    return found


def _shown(tree: Any) -> list[str]:
    """The first lines of the page that are a date or an author and nothing else: what stands around the article, not in comments."""
    lines_found: list[str] = []
    dated: dict[str, bool] = {}  # menus say the same again and again
    for element in tree.xpath("//body//*[self::p or self::span or self::div or self::time or self::small or self::li][count(*) <= 4]"):
        text = " ".join(_letters(element.text_content()).split())
        if not 6 <= len(text) <= 140:
            continue
        if text not in dated:
            dated[text] = is_dateline(text) or DATED.match(text) is not None
        if not dated[text]:
            continue
        around = " ".join(f"{one.tag} {one.get('class') or ''} {one.get('id') or ''}" for one in (element, *element.iterancestors()))
        if not _ELSEWHERE.search(around) and text not in lines_found:
            lines_found.append(text)
        if len(lines_found) == 5:
            break
    return lines_found


def _title(tree: Any, known: str | None) -> str | None:
    """The heading that readers see: the page's h1 (where there are several, the one its own title agrees with), else its title."""
    headings = [" ".join(_letters(heading.text_content()).split()) for heading in tree.xpath("//h1")]
    headings = [heading for heading in headings if 2 <= len(heading) <= 300]
    own = " ".join(_letters(" ".join(tree.xpath("//head/title/text()"))).split())
    agreed = [heading for heading in headings if heading.casefold() in own.casefold() or heading == known]
    named = max(agreed, key=len) if agreed else headings[0] if len(headings) == 1 and len(headings[0].split()) > 1 else None
    chosen = named or known or (_TAIL.sub("", own) if own else None)
    return " ".join(_letters(chosen).split()) if chosen else None


def _tags(tree: Any) -> dict[str, str]:
    """Meta tags by lower-case name, property or itemprop: the first of each."""
    tags: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join(element.get("content").split())
        if key and content:
            tags.setdefault(key.strip().casefold(), content)
    return tags


def _linked(tree: Any) -> dict[str, str]:
    """What the first article in the page's JSON-LD says of itself."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            parsed = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(parsed):
            types = node.get("@type")
            if not any(_ARTICLE.search(str(one)) for one in (types if isinstance(types, list) else [types])):
                continue
            whole = {
                "title": node.get("headline") or node.get("name"),
                "published": node.get("datePublished") or node.get("dateCreated"),
                "publisher": _name(node.get("publisher")) or _name(node.get("sourceOrganization")),
                "url": node.get("url") or _name(node.get("mainEntityOfPage"), "@id"),
            }
            return {key: " ".join(value.split()) for key, value in whole.items() if isinstance(value, str) and value.strip()}
    return {}


def _nodes(parsed: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: itself, its list, its graph."""
    if isinstance(parsed, list) and depth < 5:
        for one in parsed:
            yield from _nodes(one, depth + 1)
    elif isinstance(parsed, dict):
        yield parsed
        if "@graph" in parsed and depth < 5:
            yield from _nodes(parsed["@graph"], depth + 1)


def _name(value: Any, key: str = "name") -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    return value if isinstance(value, str) else None
