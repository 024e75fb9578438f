"""Generated text: the same seed gives the same sentences, names lie where the tags say, trees are trees, held-out names stay out."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from kg.training.business import Writer, business_sentences, mark, unmark
from kg.training.corpora import Sentence
from kg.training.names import Names
from kg.training.pressparse import Lexicon, TreeWriter
from kg.training.spelling import article

HELD_OUT = Path(__file__).parent / "data" / "held_out.yaml"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_same_seed_same_text(lang: str) -> None:
    first = [s.text for s in business_sentences(lang, 60, seed=5)]
    assert first == [s.text for s in business_sentences(lang, 60, seed=5)]
    assert first != [s.text for s in business_sentences(lang, 60, seed=6)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_template_renders_without_leftovers(lang: str) -> None:
    writer = Writer(lang, 1)
    for family in ("ownership", "takeover", "people", "money", "business", "media", "places", "none", "general"):
        for template in writer.grammar[family]:
            text, spans = writer.render(template)
            assert text, template
            assert not set(text) & set("{}[]\ue000\ue001\ue002"), (template, text)
            assert "|" not in text, (template, text)
            assert all(text[a:b].strip() == text[a:b] for a, b, _ in spans)


def test_labels_are_balanced_enough() -> None:
    counts = Counter(t for s in business_sentences("fr", 1500, seed=3) for t in s.ents if t.startswith("B-"))
    assert counts["B-ORG"] > counts["B-PER"] > 200
    assert counts["B-LOC"] > 200


def test_names_are_varied() -> None:
    names = Names("fr", random.Random(1))
    drawn = {names.organisation() for _ in range(3000)}
    assert len(drawn) > 2300


def test_marks_travel_as_spans() -> None:
    text, spans = unmark(f"{mark('ORG', 'Brumont')} rachète {mark('ORG', 'Vélo+')}.")
    assert text == "Brumont rachète Vélo+."
    assert [(text[a:b], label) for a, b, label in spans] == [("Brumont", "ORG"), ("Vélo+", "ORG")]


def test_articles_come_off_places() -> None:
    assert article("la Suisse") == ("la ", "Suisse")
    assert article("l'Inde") == ("l'", "Inde")
    assert article("Le Havre") == ("", "Le Havre")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_trees_have_one_root_and_no_cycle(lang: str) -> None:
    lexicon = Lexicon(
        [
            Sentence(
                ["la", "société"], [True, False], ["le", "société"], ["DET", "NOUN"], ["Gender=Fem", "Gender=Fem"], [1, 1], ["det", "root"]
            )
        ]
    )
    writer = TreeWriter(lang, 4, lexicon)
    for _ in range(400):
        sentence = writer.sentence()
        n = len(sentence.words)
        assert {len(sentence.spaces), len(sentence.heads), len(sentence.deps), len(sentence.pos), len(sentence.feats)} == {n}
        roots = [i for i, h in enumerate(sentence.heads) if h == i]
        assert len(roots) == 1, sentence.text
        assert sentence.deps[roots[0]] == "root"
        for i in range(n):
            seen, k = set(), i
            while sentence.heads[k] != k:
                assert k not in seen, sentence.text
                seen.add(k)
                k = sentence.heads[k]


def test_held_out_names_are_not_generated() -> None:
    from kg.training.evaluation import held_out

    for lang in ("fr", "en"):
        names = {w for s in held_out(lang, HELD_OUT) for w, t in zip(s.words, s.ents, strict=True) if t == "B-ORG" and len(w) > 5}
        text = {w for s in business_sentences(lang, 3000, seed=3) for w, t in zip(s.words, s.ents, strict=True) if t != "O"}
        assert len(names & text) <= 0.1 * len(names), sorted(names & text)


def test_held_out_size() -> None:
    import yaml

    data = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))
    assert sum(len(set(d["names"])) for d in data.values()) == 200
    from kg.training.evaluation import held_out

    assert sum(len(held_out(lang, HELD_OUT)) for lang in data) == 400
