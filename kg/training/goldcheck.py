"""How the bundled pipelines do on the entities of the gold articles: found at all, and under the right type."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

#: Gold types that the recogniser has a label for.
TYPES = {"Organisation": "ORG", "Person": "PER", "Place": "LOC"}

_ARTICLES = re.compile(r"^(?:l['’]|d['’]|the |la |le |les |du |de |des |groupe )", re.IGNORECASE)


def plain(name: str) -> str:
    """A name for comparison: no article, one kind of apostrophe, no accents on capitals, small letters."""
    text = re.sub(r"\s+", " ", name.replace("’", "'")).strip(' .,;«»"')
    text = _ARTICLES.sub("", _ARTICLES.sub("", text))
    return text.lower().translate(str.maketrans("éèêëàâîïôöûùüç", "eeeeaaiioouuuc"))


def gold_articles(shared: Path, *, dev: int = 16) -> Iterator[tuple[str, str, list[dict[str, object]], str]]:
    """(document, language, entities, text) of the seed articles and of the first `dev` development articles."""
    for line in (shared / "eval/seeds_gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["doc"], record["lang"], record["entities"], (shared / "seeds" / record["doc"]).read_text(encoding="utf-8")
    lines = (shared / "eval/dev_gold.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[:dev]:
        record = json.loads(line)
        yield record["doc"], record["lang"], record["entities"], (shared / "eval/dev" / record["doc"]).read_text(encoding="utf-8")


def check(load: Callable[[str], Language], shared: Path, *, dev: int = 16) -> tuple[dict[str, float], list[str]]:
    """Recall and type accuracy over gold names that occur literally in the text, and a line per miss.

    A gold entity counts as found when a predicted entity has its name or an alias (articles and accents aside), as typed right when most
    of those predictions have its type. Entities that are described, not named (no capital in any form that occurs), are left out.
    """
    totals: Counter[str] = Counter()
    misses: list[str] = []
    for doc, lang, entities, text in gold_articles(shared, dev=dev):
        text = text.replace("\u00a0", " ").replace("\u202f", " ")
        found: dict[str, Counter[str]] = {}
        for entity in load(lang)(text).ents:
            found.setdefault(plain(entity.text), Counter())[entity.label_] += 1
        for gold in entities:
            label = TYPES.get(str(gold["type"]))
            if not label:
                continue
            forms = [str(gold["name"]), *map(str, gold.get("aliases") or [])]  # type: ignore[call-overload]
            here = {
                f for f in forms if re.search(rf"(?<!\w){re.escape(f)}(?!\w)", text) and re.search(r"[A-ZÉÀÈ0-9]", _ARTICLES.sub("", f))
            }
            if not here:
                continue
            totals["gold"] += 1
            totals[f"gold {label}"] += 1
            votes: Counter[str] = sum((found.get(plain(f), Counter()) for f in forms), Counter())
            if not votes:
                near = [f"{k}/{v.most_common(1)[0][0]}" for k, v in found.items() if any(plain(f) in k or k in plain(f) for f in here)]
                misses.append(f"{doc} missed {gold['name']} ({label}) near {near}")
                continue
            totals["found"] += 1
            totals[f"found {label}"] += 1
            if votes.most_common(1)[0][0] == label:
                totals["typed"] += 1
                totals[f"typed {label}"] += 1
            else:
                misses.append(f"{doc} typed {gold['name']} ({label}) as {dict(votes)}")
    out = {
        "recall": 100 * totals["found"] / totals["gold"],
        "type right": 100 * totals["typed"] / totals["found"],
        "both": 100 * totals["typed"] / totals["gold"],
    }
    for label in TYPES.values():
        out[f"recall {label}"] = 100 * totals[f"found {label}"] / max(1, totals[f"gold {label}"])
        out[f"type {label}"] = 100 * totals[f"typed {label}"] / max(1, totals[f"found {label}"])
    return out, misses
