"""Phenomena, interfaces, priorities and goals in the browser: raised, said, merged, agreed, printed; strangers see what is public."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from tests import universe
from tests.needs import asking
from tests.phenomena import raising
from tests.rendering import pdf_reading
from tests.web.rooms.conftest import Browser
from yhdyspinta.attention.services import comments
from yhdyspinta.catalogue.areas import example_areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.terms import term_on
from yhdyspinta.organisations.models import Cooperation, Post
from yhdyspinta.organisations.queries.visibility import kinds
from yhdyspinta.organisations.services import agreements, cooperations, visibility
from yhdyspinta.phenomena.models import Evidence, Interface, InterfaceSide, OwnGoal, Phenomenon, Priority, View, Working
from yhdyspinta.phenomena.services import interfaces, leading
from yhdyspinta.rendering import papers
from yhdyspinta.web.rooms import objects
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.phenomena import plan_paper

pytestmark = pytest.mark.django_db


def _address(name: str, world: universe.World, *more: object) -> str:
    return reverse(name, args=[world.cooperation.area, *more])


def test_a_phenomenon_is_raised_in_a_sentence_and_each_side_says_what_it_sees(world: universe.World, browser: Browser):
    client, other = browser(world.first), browser(world.county)
    theme = world.cooperation.themes.get(number=4)
    sent = client.post(_address("phenomena", world), {"sentence_en": "Young people are lonely.", "themes": [theme.pk]})
    raised = Phenomenon.objects.get()
    here = _address("phenomenon", world, raised.pk)
    assert (sent.status_code, sent["Location"], raised.sentence_en) == (303, here, "Young people are lonely.")
    for who, text in ((client, "At our schools."), (other, "In our services.")):
        assert who.post(here, {"what": "view", "view-text": text, "view-version": 0}).status_code == 303
    missing = client.post(here, {"what": "evidence", "evidence-kind": "experience", "evidence-text": "They say so.", "evidence-version": 0})
    assert missing.status_code == 422
    assert "They say so." in missing.text
    assert "Never" in missing.text
    given = {
        "evidence-kind": "experience",
        "evidence-text": "They say so.",
        "evidence-informants": "students",
        "evidence-gathered": "a survey",
    }
    assert client.post(here, {"what": "evidence", "evidence-version": 0, **given}).status_code == 303
    assert client.post(here, {"what": "step", "step-kind": "action", "step-text": "Evenings.", "step-due": "2027-05-31"}).status_code == 303
    assert other.post(here, {"what": "influence", "influence-kind": "barrier", "influence-text": "Money."}).status_code == 303
    seen = browser(world.second).get(here).text
    for words in ("At our schools.", "In our services.", "a survey", "students", "Evenings.", "Money.", "2027"):
        assert words in seen
    assert "Young people are lonely." in other.get(_address("phenomena", world) + "?teema=4").text
    assert "Young people are lonely." not in other.get(_address("phenomena", world) + "?teema=1").text
    assert "Young people are lonely." not in Client().get(_address("phenomena", world)).text
    assert Client().get(here).status_code == 404


def test_what_was_said_is_changed_and_taken_back_by_its_own_party_alone(world: universe.World, browser: Browser):
    one = raising.phenomenon(world, world.first)
    raising.say_everything(world.first, one)
    client, view = browser(world.first), View.objects.get()
    here = _address("phenomenon_view", world, view.pk)
    assert browser(world.county).get(here).status_code == 302
    assert browser(world.county).post(here, {"version": 1, "text": "Toisen sanat."}).status_code == 403
    assert client.post(here, {"version": 1, "text": "Uudet sanat."}).status_code == 303
    late = client.post(here, {"version": 1, "text": "Myöhäiset sanat."})
    assert late.status_code == 409
    assert "Myöhäiset sanat." in late.text
    assert "Uudet sanat." in late.text
    assert client.post(here, {"version": 2, "take_back": 1}).status_code == 303
    assert not View.objects.exists()
    assert client.get(here).status_code == 404


def test_themes_needs_and_figures_are_chosen_and_shown_with_their_signals(world: universe.World, browser: Browser, sample: object):
    one, need = raising.phenomenon(world, world.first), asking.need(world, world.county)
    client, here = browser(world.first), _address("phenomenon_change", world, one.pk)
    themes = [world.cooperation.themes.get(number=number).pk for number in (1, 4)]
    for sent in (
        {"what": "place", "themes": themes, "levels": ["P"], "version": 1},
        {"what": "needs", "needs": [need.pk]},
        {"what": "sentence", "sentence_fi": "Toisin sanoin.", "version": 2},
    ):
        assert client.post(here, sent).status_code == 303, sent
    found = client.get(here + "?haku=työttömät").text
    offered = [name for name in indicators() if f'value="{name}"' in found]
    assert len(offered) > 3
    assert client.post(here, {"what": "figures", "indicators": offered[:3]}).status_code == 303
    assert client.post(here, {"what": "figures", "indicators": ["no.such"]}).status_code == 422
    shown = client.get(_address("phenomenon", world, one.pk)).text
    assert "Toisin sanoin." in shown
    assert need.question().fi in shown
    assert shown.count("figure-card__title") + shown.count("/tunnusluku/") >= 3
    assert browser(world.county).post(here, {"what": "sentence", "sentence_fi": "Toisen.", "version": 3}).status_code == 403
    assert Phenomenon.objects.get().sentence_fi == "Toisin sanoin."


def test_two_are_merged_and_the_merged_one_leads_to_the_other(world: universe.World, browser: Browser):
    goes, stays = raising.phenomenon(world, world.first), raising.phenomenon(world, world.county, "Yksinäisyys.")
    raising.say_everything(world.first, goes)
    said = comments.comment(actor=world.first, target=goes, text="Näkyykö teillä?")
    sent = browser(world.second).post(_address("phenomenon_merge", world, goes.pk), {"into": stays.pk, "version": 1})
    assert (sent.status_code, sent["Location"]) == (303, _address("phenomenon", world, stays.pk))
    page, left = (browser(world.county).get(_address("phenomenon", world, one.pk)).text for one in (stays, goes))
    assert "Meillä se näkyy kouluissa." in page
    assert "Said of the phenomenon that was merged into this" in page
    assert _address("phenomenon", world, stays.pk) in left
    assert "Meillä se näkyy kouluissa." not in left
    assert ("Näkyykö teillä?" in page, "changed afterwards" in page, "Näkyykö teillä?" in left) == (True, False, False)
    anchor = f"kommentti-{said.pk}"  # a letter may lead to the one that was merged
    assert f'<li id="{anchor}"><a class="ds-link" href="{_address("phenomenon", world, stays.pk)}#{anchor}">' in left
    assert (re.findall(r"<h2[^>]*>([^<]*[^<\s])", left), "has been merged with another, and everything" in left) == (["Comments"], True)
    group = cooperations.make_group(actor=world.county, cooperation=world.cooperation, kind="hyte", name="Verkosto")
    given = {"visibility": "group", "legal_ground": "unfinished", "group": group}
    stays.refresh_from_db()
    visibility.set_visibility(actor=world.county, target=stays, version=stays.version, **given)
    left = browser(world.second).get(_address("phenomenon", world, goes.pk)).text
    assert ("which you may not see" in left, "Yksinäisyys" in left, "No evidence" in left) == (True, False, False)


def test_a_priority_of_what_is_from_now_on_kept_elsewhere_says_where_and_may_be_given_up(world: universe.World, browser: Browser):
    raised = raising.phenomenon(world, world.first)
    kept = leading.choose(
        actor=world.county, phenomenon=raised, term=2025, chosen=replace(raising.chosen("Kanarian nimi"), reason="Kanarian syy")
    )
    put = agreements.propose(actor=world.county, target=kept, title=kept.name(), parties=world.parties)
    given = {"visibility": "elsewhere", "legal_ground": "preparedness", "kept_at": "Asiahallinta 1/2026"}
    visibility.set_visibility(actor=world.first, target=raised, version=1, **given)
    page = browser(world.second).get(_address("priorities", world)).text
    for words in (raising.SENTENCE, "not kept here, but in: Asiahallinta 1/2026", "Kuntajohtajien kokous"):
        assert words in page
    assert "Kanarian" not in page + browser(world.second).get(_address("agreement", world, put.pk)).text
    priority = Priority.objects.get()
    assert (priority.minute_reference, priority.name_fi, priority.place) == ("", raising.SENTENCE, 1)
    sent = browser(world.county).post(_address("priority", world, priority.pk), {"give_up": "1", "version": priority.version} | _choice())
    assert sent.status_code == 303
    assert Priority.objects.get().place is None


def _choice() -> dict[str, str]:
    return {"name_fi": "Nimi", "meeting": "Kokous", "chosen_on": "2026-03-12", "reason": "", "minute_reference": ""}


def _described(world: universe.World, browser: Browser) -> Interface:
    sent = {
        "name_en": "Family centre",
        "theme": world.cooperation.themes.get(number=2).pk,
        "goal": "One door.",
        "parties": [p.pk for p in world.parties],
    }
    shown = browser(world.county).get(_address("interface_new", world)).text
    assert all(f"<span>{party.title().in_('en')}</span>" in shown for party in world.parties)
    assert browser(world.county).post(_address("interface_new", world), sent).status_code == 303
    return Interface.objects.get()


def test_both_sides_say_what_they_do_and_how_it_works(world: universe.World, browser: Browser):
    met = _described(world, browser)
    here = _address("interface", world, met.pk)
    for actor, does, grade in ((world.county, "Child health clinics.", 2), (world.first, "Day care.", 4)):
        client = browser(actor)
        sent = {"what": "describe", "describe-does": does, "describe-post": actor.post_id, "describe-version": 1}
        assert client.post(here, sent).status_code == 303
        sent = {"what": "working", "working-grade": grade, "working-reason": f"Because {does}", "working-version": 0}
        assert client.post(here, sent).status_code == 303
    empty = browser(world.second).post(here, {"what": "working", "working-grade": 3, "working-reason": "", "working-version": 0})
    assert empty.status_code == 422
    seen = browser(world.second).get(here).text
    for words in ("Child health clinics.", "Day care.", "2/4", "4/4", "Because Day care.", Post.objects.get(pk=world.first.post_id).title):
        assert words in seen
    change = _address("interface_change", world, met.pk)
    sent = {
        "what": "described",
        "name_en": "Family centres",
        "theme": met.theme_id,
        "goal": "One door.",
        "version": Interface.objects.get().version,
    }
    assert browser(world.second).post(change, sent).status_code == 303
    one = raising.phenomenon(world, world.first)
    assert browser(world.first).post(change, {"what": "phenomena", "phenomena": [one.pk]}).status_code == 303
    assert raising.SENTENCE in browser(world.county).get(here).text
    assert "Family centres" in browser(world.county).get(_address("interfaces", world)).text
    assert Client().get(here).status_code == 404


@pytest.fixture
def agreed(world: universe.World, browser: Browser) -> Interface:
    """An interface with one party silent about the agreement on it."""
    met = _described(world, browser)
    interfaces.describe(actor=world.first, side=met.sides.get(party=world.first.party_id), version=1, does="Kanarialintu hoitaa.")
    interfaces.assess(actor=world.first, interface=met, version=0, grade=1, reason="Koska & siksi <b>.")
    agreement = agreements.propose(actor=world.county, target=Interface.objects.get(), title=met.name(), parties=world.parties)
    for actor, said in ((world.county, ("agree", "")), (world.first, ("differ", "Näemme toisin."))):
        agreements.answer(actor=actor, named=agreement.named.get(party=actor.party_id), version=1, answer=said[0], text=said[1])
    return met


def _text(data: bytes, file_format: str, folder: Path) -> str:
    if file_format == "pdf":
        found = pdf_reading.read(data, folder)
        assert found.has("H1")
        assert not pdf_reading.outside(folder)
        return found.text
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_plan_and_the_list_of_agreements_are_printed_with_what_their_reader_may_see(
    world: universe.World, browser: Browser, agreed: Interface, file_format: str, tmp_path: Path
):
    plan, listed = (_address(name, world, file_format) for name in ("interface_plan_file", "agreement_list_file"))
    answer = browser(world.second).get(plan)
    assert answer["Cache-Control"] == "no-store"
    mine = _text(answer.content, file_format, tmp_path)
    for words in (
        "Family centre",
        "Kanarialintu hoitaa.",
        "Koska & siksi <b>.",
        "1/4",
        "no answer",
        "not an official decision",
        "not public",
    ):
        assert words in mine
    agreements_told = _text(browser(world.second).get(listed).content, file_format, tmp_path)
    for words in ("Family centre", "Näemme toisin.", "no answer", "2/3"):
        assert words in agreements_told
    visibility.set_visibility(actor=world.county, target=agreed, version=Interface.objects.get().version, visibility="public")
    stranger = _text(Client().get(plan).content, file_format, tmp_path)
    assert "Family centre" in stranger
    assert "Kanarialintu" not in stranger
    assert "Näemme toisin." not in _text(Client().get(listed).content, file_format, tmp_path)
    assert Client().get(plan.replace(file_format, "exe")).status_code == 404


def test_a_page_of_the_plan_says_what_the_papers_say(world: universe.World, browser: Browser, agreed: Interface):
    seen = browser(world.second).get(_address("interface_plan", world)).text
    for words in ("Family centre", "Kanarialintu hoitaa.", "Koska &amp; siksi &lt;b&gt;."):
        assert words in seen


def test_a_priority_is_kept_with_its_meeting_corrected_and_given_up(world: universe.World, browser: Browser):
    one, client, here = raising.phenomenon(world, world.first), browser(world.county), _address("priorities", world)
    term = term_on(timezone.localdate()).year
    sent = {
        "phenomenon": one.pk,
        "name_en": "Youth",
        "term": term,
        "meeting": "Negotiation",
        "chosen_on": "2026-03-12",
        "minute_reference": "§ 14",
    }
    assert client.post(here, sent | {"meeting": ""}).status_code == 422
    assert client.post(here, sent).status_code == 303
    kept = Priority.objects.get()
    seen = browser(world.second).get(here).text
    for words in ("Youth", "Negotiation", "§ 14", raising.SENTENCE):
        assert words in seen
    own = _address("priority", world, kept.pk)
    assert (
        client.post(
            own, {"name_fi": "Nuoret", "name_en": "Young", "meeting": "Negotiation", "chosen_on": "2026-03-12", "version": 1}
        ).status_code
        == 303
    )
    assert browser(world.member(world.first, "editor")).get(own).status_code == 302
    assert (
        client.post(own, {"name_en": "Young", "meeting": "Negotiation", "chosen_on": "2026-03-12", "version": 2, "give_up": 1}).status_code
        == 303
    )
    assert "given up on" in client.get(here).text
    assert "Young" not in Client().get(here).text


def test_own_goals_stand_side_by_side_and_public_ones_are_seen_by_anybody(world: universe.World, browser: Browser):
    theme, address = world.cooperation.themes.get(number=2), _address("own_goal_new", world)
    sent = {"theme": theme.pk, "kind": "strategy", "document": "Strategy 2026–2029", "dated": "2025-12-01", "text": "Children are well."}
    assert browser(world.county).post(address, sent | {"is_public": "on"}).status_code == 303
    assert browser(world.first).post(address, sent | {"text": "Schools nearby."}).status_code == 303
    listed = _address("own_goals", world)
    assert all(words in browser(world.second).get(listed).text for words in ("Children are well.", "Schools nearby.", "Strategy 2026–2029"))
    public = Client().get(listed).text
    assert "Children are well." in public
    assert "Schools nearby." not in public
    own = OwnGoal.objects.get(party=world.first.party_id)
    changed = browser(world.first).post(_address("own_goal", world, own.pk), sent | {"text": "Schools are near.", "version": 1})
    assert changed.status_code == 303
    assert browser(world.county).get(_address("own_goal", world, own.pk)).status_code == 302
    assert browser(world.first).post(_address("own_goal", world, own.pk), sent | {"version": 2, "take_away": 1}).status_code == 303
    assert OwnGoal.objects.count() == 1


def test_every_kind_has_a_page_that_leads_to_what_it_belongs_to(world: universe.World, browser: Browser):
    one = raising.phenomenon(world, world.first)
    raising.say_everything(world.first, one)
    met = _described(world, browser)
    interfaces.assess(actor=world.first, interface=met, version=0, grade=1, reason="Koska.")
    client = browser(world.second)
    for found in (one, *View.objects.all(), *Evidence.objects.all(), met, *InterfaceSide.objects.all(), *Working.objects.all()):
        answer = client.get(objects.address_of(world.cooperation.area, found), follow=True)
        assert answer.status_code == 200
        assert found.heading().in_("en")[:20] in answer.text
    for kind in kinds():
        if kind.startswith("phenomena."):
            assert objects.address(world.cooperation.area, kind, 1)
    missing = _address("phenomenon_view", world, 999)
    assert client.get(missing).status_code == 404


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_papers_of_an_invented_cooperation_say_so(file_format: str, tmp_path: Path):
    mallila = Cooperation(area=next(one.id for one in example_areas().all if one.kind == "HVA"))
    made = {"pdf": papers.paper, "docx": papers.written}[file_format](plan_paper.plan(Room(mallila), []))
    assert "EXAMPLE" in _text(made, file_format, tmp_path)


def test_whoever_is_outside_is_not_told_that_there_is_nothing(world: universe.World, browser: Browser, client: Client):
    raised = raising.phenomenon(world, world.first)
    raising.say_everything(world.first, raised)
    met = raising.interface(world, world.first)
    agreements.propose(actor=world.first, target=met, title=met.name(), parties=world.parties)
    for one in (raised, met):
        visibility.set_visibility(actor=world.first, target=one, version=one.version, visibility="public")
    denied = ("has said yet", "No evidence", "None named", "None yet", "Not put to the parties", "has been told yet")
    for name, more in (("phenomena", ()), ("phenomenon", (raised.pk,)), ("interfaces", ()), ("interface", (met.pk,)), ("own_goals", ())):
        page = client.get(_address(name, world, *more)).text
        assert [words for words in denied if words in page] == [], name
    assert "Agreement: No public information" in client.get(_address("interface_plan", world)).text
    assert "Waiting for answers" in browser(world.county).get(_address("interfaces", world)).text
