"""What an update of the index changed: what must leave the graph, and what must enter it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.types import Conflict, Deal, Entity, Fact, Inference


@dataclass(slots=True, kw_only=True)
class Changes:
    """Old and new, thing by thing; what is the same before and after is in neither.

    `gone` are ids of documents that are no more, `written` the names of documents whose named graph must be written anew (new,
    changed, reviewed, or naming something whose id changed). `whole`: the index was empty before, so whatever graph there is has
    not been made from it.
    """

    whole: bool = False
    gone: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    old_entities: list[Entity] = field(default_factory=list)
    new_entities: list[Entity] = field(default_factory=list)
    old_facts: list[Fact] = field(default_factory=list)
    new_facts: list[Fact] = field(default_factory=list)
    old_conflicts: list[Conflict] = field(default_factory=list)
    new_conflicts: list[Conflict] = field(default_factory=list)
    old_deals: list[Deal] = field(default_factory=list)
    new_deals: list[Deal] = field(default_factory=list)
    old_inferences: list[Inference] = field(default_factory=list)
    new_inferences: list[Inference] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, name) for name in self.__slots__)
