"""The rules folder: what loads, and every kind of mistake, which is one line that names file, rule and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ontology, rules
from kg.errors import RuleError
from kg.rules import LANGUAGES, Rules, Step, load_from

FRAMES = """
verb.active:
  of: verb
  voice: active
  functions:
    agent: [nsubj, "^xcomp>nsubj"]
    patient: [obj, "nmod/de|of"]
noun.role:
  of: role
  functions:
    bearer: ["^appos"]
    complement: ["nmod/de|of"]
"""
GOOD = """
- id: buy
  relation: acquisition
  fr: {verb: [racheter, mettre la main sur]}
  en: {verb: [buy, take on]}
  verb: {subject: agent, object: patient}
  subject_type: [Organisation, Person]
  object_type: [Organisation]
  value: [Percent, Amount]
  needs: [subject, object]
  without: [date]
  unit: [EUR]
  voice: active
  topical: true
  default: {fr: tout, en: all}
  modality: planned
  ended: true
  date: false
  near: false
  examples:
    - {fr: "Talmont rachète Brévent.", claims: [{subject: Talmont, object: Brévent}]}
    - {en: "Talmont buys time.", claims: []}
"""


def write(folder: Path, text: str = GOOD, frames: str = FRAMES, name: str = "mine.yaml") -> Path:
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "frames.yaml").write_text(frames, encoding="utf-8")
    (folder / "rules" / name).write_text(text, encoding="utf-8")
    return folder


def load(folder: Path) -> Rules:
    declared = ontology.load()
    return load_from(folder, declared.relations, frozenset(declared.types))


def message(folder: Path) -> str:
    with pytest.raises(RuleError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_key_is_read(tmp_path: Path) -> None:
    (rule,) = load(write(tmp_path)).rules
    assert (rule.id, rule.relation, rule.voice, rule.modality) == ("buy", "acquisition", "active", "planned")
    assert rule.triggers["fr"]["verb"] == (("racheter",), ("mettre", "la", "main", "sur"))
    assert rule.triggers["en"]["verb"] == (("buy",), ("take", "on"))
    assert rule.roles == {"verb": {"subject": "agent", "object": "patient"}}
    assert rule.types == {"subject": {"Organisation", "Person"}, "object": {"Organisation"}}
    assert (rule.values, rule.needs, rule.without, rule.units) == (("Percent", "Amount"), {"subject", "object"}, {"date"}, {"EUR"})
    assert (rule.topical, rule.ended, rule.dated, rule.near) == (True, True, False, False)
    assert rule.defaults == {"fr": "tout", "en": "all"}
    assert [(example.lang, example.text, len(example.claims)) for example in rule.examples] == [
        ("fr", "Talmont rachète Brévent.", 1),
        ("en", "Talmont buys time.", 0),
    ]


def test_what_a_rule_leaves_out(tmp_path: Path) -> None:
    (rule,) = load(write(tmp_path, "- {id: r, relation: partner}")).rules
    assert (rule.topical, rule.ended, rule.dated, rule.near, rule.modality, rule.voice) == (False, False, True, True, None, None)
    assert (rule.needs, rule.without, rule.values, rule.examples) == ({"subject", "object"}, frozenset(), (), ())
    assert rule.types == {"subject": None, "object": None}


def test_on_is_a_preposition_and_true_a_truth(tmp_path: Path) -> None:
    text = "- {id: r, relation: partner, en: {verb: [on, off, yes, no, bet on]}, verb: {subject: agent}, topical: true, near: false}"
    (rule,) = load(write(tmp_path, text)).rules
    assert rule.triggers["en"]["verb"] == (("on",), ("off",), ("yes",), ("no",), ("bet", "on"))
    assert (rule.topical, rule.near) == (True, False)


def test_paths_of_frames(tmp_path: Path) -> None:
    frame = load(write(tmp_path)).frames["verb.active"]
    assert (frame.of, frame.voice) == ("verb", "active")
    assert frame.functions["agent"] == ((Step(False, "nsubj", None),), (Step(True, "xcomp", None), Step(False, "nsubj", None)))
    assert frame.functions["patient"][1] == (Step(False, "nmod", frozenset({"de", "of"})),)


def test_the_index_has_longest_triggers_first(tmp_path: Path) -> None:
    text = """
- {id: a, relation: acquisition, fr: {verb: [prendre]}, verb: {subject: agent, object: patient}}
- {id: b, relation: acquisition, fr: {verb: [Prendre le contrôle]}, verb: {subject: agent, object: patient}}
"""
    index = load(write(tmp_path, text)).index
    assert [(t.words, t.kind, t.rule.id) for t in index["fr"]["prendre"]] == [
        (("prendre", "le", "contrôle"), "verb", "b"),
        (("prendre",), "verb", "a"),
    ]
    assert index["en"] == {}


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "- {id: z, relation: partner}", name="b.yaml")
    write(tmp_path, "- {id: y, relation: partner}", name="a.yaml")
    write(tmp_path, "", name="c.yaml")  # an empty file has no rules
    assert [rule.id for rule in load(tmp_path).rules] == ["y", "z"]


MISTAKES = {
    "unknown relation": ("relation: acquisition", "relation: buying", "relation: 'buying' is not in the ontology"),
    "no relation": ("  relation: acquisition\n", "", "relation: "),
    "unknown key": ("  ended: true", "  endet: true", "endet: unknown key; known are "),
    "unknown language": ("  en: {", "  de: {", "de: unknown key"),
    "unknown kind of trigger": ("fr: {verb:", "fr: {adverb:", "fr.adverb: unknown kind of trigger; known are verb, noun, role, measure"),
    "triggers without roles": (
        "fr: {verb:",
        "fr: {noun:",
        "noun: triggers of this kind are listed for fr, but no roles are given for them",
    ),
    "unknown frame function": (
        "object: patient}",
        "object: victim}",
        "verb.object: no frame of kind verb has a function 'victim'; known are agent, patient, self",
    ),
    "a function of another kind": ("object: patient}", "object: bearer}", "verb.object: no frame of kind verb has a function 'bearer'"),
    "unknown role": (
        "verb: {subject: agent, object",
        "verb: {subject: agent, thing",
        "verb.thing: unknown role; known are subject, object",
    ),
    "unknown type": ("subject_type: [Organisation,", "subject_type: [Company,", "subject_type: 'Company' is not a class of the ontology"),
    "unknown object type": ("object_type: [Organisation]", "object_type: [Thing]", "object_type: 'Thing' is not a class of the ontology"),
    "unknown value kind": ("[Percent, Amount]", "[Percent, Weight]", "value: 'Weight' is not one of Percent, Amount, Count, phrase, name"),
    "unknown need": ("needs: [subject, object]", "needs: [subject, colour]", "needs: 'colour' is not one of date, object, subject, value"),
    "unknown without": ("without: [date]", "without: [day]", "without: 'day' is not one of date, object, subject, value"),
    "unknown modality": (
        "modality: planned",
        "modality: hoped",
        "modality: 'hoped' is not one of asserted, denied, planned, reported, rumoured",
    ),
    "unknown voice": ("voice: active", "voice: middle", "voice: 'middle' is neither active nor passive"),
    "default in an unknown language": ("{fr: tout, en: all}", "{fr: tout, de: alle}", "default.de: unknown language; known are fr, en"),
    "an example without claims": (
        '    - {en: "Talmont buys time.", claims: []}',
        '    - {en: "Talmont buys time."}',
        "examples: number 2 needs one of fr, en with the sentence, and claims",
    ),
    "an example in an unknown language": ('{en: "Talmont buys', '{de: "Talmont buys', "examples: number 2 needs one of fr, en"),
    "an example with more": ("claims: []}", "claims: [], why: no}", "examples: number 2 needs one of fr, en"),
    "an example's claim with an unknown slot": (
        "[{subject: Talmont,",
        "[{buyer: Talmont,",
        "examples: number 1: 'buyer' is no slot of a claim",
    ),
    "an example's claims in no list": (
        "claims: []}",
        "claims: {subject: Talmont}}",
        "examples: number 2: claims must be a list of mappings",
    ),
    "an example that is no mapping": (
        '{en: "Talmont buys time.", claims: []}',
        "Talmont buys time.",
        "examples: number 2 needs one of fr, en",
    ),
    "triggers in no mapping": ("en: {verb: [buy, take on]}", "en: [buy]", "en: must be a mapping"),
    "triggers in no list": ("en: {verb: [buy, take on]}", "en: {verb: buy}", "en.verb: must be a list of words"),
    "an empty trigger": ("[buy, take on]", '[buy, ""]', "en.verb: an empty trigger"),
    "roles in no mapping": ("verb: {subject: agent, object: patient}", "verb: agent", "verb: must be a mapping"),
    "types in no list": ("object_type: [Organisation]", "object_type: Organisation", "object_type: must be a list"),
    "values in no list": ("value: [Percent, Amount]", "value: Percent", "value: must be a list"),
    "a default in no mapping": ("default: {fr: tout, en: all}", "default: tout", "default: must be a mapping"),
    "a truth in words": ("near: false", "near: no", "near: must be true or false"),
}


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_name_file_rule_and_key(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) == 1
    found = message(write(tmp_path, GOOD.replace(old, new)))
    assert found.startswith(f"rules/mine.yaml: rule buy: {expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD + GOOD, "rules/mine.yaml: rule buy: id: used twice"),
        ("- {relation: partner}", "rules/mine.yaml: a rule without an id"),
        ("- partner", "rules/mine.yaml: a rule without an id"),
        ("id: buy\nrelation: partner", "rules/mine.yaml: not a list of rules"),
        ("partner", "rules/mine.yaml: not a list of rules"),
        ("- {id: a, relation: partner, examples: {fr: Rien., claims: []}}", "rules/mine.yaml: rule a: examples: must be a list"),
        ("- {id: a, relation: partner, fr: }", "rules/mine.yaml: rule a: fr: must be a mapping"),
        ("- id: a\n  relation: [partner", "mine.yaml:3: not YAML ("),
        ("- {id: a, relation: !!python/object:os.system {}}", "mine.yaml:1: not YAML ("),
    ],
)
def test_broken_files(tmp_path: Path, text: str, expected: str) -> None:
    assert message(write(tmp_path, text)).startswith(expected)


def test_an_id_used_in_two_files(tmp_path: Path) -> None:
    write(tmp_path, name="a.yaml")
    assert message(write(tmp_path, name="b.yaml")) == "rules/b.yaml: rule buy: id: used twice"


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "rules" / "mine.yaml").write_bytes(b"- {id: caf\xe9}")
    assert message(tmp_path).startswith("mine.yaml: not UTF-8")


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ("- verb", "frames.yaml: not a mapping of frames"),
        ("verb.active: {of: verb, voices: active, functions: {}}", "frames.yaml: frame verb.active: unknown key 'voices'"),
        ("verb.active: {of: adverb, functions: {}}", "frames.yaml: frame verb.active: 'of' must be one of verb, noun, role, measure"),
        ("verb.active: [nsubj]", "frames.yaml: frame verb.active: "),
        ("verb.active: {of: verb}", "frames.yaml: frame verb.active: "),
        ("verb.active: {of: verb, functions: {agent: nsubj}}", "frames.yaml: frame verb.active: agent: must be a list of arcs"),
        ("verb.active: {of: verb\n", "frames.yaml:"),
    ],
)
def test_mistakes_in_frames(tmp_path: Path, frames: str, expected: str) -> None:
    assert message(write(tmp_path, frames=frames)).startswith(expected)


def test_no_frames_at_all(tmp_path: Path) -> None:
    assert message(tmp_path).startswith("frames.yaml: ")


def test_the_shipped_rules_are_whole() -> None:
    shipped = rules.load()
    assert shipped is rules.load()
    assert {rule.relation for rule in shipped.rules} >= set(ontology.load().relations) - {"employment"}
    for rule in shipped.rules:
        for lang in LANGUAGES:
            for phrases in rule.triggers[lang].values():
                assert len(phrases) == len(set(phrases)), (rule.id, lang)


def test_every_shipped_rule_with_triggers_has_roles_for_what_it_needs() -> None:
    for rule in rules.load().rules:
        for kind in {kind for kinds in rule.triggers.values() for kind in kinds}:
            assert rule.needs & {"subject", "object"} <= set(rule.roles[kind]), (rule.id, kind)
