"""Small files of every form, made in the test itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Row = tuple[float, float, float, str]


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A function that makes a PDF from pages of rows (size, x, y, text), in Helvetica with Windows-1252 text."""

    def make(*pages: list[Row]) -> bytes:
        objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
        kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
        objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
        objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        for number, rows in enumerate(pages):
            drawn = b"".join(
                f"BT /F1 {size} Tf {x} {y} Td (".encode()
                + text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
                + b") Tj ET\n"
                for size, x, y, text in rows
            )
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
            )
            objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"endstream")
        out, offsets = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, start=1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        return out + table.encode() + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()

    return make
