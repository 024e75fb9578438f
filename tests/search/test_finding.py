"""The search index of a build: what is found, in which order, and that no history of builds shows in it."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

import kg
from kg import search
from kg.entities import resolve
from kg.errors import StoreError
from kg.search import FILE, Hit, TooManyError, find, suggest
from kg.search.words import indexed
from kg.types import Document, Entity
from tests.graph.sample import claim, extraction, mention, pile
from tests.test_incremental import brought


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index over the sample articles."""
    path = tmp_path_factory.mktemp("search")
    extractions = pile()
    resolution = resolve(extractions)
    with search.writing(path) as writer:
        for one in extractions:
            writer.put_document(one, resolution)
        for entity in resolution.entities.values():
            writer.put_entity(entity)
    return path


def texts(hits: list[Hit]) -> list[str]:
    return [hit.text for hit in hits]


@pytest.mark.parametrize("words", ["caisse prets", "CAISSE DES PRÊTS", "la caisse", "l’caisse prêt", "Prets, caisse!"])
def test_names_are_found_without_case_accents_and_small_words(folder: Path, words: str) -> None:
    first = find(folder, words)[0]
    assert (first.kind, first.text, first.detail) == ("entity", "Caisse des Prêts", "Organisation")
    assert first.iri.endswith("/entity/" + first.id)


def test_the_name_that_was_asked_for_comes_before_those_that_have_it(folder: Path) -> None:
    assert texts(find(folder, "brumeo", kinds=("entity",)))[:2] == ["Brumeo", "Brumeo Business Services"]
    scores = [hit.score for hit in find(folder, "brumeo")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_claims_are_found_by_their_words_and_titles_by_theirs(folder: Path) -> None:
    [hosted] = find(folder, "hosting reuil", kinds=("claim",))
    assert hosted.detail == "courier.txt"
    assert "hosted in Val-de-Reuil" in hosted.text
    assert [hosted.snippet[start:end] for start, end in hosted.marks] == ["hosted", "Reuil"]
    assert find(folder, "nuagis rachat", kinds=("document",)) == []
    [title] = find(folder, "rachetait nuagis", kinds=("document",))
    assert (title.kind, title.text, title.detail) == ("document", "Brumeo rachèterait Nuagis", "gazette.txt")


@pytest.mark.parametrize(
    "words",
    [
        '"', "*", "brumeo OR", "NEAR(brumeo)", "^brumeo", "words : brumeo", "{words stems}: x", "-brumeo", "a\x00b", "\ud800",
        "'; DROP TABLE names; --", "(", ")", "\\",
    ],
)  # fmt: skip
def test_what_means_something_to_fts5_is_a_word_or_nothing(folder: Path, words: str) -> None:
    for hit in find(folder, words):
        assert hit.alike or hit.marks


def test_operators_are_words(folder: Path) -> None:
    assert find(folder, "brumeo NOT valmont", slips=False) == [], "no text has the word 'not' and both names"
    assert find(folder, "", slips=False) == find(folder, " ?! ", slips=False) == []


def test_a_slip_of_the_pen_finds_names_spelled_alike_and_says_so(folder: Path) -> None:
    found = find(folder, "serpantin")
    assert [(hit.text, hit.alike) for hit in found] == [("Serpentin", True)]
    assert find(folder, "serpantin", slips=False) == []
    assert find(folder, "xyzzyq") == []


def test_an_answer_is_cut_only_where_that_is_wanted(folder: Path) -> None:
    every = find(folder, "brumeo", limit=100)
    assert find(folder, "brumeo", limit=2) == every[:2]
    assert find(folder, "brumeo", limit=len(every), whole=True) == every
    with pytest.raises(TooManyError, match=f"more than {len(every) - 1} things"):
        find(folder, "brumeo", limit=len(every) - 1, whole=True)


def test_what_is_being_typed_brings_names(folder: Path) -> None:
    assert texts(suggest(folder, "b"))[0] == texts(suggest(folder, "Bru"))[0] == "Brumeo"
    assert texts(suggest(folder, "caisse d"))[0] == "Caisse des Prêts"
    assert texts(suggest(folder, "prê")) == ["Caisse des Prêts"], "any word of a name can be its beginning"
    assert texts(suggest(folder, "caisse prê")) == ["Caisse des Prêts"]
    assert texts(suggest(folder, "nuagsi")) == ["Nuagis"]
    assert suggest(folder, "  ") == []
    [first] = suggest(folder, "n", limit=1)
    assert (first.text, first.snippet[slice(*first.marks[0])]) == ("Nuagis", "Nuagis")


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no search index"):
        find(tmp_path, "x")
    (tmp_path / search.FILE).write_bytes(b"this is no database, " * 100)
    with pytest.raises(StoreError, match="cannot be read"):
        find(tmp_path, "x")
    assert not search.usable(tmp_path)


def everything(output: Path) -> list[object]:
    """What an index answers, to questions that bring all there is."""
    words = ["brumeo", "nuagis", "valmont", "caisse", "dit", "on dit", "c", "lebrun", "serpentin", "gazette"]
    found: list[object] = [find(output, word, limit=1000) for word in words]
    found += [suggest(output, start, limit=100) for start in ("b", "nu", "val", "caisse des", "cloud", "zzz", "brumoe")]
    connection = sqlite3.connect(output / "store" / search.FILE)
    for name in ("names_words", "names_grams", "titles_words", "sentences_words"):
        connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
    found.append(connection.execute("SELECT * FROM entities ORDER BY id").fetchall())
    found.append(connection.execute("SELECT * FROM starts ORDER BY start, entity, name").fetchall())
    claims = "SELECT c.id, text, subject, object FROM claims c JOIN sentences ON row = sentence ORDER BY c.id"
    found.append(connection.execute(claims).fetchall())
    found += [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("names", "documents", "sentences", "claims")]
    connection.close()
    return found


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_builds_ends_in_the_same_answers(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    output, there = tmp_path / "out", dict[int, int]()
    for step in range(7):
        number = dice.randrange(5)
        if number in there and len(there) > 1 and dice.random() < 0.5:
            del there[number]
            kg.remove([f"{number}.txt"], output)
        else:
            there[number] = seed * 100 + step
            kg.build([], output, add=True, claims=brought(tmp_path / "one.jsonl", (there[number], number)))
    kg.build([], tmp_path / "fresh", claims=brought(tmp_path / "all.jsonl", *((mark, number) for number, mark in sorted(there.items()))))
    assert everything(output) == everything(tmp_path / "fresh")
    assert find(output, "dit", kinds=("claim",))


def test_an_index_that_is_gone_or_of_another_form_is_made_again(tmp_path: Path) -> None:
    gold, output = brought(tmp_path / "gold.jsonl", (1, 1), (1, 2)), tmp_path / "out"
    kg.build([], output, claims=gold)
    before = everything(output)
    (output / "store" / search.FILE).unlink()
    kg.build([], output, claims=gold)
    assert everything(output) == before
    connection = sqlite3.connect(output / "store" / search.FILE)
    connection.execute("UPDATE meta SET value = 'older'")
    connection.execute("DELETE FROM names")
    connection.commit()
    connection.close()
    kg.build([], output, claims=gold)
    assert everything(output) == before


def test_the_store_leaves_the_index_alone_and_a_reader_sees_the_next_one(tmp_path: Path) -> None:
    output = tmp_path / "out"
    kg.build([], output, claims=brought(tmp_path / "one.jsonl", (1, 1)))
    before = (output / "store" / search.FILE).read_bytes()
    with kg.Store(output / "store") as store:  # to be written
        store.flush()
    assert (output / "store" / search.FILE).read_bytes() == before
    count = len(find(output, "dit", limit=1000))
    kg.build([], output, add=True, claims=brought(tmp_path / "two.jsonl", (1, 2)))
    assert len(find(output, "dit", limit=1000)) > count


def test_two_documents_can_say_the_same_words_and_one_of_them_go(tmp_path: Path) -> None:
    def one(name: str) -> kg.Extraction:
        text = "Brumeo détient Nuagis."
        document = Document(id=name, text_hash="", name=name, text=text, segments=(), lang="fr")
        named = [mention(document, name, "Organisation") for name in ("Brumeo", "Nuagis")]
        return extraction(document, [claim(document, "shareholding", "Brumeo", text, "Nuagis")], named)

    every = [one("a"), one("b")]
    resolution = resolve(every)
    with search.writing(tmp_path) as writer:
        for each in every:
            writer.put_document(each, resolution)
        writer.put_entity(Entity(id="brumeo", type="Organisation", name="Brumeo"))
    with search.writing(tmp_path) as writer:
        writer.drop_document("a")
        writer.drop_document("unknown")
        writer.drop_entity("unknown")
    assert [(hit.kind, hit.detail) for hit in find(tmp_path, "brumeo")] == [("entity", "Organisation"), ("claim", "b")]
    with suppress(ZeroDivisionError), search.writing(tmp_path) as writer:
        writer.drop_document("b")
        raise ZeroDivisionError
    assert len(find(tmp_path, "brumeo")) == 2, "what went wrong is undone"


def test_where_only_who_is_meant_has_changed_the_words_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one(text: str) -> kg.Extraction:
        document = Document(id="a", text_hash="", name="a", text=text, segments=(), lang="fr", title="Nuages")
        named = [mention(document, name, "Organisation") for name in ("Brumeo", "Nuagis")]
        return extraction(document, [claim(document, "shareholding", "Brumeo", text, "Nuagis")], named)

    said, read = "Brumeo détient Nuagis.", list[str]()

    def noted(text: str, lang: str | None = None) -> tuple[str, str, int]:
        read.append(text)
        return indexed(text, lang)

    monkeypatch.setattr(import_module("kg.search.writing"), "indexed", noted)
    before = resolve([one(said)])
    after = replace(before, ids={place: f"{id_}-2" for place, id_ in before.ids.items()})

    def put(extraction: kg.Extraction, resolution: kg.Resolution) -> None:
        read.clear()
        with search.writing(tmp_path) as writer:
            writer.put_document(extraction, resolution)

    def ends() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(tmp_path / FILE)) as index:
            return index.execute("SELECT subject, object FROM claims").fetchall()

    put(one(said), before)
    assert read == ["Nuages", said]
    put(one(said), after)
    assert not read
    assert ends() == [(after.ids["a", "Brumeo"], after.ids["a", "Nuagis"])]
    put(one("Brumeo, dit-on, détient Nuagis."), after)
    assert "Brumeo, dit-on, détient Nuagis." in read
    assert len(ends()) == 1
    assert [hit.kind for hit in find(tmp_path, "detient")] == ["claim"]
