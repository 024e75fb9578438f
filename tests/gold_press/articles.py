"""Gold claims of real articles, laid out for scoring: `python tests/gold_press/articles.py ../shared FOLDER [held]`, then build and eval.

`gold.jsonl`, and `held.jsonl` with the articles that no rule was written with, name articles of ../shared/corpus by id and evidence by
code points, and hold no sentence of them. The text of an article is title, heading and body, stripped, with a blank line between. A
key that a claim lacks is null or false.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EMPTY: dict[str, Any] = {"value": None, "date": None, "attributed_to": None, "negated": False, "ended": False, "optional": False}


def rows(name: str = "gold") -> list[dict[str, Any]]:
    """The gold rows, one an article; `name` is "gold" or "held"."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def lay_out(shared: Path, folder: Path, name: str = "gold") -> int:
    """Write each article, its date and one gold.jsonl with the evidence in words into `folder`; returns how many there are."""
    wanted = {row["id"]: row for row in rows(name)}
    folder.mkdir(parents=True, exist_ok=True)
    gold = []
    with lzma.open(shared / "corpus" / "orangesum-fr.jsonl.xz", "rt", encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            row = wanted.get(record["id"])
            if row is None:
                continue
            text = "\n\n".join(record[part].strip() for part in ("title", "heading", "article")) + "\n"
            name = f"{record['id']}.txt"
            (folder / name).write_text(text, encoding="utf-8")
            (folder / f"{name}.meta.json").write_text(json.dumps({"published": row["published"]}), encoding="utf-8")
            claims = [
                {"object": None, **EMPTY, **claim, "evidence": text[claim["start"] : claim["end"]], "annotators": 1}
                for claim in row["claims"]
            ]
            gold.append(
                {"doc": name, "lang": "fr", "published": row["published"], "publisher": None, "claims": claims, "entities": row["entities"]}
            )
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in sorted(gold, key=lambda row: str(row["doc"])))
    (folder / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(gold)


if __name__ == "__main__":
    print(lay_out(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4]), "articles")
