"""Character-n-gram (floret) vectors from the press corpus: words never seen get a vector from their parts."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.vectors import Vectors

#: Rows, width and training of the table: with the two networks a French pipeline stays under 40 MB.
SETTINGS = {"bucket": 40000, "dim": 96, "minn": 3, "maxn": 5, "hashCount": 2, "minCount": 5, "epoch": 3, "neg": 5, "lr": 0.05}


def held_out(shared: Path) -> set[int]:
    """Ids of the articles that have gold claims: they stay out of everything that is trained."""
    lines = (shared / "eval" / "dev_index.jsonl").read_text(encoding="utf-8").splitlines()
    return {int(json.loads(line)["orangesum_id"]) for line in lines if line.strip()}


def articles(shared: Path) -> Iterator[tuple[int, list[str]]]:
    """Id and stripped title, heading and body of every corpus article that is not held out."""
    banned = held_out(shared)
    with lzma.open(shared / "corpus" / "orangesum-fr.jsonl.xz", "rt", encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            if record["id"] not in banned:
                yield int(record["id"]), [str(record[k]).strip() for k in ("title", "heading", "article") if record.get(k)]


def _write_corpus(shared: Path, text: Path, limit: int | None) -> None:
    """The corpus as lines of tokens, by the French tokenizer; sentences glued together part."""
    from kg.training.tokenizers import blank

    nlp = blank("fr")
    glued = re.compile(r"(?<=[a-zé»\")\]][.!?])(?=[A-ZÉÈÀ«\"])")
    with text.open("w", encoding="utf-8") as stream:
        for number, (_, parts) in enumerate(articles(shared)):
            if limit is not None and number >= limit:
                break
            for part in parts:
                words = (t.text for t in nlp.tokenizer(glued.sub(" ", part)) if not t.is_space)
                stream.write(" ".join(words) + "\n")


def train_vectors(shared: Path, output: Path, *, threads: int = 1, limit: int | None = None) -> Path:
    """Train floret vectors on the corpus, tokenised by the French tokenizer; save them as spaCy vectors in the folder `output`."""
    from spacy.strings import StringStore

    from kg.errors import ModelError

    try:
        import floret
    except ImportError:
        raise ModelError("vectors are made with floret, which is not installed: pip install 'kg[train]'") from None

    output.mkdir(parents=True, exist_ok=True)
    text = output / "corpus.txt"
    if not text.is_file():
        _write_corpus(shared, text, limit)
    model = floret.train_unsupervised(str(text), model="cbow", mode="floret", thread=threads, verbose=0, **SETTINGS)
    table = output / "table.floret"
    model.save_floret_vectors(str(table))
    read_floret(table, StringStore()).to_disk(output)
    text.unlink()
    table.unlink()
    return output


def load_vectors(strings: StringStore, folder: Path) -> Vectors:
    """The vectors that `train_vectors` saved in `folder`."""
    import numpy
    from spacy.vectors import Vectors

    # floret vectors want a table when they are made; the one on disk takes its place
    blank = Vectors(strings=strings, data=numpy.zeros((1, 1), dtype="float32"), mode="floret", minn=3, maxn=5, hash_count=2)
    return blank.from_disk(folder)


def read_floret(table: Path, strings: StringStore) -> Vectors:
    """spaCy Vectors from a floret table (its first line gives rows, width, n-gram sizes, hashes, seed and the word marks)."""
    import numpy
    from spacy.vectors import Vectors

    with table.open(encoding="utf-8") as stream:
        header = stream.readline().split()
        rows, width, minn, maxn, hashes, seed = (int(x) for x in header[:6])
        data = numpy.zeros((rows, width), dtype="float32")
        for line in stream:
            values = line.rstrip().split(" ")
            data[int(values[0])] = [float(v) for v in values[1 : width + 1]]
    return Vectors(
        strings=strings, data=data, mode="floret", minn=minn, maxn=maxn, hash_count=hashes, hash_seed=seed, bow=header[6], eow=header[7]
    )
