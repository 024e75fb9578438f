"""HTTP to other servers: faults that are waited out, refusals that are told and not repeated, passwords for who asks."""

from __future__ import annotations

import base64
import time

import pytest

from kg.errors import QueryError, StoreError
from kg.graph.remote import Remote
from kg.graph.wire import PAUSES, retry_after
from tests.graph.servers import DROP, Asked, Handler, Said, serving

TRUE = Said(200, b'{"head": {}, "boolean": true}', {"Content-Type": "application/sparql-results+json"})


class Faults:
    """Answers the first requests with trouble and the others with `TRUE`."""

    def __init__(self, *trouble: Said) -> None:
        self.trouble, self.tries = list(trouble), 0

    def __call__(self, asked: Asked) -> Said:
        self.tries += 1
        return self.trouble[self.tries - 1] if self.tries <= len(self.trouble) else TRUE


@pytest.mark.parametrize("trouble", [DROP, Said(429), Said(502), Said(503), Said(504)])
def test_faults_that_pass_are_waited_out(trouble: Said) -> None:
    faults, said = Faults(trouble, trouble), list[str]()
    with serving(faults) as address, Remote(f"{address}/query", pauses=(0.01, 0.02, 0.03), remark=said.append) as remote:
        assert remote.query("ASK {}") is True
    assert faults.tries == 3
    assert [line.rpartition("; ")[2] for line in said] == ["once more in 0.01 s", "once more in 0.02 s"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 500])
def test_refusals_are_not_repeated(status: int) -> None:
    faults = Faults(*[Said(status)] * 5)
    with serving(faults) as address, Remote(f"{address}/query", pauses=(0, 0)) as remote, pytest.raises(QueryError, match=str(status)):
        remote.query("ASK {}")
    assert faults.tries == 1


def test_patience_ends() -> None:
    faults = Faults(*[Said(503, b"closed on Sundays", {"Content-Type": "text/plain"})] * 9)
    closed = pytest.raises(StoreError, match=r"503 Service Unavailable: closed on Sundays$")
    with serving(faults) as address, Remote(f"{address}/query", pauses=(0, 0)) as remote, closed:
        remote.query("ASK {}")
    assert faults.tries == 3
    faults = Faults(Said(503, b"", {"Retry-After": "4000"}))
    with serving(faults) as address, Remote(f"{address}/query") as remote, pytest.raises(StoreError, match="left alone for 4000 s"):
        remote.query("ASK {}")
    with pytest.raises(StoreError, match="Connection refused"), Remote("http://127.0.0.1:1/x", pauses=()):
        pass
    assert list(PAUSES) == sorted(PAUSES)


def test_retry_after_is_honoured() -> None:
    faults = Faults(Said(503, b"", {"Retry-After": "1"}))
    with serving(faults) as address, Remote(f"{address}/query", pauses=(0,)) as remote:
        start = time.monotonic()
        assert remote.query("ASK {}") is True
        assert time.monotonic() - start >= 1
    assert retry_after("7") == 7
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after("Wed, 21 Oct 2115 07:28:00 GMT") > 1e9
    assert [retry_after(bad) for bad in ("", "soon", "-4", "9" * 400)] == [0, 0, 0, 0]


def guarded(challenge: str, accepted: str, seen: list[str]) -> Handler:
    def handler(asked: Asked) -> Said:
        seen.append(asked.headers.get("authorization", ""))
        return TRUE if seen[-1] == accepted else Said(401, b"", {"WWW-Authenticate": challenge} if challenge else {})

    return handler


@pytest.mark.parametrize("challenge", ['Basic realm="x"', ""])
def test_a_password_is_given_to_who_asks(challenge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    basic = "Basic " + base64.b64encode(b"ann:s3cret").decode()
    seen: list[str] = []
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret")
    with serving(guarded(challenge, basic, seen)) as address, Remote(f"{address}/query") as remote:
        assert remote.query("ASK {}") is True
        assert remote.query("ASK {}") is True
    assert seen == ["", basic, basic]
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    refused = pytest.raises(QueryError, match=r"401 .*KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN")
    with serving(guarded(challenge, basic, seen)) as address, Remote(f"{address}/query") as remote, refused as found:
        remote.query("ASK {}")
    assert "wrong" not in str(found.value)


def test_a_token_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    with serving(guarded("Bearer", "Bearer t0ken", seen)) as address, Remote(f"{address}/query") as remote:
        assert remote.query("ASK {}") is True
    assert seen == ["Bearer t0ken"]
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken\r\nX: y")
    with pytest.raises(StoreError, match="cannot be sent"):
        Remote("http://127.0.0.1:1/query")


def test_half_a_password_and_a_password_in_the_address_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="not in the address") as found:
        Remote("http://ann:s3cret@127.0.0.1/query")
    assert "s3cret" not in str(found.value)
    monkeypatch.setenv("KG_STORE_USER", "ann")
    with pytest.raises(StoreError, match="go together"):
        Remote("http://127.0.0.1:1/query")


@pytest.mark.parametrize("bad", ["", "output", "ftp://a/query", "http://", "http://a:port/", "http://a/b c"])
def test_what_is_no_address_is_said(bad: str) -> None:
    with pytest.raises(StoreError, match="is no address of a SPARQL server"):
        Remote(bad)
