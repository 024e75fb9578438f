"""Names typed by hand: the files are well formed, spans become tags, listed names are tagged wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.training import gold_names
from kg.training.corpora import Sentence
from kg.training.tokenizers import blank


def sentence(text: str, pos: str, source: str = "bank") -> Sentence:
    words = text.split()
    return Sentence(words, [True] * len(words), pos=pos.split(), source=source)


def test_files_are_well_formed() -> None:
    for lang in ("fr", "en"):
        rows = [r.split("\t") for r in (gold_names.DATA / f"treebank_{lang}.tsv").read_text(encoding="utf-8").splitlines()]
        assert len(rows) > 1500
        assert len({r[0] for r in rows}) == len(rows)
        for _, length, *spans in rows:
            edge = 0
            for span in spans:
                place, _, kind = span.partition(":")
                start, end = map(int, place.split("-"))
                assert kind in {"PER", "ORG", "LOC", "?"}
                assert edge <= start < end <= int(length)
                edge = end
    for line in (gold_names.DATA / "articles_fr.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("### ") or line[:3] in {"P: ", "O: ", "L: ", "N: "}, line


def test_treebank_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold_names, "DATA", tmp_path)
    (tmp_path / "treebank_xx.tsv").write_text("0\t4\t0-2:PER\t3-4:?\n", encoding="utf-8")
    bank = [
        sentence("Anne Dubreuil dirige Talmont", "PROPN PROPN VERB PROPN"),
        sentence("Elle part demain", "PRON VERB ADV"),
        sentence("Brévent suit", "PROPN VERB"),  # has a name and was not annotated
        sentence("Orlun suit", "PROPN VERB", source="other"),
    ]
    found = list(gold_names.annotated_treebank("xx", bank))
    assert [s.ents for s in found] == [["B-PER", "I-PER", "O", ""], ["O", "O", "O"]]
    with pytest.raises(ModelError, match="sentence 0 is not the one"):
        list(gold_names.annotated_treebank("xx", bank[1:]))


def test_article_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles_fr.txt").write_text("### 7\nP: Anne Dubreuil; Dubreuil\nO: Talmont SA\nN: Cloudia\n", encoding="utf-8")
    monkeypatch.setattr(gold_names, "DATA", tmp_path)
    gold_names.listed.cache_clear()
    texts = [(7, ["Talmont SA embauche Anne Dubreuil.", "Hier, Dubreuil a vendu Cloudia à Brévent."]), (8, ["Orlun part."])]
    monkeypatch.setattr(gold_names, "articles", lambda shared: iter(texts))
    first, second = gold_names.annotated_articles(blank("fr"), tmp_path)
    assert first.ents == ["B-ORG", "I-ORG", "O", "B-PER", "I-PER", "O"]
    gold_names.listed.cache_clear()
    # a name of no such type is taught as none; a capitalised word that nobody listed stays open
    assert dict(zip(second.words, second.ents, strict=True)) == {
        "Hier": "O", ",": "O", "Dubreuil": "B-PER", "a": "O", "vendu": "O", "Cloudia": "O", "à": "O", "Brévent": "", ".": "O"
    }
