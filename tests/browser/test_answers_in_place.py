"""Forms that put their answer in place: with the script under the product's own content policy, and without any script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.test_pages_in_a_browser import CHROMIUM

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.refused = []  # type: ignore[attr-defined]
    page.documents = 0  # type: ignore[attr-defined]
    page.scripted = request.param  # type: ignore[attr-defined]

    def asked(one) -> None:
        page.documents += one.resource_type == "document" and one.redirected_from is None  # type: ignore[attr-defined]

    page.on("console", lambda said: page.refused.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    page.on("request", asked)
    yield page
    context.close()


def loaded_and_clean(page: Page) -> None:
    """The first page alone was loaded whole where there are scripts, and the content policy refused nothing."""
    assert page.documents == (1 if page.scripted else 2)  # type: ignore[attr-defined]
    assert page.refused == []  # type: ignore[attr-defined]


def test_the_list_of_indicators(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/tunnusluvut/")
    before = page.locator("#told").inner_text()
    page.fill("#q", "velka")
    page.locator("form.narrow button").click()
    page.wait_for_url("**/tunnusluvut/?q=velka**")
    page.wait_for_function("before => document.querySelector('#told').innerText !== before", arg=before) if page.scripted else None  # type: ignore[attr-defined]
    assert page.locator("#told").inner_text() != before
    assert page.locator("#results th[scope=row]").count() > 0
    loaded_and_clean(page)


def test_the_comparison(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/vertailu/?alueet=KU179,KU410")
    page.locator(".side-form summary").first.click()
    page.locator(".side-form details input").first.check()
    page.locator(".side-form button").click()
    page.wait_for_url("**luvut=**")
    page.locator("#results table thead", has_text="Laukaa").wait_for()
    loaded_and_clean(page)
