"""Settings: what stands in them, and the sentences when they are wrong."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from yhdyspinta import environment
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.environment import Database, Mail, SignIn

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


def test_the_database_is_read_with_its_password_kept_out_of_sight() -> None:
    read = environment.read({"YHDYSPINTA_DATABASE": "postgresql://kirjoittaja:p%40ss@tietokanta.example:5433/yhdyspinta"}).database
    assert read == Database("yhdyspinta", "kirjoittaja", "p@ss", "tietokanta.example", "5433")
    assert "p@ss" not in repr(read)
    assert environment.read({"YHDYSPINTA_DATABASE": "postgresql://postgres@/y?host=/run/sock"}).database == Database(
        "y", "postgres", host="/run/sock"
    )
    assert environment.read({}).database is None


@pytest.mark.parametrize(
    "address", ["mysql://u:hunter2@h/n", "postgresql://u:hunter2@h", "postgresql://u:hunter2@h:x/n", "content.sqlite3"]
)
def test_a_wrong_database_is_refused_without_repeating_its_password(address: str) -> None:
    with pytest.raises(YhdyspintaError, match="YHDYSPINTA_DATABASE") as refusal:
        environment.read({"YHDYSPINTA_DATABASE": address})
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://posti.kunta.example", Mail("posti.kunta.example", 587, "starttls")),
        ("smtp://127.0.0.1:2525", Mail("127.0.0.1", 2525, "")),
        (
            "smtps://meri:a%40b@posti.kunta.example?from=tieto@kunta.example",
            Mail("posti.kunta.example", 465, "tls", "meri", "a@b", "tieto@kunta.example"),
        ),
        (
            "smtp://tieto%40kunta.example:x@posti.kunta.example",
            Mail("posti.kunta.example", 587, "starttls", "tieto@kunta.example", "x", "tieto@kunta.example"),
        ),
    ],
)
def test_a_mail_server_is_told_by_its_address(address: str, server: Mail) -> None:
    assert environment.read({"YHDYSPINTA_MAIL": address}).mail == server
    assert "a@b" not in repr(environment.read({"YHDYSPINTA_MAIL": address}))


@pytest.mark.parametrize(
    "address",
    [
        "posti.kunta.example",
        "http://u:hushhush@h",
        "smtp://",
        "smtp://u:hushhush@h:99999999",
        "smtp://u:hushhush@h/path",
        "smtp://u:hushhush@h?from=nobody",
        "smtp://u:hushhush@h?from=a@b%0d%0aBcc:x",
    ],
)
def test_what_is_no_mail_server_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(YhdyspintaError, match="YHDYSPINTA_MAIL") as refusal:
        environment.read({"YHDYSPINTA_MAIL": address})
    assert "hushhush" not in str(refusal.value)
    assert environment.read({}).mail is None


def test_an_organisations_sign_in_is_read_whole_and_its_secret_kept_out_of_sight() -> None:
    given = {
        "YHDYSPINTA_OIDC_ISSUER": "https://login.example/tenant/v2.0/",
        "YHDYSPINTA_OIDC_CLIENT_ID": "yhdyspinta",
        "YHDYSPINTA_OIDC_SECRET": "hushhush",
    }
    read = environment.read(given)
    assert read.sign_in == SignIn("https://login.example/tenant/v2.0", "yhdyspinta", "hushhush", "login.example")
    assert environment.read({**given, "YHDYSPINTA_OIDC_NAME": "Kunta"}).sign_in.name == "Kunta"  # type: ignore[union-attr]
    assert "hushhush" not in repr(read)
    assert environment.read({}).sign_in is None
    for lacking in ("ISSUER", "CLIENT_ID", "SECRET"):
        with pytest.raises(YhdyspintaError, match="YHDYSPINTA_OIDC_ISSUER"):
            environment.read({name: value for name, value in given.items() if not name.endswith(lacking)})
    for issuer in ("http://login.example", "login.example", "https://"):
        with pytest.raises(YhdyspintaError, match="https"):
            environment.read({**given, "YHDYSPINTA_OIDC_ISSUER": issuer})


def test_the_demonstration_does_not_go_with_production() -> None:
    assert environment.read({"YHDYSPINTA_DEMONSTRATION": "1"}).demonstration
    assert not environment.read({}).demonstration
    with pytest.raises(YhdyspintaError, match="demonstration mode"):
        environment.read({"YHDYSPINTA_DEMONSTRATION": "1", "YHDYSPINTA_PRODUCTION": "1", "YHDYSPINTA_SECRET": GOOD})
