"""The word lists: small letters only, often enough, held-out articles left out, the same corpus gives the same bytes."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path

import pytest

from kg.training.words import LEAST, save, texts, words


def corpus(folder: Path, articles: list[dict[str, object]], sentences: dict[str, list[str]], held: list[object]) -> Path:
    """A corpus folder: French articles, English treebanks by file name, and the articles set aside."""
    (folder / "eval").mkdir(parents=True)
    (folder / "eval" / "dev_index.jsonl").write_text("".join(json.dumps({"orangesum_id": one}) + "\n" for one in held), encoding="utf-8")
    (folder / "corpus").mkdir()
    with lzma.open(folder / "corpus" / "orangesum-fr.jsonl.xz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in articles)
    (folder / "training" / "en").mkdir(parents=True)
    for name, lines in sentences.items():
        with lzma.open(folder / "training" / "en" / name, "wt", encoding="utf-8") as stream:
            for line in lines:
                rows = "".join(
                    f"{n}\t{w}\t{w}\tX\t_\t_\t{0 if n == 1 else 1}\t{'root' if n == 1 else 'dep'}\t_\t_\n"
                    for n, w in enumerate(line.split(), start=1)
                )
                stream.write(f"# newdoc id = GUM_{name[0]}_one\n# sent_id = 1\n# text = {line}\n{rows}\n")
    return folder


@pytest.fixture
def shared_small(tmp_path: Path) -> Path:
    often = LEAST["fr"]
    return corpus(
        tmp_path / "small",
        articles=[
            {"id": "a", "article": "Orange " * often + "pomme " * often + "rare " * (often - 1)},
            {"id": "b", "article": "L’été " * often + "porte-clés " * often + "x2 " * often},
            {"id": "gone", "article": "secret " * often},
            {"article": "numéroté " * often},
            {"article": "perdu " * often},
        ],
        sentences={
            "b-ud-train.conllu.xz": ["The red door", "a red gate"],
            "a-ud-train.conllu.xz": ["Door and door", "once"],
            "a-ud-dev.conllu.xz": ["held held held"],
            # GUM's documents of a genre that not everybody may use
            "f_gum-ud-train.conllu.xz": ["bound bound"],
        },
        held=["gone", 4],
    )


def test_french(shared_small: Path) -> None:
    # "L" and "Orange" stand with a capital, "rare" too seldom, "x2" is no word, "secret" and the fifth article are set aside
    assert words("fr", shared_small) == sorted(["pomme", "été", "porte-clés", "numéroté", "x"])


def test_english_reads_the_training_splits(shared_small: Path) -> None:
    assert list(map(str.strip, texts("en", shared_small))) == ["Door and door", "once", "The red door", "a red gate"]
    assert words("en", shared_small) == ["door", "red"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_same_bytes(shared_small: Path, tmp_path: Path, lang: str) -> None:
    first = save(lang, shared_small, tmp_path)
    assert first.name == f"words.{lang}.gz"
    content = first.read_bytes()
    assert gzip.decompress(content).decode("utf-8").split("\n") == words(lang, shared_small)
    assert save(lang, shared_small, tmp_path).read_bytes() == content


def test_the_shipped_lists_are_sorted_and_small(root: Path) -> None:
    for lang in ("fr", "en"):
        listed = gzip.decompress((root / "kg" / "models" / f"words.{lang}.gz").read_bytes()).decode("utf-8").split("\n")
        assert listed == sorted(set(listed))
        assert len(listed) > 5000
        assert all(word.islower() for word in listed)
