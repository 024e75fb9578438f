"""kg: press articles in, a knowledge graph out in which every edge opens down to the sentence that says it.

    import kg
    report = kg.build(["articles/"], "output")
    store = kg.open_store("output")
    graph = kg.to_networkx(store)

The names below are fetched when they are first used, so that `import kg` costs nothing and loads no spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.comparing import Change, diff
    from kg.delivery import deliver
    from kg.display import to_html
    from kg.documents import read, read_sources
    from kg.evaluation import evaluate
    from kg.exports import export
    from kg.folder import open_store
    from kg.graph.asking import ask
    from kg.graph.network import to_networkx
    from kg.graph.proofs import explain
    from kg.graph.remote import Remote
    from kg.graph.store import Store
    from kg.graph.timeline import timeline
    from kg.graph.views import dossier
    from kg.pipeline import build, extract, remove, why_not
    from kg.quality import validate
    from kg.report import Report
    from kg.review import accept, link, merge, reject, split, split_in, undo
    from kg.types import Claim, Document, Entity, Extraction, Fact, Inference, Issue, Judgement, Mention, Resolution
    from kg.verifying import Verification, verify

__version__ = "0.1.0"

_HOMES = {
    "build": "kg.pipeline",
    "extract": "kg.pipeline",
    "diff": "kg.comparing",
    "Change": "kg.comparing",
    "open_store": "kg.folder",
    "remove": "kg.pipeline",
    "why_not": "kg.pipeline",
    **dict.fromkeys(("accept", "link", "merge", "reject", "split", "split_in", "undo"), "kg.review"),
    "Report": "kg.report",
    "read": "kg.documents",
    "read_sources": "kg.documents",
    "Store": "kg.graph.store",
    "Remote": "kg.graph.remote",
    "deliver": "kg.delivery",
    "ask": "kg.graph.asking",
    "dossier": "kg.graph.views",
    "explain": "kg.graph.proofs",
    "timeline": "kg.graph.timeline",
    "to_networkx": "kg.graph.network",
    "to_html": "kg.display",
    "export": "kg.exports",
    "validate": "kg.quality",
    "verify": "kg.verifying",
    "Verification": "kg.verifying",
    "evaluate": "kg.evaluation",
    **dict.fromkeys(
        ("Claim", "Document", "Entity", "Extraction", "Fact", "Inference", "Issue", "Judgement", "Mention", "Resolution"), "kg.types"
    ),
}

__all__ = [  # noqa: RUF022 - in the order of use
    "build", "remove", "extract", "why_not", "open_store", "Report", "read", "read_sources", "Store", "ask", "dossier", "timeline",
    "explain", "to_networkx", "to_html", "export", "validate", "verify", "evaluate", "merge", "split", "split_in", "link", "accept",
    "reject", "undo", "diff", "Remote", "deliver", "Change", "Claim", "Document", "Entity", "Extraction", "Fact", "Inference", "Issue",
    "Judgement", "Mention", "Resolution", "Verification", "__version__",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, fetched or not."""
    return sorted(__all__)
