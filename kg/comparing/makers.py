"""What made two builds, by their manifests: the reasons why an article that stayed the same can say something else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.comparing.changes import Change, change
from kg.errors import StoreError


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest that a build left in `folder`. StoreError when there is none."""
    try:
        found = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise StoreError(f"{folder}: no build here (no manifest.json)") from None
    except ValueError:
        raise StoreError(f"{folder}/manifest.json: not JSON") from None
    if not isinstance(found, dict):
        raise StoreError(f"{folder}/manifest.json: not a manifest")
    return found


class Makers:
    """How two manifests differ, in words."""

    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Both as `read_manifest` gives them."""
        self._before, self._after = before, after

    def changes(self) -> Iterator[Change]:
        """Everything but the articles that differs, by name."""
        for name, old, new, reason in sorted(self._differing()):
            yield change("maker", name, {"made_by": old} if old else None, {"made_by": new} if new else None, [reason])

    def reasons(self, lang: str | None) -> tuple[str, ...]:
        """Why the claims of an unchanged article in `lang` can differ."""
        return tuple(
            reason for name, _, _, reason in sorted(self._differing())
            if name != "judgements" and (not name.startswith("model ") or name == f"model {lang}")
        )  # fmt: skip

    @property
    def judged(self) -> bool:
        """Whether the judgements in force differ."""
        return bool(self._before.get("judgements") != self._after.get("judgements"))

    def _differing(self) -> Iterator[tuple[str, str, str, str]]:
        """Name of the maker, what it was and what it is ("" for none), and a reason in words."""
        for name, label in (("kg", "version of kg"), ("code", "code of kg"), ("python", "Python"), ("judgements", "judgement")):
            if name != "code" or (name in self._before and name in self._after):  # older manifests do not say
                yield from self._one(name, self._before.get(name), self._after.get(name), f"{label} changed")
        for part, label in (("ontology", "ontology"), ("models", "model"), ("libraries", "library")):
            old, new = (side.get(part) or {} for side in (self._before, self._after))
            for name in sorted(old.keys() | new.keys()):
                if part == "models" and (name not in old or name not in new):
                    continue  # the first, or the last, article in that language
                said = f"{name} changed" if part == "ontology" and name == "rules" else f"{label} changed: {name}"
                yield from self._one(f"{label} {name}", old.get(name), new.get(name), said)

    def _one(self, name: str, old: Any, new: Any, reason: str) -> Iterator[tuple[str, str, str, str]]:
        if old != new:
            yield name, _text(old), _text(new), reason


def _text(value: Any) -> str:
    """A version or hash as text; "" for none."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return "" if value is None else str(value)
