"""How nouns look in a notebook: stores, things, facts, claims, dossiers as HTML, every quote with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from kg import ontology
from kg.graph.store import Store
from kg.shown import Shown

_HERE = Path(__file__).resolve().parent
#: So many things of a store are named, those that stand in most facts.
MOST = 12


def to_html(thing: Shown | Sequence[Shown]) -> str:
    """A noun, or a list of nouns, as a piece of HTML with its own small style; all that articles say is escaped.

    It needs no script and no network, and takes the colours of the page that it stands in. TypeError for what is no noun of ours.
    """
    many = thing if isinstance(thing, Sequence) else [thing]
    return f'<div class="kg-view">{_style()}{"".join(map(_piece, many))}</div>'


def _piece(thing: Shown) -> str:
    """The macro that is called as the noun's class is, applied to it."""
    macro = getattr(_macros(), type(thing).__name__, None) if isinstance(thing, Shown) else None
    if macro is None:
        raise TypeError(f"{type(thing).__name__} has no form in HTML")
    return str(macro(_tallied(thing) if isinstance(thing, Store) else thing))


def _tallied(store: Store) -> dict[str, Any]:
    """How much there is in a store, and what stands in the middle of it."""
    from kg.graph.overview import most_told, tally

    return {"path": store.path, "counts": tally(store), "things": most_told(store)[:MOST]}


@cache
def _macros() -> TemplateModule:
    house = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    house.globals |= {"label": _label, "name": _name, "when": _when}
    return house.get_template("nouns.html.j2").module


@cache
def _style() -> Markup:
    return Markup(f"<style>{(_HERE / 'nouns.css').read_text('utf-8').strip()}</style>")


def _label(relation: str) -> str:
    """A relation in English words, as the ontology has it, stated or inferred."""
    known = ontology.load()
    if relation in known.relations:
        return known.relations[relation].labels["en"]
    return known.inferred.get(relation, {}).get("en", relation.replace("_", " "))


def _name(id_: str | None, names: Mapping[str, str]) -> str:
    """What a thing is called; its id where nobody says."""
    return names.get(id_, id_) if id_ else ""


def _when(since: str | None, until: str | None, lasting: bool) -> str:
    """From when to when, in words; a figure (not `lasting`) is of its year."""
    if until:
        return f"{since or '…'} – {until}"
    return (f"since {since}" if lasting else since) if since else ""
