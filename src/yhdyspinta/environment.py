"""The settings: read once from environment variables, frozen, handed in. Nobody else reads them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from yhdyspinta.domain.errors import YhdyspintaError

# Words that have stood as "secret keys" in other products' installations.
_WEAK_SECRETS = frozenset({"", "secret", "changeme", "change-me", "default", "insecure", "development"})
_SECRET_LENGTH = 32
# It is sent in a header with every request, so it holds nothing that a header cannot.
_CONTACT_LENGTH = 200
_MAIL_PORTS = {"smtp": 587, "smtps": 465}
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Database:
    """A PostgreSQL database that holds what people write. `host` is a machine's name or the folder of a socket."""

    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A server that takes letters. `secure` is how the connection is guarded: "tls" from its beginning, "starttls", or "" on
    the machine itself. `sender` is the address that letters come from; empty: one is made of the installation's own address."""

    host: str
    port: int
    secure: str
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    """An organisation's own sign-in by OpenID Connect (Entra ID): whose word is taken, and by which name it is offered."""

    issuer: str
    client_id: str
    secret: str = field(default="", repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything that an installation may set; docs/reference/settings.md explains each."""

    home: Path
    production: bool
    secret: str
    allowed_hosts: tuple[str, ...]
    address: str
    references: Path | None
    log_format: str
    memory_limit: str
    threads: int
    contact: str = ""
    live: bool = False
    area: str = ""
    organisation: Path | None = None
    database: Database | None = None  # nothing: a file of SQLite in the state folder
    mail: Mail | None = None  # nothing: letters stay in the state folder's outbox
    sign_in: SignIn | None = None  # nothing: people sign in by a code in their e-mail
    demonstration: bool = False  # one click signs in as anybody of an example

    @property
    def example(self) -> Environment:
        """The same installation's invented areas: a state folder of their own, so that no real sum, rank or list can hold them."""
        return replace(self, home=self.home / "example")


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the settings; a wrong one raises YhdyspintaError with what to do."""
    given = os.environ if variables is None else variables
    production = _flag(given, "YHDYSPINTA_PRODUCTION")
    references, organisation = given.get("YHDYSPINTA_REFERENCES", ""), given.get("YHDYSPINTA_ORGANISATION", "")
    return Environment(
        home=Path(given.get("YHDYSPINTA_HOME") or "var").resolve(),
        production=production,
        secret=_secret(given.get("YHDYSPINTA_SECRET", ""), production),
        allowed_hosts=tuple(filter(None, given.get("YHDYSPINTA_HOSTS", "localhost,127.0.0.1,[::1]").split(","))),
        address=given.get("YHDYSPINTA_ADDRESS", "").rstrip("/"),
        references=Path(references) if references else None,
        log_format=_choice(given, "YHDYSPINTA_LOG", ("console", "json")),
        memory_limit=given.get("YHDYSPINTA_MEMORY", "2GB"),
        threads=_whole(given, "YHDYSPINTA_THREADS", "2"),
        contact=_contact(given.get("YHDYSPINTA_CONTACT", "")),
        live=_flag(given, "YHDYSPINTA_LIVE"),
        area=given.get("YHDYSPINTA_AREA", "").strip(),
        organisation=Path(organisation).resolve() if organisation else None,
        database=_database(given.get("YHDYSPINTA_DATABASE", "")),
        mail=_mail(given.get("YHDYSPINTA_MAIL", "")),
        sign_in=_sign_in(given),
        demonstration=_demonstration(given, production),
    )


def _secret(secret: str, production: bool) -> str:
    if not production:
        return secret or secrets.token_urlsafe(_SECRET_LENGTH)  # lives as long as the process
    if secret.lower() in _WEAK_SECRETS or len(secret) < _SECRET_LENGTH or len(set(secret)) < 10:
        raise YhdyspintaError(
            "Production mode needs a secret of its own, and YHDYSPINTA_SECRET is missing, short or a default.",
            'Set it to at least 32 random characters, for example: python -c "import secrets; print(secrets.token_urlsafe(48))"',
        )
    return secret


def _contact(contact: str) -> str:
    if contact != contact.strip() or not contact.isascii() or not (contact.isprintable() and len(contact) <= _CONTACT_LENGTH):
        raise YhdyspintaError(
            f"YHDYSPINTA_CONTACT is {contact!r}.",
            "Set it to a mail address or a web address of the maintainer, for example tietopalvelu@kunta.example; no spaces around it.",
        )
    return contact


def _database(address: str) -> Database | None:
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port, name = str(parts.port or ""), unquote(parts.path.removeprefix("/"))
    except ValueError:  # the address may hold a password, so it is not repeated
        parts, port, name = urlsplit(""), "", ""
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name:
        raise YhdyspintaError(
            "YHDYSPINTA_DATABASE is not the address of a PostgreSQL database.",
            "Set it to postgresql://user:password@host:5432/name, or leave it out for a file of SQLite in the state folder.",
        )
    socket = parse_qs(parts.query).get("host", [""])[-1]
    return Database(name, unquote(parts.username or ""), unquote(parts.password or ""), parts.hostname or socket, port)


def _mail(address: str) -> Mail | None:
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:  # the address may hold a password, so it is not repeated
        parts, port, host = urlsplit(""), None, ""
    sender = parse_qs(parts.query).get("from", [""])[-1]
    if parts.scheme not in _MAIL_PORTS or not host or parts.path.strip("/") or not _is_sender(sender):
        raise YhdyspintaError(
            "YHDYSPINTA_MAIL is not the address of a mail server.",
            "Set it to smtp://user:password@host:587?from=name@host, or smtps://…:465, or leave it out: letters are then kept as files.",
        )
    # A password and what people write never cross a network in the open; on the machine itself nobody listens between.
    secure = "tls" if parts.scheme == "smtps" else "" if host in _OWN_MACHINE else "starttls"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sender = sender or (user if _is_sender(user) else "")
    return Mail(host, port or _MAIL_PORTS[parts.scheme], secure, user, password, sender)


def _sign_in(given: Mapping[str, str]) -> SignIn | None:
    names = ("ISSUER", "CLIENT_ID", "SECRET", "NAME")
    issuer, client_id, secret, name = (given.get(f"YHDYSPINTA_OIDC_{one}", "").strip() for one in names)
    if not any((issuer, client_id, secret)):
        return None
    parts = urlsplit(issuer)
    guarded = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_MACHINE)
    if not (guarded and parts.hostname and client_id and secret):
        raise YhdyspintaError(
            "The sign-in of an organisation needs YHDYSPINTA_OIDC_ISSUER (https://…), _CLIENT_ID and _SECRET, all three.",
            "Take them from where the application is registered (Entra: https://login.microsoftonline.com/TENANT/v2.0) or leave all out.",
        )
    return SignIn(issuer.rstrip("/"), client_id, secret, name or str(parts.hostname))


def _demonstration(given: Mapping[str, str], production: bool) -> bool:
    demonstration = _flag(given, "YHDYSPINTA_DEMONSTRATION")
    if demonstration and production:
        raise YhdyspintaError(
            "The demonstration mode lets anybody sign in as anybody of the example, so it does not go with production mode.",
            "Leave out YHDYSPINTA_DEMONSTRATION, or YHDYSPINTA_PRODUCTION.",
        )
    return demonstration


def _is_sender(address: str) -> bool:
    return not address or (address.isascii() and address.isprintable() and " " not in address and 0 < address.find("@") < len(address) - 1)


def _flag(given: Mapping[str, str], name: str) -> bool:
    return _choice(given, name, ("0", "1")) == "1"


def _choice(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name) or choices[0]
    if value not in choices:
        raise YhdyspintaError(f"{name} is {value!r}.", f"Set it to {' or '.join(choices)}.")
    return value


def _whole(given: Mapping[str, str], name: str, default: str) -> int:
    value = given.get(name) or default
    if not value.isdigit() or int(value) < 1:
        raise YhdyspintaError(f"{name} is {value!r}.", "Set it to a whole number, 1 or more.")
    return int(value)
