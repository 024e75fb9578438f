"""The nouns of world knowledge: a well-known name, and a place in a text where one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Entity types that a name can have; where one form names things of two types, the type that stands first here is the more likely one.
TYPES = ("Organisation", "Person", "Place", "DataCentre", "Product", "Programme", "Technology", "Law")
#: Up to so many letters, a word in capitals is taken for an acronym.
SHORT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A well-known thing: preferred name, entity type, all other forms (labels among them), names per language.

    `public`: no company but a body of the state or of society (ministry, court, party, union). `wide`: a country
    or region, no town. `ambiguous` is about `name`
    itself; `ambiguous_forms` has every form, name or alias, that is also a word of the language or stands for
    several things. `arm_of` is the well-known name of what it acts for (a State's bank is an arm of the State), `same_as` that of what
    it is in the graph, although texts speak of it in its own right (a State's government is the State). `theme` is the
    group that it is listed in ("telecoms in france").
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    medium: bool = False
    public: bool = False
    wide: bool = False
    ambiguous: bool = False
    ambiguous_forms: frozenset[str] = frozenset()
    wikidata: str | None = None
    arm_of: str | None = None
    same_as: str | None = None
    theme: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A name found at `start`..`end` (code points, half open) in the form `alias`.

    `others` are names of other types with the same form (the town of Orange): the context decides. `ambiguous`: the form is also a common
    word or stands for several things. `initial`: the place may account for the capital (start of a sentence or line, all in capitals).
    `flanked`: the word before or behind is capitalised too, so that the form may be part of another name ("Martin Bouygues").
    """

    start: int
    end: int
    name: Name
    alias: str
    ambiguous: bool
    initial: bool
    flanked: bool
    others: tuple[Name, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the form is a name without further ado: unambiguous, or a word, no acronym, with a capital that nothing else explains."""
        return not self.ambiguous or not (self.initial or self.flanked or (len(self.alias) <= SHORT and self.alias.isupper()))
