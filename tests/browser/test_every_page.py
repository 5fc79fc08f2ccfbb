"""Every page of the table of addresses in a real browser: accessibility rules, 320 pixels, the keyboard, print.

Each page meets all ten areas and all three languages, in turn; `make test-slow` tries every combination.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Page

from tests.browser.areas import AREAS
from tests.browser.test_pages_in_a_browser import browser, page, unfold, violations  # noqa: F401 (fixtures)
from tests.web import addresses
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.environment import Environment
from yhdyspinta.web.presenters import hyte

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("asked_database")]  # a theme page asks for needs that were made public

NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
STOPS = 40  # tab stops that are walked from the top of a page
# What a keyboard has reached: whether it can be seen, and that it is not the page itself.
REACHED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  return {name: one.tagName + ' ' + (one.textContent || one.getAttribute('aria-label') || one.name || '').trim().slice(0, 60),
          seen: box.width > 0 && box.height > 0, body: one === document.body, path: [...document.querySelectorAll('*')].indexOf(one),
          parts: one.type === 'date' ? 4 : 1};
}"""


def pages_of(name: str, installation: Environment, edition: str, *, whole: bool = False) -> list[str]:
    """The addresses of a page in its languages; where it is of an area, in each of the ten areas that have it.

    `whole` crosses areas and languages; else the languages take turns over the areas.
    """
    found = []
    for place, arguments in enumerate(_arguments(name, installation, edition)):
        for language in LANGUAGES if whole or not _of_area(name) else (LANGUAGES[place % len(LANGUAGES)],):
            with translation.override(language):
                found.append(reverse(name, args=arguments))
    return found


def _of_area(name: str) -> bool:
    examples = addresses.EXAMPLES[name]
    return bool(examples and examples[0] and examples[0][0].startswith(("HVA", "KU")))


def _arguments(name: str, installation: Environment, edition: str) -> list[tuple[str, ...]]:
    """The arguments of a page: its examples, or its first example in each of the ten areas."""
    examples = addresses.EXAMPLES[name]
    if not _of_area(name):
        filled = addresses.filled_in(installation, edition, addresses.PUBLISHED)
        return [tuple(filled.get(one, one) for one in given) for given in examples]
    found = []
    for area in AREAS:
        filled = addresses.filled_in(installation, edition, area)
        if name == "hyte" and not hyte.has(areas().get(area)):
            continue
        if all(filled.get(one, one) != one or not one.isupper() for one in examples[0][1:]):  # an area without maps has no page of one
            found.append((area, *(filled.get(one, one) for one in examples[0][1:])))
    return found


def faults_of(page: Page, site: str, address: str) -> list[str]:  # noqa: F811
    """What is wrong with a page, in words; empty when nothing is."""
    page.set_viewport_size(WIDE)
    answer = page.goto(site + address)
    if answer is None or answer.status != 200:
        return [f"{address}: status {answer and answer.status}"]
    found = [f"{address}: keyboard: {one}" for one in keyboard_faults(page)]
    unfold(page)
    found += [f"{address}: {one}" for one in violations(page)]
    page.emulate_media(media="print")
    if page.locator("header.site-header").is_visible():
        found.append(f"{address}: the menu is printed")
    page.emulate_media(media="screen")
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{address}: {width} pixels wide on a screen of 320"] if width > NARROW["width"] else [])


def keyboard_faults(page: Page) -> list[str]:  # noqa: F811
    """The first stops of the Tab key: each can be seen, none holds the reader."""
    found, before, stayed = [], -1, 0
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        one = page.evaluate(REACHED)
        if one["body"]:
            break
        if not one["seen"]:
            found.append(f"an unseen stop: {one['name']}")
        stayed = stayed + 1 if one["path"] == before else 0
        if stayed == one["parts"]:  # a field of a day has stops for its day, month, year and calendar
            found.append(f"held at {one['name']}")
            break
        before = one["path"]
    return found


@pytest.mark.parametrize("name", sorted(addresses.page_names() - {"edition_changes"}))
def test_a_page_is_for_everybody(
    browser: Browser,  # noqa: F811
    page: Page,  # noqa: F811
    site: str,
    installed: Environment,
    edition: str,
    name: str,
) -> None:
    asked = pages_of(name, installed, edition)
    assert asked
    assert [fault for address in asked for fault in faults_of(page, site, address)] == []
