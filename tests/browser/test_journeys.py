"""Whole journeys, each person in a browser of their own: from one municipality alone to what is agreed, shared and put first.

People who are new sign in by the code of a letter. The area is a real one only as an area; whoever acts is made up.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages_in_a_browser import browser  # noqa: F401 (a fixture)
from tests.browser.trying import Tried, act_as, served
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.environment import Environment

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tried(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    home = tmp_path_factory.mktemp("journeys") / "home"
    shutil.copytree(sample.home, home)
    with served(home) as one:
        yield one


@dataclass(slots=True)
class Somebody:
    """A person with a browser, and the room in which they are."""

    page: Page
    tried: Tried
    room: str

    def goes(self, path: str) -> Page:
        self.page.goto(f"{self.tried.address}{self.room}{path}")
        return self.page

    def sends(self, path: str = "", **fields: str) -> Page:
        """Fill in the form of a page (of this one without a path) by the names of its fields, and send it."""
        page = self.goes(path) if path else self.page
        for name, value in fields.items():
            self._fill(page, name, value)
        # The form that has the first of the fields; without fields the first of the page.
        wanted = f"main form:has([name='{next(iter(fields))}'])" if fields else "main form"
        page.locator(wanted).first.locator("button[type=submit]").first.click()
        page.wait_for_load_state()
        return page

    def _fill(self, page: Page, name: str, value: str) -> None:
        page.locator("main").evaluate("all => all.querySelectorAll('details').forEach(one => one.open = true)")
        field = page.locator(f"main [name='{name}']").first
        kind = field.evaluate("one => one.type")
        if kind in ("radio", "checkbox"):
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)


def newcomer(tried: Tried, browser: Browser, email: str, room: str) -> Somebody:  # noqa: F811
    """Somebody signs in for the first time: by the letter that comes to an unknown address, else by a code."""
    page = tried.page(browser)
    page.goto(f"{tried.address}/fi/kirjaudu/")
    page.locator("main input[type=email]").fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    letter = tried.letters(email)[-1]
    link = re.findall(rf"{re.escape(tried.address)}\S+/uusi/\S+", letter)
    if link:
        page.goto(link[0])
        page.locator("main input[name=name]").fill(email.split("@")[0])
    else:
        page.locator("main input[name=code]").fill(tried.code_for(email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    return Somebody(page, tried, room)


def member(tried: Tried, browser: Browser, party: str, post: str) -> Somebody:  # noqa: F811
    """Somebody of the invented county."""
    page = tried.page(browser)
    act_as(page, tried, party, post)
    return Somebody(page, tried, re.sub(r"^https?://[^/]+", "", page.url))


def test_one_begins_alone_the_county_joins_and_what_was_disputed_is_agreed(tried: Tried, browser: Browser) -> None:  # noqa: F811
    area = areas().areas("HVA", areas().current)[0].id
    alone, other = areas().members(area, areas().current)[:2]
    room = f"/fi/yhteistyo/{area}/"
    first = newcomer(tried, browser, "first@kunta.example", room)
    first.sends("aloita/", beginner=f"municipality|{alone}", post_title="Hyvinvointikoordinaattori")
    expect(first.page).to_have_url(re.compile("itsearviointi"))
    first.sends(**dict.fromkeys(("mandate", "responsible_post", "time", "tools", "access"), "3"))
    question = "Missä lapset jäävät jonoon palvelujen väliin?"
    first.sends("tarpeet/uusi/", question_fi=question, level="J")
    for party, email in ((f"county|{area}", "county@alue.example"), (f"municipality|{other}", "second@kunta.example")):
        first.sends("kutsu/", party=party, post_title="Koordinaattori", email=email)

    county, second = (newcomer(tried, browser, email, room) for email in ("county@alue.example", "second@kunta.example"))
    for one in (county, second):
        one.goes("").locator("form[action$='/liity/'] button").click()
        expect(one.page).to_have_url(re.compile("itsearviointi"))
    need = county.goes("tarpeet/").get_by_role("link", name=question).get_attribute("href") or ""
    path = need.removeprefix(room)

    reason = "Meillä jonoja ei ole, mutta ensi vuonna voi olla."
    county.sends(f"{path}painota/", importance="not_needed", reason=reason)
    assert reason not in first.goes(path).content()  # nobody sees it before answering
    first.sends(f"{path}painota/", importance="essential", reason="Tämä vie eniten aikaa.")
    second.sends(f"{path}painota/", importance="essential", reason="")
    assert reason in first.goes(path).content()

    expect(first.goes("tarpeet/kokous/").get_by_role("link", name=question)).to_be_visible()
    first.sends(f"tarpeet/kokous/{path.rstrip('/').rpartition('/')[2]}/", remark="Seurataan yhdessä.", outcome="essential")
    for one in (first, county, second):
        one.goes("sopimukset/").get_by_role("link", name=question).click()
        one.sends(answer="remarks" if one is county else "agree", **({"text": "Tarkistetaan vuoden päästä."} if one is county else {}))
    expect(first.goes("sopimukset/").get_by_role("row", name=question)).to_contain_text("Sovittu")
    first.goes(path).get_by_role("button", name="Merkitse: sovittu olennaiseksi").click()
    expect(county.goes("tarpeet/ydintiedot/").locator("main")).to_contain_text(question)


def test_a_phenomenon_is_raised_by_two_merged_and_chosen_as_a_priority(tried: Tried, browser: Browser) -> None:  # noqa: F811
    people = [("Tarulahti", "Hyvinvointikoordinaattori"), ("Arvelo", "Sivistys- ja hyvinvointijohtaja")]
    people += [("Tuumaniemi", "Hyvinvointisihteeri"), ("Mallila (maakunnan liitto)", "Ennakointipäällikkö")]
    raiser, twin, viewer, chooser = (member(tried, browser, *one) for one in people)
    raiser.sends("ilmiot/", sentence_fi="Yksinäisyys kasvaa kylissä.")
    twin.sends("ilmiot/", sentence_fi="Kylissä ollaan yhä enemmän yksin.")
    viewer.goes("ilmiot/").get_by_role("link", name="Yksinäisyys kasvaa kylissä.").click()
    viewer.sends(**{"view-text": "Kotikäynneillä kuulee samaa."})
    twin.goes("ilmiot/").get_by_role("link", name="Kylissä ollaan yhä enemmän yksin.").click()
    twin.page.locator("main a[href$='/yhdista/']").click()
    twin.page.get_by_label("Yksinäisyys kasvaa kylissä.").check()
    twin.page.locator("main form button[type=submit]").first.click()
    raiser.goes("ilmiot/").get_by_role("link", name="Yksinäisyys kasvaa kylissä.").click()
    expect(raiser.page.locator("main")).to_contain_text("Kylissä ollaan yhä enemmän yksin.")
    expect(raiser.page.locator("main")).to_contain_text("Kotikäynneillä kuulee samaa.")
    chooser.goes("painopisteet/")
    field = chooser.page.locator("main [name='phenomenon']")
    chosen = field.locator("option", has_text="Yksinäisyys kasvaa kylissä.").get_attribute("value") or ""
    chooser.sends(phenomenon=chosen, name_fi="Yksinäisyyden vähentäminen", meeting="Johdon seminaari", chosen_on="2026-11-20")
    expect(viewer.goes("painopisteet/").locator("main")).to_contain_text("Yksinäisyyden vähentäminen")


def test_an_interface_is_put_to_the_parties_and_silence_is_no_answer(tried: Tried, browser: Browser) -> None:  # noqa: F811
    people = [("Tarulahti", "Hyvinvointikoordinaattori"), ("Arvelo", "Sivistys- ja hyvinvointijohtaja")]
    people += [("Tuumaniemi", "Hyvinvointisihteeri"), ("Haavesalo", "Hallintojohtaja")]
    beginner, agreeing, differing, silent = (member(tried, browser, *one) for one in people)
    name = "Kotoutumisen neuvonta"
    beginner.goes("yhdyspinnat/uusi/")
    named = ("Arvelo", "Tuumaniemi", "Haavesalo", "Tarulahti")
    for party in named:
        beginner.page.get_by_label(party, exact=True).check()
    beginner.sends(name_fi=name)
    beginner.sends(**{"describe-does": "Neuvoo työnantajia."})
    beginner.page.get_by_role("link", name="Esitä osapuolten sovittavaksi").first.click()
    for box in beginner.page.locator("main [name='parties']").all():
        box.uncheck()
    for party in named:
        beginner.page.get_by_label(party, exact=True).check()
    beginner.sends(proposal="Sovitaan yhteisestä neuvonnasta.")
    view = "Meillä tämä kuuluu työllisyysalueelle."
    for one, answer, text in ((beginner, "agree", ""), (agreeing, "agree", ""), (differing, "differ", view)):
        one.goes("sopimukset/").get_by_role("link", name=name).click()
        one.sends(answer=answer, **({"text": text} if text else {}))
    silent.goes("yhdyspinnat/").get_by_role("link", name=name).click()
    expect(silent.page.locator("main")).to_contain_text("Haavesalo")
    silent.goes("sopimukset/").get_by_role("link", name=name).click()
    expect(silent.page.get_by_role("row", name="Haavesalo")).to_contain_text("ei ole vielä vastannut")
    expect(silent.page.locator("main")).to_contain_text(view)
