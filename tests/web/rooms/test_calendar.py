"""The change calendar and the annual cycle in the browser: recorded, narrowed, stated on, taken in from a sheet, subscribed to."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests import universe
from tests.web.rooms.conftest import Browser
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.cycle import events
from yhdyspinta.catalogue.geometry import bounds
from yhdyspinta.cooperation.models import Change, CycleEvent, Impact, Statement
from yhdyspinta.cooperation.sheets import COLUMNS
from yhdyspinta.organisations.models import Post
from yhdyspinta.organisations.services import people
from yhdyspinta.organisations.services.visibility import set_visibility

pytestmark = pytest.mark.django_db


def _address(name: str, world: universe.World, *more: object) -> str:
    return reverse(name, args=[world.cooperation.area, *more])


def _filled(world: universe.World, **more: object) -> dict[str, object]:
    theme = world.cooperation.themes.get(number=3)
    told = {"what_fi": "Kirkonkylän koulu lakkaa", "what_sv": "", "kind": "school", "theme": theme.pk, "state": "planned"}
    place = {"place": world.party(world.first).area, "address": "", "starts": "2027-08-09", "precision": "quarter", "version": 0}
    return told | place | {"lease_ends": "", "affects": "Oppilaat", "description": "", "decision_reference": ""} | more


def _recorded(world: universe.World, browser: Browser, **more: object) -> Change:
    assert browser(world.first).post(_address("change_new", world), _filled(world, **more)).status_code == 303
    return Change.objects.latest("pk")


def test_a_change_is_recorded_found_and_edited_by_one_of_two(world: universe.World, browser: Browser):
    assert browser(world.first).get(_address("change_new", world)).text.count("(in one language at least)") == 2
    change = _recorded(world, browser)
    seen = browser(world.county).get(_address("changes", world)).text
    for words in ("Kirkonkylän koulu lakkaa", "quarter 3 of 2027", areas().get(change.place).name.fi, "1 change."):
        assert words in seen
    assert "Kirkonkylän" not in browser(world.county).get(_address("changes", world) + "?first_year=2030").text
    edit = _address("change_edit", world, change.pk)
    assert browser(world.first).post(edit, _filled(world, state="decided", version=change.version)).status_code == 303
    late = browser(world.first).post(edit, _filled(world, state="withdrawn", version=change.version))
    assert late.status_code == 409
    for words in ("Withdrawn", "Decided", "was first"):
        assert words in late.text
    assert browser(world.county).post(edit, _filled(world, version=2)).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "?party=x&theme=99999999999999999999&place=KU999&state=no&first_year=-1",
        "?last_year=1e9&theme=%00",
        "?party=%C3%A4",
    ],
)
def test_what_cannot_be_looked_for_narrows_nothing(world: universe.World, browser: Browser, query: str):
    _recorded(world, browser)
    answer = browser(world.county).get(_address("changes", world) + query)
    assert answer.status_code == 200
    assert "1 change." in answer.text


def _point(world: universe.World, north: float = 0.0) -> str:
    """A point in the middle of the first municipality, or so many degrees north of it."""
    west, south, east, top = bounds("KU", world.party(world.first).area) or (0.0, 0.0, 0.0, 0.0)
    return f"{(south + top) / 2 + north:.5f}, {(west + east) / 2:.5f}"


def test_exact_places_are_numbered_on_the_map_and_the_rest_are_counted(world: universe.World, browser: Browser):
    refused = browser(world.first).post(_address("change_new", world), _filled(world, coordinates="62, 25"))
    assert refused.status_code == 422
    assert "These are not coordinates." in refused.text
    assert 'value="62, 25"' in refused.text
    far = browser(world.first).post(_address("change_new", world), _filled(world, coordinates=_point(world, north=3)))
    assert far.status_code == 422
    assert "is not in the municipality" in far.text
    without = browser(world.county).get(_address("changes", world)).text
    assert "Places on the map" not in without
    change = _recorded(world, browser, coordinates=_point(world), address="Koulutie 1")
    other = _recorded(world, browser, coordinates=_point(world), kind="lease", what_fi="Toinen muutos")
    _recorded(world, browser, what_fi="Jossain kunnassa")
    seen = browser(world.county).get(_address("changes", world)).text
    assert seen.count('href="#place-1"><title>1: Kirkonkylän koulu lakkaa; Toinen muutos</title>') == 1
    (place,) = re.findall(r'<li id="place-1".*?</li>', seen, re.S)
    for one in (change, other):
        assert f'href="{_address("change", world, one.pk)}"' in place
    assert "Koulutie 1" in place
    for words in ("1 change has no exact place", "on the map: 1", "Changes of several kinds", "Municipalities"):
        assert words in seen
    assert re.search(r'<th scope="row">[^<]+</th><td class="numeric">3</td><td class="numeric">2</td>', seen)
    shown = browser(world.county).get(_address("change", world, change.pk)).text
    assert f"{_point(world)} (WGS84)" in shown
    assert "(ETRS-TM35FIN)" in shown
    edit = _address("change_edit", world, change.pk)
    assert f'value="{_point(world)}"' in browser(world.first).get(edit).text
    moved = _filled(world, coordinates=_point(world, north=0.01), version=change.version)
    assert browser(world.first).post(edit, moved).status_code == 303
    late = browser(world.first).post(edit, _filled(world, coordinates="", version=change.version))
    assert late.status_code == 409
    assert '<th scope="row">Latitude</th>' in late.text


def test_the_calendar_is_taken_home_as_it_is_narrowed_and_seen(world: universe.World, browser: Browser, client: Client):
    _recorded(world, browser, coordinates=_point(world))
    _recorded(world, browser, what_fi="Myöhemmin", starts="2031-01-01")

    def rows(client: Client, query: str = "") -> list[dict[str, object]]:
        book = CalamineWorkbook.from_filelike(BytesIO(client.get(_address("changes_workbook", world) + query).content))
        found = book.get_sheet_by_name(book.sheet_names[1]).to_python()
        place = next(at for at, row in enumerate(found) if str(COLUMNS["what_fi"]) in row)
        return [dict(zip(found[place], row, strict=True)) for row in found[place + 1 :] if any(row)]

    first, second = rows(browser(world.county))
    assert (first[str(COLUMNS["coordinates"])], first[str(COLUMNS["when"])]) == (_point(world), "Q3/2027")
    assert (second[str(COLUMNS["coordinates"])], second["Party"]) == ("", world.party(world.first).title().en)
    assert len(rows(browser(world.county), "?first_year=2030")) == 1
    assert rows(client) == []  # none of it is public
    narrowed = browser(world.county).get(_address("changes", world) + "?first_year=2030&party=%22%3E").text
    assert f'href="{_address("changes_workbook", world)}?first_year=2030&amp;party=%22%3E"' in narrowed


def test_statements_and_impact_assessments(world: universe.World, browser: Browser):
    change = _recorded(world, browser)
    county = world.party(world.county).title().en
    assert f">{county}</option>" in browser(world.first).get(_address("change", world, change.pk)).text
    asked = {"ask-asked_of": world.county.party_id, "ask-due": "2027-01-31"}
    assert browser(world.first).post(_address("change_ask", world, change.pk), asked).status_code == 303
    statement = Statement.objects.get()
    told = {"given_on": "2027-01-20", "reference": "javascript:alert(1)", "version": 1}
    given = {f"statement{statement.pk}-{name}": value for name, value in told.items()}
    where = _address("change_statement", world, change.pk, statement.pk)
    assert browser(world.second).post(where, given).status_code == 403
    assert browser(world.county).post(where, given).status_code == 303
    linked = {"impact-title": "Ennakkoarviointi", "impact-found_at": "https://kunta.example/arvio"}
    assert browser(world.first).post(_address("change_impact", world, change.pk), linked).status_code == 303
    seen = browser(world.second).get(_address("change", world, change.pk)).text
    assert 'href="https://kunta.example/arvio"' in seen
    assert "javascript:alert(1)" in seen
    assert 'href="javascript' not in seen
    taken = browser(world.first).post(_address("change_impact", world, change.pk), {"take_away": Impact.objects.get().pk})
    assert (taken.status_code, Impact.objects.count()) == (303, 0)


def _sheet(rows: list[list[object]], titles: list[str]) -> SimpleUploadedFile:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Muutokset")
    for number, row in enumerate([titles, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("muutokset.xlsx", file.getvalue())


def _titles(world: universe.World, client: Client) -> list[str]:
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(_address("changes_template", world)).content))
    rows = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    return next([str(cell) for cell in row] for row in rows if len([cell for cell in row if cell]) > 5)


def test_a_sheet_is_looked_at_first_and_kept_whole(world: universe.World, browser: Browser):
    client = browser(world.first)
    titles = _titles(world, client)
    place = areas().get(world.party(world.first).area).name.fi
    neuvola = ["Neuvola muuttaa", "", "", "2", place, "", _point(world), "3/2027"]
    rows = [neuvola, ["Vuokra päättyy", "", "Lease", "3", place, "", "", "2028", "Decided"]]
    address = _address("changes_sheet", world)
    looked = client.post(address, {"sheet": _sheet(rows, titles)})
    assert looked.status_code == 200, looked.text
    assert not Change.objects.exists()
    (held,) = re.findall(r'name="held" value="([^"]+)"', looked.text)
    assert client.post(address, {"held": held}).status_code == 303
    kept = Change.objects.order_by("starts")
    assert [(one.what_fi, one.precision, one.state, one.kind) for one in kept] == [
        ("Neuvola muuttaa", "month", "planned", "other"),
        ("Vuokra päättyy", "year", "decided", "lease"),
    ]
    assert [one.coordinates.degrees() if one.coordinates else "" for one in kept] == [_point(world), ""]
    assert browser(world.county).post(address, {"held": held}).status_code == 400


def test_faults_of_a_sheet_are_told_by_row_and_column_and_nothing_is_kept(world: universe.World, browser: Browser):
    client = browser(world.first)
    titles = _titles(world, client)
    place = areas().get(world.party(world.first).area).name.fi
    wrong = [["Oikein", "", "", "2", place, "", "", "2027"], ["", "", "koulukas", "77", "Ei kunta", "", "12", "31.2.2027"]]
    answer = client.post(_address("changes_sheet", world), {"sheet": _sheet(wrong, titles)})
    assert answer.status_code == 422
    for words in ("koulukas", "77", "Ei kunta", "31.2.2027", "A change says what changes.", "not coordinates"):
        assert words in answer.text
    assert 'name="held"' not in answer.text
    person = [["Sihteeri 131052-308T", "", "", "2", place, "", "", "2027"]]
    refused = client.post(_address("changes_sheet", world), {"sheet": _sheet(person, titles)})
    assert refused.status_code == 422
    assert "personal identity code" in refused.text
    nothing = client.post(_address("changes_sheet", world), {"sheet": SimpleUploadedFile("a.xlsx", b"PK\x03\x04broken")})
    assert nothing.status_code == 422
    assert not Change.objects.exists()


def test_the_cycle_begins_is_edited_and_shown_by_month(world: universe.World, browser: Browser):
    client = browser(world.county)
    assert "The cycle is empty." in client.get(_address("cycle", world)).text
    assert client.post(_address("cycle_begin", world)).status_code == 303
    assert CycleEvent.objects.count() == len(events())
    event = CycleEvent.objects.get(origin="budgets")
    sent = {"title_fi": "Talousarvio", "title_sv": "", "month": 11, "day": 17, "term_year": "", "kind": "meeting", "side": "county"}
    sent |= {"role": "", "theme": "", "need": "", "remind_days": 10, "description": "", "version": event.version}
    assert client.post(_address("cycle_event", world, event.pk), sent).status_code == 303
    assert "Talousarvio" in client.get(_address("cycle", world) + "?vuosi=2027").text
    assert client.get(_address("cycle", world) + "?vuosi=99999999").status_code == 200
    assert client.post(_address("cycle_event_new", world), sent | {"month": 2, "day": 30}).status_code == 422
    assert client.post(_address("cycle_event", world, event.pk), sent | {"version": 2, "remove": 1}).status_code == 303
    assert not CycleEvent.objects.filter(origin="budgets").exists()


def test_an_event_leads_to_what_is_dealt_with_then_and_the_feed_carries_it(world: universe.World, browser: Browser, client: Client):
    change = _recorded(world, browser)
    county = browser(world.county)
    key = f"cooperation.change:{change.pk}"
    form = county.get(_address("cycle_event_new", world)).text
    assert '<optgroup label="Planned change">' in form
    assert f'<option value="{key}">Kirkonkylän koulu lakkaa</option>' in form
    sent = {"title_fi": "Neuvottelu", "month": 3, "kind": "negotiation", "remind_days": 14, "about": key, "version": 0}
    assert county.post(_address("cycle_event_new", world), sent | {"about": "needs.need:1"}).status_code == 422
    assert county.post(_address("cycle_event_new", world), sent).status_code == 303
    event = CycleEvent.objects.get()
    where = _address("change", world, change.pk)
    seen = county.get(_address("cycle_event", world, event.pk)).text
    assert f'href="{where}">Kirkonkylän koulu lakkaa</a>' in seen
    assert f'<option value="{key}" selected>' in seen
    page = county.get(_address("cycle", world)).text
    (own,) = re.findall(r'href="http://testserver(/[^"]+/vuosikello/[^"]+\.ics)"', page)
    told = [str(one["description"]) for one in Calendar.from_ical(client.get(own).content).walk("VEVENT") if "description" in one]
    assert told
    assert all("Kirkonkylän koulu lakkaa" in one and f"http://testserver{where}" in one for one in told)
    set_visibility(actor=world.county, target=event, version=event.version, visibility="public", legal_ground="")
    public = client.get(_address("cycle_feed", world)).text
    assert "Neuvottelu" in public
    assert "Kirkonkyl" not in public  # the change is not public
    assert "Kirkonkyl" not in client.get(_address("cycle_event", world, event.pk)).text


def test_a_post_subscribes_to_what_concerns_it_until_another_holds_it(world: universe.World, browser: Browser, client: Client):
    browser(world.county).post(_address("cycle_begin", world))
    _recorded(world, browser)
    page = browser(world.first).get(_address("cycle", world)).text
    (own,) = re.findall(r'href="http://testserver(/[^"]+/vuosikello/[^"]+\.ics)"', page)
    feed = Calendar.from_ical(client.get(own).content)
    names = [str(one["summary"]) for one in feed.walk("VEVENT")]
    assert any("Kirkonkylän koulu lakkaa" in name for name in names)
    mine = {one.title.en for one in events() if one.side in ("", "municipality") and one.role in ("", "coordinator") and not one.term_year}
    assert mine <= set(names)
    assert not {one.title.en for one in events() if one.role == "compiler" or one.side == "county"} & set(names)
    assert list(feed.walk("VALARM"))
    public = Calendar.from_ical(client.get(_address("cycle_feed", world)).content)
    assert not list(public.walk("VEVENT"))  # nothing of it is public yet
    # Renewed, the old address stops at once, and nobody else's does.
    (others,) = re.findall(
        r'href="http://testserver(/[^"]+/vuosikello/[^"]+\.ics)"', browser(world.second).get(_address("cycle", world)).text
    )
    for _ in range(2):
        renewed = browser(world.first).post(_address("cycle_feed_renew", world))
        assert renewed.status_code == 303
        (new,) = re.findall(r'href="http://testserver(/[^"]+/vuosikello/[^"]+\.ics)"', browser(world.first).get(renewed["Location"]).text)
        assert (client.get(own).status_code, client.get(new).status_code, client.get(others).status_code) == (404, 200, 200)
        own = new
    post = Post.objects.get(pk=world.first.post_id)
    people.hand_over(actor=world.first, post=post, version=post.version, successor=universe.person("next"))
    assert client.get(own).status_code == 404
    assert client.get(_address("cycle_feed_own", world, "rubbish")).status_code == 404


def test_the_year_is_drawn_and_what_is_public_is_seen_by_anybody(world: universe.World, browser: Browser, client: Client):
    browser(world.county).post(_address("cycle_begin", world), {"is_public": "on"})
    assert len(list(Calendar.from_ical(client.get(_address("cycle_feed", world)).content).walk("VEVENT"))) > len(events())
    event = CycleEvent.objects.get(origin="negotiations")
    page = client.get(_address("cycle", world)).text
    assert page.count(f"<title>{event.title_en}</title>") == 1
    assert "ics" in page
    assert "/vuosikello/W" not in page  # no private address for a stranger
    seen = client.get(_address("cycle_event", world, event.pk)).text
    for words in (event.title_en, "612/2021 7 §", "Negotiation", "Decision-maker"):
        assert words in seen
    assert "<textarea" not in seen
    future = CycleEvent.objects.get(origin="state_published")
    shown = re.search(r"Next time</dt><dd>([^<]+)<", client.get(_address("cycle_event", world, future.pk)).text)
    assert shown
    assert str(timezone.localdate().year + (timezone.localdate().month > 1)) in shown[1]
