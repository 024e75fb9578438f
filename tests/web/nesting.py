"""Queries that are deep or long in every way that the grammar has, by size."""

from __future__ import annotations

from collections.abc import Callable

NESTED: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: f"ASK {{ FILTER({'(' * n}true{')' * n}) }}",
    "groups": lambda n: f"ASK {'{' * n}{'}' * n}",
    "not": lambda n: f"ASK {{ FILTER({'!' * n}true) }}",
    "functions": lambda n: f"ASK {{ FILTER({'STR(' * n}1{')' * n} = '1') }}",
    "blank nodes": lambda n: f"ASK {{ ?s ?p {'[ ?p ' * n}1{' ]' * n} }}",
    "lists": lambda n: f"ASK {{ ?s ?p {'( ' * n}1{' )' * n} }}",
    "paths": lambda n: f"ASK {{ ?s {'(' * n}<a:b>{')*' * n} ?o }}",
    "sequence": lambda n: f"ASK {{ ?s <a:b>{'/<a:b>' * n} ?o }}",
    "sum": lambda n: f"SELECT (1{'+1' * n} AS ?x) {{}}",
    "and": lambda n: f"ASK {{ FILTER(true{'&&true' * n}) }}",
    "union": lambda n: f"ASK {{ {{}}{' UNION {}' * n} }}",
    "optional": lambda n: f"ASK {{ {'OPTIONAL { ?s ?p ?o ' * n}{'}' * n} }}",
    "optionals": lambda n: f"ASK {{ {'OPTIONAL {?s ?p ?o} ' * n} }}",
    "minus": lambda n: f"ASK {{ {'MINUS {?s ?p ?o} ' * n} }}",
    "filters": lambda n: f"ASK {{ {'FILTER(true) ' * n} }}",
    "binds": lambda n: f"ASK {{ {' '.join(f'BIND(1 AS ?x{number})' for number in range(n))} }}",
    "subqueries": lambda n: f"ASK {{ {'{SELECT * {' * n}{'}}' * n} }}",
    "exists": lambda n: f"ASK {{ FILTER {'EXISTS {FILTER ' * n}(true){'}' * n} }}",
    "triples": lambda n: f"ASK {{ {' . '.join(f'?s{number} ?p ?o' for number in range(n))} }}",
    "triple terms": lambda n: f"ASK {{ ?s ?p {'<<( ?s ?p ' * n}1{' )>>' * n} }}",
}
