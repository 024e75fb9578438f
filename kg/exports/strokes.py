"""How a line is drawn says how sure it is: one stroke a status, for the pictures, the dossier and graph files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.facts.values import quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """Colour in hex on white, and dashes as lengths of ink and gap in pixels; empty for a line without gaps."""

    colour: str
    dashes: tuple[float, ...] = ()


#: The status of a fact, or "disputed" → its stroke; the same as in page.css.
STROKES = {
    "asserted": Stroke(colour="#6f7b89"),
    "corroborated": Stroke(colour="#2c3846"),
    "reported": Stroke(colour="#1f5fbf"),
    "rumoured": Stroke(colour="#a86400", dashes=(7, 4.5)),
    "planned": Stroke(colour="#7a3fc0", dashes=(1.6, 3.6)),
    "denied": Stroke(colour="#c22f3d", dashes=(7, 4.5)),
    "disputed": Stroke(colour="#c22f3d"),
}


def style_of(status: str | None, disputed: bool) -> str:
    """The one word by which a fact is drawn: its status, or "disputed" where articles disagree over it."""
    known = status if status in STROKES else "asserted"
    return "disputed" if disputed and known != "denied" else known


def dashes_of(status: str | None) -> tuple[float, ...]:
    """The dashes of a status: what is disputed keeps those of how it is told."""
    return STROKES[status].dashes if status in STROKES else ()


def stake_of(attributes: dict[str, Any]) -> float | None:
    """The percentage that an edge of a stake gives, from 0 to 100; None where it gives none."""
    if attributes.get("relation") not in {"shareholding", "acquisition", "seller"}:
        return None
    found = quantity(str(attributes.get("value") or ""))
    if found is None or found.unit != "%":
        return None
    number = found.number if found.number is not None else found.low
    return None if number is None or not 0 <= number <= 100 else float(number)


def width_of(attributes: dict[str, Any]) -> float:
    """Width of a line in pixels: a stake is as wide as it is large, what several publishers say is wider than the rest."""
    stake = stake_of(attributes)
    if stake is not None:  # dashes of a wide line run together
        return round(1.3 + stake / (80 if dashes_of(attributes.get("status")) else 25), 2)
    return 2.2 if attributes.get("status") == "corroborated" else 1.5
