"""`kg explain`: proofs down to the sentences; the graph of inferences stays apart and follows what is built, added and removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.folder import FILES
from kg.graph import proofs, views
from tests.cli.calling import kg_

ROWS = [
    {
        "doc": "a.txt",
        "publisher": "L'Écho",
        "published": "2019-03-12",
        "claims": [
            {
                "relation": "shareholding",
                "subject": "Brumeo",
                "object": "Nuagis",
                "value": "60 %",
                "evidence": "Brumeo détient 60 % de Nuagis",
            },
        ],
    },
    {
        "doc": "b.txt",
        "lang": "en",
        "claims": [
            {
                "relation": "shareholding",
                "subject": "Nuagis",
                "object": "Serpentin",
                "value": "70 %",
                "evidence": "Nuagis (70%) owns Serpentin",
            },
            {"relation": "leadership", "subject": "Anne Lebrun", "object": "Nuagis", "evidence": "Anne Lebrun heads Nuagis"},
            {
                "relation": "partner",
                "subject": "Brumeo",
                "object": "Valmont",
                "evidence": "Brumeo could team up with Valmont",
                "modality": "rumoured",
            },
        ],
    },
]


def made(folder: Path, rows: list[dict[str, object]], name: str, **settings: bool) -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    kg.build([], folder / name, claims=path, **settings)  # type: ignore[arg-type]
    return folder / name


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles."""
    return made(tmp_path_factory.mktemp("explain"), ROWS, "out")


def test_a_proof_goes_down_to_sentences_with_source_and_date(built: Path) -> None:
    done = kg_("explain", "brumeo", "controls", "serpentin", "-o", built)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Brumeo · controls · Serpentin  inferred  ")
    assert lines[1] == "  by control.majority: more than 50 % of the capital: 70 % of Nuagis"
    assert "    “Nuagis (70%) owns Serpentin”" in lines
    assert "      “Brumeo détient 60 % de Nuagis”" in lines
    assert "        — L'Écho, 2019-03-12 · a.txt:0–29 · asserted 60 %" in lines


def test_json_nests_premises_and_claims(built: Path) -> None:
    [proof] = json.loads(kg_("explain", "Brumeo", "effectiveStake", "--json", "-o", built).stdout)
    assert (proof["kind"], proof["subject"], proof["object"], proof["value"]) == ("inference", "Brumeo", "Serpentin", "42 %")
    assert [premise["kind"] for premise in proof["premises"]] == ["fact", "fact"]
    claims = [claim["evidence"] for premise in proof["premises"] for claim in premise["claims"]]
    assert sorted(claims) == ["Brumeo détient 60 % de Nuagis", "Nuagis (70%) owns Serpentin"]
    again = kg_("explain", proof["id"][:8], "--json", "-o", built)
    assert json.loads(again.stdout) == [proof]


def test_facts_are_explained_too_whether_they_hold_or_not(built: Path) -> None:
    done = kg_("explain", "Brumeo", "partner", "Valmont", "-o", built)
    assert "partner of · Valmont  rumoured" in done.stdout
    assert kg_("explain", "Valmont", "partner", "Brumeo", "-o", built).stdout == done.stdout, "partners are so both ways"
    assert "“Brumeo could team up with Valmont”" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ffffffff"], "ffffffff: no fact or inference has this id; or give SUBJECT RELATION OBJECT"),
        (["Brumeo", "control"], "control: no such relation; did you mean controls?"),
        (["Valmont", "controls", "Nuagis"], "Valmont controls Nuagis: no article says so, and nothing implies it"),
        (["Orvalis", "controls", "Nuagis"], "Orvalis: nothing in the graph is called so"),
    ],
)
def test_what_cannot_be_explained(built: Path, arguments: list[str], message: str) -> None:
    done = kg_("explain", *arguments, "-o", built)
    assert (done.exit_code, done.stderr) == (1, f"kg: {message}\n")


def test_what_follows_is_in_a_graph_of_its_own(built: Path) -> None:
    def asked(*arguments: str) -> str:
        return kg_("query", *arguments, "-o", built).stdout.strip()

    triple = '?a skos:prefLabel "Nuagis" . ?p skos:prefLabel "Anne Lebrun"'
    assert asked(f"ASK {{ {triple} . ?a sc:ledBy ?p }}") == "false"
    assert asked(f"ASK {{ {triple} . ?a sc:ledBy ?p }}", "--union") == "true"
    assert asked(f"ASK {{ {triple} . GRAPH graph:inferences {{ ?a sc:ledBy ?p }} }}") == "true"
    assert "sc:ledBy" not in (built / "graph.ttl").read_text("utf-8").replace("sc:ledBy a ", ""), "merged, the two would mix"
    assert "graph:inferences {" in (built / "graph.trig").read_text("utf-8")
    assert kg_("validate", "-o", built).exit_code == 0


def test_what_is_added_and_removed_leaves_the_same_bytes_as_one_build(tmp_path: Path) -> None:
    whole, part = made(tmp_path, ROWS, "whole"), made(tmp_path, ROWS[:1], "part")
    assert kg_("explain", "Brumeo", "effectiveStake", "-o", part).exit_code == 1
    first = {name: (part / name).read_bytes() for name in FILES}
    (tmp_path / "more.jsonl").write_text(json.dumps(ROWS[1]) + "\n", "utf-8")
    kg.build([], part, claims=tmp_path / "more.jsonl", add=True)
    assert {name: (part / name).read_bytes() for name in FILES} == {name: (whole / name).read_bytes() for name in FILES}
    kg.remove(["b.txt"], part)
    assert (part / "graph.trig").read_bytes() == first["graph.trig"]


def test_a_rejected_claim_takes_what_follows_from_it_along_and_undo_brings_it_back(tmp_path: Path) -> None:
    folder = made(tmp_path, ROWS, "judged")
    before = (folder / "graph.trig").read_bytes()
    with kg.open_store(folder) as store:
        [proof] = kg.explain(store, "Nuagis", "shareholding", "Serpentin").proofs
    kg.reject(folder, proof.claims[0].id, reason="70 % of another firm")
    assert kg_("explain", "Brumeo", "controls", "Serpentin", "-o", folder).exit_code == 1
    assert kg_("explain", "Nuagis", "ledBy", "Anne Lebrun", "-o", folder).exit_code == 0
    assert kg_("validate", "-o", folder).exit_code == 0
    kg.undo(folder)
    assert (folder / "graph.trig").read_bytes() == before


def test_in_python(built: Path) -> None:
    with kg.open_store(built) as store:
        found = kg.explain(store, "Brumeo", "controls", "Serpentin")
    [proof] = found.proofs
    assert found.names[proof.subject] == "Brumeo"
    assert {premise.kind for premise in proof.premises} == {"fact", "inference"}


def test_what_is_known_of_a_country_is_said_of_the_country_and_of_nothing_else(tmp_path: Path) -> None:
    told = {"relation": "located_in", "subject": "Nuagis", "object": "Canada", "evidence": "Nuagis est au Canada"}
    output = made(tmp_path, [*ROWS, {"doc": "c.txt", "claims": [told]}], "land")
    with kg.open_store(output) as store:
        ids = {entity.name: entity.id for entity in views.entities(store)}
        land = [(one.relation, one.object) for one in proofs.inferred(store, ids["Canada"])]
        assert land == [("isCountry", None), ("outsideEurope", None)]
        others = [one for name in ("Nuagis", "Brumeo", "Anne Lebrun") for one in proofs.inferred(store, ids[name])]
        assert others
        assert all(one.object is not None for one in others)
