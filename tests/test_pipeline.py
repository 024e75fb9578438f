"""A build: what it writes, that it writes the same twice, that one bad article or one failed build costs nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import kg
from kg import folder
from kg.crew import Crew
from kg.errors import ModelError, StoreError
from kg.ids import claim_id
from kg.types import Claim, Document, Extraction, Issue, Mention

STAKE = re.compile(r"(?P<subject>[A-Z]\w+) détient (?P<number>\d+) % de (?P<object>[A-Z]\w+)")

ARTICLES = {
    "un.txt": "Brisetel monte au capital de Nuvéa\n\n12 mars 2019\n\nL'opérateur Brisetel détient 44 % de Nuvéa, dit son rapport.\n"
    "Le reste appartient à la ville d'Orval, qui n'a pas souhaité commenter cette opération.\n",
    "deux.txt": "Nuvéa change de mains\n\n14 mai 2020\n\nOn le sait depuis hier : Cormoran détient 22 % de Nuvéa et veut aller plus loin.\n"
    "La direction de l'entreprise se réunira jeudi pour en discuter avec les salariés.\n",
}


class Stakes:
    """An extractor for one kind of sentence; it breaks on an article that says "poison"."""

    def extract(self, document: Document) -> Extraction:
        if "poison" in document.text:
            raise ValueError("bitter\ntaste")
        claims, mentions = [], []
        for found in STAKE.finditer(document.text):
            subject, target, value = found["subject"], found["object"], f"{found['number']} %"
            start, end = found.span()
            claims.append(
                Claim(
                    id=claim_id(document.name, "shareholding", subject, target, value, None, "asserted", False, start, end),
                    doc=document.name, relation="shareholding", subject=subject, object=target, value=value, date=None, modality="asserted",
                    attributed_to=None, attribution_kind=None, negated=False, ended=False, evidence=document.text[start:end], start=start,
                    end=end, rule="stakes", confidence=0.9,
                )
            )
            for group in ("subject", "object"):
                a, b = found.span(group)
                mentions.append(Mention(start=a, end=b, text=found[group], type="Organisation", name=found[group]))
        return Extraction(document=document, mentions=tuple(mentions), claims=tuple(claims))

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        return map(self.extract, documents)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_build_leaves_claims_graph_page_and_store(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    seen: list[tuple[str, int, int]] = []
    report = kg.build([articles], output, extractor=Stakes(), progress=lambda *step: seen.append(step))
    assert (report.documents, report.total, report.claims, report.issues) == (2, 2, {("shareholding", "asserted"): 2}, ())
    assert report.entities >= 3
    assert ("extract", 2, 2) in seen
    assert sorted(path.name for path in output.iterdir() if path.name != ".lock") == sorted([*folder.FILES, "store", "index.sqlite"])
    found = rows(output / "claims.jsonl")
    assert [row["doc"] for row in found] == ["deux.txt", "un.txt"]
    assert list(found[0]) == list(Claim.__slots__)
    for row in found:
        text = ARTICLES[str(row["doc"])]
        assert row["evidence"] in text
    with kg.open_store(output) as store:
        assert store.query('ASK { ?fact ?p ?name FILTER(STR(?name) = "Nuvéa") }') is True
    assert "Nuvéa" in (output / "graph.ttl").read_text("utf-8")
    assert "Nuvéa" in (output / "graph.html").read_text("utf-8")


def test_the_same_sources_give_the_same_bytes_in_any_order(articles: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    kg.build([articles / "un.txt", articles / "deux.txt"], one, extractor=Stakes())
    kg.build([articles / "deux.txt", articles / "un.txt"], two, extractor=Stakes())
    for name in folder.FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_manifest_says_what_made_the_build_and_nothing_of_when_or_where(articles: Path, tmp_path: Path) -> None:
    kg.build([articles], tmp_path / "out", extractor=Stakes())
    text = (tmp_path / "out" / "manifest.json").read_text("utf-8")
    found = json.loads(text)
    assert found["kg"] == kg.__version__
    assert set(found["sources"]) == set(ARTICLES)
    assert "rules" in found["ontology"]
    assert "fr" in found["models"]
    assert str(tmp_path) not in text


def test_a_poisoned_article_becomes_an_issue_and_the_others_build(articles: Path, tmp_path: Path) -> None:
    (articles / "mal.txt").write_text(ARTICLES["un.txt"] + "Il y a du poison dans cette phrase.\n", "utf-8")
    report = kg.build([articles], tmp_path / "out", extractor=Stakes())
    assert report.documents == 2
    assert [(issue.doc, issue.kind) for issue in report.issues] == [("mal.txt", "extraction-failed")]
    assert "ValueError: bitter taste" in report.issues[0].message
    assert [row["doc"] for row in rows(tmp_path / "out" / "issues.jsonl")] == ["mal.txt"]
    assert len(rows(tmp_path / "out" / "claims.jsonl")) == 2


def test_bad_configuration_stops_the_build_and_the_last_good_one_stays(articles: Path, tmp_path: Path) -> None:
    class NoModel(Stakes):
        def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
            raise ModelError("model 'x' is not installed")

    output = tmp_path / "out"
    kg.build([articles], output, extractor=Stakes())
    before = {name: (output / name).read_bytes() for name in folder.FILES}
    (articles / "trois.txt").write_text(ARTICLES["un.txt"].replace("44", "45"), "utf-8")
    with pytest.raises(ModelError):
        kg.build([articles], output, extractor=NoModel())
    assert {name: (output / name).read_bytes() for name in folder.FILES} == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_breaks_off_while_writing_leaves_the_last_good_one(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    output = tmp_path / "out"
    kg.build([articles], output, extractor=Stakes())
    before = {name: (output / name).read_bytes() for name in folder.FILES}

    def breaks(*_: object) -> None:
        raise error

    (articles / "un.txt").write_text(ARTICLES["un.txt"].replace("44", "51"), "utf-8")
    monkeypatch.setattr("kg.manifest.write_manifest", breaks)
    with pytest.raises(error):
        kg.build([articles], output, extractor=Stakes())
    assert {name: (output / name).read_bytes() for name in folder.FILES} == before
    assert not (output / ".building").exists()
    with kg.open_store(output) as store:
        assert len(store) > 0
    monkeypatch.undo()
    assert kg.build([articles], output, extractor=Stakes()).documents == 2
    assert "51 %" in (output / "claims.jsonl").read_text("utf-8")


def test_a_second_build_into_the_same_folder_waits_its_turn(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with folder.workplace(output), pytest.raises(StoreError, match="another build"):
        kg.build([articles], output, extractor=Stakes())
    assert kg.build([articles], output, extractor=Stakes()).documents == 2


def test_nothing_readable_writes_nothing(tmp_path: Path) -> None:
    report = kg.build([tmp_path / "nowhere.txt"], tmp_path / "out", extractor=Stakes())
    assert report.documents == 0
    assert [Path(issue.doc).name for issue in report.issues] == ["nowhere.txt"]
    assert not (tmp_path / "out").exists()


def test_a_name_met_twice_is_told_and_not_mixed(articles: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "un.txt").write_text(ARTICLES["deux.txt"], "utf-8")
    report = kg.build([articles, other], tmp_path / "out", extractor=Stakes())
    assert report.documents == 2
    assert [(issue.doc, issue.kind) for issue in report.issues] == [("un.txt", "duplicate-name")]


def test_an_output_that_is_a_file_is_one_clear_error(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I was here first", "utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        kg.build([articles], tmp_path / "out", extractor=Stakes())
    assert (tmp_path / "out").read_text("utf-8") == "I was here first"


def test_opening_what_was_never_built_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        kg.open_store(tmp_path / "none")


def test_order_is_kept_when_the_second_batch_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.crew.batches.BATCH", 2)
    documents = [
        Document(id=str(i), text_hash="", name=f"{i}.txt", text="poison" if i == 3 else "x", segments=(), lang="fr") for i in range(6)
    ]
    found = [item.doc if isinstance(item, Issue) else item.document.name for item in Crew(extractor=Stakes()).pipe(documents)]
    assert found == [document.name for document in documents]
