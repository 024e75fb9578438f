"""Review on an output folder: the graph follows each judgement at once, every later build heeds it, and undoing leaves no trace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import kg
from kg import review
from kg.errors import JudgementError, StoreError
from kg.evaluation import evaluate
from kg.folder import FILES
from kg.graph.views import claims, dossier, entities, find_entity
from kg.judgements import in_force, read
from kg.records import read_lines

STAKE = {"relation": "shareholding", "subject": "Brumeo", "object": "Nuagis", "value": "44.3 %"}
FIRST = STAKE | {"evidence": "Brumeo détient 44,3 % de Nuagis"}
SECOND = STAKE | {"subject": "Valmont", "evidence": "Valmont a 44,3 % de Nuagis"}
GOLD = [
    {"doc": "a.txt", "publisher": "L'Écho", "claims": [FIRST, SECOND]},
    {"doc": "b.txt", "lang": "en", "claims": [STAKE | {"value": "44.4 %", "object": "Nuâgis", "evidence": "Brumeo (44.4%) owns Nuâgis"}]},
    {"doc": "c.txt", "lang": "en", "claims": [STAKE | {"relation": "acquisition", "value": None, "evidence": "Brumeo bought Nuagis"}]},
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in GOLD), "utf-8")
    kg.build([], folder / "out", claims=folder / "gold.jsonl")
    return folder


@pytest.fixture
def output(made: Path, tmp_path: Path) -> Path:
    """A graph of three articles, fresh for each test."""
    shutil.copytree(made / "out", tmp_path / "out")
    return tmp_path / "out"


def files(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in FILES}


def entity(output: Path, name: str) -> str:
    with kg.open_store(output) as store:
        return find_entity(store, name)


def valid(output: Path) -> bool:
    with kg.open_store(output) as store:
        return kg.validate(store).conforms


def test_a_split_shows_at_once_in_every_later_build_and_leaves_no_trace_when_undone(output: Path, made: Path) -> None:
    before = files(output)
    assert entity(output, "Nuâgis") == entity(output, "Nuagis") == "nuagis"
    judgement = kg.split(output, "Nuagis", "Nuâgis")
    split = files(output)
    assert entity(output, "Nuagis") == "nuagis"
    with kg.open_store(output) as store:
        assert [fact.value for fact in dossier(store, "nuagis").facts if fact.relation == "shareholding"] == ["44.3 %", "44.3 %"]
    kg.build([], output, claims=made / "gold.jsonl")
    assert files(output) == split, "a build heeds the file and does not touch it"
    assert in_force(read(output / "judgements.jsonl")) == (judgement,)
    assert kg.undo(output) == judgement
    after = files(output)
    assert [name for name in FILES if after[name] != before[name]] == ["moved.jsonl"], "an id that is gone leads to what it was"
    assert [row["to"] for row in read_lines(output / "moved.jsonl")] == ["nuagis"]


def test_ids_that_a_merge_moved_are_told_and_followed(output: Path) -> None:
    kg.merge(output, "Brumeo", "Valmont")
    assert list(read_lines(output / "moved.jsonl")) == [{"from": "valmont", "to": "brumeo"}]
    assert review.find(output, "valmont") == review.find(output, "Valmont") == "brumeo"
    kg.merge(output, "Nuagis", "Brumeo")
    assert list(read_lines(output / "moved.jsonl")) == [{"from": "brumeo", "to": "nuagis"}, {"from": "valmont", "to": "nuagis"}]
    kg.undo(output)
    kg.undo(output)
    assert list(read_lines(output / "moved.jsonl")) == []
    assert valid(output)


def test_a_name_that_means_another_thing_in_one_article(output: Path) -> None:
    kg.split_in(output, "Brumeo", "c.txt")
    with kg.open_store(output) as store:
        ends = {claim.source.name: claim.subject for claim in claims(store) if claim.subject.startswith("brumeo")}
    assert ends["a.txt"] == ends["b.txt"] == "brumeo"
    assert ends["c.txt"].startswith("brumeo-")
    kg.merge(output, "Valmont", ends["c.txt"])
    with kg.open_store(output) as store:
        assert [claim.subject for claim in claims(store) if claim.relation == "acquisition"] == ["valmont"]
    assert valid(output)


def test_a_rejected_claim_supports_nothing_and_stays_visible(output: Path) -> None:
    with kg.open_store(output) as store:
        [wrong] = [claim for claim in claims(store) if claim.relation == "acquisition"]
    kg.reject(output, wrong.id[:6], reason="it sold it")
    with kg.open_store(output) as store:
        found = dossier(store, "brumeo")
        assert [fact.relation for fact in found.facts] == ["shareholding"]
        assert [(claim.id, claim.review, claim.reason) for claim in found.rejected] == [(wrong.id, "rejected", "it sold it")]
        asked = "ASK { ?fact sc:supportedBy ?c . GRAPH ?g { ?c sc:review sc:rejected } }"
        assert store.query(asked) is False
        kg.export(store, output / "rest.jsonl")
    assert wrong.id not in {row["id"] for row in read_lines(output / "rest.jsonl")}
    assert valid(output)
    kg.accept(output, wrong.id)
    with kg.open_store(output) as store:
        assert {fact.relation for fact in dossier(store, "brumeo").facts} == {"shareholding", "acquisition"}
        assert {claim.review for claim in claims(store)} == {None, "accepted"}
    kg.undo(output)
    with kg.open_store(output) as store:
        assert {claim.review for claim in claims(store)} == {None, "rejected"}


def test_reviewed_claims_are_gold(output: Path) -> None:
    rows = list(read_lines(output / "claims.jsonl"))
    by_doc = {row["doc"]: row["id"] for row in rows}
    kg.accept(output, by_doc["b.txt"])
    kg.reject(output, by_doc["c.txt"], reason="it sold it")
    gold = list(review.gold(output))
    assert [(row["doc"], len(row["claims"]), len(row["rejected"])) for row in gold] == [("b.txt", 1, 0), ("c.txt", 0, 1)]
    score = evaluate(gold, rows)
    assert (score.total.tp, score.total.fp, score.total.fn) == (1, 1, 0)
    assert evaluate(gold, [row for row in rows if row["doc"] == "a.txt"]).total.fn == 1


def test_links_are_standard_terms(output: Path) -> None:
    kg.link(output, "Brumeo", wikidata="Q42", siren="732 829 320", lei="5493001KJTIIGC8Y1R12")
    ask = """ASK { entity:brumeo owl:sameAs <http://www.wikidata.org/entity/Q42> ; schema:leiCode "5493001KJTIIGC8Y1R12" ;
                   schema:iso6523Code "0002:732829320" }"""
    with kg.open_store(output) as store:
        assert store.query(ask) is True
    assert valid(output)
    kg.link(output, "Brumeo", wikidata="Q43")
    with kg.open_store(output) as store:
        assert store.query("ASK { entity:brumeo owl:sameAs <http://www.wikidata.org/entity/Q42> }") is False


def test_what_cannot_hold_is_refused_and_nothing_is_written(output: Path, tmp_path: Path) -> None:
    before = files(output)
    for verb, reason in (
        (lambda: kg.merge(output, "Nuagis", "nuagis"), "one thing already"),
        (lambda: kg.merge(output, "Nuagis", "Nobody"), "nothing in the graph is called so"),
        (lambda: kg.split(output, "Nuagis", "Brumeo"), "two things already"),
        (lambda: kg.split(output, "Nuagis", "NUAGIS"), "written alike"),
        (lambda: kg.split_in(output, "Brumeo", "z.txt"), "no article"),
        (lambda: kg.split_in(output, "Valmont", "a.txt"), "only a.txt speaks of it"),
        (lambda: kg.split_in(output, "Valmont", "b.txt"), "does not name it"),
        (lambda: kg.accept(output, "zzz"), "no claim has this id"),
        (lambda: kg.link(output, "Brumeo", siren="123456789"), "check digits"),
        (lambda: kg.undo(output), "no judgement to undo"),
    ):
        with pytest.raises(kg.errors.KgError, match=reason):
            verb()
    assert files(output) == before
    assert not (output / "judgements.jsonl").exists()
    with pytest.raises(StoreError, match="no graph here"):
        kg.merge(tmp_path / "nowhere", "A", "B")
    with pytest.raises(JudgementError, match="no file of judgements"):
        kg.build([], output, claims=tmp_path / "x", judgements=tmp_path / "nowhere.jsonl")


def test_a_merge_against_a_split_by_a_third_name_is_refused(output: Path) -> None:
    kg.split(output, "Nuagis", "Nuâgis")
    with kg.open_store(output) as store:
        apart = find_entity(store, "Nuâgis")
    kg.merge(output, "Valmont", "nuagis")
    with pytest.raises(JudgementError, match="split; undo that first"):
        kg.merge(output, "Valmont", apart)
    assert len(read(output / "judgements.jsonl")) == 2


def test_judging_and_removing_in_any_order_end_in_the_same_files(output: Path, made: Path, tmp_path: Path) -> None:
    kg.split(output, "Nuagis", "Nuâgis")
    kg.remove(["c.txt", "b.txt"], output)
    kg.merge(output, "Brumeo", "Valmont")
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD[0]) + "\n", "utf-8")
    kg.build([], tmp_path / "fresh", claims=tmp_path / "gold.jsonl", judgements=output / "judgements.jsonl")
    one, two = files(output), files(tmp_path / "fresh")
    assert [name for name in FILES if one[name] != two[name]] == ["moved.jsonl"]


def test_a_split_on_which_others_rest_is_not_undone_before_them(output: Path) -> None:
    split = kg.split(output, "Nuagis", "Nuâgis")
    merge = kg.merge(output, "Valmont", "Nuâgis")
    with pytest.raises(JudgementError, match=f"{merge.id} .* speaks of what {split.id} set apart"):
        kg.undo(output, split.id)
    assert [kg.undo(output), kg.undo(output)] == [merge, split]


def test_another_file_can_hold_the_judgements(output: Path, made: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    kg.merge(output, "Brumeo", "Valmont", judgements=file)
    assert not (output / "judgements.jsonl").exists()
    kg.build([], tmp_path / "two", claims=made / "gold.jsonl", judgements=file)
    assert entity(tmp_path / "two", "Valmont") == "brumeo"


def test_what_one_article_only_describes_is_judged_in_that_article(tmp_path: Path) -> None:
    said = [STAKE | {"subject": "la société", "evidence": f"la société a 44,3 % de Nuagis ({doc})"} for doc in "ab"]
    rows = [{"doc": f"{doc}.txt", "claims": [claim]} for doc, claim in zip("ab", said, strict=True)]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*rows, GOLD[2]]), "utf-8")
    output = tmp_path / "out"
    kg.build([], output, claims=tmp_path / "gold.jsonl")
    with kg.open_store(output) as store:
        first, second = sorted(one.id for one in entities(store) if one.name == "la société")
    judged = review.merge(output, "Brumeo", first)
    assert judged.names[1].doc in {"a.txt", "b.txt"}
    with kg.open_store(output) as store:
        assert [one.id for one in entities(store) if one.name == "la société"] == [second], "that of the other article is nobody known"
    assert entity(output, "Brumeo") == "brumeo"
