"""The fields of a row: under which names an archive's columns are known, and how a user says that they are called otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.documents.metadata import KEYS
from kg.errors import DocumentError

#: What a row can say, and the names under which it is looked for, the first that has something wins.
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext"),
    "html": ("html", "raw_html"),
    "heading": ("heading", "standfirst", "chapo", "subtitle"),
    "id": ("id", "_id", "doc_id", "uuid"),
    **{key: (key, *names) for key, names in KEYS.items()},
}
#: Other names that people give to the fields when they say what they are called.
_SAID = {"language": "lang", "date": "published", "source": "publisher", "standfirst": "heading"}


def parse_fields(choices: Iterable[str]) -> dict[str, str]:
    """`text=contenu,title=titre` as a mapping from field to column. Raises DocumentError where a field is none."""
    chosen: dict[str, str] = {}
    for choice in (part for whole in choices for part in whole.split(",") if part.strip()):
        field, equals, column = (part.strip() for part in choice.partition("="))
        if not (field and equals and column):
            raise DocumentError("fields", "bad-fields", f"{choice.strip()!r} is not FIELD=COLUMN, such as text=contenu")
        chosen[field] = column
    return chosen


class Fields:
    """Where the fields of a row are."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        """`chosen` says for a field (text, title, …) which column has it, and then no other. Raises DocumentError for an unknown field."""
        self._names = dict(FIELDS)
        for said, column in (chosen or {}).items():
            field = _SAID.get(said, said)
            if field not in FIELDS:
                raise DocumentError("fields", "bad-fields", f"there is no field {said!r} (there are {', '.join(FIELDS)})")
            self._names[field] = (column.casefold(),)

    def texts(self) -> str:
        """The columns in which an article's text is looked for, for people."""
        return ", ".join((*self._names["text"], *self._names["html"]))

    def has_text(self, columns: Iterable[str]) -> bool:
        """Whether one of `columns` can hold the text of an article."""
        return not {column.strip().casefold() for column in columns}.isdisjoint((*self._names["text"], *self._names["html"]))

    def pick(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The known fields of `row` that say something, by their names in FIELDS; whatever else a row has is ignored."""
        folded: dict[str, Any] = {}
        for column, value in row.items():
            if value is not None and value != "":
                folded.setdefault(column.strip().casefold(), value)
        return {field: folded[name] for field, names in self._names.items() for name in names[::-1] if name in folded}
