"""Which addresses may be connected to: the listed hosts, on public networks, and nothing that only looks like them.

A name is resolved once, every address it gives is checked, and the connection goes to a checked address: a name that
is rebound between the check and the use is never asked again.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urljoin, urlsplit

from yhdyspinta.domain.live import LOOPBACK, Host
from yhdyspinta.sources.errors import Kind, SourceError

Resolve = Callable[[str, int], list[str]]
_PLAIN = re.compile(r"[!-~]+")  # printable ASCII without spaces
_PORTS = {"https": 443, "http": 80}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HINT = "Only the hosts of sources/hosts.toml may be asked."


@dataclass(frozen=True, slots=True)
class Place:
    """One address taken apart: where to connect and what to ask there."""

    host: Host
    name: str
    scheme: str
    port: int
    path: str  # with its query

    @property
    def authority(self) -> str:
        """What the Host header says."""
        return self.name if self.port == _PORTS.get(self.scheme) else f"{self.name}:{self.port}"


def place_of(url: str, hosts: Mapping[str, Host]) -> Place:
    """The place that `url` names, when it is on a listed host; else SourceError `not_allowed`."""
    if not _PLAIN.fullmatch(url) or "\\" in url:
        raise _refused(url, "it holds characters that no address holds")
    try:
        parts = urlsplit(url)
        port, name = parts.port, (parts.hostname or "").lower()
    except ValueError:
        raise _refused(url, "it is not an address") from None
    if parts.username is not None or parts.password is not None or "@" in parts.netloc or "%" in parts.netloc:
        raise _refused(url, "it holds a user name or an escape before its path")
    host = hosts.get(f"{name}:{port}") or hosts.get(name)
    if host is None or (host.loopback and name not in LOOPBACK):
        raise _refused(url, f"the host {name or '(none)'} is not listed")
    if parts.scheme not in host.schemes:
        raise _refused(url, f"the scheme {parts.scheme or '(none)'} is not one of {', '.join(host.schemes)}")
    usual = host.port or _PORTS[parts.scheme]
    if port not in (None, usual):
        raise _refused(url, f"port {port} is not the one of this host")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(host, name, parts.scheme, usual, path)


def next_place(url: str, location: str) -> str:
    """Where a redirect from `url` leads; SourceError when it is no address at all. It is not yet checked."""
    try:
        return urljoin(url, location)
    except ValueError:
        raise _refused(location, "it is not an address") from None


def addresses(place: Place, resolve: Resolve, seconds: float) -> tuple[str, ...]:
    """The network addresses of a place, all of them checked; SourceError when one is not public or the name has none."""
    found = _in_time(lambda: resolve(place.name, place.port), place.name, seconds)
    for text in found:
        if not _may_be(text, place.host):
            raise SourceError(Kind.NOT_ALLOWED, f"{place.name} leads to {text}, which is not a public address.", _HINT)
    return tuple(dict.fromkeys(found))


def system_resolve(name: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


def _may_be(text: str, host: Host) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if host.loopback:
        return address.is_loopback
    return all(_is_public(form) for form in _forms(address))


def _forms(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """An address with those that it carries inside itself: IPv4 in IPv6 in its several ways."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [form for form in inner if form is not None] or [address]


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _in_time(ask: Callable[[], list[str]], name: str, seconds: float) -> list[str]:
    """Resolving cannot be interrupted, so it runs beside and is left alone when its time is up."""
    answers: list[list[str] | OSError] = []

    def run() -> None:
        try:
            answers.append(ask())
        except OSError as error:
            answers.append(error)

    thread = Thread(target=run, daemon=True, name=f"resolve {name}")
    thread.start()
    thread.join(max(seconds, 0))
    if not answers:
        raise SourceError(Kind.DEADLINE, f"The name {name} was not found in time.", "Is the network's name service up?")
    answer = answers[0]
    if isinstance(answer, OSError) or not answer:
        raise SourceError(Kind.BROKEN, f"The name {name} is not found on the network.", "Check the network connection, then the name.")
    return answer


def _refused(url: str, why: str) -> SourceError:
    shown = "".join(sign if sign.isprintable() else "?" for sign in url[:200])
    return SourceError(Kind.NOT_ALLOWED, f"The address {shown!r} is not asked: {why}.", _HINT)
