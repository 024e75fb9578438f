"""Words of grammar and reporting per language, from ontology/lang/cues.*.yaml, as sets that are looked up by lemma or form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from kg import ontology
from kg.errors import OntologyError
from kg.yamlfiles import Strict


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cue sets of one language; `anaphors` maps a common noun to the entity type that it may point at."""

    transparent: frozenset[str]
    anaphors: dict[str, str]
    demonstratives: frozenset[str]
    definites: frozenset[str]
    possessives: frozenset[str]
    personal: dict[str, str]
    adverbial: frozenset[str]
    relatives: frozenset[str]
    parts: frozenset[str]
    asking: frozenset[str]
    plan_verbs: frozenset[str]
    plan_nouns: frozenset[str]
    plan_words: frozenset[str]
    plan_phrases: tuple[str, ...]
    deny_verbs: frozenset[str]
    deny_nouns: frozenset[str]
    deny_phrases: frozenset[str]
    failing_verbs: frozenset[str]
    failing_phrases: frozenset[str]
    vain_phrases: frozenset[str]
    having_verbs: frozenset[str]
    deny_adjectives: frozenset[str]
    none_words: frozenset[str]
    wish_verbs: frozenset[str]
    plan_adjectives: frozenset[str]
    deal_nouns: frozenset[str]
    creating: frozenset[str]
    deal_prepositions: frozenset[str]
    terms: frozenset[str]
    lasting: frozenset[str]
    negators: frozenset[str]
    before_negation: frozenset[str]
    speech_verbs: frozenset[str]
    speech_nouns: frozenset[str]
    outlets: frozenset[str]
    media_verbs: frozenset[str]
    document_verbs: frozenset[str]
    as_words: frozenset[str]
    saying_phrases: frozenset[str]
    putting: frozenset[str]
    arriving_verbs: frozenset[str]
    launching_verbs: frozenset[str]
    compared_with: frozenset[str]
    incise_verbs: frozenset[str]
    clause_openers: frozenset[str]
    view_words: frozenset[str]
    claiming: frozenset[str]
    hoping: frozenset[str]
    advocating: frozenset[str]
    changes: frozenset[str]
    new_words: frozenset[str]
    changed_posts: dict[str, str]
    expecting: frozenset[str]
    analysts: frozenset[str]
    telling: frozenset[str]
    knowing: frozenset[str]
    persons: frozenset[str]
    ceasing_verbs: frozenset[str]
    areas: frozenset[str]
    houses: frozenset[str]
    citing: tuple[str, ...]
    unnamed: frozenset[str]
    attribution: tuple[str, ...]
    anonymous: frozenset[str]
    media_nouns: frozenset[str]
    document_nouns: frozenset[str]
    hearsay: tuple[str, ...]
    hearsay_words: frozenset[str]
    hearsay_verbs: frozenset[str]
    hearsay_nouns: frozenset[str]
    ended_words: frozenset[str]
    ended_verbs: frozenset[str]
    states: frozenset[str]
    approximate_pairs: frozenset[str]
    object_control: frozenset[str]
    titles: frozenset[str]
    doing_verbs: frozenset[str]
    sole_words: frozenset[str]
    since: frozenset[str]
    naming_verbs: frozenset[str]
    replacing_verbs: frozenset[str]
    posts_taken: frozenset[str]
    posts_left: frozenset[str]
    successors: frozenset[str]
    held: frozenset[str]
    figures: frozenset[str]
    shares: frozenset[str]
    stakes: frozenset[str]
    vague_stakes: dict[str, str]
    birth_verbs: frozenset[str]
    receiving_verbs: frozenset[str]
    leaving_nouns: frozenset[str]
    office_nouns: frozenset[str]
    offices: frozenset[str]
    neutral_nouns: frozenset[str]
    short_roles: dict[str, str]
    local_bodies: dict[str, str]
    chambers: dict[str, str]
    role_links: frozenset[str]
    aides: frozenset[str]
    co_holders: frozenset[str]
    intransitive: frozenset[str]
    one_of: frozenset[str]
    consulting: frozenset[str]
    failed_words: frozenset[str]
    limiters: frozenset[str]
    impersonal: frozenset[str]
    corporate: frozenset[str]
    comparing: frozenset[str]
    relational: frozenset[str]
    peers: frozenset[str]
    neutral: frozenset[str]
    singling: frozenset[str]
    unhidden: frozenset[str]
    achieved: frozenset[str]
    institutions: frozenset[str]
    territories: frozenset[str]
    coding: frozenset[str]
    told_things: frozenset[str]
    spokespeople: frozenset[str]
    level_verbs: frozenset[str]
    change_verbs: frozenset[str]
    change_nouns: frozenset[str]
    estimate_verbs: frozenset[str]
    led: frozenset[str]
    leading: frozenset[str]
    pools: frozenset[str]
    investing: frozenset[str]
    remainders: frozenset[str]
    getting_verbs: frozenset[str]
    aim_verbs: frozenset[str]
    aim_nouns: frozenset[str]
    round_nouns: frozenset[str]
    earned_nouns: frozenset[str]
    joining_words: frozenset[str]
    amount_nouns: frozenset[str]
    level_nouns: frozenset[str]
    having_words: frozenset[str]
    facilities: frozenset[str]
    premises: frozenset[str]
    giving_verbs: frozenset[str]
    comparing_words: frozenset[str]
    comparing_links: frozenset[str]
    profit_words: frozenset[str]
    loss_words: frozenset[str]
    red_words: frozenset[str]
    paying_words: frozenset[str]
    sum_nouns: frozenset[str]
    spending_verbs: frozenset[str]
    unit_price_words: frozenset[str]
    accounts: frozenset[str]
    helping_verbs: frozenset[str]
    hosted_things: frozenset[str]
    partial_words: frozenset[str]
    women_titles: frozenset[str]
    either_titles: frozenset[str]
    reflexives: frozenset[str]
    sharing: frozenset[str]
    actor_verbs: frozenset[str]
    neutral_persons: frozenset[str]
    generic_roles: frozenset[str]
    always_roles: frozenset[str]
    keeping_verbs: frozenset[str]
    turning_verbs: frozenset[str]
    public_words: frozenset[str]
    data_things: frozenset[str]
    channels: frozenset[str]
    parts_of_firms: frozenset[str]
    hosting_things: frozenset[str]
    naming_participles: frozenset[str]
    trusting: frozenset[str]
    themed: dict[str, str]
    personal_things: frozenset[str]
    financiers: frozenset[str]
    person_verbs: frozenset[str]
    firm_verbs: frozenset[str]
    strict: dict[str, frozenset[str]]
    joining: frozenset[str]


SPECIAL = frozenset(
    {
        "themed",
        "strict",
        "short_roles",
        "vague_stakes",
        "local_bodies",
        "chambers",
        "changed_posts",
        "anaphors",
        "personal",
        "plan_phrases",
        "attribution",
        "citing",
        "hearsay",
    }
)


@lru_cache(maxsize=4)
def load(lang: str) -> Cues:
    """The cues of `lang`; a missing or unknown key is an OntologyError that names file and key."""
    path = ontology.folder() / "lang" / f"cues.{lang}.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Strict)
    except (OSError, yaml.YAMLError) as error:
        raise OntologyError(f"lang/{path.name}: {str(error).splitlines()[0]}") from None
    names = set(Cues.__dataclass_fields__)
    for key in sorted(set(data) ^ names):
        raise OntologyError(f"lang/{path.name}: {key}: {'unknown key' if key in data else 'missing key'}")
    plain = {key: frozenset(str(word).casefold() for word in data[key]) for key in names - SPECIAL}
    return Cues(
        anaphors={noun: kind for kind, nouns in data["anaphors"].items() for noun in nouns},
        personal={word: feats for feats, words in data["personal"].items() for word in words},
        plan_phrases=tuple(data["plan_phrases"]),
        attribution=tuple(data["attribution"]),
        citing=tuple(data["citing"]),
        hearsay=tuple(data["hearsay"]),
        short_roles=dict(data["short_roles"]),
        themed={noun: theme for theme, nouns in data["themed"].items() for noun in nouns},
        strict={noun: frozenset(str(word).casefold() for word in words) for noun, words in data["strict"].items()},
        local_bodies=dict(data["local_bodies"]),
        chambers=dict(data["chambers"]),
        vague_stakes=dict(data["vague_stakes"]),
        changed_posts=dict(data["changed_posts"]),
        **plain,
    )
