"""The demonstration: one click signs in as anybody of an invented cooperation, of no other, and in no other mode."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from tests import universe
from yhdyspinta.accounts.models import Account
from yhdyspinta.catalogue.areas import example_areas
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.services import cooperations
from yhdyspinta.organisations.services.cooperations import NewParty

pytestmark = pytest.mark.django_db


@pytest.fixture
def invented() -> universe.Post:
    """The coordinator's post of an invented county."""
    area = example_areas().areas("HVA", example_areas().current)[0].id
    somebody = universe.person("keksitty")
    return cooperations.begin(
        actor=policy.signed_in(somebody), area=area, beginner=NewParty("county", area), post_title="Yhdyspintapäällikkö", holder=somebody
    )


def _mode(settings, **fields: bool) -> None:  # type: ignore[no-untyped-def]
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **fields)


def test_one_click_signs_in_and_no_second_factor_is_asked(settings, invented: universe.Post, world: universe.World):
    _mode(settings, demonstration=True)
    browser = Client()
    assert "/en/kokeile/" in browser.get("/en/kirjaudu/").text
    page = browser.get("/en/kokeile/").text
    assert "Yhdyspintapäällikkö" in page
    assert "Hyvinvointikoordinaattori" not in page  # of a real area
    done = browser.post(f"/en/kokeile/{invented.pk}/")
    home = f"/en/yhteistyo/{invented.party.cooperation.area}/"
    assert (done.status_code, done["Location"]) == (303, home)
    assert "You act as: Yhdyspintapäällikkö" in browser.get(home).text
    assert browser.post(f"{home}ryhmat/", {"kind": "hyte", "name": "HYTE-verkosto"}).status_code == 303
    assert "second factor is not asked" in browser.get("/en/omat/vahvistus/").text
    # One's own details and letters bear the frame of the rooms: an example, whose, in which post, and the other posts to try.
    for address in ("/en/omat/", "/en/omat/viestit/", f"/en/omat/tehtava/{invented.pk}/luovuta/"):
        own = browser.get(address).text
        for mark in ("example-mark", "You act as: Yhdyspintapäällikkö", f'href="{home}"', "room-menu", 'href="/en/kokeile/"'):
            assert mark in own, (address, mark)
    assert browser.get(f"/en/kokeile/{invented.pk}/").status_code == 405
    real = Client()
    assert real.post(f"/en/kokeile/{world.first.post_id}/").status_code == 404
    assert real.get("/en/omat/").status_code == 302


@pytest.mark.parametrize("fields", [{"demonstration": False}, {"demonstration": True, "production": True}])
def test_in_no_other_mode_is_there_such_a_page(settings, invented: universe.Post, fields):
    _mode(settings, **fields)
    browser = Client()
    assert browser.get("/en/kokeile/").status_code == 404
    assert browser.post(f"/en/kokeile/{invented.pk}/").status_code == 404
    assert "/kokeile/" not in browser.get("/en/kirjaudu/").text or fields["demonstration"]
    assert not Account.objects.exists()
