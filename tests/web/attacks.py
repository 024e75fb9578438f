"""Requests that nobody should send, made up by the thousand, the same for the same seed."""

from __future__ import annotations

import gzip
import random
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from tests.web.hostile import Attack
from tests.web.nesting import NESTED
from tests.web.process import BEARER, TOKEN

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
QUERY = {"Content-Type": "application/sparql-query"}
TURTLE = {"Content-Type": "text/turtle"}
ASK = "/query?query=ASK%7B%7D"
OURS = "https://w3id.org/sovereign-cloud/graph/doc1"
PATHS = ("/sparql", "/query", "/update", "/store", "/health", "/metrics", "/", "/.well-known/void")

Dice = random.Random


def attacks(seed: int, count: int, canary: int) -> Iterator[Attack]:
    """So many of them, every kind in turn. `canary` is the port of a listener that nobody may connect to."""
    dice = random.Random(seed)
    for number in range(count):
        yield KINDS[number % len(KINDS)](dice, canary)


def head(method: str, target: str, *lines: str) -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: x", "Connection: close", *lines, "", ""]).encode()


def noise(dice: Dice, size: int) -> bytes:
    return dice.randbytes(dice.randrange(1, size))


def garbage(dice: Dice, canary: int) -> Attack:
    start = dice.choice([
        b"", b"GET ", b"GET / ", b"POST /update HTTP/1.1\r\n", b"\x16\x03\x01\x02\x00\x01", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ])  # fmt: skip
    return Attack(kind="garbage", pieces=(start + noise(dice, 4000) + b"\r\n\r\n",), harm=True)


def methods(dice: Dice, canary: int) -> Attack:
    odd = dice.choice([
        "get", "TRACE", "CONNECT", "PATCH", "PROPFIND", "SEARCH", "G\x00T", "GÉT", "X" * 5000, "UNLINK", "LOCK", "M-SEARCH", "PURGE",
    ])  # fmt: skip
    return Attack(kind="methods", pieces=(head(odd, dice.choice(PATHS)),), harm=True)


def versions(dice: Dice, canary: int) -> Attack:
    line = dice.choice([
        "GET /", "GET / HTTP/9.9", "GET / HTTP/0.9", "GET / HTTP/1.2", "GET  /  HTTP/1.1", "GET / HTTP/1.1 x", "GET / FTP/1.1",
        " GET / HTTP/1.1",
    ])  # fmt: skip
    return Attack(kind="versions", pieces=(line.encode() + b"\r\nHost: x\r\nConnection: close\r\n\r\n",))


def huge(dice: Dice, canary: int) -> Attack:
    size = dice.choice([150_000, 400_000])
    pieces = dice.choice([
        (head("GET", "/query?query=" + "a" * size),), (head("GET", "/" + "a/" * (size // 2)),),
        (head("GET", "/", "X-Long: " + "b" * size),), (head("GET", "/", *(f"X-{number}: y" for number in range(size // 10))),),
        (b"GET / HTTP/1.1\r\n", *(b"X: " + b"c" * 20_000 for _ in range(size // 20_000)), b"\r\n\r\n"),
        (head("POST", "/query", "Transfer-Encoding: chunked") + b"1;" + b"x" * size + b"\r\na\r\n0\r\n\r\n",),
    ])  # fmt: skip
    return Attack(kind="huge", pieces=pieces, harm=True)


def lines(dice: Dice, canary: int) -> Attack:
    bad = dice.choice([
        b"X: a\rInjected: b", b"X: a\nInjected: b", b"X: a\x00b", b"X : a", b": a", b"no colon", b" folded: x", b"X: a\r\n folded",
        b"X\x00: a", b"Host: y", b"Content-Length: 3\r\nContent-Length: 4", b"Connection: upgrade\r\nUpgrade: websocket",
        b"Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__", b"Expect: 200-maybe", b"Expect: 100-continue",
        b"X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: javascript", "Authorization: Bearer é☁".encode(), b"\xff\xfe: \xff",
        b"Range: bytes=0-,0-,0-", b"X-HTTP-Method-Override: DELETE", b"Origin: null\r\nAccess-Control-Request-Method: DELETE",
    ])  # fmt: skip
    method, target = dice.choice([("GET", "/"), ("GET", ASK), ("OPTIONS", "/update"), ("HEAD", ASK)])
    return Attack(kind="lines", pieces=(f"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".encode() + bad + b"\r\n\r\n",))


def chunks(dice: Dice, canary: int) -> Attack:
    body = dice.choice([
        b"zz\r\nASK{}\r\n0\r\n\r\n", b"-1\r\nASK{}\r\n0\r\n\r\n", b"ffffffffffffffff\r\nASK{}\r\n", b"5\r\nASK{}0\r\n\r\n",
        b"5\r\nASK{}\r\n", b"5\r\nASK{}\r\n0\r\nTrailer: \x00\r\n\r\n", b"\r\n\r\n", b"5 \r\nASK{}\r\n0\r\n\r\n",
        b"0x5\r\nASK{}\r\n0\r\n\r\n", b"5\nASK{}\n0\n\n", b"1\r\nA\r\n" * 3000 + b"0\r\n\r\n", noise(dice, 500),
    ])  # fmt: skip
    coding = dice.choice(["chunked", "chunked", "Chunked, gzip", "gzip, chunked", "identity", "chunked\r\nContent-Length: 5"])
    start = f"POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: {coding}\r\n\r\n"
    return Attack(kind="chunks", pieces=(start.encode(), body), cut=True)


def lengths(dice: Dice, canary: int) -> Attack:
    said = dice.choice(["5", "4", "6000", "-1", "5, 5", "99999999999999999999", "0x5", "five", "", "5\r\nContent-Length: 0", "+5"])
    body = dice.choice([b"ASK{}", b"ASK{}GET /update HTTP/1.1\r\n\r\n", b""])
    start = "POST /query HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    start += f"Content-Type: application/sparql-query\r\nContent-Length: {said}\r\n\r\n"
    return Attack(kind="lengths", pieces=(start.encode() + body,), cut=dice.random() < 0.5)


def traversal(dice: Dice, canary: int) -> Attack:
    up = dice.choice(["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "..;/", ".%00./", "%c0%ae%c0%ae/"])
    start = dice.choice([
        "/", "/store/", "/store?graph=file:///", "//", "/sparql/", "/.well-known/", "http://x/", "/%2f/", "*", "/query?query=", "/page/",
    ])  # fmt: skip
    aim = dice.choice(["secret.txt", "etc/passwd", "served/.lock", "index.sqlite", "store/CURRENT", "kg/__init__.py"])
    return Attack(kind="traversal", pieces=(head(dice.choice(["GET", "PUT", "DELETE"]), start + up * dice.randrange(1, 9) + aim),))


def encodings(dice: Dice, canary: int) -> Attack:
    bad = dice.choice([
        b"%zz", b"%E9", b"%", b"%u0041", b"%C0%AF", b"%ED%A0%80", b"%00", b"%FF%FE", b"\xe9", b"%0d%0aX-Injected:%201", b"+%2B%",
    ])  # fmt: skip
    query = dice.choice([b"ASK{}" + bad, bad, b"SELECT('" + bad + b"'AS?x){}"])
    extra = dice.choice([b"", b"&default-graph-uri=" + bad, b"&format=" + bad, b"&" + bad + b"=1", b"&named-graph-uri=a:b%0D%0Ac"])
    if dice.random() < 0.5:
        target = b"/query?query=" + query + extra
        return Attack(kind="encodings", pieces=(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",))
    media = dice.choice([
        *FORM.values(), "application/sparql-query; charset=utf-16", "application/sparql-query; charset=\"",
        "application/sparql-query;;;=", "a/b\x00",
    ])  # fmt: skip
    body = dice.choice([
        b"query=" + query + extra, "ASK {}".encode("utf-16"), noise(dice, 300), b"ASK {} # \xed\xa0\x80", gzip.compress(b"ASK {}" * 99),
    ])  # fmt: skip
    lines_ = (f"Content-Type: {media}", f"Content-Length: {len(body)}", dice.choice(["Content-Encoding: gzip", "X: y"]))
    return Attack(kind="encodings", pieces=(head("POST", "/query", *lines_) + body,))


def nested(dice: Dice, canary: int) -> Attack:
    text = dice.choice(list(NESTED.values()))(dice.choice([100, 1000, 3000, 10_000, 60_000]))
    if dice.random() < 0.2:
        headers = UPDATE | BEARER
        return Attack(kind="nested", request={"method": "POST", "url": "/update", "content": text.encode(), "headers": headers}, harm=True)
    return Attack(kind="nested", request={"method": "POST", "url": "/query", "content": text.encode(), "headers": QUERY})


def fields(dice: Dice, canary: int) -> Attack:
    pairs = "&".join(f"f{dice.randrange(9)}={number}" for number in range(dice.choice([2000, 100_000])))
    many = dice.choice([
        "query=ASK{}&" + pairs, "&" * 200_000, "query=ASK{}&" * 3, "query=ASK{}&" + "default-graph-uri=a:b&" * 900, "a=b;c=d&query",
    ])  # fmt: skip
    return Attack(kind="fields", request={"method": "POST", "url": "/query", "content": many.encode(), "headers": FORM})


def calls(dice: Dice, canary: int) -> Attack:
    target = f"http://127.0.0.1:{canary}/"
    query = dice.choice([
        f"SELECT * {{ SERVICE <{target}> {{ ?s ?p ?o }} }}", f"ASK {{ FILTER(1<2)SERVICE<{target}>{{ ?s ?p ?o }} }}",
        f"PREFIX : <{target}> SELECT * {{ SERVICE:{{ ?s ?p ?o }} }}", f"SELECT * {{ \\u0053ERVICE <{target}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT * {{ service silent <{target}> {{ ?s ?p ?o }} }} }} }}",
        f"ASK {{ BIND(<{target}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}", f"ASK {{ FILTER EXISTS {{ SERVICE <{target}> {{ ?s ?p ?o }} }} }}",
        f"ASK {{ # ' \n SERVICE <{target}> {{ ?s ?p ?o }} # '\n }}",
        f"SELECT * FROM <{target}> {{ ?s ?p 'x' }} VALUES ?s {{ 1 }} SERVICE <{target}> {{}}",
        f"DESCRIBE <{target}> {{ SERVICE <{target}> {{ ?s ?p ?o }} }}",
    ])  # fmt: skip
    load = dice.choice([
        f"LOAD <{target}> INTO GRAPH <urn:mine>", f"load silent <{target}>", f"INSERT DATA {{}} ; LOAD<{target}>INTO GRAPH<urn:mine>",
        f"PREFIX : <{target}> LOAD :x INTO GRAPH <urn:mine>", f"\\u004cOAD <{target}> INTO GRAPH <urn:mine>",
        f"# x\rLOAD <{target}> INTO GRAPH <urn:mine>", "LOAD <file:///etc/passwd> INTO GRAPH <urn:mine>",
        f"INSERT {{ GRAPH <urn:mine> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <{target}> {{ ?s ?p ?o }} }}",
    ])  # fmt: skip
    if dice.random() < 0.5:
        request = {"method": "POST", "url": "/update", "content": load.encode(), "headers": UPDATE | BEARER}
        return Attack(kind="calls", request=request, harm=True)
    return Attack(kind="calls", request={"method": "GET", "url": "/sparql", "params": {"query": query}}, harm=True)


def strangers(dice: Dice, canary: int) -> Attack:
    basic = b64encode(dice.choice([b":", b"a:b", TOKEN.encode(), b"\xff:\xff", f":{TOKEN}x".encode()])).decode()
    given = dice.choice([
        "", "Bearer", "Bearer x", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Digest {TOKEN}", f"{TOKEN}", f"Basic {basic}",
        "Basic ===", "Bearer " + "x" * 50_000,
    ])  # fmt: skip
    update = "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> 1 } }"
    headers = {"Authorization": given} if given else {}
    request: dict[str, Any] = dice.choice([
        {"method": "POST", "url": "/update", "content": update, "headers": UPDATE | headers},
        {"method": "POST", "url": "/sparql", "data": {"update": update, "token": TOKEN}, "headers": headers},
        {"method": "GET", "url": "/update", "params": {"update": update, "access_token": TOKEN}, "headers": headers},
        {"method": "PUT", "url": "/store?graph=urn:mine", "content": "<a:a> <a:b> 1 .", "headers": TURTLE | headers},
        {"method": "POST", "url": "/store?default", "content": "<a:a> <a:b> 1 .", "headers": TURTLE | headers},
        {"method": "DELETE", "url": "/store?graph=urn:mine", "headers": headers},
        {"method": "POST", "url": "/query", "content": update, "headers": QUERY | headers},
    ])  # fmt: skip
    return Attack(kind="strangers", request=request, harm=True)


def trespass(dice: Dice, canary: int) -> Attack:
    graph = dice.choice([OURS, "https://w3id.org/sovereign-cloud/graph/inferences", "https://w3id.org/sovereign-cloud/anything"])
    update = dice.choice([
        "CLEAR ALL", "DROP DEFAULT", f"DROP GRAPH <{graph}>", "CLEAR NAMED", "INSERT DATA { <urn:a> <urn:b> 1 }",
        "DELETE WHERE { ?s ?p ?o }", "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> 1 }} }}", f"MOVE <{graph}> TO <urn:mine>", f"COPY <urn:mine> TO <{graph}>",
        f"ADD <{graph}> TO DEFAULT", f"WITH <{graph}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"BASE <https://w3id.org/sovereign-cloud/graph/> INSERT DATA {{ GRAPH <doc1> {{ <urn:a> <urn:b> 1 }} }} # {graph}",
        f"PREFIX x: <{graph[:30]}> INSERT DATA {{ GRAPH x:{graph[30:].replace('/', chr(92) + '/')} {{ <urn:a> <urn:b> 1 }} }}",
        "INSERT { GRAPH ?g { <urn:a> <urn:b> 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> 1 } } ; CLEAR DEFAULT",
        f"INSERT DATA {{ GRAPH <{graph.replace('graph', chr(92) + 'u0067raph')}> {{ <urn:a> <urn:b> 1 }} }}",
        "INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> 1 }",
    ])  # fmt: skip
    whole: dict[str, Any] = {"method": "POST", "url": "/update", "content": update, "headers": UPDATE | BEARER}
    turtle = TURTLE | BEARER
    name = quote(graph, safe="")
    request = dice.choice([
        whole, whole, whole, {"method": "POST", "url": "/update?using-graph-uri=" + name, "content": update, "headers": UPDATE | BEARER},
        {"method": "PUT", "url": "/store?graph=" + name, "content": "<urn:a> <urn:b> 1 .", "headers": turtle},
        {"method": "PUT", "url": "/store?default", "content": "", "headers": turtle},
        {"method": "DELETE", "url": "/store?graph=" + name, "headers": BEARER},
        {"method": "POST", "url": "/store?graph=" + name, "content": "<urn:a> <urn:b> 1 .", "headers": turtle},
        {"method": "PUT", "url": "/store?graph=urn:mine", "content": dice.choice(["<a", "\x00", "[" * 50_000]), "headers": turtle},
    ])  # fmt: skip
    return Attack(kind="trespass", request=request, harm="using" not in request["url"])  # else there is nothing that it would write to


def wishes(dice: Dice, canary: int) -> Attack:
    accept = dice.choice([
        "*/*," * 30_000, "text/csv;q=" + "9" * 5000, ";" * 50_000, "text/csv;q=nan,*/*;q=inf", "a/b;" + 'c="' * 3000, "text/*;q=-1",
        "\\,\x7f", ",".join(f"x/y{number};q=0.{number % 999}" for number in range(5000)), "text/html;q=0," * 3000,
        "*/csv, */*/*, /, text/, /csv",
    ])  # fmt: skip
    known = dice.choice(["*", '"', 'W/"', "W/" * 40_000, '"' + "a" * 90_000 + '"', ",".join(['"a"'] * 20_000), "\xff", "W/*", '*, "x"'])
    headers = [(b"Accept", accept.encode("latin-1")), (b"If-None-Match", known.encode("latin-1"))]
    headers += [(b"Accept-Encoding", dice.choice([b"gzip;q=x", b"gzip;q=0.0000, *", b"," * 9000, b"br, zstd, identity;q=0"]))]
    method = dice.choice(["GET", "HEAD", "POST"])
    return Attack(kind="wishes", request={"method": method, "url": "/query", "params": {"query": "ASK{}"}, "headers": headers})


def pipelined(dice: Dice, canary: int) -> Attack:
    good = f"GET {ASK} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    wrong = [b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n", b"BAD\r\n\r\n", b"POST /query HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"]
    every = [dice.choice([good, good, *wrong]) for _ in range(dice.choice([5, 60]))]
    return Attack(kind="pipelined", pieces=(b"".join([*every, head("GET", "/health")]),))


def cuts(dice: Dice, canary: int) -> Attack:
    update = b"INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> 1 } }"
    whole = dice.choice([
        head("GET", "/query?query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }")), head("GET", "/"),
        head("GET", "/query?query=ASK%7B%7D"),
        head("POST", "/update", *(": ".join(pair) for pair in (UPDATE | BEARER).items()), f"Content-Length: {len(update) + 9}") + update,
    ])  # fmt: skip
    place = len(whole) if dice.random() < 0.4 else dice.randrange(1, len(whole))
    return Attack(kind="cuts", pieces=(whole[:place],), cut=True, reset=dice.random() < 0.5)


def endless(dice: Dice, canary: int) -> Attack:
    ones = "1 " * 2000
    query = dice.choice([
        f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?{name} {{ {ones} }}' for name in 'abc')} FILTER(?a + ?b + ?c < 0) }}",
        f"ASK {{ VALUES ?a {{ {ones} }} VALUES ?b {{ {ones} }} FILTER(REGEX('{'a' * 300}', '(a*)*(a*)*b')) }}",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        f"SELECT * {{ VALUES ?a {{ {ones} }} VALUES ?b {{ {ones} }} VALUES ?c {{ {ones} }} }} ORDER BY ?a",
        f"SELECT (GROUP_CONCAT(?x) AS ?y) {{ VALUES ?a {{ {ones} }} VALUES ?b {{ {ones} }} BIND('{'x' * 3000}' AS ?x) }}",
    ])  # fmt: skip
    return Attack(kind="endless", request={"method": "POST", "url": "/query", "data": {"query": query}})


KINDS: tuple[Callable[[Dice, int], Attack], ...] = (
    garbage, methods, versions, huge, lines, chunks, lengths, traversal, encodings, nested, fields, calls, strangers, trespass, wishes,
    pipelined, cuts, endless, strangers, trespass, calls, lines, encodings, traversal, cuts,
)
