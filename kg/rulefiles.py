"""Files of rules: which ones a path means, and the YAML in them, in which "on" is a word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from kg.errors import RuleError
from kg.yamlfiles import Fast


class _Loader(Fast):  # type: ignore[misc]
    """Safe YAML in which only true and false are truth values: "on" is a preposition here."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """What a YAML file holds; RuleError, with file and line, when that cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise RuleError(f"{path.name}{line}: not YAML ({getattr(error, 'problem', error)})") from None


def files_of(paths: Sequence[Path | str]) -> tuple[Path, ...]:
    """The YAML files that `paths` are or hold, each once, sorted; RuleError for a path that is not there or a folder without any."""
    found: set[Path] = set()
    for path in map(Path, paths):
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path] if path.is_file() else []
        if not files:
            raise RuleError(f"{path}: " + ("holds no .yaml file" if path.is_dir() else "there is no such file or folder"))
        found.update(files)
    return tuple(sorted(found))
