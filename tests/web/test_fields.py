"""Fields of forms and addresses: the same as the standard library reads them, on anything that may come."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.web.fields import MOST, fields

_PIECES = st.sampled_from(["%", "%2", "%C3%A9", "%c3", "%3D", "%0A", "=", "==", "=41", "&", "+", "\n", "\r\n", "aZ", "_", "?", "%%41", " "])


@given(st.lists(_PIECES, max_size=12).map("".join))
@example("a=%\n41")
@example("a=%%41&b=%3")
def test_any_bytes_are_read_as_the_standard_library_reads_them(text: str) -> None:
    try:
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            fields(text.encode())
    else:
        assert fields(text.encode()) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_a_client_writes_is_read(name: str, value: str) -> None:
    written = "&".join(f"{quote_plus(name, errors='replace')}={quote_plus(value, errors='replace')}" for _ in range(2))
    assert fields(written.encode()) == parse_qsl(written, keep_blank_values=True)


def test_bytes_that_are_no_text_and_too_many_fields_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        fields(b"query=ASK%20%7B%7D%E9")
    with pytest.raises(ValueError, match="1000"):
        fields(b"&".join([b"a=1"] * (MOST + 1)))
