"""Echoes: the same words in two papers are one witness, the same news in two papers' own words are two."""

from __future__ import annotations

import pytest

from kg.entities import resolve
from kg.facts import group, hear
from kg.facts.echoes import Print, echoing, passage
from kg.facts.witnesses import joined, one_each
from kg.index import Index
from kg.types import Extraction
from tests.graph.sample import article, claim, extraction

BEFORE = "The deal had been in the air since the summer of last year, people close to both companies say."
NEWS = "Brumeo said on Monday that it had bought all shares of Nuagis for an undisclosed sum."
AFTER = "Nuagis, which runs two data centres in the Val d'Orche, will keep its name and its ninety engineers."
OWN = "All of Nuagis now belongs to Brumeo, the two firms let it be known at the start of the week."
OTHER = "Analysts had long expected such a step. Neither side would speak about money. The staff learned of it by letter."


def told(by: str, text: str, evidence: str, *, day: str | None = None, **rest: object) -> Extraction:
    document = article(f"{by}-{day}.txt", text, "en", by, day)
    return extraction(document, [claim(document, "acquisition", "Brumeo", evidence, "Nuagis", **rest)])


def status(*articles: Extraction) -> str:
    """The status of the only fact, by one pass and by the index, which has no texts."""
    [fact] = group(hear(articles, resolve(articles, names=())))
    index = Index(known=())
    for one in articles:
        with index:
            index.update(put=[(one, "")])
    assert list(index.facts()) == [fact]
    return fact.status


WIRE = told("Gazette", f"Brumeo buys Nuagis\n{BEFORE} {NEWS} {AFTER}\n", NEWS)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param(f"All change\n{OTHER} {NEWS} That was all.\n", NEWS, id="the same sentence among others"),
        pytest.param(f"All change\n{BEFORE} {NEWS.replace('an undisclosed sum', 'an unknown price')} {AFTER}", "on Monday", id="retouched"),
        pytest.param(f"All change\n{BEFORE} {OWN} {AFTER}\n", OWN, id="a sentence rewritten between copied ones"),
        pytest.param(f"Nuagis goes to Brumeo\n\n{BEFORE} {NEWS} {AFTER} {OTHER}\n", "Nuagis goes to Brumeo", id="a title of one's own"),
    ],
)
def test_copies_are_one_witness(text: str, evidence: str) -> None:
    assert status(WIRE, told("Courier", text, evidence)) == "asserted"


def test_own_words_are_two_witnesses() -> None:
    assert status(WIRE, told("Courier", f"Nuagis goes to Brumeo\n{OWN} {OTHER}\n", OWN)) == "corroborated"


def test_a_few_words_are_nobodys_own() -> None:
    short = "Brumeo buys Nuagis"
    assert status(told("Gazette", f"{short}. {OTHER}", short), told("Courier", f"{short}. {AFTER}", short)) == "corroborated"


def test_a_paper_that_copied_once_and_wrote_once_is_a_witness_of_its_own() -> None:
    copied, own = told("Courier", f"{NEWS} {AFTER}", NEWS, day="2015-01-02"), told("Courier", f"{OWN} {OTHER}", OWN, day="2015-01-03")
    assert status(WIRE, copied) == "asserted"
    assert status(WIRE, copied, own) == "corroborated"
    assert status(copied, own) == "asserted"


def test_whoever_cites_one_medium_passes_on_one_word() -> None:
    cites: dict[str, object] = {"attributed_to": "The Wire", "attribution_kind": "medium"}
    one = told("Gazette", f"The Wire has it that {OWN}", OWN, **cites)
    other = told("Courier", f"Says The Wire: {NEWS}", NEWS, **cites)
    itself = told("The Wire", "Nuagis is sold, and the buyer is Brumeo, as its head told us.", "Nuagis is sold")
    speaker: dict[str, object] = {"attributed_to": "Ann Lee", "attribution_kind": "speaker"}
    assert status(one, other) == "asserted"
    assert status(one, other, itself) == "asserted"
    assert status(one, told("Courier", f"{NEWS}", NEWS)) == "corroborated"
    heard = told("Gazette", f"{OWN} (Ann Lee)", OWN, **speaker), told("Courier", f"{NEWS} (Ann Lee)", NEWS, **speaker)
    assert status(*heard) == "corroborated"


def test_a_passage_is_the_sentence_and_its_neighbours() -> None:
    text = f"{OTHER} {BEFORE} {NEWS} {AFTER} {OTHER}"
    start = text.index("bought all")
    sentence, around = passage(text, start, start + 10)
    alone = passage(NEWS, 0, len(NEWS))
    assert (sentence, alone[1]) == (alone[0], alone[0])
    assert set(around) > set(sentence)
    assert around == passage(f"{BEFORE} {NEWS} {AFTER}", len(BEFORE) + 1, len(BEFORE) + len(NEWS))[1]
    assert passage("Too short.", 0, 3) == (b"", b"")


def test_many_copies_are_joined_without_looking_at_every_pair() -> None:
    one = Print(*passage(NEWS, 0, len(NEWS)))
    assert echoing([one] * 5) == [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert echoing([Print()] * 3) == []


def test_groups_and_matching() -> None:
    assert joined(5, [(3, 4), (1, 3)]) == [0, 1, 2, 1, 1]
    assert one_each({"a": [1], "b": [1]}) == 1
    assert one_each({"a": [1, 2], "b": [1], "c": [2, 3]}) == 3
    assert one_each({"a": [1, 2], "b": [1, 2], "c": [1, 2]}) == 2
    assert one_each({}) == 0
