"""Queries that show a newcomer what can be asked: the files in queries/examples/, and the named questions as they stand.

The first two lines of a file say what it asks, in English (`# …`) and in French (`# fr: …`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import QuestionError
from kg.graph.namespaces import PREFIXES
from kg.graph.questions import ASK
from kg.graph.triples_examples import ExampleQuery

FOLDER = Path(__file__).resolve().parent / "queries" / "examples"
_HEAD = re.compile(r"# (.+)\n# fr: (.+)\n")
_COMMENT = re.compile(r"^ *#.*$", re.MULTILINE)
_NAME = re.compile(r"(?<![\w<])([a-z]+):")


@cache
def samples() -> Mapping[str, ExampleQuery]:
    """Every example by name: those written as such, then the named questions, which answer for everything as they are."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for folder in (FOLDER, ASK) for path in sorted(folder.glob("*.rq"))}


def parse(name: str, sparql: str) -> ExampleQuery:
    """An example from its file, with the PREFIX lines that it needs elsewhere. QuestionError without a title in both languages."""
    head = _HEAD.match(sparql)
    if head is None:
        raise QuestionError(f"{name}.rq: a query begins with what it asks, in English `# …` and in French `# fr: …`")
    used = set(_NAME.findall(_COMMENT.sub("", sparql)))
    prefixes = "".join(f"PREFIX {prefix}: <{start}>\n" for prefix, start in PREFIXES.items() if prefix in used)
    return ExampleQuery(name=name, en=head[1], fr=head[2], sparql=prefixes + sparql[head.end() :].strip() + "\n")
