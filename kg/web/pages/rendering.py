"""Pages from templates: the frame that all of them share, and how a value, a link, a quote stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2

from kg.exports.readings import labels
from kg.graph.rows import COLOURS
from kg.web.pages import words
from kg.wording import wording

_SPACE = re.compile(r"\s+")
_TEMPLATES = Path(__file__).resolve().parent / "templates"
#: The policy under which every page is sent: scripts and styles of this host alone, and no markup of an article's.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made.filters["href"] = href
    made.filters["spaced"] = lambda text: _SPACE.sub(" ", str(text))
    made.filters["before"], made.filters["after"] = _before, _after
    made.globals["colours"] = COLOURS
    return made


def _before(text: str) -> str:
    """Text in front of a quote, from its first whole word on."""
    head, space, rest = _SPACE.sub(" ", text).partition(" ")
    return f"… {rest}" if space else head


def _after(text: str) -> str:
    """Text behind a quote, up to its last whole word."""
    rest, space, tail = _SPACE.sub(" ", text).rpartition(" ")
    return f"{rest} …" if space else tail


def load() -> None:
    """Compile every template."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def href(id_: str, kind: str = "entity") -> str:
    """The address of a thing's page: the path of its IRI."""
    return f"/{kind}/{quote(id_, safe='')}"


def render(template: str, lang: str, path: str, parameters: Mapping[str, str], **context: Any) -> str:
    """A page in a language; `path` and `parameters` are those of the request, for links back to it."""

    said = wording(lang)

    def here(**other: str | None) -> str:
        """The address of this page with other parameters; None takes one away."""
        kept = {name: value for name, value in (*parameters.items(), *other.items()) if name not in other or other[name] is not None}
        chosen = {name: other.get(name, value) for name, value in kept.items()}
        return path + ("?" + urlencode({name: value for name, value in chosen.items() if value}) if any(chosen.values()) else "")

    return _environment().get_template(template).render(
        lang=lang,
        path=path,
        here=here,
        parameters=parameters,
        w=lambda name: words.word(name, lang),
        colon=said["colon"],
        status=said.status,
        relation=lambda name, inverse=False: said.relation(name, backwards=inverse),
        alone=said.alone,
        amount=lambda value, relation: said.value(value, said.value_kind(relation)),
        kind=said.type,
        conflict_kind=said.kind,
        lack=said.lack,
        apart=lambda one: labels(one, said),
        words_of=words,
        **context,
    )
