"""Beginning a cooperation, joining it, and keeping its themes, groups and posts, as people do it in a browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import universe
from tests.web.rooms import signing
from tests.web.rooms.conftest import Browser
from yhdyspinta.accounts.services import opening
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.organisations.models import Cooperation, CooperationTheme, Group, Party, Person, Post

pytestmark = pytest.mark.django_db


def _address(name: str, world: universe.World, *more: object) -> str:
    return reverse(name, args=[world.cooperation.area, *more])


def test_one_municipality_begins_alone_and_the_county_joins_what_is_there():
    area = universe.county()
    alone, county = Client(), Client()
    alone.force_login(opening.account_of(universe.person("first")))
    signing.prove(alone, opening.account_of(universe.person("first")))
    municipality = areas().members(area, areas().current)[0]
    begun = alone.post(
        reverse("cooperation_begin", args=[area]), {"beginner": f"municipality|{municipality}", "post_title": "Hyvinvointikoordinaattori"}
    )
    assert (begun.status_code, begun["Location"]) == (303, reverse("assessment", args=[area]))
    invited = alone.post(
        reverse("cooperation_invite", args=[area]),
        {"party": f"county|{area}", "name": "", "post_title": "Strategiajohtaja", "email": "county@example.org"},
    )
    assert invited.status_code == 303
    county.force_login(opening.account_of(Person.objects.get(email="county@example.org")))
    signing.prove(county, opening.account_of(Person.objects.get(email="county@example.org")))
    seen = county.get(reverse("cooperation", args=[area])).text
    assert reverse("cooperation_join", args=[area]) in seen
    # Until it joins, it is led to the button that joins, and is offered nothing that would be refused.
    (way,) = re.findall(r'href="([^"]+)">Your party has been invited', seen)
    assert (way, county.get(way).status_code) == (reverse("cooperation", args=[area]), 200)
    offered = re.compile(
        r'href="([^"]*/(?:ryhmat|tapahtunut|painota|uusi|ehdotukset|kuvio|salit|taulukko|linkit)/)"|<form method="post" (?!action)'
    )
    for name in ("cooperation", "needs_board", "phenomena", "own_goals", "changes"):
        assert offered.findall(county.get(reverse(name, args=[area])).text) == [], name
    assert "once it has joined" in county.get(reverse("needs_board", args=[area])).text
    party = Party.objects.get(kind="county")
    assert county.post(reverse("cooperation_join", args=[area]), {"version": party.version}).status_code == 303
    assert Party.objects.get(kind="county").joined_at is not None
    assert Cooperation.objects.get(area=area).begun_by.area == municipality


def test_a_stranger_reads_what_is_public_and_is_led_to_signing_in(world: universe.World, client: Client):
    seen = client.get(_address("cooperation", world))
    assert seen.status_code == 200
    assert seen["Cache-Control"] == "no-store"
    assert not seen.cookies
    led = client.get(_address("cooperation_posts", world))
    assert led.status_code == 302
    assert led["Location"] == f"{reverse('sign_in')}?next={_address('cooperation_posts', world).replace('/', '%2F')}"


def test_somebody_without_a_post_is_told_whom_to_ask(world: universe.World):
    client = Client()
    client.force_login(opening.account_of(universe.person("outsider")))
    answer = client.get(_address("cooperation_posts", world))
    assert answer.status_code == 403
    assert "Ask the coordinator" in answer.text


def test_a_theme_is_renamed_by_the_form_that_was_sent_and_by_no_other(world: universe.World, browser: Browser):
    theme, other = CooperationTheme.objects.order_by("number")[1:3]
    client = browser(world.first)
    sent = {
        f"theme{theme.pk}-{name}": value
        for name, value in {"version": theme.version, "is_on": "on", "name_fi": "Oma nimi", "name_sv": "Eget namn", "name_en": ""}.items()
    }
    assert client.post(_address("cooperation_themes", world), sent | {"theme": theme.pk}).status_code == 303
    theme.refresh_from_db()
    assert (theme.name_fi, theme.name_sv, theme.is_on) == ("Oma nimi", "Eget namn", True)
    assert CooperationTheme.objects.get(pk=other.pk).version == other.version
    assert "(in one language at least)" in client.get(_address("cooperation_themes", world)).text
    named = client.post(_address("cooperation_themes", world), {"theme": "new", "new-name_sv": "Skärgården", "new-is_on": "on"})
    assert (named.status_code, CooperationTheme.objects.latest("pk").name().in_("fi")) == (303, "Skärgården")
    nameless = client.post(_address("cooperation_themes", world), {"theme": "new", "new-name_fi": ""})
    assert nameless.status_code == 422
    assert "needs a name" in nameless.text


def test_of_two_who_change_a_post_at_the_same_time_one_wins_and_the_other_sees_both(world: universe.World, browser: Browser):
    first, second = browser(world.first), browser(world.member(world.first, "coordinator"))
    post = Post.objects.get(pk=world.first.post_id)
    address = _address("cooperation_post", world, post.pk)
    assert first.post(address, {"title": "Hyvinvointipäällikkö", "role": "coordinator", "version": post.version}).status_code == 303
    late = second.post(address, {"title": "Hyvinvointisuunnittelija", "role": "coordinator", "version": post.version})
    assert late.status_code == 409
    for text in ("Hyvinvointipäällikkö", "Hyvinvointisuunnittelija", "was first"):
        assert text in late.text
    assert f'name="version" value="{post.version + 1}"' in late.text
    assert Post.objects.get(pk=post.pk).title == "Hyvinvointipäällikkö"


def test_nobody_reaches_the_posts_of_another_party(world: universe.World, browser: Browser):
    other = Post.objects.get(pk=world.second.post_id)
    address = _address("cooperation_post", world, other.pk)
    assert browser(world.first).get(address).status_code == 404
    assert browser(world.first).post(address, {"title": "x", "role": "reader", "version": 1}).status_code == 404


def test_a_group_gets_its_members_and_chair(world: universe.World, browser: Browser):
    client = browser(world.county)
    made = client.post(_address("cooperation_groups", world), {"kind": "hyte", "name": "HYTE-verkosto"})
    group = Group.objects.get()
    assert made["Location"] == _address("cooperation_group", world, group.pk)
    seats = [world.county.post_id, world.first.post_id]
    sent = {"posts": seats, "chair": world.first.post_id, "version": group.version}
    assert client.post(_address("cooperation_group", world, group.pk), sent).status_code == 303
    assert sorted(member.post_id for member in group.members.all()) == sorted(seats)
    listed = client.get(_address("cooperation_groups", world)).text
    assert "HYTE-verkosto" in listed


def test_a_personal_identity_code_is_refused_at_its_field(world: universe.World, browser: Browser):
    answer = browser(world.first).post(
        _address("cooperation_posts", world), {"title": "Sihteeri 131052-308T", "role": "editor", "email": ""}
    )
    assert answer.status_code == 422
    assert "personal identity code" in answer.text
    assert 'id="id_title_error"' in answer.text
