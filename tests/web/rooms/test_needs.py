"""Needs in the browser: asked in steps, weighed before others are seen, disputed, taken through a meeting, and agreed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import universe
from tests.needs import asking
from tests.web.rooms.conftest import Browser
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.environment import Environment
from yhdyspinta.needs import services as needs
from yhdyspinta.needs.models import Discussion, Need, NeedState, Weight
from yhdyspinta.needs.queries import is_agreed
from yhdyspinta.organisations import chain, moments
from yhdyspinta.organisations.models import Agreement
from yhdyspinta.organisations.services import visibility

pytestmark = pytest.mark.django_db


def _address(name: str, world: universe.World, *more: object) -> str:
    return reverse(name, args=[world.cooperation.area, *more])


def _fresh(one: Need) -> Need:
    return Need.objects.get(pk=one.pk)


def test_a_need_is_saved_with_its_question_alone_and_goes_on_step_by_step(world: universe.World, browser: Browser):
    client = browser(world.first)
    assert "Same as last time" not in client.get(_address("need_new", world)).text
    empty = client.post(_address("need_new", world), {"question_en": " ", "level": "J"})
    assert empty.status_code == 422
    assert "everything else may wait" in empty.text
    saved = client.post(_address("need_new", world), {"question_en": "Where do children decrease first?"})
    need = Need.objects.get()
    assert (saved.status_code, saved["Location"]) == (303, _address("need_edit", world, need.pk) + "?vaihe=2")
    step = {"decision": "Kouluverkko", "decision_when": "2028", "changing_answer": "", "version": need.version, "on": 1}
    on = client.post(saved["Location"], step)
    assert on["Location"].endswith("?vaihe=3")
    for page in ("needs_board", "need"):  # left here, it is gone on with from there
        assert f'href="{on["Location"]}"' in client.get(_address(page, world, *([need.pk] if page == "need" else []))).text
    last = client.get(on["Location"]).text
    assert last.count('name="purpose"') == 4  # those of its level
    sent = {"purpose": "assess_effects", "kind": "information", "wanted": ["S", "X"], "body": "Kunnanhallitus", "version": 2}
    assert client.post(on["Location"], sent)["Location"] == _address("need", world, need.pk)
    need.refresh_from_db()
    assert (need.question_en, need.question_fi, need.level, need.decision, need.body, need.wanted) == (
        "Where do children decrease first?",
        "",
        "P",
        "Kouluverkko",
        "Kunnanhallitus",
        "S X",
    )
    assert need.question().in_("fi") == need.question_en
    again = client.get(_address("need_new", world) + "?kuten=viimeksi").text
    assert "Filled in from your party's latest need" in again
    assert "Where do children" not in again


def test_what_was_asked_earlier_is_asked_again_with_its_answers_and_a_whole_party_does_it_in_one_step(world, browser: Browser):
    client, party, theirs = browser(world.first), world.party(world.first), browser(world.second)
    rest = {"decision": "Kouluverkko", "decision_when": "2026", "purpose": "assess_effects", "wanted": ("S",), "body": "Kunnanhallitus"}
    with moments.playing(timezone.now() - timedelta(days=400)):
        old = needs.suggest(actor=world.first, party=party, asked=asking.asked(world, **rest))
        left = needs.suggest(actor=world.first, party=party, asked=asking.asked(world, "Mitä matka maksaa?", **rest))
        taken = needs.take(actor=world.first, party=party, suggestions=["N03"])[0]
        taken = needs.rewrite(actor=world.first, need=taken, version=1, asked=asking.asked(world, "Omin sanoin?", level="J", **rest))
        asking.need(world, world.second, "Toisen kysymys?")
        asking.weigh(world, world.second, left, "useful", "Bussit harvenevat.")
        asking.weigh(world, world.county, left, "not_needed", "SALAISUUS")
    asking.need(world, world.first, "Tänä vuonna kysytty?")
    asking.agree(world, taken)
    taken = needs.move(actor=world.first, need=taken, version=2, state="essential")
    needs.move(actor=world.first, need=taken, version=3, state="retired")
    assert 'value="N03"> <span>' in client.get(_address("needs_suggested", world) + "?taso=J").text
    looked = client.get(_address("needs_again", world)).text
    assert (looked.count('name="needs"'), looked.count(" checked"), "retired since" in looked) == (3, 3, True)
    assert "Toisen kysymys?" not in looked
    assert client.post(_address("needs_again", world), {}).status_code == 422
    assert client.post(_address("needs_again", world), {"needs": [taken.pk, 999]}).status_code == 422
    sent = client.post(_address("needs_again", world), {"needs": [taken.pk]}, follow=True)
    assert "1 need is asked again" in sent.text
    back = _fresh(taken)
    assert (back.state, back.question_fi, is_agreed(back), _fresh(old).asked_again_on) == ("suggested", "Omin sanoin?", False, None)
    # The same question is the same need again; of another level it is a new one with the answers of the old.
    said = {"question_en": "", "question_fi": "mitä matka  MAKSAA", "theme": 4}
    same = client.post(_address("need_new", world), said | {"level": "P"})
    assert same["Location"] == _address("need_edit", world, left.pk) + "?vaihe=2&kuten=ennen"
    step = client.get(same["Location"]).text
    assert ("Filled in as your party said" in step, 'value="Kouluverkko"' in step) == (True, True)
    # Each party sees its own earlier weight, and gives it again by sending the form as it stands.
    for name in ("need", "need_weigh"):
        page = theirs.get(_address(name, world, left.pk)).text
        assert (": useful</strong>" in page, "Bussit harvenevat." in page, "SALAISUUS" in page) == (True, True, False)
    assert re.search(r'value="useful"[^>]* checked', page)
    given = theirs.post(_address("need_weigh", world, left.pk), {"importance": "useful", "reason": "Bussit harvenevat.", "version": 1})
    assert given.status_code == 303
    page = theirs.get(_address("need", world, left.pk)).text
    assert ("Last time" in page, "Bussit harvenevat." in page, "SALAISUUS" in page) == (False, True, False)
    other = client.post(_address("need_new", world), said | {"level": "T"})
    made = Need.objects.latest("pk")
    assert other["Location"].startswith(_address("need_edit", world, made.pk))
    assert (made.level, made.decision, made.wanted, made.body) == ("T", "Kouluverkko", "S", "Kunnanhallitus")
    assert "1 need)" in client.get(_address("needs_board", world)).text  # `old` is left
    assert chain.verify().bad_row is None


def test_suggestions_come_twelve_at_a_time_and_several_are_taken_at_once(world: universe.World, browser: Browser):
    client = browser(world.first)
    page = client.get(_address("needs_suggested", world) + "?taso=J").text
    assert (page.count('name="suggestions"'), "Show 5 more" in page) == (12, True)
    assert client.get(_address("needs_suggested", world) + "?taso=J&kaikki=1").text.count('name="suggestions"') == 17
    assert client.post(_address("needs_suggested", world), {}).status_code == 422
    taken = client.post(_address("needs_suggested", world) + "?taso=J", {"suggestions": ["N03", "N04"]}, follow=True)
    assert "2 needs were taken" in taken.text
    assert sorted(Need.objects.values_list("origin", flat=True)) == ["N03", "N04"]


def test_from_weights_through_a_dispute_and_a_meeting_to_an_agreed_need(world: universe.World, browser: Browser):
    one = asking.need(world, world.first, "Mitä koulukuljetukset maksavat?")
    county, first, second = (browser(actor) for actor in (world.county, world.first, world.second))
    led = first.get(_address("needs_weigh", world))
    assert led["Location"] == _address("need_weigh", world, one.pk)
    assert "1 need left" in first.get(led["Location"]).text
    weighed = first.post(led["Location"], {"importance": "essential", "reason": "Budjetti tehdään syksyllä.", "version": 0})
    assert weighed["Location"] == _address("needs_board", world)
    unseen = county.get(_address("need", world, one.pk)).text
    assert "Budjetti tehdään" not in unseen
    assert county.post(_address("need_weigh", world, one.pk), {"importance": "not_needed", "version": 0}).status_code == 303
    assert "Budjetti tehdään" in county.get(_address("need", world, one.pk)).text
    board = first.get(_address("needs_board", world) + "?nakyma=disputed").text
    assert "Mitä koulukuljetukset maksavat?" in board
    assert "County: not needed 1" in board
    assert 'class="need ds-card"' not in first.get(_address("needs_board", world) + "?nakyma=shared").text
    assert "1 need has been weighed by both sides" in first.get(_address("needs_plot", world)).text
    listed = first.get(_address("needs_meeting", world)).text
    assert _address("need_meeting", world, one.pk) in listed
    shown = first.get(_address("need_meeting", world, one.pk)).text
    assert "Budjetti tehdään syksyllä." in shown
    empty = first.post(_address("need_meeting", world, one.pk), {"outcome": "discussed", "days": 14, "version": one.version})
    assert empty.status_code == 422
    sent = {"outcome": "essential", "remark": "Sovittiin kokouksessa.", "days": 14, "version": one.version}
    parties = [party.pk for party in world.parties]
    assert first.post(_address("need_meeting", world, one.pk), sent | {"parties": parties}).status_code == 303
    agreement = Agreement.objects.get()
    assert (agreement.proposal, agreement.target_id, _fresh(one).state) == ("Sovittiin kokouksessa.", one.pk, NeedState.DISCUSSED)
    assert Discussion.objects.get().remark == "Sovittiin kokouksessa."
    page = first.get(_address("need", world, one.pk)).text
    assert "Sovittiin kokouksessa." in page
    assert 'value="essential"' not in page
    for client in (county, first, second):
        address = _address("agreement", world, agreement.pk)
        assert client.post(address, {"answering": 1, "answer": "agree", "version": 1}).status_code == 303
    assert 'value="essential"' in first.get(_address("need", world, one.pk)).text
    moved = first.post(_address("need_move", world, one.pk), {"state": "essential", "version": _fresh(one).version})
    assert (moved.status_code, _fresh(one).state) == (303, NeedState.ESSENTIAL)
    core = second.get(_address("core_set", world)).text
    assert "Mitä koulukuljetukset maksavat?" in core
    assert "Information gap" in core


def test_a_need_is_answered_by_indicators_with_their_figures(world: universe.World, browser: Browser, sample: Environment):
    one = asking.need(world, world.first)
    client = browser(world.first)
    address = _address("need_indicators", world, one.pk)
    found = client.get(address + "?q=työttömät").text
    assert "tyottomien_osuus" in found
    chosen = next(name for name in indicators() if name.endswith("tyottomien_osuus"))
    assert client.post(address, {"indicators": [chosen, "no.such"]}).status_code == 422
    assert client.post(address, {"indicators": [chosen]}).status_code == 303
    shown = client.get(_address("need", world, one.pk)).text
    assert indicators()[chosen].title.in_("en") in shown
    assert client.post(_address("need_move", world, one.pk), {"state": "answered", "version": 1}).status_code == 422


def test_a_need_that_is_made_public_stands_on_the_theme_pages_of_its_area_and_goes_when_it_is_withdrawn(
    world: universe.World, installation: Environment, django_assert_num_queries
):
    one, county = asking.need(world, world.first), world.cooperation.area
    shown = sorted(name for name, indicator in indicators().items() if 4 in indicator.themes)[:1]
    stranger, addresses = Client(), [f"/en/alue/{area}/teema/4/" for area in (county, world.party(world.second).area)]

    def tags() -> list[str]:
        found = [stranger.get(address) for address in addresses]
        assert all(("What the cooperation needs to know" in page.text) == ('id="needs"' in page.text) for page in found)
        assert [page.text.count(_address("need", world, one.pk)) for page in found] == [int(_fresh(one).visibility == "public")] * 2
        return [page["ETag"] for page in found]

    before = tags()
    assert tags() == before
    now = visibility.set_visibility(actor=world.first, target=one, version=1, visibility="public")
    public = tags()
    gap = stranger.get(addresses[0]).text
    assert ("Information gap</span> No indicator answers this yet." in gap, _address("needs_board", world) in gap) == (True, True)
    needs.answer_with(actor=world.first, need=now, indicator_ids=shown)
    answered = tags()
    section = stranger.get(addresses[0]).text.partition('id="needs"')[2]
    assert f"/tunnusluku/{shown[0]}/" in section
    with django_assert_num_queries(1):  # kept: nothing but whether it is the same
        assert stranger.get(addresses[0], headers={"If-None-Match": answered[0]}).status_code == 304
    with django_assert_num_queries(0):
        assert "What the cooperation needs" not in stranger.get("/en/alue/SSS/teema/4/").text
    assert addresses[0] in stranger.get(_address("need", world, one.pk)).text
    visibility.set_visibility(actor=world.first, target=now, version=now.version, visibility="cooperation", legal_ground="unfinished")
    assert tags() == before
    assert len({before[0], public[0], answered[0]}) == 3


def test_of_two_who_edit_a_need_one_wins_and_the_other_sees_both(world: universe.World, browser: Browser):
    one = asking.need(world, world.first)
    first, other = browser(world.first), browser(world.member(world.first, "editor"))
    sent = {"level": "P", "theme": 4, "version": 1}
    address = _address("need_edit", world, one.pk)
    assert first.post(address, sent | {"question_fi": "Ensimmäisen sanat?"}).status_code == 303
    late = other.post(address, sent | {"question_fi": "Toisen sanat?"})
    assert late.status_code == 409
    for words in ("Ensimmäisen sanat?", "Toisen sanat?", "was first", 'name="version" value="2"'):
        assert words in late.text
    assert _fresh(one).question_fi == "Ensimmäisen sanat?"
    weigh = _address("need_weigh", world, one.pk)
    assert first.post(weigh, {"importance": "useful", "reason": "A", "version": 0}).status_code == 303
    beaten = other.post(weigh, {"importance": "essential", "reason": "B", "version": 0})
    assert beaten.status_code == 409
    assert Weight.objects.get().reason == "A"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>alert(1)</script> **kuinka**?", ""),
        ('=HYPERLINK("http://x";"y")', ""),
        ("Miten 131052-308T voi?", "personal identity code"),
        ("Mitä \u202etoisinpäin?", "hidden character"),
        ("x" * 401, "at most 400"),
    ],
)
def test_hostile_text_is_harmless_or_refused_with_a_sentence(world: universe.World, browser: Browser, text: str, said: str):
    client = browser(world.first)
    answer = client.post(_address("need_new", world), {"question_en": text}, follow=True)
    if said:
        assert answer.status_code == 422
        assert said in answer.text
        assert not Need.objects.exists()
        return
    shown = client.get(_address("need", world, Need.objects.get().pk)).text
    assert "<script>alert" not in shown
    assert "<strong>kuinka" not in shown


def test_strangers_see_public_needs_and_no_weights(world: universe.World, browser: Browser, client: Client):
    public, kept = asking.need(world, world.first, "Julkinen kysymys?"), asking.need(world, world.first, "Sisäinen kysymys?")
    visibility.set_visibility(actor=world.first, target=public, version=1, visibility="public")
    asking.weigh(world, world.first, public, "not_needed", "Perustelu vain osapuolille.")
    board = client.get(_address("needs_board", world)).text
    assert "Julkinen kysymys?" in board
    assert "Sisäinen" not in board
    shown = client.get(_address("need", world, public.pk))
    assert (shown.status_code, "Perustelu" in shown.text, "Not needed" in shown.text) == (200, False, False)
    assert client.get(_address("need", world, kept.pk)).status_code == 404
    for name in ("needs_plot", "need_new", "needs_weigh", "needs_meeting", "halls", "needs_sheet", "needs_workbook"):
        assert client.get(_address(name, world)).status_code == 302
    reader = browser(world.member(world.first, "reader"))
    assert reader.post(_address("need_new", world), {"question_en": "May I?"}).status_code == 403
    assert reader.post(_address("need_weigh", world, kept.pk), {"importance": "useful", "version": 0}).status_code == 403
    assert browser(world.second).post(_address("need_edit", world, kept.pk), {"question_en": "x", "version": 1}).status_code == 403
