"""Markdown to text: the marks of structure and emphasis go, the words stay in their order."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
_AUTO = re.compile(r"<(https?://[^<>\s]+)>")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s+\S+.*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?=\S)([^\n]+)\n {0,3}(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)
_STRONG = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])|(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\3(?![\w_])|"
    r"~~([^~\n]+)~~",
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
_TAG = re.compile(r"</?(?:br|p|div|span|em|strong|b|i|u|a|img|sup|sub|figure|figcaption|hr|center)\b[^<>\n]*/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_BLANK = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_SOFT = re.compile(r"(?<=\S)[ \t]*\n(?=[^\s\-*+>|#\d•–—])")


def to_text(text: str) -> tuple[str, str | None]:
    """`text` without Markdown's marks, and the first heading of the first level (the title; None if there is none).

    Lines of one paragraph are joined, as Markdown itself reads them. Offsets of the document point into this text.
    """
    text = _COMMENT.sub("", text)
    text = _FENCE.sub("", text)
    text = _SETEXT.sub(r"# \1\n", text)
    heading = re.search(r"^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", text, re.MULTILINE)
    title = heading[1].strip() if heading else None
    text = _HEADING.sub(r"\n\1\n", text)
    text = _REFERENCE.sub("", text)
    text = _RULE.sub("", text)
    text = _QUOTE.sub("", text)
    text = re.sub(r"(?: {2,}|\\)\n", "\n\n", text)
    text = _inline(text)
    blocks = [_SOFT.sub(" ", block).strip("\n") for block in _BLANK.sub("\n\n", text).split("\n\n")]
    result = "\n\n".join(block.rstrip() for block in blocks if block.strip())
    return result, _inline(title).strip() if title else None


def _inline(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTO.sub(r"\1", text)
    text = _FOOTNOTE.sub("", text)
    text = _CODE.sub(r"\2", text)
    for _ in range(2):  # emphasis within emphasis
        text = _STRONG.sub(lambda match: match[2] or match[4] or match[5], text)
    text = _TAG.sub("", text)
    return _ESCAPE.sub(r"\1", text)
