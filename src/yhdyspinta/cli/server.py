"""The command that serves pages."""

from __future__ import annotations

import gc
import sys
from contextlib import nullcontext

from yhdyspinta import environment
from yhdyspinta.cli.background import repeated, tick_of
from yhdyspinta.cli.content import up_to_date
from yhdyspinta.domain.errors import YhdyspintaError


def serve(host: str, port: int, area: str) -> None:
    """Serve until stopped, fetching what concerns `area` first where that is allowed; explains what is missing before it starts."""
    from yhdyspinta.pictures.status import check_ready

    settings = environment.read()  # a wrong setting stops here, with its sentence
    command = tick_of(area or settings.area)
    check_ready(settings)
    up_to_date()
    _sweep()
    print(f"Yhdyspinta: http://{'[::1]' if host == '::1' else host}:{port}/", file=sys.stderr, flush=True)
    try:
        with repeated(command) if settings.live else nullcontext():
            _listen(host, port, max(2, settings.threads * 2))
    except OSError as error:
        raise YhdyspintaError(
            f"Port {port} of {host} cannot be used: {error.strerror}.", "Choose another: yhdyspinta serve --port 8001."
        ) from error


def _sweep() -> None:
    """Sessions that are over are taken away when the service starts; they would do no harm, but tell who came."""
    from yhdyspinta.accounts import services

    services.sweep()


def settle(settings: environment.Environment) -> None:
    """Compose one picture and read the words of cooperations, so that the first reader waits for no table, and take what then
    stays in memory out of the rounds of Python's collector.

    Areas, definitions and words are half a million objects: a round through them stopped the page of every twelfth reader for
    a quarter of a second. Python's `gc.freeze` is made for servers.
    """
    from yhdyspinta.attention.queries.index import prepare
    from yhdyspinta.pictures.queries import composed_once

    composed_once(settings)
    prepare()
    gc.collect()
    gc.freeze()


def _listen(host: str, port: int, threads: int) -> None:
    """Answer requests until stopped. What people send stays in memory, and twice the longest that is taken is still read:
    whoever sends it sees the page that refuses it."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from waitress import serve as listen

    application, longest = get_wsgi_application(), 2 * settings.LARGEST_REQUEST
    settle(environment.read())
    listen(application, host=host, port=port, threads=threads, ident=None, max_request_body_size=longest, inbuf_overflow=longest)
