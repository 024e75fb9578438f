"""How well modality, source and date are judged on gold claims, apart from whether the claim is found.

`python -m tests.language.measure_modality GOLD FOLDER [-v] [--ruled]`. Each gold claim is looked up by its evidence; its trigger is the
rule trigger of its relation in that evidence (else the verb or noun nearest to its object), and the rooms judge there. Statements and
optional claims do not count, as in score.py; `--upto N` reads the first N documents only.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import rules
from kg.claims import understand
from kg.documents import read_sources
from kg.language import dating, ended, modality, pipelines, triggers
from kg.language.pieces import Piece, lines
from kg.language.triggers import Hit
from kg.types import Document

SAME = str.maketrans({"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """A text of the same length whose quotes and spaces are the plain ones."""
    return text.translate(SAME).casefold() if len(text.casefold()) == len(text) else text.translate(SAME)


def located(evidence: str, pieces: list[Piece]) -> tuple[Piece, int, int] | None:
    """The piece and the tokens of a quote; its longest beginning if the whole is not there."""
    words = plain(evidence).split()
    for cut in (len(words), max(4, len(words) * 2 // 3), 4):
        pattern = re.compile(r"\s+".join(map(re.escape, words[:cut])))
        for piece in pieces:
            found = pattern.search(plain(piece.doc.text))
            if found:
                span = piece.doc.char_span(found.start(), found.end(), alignment_mode="expand")
                return piece, int(span.start), int(span.end)
    return None


def trigger_in(
    piece: Piece, start: int, end: int, claim: dict[str, Any], found: rules.Rules
) -> tuple[tuple[int, ...], str, Hit | None] | None:
    """Tokens and kind of what the claim hangs from, and the rule trigger if there is one."""
    hits = [
        h
        for s in piece.doc.sents
        for h in triggers.find(s, piece, found, piece.doc.lang_)
        if start <= h.anchor < end and h.trigger.rule.relation == claim["relation"]
    ]
    names = {
        i
        for i in range(start, end)
        if i in piece.at and {plain(n) for n in piece.at[i].names} & {plain(str(claim["object"] or claim["subject"]))}
    }
    middle = sum(names) / len(names) if names else (start + end) / 2
    if hits:
        best = min(hits, key=lambda h: (abs(h.anchor - middle), h.anchor))
        return best.tokens, best.trigger.kind, best
    for classes in (("VERB",), ("NOUN", "AUX")):
        tokens = [t.i for t in piece.doc[start:end] if t.pos_ in classes and t.i not in piece.at]
        if tokens:
            nearest = min(tokens, key=lambda i: (abs(i - middle), i))
            return (nearest,), "verb" if classes == ("VERB",) else "noun", None
    return None


def judged(document: Document, claims: list[dict[str, Any]], found: rules.Rules) -> Iterator[tuple[dict[str, Any], dict[str, Any], bool]]:
    """(gold claim, what the rooms say, whether a rule trigger was there) for each claim that can be located."""
    nlp = pipelines.load(document.lang)
    pieces = [Piece(nlp(text), offset, kind) for text, offset, kind in lines(document)]
    understand(document, pieces)
    for claim in claims:
        place = located(claim["evidence"], pieces)
        what = trigger_in(*place, claim, found) if place else None
        if place is None or what is None:
            continue
        piece, (tokens, kind, hit) = place[0], what
        sentence = piece.doc[tokens[0]].sent
        # the named things of the claim, as the document's gold names and forms them; an unnamed company that speaks is the claim's own
        verdict = modality.judge(
            piece,
            sentence,
            tokens,
            document.lang,
            subjects=frozenset(claim["forms"]),
            kind=kind,
            companies=frozenset([claim["subject"]] if not claim["object"] else []),
            figure=not claim["object"] and bool(claim["value"]),
        )
        mode = verdict.modality
        if hit is not None and hit.trigger.rule.modality and mode in ("asserted", "rumoured", "reported"):
            mode = hit.trigger.rule.modality  # type: ignore[assignment]
        dated = hit.trigger.rule.dated if hit is not None else True
        yield (
            claim,
            {
                "modality": mode,
                "attributed_to": verdict.source.name if verdict.source and mode != "asserted" else None,
                "date": dating.date_for(piece, sentence, tokens, kind, document.lang) if dated else None,
                "ended": ended.over(piece, sentence, tokens, kind, document.lang) or (hit is not None and hit.trigger.rule.ended),
                "trigger": " ".join(piece.doc[i].text for i in tokens),
                "sentence": sentence.text,
            },
            hit is not None,
        )


def measure(
    gold: Path, folder: Path, upto: int | None = None, show: bool = False, only_ruled: bool = False
) -> collections.Counter[str]:
    """Counts `slot:ok`, `slot:n` and `slot:invented` over the gold claims, or those at a rule trigger; `show` prints what is wrong."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()[:upto]]
    wanted = {row["doc"] for row in rows}
    documents = {d.name: d for d in read_sources([str(folder)]) if isinstance(d, Document) and d.name in wanted}
    found, counts = rules.load(), collections.Counter[str]()
    for row in rows:
        forms = {e["name"]: {plain(e["name"]), *map(plain, e.get("aliases", []))} for e in row["entities"]}
        claims = []
        for claim in row["claims"]:
            if claim["relation"] != "statement" and not claim.get("optional"):
                spoken = {e for e in forms if e in (claim["subject"], claim["object"])}
                claims.append(
                    claim
                    | {"forms": {n for e in spoken for n in [e, *next(x.get("aliases", []) for x in row["entities"] if x["name"] == e)]}}
                )
        for claim, said, ruled in judged(documents[row["doc"]], claims, found):
            if only_ruled and not ruled:
                continue
            counts["claims"] += 1
            counts["ruled"] += ruled
            hedged = claim["modality"] != "asserted"
            counts["hedged:n"] += hedged
            counts["hedged:as_fact"] += hedged and said["modality"] == "asserted"
            counts["asserted:n"] += not hedged
            counts["asserted:as_hedged"] += not hedged and said["modality"] != "asserted"
            verdicts = {
                "modality": claim["modality"] == said["modality"],
                "attributed_to": plain(str(said["attributed_to"]))
                in forms.get(str(claim.get("attributed_to")), {plain(str(claim.get("attributed_to")))}),
                "date": str(claim.get("date"))[:4] == str(said["date"])[:4],
                "ended": bool(claim.get("ended")) == said["ended"],
            }
            for slot, right in verdicts.items():
                filled = bool(claim.get(slot))
                counts[f"{slot}:n"] += filled
                counts[f"{slot}:ok"] += filled and right
                counts[f"{slot}:invented"] += not filled and not right
                if show and not right:
                    print(
                        f"{slot}: {claim.get(slot)} → {said[slot]} [{said['trigger']}]{'' if ruled else '~'} "
                        f"{claim['relation']} {claim['subject']} → {claim['object']}\n      {said['sentence']}"
                    )
    return counts


def report(counts: collections.Counter[str]) -> str:
    """The counts as one line."""
    parts = [f"{counts['claims']} claims ({counts['ruled']} at a rule trigger)"]
    parts += [
        f"{slot} {counts[slot + ':ok'] / max(1, counts[slot + ':n']):.3f} of {counts[slot + ':n']}, {counts[slot + ':invented']} invented"
        for slot in ("modality", "attributed_to", "date", "ended")
    ]
    parts.append(
        f"hedged as fact {counts['hedged:as_fact'] / max(1, counts['hedged:n']):.3f}, "
        f"fact as hedged {counts['asserted:as_hedged'] / max(1, counts['asserted:n']):.3f}"
    )
    return "; ".join(parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--upto", type=int)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--ruled", action="store_true")
    asked = parser.parse_args()
    print(report(measure(asked.gold, asked.folder, asked.upto, asked.v, asked.ruled)))
