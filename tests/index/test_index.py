"""The index: whatever comes and goes in whatever order, it holds what one pass over everything would give."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities import resolve
from kg.errors import StoreError
from kg.facts import conflicts, deals, group, hear
from kg.index import Changes, Index, claims, touched
from kg.inference import infer
from kg.types import Extraction, Issue, Judgement, Named
from tests.graph.sample import article, claim, extraction, mention, pile

NAMES = (
    "Brumeo", "Brumeo SA", "Nuagis", "Valmont", "Caisse des Prêts", "CDP", "Serpentin", "C", "C++", "Anne Lebrun", "Brumeo Cloud",
    "Nuagis Brumeo", "Canada", "Orval",
)  # fmt: skip
RELATIONS = (
    "shareholding", "acquisition", "merger", "seller", "subsidiary", "funding", "founded", "leadership", "partner", "part_of_programme",
    "target", "net_income", "headquartered_in", "located_in", "dissolved",
)  # fmt: skip
#: What changes are told of.
KINDS = ("entities", "facts", "conflicts", "deals", "inferences")
#: Who acts for whom in a world of our own.
ARMS = {"Serpentin": "Valmont", "Valmont": "Brumeo Cloud", "Brumeo Cloud": "C++"}


def invented(seed: int, number: int) -> Extraction:
    """An article that claims this and that of a few names which other articles have too."""
    dice = random.Random(f"{seed} {number}")
    ends = [dice.sample(NAMES, 2) for _ in range(dice.randint(1, 4))]
    lines = [f"{dice.choice(['Dit', 'On dit', 'Il dit'])} {a} de {b}, {place}." for place, (a, b) in enumerate(ends)]
    lines.append("La Caisse des Prêts (CDP) et Brumeo.")
    publisher, day = dice.choice(["Gazette", "Écho", None]), dice.choice(["2015-01", "2016", None])
    document = article(f"{number}.txt", "\n".join(lines), "fr", publisher, day)
    told = []
    for line, (a, b) in zip(lines, ends, strict=False):
        relation = dice.choice(RELATIONS)
        told.append(
            claim(
                document, relation, a, line, b,
                value=dice.choice(["44.3 %", "100 %", "5 million EUR", None]) if relation in {"shareholding", "funding"} else None,
                date=dice.choice(["2012", "2012-09", None]),
                modality=dice.choice(["asserted", "asserted", "planned", "rumoured"]),
            )
        )  # fmt: skip
    kinds = ["Organisation", "Organisation", "Organisation", "Person", "Place"]
    names = sorted({end for pair in ends for end in pair})
    return extraction(document, told, [mention(document, name, dice.choice(kinds)) for name in names])


def at_once(extractions: list[Extraction]) -> tuple[object, ...]:
    resolution = resolve(extractions)
    voices = hear(extractions, resolution)
    entities, facts = list(resolution.entities.values()), group(voices)
    return entities, facts, conflicts(voices, resolution), deals(voices), infer(facts, entities), resolution.ids


def held(index: Index, extractions: Iterable[Extraction]) -> tuple[object, ...]:
    ids = {place: id_ for one in extractions for place, id_ in index.resolution(one.document.name).ids.items()}
    made = [list(every()) for every in (index.entities, index.facts, index.conflicts, index.deals, index.inferences)]
    return *made, dict(sorted(ids.items()))


class Mirror:
    """What somebody has who only ever hears of changes."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], object] = {}

    def follow(self, changes: Changes) -> None:
        for kind in KINDS:
            for one in getattr(changes, f"old_{kind}"):
                assert self.kept.pop((kind, one.id)) == one
            for one in getattr(changes, f"new_{kind}"):
                assert (kind, one.id) not in self.kept
                self.kept[kind, one.id] = one


@patch("kg.facts.kin._acts_for", lambda: ARMS)
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.tuples(st.integers(0, 7), st.booleans()), min_size=1, max_size=14))
def test_any_order_of_coming_and_going_ends_in_the_same(seed: int, steps: list[tuple[int, bool]]) -> None:
    index, mirror, there = Index(), Mirror(), dict[str, Extraction]()
    for count, (number, comes) in enumerate(steps):
        one = invented(seed + count // 5, number)
        with index:
            if comes or one.document.name not in there:
                there[one.document.name] = one
                mirror.follow(index.update(put=[(one, "")]))
            else:
                del there[one.document.name]
                mirror.follow(index.update(drop=[one.document.name]))
    every = [there[name] for name in sorted(there)]
    assert held(index, every) == at_once(every)
    kept = [[one for (kind, _), one in sorted(mirror.kept.items()) if kind == wanted] for wanted in KINDS]
    assert kept == list(held(index, []))[:-1]


def test_what_is_touched_is_settled_some_at_a_time_and_comes_out_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "SOME", 2)
    monkeypatch.setattr(claims, "HELD", 3)
    every = [invented(3, number) for number in range(12)]
    index = Index()
    with index:
        changes = index.update(put=[(one, "") for one in every])
    assert held(index, every) == at_once(every)
    assert [list(getattr(changes, f"new_{kind}")) for kind in KINDS] == list(held(index, []))[:-1]
    mirror, rest = Mirror(), every[:3]
    mirror.follow(changes)
    with index:
        mirror.follow(index.update(drop=[one.document.name for one in every[3:]]))
    assert held(index, rest) == at_once(rest)
    assert [[one for (kind, _), one in sorted(mirror.kept.items()) if kind == wanted] for wanted in KINDS] == list(at_once(rest))[:-1]


def test_ids_that_could_be_those_of_another_family_are_told_apart_in_whatever_order_they_come() -> None:
    """A place called as a person is has an id with its family behind, which a longer name may have by itself."""
    texts = [("Orval", "Place"), ("Orval", "Person"), ("Orval Place", "Organisation")]
    every = []
    for number, (name, kind) in enumerate(texts):
        document = article(f"{number}.txt", f"{name}, dit-on.", "fr", None, None)
        every.append(extraction(document, [], [mention(document, name, kind)] * 4))
    at_last = at_once(every)
    for order in (every, every[::-1]):
        index = Index(known=())
        for one in order:
            with index:
                index.update(put=[(one, "")])
        assert held(index, every) == at_last


def test_one_more_article_changes_what_it_touches_and_nothing_else() -> None:
    index = Index()
    with index:
        index.update(put=[(one, "") for one in pile()])
    document = article("late.txt", "Quillon buys Serpentin", "en", "The Cloud Review", None)
    late = extraction(document, [claim(document, "acquisition", "Quillon", "Quillon buys Serpentin", "Serpentin")])
    with index:
        changes = index.update(put=[(late, "")])
    assert changes.written == ["late.txt"]
    assert [entity.id for entity in changes.new_entities] == ["quillon"]
    assert [(fact.subject, fact.relation, fact.object) for fact in changes.new_facts] == [("quillon", "acquisition", "serpentin")]
    facts = list(changes.new_facts)
    assert [*changes.old_entities, *changes.old_facts, *changes.new_conflicts, *changes.gone] == []
    with index:
        gone = index.update(drop=["late.txt"])
    assert (gone.gone, list(gone.old_facts), list(gone.new_facts)) == ([document.id], facts, [])


def test_a_claim_said_by_two_stays_when_one_of_them_goes() -> None:
    both = pile()
    index = Index()
    with index:
        index.update(put=[(one, "") for one in both])
    with index:
        changes = index.update(drop=["courier.txt"])
    stake = next(fact for fact in index.facts() if (fact.relation, fact.subject) == ("shareholding", "brumeo"))
    assert {fact.id for fact in changes.old_facts} >= {stake.id}
    assert (stake.status, stake.disputed) == ("asserted", True)
    assert held(index, [both[0], both[2]]) == at_once([both[0], both[2]])


def test_a_judgement_changes_what_it_speaks_of_and_undoing_it_brings_everything_back() -> None:
    index = Index(known=())
    with index:
        index.update(put=[(one, "") for one in pile()])
    before = held(index, pile())
    merge = Judgement(id="1", verb="merge", names=(Named(name="Brumeo", family="thing"), Named(name="Valmont", family="thing")))
    refused = Judgement(id="2", verb="reject", claim=pile()[0].claims[1], reason="no")
    with index:
        changes = index.update(judgements=[merge, refused])
    resolution = resolve(pile(), names=(), judgements=[merge, refused])
    voices = hear(pile(), resolution, {pile()[0].claims[1].id})
    assert list(index.entities()) == list(resolution.entities.values())
    assert list(index.facts()) == group(voices)
    assert [conflict.id for conflict in index.conflicts()] == [conflict.id for conflict in conflicts(voices, resolution)]
    assert "valmont" in {entity.id for entity in changes.old_entities}
    with index:
        index.update(judgements=[])
    assert held(index, pile()) == before


def test_a_change_that_fails_leaves_everything_as_it_was(tmp_path: object) -> None:
    index = Index()
    with index:
        index.update(put=[(one, "mark") for one in pile()])
    before = held(index, pile())
    broken = replace(pile()[0], claims=(replace(pile()[0].claims[0], relation="no such relation"),))
    with pytest.raises(KeyError), index:
        index.update(put=[(broken, "other")], drop=["review.txt"])
    assert held(index, pile()) == before
    assert set(index.fingerprints().values()) == {"mark"}


def test_what_is_no_index_is_a_clean_error(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "index.sqlite"
    path.write_bytes(b"something else altogether, and long enough to be looked at" * 40)
    with pytest.raises(StoreError, match="cannot be used as an index"):
        Index(path)


def test_what_comes_is_taken_one_by_one_and_what_goes_may_depend_on_it() -> None:
    index = Index()
    with index:
        index.update(put=[(invented(1, number), "") for number in range(4)])
    came = set[str]()

    def put() -> Iterator[tuple[Extraction, str]]:
        for mark, number in ((2, 1), (2, 3), (3, 3)):  # the third comes twice: the last one stays
            one = invented(mark, number)
            came.add(one.document.name)
            yield one, str(mark)
            assert index.fingerprints()[one.document.name] == str(mark), "it is in before the next is asked for"

    refused = Judgement(id="1", verb="reject", claim=invented(1, 0).claims[0], reason="no")
    with index:
        drop = (name for name in [f"{number}.txt" for number in range(4)] if name not in came)
        changes = index.update(put=put(), drop=drop, judgements=[refused])
    assert index.fingerprints() == {"1.txt": "2", "3.txt": "3"}
    assert changes.written == ["1.txt", "3.txt"]
    assert changes.gone == [invented(1, number).document.id for number in (0, 2)]
    every = [invented(2, 1), invented(3, 3)]
    assert held(index, every) == at_once(every)


def test_issues_go_and_come_with_their_document() -> None:
    index = Index()
    told = [Issue(doc="b.txt", kind="unknown-date", message="has no date"), Issue(doc="b.txt", kind="a", message="second")]
    one, other = (replace(invented(1, 1), document=replace(invented(1, 1).document, name=name), claims=()) for name in ("b.txt", "a.txt"))
    with index:
        index.update(put=[(replace(one, issues=tuple(told)), ""), (replace(other, issues=(replace(told[0], doc="a.txt"),)), "")])
    assert index.issues() == [replace(told[0], doc="a.txt"), *told]
    with index:
        index.update(put=[(other, "")], drop=["b.txt"])
    assert index.issues() == []
