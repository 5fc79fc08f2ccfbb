"""The command that serves pages."""

from __future__ import annotations

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
    from django.core.wsgi import get_wsgi_application
    from waitress import serve as listen

    print(f"Yhdyspinta: http://{'[::1]' if host == '::1' else host}:{port}/", file=sys.stderr, flush=True)
    try:
        with repeated(command) if settings.live else nullcontext():
            listen(get_wsgi_application(), host=host, port=port, threads=max(2, settings.threads * 2), ident=None)
    except OSError as error:
        raise YhdyspintaError(
            f"Port {port} of {host} cannot be used: {error.strerror}.", "Choose another: yhdyspinta serve --port 8001."
        ) from error
