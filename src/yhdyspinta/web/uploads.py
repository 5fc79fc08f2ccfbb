"""Files that people send: held in memory, never written to disk, and no request may hold more than one file may have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

# What a person gave is opened in a child process, which may take a processor for half a minute.
_turns = threading.BoundedSemaphore(2)


class Bounded(MemoryFileUploadHandler):
    """Refuses a request by its length before any of it is read."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: N803
        if content_length > settings.LARGEST_REQUEST:
            raise RequestDataTooBig("The request is larger than a file may be.")
        self.activated = True


def received(request: HttpRequest, field: str) -> bytes:
    """The bytes of the file in a field of a form; empty when none was chosen."""
    given = request.FILES.get(field)
    return given.read() if given else b""


@contextmanager
def turn() -> Iterator[bool]:
    """A turn to have a file opened; False while others have every turn, and then it is not opened."""
    taken = _turns.acquire(blocking=False)
    try:
        yield taken
    finally:
        if taken:
            _turns.release()
