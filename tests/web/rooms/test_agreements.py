"""The process is written, put to the parties, answered by each for itself, and who may see it is said: in the browser."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests import universe
from tests.web.rooms.conftest import Browser
from yhdyspinta.organisations.models import Agreement, AgreementParty, ProcessPage, Responsibility, SelfAssessment

pytestmark = pytest.mark.django_db
TEXT = "Kunnanjohtajat ja hyvinvointialueen johto tapaavat neljästi vuodessa."


def _address(name: str, world: universe.World, *more: object) -> str:
    return reverse(name, args=[world.cooperation.area, *more])


def _written(world: universe.World, browser: Browser) -> ProcessPage:
    sent = {"version": 0, "text_fi": TEXT, "text_sv": "", "text_en": "", "agreed_on": "", "minute_reference": ""}
    assert browser(world.first).post(_address("process_write", world), sent).status_code == 303
    return ProcessPage.objects.get()


def _proposed(world: universe.World, browser: Browser) -> Agreement:
    page = _written(world, browser)
    address = _address("agreement_new", world) + f"?kind=organisations.processpage&number={page.pk}"
    parties = [party.pk for party in world.parties]
    sent = {"title": "Toimintaprosessi", "proposal": "Esitämme.", "parties": parties, "days": 14}
    assert browser(world.first).post(address, sent).status_code == 303
    return Agreement.objects.get()


def test_each_party_answers_for_itself_and_silence_is_no_answer(world: universe.World, browser: Browser):
    agreement = _proposed(world, browser)
    address = _address("agreement", world, agreement.pk)
    for actor, answer, text in ((world.first, "agree", ""), (world.county, "differ", "Haluamme kokoukset kuukausittain.")):
        client = browser(actor)
        version = AgreementParty.objects.get(agreement=agreement, party=actor.party_id).version
        sent = client.post(address, {"answering": 1, "answer": answer, "text": text, "version": version})
        assert sent.status_code == 303
    seen = browser(world.second).get(address).text
    for words in ("Haluamme kokoukset kuukausittain.", "<td>has not answered yet</td>", "Waiting for answers", "not an official decision"):
        assert words in seen
    assert "Answer for your party" in seen
    assert not AgreementParty.objects.get(agreement=agreement, party=world.second.party_id).answer


def test_a_differing_view_needs_its_words_and_nothing_is_lost(world: universe.World, browser: Browser):
    agreement = _proposed(world, browser)
    answer = browser(world.county).post(
        _address("agreement", world, agreement.pk), {"answering": 1, "answer": "differ", "text": "", "version": 1}
    )
    assert answer.status_code == 422
    assert 'value="differ"' in answer.text
    assert "checked" in answer.text


def test_minutes_are_kept_and_a_proposal_is_withdrawn_by_its_proposer_only(world: universe.World, browser: Browser):
    agreement = _proposed(world, browser)
    address = _address("agreement", world, agreement.pk)
    version = AgreementParty.objects.get(agreement=agreement, party=world.first.party_id).version
    kept = {
        "minutes": 1,
        "minutes-body": "Kunnanhallitus",
        "minutes-day": "2026-11-02",
        "minutes-reference": "§ 212",
        "minutes-version": version,
    }
    assert browser(world.first).post(address, kept).status_code == 303
    assert "Kunnanhallitus" in browser(world.county).get(address).text
    withdrawal = _address("agreement_withdraw", world, agreement.pk)
    assert browser(world.county).post(withdrawal, {"version": agreement.version}).status_code == 403
    assert browser(world.first).post(withdrawal, {"version": agreement.version}).status_code == 303
    assert "Withdrawn" in browser(world.county).get(address).text


def test_what_is_put_to_the_parties_must_be_there_and_seen(world: universe.World, browser: Browser, client: Client):
    new = _address("agreement_new", world)
    for query in ("", "?kind=organisations.processpage&number=999", "?kind=organisations.person&number=1", f"?kind=x&number={'9' * 40}"):
        assert browser(world.first).get(new + query).status_code == 404
    agreement = _proposed(world, browser)
    assert client.get(_address("agreement", world, agreement.pk)).status_code == 404


def test_a_process_made_public_is_read_and_exported_by_anybody(world: universe.World, browser: Browser, client: Client):
    page = _written(world, browser)
    assert TEXT not in client.get(_address("process", world)).text
    address = _address("visibility", world, "organisations.processpage", page.pk)
    groundless = {"visibility": "cooperation", "legal_ground": "", "ground_note": "", "group": "", "kept_at": "", "version": page.version}
    assert browser(world.first).post(address, groundless).status_code == 422
    assert browser(world.first).post(address, groundless | {"visibility": "public"}).status_code == 303
    assert TEXT in client.get(_address("process", world)).text
    exported = client.get(_address("public_export", world))
    assert exported["Content-Type"] == "application/json"
    assert [one["text_fi"] for one in json.loads(exported.content)["objects"]] == [TEXT]


def test_the_yearly_self_assessment_is_seen_by_both_sides(world: universe.World, browser: Browser):
    answers = dict(zip(SelfAssessment.QUESTIONS, (4, 3, 1, 2, 3), strict=True))
    address = _address("assessment", world)
    assert browser(world.first).post(address, answers | {"version": 0, "remark": "Aika on kortilla."}).status_code == 303
    seen = browser(world.county).get(address).text
    assert "Aika on kortilla." in seen
    assert "Weakest: Time." in seen
    unfinished = browser(world.county).post(address, {"version": 0, "mandate": 4})
    assert unfinished.status_code == 422
    assert SelfAssessment.objects.count() == 1


def test_who_answers_for_the_procedure_is_told_to_the_parties_alone(world: universe.World, browser: Browser, client: Client):
    sent = {"version": 0, "top_official": "Kunnanjohtaja", "political_body": "Kunnanhallitus", "post": world.first.post_id}
    assert browser(world.first).post(_address("responsibility", world), sent).status_code == 303
    assert Responsibility.objects.get().post_id == world.first.post_id
    assert "Kunnanjohtaja" in browser(world.county).get(_address("process", world)).text
    assert "Kunnanjohtaja" not in client.get(_address("process", world)).text


def test_what_has_been_done_is_read_by_the_parties(world: universe.World, browser: Browser):
    _proposed(world, browser)
    seen = browser(world.second).get(_address("record", world)).text
    assert "Put something to the parties" in seen
    assert "Join the cooperation" in seen
