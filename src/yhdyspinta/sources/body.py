"""A body as it streams in: unpacked within its cap, and whole or not at all."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable

from yhdyspinta.sources.errors import Kind, SourceError

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_AGAIN = "It is asked again with the next run."


def collect(chunks: Iterable[bytes], encoding: str, most: int, what: str) -> bytes:
    """The unpacked body; SourceError `too_large` when it has over `most` bytes as sent or as unpacked, `cut` when a
    compressed stream lacks its end or its checksum is wrong."""
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise SourceError(Kind.BROKEN, f"{what} sends a body in the encoding {encoding!r}, which was not asked for.", _AGAIN)
    body = _Plain(most, what) if encoding in ("", "identity") else _Packed(most, what)
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > most:
            raise too_large(most, what)
        body.feed(chunk)
    return body.end()


def too_large(most: int, what: str) -> SourceError:
    return SourceError(
        Kind.TOO_LARGE,
        f"{what} sends over {most:,} bytes, the most that is taken from it.",
        "If that is right, raise most_bytes in sources/hosts.toml.",
    )


class _Plain:
    def __init__(self, most: int, what: str) -> None:
        self._most, self._what, self._sink = most, what, io.BytesIO()

    def feed(self, chunk: bytes) -> None:
        self._sink.write(chunk)
        if self._sink.tell() > self._most:
            raise too_large(self._most, self._what)

    def end(self) -> bytes:
        return self._sink.getvalue()


class _Packed(_Plain):
    """Gzip (one member or several) or zlib, unpacked step by step so that nothing grows beyond the cap."""

    def __init__(self, most: int, what: str) -> None:
        super().__init__(most, what)
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)

    def feed(self, chunk: bytes) -> None:
        try:
            while chunk:
                if self._stream.eof:  # another member follows
                    self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
                super().feed(self._stream.decompress(chunk, 65_536))
                chunk = self._stream.unconsumed_tail or self._stream.unused_data
        except zlib.error as error:
            raise SourceError(Kind.CUT, f"{self._what} sends a compressed body that cannot be unpacked: {error}.", _AGAIN) from None

    def end(self) -> bytes:
        while not self._stream.eof:
            rest = self._stream.decompress(b"", 65_536)
            if not rest:
                raise SourceError(Kind.CUT, f"{self._what} sends a compressed body without its end.", _AGAIN)
            super().feed(rest)
        return super().end()
