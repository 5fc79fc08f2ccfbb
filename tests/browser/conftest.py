"""The product as it is served, on loopback, with the shipped sample."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker
from waitress.server import create_server

from tests.web import addresses, held
from yhdyspinta.config.wsgi import application
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions, queries


@pytest.fixture(scope="module", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright keeps an event loop in the thread of the tests, in which Django would refuse to ask a database."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="module")
def asked_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Pages may ask the database of people. The tests' own thread opens no connection: beside Playwright's loop it would be a
    second one, which nobody closes before the database is taken away."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def installed(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An installation of the browser's own, with a release that waits."""
    home = tmp_path_factory.mktemp("browser") / "home"
    shutil.copytree(sample.home, home)
    held.hold(home)
    return replace(settings.ENVIRONMENT, home=home)


@pytest.fixture(scope="session")
def edition(installed: Environment) -> str:
    """A published edition in it."""
    return editions.publish(installed.home, queries.picture_of(installed, addresses.PUBLISHED)).id


@pytest.fixture(scope="session")
def site(installed: Environment, edition: str) -> Iterator[str]:
    """The address of a running server."""
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = installed
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
