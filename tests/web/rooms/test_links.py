"""One-time links: no account and no cookie until the form opens, one contribution, and nothing else of the room."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from tests import universe
from tests.needs import asking
from tests.web.rooms.conftest import Browser
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import AccessLink, AuditRow, SelfAssessment
from yhdyspinta.web.rooms.accounts.linked import LINKED

pytestmark = pytest.mark.django_db
ANSWERS = dict.fromkeys(SelfAssessment.QUESTIONS, "3")


def _sent(world: universe.World, browser: Browser, receiver: str = "valtuutettu@example.org") -> str:
    """A link that the first municipality sends by the page; its address."""
    party = world.first.party_id
    given = browser(world.first).post(
        f"/en/yhteistyo/{world.cooperation.area}/linkit/", {"email": receiver, "what": f"assessment.give {party}", "days": "7"}
    )
    assert given.status_code == 303, given.text
    letter = mail.outbox[-1]
    assert letter.to == [receiver]
    return next(line for line in letter.body.splitlines() if "/linkki/" in line).removeprefix("http://testserver")


def test_a_link_leads_to_its_form_and_serves_once(world: universe.World, browser: Browser):
    address = _sent(world, browser)
    guest = Client()
    for _ in range(2):  # mail programs look at links
        page = guest.get(address)
        assert (page.status_code, page["Cache-Control"], dict(page.cookies)) == (200, "no-store", {})
    led = guest.get(f"{address}lomake/")
    form = f"/en/yhteistyo/{world.cooperation.area}/itsearviointi/"
    assert (led.status_code, led["Location"]) == (302, form)
    token = address.split("/")[-2]
    assert token not in str(dict(guest.session))
    assert guest.get(form).status_code == 200
    assert guest.post(form, {}).status_code == 422
    # Nothing else of the room opens by it.
    for inside in ("teemat/", "linkit/", "ryhmat/"):
        assert guest.get(f"/en/yhteistyo/{world.cooperation.area}/{inside}").status_code == 302, inside
    done = guest.post(form, ANSWERS | {"remark": "Aikaa on."})
    assert (done.status_code, done["Location"]) == (303, "/en/linkki-kaytetty/")
    assert guest.get(done["Location"]).status_code == 200
    made, link = SelfAssessment.objects.get(), AccessLink.objects.get()
    row = AuditRow.objects.get(target_kind="organisations.selfassessment")
    assert (made.party_id, row.link_id, row.post_id, row.person_id) == (world.first.party_id, link.pk, None, link.person_id)
    assert guest.get(form)["Location"].startswith("/en/kirjaudu/")
    again = Client().get(address)
    assert (again.status_code, "no longer" in again.text) == (410, True)


def test_every_action_that_opens_to_links_has_its_form(world: universe.World, browser: Browser):
    need, client = asking.need(world, world.first), browser(world.first)
    opened = {action for (action, relation), roles in policy.rules().items() if policy.LINK in roles}
    assert opened == LINKED.keys()
    address = f"/en/yhteistyo/{world.cooperation.area}/linkit/"
    assert need.question().en in client.get(address).text or need.question().fi in client.get(address).text
    for action in opened:
        about = need.pk if action == "weight.give" else world.first.party_id
        sent = client.post(address, {"email": "valtuutettu@example.org", "what": f"{action} {about}", "days": "7"})
        assert sent.status_code == 303, sent.text
        link = next(line for line in mail.outbox[-1].body.splitlines() if "/linkki/" in line).removeprefix("http://testserver")
        guest = Client()
        form = guest.get(f"{link}lomake/")["Location"]
        assert guest.get(form).status_code == 200, action
        assert guest.get(form.replace("/en/", "/sv/")).status_code == 200, action
        assert guest.post(form, {}).status_code == 422, action


def test_a_link_is_withdrawn_and_links_of_others_are_not_seen(world: universe.World, browser: Browser):
    address = _sent(world, browser)
    guest = Client()
    guest.get(f"{address}lomake/")
    link = AccessLink.objects.get()
    area = world.cooperation.area
    others = browser(world.second)
    assert "valtuutettu@example.org" not in others.get(f"/en/yhteistyo/{area}/linkit/").text
    assert others.post(f"/en/yhteistyo/{area}/linkit/{link.pk}/peru/").status_code == 404
    own = browser(world.first)
    assert "valtuutettu@example.org" in own.get(f"/en/yhteistyo/{area}/linkit/").text
    assert own.post(f"/en/yhteistyo/{area}/linkit/{link.pk}/peru/").status_code == 303
    assert guest.get(f"/en/yhteistyo/{area}/itsearviointi/").status_code == 302
    assert Client().get(address).status_code == 410


def test_what_cannot_be_given_is_refused_with_the_form_kept(world: universe.World, browser: Browser):
    client, address = browser(world.first), f"/en/yhteistyo/{world.cooperation.area}/linkit/"
    party = world.first.party_id
    good = {"email": "a@example.org", "what": f"assessment.give {party}", "days": "7"}
    wrongs = (
        {"email": "nobody"},
        {"what": f"assessment.give {world.second.party_id}"},
        {"what": f"agreement.answer {party}"},
        {"what": "need.suggest"},
        {"days": "15"},
    )
    for wrong in wrongs:
        assert client.post(address, good | wrong).status_code == 422, wrong
    assert browser(world.member(world.first, "reader")).get(address).status_code == 403
    assert not AccessLink.objects.exists()


def test_letters_are_counted(world: universe.World, browser: Browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"send_letter": "2/h/user"}
    client, address = browser(world.first), f"/en/yhteistyo/{world.cooperation.area}/linkit/"
    given = {"email": "a@example.org", "what": f"assessment.give {world.first.party_id}", "days": "7"}
    assert [client.post(address, given).status_code for _ in range(3)] == [303, 303, 422]
    assert len(mail.outbox) == 2
