"""Linked data: the IRI of an individual leads, by its path, to a page for people and to RDF for programs.

/entity/ID and so on answer by Accept; with .ttl, .nt, .rdf, .jsonld, .nq or .trig behind it the address is that of one form.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg import ids
from kg.errors import KgError, UnknownNameError
from kg.folder import moved_file, moved_ids
from kg.graph.description import KINDS
from kg.graph.namespaces import ONTOLOGY
from kg.web.failures import told
from kg.web.graphs import PATH as GRAPH_STORE
from kg.web.media import GRAPHS, SHORT
from kg.web.negotiation import choose
from kg.web.pages.routes import Pages
from kg.web.replies import answered, origin, unchanged, wants_gzip, while_there
from kg.web.service import Service

#: Suffixes of addresses that give RDF; .json is the page's own twin.
SUFFIXES = ("ttl", "nt", "rdf", "jsonld", "nq", "trig")
_HTML, _JSON = "text/html", "application/json"
_OFFERS = (_HTML, _JSON, *(media for media in GRAPHS if media != _JSON))


class Moved:
    """Ids of earlier builds and what they are now, read anew when a build has written them anew."""

    def __init__(self, output: Path) -> None:
        """`output` is the folder that builds write to."""
        self.output = output
        self._seen: tuple[int, int] | None = None
        self._ids: dict[str, str] = {}

    def now(self, id_: str) -> str | None:
        """What an entity's id is now; None when it has not moved."""
        try:
            stat = moved_file(self.output).stat()
            if self._seen != (stat.st_ino, stat.st_mtime_ns):
                self._ids, self._seen = moved_ids(self.output), (stat.st_ino, stat.st_mtime_ns)
        except (OSError, KgError, KeyError):
            return None
        return self._ids.get(id_)


class Linked:
    """The individuals of a service at their addresses."""

    def __init__(self, service: Service, pages: Pages) -> None:
        """`pages` show what people ask for."""
        self.service, self.pages = service, pages
        self.moved = Moved(service.store.parent)

    async def one(self, request: Request) -> Response:
        """An individual: as a page, as that page's JSON, or as RDF."""
        kind, given = request.url.path.split("/")[1], request.path_params["id"]
        id_, dot, suffix = given.rpartition(".")
        if not dot or suffix not in (*SUFFIXES, "json") or not id_:
            id_, suffix = given, ""
        if suffix in SUFFIXES:
            response = await self._rdf(request, kind, id_, SHORT[suffix])
        else:
            wanted = _JSON if suffix else choose(request.headers.get("accept"), _OFFERS)
            if wanted in (_HTML, _JSON):
                response = await self.pages.show(request, kind, id_, "html" if wanted == _HTML else "json")
            else:
                response = await self._rdf(request, kind, id_, request.headers.get("accept"))
        if response.status_code == 404 and kind == "entity" and (to := self.moved.now(id_)) is not None:
            address = _address(kind, to) + (f".{suffix}" if suffix else "")
            return RedirectResponse(address + (f"?{request.url.query}" if request.url.query else ""), 308)
        if response.status_code in (200, 304):
            response.headers["Link"] = _links(kind, id_)
        return response

    async def _rdf(self, request: Request, kind: str, id_: str, accept: str | None) -> Response:
        compress = wants_gzip(request)
        parts = ("description", kind, id_, accept, str(compress))
        try:
            same = unchanged(request, self.service, *parts)
            if same:
                return same
            work = self.service.read(
                "describe", iri=ids.iri(kind, id_), document=f"{origin(request)}{request.url.path}", accept=accept,
                size=self.service.limits.answer_bytes, compress=compress,
            )  # fmt: skip
            return answered(await while_there(request, work), *parts)
        except UnknownNameError:
            return told(UnknownNameError("nothing here has this address"))
        except KgError as error:
            return told(error)

    async def graph(self, request: Request) -> Response:
        """A named graph: people are led to its article, programs to the graph store."""
        id_ = request.path_params["id"]
        if choose(request.headers.get("accept"), _OFFERS) == _HTML and ids.iri("graph", id_) != ids.iri("graph", "inferences"):
            return RedirectResponse(_address("document", id_), 303)
        return _to_graph_store(ids.iri("graph", id_))

    async def ontology(self, request: Request) -> Response:
        """The ontology: its graph, as the graph store has it."""
        return _to_graph_store(ONTOLOGY)


def _to_graph_store(iri: str) -> Response:
    return RedirectResponse(f"{GRAPH_STORE}?{urlencode({'graph': iri})}", 303)


def _address(kind: str, id_: str) -> str:
    return f"/{kind}/{quote(id_, safe='')}"


def _links(kind: str, id_: str) -> str:
    """The other forms of a description, and what it describes."""
    address = _address(kind, id_)
    every = [f'<{address}.{suffix}>; rel="alternate"; type="{SHORT[suffix].split(",")[0]}"' for suffix in SUFFIXES[:4]]
    return ", ".join([f'<{ids.iri(kind, id_)}>; rel="describes"', *every])


def linked(service: Service) -> list[Route]:
    """The routes of individuals, of named graphs and of the ontology."""
    made = Linked(service, Pages(service))
    one = [Route(f"/{kind}/{{id:path}}", made.one, methods=["GET"]) for kind in KINDS]
    return [*one, Route("/graph/{id:path}", made.graph, methods=["GET"]), Route("/ontology", made.ontology, methods=["GET"])]
