"""What notebooks ask of a noun: its HTML, which the room `display` makes when somebody looks and not before."""

from __future__ import annotations


class Shown:
    """A noun that notebooks show as HTML; its plain text stays what it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The noun as HTML, by way of the package's face, which fetches the room that can do it."""
        import kg

        return kg.to_html(self)
