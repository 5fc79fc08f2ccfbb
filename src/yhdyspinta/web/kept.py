"""Finished pages, kept compressed as long as they are the same.

A page is the same while its address and its ETag are: data, code, language and day. Nothing personal is ever in one,
so all readers share them. Measured on an area's page of 570 kB: 50 ms to make and 20 ms to compress, once.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_MOST_BYTES = 64_000_000
_LEVEL = 6
_PAGE = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished page, compressed."""

    packed: bytes
    content_type: str


class KeptPages:
    """The most recently read pages of a worker, up to a size in bytes."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes

    def get(self, address: str, tag: str) -> Kept | None:
        """The page, or None."""
        with self._lock:
            found = self._pages.get((address, tag))
            if found is not None:
                self._pages.move_to_end((address, tag))
            return found

    def put(self, address: str, tag: str, content: bytes, content_type: str = _PAGE) -> Kept:
        """Keep a page; the oldest go when there is no room."""
        made, key = Kept(gzip.compress(content, _LEVEL, mtime=0), content_type), (address, tag)
        with self._lock:
            before = self._pages.pop(key, None)
            self._bytes += len(made.packed) - (len(before.packed) if before else 0)
            self._pages[key] = made
            while self._bytes > self._most and self._pages:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.packed)
        return made


def response_of(kept: Kept, request: HttpRequest) -> HttpResponse:
    """A response with a kept page, as compressed as the reader can take it."""
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.packed if compressed else gzip.decompress(kept.packed), content_type=kept.content_type)
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
