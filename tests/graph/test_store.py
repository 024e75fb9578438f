"""The store: written in transactions, read without being able to write, published whole."""

from __future__ import annotations

import gc
import warnings
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.entities import resolve
from kg.errors import QueryError, StoreError
from kg.graph.answers import Solutions, Triples
from kg.graph.store import Store
from kg.graph.triples import document_quads
from tests.graph.sample import pile

A, B, G = (ox.NamedNode(f"http://example.org/{name}") for name in "abg")


def quad(text: str, graph: ox.NamedNode | None = None) -> ox.Quad:
    return ox.Quad(A, B, ox.Literal(text), graph or ox.DefaultGraph())


def test_in_memory() -> None:
    store = Store()
    store.load([quad("one"), quad("two", G)])
    assert len(store) == 2
    assert store.graphs() == [G.value]
    store.drop(G.value)
    assert len(store) == 1
    assert store.graphs() == []
    store.take([quad("one"), quad("two")])
    assert len(store) == 0


def test_quads_in_bulk_are_those_that_a_load_adds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.store._BULK", 7)  # many parts, the last one not full
    extractions = pile()
    resolution = resolve(extractions, names=())
    quads = [quad for one in extractions for quad in document_quads(one, resolution)]
    with Store() as loaded, Store(tmp_path / "store") as filled:
        loaded.load(quads)
        filled.fill(iter(quads))
        filled.fill(())
        assert set(filled.quads()) == set(loaded.quads())
        assert len(filled) == len(set(quads)) > 7
    with Store(tmp_path / "store", read_only=True) as closed:
        assert set(closed.quads()) == set(quads)
        with pytest.raises(StoreError, match="reading only"):
            closed.fill(quads)


def test_a_failed_load_leaves_nothing() -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield quad("one")
        raise ValueError("the source broke off")

    store = Store()
    with pytest.raises(ValueError, match="broke off"):
        store.load(broken())
    assert len(store) == 0


def test_what_breaks_off_while_quads_are_loaded_in_bulk_is_told() -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield quad("one")
        raise ValueError("the source broke off")

    with pytest.raises(ValueError, match="broke off"):
        Store().fill(broken())


def test_on_disk_and_read_only(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.load([quad("one")])
    reader = Store(tmp_path / "store", read_only=True)
    assert len(reader) == 1
    with pytest.raises(StoreError, match="open for reading only"):
        reader.load([quad("two")])
    with pytest.raises(StoreError, match="on disk"):
        reader.backup(tmp_path / "copy")


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph store"):
        Store(tmp_path / "absent", read_only=True)
    assert not (tmp_path / "absent").exists()


def test_one_writer(tmp_path: Path) -> None:
    with Store(tmp_path / "store"), pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "store")


def test_backup(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.load([quad("one")])
        store.flush()
        store.backup(tmp_path / "copy")
        store.load([quad("two")])
    assert len(Store(tmp_path / "copy", read_only=True)) == 1


def test_queries() -> None:
    store = Store()
    store.load([quad("one"), quad("two", G)])
    found = store.query("SELECT ?o ?missing { ?s ?p ?o }")
    assert isinstance(found, Solutions)
    assert found.variables == ("o", "missing")
    assert list(found.rows()) == [("one", None)]
    assert len(list(store.select("SELECT ?o { ?s ?p ?o }", union=True))) == 2
    assert list(store.select("SELECT ?s ?o { ?s ?p ?o }", bind={"s": A}).rows()) == [(A.value, "one")]
    assert list(store.select("SELECT ?s ?o { ?s ?p ?o }", bind={"s": B}).rows()) == []
    assert store.query('ASK { ?s ?p "one" }') is True
    triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(triples, Triples)
    assert triples.serialize("nt") == b'<http://example.org/a> <http://example.org/b> "two" .\n'
    assert store.select("SELECT ?o { ?s ?p ?o }").serialize("csv") == b"o\r\none\r\n"


@pytest.mark.parametrize("query", ["SELECT ?s { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
@pytest.mark.parametrize("end", ["read", "written", "left early"])
def test_what_was_read_can_be_cleared_away_in_another_thread(query: str, end: str) -> None:
    class Holder:
        """Like a traceback, it holds itself and the rows."""

    gc.collect()  # what other tests left dies here, in the thread that made it
    store = Store()
    store.load([quad("one"), quad("two"), quad("three")])
    holder: Any = Holder()
    holder.itself, holder.rows = holder, store.query(query)
    if end == "read":
        assert len(list(holder.rows)) == 3
    elif end == "written":
        assert holder.rows.serialize("csv" if isinstance(holder.rows, Solutions) else "nt")
    else:
        reading = iter(holder.rows)
        next(reading)
        del reading
    gone = weakref.ref(holder)
    del holder
    with warnings.catch_warnings(), ThreadPoolExecutor(1) as other:
        warnings.simplefilter("error")
        other.submit(gc.collect).result()
    assert gone() is None  # an object of Oxigraph's that dies in another thread is told to pytest, which fails


def test_rows_are_read_once() -> None:
    rows = Store().select("SELECT ?s { ?s ?p ?o }")
    assert list(rows) == list(rows) == []
    with pytest.raises(QueryError, match="have been read"):
        rows.serialize("csv")


def test_known_prefixes_need_no_declaration() -> None:
    assert Store().query("ASK { ?claim a sc:Claim ; prov:wasDerivedFrom ?document }") is False


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE {\n ?s ?p\n ?o ", r"^bad SPARQL at line 3, column \d+: "),
        ("ASK { ?s foo:bar ?o }", "this prefix is not declared"),
        ("", "^bad SPARQL at line 1, column 1: "),
        ("DELETE WHERE { ?s ?p ?o }", "^bad SPARQL at line 1"),
    ],
)
def test_bad_queries_say_where(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        Store().query(query)
    assert "\n" not in str(caught.value)


def test_a_service_that_cannot_be_had_is_an_error() -> None:
    with pytest.raises(QueryError, match="cannot run"):
        list(Store().select("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"))


def test_select_wants_a_select() -> None:
    with pytest.raises(QueryError, match="SELECT"):
        Store().select("ASK { ?s ?p ?o }")


def test_dump(tmp_path: Path) -> None:
    store = Store()
    store.load([quad("one"), quad("two", G)])
    store.serialize("nq", tmp_path / "all.nq")
    assert (tmp_path / "all.nq").read_text().count("\n") == 2
    store.serialize(".nt", tmp_path / "all.nt")
    assert (tmp_path / "all.nt").read_text().count("\n") == 2
    with pytest.raises(StoreError, match="no such RDF syntax"):
        store.serialize("doc", tmp_path / "all.doc")


def test_a_graph_is_renewed_and_the_others_are_left_alone() -> None:
    one, two, three = (quad(name, G) for name in ("one", "two", "three"))
    store = Store()
    store.load([one, two, quad("aside")])
    store.renew(G.value, [two, three])
    assert set(store.quads(graph=G)) == {two, three}
    assert len(store) == 3
