"""Pages as a reader process makes them: from the graph to the bytes of HTML or JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.graph.drawing import Drawing
from kg.graph.store import Store
from kg.web.pages import words
from kg.web.pages.asked import Asked, Page
from kg.web.pages.making import OF_MANY, OF_ONE
from kg.web.pages.rendering import render
from kg.web.pages.texts import Texts
from kg.web.sparql import Answer, write_triples
from kg.wording import wording


def make(
    graph: ox.Store,
    build: str,
    folder: Path,
    *,
    kind: str,
    id: str,
    form: str,
    lang: str,
    theme: str,
    path: str,
    parameters: Mapping[str, str],
    index: Path,
    scripted: bool,
    writable: bool,
) -> Answer:
    """One page, as "html", "json" or, of many things where it has that, "ttl".

    UnknownNameError when there is no such thing, KgError for a parameter that cannot be read.
    """
    asked = Asked(store=Store.around(graph), folder=folder, texts=Texts(index), parameters=parameters, build=build, placed=form == "json")
    page = _home(build, asked) if kind == "" else (OF_ONE | OF_MANY)[kind](asked, id)
    if form == "json":
        drawn = page.content.get("drawing")
        body = columns(drawn, lang) if isinstance(drawn, Drawing) else _json(page)
        return Answer(kind="page", media_type="application/json", body=body)
    if form == "ttl" and page.triples is not None:
        return write_triples(page.triples(), "text/turtle")
    title = page.title if isinstance(page.title, str) else page.title[lang]
    heading = words.word(title, lang) if kind in OF_MANY and title else title
    twins = [(_twin(path, parameters, suffix, thing=page.thing is not None), media) for suffix, media in _forms(page)]
    text = render(
        page.template, lang, path, parameters, heading=heading, theme=theme, twins=twins, scripted=scripted, writable=writable,
        **page.content,
    )  # fmt: skip
    return Answer(kind="page", media_type="text/html", body=text.encode())


_kept: dict[str, Page] = {}


def _home(build: str, asked: Asked) -> Page:
    """The start, which is the same until the next build and takes a look at everything."""
    if build not in _kept:
        page = OF_MANY[""](asked, "")
        _kept.clear()
        _kept[build] = page
    return _kept[build]


def _forms(page: Page) -> list[tuple[str, str]]:
    return [("json", "application/json"), *([("ttl", "text/turtle")] if page.thing or page.triples else [])]


def _twin(path: str, parameters: Mapping[str, str], suffix: str, *, thing: bool) -> str:
    kept = {name: value for name, value in parameters.items() if value and name not in ("lang", "theme")}
    return f"{path if path != '/' else '/index'}.{suffix}" + (f"?{urlencode(kept)}" if kept and (suffix == "json" or not thing) else "")


def columns(drawn: Drawing, lang: str) -> bytes:
    """A drawing as JSON in columns, which is a third of what rows would take, with the labels of its relations and types."""
    lines, things, said = drawn.lines, drawn.things, wording(lang)
    relations = sorted({line.relation for line in lines})
    kinds = sorted({thing.type for thing in things})
    number = {thing.id: place for place, thing in enumerate(things)}
    found = {
        "nodes": {
            "id": [one.id for one in things], "label": [one.name for one in things], "type": [kinds.index(one.type) for one in things],
            "x": [x for x, _ in drawn.places], "y": [y for _, y in drawn.places],
        },
        "edges": {
            "id": [one.fact for one in lines],
            "source": [number[one.subject] for one in lines], "target": [number[one.object] for one in lines],
            "relation": [relations.index(one.relation) for one in lines], "value": [one.value for one in lines],
            "status": [one.status for one in lines], "disputed": [int(one.disputed) for one in lines],
            "ended": [int(one.ended) for one in lines], "since": [one.since for one in lines], "until": [one.until for one in lines],
            "first": [one.first for one in lines], "claims": [one.claims for one in lines],
        },
        "relations": [{"name": name, "label": said.relation(name)} for name in relations],
        "types": [{"name": name, "label": said.type(name)} for name in kinds],
        "statuses": {name: said.status(name) for name in sorted({one.status for one in lines})},
        "dates": drawn.dates, "left_out": drawn.left_out,
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _json(page: Page) -> bytes:
    def plain(value: object) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        if isinstance(value, Mapping):
            return dict(value)
        if isinstance(value, (set, frozenset)):
            return sorted(value)
        raise TypeError(type(value).__name__)

    return json.dumps(page.content, default=plain, ensure_ascii=False, indent=1).encode() + b"\n"
