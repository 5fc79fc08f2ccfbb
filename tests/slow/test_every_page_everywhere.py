"""Every page, in each of the ten areas and in each language: the whole of what `tests/browser` tries in turns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import asked_database, beside_a_loop, edition, installed, site  # noqa: F401 (fixtures)
from tests.browser.test_every_page import faults_of, pages_of
from tests.browser.test_pages_in_a_browser import browser, page  # noqa: F401 (fixtures)
from tests.web import addresses
from yhdyspinta.environment import Environment

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("asked_database")]  # a theme page asks for needs that were made public


@pytest.mark.parametrize("name", sorted(addresses.page_names() - {"edition_changes"}))
def test_a_page_is_for_everybody_everywhere(
    browser: Browser,  # noqa: F811
    page: Page,  # noqa: F811
    site: str,  # noqa: F811
    installed: Environment,  # noqa: F811
    edition: str,  # noqa: F811
    name: str,
) -> None:
    asked = pages_of(name, installed, edition, whole=True)
    assert asked
    assert [fault for address in asked for fault in faults_of(page, site, address)] == []
