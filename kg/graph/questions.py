"""The named questions: each file in queries/ask/ is one, and the comment lines at its head say what it asks and for which parameters.

The head, before the query:

    # The question in words?
    # fr: The same in French ?
    # ?company names: the company that is held        (a parameter that is needed; its SPARQL variable has its name)
    # ?before date?: only what held before this day   (one that may be left out)
    # ?include parts? (holders; founders, funders): … (parts of the answer: those before the semicolon are always there)
    # relations: shareholding, founded                (which relations the answers have, in the order of the answer)

The query selects `?claim` and its `?words`. A parameter becomes a VALUES line at its top, so that the file answers for everything as it
is. Every file ends with the same two lines; they are written so that Oxigraph looks the words up claim by claim (a plain join after a
UNION would go through all claims each time).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import QuestionError

ASK = Path(__file__).resolve().parent / "queries" / "ask"
#: Kind of parameter → what people read of it.
KINDS = {
    "names": "one or more names",
    "date": "a date such as 2015-03-20, 2015-03 or 2015",
    "years": "one or more years",
    "relations": "one or more relations of the ontology",
    "yes": "yes or no",
    "parts": "parts of the answer",
}
_PARAMETER = re.compile(r"\?(\w+) (\w+)(\?)?(?: \(([^)]*)\))?: (.+)")
_SPLIT = frozenset({"parts", "years", "relations"})  # names may have commas of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question may be asked with: `kind` is one of KINDS; of parts, `base` are always in the answer, `more` on demand."""

    name: str
    kind: str
    needed: bool
    text: str
    base: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question; `relations` is empty where the answers may have any."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    relations: tuple[str, ...]
    sparql: str

    @property
    def usage(self) -> str:
        """How it is asked on the command line: `holders COMPANY [before=…] [include=founders,funders]`."""
        words = [one.name.upper() if one.needed else f"[{one.name}={','.join(one.more) or '…'}]" for one in self.parameters]
        return " ".join([self.name, *words])


@cache
def questions() -> Mapping[str, Question]:
    """Every question by name, sorted."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted(ASK.glob("*.rq"))}


def question(name: str) -> Question:
    """The question called `name`; QuestionError when there is none."""
    if name not in questions():
        raise QuestionError(f"{name}: there is no such question; there are {', '.join(questions())}")
    return questions()[name]


def parse(name: str, sparql: str) -> Question:
    """A question from its file. QuestionError when its head is not as this module says."""
    head = []
    for line in sparql.splitlines():
        if not line.startswith("# "):
            break
        head.append(line[2:].strip())
    if len(head) < 3 or not head[1].startswith("fr: ") or not head[-1].startswith("relations: ") or "WHERE {" not in sparql:
        raise QuestionError(f"{name}.rq: a question begins with comments: what it asks, in French too, its parameters and relations")
    relations = _listed(head[-1].partition(": ")[2])
    return Question(
        name=name,
        title=head[0],
        parameters=tuple(_parameter(name, line) for line in head[2:-1]),
        relations=() if relations == ("any",) else relations,
        sparql=sparql,
    )


def _parameter(question: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or found[2] not in KINDS:
        raise QuestionError(f"{question}.rq: {line!r} is not `?name kind: text` with a kind out of {', '.join(KINDS)}")
    base, _, more = (found[4] or "").partition(";")
    return Parameter(name=found[1], kind=found[2], needed=found[3] is None, text=found[5], base=_listed(base), more=_listed(more))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def arguments(asked: Question, words: Iterable[str]) -> dict[str, list[str]]:
    """The words of a command line as parameters: `name=value`, or bare values for the parameters in their order.

    Where a question has one parameter, it takes all bare values. QuestionError when there are too many.
    """
    known = {one.name: one for one in asked.parameters}
    given: dict[str, list[str]] = {}
    bare: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in known:
            given.setdefault(name, []).append(value)
        else:
            bare.append(word)
    free = [one.name for one in asked.parameters if one.name not in given]
    if len(known) == 1 and bare:
        given.setdefault(next(iter(known)), []).extend(bare)
    elif len(bare) > len(free):
        raise QuestionError(f"{bare[len(free)]}: too many arguments; several values for one parameter are NAME=A NAME=B: {asked.usage}")
    else:
        given.update({name: [value] for name, value in zip(free, bare, strict=False)})
    return {
        name: [part for value in values for part in _listed(value)] if known[name].kind in _SPLIT else values
        for name, values in given.items()
    }
