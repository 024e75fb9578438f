"""What runs on a worker of a cluster: a batch, worked through by a child process of the worker, so that no article costs the worker."""

from __future__ import annotations

import pickle
import platform
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.crew.hands import Hands
from kg.crew.recipe import Recipe
from kg.errors import CrewError, KgError
from kg.types import Document, Extraction, Issue

#: Seconds without work after which a worker lets go of its child processes and of the memory that their models take.
REST = 60.0


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer of a worker whose extractions might be other ones: what makes them there, by part, and on which machine that is."""

    host: str
    makers: dict[str, str]


def asked(recipe: Recipe, batch: Sequence[Document], seconds: float) -> bytes:
    """The work as a worker is sent it: pickle, which on being read there does it (see `work`) and gives the answer.

    So neither the scheduler, through which it goes, needs to know what it is, nor a worker without kg is left without words.
    """
    return pickle.dumps(_Call(pickle.dumps((recipe, tuple(batch), seconds))))


class _Call:
    def __init__(self, sent: bytes) -> None:
        self.sent = sent

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return work, (self.sent,)


def work(sent: bytes) -> list[Extraction | Issue] | Refused | KgError:
    """What each document of a batch says, in order; or why this worker refuses, or the error that stops all extraction."""
    try:
        recipe, batch, seconds = pickle.loads(sent)
        assert isinstance(recipe, Recipe)
        mark = _mark(recipe.models, recipe.rules) if recipe.mark else ""
    except Exception:  # other classes with other fields
        return Refused(platform.node(), {})
    if mark != recipe.mark:
        return Refused(platform.node(), makers(recipe))
    try:
        return list(_hands().work(recipe, batch, seconds))
    except (CrewError, OSError) as error:  # of this machine; others are the same on each
        return CrewError(f"{platform.node()}: {error}")
    except KgError as error:
        return error


@lru_cache(maxsize=8)
def _mark(models: tuple[tuple[str, str], ...], rules: tuple[tuple[str, bytes], ...]) -> str:
    from kg.manifest import Maker

    with Recipe(models=models, rules=rules).files() as paths:
        return Maker(dict(models), paths).mark()


def makers(recipe: Recipe) -> dict[str, str]:
    """All that makes extractions, part by part: the program, its libraries, pipelines, ontology and rules, each with version or hash."""
    from kg.language.pipelines import LANGUAGES
    from kg.manifest import manifest

    with recipe.files() as paths:
        told = manifest({lang: (lang, "") for lang in LANGUAGES}, dict(recipe.models), own=paths)
    return {
        "kg": told["kg"],
        "code": told["code"],
        **told["libraries"],
        **{f"pipeline {lang}": str(model.get("hash") or model.get("version")) for lang, model in told["models"].items()},
        **{f"ontology/{name}": value for name, value in told["ontology"].items()},
    }


@lru_cache(maxsize=1)
def _hands() -> Hands:
    """The child processes of this worker: one for each of its threads that is at work."""
    hands = Hands()

    def rest() -> None:
        while True:
            time.sleep(REST / 4)
            hands.rest(REST)

    threading.Thread(target=rest, name="kg-rest", daemon=True).start()
    return hands
