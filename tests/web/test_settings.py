"""How the product starts: production mode refuses a missing secret with a sentence, and Django finds nothing to warn of."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override


def _start(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YHDYSPINTA_")} | variables
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("secret", ["", "changeme", "x" * 40, "short"])
def test_production_mode_needs_a_secret_of_its_own(secret):
    done = _start("import yhdyspinta.config.wsgi", YHDYSPINTA_PRODUCTION="1", YHDYSPINTA_SECRET=secret)
    assert done.returncode != 0
    assert "YHDYSPINTA_SECRET" in done.stderr
    assert "secrets.token_urlsafe" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_mode_sends_hsts():
    code = (
        "import yhdyspinta.config.wsgi\n"
        "from django.test import Client\n"
        "for address in ('/health', '/fi/eiole/', '/static/yhdyspinta/site.css'):\n"
        "    print(Client().get(address).headers['Strict-Transport-Security'])\n"
    )
    done = _start(code, YHDYSPINTA_PRODUCTION="1", YHDYSPINTA_SECRET="8Jr2vQx0LmN5bT7cWz3KpYd9HsGfA1Re", YHDYSPINTA_HOSTS="testserver")  # noqa: S106
    assert done.stdout.split("\n")[:3] == ["max-age=31536000; includeSubDomains; preload"] * 3, done.stderr


def test_djangos_own_checks_find_nothing():
    done = _start("import yhdyspinta.config.check as check; check.main()")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("language", "written"), [("fi", "3.2.2026"), ("sv", "3.2.2026"), ("en", "3 February 2026")])
def test_a_day_is_written_as_in_finland_and_cannot_be_taken_for_another(language, written):
    with override(language):
        assert date_format(date(2026, 2, 3), "SHORT_DATE_FORMAT") == written
