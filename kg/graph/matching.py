"""Full-text search in SPARQL: `?hit sc:matches "words"` becomes the IRIs that the search index finds, before the query runs.

A property function as other stores have it. The forms are `?hit`, `(?hit ?score)` or `(?hit ?score ?snippet)` before it, and after it
the words, or a list of them with the most hits wanted and what to look among: `("words" 20 sc:Claim)`.
"""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import ids
from kg.errors import QueryError, StoreError
from kg.graph.namespaces import PREFIXES
from kg.graph.patterns import Odd, Part, Statement, Walk
from kg.graph.tokens import string_of, tokens
from kg.search import KINDS, Hit, TooManyError, find
from kg.search.finding import Kind
from kg.search.words import wanted

#: The property's name and IRI.
NAME = "sc:matches"
MATCHES = ids.term("matches")
#: Hits that one pattern can give; whoever wants more asks for less at a time.
MOST = 10_000
#: Where to look: the folder of a store, its search index, or nowhere.
Source = Path | sqlite3.Connection | None
#: What a list can name to look among.
CLASSES: dict[str, Kind] = {
    ids.term("Entity"): "entity",
    PREFIXES["schema"] + "NewsArticle": "document",
    ids.term("Claim"): "claim",
}


def searched(query: str, store: Source, *, base: str | None = None) -> str:
    """`query` with what the search index of `store` finds in the place of each `sc:matches`.

    `base` is what relative IRIs are taken from. The very same text when the property does not occur as one. QueryError when it stands
    where it cannot be, when the words are none, when too much is found, or when there is no index (None: a store in memory). What is no
    SPARQL may come back as it is.
    """
    if "matches" not in query and "\\u" not in query and "\\U" not in query:
        return query
    try:
        walk = Walk(query, PREFIXES, base)
    except (Odd, RecursionError) as odd:
        if _named(query) and _well_formed(query, base):
            reason = str(odd) if isinstance(odd, Odd) else "it is nested too deeply"
            raise QueryError(f"{NAME} cannot be used in a query of this form: {reason}") from None
        return query  # whoever runs it says what is wrong with it
    concerned = [statement for statement in walk.statements if _concerned(walk, statement)]
    if not concerned or (walk.form != "ASK" and not _well_formed(query, base)):
        return query
    for statement in sorted(concerned, key=lambda one: -one.subject[0]):
        text = _rewritten(query, walk, statement, store)
        query = query[: walk.tokens[statement.subject[0]].start] + text + query[walk.tokens[_end(statement) - 1].end :]
    return query


def _named(query: str) -> bool:
    """Whether the property may be in a query that cannot be walked."""
    return any(token.text.endswith((":matches", "#matches>")) for token in tokens(query))


@cache
def _empty() -> ox.Store:
    return ox.Store()


def _well_formed(query: str, base: str | None) -> bool:
    """Whether it parses; where it does, only an ASK runs, and on no data."""
    try:
        _empty().query(query, base_iri=base, prefixes=PREFIXES)
    except SyntaxError:
        return False
    except (OSError, ValueError, RuntimeError):
        return True
    return True


def _end(statement: Statement) -> int:
    return statement.parts[-1].objects[-1][1] if statement.parts else statement.subject[1]


def _concerned(walk: Walk, statement: Statement) -> bool:
    """Whether a statement has the property for a verb, in a path or within brackets too."""
    return any(_is_search(walk, part) for part in statement.parts) or _in_brackets(walk, statement)


def _is_search(walk: Walk, part: Part) -> bool:
    return any(walk.iri(place) == MATCHES for place in range(*part.verb))


def _in_brackets(walk: Walk, statement: Statement) -> bool:
    """Whether the property is a verb within a term, as in [ sc:matches "words" ]."""
    ranges = [statement.subject, *(one for part in statement.parts for one in part.objects)]
    return any(
        walk.iri(place) == MATCHES and walk.tokens[place - 1].text in ("[", ";", "{|", "^", "/", "|", "!")
        for first, end in ranges
        for place in range(first + 1, end)
    )


def _rewritten(query: str, walk: Walk, statement: Statement, store: Source) -> str:
    """The statement with its searches done: VALUES for each, then what else it says of its subject."""
    if statement.short:
        raise QueryError(f"{NAME} cannot stand in CONSTRUCT WHERE {{ … }}: write CONSTRUCT {{ … }} WHERE {{ … }}")
    if _in_brackets(walk, statement):
        raise QueryError(f"{NAME} cannot stand within brackets: give what it finds a variable")
    variables = _variables(walk, statement)
    found, rest = [], []
    for part in statement.parts:
        if not _is_search(walk, part):
            rest.append(query[walk.tokens[part.verb[0]].start : walk.tokens[part.objects[-1][1] - 1].end])
        elif part.verb[1] - part.verb[0] > 1:
            raise QueryError(f'{NAME} cannot stand in a property path: write `?hit {NAME} "words"` and go on from ?hit')
        else:
            found += [_values(walk, variables, one, store) for one in part.objects]
    if len(variables) > 1 and (rest or len(found) > 1):
        raise QueryError(f"nothing more can be said of the list before {NAME}: end the pattern with a full stop")
    start, end = walk.tokens[statement.subject[0]].start, walk.tokens[_end(statement) - 1].end
    if rest:
        found.append(f"?{variables[0]} {' ; '.join(rest)}")
    text = " ".join(found)
    return text + "\n" * max(0, query.count("\n", start, end) - text.count("\n"))  # lines keep their numbers


def _variables(walk: Walk, statement: Statement) -> list[str]:
    """The variables for hit, score and snippet."""
    inside = walk.tokens[slice(*statement.subject)]
    if len(inside) > 1 and inside[0].text == "(":
        inside = inside[1:-1]
    if not 1 <= len(inside) <= 3 or any(token.kind != "var" for token in inside):
        raise QueryError(f"before {NAME} stands a variable, (?hit ?score) or (?hit ?score ?snippet)")
    names = [token.text[1:] for token in inside]
    if len(set(names)) < len(names):
        raise QueryError(f"a variable stands twice in the list before {NAME}")
    return names


def _values(walk: Walk, variables: list[str], place: tuple[int, int], store: Source) -> str:
    """The VALUES clause of one search."""
    text, limit, kinds = _asked(walk, place)
    if not wanted(text):
        raise QueryError(f"{NAME}: there is no word to look for")
    if store is None:
        raise QueryError(f"{NAME}: there is no search index beside this graph")
    try:
        hits = find(store, text, kinds=kinds, limit=limit or MOST, slips=False, whole=limit is None)
    except TooManyError:
        raise QueryError(f'{NAME}: more than {MOST} things have these words; say how many you want: ("words" 100)') from None
    except StoreError as error:
        raise QueryError(f"{NAME}: {error}") from None
    rows = [" ".join(_row(hit)[: len(variables)]) for hit in hits]
    if len(variables) == 1:
        return f"VALUES ?{variables[0]} {{ {' '.join(rows)} }}"
    return f"VALUES ({' '.join(f'?{name}' for name in variables)}) {{ {' '.join(f'({row})' for row in rows)} }}"


def _row(hit: Hit) -> tuple[str, str, str]:
    """IRI, score and snippet as SPARQL writes them."""
    score = format(Decimal(str(hit.score)), "f")
    return f"<{hit.iri}>", score if "." in score else score + ".0", str(ox.Literal(hit.snippet))


def _asked(walk: Walk, place: tuple[int, int]) -> tuple[str, int | None, tuple[Kind, ...]]:
    """The words, the most hits wanted (None: all), and what to look among."""
    inside = walk.tokens[slice(*place)]
    within = inside[0].text == "("
    if within:
        inside = inside[1:-1]
    if inside and inside[-1].kind == "lang" and len(inside) == 2:
        inside = inside[:1]
    if not inside or inside[0].kind != "string" or (not within and len(inside) > 1):
        raise QueryError(f'after {NAME} stand the words as a string, or a list such as ("words" 20): a variable is not bound yet')
    limit: int | None = None
    kinds: list[Kind] = []
    for offset, token in enumerate(inside[1:], start=place[0] + 2):
        iri = walk.iri(offset)
        if token.kind == "lang" and offset == place[0] + 2:
            continue
        if token.kind == "number" and token.text.isdecimal() and limit is None:
            limit = int(token.text)
            if not 1 <= limit <= MOST:
                raise QueryError(f"{NAME}: the most hits wanted must lie between 1 and {MOST}")
        elif iri in CLASSES:
            kinds.append(CLASSES[iri])
        else:
            raise QueryError(f"{NAME}: {token.text} is neither a number of hits nor sc:Entity, schema:NewsArticle or sc:Claim")
    return string_of(inside[0]), limit, tuple(kinds) or KINDS
