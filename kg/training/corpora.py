"""Annotated sentences and the reader for CoNLL-U treebanks; the readers of named entities are in `entity_corpora`.

Every reader yields `Sentence`: surface words as spaCy sees them (French contractions "du", "aux" are one word), with
whatever the corpus knows about them. Licence rules are kept here too: `FREE_GUM_GENRES` says which documents of GUM
may be read by anyone for anything.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: GUM genres whose texts carry no non-commercial or no-derivatives clause (news and interviews are Wikinews, CC BY).
FREE_GUM_GENRES = frozenset({"news", "interview", "bio", "voyage", "academic", "speech", "textbook", "court", "vlog"})

@dataclass(slots=True)
class Sentence:
    """One annotated sentence; the lists run parallel to `words`.

    `spaces[i]` says whether a space follows word i. `heads` are indices of words (a root points at itself); `ents` are BIO tags
    ("O", "B-PER", …). A list that the corpus does not have is empty. `source` names the corpus.
    """

    words: list[str]
    spaces: list[bool]
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    ents: list[str] = field(default_factory=list)
    source: str = ""

    @property
    def text(self) -> str:
        """The sentence as written, without a trailing space."""
        return "".join(w + " " * s for w, s in zip(self.words, self.spaces, strict=True)).strip()


def open_lines(path: Path) -> Iterator[str]:
    """Lines of a text file, plain or xz-compressed, without their ends."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """(comment lines, token rows split at tabs) of each sentence in a CoNLL file."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in open_lines(path):
        if not line.strip():
            if rows:
                yield comments, rows
            comments, rows = [], []
        elif line.startswith("#") and "\t" not in line:
            comments.append(line)
        else:
            rows.append(line.split("\t"))
    if rows:
        yield comments, rows


def read_conllu(path: Path, *, merge: bool, documents: Sequence[str] | None = None, masked: bool = False) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U (or cupt) file.

    merge: make a multiword token ("du" = "de" + "le") one word; otherwise its parts are kept when they spell the surface form.
    documents: keep only documents whose id has one of these genres as its second part (GUM ids are GUM_genre_name).
    masked: keep sentences whose words are masked by "_" (default: they are left out).
    """
    source = path.name.split("-ud")[0]
    keep = True
    for comments, rows in blocks(path):
        for line in comments:
            if line.startswith("# newdoc id ="):
                keep = documents is None or line.split("=")[1].strip().split("_")[1] in documents
        if keep:
            sentence = sentence_of(rows, merge=merge, source=source)
            if masked or not any(set(w) == {"_"} for w in sentence.words):
                yield sentence


def sentence_of(rows: list[list[str]], *, merge: bool, source: str) -> Sentence:
    """Words of one block; multiword tokens are joined (see read_conllu), empty nodes dropped."""
    units: list[list[list[str]]] = []
    surfaces: list[tuple[str, bool]] = []
    pending: tuple[str, bool, int] | None = None
    for row in rows:
        space = "SpaceAfter=No" not in row[9] if len(row) > 9 else True
        if "." in row[0]:
            continue
        if "-" in row[0]:
            pending = (row[1], space, int(row[0].split("-")[1]))
            units.append([])
            surfaces.append((row[1], space))
        elif pending and int(row[0]) <= pending[2]:
            units[-1].append(row)
            if int(row[0]) == pending[2]:
                spelled = "".join(r[1] for r in units[-1])
                if not merge and spelled == pending[0]:
                    parts = units.pop()
                    surfaces.pop()
                    for i, part in enumerate(parts):
                        units.append([part])
                        surfaces.append((part[1], pending[1] and i == len(parts) - 1))
                pending = None
        else:
            units.append([row])
            surfaces.append((row[1], space))
    index = {row[0]: i for i, unit in enumerate(units) for row in unit}
    out = Sentence([w for w, _ in surfaces], [s for _, s in surfaces], source=source)
    for i, unit in enumerate(units):
        outside = [r for r in unit if r[6] == "0" or index.get(r[6], -1) != i]
        head = outside[0] if outside else unit[0]
        out.lemmas.append(head[2] if len(unit) == 1 else " ".join(r[2] for r in unit))
        out.pos.append(head[3])
        out.feats.append("" if head[5] == "_" else head[5])
        out.heads.append(i if head[6] == "0" else index.get(head[6], i))
        out.deps.append("root" if head[6] == "0" else head[7])
    return out
