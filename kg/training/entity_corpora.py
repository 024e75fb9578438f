"""Readers for named entities: cupt with nested entities, IOB2 and BIO columns, GUM's Entity column; they yield `corpora.Sentence`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.training.corpora import FREE_GUM_GENRES, Sentence, blocks, open_lines, sentence_of

#: GUM entity types that are named entities when the mention's head is a proper noun.
_GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}

#: Titles before a name, which other corpora leave outside.
_TITLE_WORDS = (
    "President Mr. Mrs. Ms. Dr. Mr Mrs Ms Dr Prof. Professor Senator Sen. Governor Gov. Minister Secretary Judge Justice General Gen. "
    "Captain King Queen Prince Princess Pope Sir Lord Lady Mayor Chancellor Colonel Father Sister Saint Chairman Director Rep."
)
_TITLES = frozenset(_TITLE_WORDS.split())

_CUPT_TYPES = {"NE-PERS": "PER", "NE-ORG": "ORG", "NE-LOC": "LOC"}


def read_cupt_entities(path: Path) -> Iterator[Sentence]:
    """Sequoia with its named entities in the last-but-one column, types PER, ORG, LOC; the type in context (`final`) wins.

    Nested entities: the longest one that is not contained in another is kept.
    """
    for _, rows in blocks(path):
        kept = [r for r in rows if "." not in r[0]]
        spans: dict[str, tuple[str, list[str]]] = {}
        for row in kept:
            if "-" in row[0] or row[10] in {"*", "_"}:
                continue
            for item in row[10].split(";"):
                key, _, kind = item.partition(":")
                if kind:
                    label = kind.split("|")[1] if "|" in kind else ""
                    spans[key] = (label, [row[0]])
                elif key in spans:
                    spans[key][1].append(row[0])
        sentence = sentence_of([[*r[:9], "_"] for r in kept], merge=True, source="sequoia")
        sentence.spaces = []
        words = _positions(kept)
        chosen = []
        for label, ids in spans.values():
            name, _, level = label.partition(".")
            if name.startswith("NE-"):
                chosen.append((words[ids[0]], words[ids[-1]], _CUPT_TYPES.get(name), level))
        sentence.ents = _bio(len(sentence.words), chosen)
        yield sentence


def _positions(rows: list[list[str]]) -> dict[str, int]:
    """Word index of every row id after multiword tokens are merged."""
    out: dict[str, int] = {}
    count, until = -1, 0
    for row in rows:
        if "-" in row[0]:
            count += 1
            until = int(row[0].split("-")[1])
        else:
            if int(row[0]) > until:
                count += 1
            out[row[0]] = count
    return out


def _bio(length: int, spans: list[tuple[int, int, str | None, str]]) -> list[str]:
    """BIO tags of the outermost spans; of two with the same words the one marked `final` gives the type."""
    best: dict[tuple[int, int], tuple[str | None, str]] = {}
    for start, end, kind, level in spans:
        if (start, end) not in best or level == "final":
            best[(start, end)] = (kind, level)
    tags = ["O"] * length
    taken = [False] * length
    for (start, end), (kind, _) in sorted(best.items(), key=lambda kv: kv[0][0] - kv[0][1]):
        if any(taken[start : end + 1]):
            continue
        taken[start : end + 1] = [True] * (end + 1 - start)
        if kind:
            tags[start : end + 1] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start)
    return tags


def read_columns(path: Path, *, word: int, tag: int) -> Iterator[Sentence]:
    """Sentences of a column file with BIO tags (I- opening an entity counts as B-); types other than PER, ORG, LOC become O.

    The words have no spacing information: `spaces` are guessed from punctuation and apostrophes.
    """
    separator = re.compile(r"\t| ")
    rows: list[tuple[str, str]] = []

    def flush() -> Sentence:
        words = [w for w, _ in rows]
        out = Sentence(words, guess_spaces(words), source=path.name.split(".")[0])
        previous = "O"
        for _, label in rows:
            kind = label[2:] if label[2:] in {"PER", "ORG", "LOC"} else ""
            opens = label.startswith("B-") or previous[2:] != kind
            previous = f"{'B' if opens else 'I'}-{kind}" if kind else "O"
            out.ents.append(previous)
        return out

    for line in open_lines(path):
        if line.startswith("#") and "\t" not in line:
            continue
        if not line.strip():
            if rows:
                yield flush()
                rows.clear()
            continue
        parts = separator.split(line)
        if len(parts) > max(word, tag):
            rows.append((parts[word], parts[tag]))
    if rows:
        yield flush()


def guess_spaces(words: Sequence[str]) -> list[bool]:
    """Whether a space follows each word, by the usual rules of French and English typesetting."""
    out = []
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        glued = (word.endswith(("'", "’")) and len(word) > 1) or word in {"(", "[", "“"}
        closes = following in {".", ",", ")", "]", "”", "..."} or following.startswith(("'s", "’s", "n't", "n’t", "-"))
        out.append(bool(following) and not glued and not closes)
    return out


def read_gum(path: Path, *, genres: frozenset[str] = FREE_GUM_GENRES) -> Iterator[Sentence]:
    """GUM sentences of the given genres, with PER, ORG, LOC for the mentions of persons, organisations and places that are names.

    The Entity column nests: a mention counts as a name when its head, marked by the tree, is a proper noun; the name is the head with its
    compound, flat and hyphen parts (so "the Iraqi president Jalal Talabani" gives "Jalal Talabani").
    """
    keep = False
    for comments, rows in blocks(path):
        for line in comments:
            if line.startswith("# newdoc id ="):
                keep = line.split("=")[1].strip().split("_")[1] in genres
        if not keep:
            continue
        sentence = sentence_of(rows, merge=False, source="gum")
        if any(set(w) == {"_"} for w in sentence.words):
            continue
        plain = [r for r in rows if "-" not in r[0] and "." not in r[0]]
        if len(plain) != len(sentence.words):
            continue
        sentence.ents = _gum_entities(plain, sentence)
        yield sentence


def _gum_entities(rows: list[list[str]], sentence: Sentence) -> list[str]:
    """BIO tags from the bracketed Entity column of one sentence."""
    stack: list[tuple[str, str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        value = next((p[7:] for p in row[9].split("|") if p.startswith("Entity=")), "")
        for match in re.finditer(r"\(([^()]+)(\))?|(\d+)\)", value):
            if match[1]:
                parts = match[1].split("-")
                kind = parts[1] if len(parts) > 1 else ""
                if match[2]:
                    spans.append((i, i, kind))
                else:
                    stack.append((parts[0], kind, i))
            else:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == match[3]:
                        _, kind, start = stack.pop(k)
                        spans.append((start, i, kind))
                        break
    found: list[tuple[int, int, str | None, str]] = []
    for start, end, kind in spans:
        label = _GUM_TYPES.get(kind)
        if not label:
            continue
        heads = [k for k in range(start, end + 1) if not start <= sentence.heads[k] <= end or sentence.heads[k] == k]
        if len(heads) != 1 or sentence.pos[heads[0]] != "PROPN":
            continue
        head = heads[0]
        part = {head}
        for _ in range(3):
            for k in range(start, end + 1):
                if sentence.heads[k] in part and sentence.deps[k] in {
                    "compound",
                    "flat",
                    "nmod",
                    "nmod:desc",
                    "amod",
                    "punct",
                    "fixed",
                    "case",
                }:
                    word, tag = sentence.words[k], sentence.pos[k]
                    named = tag == "PROPN" or (word[:1].isupper() and tag != "DET") or word in {"-", "."}
                    if named or (sentence.deps[k] == "case" and k > head and word in {"of", "for", "de", "da"}):
                        part.add(k)
        low = high = head
        while low - 1 in part and not (label == "PER" and sentence.words[low - 1] in _TITLES):
            low -= 1
        while high + 1 in part:
            high += 1
        found.append((low, high, label, "final"))
    return _bio(len(sentence.words), found)


def read_uner(entities: Path, treebank: Path) -> Iterator[Sentence]:
    """UNER's entity layer laid over the treebank it was made for (same sentences, same order), for its spacing and contractions."""
    layers = {tuple(s.words): s.ents for s in read_columns(entities, word=1, tag=2)}
    for _, rows in blocks(treebank):
        plain = [r for r in rows if "-" not in r[0] and "." not in r[0]]
        tags = layers.get(tuple(r[1] for r in plain))
        sentence = sentence_of(rows, merge=False, source="uner")
        if tags is not None and len(sentence.words) == len(tags):
            sentence.ents = list(tags)
            yield sentence


def with_spacing(entities: Iterator[Sentence], treebank: Iterator[Sentence]) -> Iterator[Sentence]:
    """Entity sentences that lack spacing, given that of the same sentences in a treebank; the others keep guessed spaces."""
    known = {tuple(s.words): s for s in treebank}
    for sentence in entities:
        twin = known.get(tuple(sentence.words))
        sentence.spaces = list(twin.spaces) if twin else guess_spaces(sentence.words)
        yield sentence
