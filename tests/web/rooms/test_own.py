"""One's own details: the post one acts in, handing it over, the second factor where one approves, taking out and leaving."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from tests import universe
from tests.web.rooms import signing
from tests.web.rooms.conftest import Browser
from yhdyspinta.accounts.models import Account
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import Person, Post
from yhdyspinta.organisations.services import people

pytestmark = pytest.mark.django_db


def test_whoever_holds_several_posts_chooses_in_which_they_act(world: universe.World, browser: Browser):
    post = Post.objects.get(pk=world.first.post_id)
    second = people.open_post(actor=world.first, party=post.party, title="Lukija", role="reader", holder=post.holder)
    client, area = browser(world.first), world.cooperation.area
    assert client.post(f"/en/omat/tehtava/{second.pk}/valitse/").status_code == 303
    assert "You act as: Lukija" in client.get(f"/en/yhteistyo/{area}/").text
    others = Post.objects.get(pk=world.second.post_id)
    assert client.post(f"/en/omat/tehtava/{others.pk}/valitse/").status_code == 404
    assert client.get(f"/en/omat/tehtava/{others.pk}/luovuta/").status_code == 404
    assert "You act as: Lukija" in client.get(f"/en/yhteistyo/{area}/").text


def test_a_public_page_is_the_same_for_all_and_leads_each_to_their_rooms(installation, world: universe.World, browser: Browser):
    client, stranger, area = browser(world.first), Client(), world.cooperation.area
    theirs, mine = stranger.get("/en/ohje/"), client.get("/en/ohje/")
    assert (mine.content, mine["ETag"], mine["Cache-Control"]) == (theirs.content, theirs["ETag"], "public, no-cache")
    assert (dict(stranger.cookies), "Sign in" in theirs.text) == ({}, False)
    assert theirs.text.count('href="/en/tyotilat/"') == 2  # head and foot
    asked = stranger.get("/en/tyotilat/")
    assert (asked["Location"], dict(stranger.cookies)) == ("/en/kirjaudu/?next=%2Fen%2Ftyotilat%2F", {})
    led = client.get("/en/tyotilat/")
    assert (led["Location"], led["Cache-Control"]) == (f"/en/yhteistyo/{area}/", "no-store")
    post = Post.objects.get(pk=world.first.post_id)
    second = people.open_post(actor=world.first, party=post.party, title="Lukija", role="reader", holder=post.holder)
    assert client.get("/en/tyotilat/")["Location"] == "/en/omat/"  # to choose from
    client.post(f"/en/omat/tehtava/{second.pk}/valitse/")
    assert client.get("/en/tyotilat/")["Location"] == f"/en/yhteistyo/{area}/"
    assert "Sign out" in client.get("/en/omat/").text


def test_a_post_is_handed_over_with_a_note_and_a_letter(world: universe.World, browser: Browser):
    client, address = browser(world.first), f"/en/omat/tehtava/{world.first.post_id}/luovuta/"
    version = Post.objects.get(pk=world.first.post_id).version
    given = {"email": "Seuraaja@example.org", "note": "Soita Liisalle.", "version": version}
    assert client.post(address, given | {"email": "x"}).status_code == 422
    assert client.post(address, given | {"note": "Tunnus 131052-308T"}).status_code == 422
    assert client.post(address, given | {"version": 0}).status_code == 409
    assert client.post(address, given).status_code == 303
    assert (mail.outbox[-1].to, len(mail.outbox)) == (["seuraaja@example.org"], 1)
    assert client.get(address).status_code == 404
    assert client.get(f"/en/yhteistyo/{world.cooperation.area}/itsearviointi/").status_code == 403
    successor = Client()
    signing.sign_in(successor, "seuraaja@example.org")
    assert "Soita Liisalle." in successor.get("/en/omat/").text


def test_approving_leads_to_the_second_factor_and_everything_else_goes_on_without_it(world: universe.World, browser: Browser):
    client, area = browser(world.first, proved=False), world.cooperation.area
    assert client.get(f"/en/yhteistyo/{area}/ryhmat/").status_code == 200
    group = {"kind": "hyte", "name": "HYTE-verkosto"}
    led = client.post(f"/en/yhteistyo/{area}/ryhmat/", group)
    assert (led.status_code, led["Location"]) == (302, "/en/omat/vahvistus/")
    assert "need a second factor" in client.get(led["Location"]).text
    before = client.cookies["session"].value
    signing.enrol(client)
    assert client.cookies["session"].value != before
    assert client.post(f"/en/yhteistyo/{area}/ryhmat/", group).status_code == 303
    assert client.post("/en/omat/vahvistus/pois/").status_code == 302
    again = client.post(f"/en/yhteistyo/{area}/ryhmat/", group | {"name": "Toinen"})
    assert again["Location"] == "/en/omat/vahvistus/"


def test_everything_known_is_taken_out_and_erased_with_the_chain_whole(world: universe.World, browser: Browser):
    client = browser(world.first)
    person = Person.objects.get(pk=world.first.person_id)
    address, name = person.email, "Kanerva Kanarialintu"
    assert client.post("/en/omat/", {"name": name, "version": person.version}).status_code == 303
    assert client.post("/en/omat/", {"name": "Toinen", "version": person.version}).status_code == 409
    signing.enrol(client)
    known = json.loads(client.get("/en/omat/tiedot.json").content)
    assert (known["name"], known["email"], known["posts"][0]["post"]) == (name, address, "Hyvinvointikoordinaattori")
    assert [one["kind"] for one in known["account"]["second_factors"]] == ["totp", "recovery_codes"]
    assert client.post("/en/omat/poista/", {}).status_code == 422
    gone = client.post("/en/omat/poista/", {"sure": "on"})
    assert (gone.status_code, client.get(gone["Location"]).status_code) == (303, 200)
    assert client.get("/en/omat/").status_code == 302
    assert not Account.objects.filter(person=person).exists()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = str(cursor.fetchall())
            assert address not in rows, table
            assert name not in rows, table
    assert chain.verify().bad_row is None
