"""The words of a language as running text uses them in small letters: what a capital at the start of a sentence may hide."""

from __future__ import annotations

import gzip
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.training.corpora import FREE_GUM_GENRES, read_conllu

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: How often a word must stand in small letters to count: names and slips of the pen are rarer, or capitalised.
LEAST = {"fr": 8, "en": 2}


def texts(lang: str, shared: Path) -> Iterator[str]:
    """Running text: the French press corpus without the articles set aside for evaluation, the English treebanks' training splits."""
    if lang == "fr":
        held = {json.loads(line)["orangesum_id"] for line in (shared / "eval" / "dev_index.jsonl").read_text(encoding="utf-8").splitlines()}
        with lzma.open(shared / "corpus" / "orangesum-fr.jsonl.xz", "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                row = json.loads(line)
                if row.get("id", number) not in held:
                    yield row["article"]
        return
    for path in sorted((shared / "training" / lang).glob("*-ud-train.conllu.xz")):
        # of GUM only the documents that anyone may use for anything
        documents = sorted(FREE_GUM_GENRES) if "gum" in path.name else None
        yield from (sentence.text for sentence in read_conllu(path, merge=False, documents=documents))


def words(lang: str, shared: Path) -> list[str]:
    """The words of `lang` in small letters, sorted."""
    counts: Counter[str] = Counter()
    for text in texts(lang, shared):
        counts.update(word for word in WORD.findall(text.replace("’", "'")) if word.islower())
    return sorted(word for word, count in counts.items() if count >= LEAST[lang])


def save(lang: str, shared: Path, folder: Path) -> Path:
    """Write the word list of `lang` into `folder` (kg/models); the same corpus gives the same bytes."""
    path = folder / f"words.{lang}.gz"
    path.write_bytes(gzip.compress("\n".join(words(lang, shared)).encode("utf-8"), mtime=0))
    return path
