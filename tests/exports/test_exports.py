"""Exports: every format says the same, opens in the tools it is for, and is the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import ExportError
from kg.exports import FORMATS, export
from kg.exports.tables import COLUMNS
from kg.graph.store import Store
from kg.records import claim_from_row
from tests.graph.sample import pile, stored

#: Pages, pictures and archives have tests of their own, and so have files that are copied from beside the store (tests/test_segments.py).
SUFFIXES = [suffix for suffix in FORMATS if not suffix.endswith((".html", ".svg", ".png", ".zip", "claims.jsonl", "extractions.jsonl"))]


@pytest.fixture(scope="module")
def store() -> Store:
    return stored(pile())


def text(store: Store, tmp_path: Path, suffix: str) -> str:
    path = tmp_path / f"graph{suffix}"
    export(store, path)
    return path.read_bytes().decode("utf-8")


def merged(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store.quads()}


@pytest.mark.parametrize(
    ("suffix", "syntax"),
    [
        (".ttl", ox.RdfFormat.TURTLE),
        (".nt", ox.RdfFormat.N_TRIPLES),
        (".rdf", ox.RdfFormat.RDF_XML),
        (".jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_merged_syntaxes_hold_every_triple(store: Store, tmp_path: Path, suffix: str, syntax: ox.RdfFormat) -> None:
    found = {str(quad.triple) for quad in ox.parse(text(store, tmp_path, suffix), syntax)}
    assert found == merged(store)
    assert len(found) > 500


@pytest.mark.parametrize(("suffix", "syntax"), [(".trig", ox.RdfFormat.TRIG), (".nq", ox.RdfFormat.N_QUADS)])
def test_datasets_keep_the_graphs_apart(store: Store, tmp_path: Path, suffix: str, syntax: ox.RdfFormat) -> None:
    assert set(ox.parse(text(store, tmp_path, suffix), syntax)) == set(store.quads())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize(("suffix", "name"), [(".ttl", "turtle"), (".nt", "nt"), (".rdf", "xml"), (".jsonld", "json-ld")])
def test_rdflib_opens_them(store: Store, tmp_path: Path, suffix: str, name: str) -> None:
    graph = rdflib.Graph().parse(data=text(store, tmp_path, suffix), format=name)
    assert len(graph) == len(merged(store))


def test_turtle_is_for_people(store: Store, tmp_path: Path) -> None:
    turtle = text(store, tmp_path, ".ttl")
    assert "@prefix sc: <https://w3id.org/sovereign-cloud/ontology#> .\n" in turtle
    assert '\nentity:brumeo a sc:Organisation ;\n    rdfs:label "Brumeo" ;\n' in turtle
    assert "    sc:acquisition entity:nuagis ;\n    sc:shareholding entity:nuagis .\n" in turtle
    assert 'sc:acquisition a owl:ObjectProperty ;\n    rdfs:comment "' in turtle
    subjects = [line.split(" ", 1)[0] for line in turtle.splitlines() if " a " in line and not line.startswith(" ")]
    assert len(subjects) == len(set(subjects))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_bytes_whatever_the_order_of_writing(tmp_path: Path, suffix: str) -> None:
    made = []
    for seed in range(3):
        mixed = pile()
        random.Random(seed).shuffle(mixed)
        made.append(text(stored(mixed, tmp_path / f"store{seed}{suffix}"), tmp_path, suffix))
    assert made[0] == made[1] == made[2]
    assert str(tmp_path) not in made[0]


def test_awkward_text_survives(tmp_path: Path) -> None:
    store = Store()
    awkward = 'quote " backslash \\ newline \n tab \t no-break \u00a0 emoji 😀 control \x01 </script>'
    subject = ox.NamedNode("https://w3id.org/sovereign-cloud/entity/a%20b.")
    store.load([ox.Quad(subject, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal(awkward, language="fr"))])
    for suffix, syntax in ((".ttl", ox.RdfFormat.TURTLE), (".nt", ox.RdfFormat.N_TRIPLES), (".jsonld", ox.RdfFormat.JSON_LD)):
        assert {str(quad.triple) for quad in ox.parse(text(store, tmp_path, suffix), syntax)} == merged(store)


def test_csv_has_each_claim_with_its_words(store: Store, tmp_path: Path) -> None:
    content = text(store, tmp_path, ".csv")
    assert content.startswith("\ufeffsubject,relation,object,value,status,")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert len(rows) == sum(len(one.claims) for one in pile())
    stake = [row for row in rows if (row["subject"], row["relation"]) == ("Brumeo", "shareholding")]
    assert sorted((row["side"], row["claim_value"], row["quote"]) for row in stake) == [
        ("against", "44.3 %", "Brumeo détient 44,3 % de Nuagis"),
        ("for", "44.4 %", "Brumeo (44.4%)"),
        ("for", "44.4 %", "Brumeo holds 44.4% of Nuagis"),
    ]
    assert {row["publisher"] for row in stake} == {"La Gazette du Cloud", "The Cloud Courier", "The Cloud Review"}


def test_pandas_reads_the_same_rows_from_json_and_csv_each_with_words_and_source(store: Store, tmp_path: Path) -> None:
    import pandas as pd

    for suffix in (".json", ".csv"):
        export(store, tmp_path / f"graph{suffix}")
    one = pd.read_json(tmp_path / "graph.json", dtype=False)
    other = pd.read_csv(tmp_path / "graph.csv")
    assert list(one.columns) == list(other.columns) == list(COLUMNS)
    assert len(one) == len(other) == sum(len(extraction.claims) for extraction in pile())
    for table in (one, other):
        assert table[["quote", "document", "claim", "fact", "confidence"]].notna().all().all()
        assert set(table["document"]) == {"gazette.txt", "courier.txt", "review.txt"}
        assert table["disputed"].dtype == bool
    assert one["quote"].tolist() == other["quote"].tolist()
    texts = {extraction.document.name: extraction.document.text for extraction in pile()}
    assert all(quote in texts[name] for quote, name in zip(one["quote"], one["document"], strict=True))


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    from kg.exports.tables import _cell

    assert _cell('=HYPERLINK("http://example.org")').startswith("'=")  # type: ignore[attr-defined]
    assert _cell("-5 million EUR") == "-5 million EUR"
    assert _cell(0.5) == 0.5


def test_jsonl_is_a_claims_file(store: Store, tmp_path: Path) -> None:
    claims = [claim_from_row(json.loads(line)) for line in text(store, tmp_path, ".jsonl").splitlines()]
    assert {claim.id for claim in claims} == {claim.id for one in pile() for claim in one.claims}
    texts = {one.document.name: one.document.text for one in pile()}
    assert all(texts[claim.doc][claim.start : claim.end] == claim.evidence for claim in claims)
    assert "Nuagis SA" not in {claim.object for claim in claims}  # names are the entities' own


def test_graphml(store: Store, tmp_path: Path) -> None:
    graph = nx.parse_graphml(text(store, tmp_path, ".graphml"), force_multigraph=True)
    assert graph.nodes["nuagis"]["label"] == "Nuagis"
    assert graph.number_of_edges() == 11
    edge = next(iter(graph["brumeo"]["nuagis"].values()))
    assert edge["evidence"]
    assert isinstance(edge["weight"], float)
    assert isinstance(edge["disputed"], bool)




def test_unknown_format_lists_the_known(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"unknown format \.doc; there are \.ttl, .*\.gexf"):
        export(store, tmp_path / "graph.doc")
    with pytest.raises(ExportError, match="no format given"):
        export(store, tmp_path / "graph")
    with pytest.raises(ExportError, match="no format given"):
        export(store, "-")


def test_a_place_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        export(store, tmp_path / "absent" / "graph.ttl")
    assert list(tmp_path.iterdir()) == []


def test_standard_output(store: Store, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    export(store, "-", suffix=".ttl")
    assert capfdbinary.readouterr().out.decode("utf-8") == text(store, tmp_path, ".ttl")


def test_an_empty_store_exports(tmp_path: Path) -> None:
    every = [*SUFFIXES, ".html", ".svg", ".png", ".neo4j.zip"]
    for suffix in every:
        export(Store(), tmp_path / f"graph{suffix}")
    assert {path.name.removeprefix("graph") for path in tmp_path.iterdir()} == set(every)


def test_the_longest_ending_counts_and_options_are_checked(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "nuagis-TIMELINE.svg", about="Nuagis")
    export(store, tmp_path / "nuagis.svg", about="Nuagis", depth=2)
    export(store, tmp_path / "picture", suffix="timeline.svg", about="Nuagis")
    one, other, again = ((tmp_path / name).read_bytes() for name in ("nuagis-TIMELINE.svg", "nuagis.svg", "picture"))
    assert one == again != other
    with pytest.raises(ExportError, match=r"\.ttl takes no --about; .*timeline\.svg.* do"):
        export(store, tmp_path / "graph.ttl", about="Nuagis")
    with pytest.raises(ExportError, match=r"timeline\.png needs --about"):
        export(store, tmp_path / "timeline.png")
    with pytest.raises(ExportError, match=r"takes no --as-of"):
        export(store, tmp_path / "graph.csv", as_of="2015")
    with pytest.raises(ExportError, match=r"no wording in 'de'; there are en, fr"):
        export(store, tmp_path / "graph.png", lang="de")
