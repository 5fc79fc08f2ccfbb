"""Comments on an object's page, what awaits, the search of a cooperation, and pages of letters, as people come to them."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from tests import universe
from tests.needs import asking
from yhdyspinta.attention.models import Comment, Follower, LetterChoice, Mention
from yhdyspinta.attention.services import comments
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import Post
from yhdyspinta.organisations.services import agreements, procedure

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> & [x](javascript:y)"


def at(world, rest=""):
    return f"/en/yhteistyo/{world.cooperation.area}/{rest}"


@pytest.fixture
def page(world):
    return procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Vuosi alkaa syksyllä."))


def new(world, page):
    return at(world, f"kommentti/uusi/organisations.processpage/{page.pk}/")


def test_a_comment_is_written_changed_and_taken_back_with_nothing_lost(world, browser, page):
    first = browser(world.first)
    form = first.get(new(world, page)).content.decode()
    assert 'name="comment-text"' in form
    assert f'value="{world.second.post_id}"' in form  # a post to be asked
    assert f'value="{world.first.post_id}"' not in form  # nobody asks oneself
    sent = first.post(new(world, page), {"comment-text": f"{HOSTILE}\nToinen rivi", "comment-mentions": [world.second.post_id]})
    made = Comment.objects.get()
    assert (sent.status_code, sent.headers["Location"]) == (303, at(world, f"prosessi/#kommentti-{made.pk}"))
    for wrong in ("", "  ", "x" * 2001, "131052-308T", "a\u202eb"):
        refused = first.post(new(world, page), {"comment-text": wrong})
        assert refused.status_code == 422, wrong
        assert "Not saved yet" in refused.content.decode()
    assert first.post(new(world, page), {"comment-text": "Hei", "comment-mentions": ["999999"]}).status_code == 422
    assert Comment.objects.count() == 1
    edit = at(world, f"kommentti/{made.pk}/")
    opened = first.get(edit).content.decode()
    assert "&lt;script&gt;" in opened
    assert "<script>alert" not in opened
    comments.rewrite(actor=world.first, comment=made, version=1, text="Muualla muutettu")
    both = first.post(edit, {"comment-text": "Minun sanani", "comment-version": "1"})
    assert both.status_code == 409
    assert "Muualla muutettu" in both.content.decode()
    assert "Minun sanani" in both.content.decode()
    assert first.post(edit, {"comment-text": "Minun sanani", "comment-version": "2"}).status_code == 303
    assert first.post(f"{edit}peru/", {"version": "2"}).status_code == 409
    assert first.post(f"{edit}peru/", {"version": "3"}).status_code == 303
    assert Comment.objects.get().text == ""


def test_others_and_strangers_do_not_comment_and_do_not_see_what_they_may_not(world, browser, page):
    made = comments.comment(actor=world.first, target=page, text="Kanarialintu")
    stranger = browser(universe.world(1).county)
    edit = at(world, f"kommentti/{made.pk}/")
    assert browser(world.second).post(edit, {"comment-text": "x", "comment-version": "1"}).status_code == 403
    assert browser(world.second).post(f"{edit}peru/", {"version": "1"}).status_code == 403
    for address in (new(world, page), edit, at(world, "odottaa/")):
        assert Client().get(address).status_code == 302  # to signing in
        assert stranger.get(address).status_code == 403
    for address in (
        at(world, "kommentti/uusi/organisations.processpage/999/"),
        at(world, "kommentti/uusi/auth.user/1/"),
        at(world, "kommentti/999/"),
    ):
        assert browser(world.first).get(address).status_code == 404
    for client in (Client(), stranger):
        assert "0 results" in client.get(at(world, "haku/?q=kanarialinnut")).content.decode()
    assert "<mark>Kanarialintu</mark>" in browser(world.second).get(at(world, "haku/?q=kanarialinnut")).content.decode()
    assert Client(enforce_csrf_checks=True).post(edit).status_code == 403


def test_what_awaits_is_listed_with_what_follows_and_a_mention_is_marked_as_read(world, browser, page):
    agreements.propose(actor=world.county, target=page, title=Text("Prosessi"), parties=world.parties)
    comments.comment(actor=world.first, target=page, text="Katsoisitko?", mentions=[Post.objects.get(pk=world.second.post_id)])
    second = browser(world.second)
    listed = second.get(at(world, "odottaa/")).content.decode()
    assert "Answer for your party: Prosessi" in listed
    assert "neither consent nor a veto" in listed
    assert "Katsoisitko?" in listed
    mention = Mention.objects.get()
    read = at(world, f"maininta/{mention.pk}/luettu/")
    assert browser(world.county).post(read).status_code == 404
    assert second.post(read).status_code == 303
    assert "Katsoisitko?" not in second.get(at(world, "odottaa/")).content.decode()
    assert second.get(read).status_code == 405


def test_search_takes_any_words_and_refuses_what_is_none(world, browser, page):
    asking.need(world, world.first, "Miten kuntien talous kestää?")
    first = browser(world.first)
    shown = first.get(at(world, "haku/?q=kunta&laji=needs.need")).content.decode()
    assert "1 result" in shown
    assert 'value="needs.need" selected' in shown
    assert "0 results" in first.get(at(world, "haku/?q=perunamuusi")).content.decode()
    assert "<script>" not in first.get(at(world, "haku/?q=%3Cscript%3E")).content.decode()
    for wrong in ("q=" + "x" * 101, "q=%00", "q=a%E2%80%AEb", "q=a&laji=auth.user"):
        assert first.get(at(world, f"haku/?{wrong}")).status_code == 400
    assert Client().get("/en/yhteistyo/HVA99/haku/").status_code == 404


def test_one_chooses_the_topics_of_letters_and_an_address_in_a_letter_stops_them(world, browser):
    first = browser(world.first)
    address = "/en/omat/viestit/"
    assert first.get(address).content.decode().count("checked") == 4  # three topics and a language
    assert first.post(address, {"topics": ["awaits"], "language": "sv", "version": "0"}).status_code == 303
    choice = LetterChoice.objects.get()
    assert (choice.stopped, choice.language) == ("changed aged", "sv")
    assert first.post(address, {"topics": ["nonsense"], "language": "sv"}).status_code == 422
    assert Client().get(address).status_code == 302
    one_click = Client(enforce_csrf_checks=True)
    stop = f"/en/viestit/lopeta/{choice.token}/"
    opened = one_click.get(f"{stop}awaits/")
    assert opened.status_code == 200
    assert LetterChoice.objects.get().stopped == "changed aged"  # opening stops nothing
    assert "no-store" in opened.headers["Cache-Control"]
    for _ in range(2):
        done = one_click.post(stop, {"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
        assert not done.cookies
    assert LetterChoice.objects.get().stopped == "awaits changed aged"
    for wrong in ("/en/viestit/lopeta/nobody/", f"{stop}nonsense/"):
        assert one_click.post(wrong).status_code == 404


def test_an_area_is_followed_by_whoever_confirms_and_forgotten_in_one_click():
    client = Client()
    opened = client.get("/en/alue/KU179/seuraa/")
    assert opened.status_code == 200
    assert client.post("/en/alue/KU179/seuraa/", {"email": "robot@example.org", "website": "x"}).status_code == 303
    assert Follower.objects.count() == 0
    for wrong in ("", "nobody", "a@b\r\nBcc: c@d", "x" * 300 + "@example.org"):
        assert client.post("/en/alue/KU179/seuraa/", {"email": wrong}).status_code == 422
    sent = client.post("/en/alue/KU179/seuraa/", {"email": " Aino@Example.org "})
    again = client.post("/en/alue/KU179/seuraa/", {"email": "aino@example.org"})
    assert (sent.status_code, sent.headers["Location"]) == (again.status_code, again.headers["Location"]) == (303, "/en/seuraa/tilattu/")
    assert [one.to for one in mail.outbox] == [["aino@example.org"]]
    (address,) = re.findall(r"http://localhost:8000(/en/seuraa/vahvista/\S+)", mail.outbox[0].body)
    assert client.get(address).status_code == 200
    assert Follower.objects.get().confirmed_at is None  # programs that look at letters open every link
    assert Client(enforce_csrf_checks=True).post(address).status_code == 200
    assert Follower.objects.get().confirmed_at is not None
    assert "Confirmed" in client.get(address).content.decode()
    stop = f"/en/seuraa/lopeta/{Follower.objects.get().token}/"
    assert client.get(stop).status_code == 200
    assert Follower.objects.count() == 1
    for _ in range(2):
        assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Follower.objects.count() == 0
    assert client.get(address).status_code == 404
    assert client.get("/en/alue/KU9999/seuraa/").status_code == 404
