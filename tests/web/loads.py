"""Queries that take long, or much, and short ways to ask and to write: what the tests of kills and the soak share."""

from __future__ import annotations

import httpx

from tests.web.process import BEARER, Served

NAMES = "SELECT ?name WHERE { ?e skos:prefLabel ?name }"
MINE = "urn:mine"
COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }}"


def many(names: str, size: int) -> str:
    """Every combination of so many rows for each of these variables."""
    return " ".join(f"VALUES ?{name} {{ {'1 ' * size} }}" for name in names)


def pairs(size: int) -> str:
    """Looks at so many pairs, squared, and finds none; about 2 s for 2,500."""
    return f"SELECT (COUNT(*) AS ?n) {{ {many('ab', size)} FILTER(?a + ?b < 0) }}"


#: Would run for hours.
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {many('abc', 3000)} FILTER(?a + ?b + ?c < 0) }}"
#: A text that is tripled twenty times.
SWELLING = " ".join(f"BIND(CONCAT({','.join([f'?y{number}'] * 3)}) AS ?y{number + 1})" for number in range(20))


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/query", data={"query": query})


def update(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/update", data={"update": text}, headers=BEARER)


def count(client: httpx.Client, query: str = COUNT) -> int:
    answer = ask(client, query)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def whole(served: Served, readers: int) -> bool:
    """All processes are there, and idle."""
    counts = {role: len(pids) for role, pids in served.workers().items()}
    return counts == {"reader": readers, "writer": 1} and not served.figure("kg_workers_busy")
