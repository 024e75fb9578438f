"""Nouns as notebooks show them: HTML in which everything is escaped and every quote has its source; plain text stays plain."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kg
from kg.display import to_html
from kg.graph.disagreements import conflicts
from kg.graph.rows import COLOURS, ClaimView, EntityView, FactView, Source
from kg.graph.store import Store
from kg.graph.views import entities
from kg.shown import Shown
from kg.types import Entity, Fact

EVIL = "<script>alert(1)</script> & \"x\" '</style><img src=x onerror=alert(1)>"
TEXT = (
    "Nuvéa change de mains\n\nBrisetel détient 44 % de la société Nuvéa. "
    "Le groupe Cormoran a racheté Ondalys pour 12 millions d'euros en 2018.\n"
    "Le groupe Cormoran rachèterait la société Nuvéa.\n"
)


class Reader(HTMLParser):
    """Checks that tags close in order, and notes which there are and with which attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if self.open[-1] != "style" else ""


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    assert reader.tags <= {
        "div", "style", "span", "b", "details", "summary", "blockquote", "mark", "table", "tr", "th", "td", "ul", "li",
    }  # fmt: skip
    assert reader.attributes <= {"class", "open"}
    assert "http" not in html
    return reader


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("display")
    for name, text in (("a", TEXT), ("b", TEXT.replace("44 %", "45 %"))):
        (folder / f"{name}.txt").write_text(text, "utf-8")
        (folder / f"{name}.txt.meta.json").write_text(f'{{"publisher": "L\'Écho {name}", "published": "2019-03-1{len(name)}"}}', "utf-8")
    kg.build([folder / "a.txt", folder / "b.txt"], folder / "out")
    return kg.open_store(folder / "out")


def test_every_noun_that_readers_get_shows_itself(store: Store, tmp_path: Path) -> None:
    dossier = kg.dossier(store, "Nuvéa")
    stake = next(fact for fact in dossier.facts if fact.relation == "shareholding")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    said = kg.extract(tmp_path / "a.txt").claims[0]
    nouns: list[Shown] = [
        store, dossier, stake, stake.claims[0], entities(store)[0], kg.timeline(store, "Nuvéa"), conflicts(store)[0],
        kg.ask(store, "holders", company="Nuvéa")[0], kg.explain(store, "Brisetel", "shareholding"), said,
        kg.build([tmp_path / "a.txt"], tmp_path / "out"),
    ]  # fmt: skip
    for noun in nouns:
        found = read(noun._repr_html_())
        assert found.text.strip(), noun
        assert repr(noun).startswith((f"{type(noun).__name__}(", "<kg.graph.store.Store")), "the plain text is as it was"
    quoting = [" ".join(read(noun._repr_html_()).text.split()) for noun in nouns[1:4] + nouns[5:9]]
    quoted = r"“[^“]*Brisetel détient 4[45] %[^“]*”\s*— L'Écho [ab], « Nuvéa change de mains », 2019-03-11 · [ab]\.txt:\d+"
    assert [text for text in quoting if not re.search(quoted, text)] == []
    assert read(to_html([stake, *stake.claims])).text.count("— L'Écho") == 1 + 2 * len(stake.claims)
    assert "2 articles" in read(store._repr_html_()).text


def test_everything_that_articles_say_is_escaped() -> None:
    source = Source(id="d", name=EVIL, lang="fr", title=EVIL, publisher=EVIL, published=EVIL, url=EVIL, text_hash="")
    claim = ClaimView(
        id=EVIL, relation=EVIL, subject=EVIL, object=EVIL, value=EVIL, date=EVIL, modality=EVIL, attributed_to=EVIL, attribution_kind=EVIL,
        negated=False, ended=True, rule=EVIL, confidence=1.0, evidence=EVIL, before=EVIL, after=EVIL, start=0, end=1, source=source,
        review=EVIL, reason=EVIL,
    )  # fmt: skip
    fact = FactView(
        id=EVIL, relation=EVIL, subject=EVIL, object=None, value=EVIL, why=EVIL, status=EVIL, disputed=True, ended=True, since=EVIL,
        until=EVIL, confidence=1.0, claims=(claim,), against=(replace(claim, object=None),),
    )  # fmt: skip
    plain = Fact(**{name: value for name, value in asdict(fact).items() if name not in {"claims", "against"}}, claims=(EVIL,), against=())
    named = Entity(id=EVIL, type=EVIL, name=EVIL, aliases=(EVIL, "other"), identifiers=((EVIL, EVIL),))
    for noun in (claim, fact, plain, named, EntityView(id=EVIL, type=EVIL, name=EVIL, aliases=("<b>",))):
        found = read(noun._repr_html_())
        assert EVIL in " ".join(found.text.split())
        assert not found.tags & {"script", "img"}


def test_the_same_noun_gives_the_same_html_and_an_empty_store_has_one_too(store: Store) -> None:
    dossier = kg.dossier(store, "Nuvéa")
    assert dossier._repr_html_() == kg.dossier(store, "Nuvéa")._repr_html_()
    assert "A graph of 0 articles" in read(Store()._repr_html_()).text


def test_what_is_no_noun_is_refused() -> None:
    with pytest.raises(TypeError, match="dict has no form in HTML"):
        to_html([COLOURS])  # type: ignore[list-item]
