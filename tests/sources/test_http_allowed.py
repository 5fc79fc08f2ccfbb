"""No connection outside the allow-list, however the address is written, redirected or resolved."""

from __future__ import annotations

import ssl

import httpcore
import pytest

from tests.servers.faults import Answer, serve
from tests.sources.ways import host_of, way_to
from yhdyspinta.domain.live import Host
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.http import Request, Way

LISTED = Host("listed.example", "https://listed.example", 1000, 1.0, 2.0, 1_000_000)
# {port} is that of a server on loopback that must never hear of it.
FORMS = (
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.0.0.1.nip.io:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "http://10.0.0.1/",
    "https://listed.example@127.0.0.1:{port}/",
    "https://user:word@listed.example/",
    "https://127.0.0.1:{port}#@listed.example/",
    "https://127.0.0.1:{port}\\@listed.example/",
    "https://listed.example:{port}/",
    "https://listed.example.evil.example/",
    "https://evil-listed.example/",
    "https://listed.example%00.evil.example/",
    "http://listed.example/",
    "https://listed.example\r\nHost: 127.0.0.1/",
    "https://lіsted.example/",
    "//127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_GET",
    "ftp://listed.example/",
    "https:///listed.example/",
    "https://listed.example.:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "https://[::1",
)
# What a listed name must not resolve to.
PRIVATE = (
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - not bound
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "not an address",
)


def public(name: str, port: int) -> list[str]:
    raise AssertionError(f"{name} is resolved, although it is not listed")


@pytest.mark.parametrize("form", FORMS)
def test_an_address_outside_the_list_is_never_asked(form: str) -> None:
    with serve(lambda question: Answer(b"secret")) as server:
        way = Way({"listed.example": LISTED}, resolve=public)
        with pytest.raises(SourceError) as caught:
            way.fetch(Request(form.format(port=server.port)))
        assert server.asked == []
    assert caught.value.kind is Kind.NOT_ALLOWED
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("form", FORMS)
def test_a_redirect_outside_the_list_is_never_followed(form: str) -> None:
    """A relative form would stay on the redirecting host, as it should; all others leave it."""
    with serve(lambda question: Answer(b"secret")) as secret:
        place = form.format(port=secret.port).replace("\r\n", "%0d%0a").encode("ascii", "xmlcharrefreplace").decode()
        with serve(lambda question: Answer(status=302, headers={"Location": place})) as door, pytest.raises(SourceError) as caught:
            way_to(door).fetch(Request(door.address))
        assert secret.asked == []
        assert len(door.asked) == 1
    assert caught.value.kind is Kind.NOT_ALLOWED


@pytest.mark.parametrize("address", PRIVATE)
def test_a_listed_name_that_leads_inside_is_not_connected_to(address: str) -> None:
    for found in ([address], ["93.184.215.14", address]):
        way = Way({"listed.example": LISTED}, resolve=lambda name, port, found=found: found)
        with pytest.raises(SourceError, match="not a public address") as caught:
            way.fetch(Request("https://listed.example/"))
        assert caught.value.kind is Kind.NOT_ALLOWED


def test_a_name_is_resolved_once_and_the_checked_address_is_used() -> None:
    """A name that is rebound after the check is never asked again: the second answer would lead elsewhere."""
    asked: list[str] = []

    def rebinding(name: str, port: int) -> list[str]:
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with serve(lambda question: Answer(b"whole")) as server:
        facts = host_of(server, name="localhost", base=f"http://localhost:{server.port}")
        way = Way({"localhost": facts}, resolve=rebinding)
        assert way.fetch(Request(f"http://localhost:{server.port}/")).data == b"whole"
        assert server.asked[0].headers["host"] == f"localhost:{server.port}"
        with pytest.raises(SourceError, match=r"10\.0\.0\.1"):
            way.fetch(Request(f"http://localhost:{server.port}/"))
    assert asked == ["localhost", "localhost"]
    assert len(server.asked) == 1


def test_loopback_facts_open_only_loopback() -> None:
    """The one fact that tests need cannot be used to reach a private network, nor on another name."""
    facts = Host("inner.example", "http://inner.example", 10, 1.0, 1.0, 1000, schemes=("http",), loopback=True)
    with pytest.raises(SourceError) as caught:
        Way({"inner.example": facts}, resolve=lambda name, port: ["10.0.0.1"]).fetch(Request("http://inner.example/"))
    assert caught.value.kind is Kind.NOT_ALLOWED


def test_a_name_service_that_does_not_answer_ends_with_the_deadline() -> None:
    from threading import Event
    from time import monotonic

    never, begun = Event(), monotonic()
    facts = Host("listed.example", "https://listed.example", 10, 1.0, 0.3, 1000)

    def silent(name: str, port: int) -> list[str]:
        never.wait(5)
        return []

    with pytest.raises(SourceError) as caught:
        Way({"listed.example": facts}, resolve=silent).fetch(Request("https://listed.example/"))
    never.set()
    assert caught.value.kind is Kind.DEADLINE
    assert monotonic() - begun < 1.3


def test_what_does_not_prove_who_it_is_is_not_talked_to() -> None:
    """An `https` host that does not speak TLS gets no request, and a certificate is asked for."""
    with serve(lambda question: Answer(b"plain")) as server, pytest.raises(SourceError) as caught:
        way_to(server, schemes=("https",)).fetch(Request(f"https://127.0.0.1:{server.port}/"))
    assert caught.value.kind is Kind.BROKEN
    assert server.asked == []
    context = httpcore.default_ssl_context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(lambda question: Answer(b"proxy")) as proxy, serve(lambda question: Answer(b"direct")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        assert way_to(server).fetch(Request(server.address)).data == b"direct"
        assert proxy.asked == []
