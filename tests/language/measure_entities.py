"""How well mentions and references fit gold: `python tests/language/measure_entities.py ../shared [FOLDER …] [--show]` prints the marks.

`../shared` is the folder with eval/score.py; without further folders its own sets are measured (seeds, dev 1–16), else each FOLDER that
holds articles and their gold.jsonl.
Entities: a gold entity is found when a mention of its document has one of its names, and typed when most of these mentions have its type.
References: a gold claim whose words name its subject (or object) only by a pronoun, a possessive or a common noun; what do these point at?
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kg.claims import understand
from kg.documents import read_sources
from kg.language import cues, pipelines
from kg.language.pieces import PLAIN, Piece, lines, token_span
from kg.types import Document, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many lines of dev_gold.jsonl are for development; the rest is held out.
OPEN = 16


@dataclass
class Marks:
    """Counts of one gold file (or several, added up) and the rows that went wrong, for reading."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """One count as a share of another; 0 where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0


def score_module(shared: Path) -> ModuleType:
    """eval/score.py as a module: its `norm` decides which names are equal."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(gold: Path, articles: Path, limit: int | None = None) -> Iterator[tuple[dict[str, Any], Document]]:
    """The first `limit` rows of a gold file (or all) with their documents."""
    documents = {d.name: d for d in read_sources([articles]) if isinstance(d, Document)}
    with gold.open(encoding="utf-8") as stream:
        rows = [json.loads(line) for number, line in enumerate(stream) if limit is None or number < limit]
    yield from ((row, documents[row["doc"]]) for row in rows)


def gold(shared: Path, folders: Sequence[Path] = ()) -> Iterator[tuple[dict[str, Any], Document]]:
    """Gold rows with their documents: of the folders given, else those of `shared` that are for development."""
    for folder in folders:
        yield from rows_of(folder / "gold.jsonl", folder)
    if not folders:
        yield from rows_of(shared / "eval" / "seeds_gold.jsonl", shared / "seeds")
        yield from rows_of(shared / "eval" / "dev_gold.jsonl", shared / "eval" / "dev", OPEN)


def read(document: Document) -> tuple[list[Piece], list[Mention]]:
    """The pieces of a document with values, mentions and references, as the extractor reads them, and its mentions."""
    cut = list(lines(document))
    docs = pipelines.load(document.lang).pipe([text.translate(PLAIN) for text, _, _ in cut], batch_size=64)
    pieces = [Piece(doc, offset, kind) for doc, (_, offset, kind) in zip(docs, cut, strict=True)]
    return pieces, understand(document, pieces)


def _named(entity: dict[str, Any], document: Document) -> bool:
    """Whether an entity has a name in the text: a form with a capital behind its article that stands there."""
    plain = document.text.replace("’", "'")
    for form in (entity["name"], *entity["aliases"]):
        form = form.replace("’", "'")
        bare = form.split("'", 1)[1] if form[:2].casefold() in ("l'", "d'") else form
        words = [w for w in bare.split() if w.casefold() not in ("le", "la", "les", "the", "un", "une", "a", "an")]
        if words and (words[0][:1].isupper() or words[0][:1].isdigit()) and form in plain:
            return True
    return False


def entities(row: dict[str, Any], document: Document, mentions: list[Mention], norm: Any, marks: Marks) -> None:
    """Count the entities of a document: found, typed, of all and of the named ones."""
    for entity in row["entities"]:
        if entity["type"] == "Unknown":
            continue
        forms = {norm(form) for form in (entity["name"], *entity["aliases"])}
        named = _named(entity, document)
        kinds = Counter(m.type for m in mentions if norm(m.text) in forms or norm(m.name) in forms)
        kind = max(sorted(kinds), key=lambda k: kinds[k]) if kinds else None
        for scope in ["all"] + ["named"] * named:
            marks.counts[f"{scope}"] += 1
            marks.counts[f"{scope}:found"] += kind is not None
            marks.counts[f"{scope}:typed"] += kind == entity["type"]
        if kind != entity["type"]:
            marks.errors.append(
                f"{'NAMED' if named else 'described':9} {row['doc'][:24]:24} {entity['type']:12} {entity['name']!r} "
                f"{entity['aliases']} -> {kind} {dict(kinds)}"
            )


def anaphors(piece: Piece, start: int, end: int, lang: str, kind: str) -> list[int]:
    """Tokens that look like an anaphor for a thing of type `kind`, whatever the resolver makes of them: a pronoun or possessive, a definite
    common noun that no name follows; plurals only where they are counted ("les deux sociétés") or pronouns."""
    known = cues.load(lang)
    found = []
    for token in piece.doc[start:end]:
        form, lemma = token.text.casefold().lstrip("-"), token.lemma_.casefold()
        if token.i in piece.at and piece.at[token.i].how == "name":
            continue
        left = piece.doc[token.i - 1].text.casefold() if token.i else ""
        person = kind in ("Person", "Organisation")
        if form in known.possessives or form in known.personal:
            fits = lang != "en" or form in ("they", "them", "their") or (form in ("it", "its", "itself")) == (kind != "Person")
            if person and fits and not _expletive(token) and left not in known.sharing and not token.text.isupper():
                found.append(token.i)
        elif form in ("dernier", "dernière", "latter", "former") and left in ("ce", "cette", "the") and person:
            found.append(token.i)
        elif token.pos_ == "NOUN" and known.anaphors.get(lemma) == kind and not token.text[:1].isupper():
            before = {left, *(c.text.casefold() for c in token.children if c.i < token.i)}
            counted = before & {"deux", "trois", "two", "three"}
            named = any(i in piece.at and piece.at[i].how == "name" for i in (token.i + 1, token.i + 2))
            if before & (known.definites - {"des", "aux"}) and not named and (counted or "Plur" not in token.morph.get("Number")):
                found.append(token.i)
    return found


def _expletive(token: Token) -> bool:
    """ "il s'agit", "il faut": a pronoun that stands for nothing."""
    return token.dep_.startswith("expl") or token.head.lemma_ in ("agir", "falloir")


def references(row: dict[str, Any], document: Document, pieces: list[Piece], norm: Any, marks: Marks) -> None:
    """Count the gold claims that name an end only by an anaphor: resolved right, wrong, or left open.

    An anaphor that points at the claim's other end, or at an end of another claim with the same words, is no word for the missing one;
    statements are left out (the speaker stands elsewhere).
    """
    forms = {e["name"]: {norm(f) for f in (e["name"], *e["aliases"])} for e in row["entities"]}
    types = {e["name"]: e["type"] for e in row["entities"]}
    seen: set[tuple[str, str]] = set()
    ends: dict[str, set[str]] = {}
    for claim in row["claims"]:
        ends.setdefault(claim["evidence"], set()).update(end for end in (claim["subject"], claim["object"]) if end)
    for claim in row["claims"]:
        at = document.text.find(claim["evidence"])
        piece = next((p for p in pieces if p.offset <= at < p.offset + len(p.doc.text)), None)
        if piece is None or claim["relation"] == "statement":
            continue
        span = token_span(piece.doc, at - piece.offset, min(at - piece.offset + len(claim["evidence"]), len(piece.doc.text)))
        if span is None:
            continue
        words = f" {norm(claim['evidence'])} "
        for end in ("subject", "object"):
            wanted, other = claim[end], claim["object" if end == "subject" else "subject"]
            if not wanted or types.get(wanted) in (None, "Unknown") or (wanted, claim["evidence"]) in seen:
                continue
            names = forms[wanted] | ({norm(wanted).split()[-1]} if types[wanted] == "Person" else set())
            if any(f and f" {f} " in words for f in names):
                continue
            seen.add((wanted, claim["evidence"]))
            tokens = anaphors(piece, *span, document.lang, types[wanted])
            pointed = {i: {norm(n) for n in piece.at[i].names} if i in piece.at else set() for i in tokens}
            elsewhere = [forms.get(end, set()) for end in {other or ""} | (ends[claim["evidence"]] - {wanted})]
            left = [i for i in tokens if not pointed[i] or not any(pointed[i] <= form for form in elsewhere)]
            if not left:
                continue
            right = any(pointed[i] & forms[wanted] for i in left)
            verdict = "right" if right else "wrong" if any(pointed[i] for i in left) else "open"
            marks.counts["ref"] += 1
            marks.counts[f"ref:{verdict}"] += 1
            said = [(piece.doc[i].text, sorted(pointed[i])) for i in left]
            marks.errors.append(f"REF {verdict:5} {row['doc'][:24]:24} {end}={wanted!r} {said} | {claim['evidence'][:160]}")


def measure(shared: Path, folders: Sequence[Path] = ()) -> Marks:
    """The marks over some folders with gold, or over both shared sets."""
    norm, marks = score_module(shared).norm, Marks()
    for row, document in gold(shared, folders):
        pieces, mentions = read(document)
        entities(row, document, mentions, norm, marks)
        references(row, document, pieces, norm, marks)
    return marks


def main() -> None:
    """Print the marks, and with --show what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("folders", type=Path, nargs="*", help="folders with articles and gold.jsonl")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    marks = measure(arguments.shared, arguments.folders)
    if arguments.show:
        print(*marks.errors, sep="\n")
    for scope in ("all", "named"):
        print(
            f"entities {scope}: {marks.counts[scope]}, found {marks.share(scope + ':found', scope):.3f}, "
            f"found under the right type {marks.share(scope + ':typed', scope):.3f}, "
            f"type right of found {marks.share(scope + ':typed', scope + ':found'):.3f}"
        )
    print(
        f"references: {marks.counts['ref']}, "
        + ", ".join(f"{what} {marks.share('ref:' + what, 'ref'):.3f}" for what in ("right", "wrong", "open"))
    )


if __name__ == "__main__":
    main()
