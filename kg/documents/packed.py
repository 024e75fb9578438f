"""The packed file: bytes out of plain, gzip, xz and zstd files, line by line, never more of a line than a limit."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: How files are compressed, by the end of their names.
PACKED = (".gz", ".xz", ".zst")
#: What Python's own readers and zstandard raise at bytes that are not what they should be, or end too soon.
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError)
#: A few bytes of zstd can stand for a megabyte, so they are unpacked a few at a time.
_FEED = 256


class BrokenError(Exception):
    """A packed file that ends too soon or is damaged; the message says which."""


def unpacked_name(name: str) -> str:
    """`name` without the suffix of its compression."""
    lower = name.lower()
    return next((name[: -len(suffix)] for suffix in PACKED if lower.endswith(suffix)), name)


def lines(path: Path, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file as (number from 1, bytes without their line end); None for one that has more than `limit` bytes.

    Memory is bounded by `limit`, whatever is in the file. Raises BrokenError where a packed file ends too soon or is damaged,
    after the lines before that place, and OSError where the file cannot be read.
    """
    with _open(path) as stream:
        number = 0
        while True:
            number += 1
            try:
                line = stream.readline(limit + 2)
                long = len(line) == limit + 2 and not line.endswith(b"\n")
                while long and (rest := stream.readline(limit + 2)) and not rest.endswith(b"\n"):
                    pass
            except _BROKEN as error:
                reason = " ".join(str(error).split())
                ends = isinstance(error, EOFError)
                raise BrokenError("the compressed file is cut off" if ends else f"the compressed file is damaged ({reason})") from None
            if not line:
                return
            yield number, None if long else line.rstrip(b"\r\n")


def _open(path: Path) -> IO[bytes]:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if suffix == ".xz":
        return cast("IO[bytes]", lzma.open(path, "rb"))
    if suffix == ".zst":
        return io.BufferedReader(_Zstd(path))
    return path.open("rb")


class _Zstd(io.RawIOBase):
    """A zstd file, all its frames, as a raw stream: unlike zstandard's own reader it tells a file that was cut off."""

    def __init__(self, path: Path) -> None:
        import zstandard

        self._file = path.open("rb")
        self._make = zstandard.ZstdDecompressor()
        self._error = zstandard.ZstdError
        self._frame = self._make.decompressobj()
        self._begun = False
        self._rest = b""
        self._out = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._out:
            if not self._fill():
                return 0
        target = memoryview(buffer).cast("B")
        count = min(len(target), len(self._out))
        target[:count] = self._out[:count]
        self._out = self._out[count:]
        return count

    def _fill(self) -> bool:
        """Unpack some more bytes; False at the end of the file."""
        fed = self._rest or self._file.read(_FEED)
        if not fed:
            if self._begun:
                raise EOFError
            return False
        self._begun = True
        try:
            self._out = memoryview(self._frame.decompress(fed))
        except self._error as error:
            raise zlib.error(str(error)) from None
        self._rest = b""
        if self._frame.eof:
            self._rest, self._begun, self._frame = self._frame.unused_data, False, self._make.decompressobj()
        return True

    def close(self) -> None:
        self._file.close()
        super().close()
