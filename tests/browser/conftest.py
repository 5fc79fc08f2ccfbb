"""The product as it is served, on loopback, with the shipped sample."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from waitress.server import create_server

from yhdyspinta.config.wsgi import application
from yhdyspinta.environment import Environment


@pytest.fixture(scope="session")
def site(sample: Environment) -> Iterator[str]:
    """The address of a running server."""
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, home=sample.home)
    server = create_server(application, host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        with contextlib.suppress(OSError):  # closing the socket below is how waitress is told to stop
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)
    settings.ENVIRONMENT = before
