"""Conflicts: where claims on the same thing do not say the same, of which kind that is, and how it can be read."""

from __future__ import annotations

from collections.abc import Iterable

from kg.facts.conflicts.sites import Site, conflicts_at, sites_of
from kg.facts.kin import Kin, known_arms
from kg.facts.pool import Heard
from kg.facts.voices import Said
from kg.types import Conflict, Resolution

__all__ = ["Site", "conflicts", "conflicts_at", "sites_of"]


def conflicts(voices: Iterable[Said], resolution: Resolution) -> list[Conflict]:
    """Every conflict among `voices`, sorted by id; the same ones in whatever order the voices come."""
    every = list(voices)
    pool = Heard(every)
    names = {id_: entity.name for id_, entity in resolution.entities.items()}
    kin = Kin(pool, known_arms(resolution.entities.values()))
    sites = {site for said in every for site in sites_of(said.claim.relation, said.subject, said.object)}
    found = {conflict.id: conflict for site in sorted(sites) for conflict in conflicts_at(site, pool, names, kin)}
    return [found[id_] for id_ in sorted(found)]
