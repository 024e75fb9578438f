"""YAML as the data folder has it: read fast, by libyaml where there is one, and no key lost because it is given twice."""

from __future__ import annotations

from typing import Any

import yaml

#: The safe loader of libyaml, several times as fast as that in Python, which serves where a machine has no libyaml.
Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Strict(Fast):  # type: ignore[misc]
    """A key given twice is an error instead of a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping node as a dict; raises ConstructorError, which names the key, at a repeated one."""
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) != len(node.value):
            seen: set[Any] = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                if key in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is given twice", key_node.start_mark)
                seen.add(key)
        return found
