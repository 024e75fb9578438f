"""Two builds compared: what came, went and changed, and the reason that the folders give for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.comparing.changes import paired
from kg.comparing.claims import side_by_side
from kg.errors import StoreError
from tests.cli.calling import kg_

STAKE = {"relation": "shareholding", "subject": "Brumeo", "object": "Nuagis", "value": "44.4 %"}
ECHO: dict[str, Any] = {
    "doc": "a.txt", "publisher": "L'Écho", "published": "2015-01-12",
    "claims": [
        STAKE | {"evidence": "Brumeo détient 44,4 % de Nuagis"},
        {"relation": "acquisition", "subject": "Valmont", "object": "Serpentin", "evidence": "Valmont a racheté Serpentin"},
    ],
}  # fmt: skip
COURIER: dict[str, Any] = {"doc": "b.txt", "lang": "en", "publisher": "Courier", "claims": [STAKE | {"evidence": "Brumeo (44.4%) owns part of Nuagis"}]}  # fmt: skip  # noqa: E501
REVIEW: dict[str, Any] = {"doc": "c.txt", "lang": "en", "claims": [STAKE | {"value": "44.3 %", "evidence": "Brumeo holds 44.3% of Nuagis"}]}


TEXT = "Brumeo détient 44,4 % de Nuagis. Valmont a racheté Serpentin.\n"


def built(folder: Path, *rows: Mapping[str, Any], articles: Mapping[str, str] | None = None) -> Path:
    folder.mkdir(parents=True)
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (folder / "in").mkdir()
    for name, text in (articles or {}).items():
        (folder / "in" / name).write_text(text, "utf-8")
    kg.build([folder / "in"] if articles else [], folder / "out", claims=folder / "gold.jsonl")
    return folder / "out"


def told(before: Path, after: Path) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.what, one.how, one.fields, one.why) for one in kg.diff(before, after)]


def test_the_same_build_twice_differs_in_nothing(tmp_path: Path) -> None:
    one, two = built(tmp_path / "1", ECHO, COURIER), built(tmp_path / "2", COURIER, ECHO)
    assert told(one, two) == []
    assert kg_("diff", one, two).stdout == "the same\n"
    assert json.loads(kg_("diff", one, two, "--json").stdout) == []


def test_a_new_article_and_what_comes_of_it(tmp_path: Path) -> None:
    one, two = built(tmp_path / "1", ECHO), built(tmp_path / "2", ECHO, COURIER)
    new = ("new article",)
    assert told(one, two) == [
        ("article", "gained", (), new), ("claim", "gained", (), new), ("fact", "changed", ("status", "claims"), new),
    ]  # fmt: skip
    assert [(what, how, why) for what, how, _, why in told(two, one)] == [
        ("article", "lost", ("article gone",)), ("claim", "lost", ("article gone",)), ("fact", "changed", ("article gone",)),
    ]  # fmt: skip
    three = built(tmp_path / "3", ECHO, COURIER, REVIEW)
    assert ("conflict", "gained", (), new) in told(two, three)
    done = kg_("diff", two, three)
    assert done.exit_code == 0
    assert "+ claim c.txt: Brumeo shareholding Nuagis 44.3 % asserted “Brumeo holds 44.3% of Nuagis” (new article)" in done.stdout
    assert "~ fact Brumeo shareholding Nuagis 44.4 % corroborated · disputed False → True" in done.stdout
    assert done.stdout.splitlines()[-1] == "articles: 1 gained · claims: 1 gained · facts: 1 changed · conflicts: 1 gained"
    rows = json.loads(kg_("diff", two, three, "--json").stdout)
    assert {tuple(row) for row in rows} == {("what", "how", "id", "before", "after", "fields", "why")}


def test_words_that_only_moved_are_the_same(tmp_path: Path) -> None:
    more = "Le marché se porte bien, disent les analystes de la place.\n"
    one = built(tmp_path / "1", ECHO, articles={"a.txt": f"Le nuage\n\n{more}{TEXT}"})
    two = built(tmp_path / "2", ECHO, articles={"a.txt": f"Le nuage\n\n{more}{more}{TEXT}"})
    assert told(one, two) == [("article", "changed", ("text_hash",), ("text changed",))]


def test_other_metadata_and_other_claims(tmp_path: Path) -> None:
    one = built(tmp_path / "1", ECHO, COURIER)
    same = built(tmp_path / "2", ECHO, COURIER | {"publisher": "L'Écho"})
    why = ("metadata changed: publisher",)
    [article, fact] = told(one, same)
    assert (article, fact[:2]) == (("article", "changed", ("publisher",), why), ("fact", "changed"))
    edited = ECHO | {"claims": [ECHO["claims"][0] | {"modality": "rumoured"}, ECHO["claims"][1]]}
    found = told(one, built(tmp_path / "3", edited, COURIER))
    assert found[0] == ("claim", "changed", ("modality",), ("claims that were brought along changed",))
    assert found[1][:2] == ("fact", "changed")


def test_judgements_are_a_reason(tmp_path: Path) -> None:
    one = built(tmp_path / "1", ECHO)
    two = tmp_path / "two"
    shutil.copytree(one, two)
    claim = next(json.loads(line)["id"] for line in (one / "claims.jsonl").read_text("utf-8").splitlines() if "Serpentin" in line)
    kg.reject(two, claim, reason="reversed")
    found = list(kg.diff(one, two))
    assert [(change.what, change.how, change.why) for change in found] == [
        ("maker", "gained", ("judgement changed",)), ("claim", "changed", ("judgement",)), ("fact", "lost", ("judgement",)),
    ]  # fmt: skip
    assert found[1].fields == ("review",)


@pytest.mark.parametrize(
    ("part", "name", "reason"),
    [
        ("ontology", "rules", "rules changed"), ("ontology", "lang", "ontology changed: lang"), ("models", "fr", "model changed: fr"),
        ("libraries", "spacy", "library changed: spacy"), (None, "code", "code of kg changed"),
    ],
)  # fmt: skip
def test_what_made_the_builds_is_a_reason(part: str | None, name: str, reason: str, tmp_path: Path) -> None:
    articles = {"a.txt": f"Le nuage\n\n{TEXT}{TEXT}"}
    one = built(tmp_path / "1", ECHO, articles=articles)
    two = built(tmp_path / "2", ECHO | {"claims": ECHO["claims"][:1]}, articles=articles)
    made = json.loads((two / "manifest.json").read_text("utf-8"))
    (made[part] if part else made)[name] = "other"
    (two / "manifest.json").write_text(json.dumps(made), "utf-8")
    assert [(what, how, why) for what, how, _, why in told(one, two)] == [
        ("maker", "changed", (reason,)), ("claim", "lost", (reason,)), ("fact", "lost", (reason,)),
    ]  # fmt: skip


def test_where_there_is_no_build_is_a_clean_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no build here"):
        list(kg.diff(tmp_path, tmp_path))
    done = kg_("diff", tmp_path, tmp_path)
    assert (done.exit_code, done.stderr) == (1, f"kg: {tmp_path}: no build here (no manifest.json)\n")


def test_pairing() -> None:
    old, new = {"1": {"a": 1, "b": 1}, "2": {"a": 2, "b": 2}}, {"2": {"a": 9, "b": 9}, "3": {"a": 1, "b": 7}, "4": {"a": 5, "b": 5}}
    pairs = [(was and was[0], is_ and is_[0]) for was, is_ in paired(old, new, ("a", "b"), ("a",))]
    assert pairs == [("2", "2"), ("1", "3"), (None, "4")]
    rows = [[{"document": {"name": name}} for name in names] for names in ("abd", "bce")]
    met = [tuple(row and row["document"]["name"] for row in pair) for pair in side_by_side(*map(iter, rows))]
    assert met == [("a", None), ("b", "b"), (None, "c"), ("d", None), (None, "e")]
