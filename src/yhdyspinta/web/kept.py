"""Finished pages, kept compressed as long as they are the same.

A page is the same while its address and its ETag are: data, code, language and day. Nothing personal is ever in one,
so all readers share them. Measured on an area's page of 570 kB: 50 ms to make and 20 ms to compress, once.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_MOST_BYTES = 64_000_000
_LEVEL = 6


class KeptPages:
    """The most recently read pages of a worker, up to a size in bytes."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes

    def get(self, address: str, tag: str) -> bytes | None:
        """The compressed page, or None."""
        with self._lock:
            found = self._pages.get((address, tag))
            if found is not None:
                self._pages.move_to_end((address, tag))
            return found

    def put(self, address: str, tag: str, content: bytes) -> bytes:
        """Keep a page; the oldest go when there is no room. Returns it compressed."""
        packed = gzip.compress(content, _LEVEL, mtime=0)
        with self._lock:
            self._bytes += len(packed) - len(self._pages.pop((address, tag), b""))
            self._pages[address, tag] = packed
            while self._bytes > self._most and self._pages:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone)
        return packed


def response_of(packed: bytes, request: HttpRequest) -> HttpResponse:
    """A response with a kept page, as compressed as the reader can take it."""
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if compressed else gzip.decompress(packed))
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
