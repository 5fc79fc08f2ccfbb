"""What a party thinks is told to nobody who has not answered: its words are searched in everything that the product can say."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import universe
from tests.needs import asking
from tests.web.addresses import routes
from tests.web.rooms.conftest import Browser
from yhdyspinta.attention.queries.search import find
from yhdyspinta.attention.services import weekly
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations.models import AuditRow
from yhdyspinta.organisations.services import visibility

pytestmark = pytest.mark.django_db
CANARY = "Kanarialintusirkuttaa"


def _addresses(world: universe.World) -> Iterator[str]:
    """Every address of a cooperation's rooms, by the table of addresses: pages that are made later are in it.

    A number is tried as 1 and 2: the needs, parties, posts and questions of the world have those.
    """
    known = {"language": ("en",), "area_id": (world.cooperation.area,), "kind": ("needs.need",)}
    for route in dict.fromkeys(routes()):
        if "/yhteistyo/" in route:
            names = re.findall(r"<(\w+)>", route)
            for values in product(*(known.get(name, ("1", "2")) for name in names)):
                yield re.sub(r"<\w+>", "{}", route).format(*values)


def _words(data: bytes) -> str:
    """The text of an answer; what is packed in a file is unpacked."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def _everything(client: Client, world: universe.World) -> Iterator[tuple[str, str]]:
    for address in dict.fromkeys(_addresses(world)):
        for query in ("", f"?q={CANARY}") if "haku" in address else ("",):
            answer = client.get(address + query)
            assert answer.status_code != 500, address
            # A search shows what was looked for; what it found stands beside it.
            yield address + query, re.sub(rf'(value|href)="[^"]*{CANARY}[^"]*"|[“”"]{CANARY}[“”"]', "", _words(answer.getvalue()))


def test_no_page_export_digest_audit_row_or_search_tells_a_weight_before_ones_own_party_has_answered(
    world: universe.World, browser: Browser, tmp_path: Path
):
    one = asking.need(world, world.first, "Julkinen kysymys?")
    asking.need(world, world.second, "Toinen kysymys?")
    visibility.set_visibility(actor=world.first, target=one, version=1, visibility="public")
    asking.weigh(world, world.county, Need.objects.get(pk=one.pk), "not_needed", CANARY)
    asking.weigh(world, world.first, Need.objects.get(pk=one.pk), "essential", CANARY)
    readers = {"coordinator": browser(world.second), "stranger": Client()}
    walked = 0
    for who, client in readers.items():
        for address, words in _everything(client, world):
            walked += 1
            assert CANARY not in words, (who, address)
    assert walked > 100
    assert CANARY not in str(list(AuditRow.objects.values()))
    assert CANARY not in str(find(world.second, world.cooperation, CANARY))
    sent = weekly.send_weekly(replace(settings.ENVIRONMENT, home=tmp_path))
    assert sent
    assert CANARY not in " ".join(str(one.message()) for one in mail.outbox)
    # The canary is there: whoever has answered reads it.
    asking.weigh(world, world.second, Need.objects.get(pk=one.pk), "useful")
    told = readers["coordinator"].get(reverse("need", args=[world.cooperation.area, one.pk])).text
    assert told.count(CANARY) == 2
