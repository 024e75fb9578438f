"""Several files in one: a .zip whose bytes depend on what is in it alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kg.exports.files import whole

_START = (1980, 1, 1, 0, 0, 0)  # the first day that the format knows: the day of writing stays out


def write_zip(path: Path, files: Mapping[str, str]) -> None:
    """Texts by file name, in that order, as UTF-8 in a .zip; ExportError where it cannot be written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _START)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            made.writestr(entry, text.encode("utf-8"))
    with whole(path) as out:
        out.write(stream.getvalue())
