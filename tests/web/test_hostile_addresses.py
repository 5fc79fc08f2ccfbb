"""Every address with wrong, foreign, huge or hostile arguments and parameters: a 4xx page with a way on, never a 5xx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

import yhdyspinta.web
from tests.web import addresses
from tests.web.reading_html import Page
from yhdyspinta.environment import Environment

pytestmark = pytest.mark.django_db  # theme pages tell of needs that were made public

# Each is put in the place of an argument of an address, one at a time.
HOSTILE = (
    "HVA99",
    "%",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "..%2f..%2fetc%2fpasswd",
    "\u202eKU179",
    "Ja\u0308mta\u0308",
    "x" * 3000,
    "-1",
    "999999999999999999999999",
    "{{7*7}}",
    "nul\x00nul",
)
# Parameters: the same, and what a number, a list or an id might break on.
VALUES = (
    *HOSTILE,
    "",
    "0",
    "1e309",
    "NaN",
    ",,,,",
    ",".join(["KU091"] * 500),
    "\n\r\tx",
    "[]",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
)
# The parameters that some view reads, found in the code so that a new one is tried as well.
_READ = re.compile(r"GET(?:\.get|\.getlist)?\(\s*[\"'](\w+)[\"']|GET\[[\"'](\w+)[\"']\]")


def parameters() -> list[str]:
    folder = Path(yhdyspinta.web.__file__).parent
    found = {name for path in folder.rglob("*.py") for match in _READ.finditer(path.read_text("utf-8")) for name in match.groups() if name}
    assert "q" in found
    return sorted(found | {"vertaa", "no-such-parameter"})


def with_hostile_arguments(name: str, filled: dict[str, str]) -> Iterator[str]:
    """The first example of an address with each argument in turn replaced."""
    for given in addresses.EXAMPLES[name][:1]:
        arguments = [filled.get(one, one) for one in given]
        for place in range(len(arguments)):
            for value in HOSTILE:
                try:
                    yield reverse(name, args=[*arguments[:place], value, *arguments[place + 1 :]])
                except NoReverseMatch:
                    continue  # such a value is no address at all: the server answers 404 by itself


def faults(client: Client, address: str) -> list[str]:
    response = client.get(address)
    if response.status_code >= 500:
        return [f"{response.status_code} {address[:200]!r}"]
    if response.status_code >= 400:
        body = response.content.decode()
        if "<script>alert" in body or body == "49":
            return [f"hostile text came back live: {address[:200]!r}"]
        page = Page(body)
        if page.faults or page.language != "sv" or "/sv/" not in page.links:
            return [f"no page with a way on in the reader's language: {address[:200]!r} {page.faults}"]
    return []


@pytest.fixture
def client(installation: Environment) -> Client:
    return Client(raise_request_exception=False)


def test_hostile_arguments_of_every_address(client: Client, installation: Environment, edition_id: str) -> None:
    filled = addresses.filled_in(installation, edition_id, addresses.PUBLISHED)
    with translation.override("sv"):
        asked = [one for name in addresses.EXAMPLES for one in with_hostile_arguments(name, filled)]
    assert len(asked) > 200
    assert [fault for one in asked for fault in faults(client, one)] == []


def test_hostile_parameters_of_every_page(client: Client, installation: Environment, edition_id: str) -> None:
    names = parameters()
    filled = addresses.filled_in(installation, edition_id, addresses.PUBLISHED)
    with translation.override("sv"):
        pages = [
            reverse(name, args=[filled.get(one, one) for one in given[0]])
            for name, given in addresses.EXAMPLES.items()
            if given and name not in addresses.FILES
        ]
    # Every page meets every parameter once, the values taking turns: all of them meet every parameter.
    found, turn = [], 0
    for page in pages:
        for name in names:
            turn += 1
            found += faults(client, f"{page}?{name}={quote(VALUES[turn % len(VALUES)])}")
    assert found == []


def test_every_value_of_every_parameter_where_it_is_read(client: Client) -> None:
    (indicator,) = addresses.EXAMPLES["indicator"][0]
    read = (
        ("haku/", "q"),
        ("sanasto/", "q"),
        ("tunnusluvut/", "q"),
        ("tunnusluvut/", "teema"),
        ("tunnusluvut/", "lahde"),
        (f"tunnusluku/{indicator}/", "taso"),
        (f"tunnusluku/{indicator}/", "jarjesta"),
        (f"tunnusluku/{indicator}/tiedot.csv", "alku"),
        ("alue/KU179/", "vertaa"),
        ("alue/KU179/", "ryhma"),
        ("alue/KU179/tiedot.csv", "taulukko"),
        ("alue/KU179/tietopohja/", "teema"),
        ("vertailu/", "alueet"),
        ("vertailu/", "lisaa"),
        ("julkaisut/", "alue"),
        ("palaute/", "sivu"),
    )
    asked = [f"/sv/{page}?{name}={quote(value)}" for page, name in read for value in VALUES]
    asked += [f"/sv/vertailu/?alueet=KU091&luvut={quote(value)}" for value in VALUES]
    assert [fault for one in asked for fault in faults(client, one)] == []


def test_what_no_address_fits_is_a_page_too(client: Client) -> None:
    for address in ("/sv/ei/ole", "/sv/alue/", "/sv/%FF%FE/", "/sv/" + "a/" * 500, "/sv/alue/KU179/teema/abc/", "/sv//alue//KU179/"):
        assert faults(client, address) == [], address
        assert client.get(address).status_code == 404, address


def test_other_ways_of_asking_are_refused(client: Client, installation: Environment, edition_id: str) -> None:
    """A page that only reads takes GET and HEAD alone."""
    resolver = get_resolver()
    assert resolver.url_patterns
    for name, language, address in addresses.every(installation, edition_id):
        if language == "sv" and name not in addresses.WITH_FORM:
            assert client.post(address).status_code in {403, 405}, address
            assert client.delete(address).status_code in {403, 405}, address
