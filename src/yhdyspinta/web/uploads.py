"""Files that people send: held in memory, never written to disk, and no request may hold more than one file may have."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

MOST_BYTES = 30_000_000  # of a file
_AROUND = 100_000  # of the fields beside it


class Bounded(MemoryFileUploadHandler):
    """Refuses a request by its length before any of it is read."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: N803
        if content_length > MOST_BYTES + _AROUND:
            raise RequestDataTooBig("The request is larger than a file may be.")
        self.activated = True


def received(request: HttpRequest, field: str) -> bytes:
    """The bytes of the file in a field of a form; empty when none was chosen."""
    given = request.FILES.get(field)
    return given.read() if given else b""
