"""Settings: what stands in them, and the sentences when they are wrong."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from yhdyspinta import environment
from yhdyspinta.domain.errors import YhdyspintaError

GOOD = secrets.token_urlsafe(48)


def test_defaults_are_those_of_a_machine_of_ones_own() -> None:
    read = environment.read({})
    assert (read.production, read.home, read.references) == (False, Path("var").resolve(), None)
    assert read.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (read.contact, read.live) == ("", False)
    assert read.secret != environment.read({}).secret


@pytest.mark.parametrize("secret", ["", "changeme", "secret", "short", "a" * 64, "abababababababababababababababababab"])
def test_production_refuses_a_missing_short_or_default_secret(secret: str) -> None:
    with pytest.raises(YhdyspintaError, match="YHDYSPINTA_SECRET") as refusal:
        environment.read({"YHDYSPINTA_PRODUCTION": "1", "YHDYSPINTA_SECRET": secret})
    assert "random characters" in refusal.value.hint


def test_production_takes_a_secret_of_its_own() -> None:
    assert environment.read({"YHDYSPINTA_PRODUCTION": "1", "YHDYSPINTA_SECRET": GOOD}).secret == GOOD


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YHDYSPINTA_PRODUCTION", "yes"),
        ("YHDYSPINTA_LOG", "xml"),
        ("YHDYSPINTA_THREADS", "0"),
        ("YHDYSPINTA_THREADS", "two"),
        ("YHDYSPINTA_LIVE", "true"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(YhdyspintaError, match=name) as refusal:
        environment.read({name: value})
    assert refusal.value.hint.startswith("Set it to")


def test_the_contact_and_the_leave_to_fetch_are_read() -> None:
    read = environment.read({"YHDYSPINTA_CONTACT": "tietopalvelu@kunta.example", "YHDYSPINTA_LIVE": "1"})
    assert (read.contact, read.live) == ("tietopalvelu@kunta.example", True)


@pytest.mark.parametrize("contact", [" a@kunta.example", "a@kunta.example\r\nHost: other", "ä@kunta.example", "a" * 201])
def test_a_contact_that_a_header_cannot_hold_is_refused(contact: str) -> None:
    with pytest.raises(YhdyspintaError, match="YHDYSPINTA_CONTACT"):
        environment.read({"YHDYSPINTA_CONTACT": contact})
