"""The product as it is served, on loopback, with a part of the shipped sample."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from waitress.server import create_server

from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.config.wsgi import application
from yhdyspinta.intake.sample import load_sample

DATASETS = {"sotkanet-127-kunnat", "kuntatalous-kunnat", "tyonv-12r5-kunnat"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, home=tmp_path_factory.mktemp("home"))
    load_sample(settings.ENVIRONMENT, lambda _text, _share: None, [one for one in datasets() if one.id in DATASETS])
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)
    settings.ENVIRONMENT = before
