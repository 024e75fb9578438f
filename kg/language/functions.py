"""The functions of frames.yaml that are found by what stands beside a trigger and not along arcs, by their names there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.language import affiliations, beside, offices, owning, things
from kg.language.fillers import Filler
from kg.language.site import Site

FUNCTIONS: Mapping[str, Callable[[Site], list[Filler]]] = {
    "agent_or_patient": owning.subject_of,
    "ally": owning.ally,
    "before": beside.before,
    "behind": beside.behind,
    "built_on": things.built_on,
    "called": things.called,
    "chamber": offices.chamber,
    "described": things.described,
    "employed_by": affiliations.employed_by,
    "entrusted": owning.entrusted,
    "finite_subject": owning.finite_subject,
    "first_of_two": things.first_of_two,
    "giver": owning.giver,
    "government": offices.government,
    "hosted": things.hosted,
    "inside": beside.inside,
    "inside_one": beside.inside_one,
    "institution": things.institution,
    "intender": owning.intender,
    "inverted_agent": things.inverted_agent,
    "inverted_patient": things.inverted_patient,
    "joined": owning.joined,
    "led_by": owning.led_by,
    "local_body": offices.local_body,
    "meant": owning.meant,
    "member": affiliations.member,
    "members": beside.members,
    "ministry": offices.ministry,
    "noted": beside.noted,
    "owner": owning.owner,
    "place_of": things.place_of,
    "possessor": owning.possessor,
    "possessor_any": owning.possessor_any,
    "priced": owning.subject_of,
    "recipient": owning.recipient,
    "region": beside.region,
    "seat": things.seat,
    "second_of_two": things.second_of_two,
    "nation": offices.state,
    "source": owning.source,
    "town": beside.town,
    "user": owning.user,
    "within": owning.within,
}
