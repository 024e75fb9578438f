"""Names that their surroundings show to be products."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.products import kind_around

CASES = [
    ("fr", "Talmont vend une tablette baptisée Orphée", "DET:une VERB:vend VERB:baptisée", "Product"),
    ("fr", "Talmont présente sa nouvelle console , Orphée", "DET:sa ADJ:nouvelle VERB:présente PUNCT:,", "Product"),
    ("fr", "Talmont présente une console , Orphée", "DET:une VERB:présente PUNCT:,", None),
    ("en", "Talmont sells its Orpheo app", "VERB:sells PRON:its", "Product"),
    ("en", "Orpheo , an encrypted messaging service", "DET:an ADJ:encrypted PUNCT:,", "Product"),
    ("en", "Orpheo , an old friend", "DET:an ADJ:old PUNCT:,", None),
]


@pytest.mark.parametrize(("lang", "text", "tags", "expected"), CASES)
def test_products_by_their_surroundings(lang: str, text: str, tags: str, expected: str | None) -> None:
    words = text.split()
    known = {tag.split(":", 1)[1]: tag.split(":", 1)[0] for tag in tags.split()}
    doc = Doc(
        spacy.blank(lang).vocab,
        words=words,
        pos=[known.get(word) or ("PROPN" if word[0].isupper() else "NOUN") for word in words],
        lemmas=[word.casefold() for word in words],
    )
    start = next(i for i, word in enumerate(words) if word in ("Orphée", "Orpheo"))
    assert kind_around(doc, start, start + 1, lang) == expected
