"""Charts in a real browser under the product's own content policy: pictures, exploring, embedding, copying."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_pages_in_a_browser import browser, unfold, violations  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser

LINES = "alue/KU179/kuvio/kehitys-stat.tyonv.12r5.tyottomien_osuus/"
MAP = "alue/KU179/kuvio/kartta-ku-stat.tyonv.12r5.tyottomien_osuus/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:  # noqa: F811
    """A page under the policy; what it refuses, and every fault of a script, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown, faults = context.new_page(), []
    shown.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: faults.append(str(error)))
    yield shown
    context.close()
    assert faults == []


def test_the_picture_is_drawn_with_our_font_and_sharp(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/{LINES}")
    image = page.locator(".chart-page img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 720
    assert page.locator(".chart-page img").bounding_box()["width"] > 500  # type: ignore[index]
    page.set_viewport_size({"width": 320, "height": 800})
    expect(image).to_have_js_property("currentSrc", page.locator("source").evaluate("one => new URL(one.srcset, location).href"))


def test_exploring_draws_without_eval_and_tells_the_values_of_a_period(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/{LINES}tarkastele/")
    page.locator("[data-drawn]").wait_for(timeout=20_000)
    box = page.locator(".explored canvas").bounding_box()
    assert box is not None
    for step in range(4):
        page.mouse.move(box["x"] + box["width"] / 2 + step, box["y"] + box["height"] / 2)
    tip = page.locator("#vg-tooltip-element.visible")
    tip.wait_for(timeout=5000)
    period = next(line for line in tip.inner_text().splitlines() if "/" in line).strip()
    row = page.locator("tr", has=page.locator("th", has_text=period)).first
    assert row.locator("td").first.text_content() in tip.inner_text()


def test_without_scripts_the_picture_and_the_table_stay(browser: Browser, site: str) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/fi/{LINES}tarkastele/")
    assert page.locator(".explored img").count() == 1
    assert page.locator("table tbody tr").count() > 100
    page.goto(f"{site}/fi/{LINES}")
    assert page.locator("textarea#text").input_value().count("Tilastokeskus") == 1
    assert page.locator("button[data-copies]").first.is_hidden()
    context.close()


def test_a_text_is_copied_with_a_button(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/fi/{LINES}")
    page.locator("button[data-copies=text]").click()
    page.locator("[role=status]", has_text="Kopioitu").wait_for(timeout=5000)
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#text").input_value()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_areas_of_the_picture_are_reached_by_keyboard_where_no_map_is_drawn(browser: Browser, site: str, scripts: bool) -> None:  # noqa: F811
    """A browser without WebGL is told so; one without scripts sees the picture as it is."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{site}/fi/{MAP}tarkastele/")
    if scripts:
        expect(page.locator(".zoomed [role=status]")).to_contain_text("selain ei pysty")
    expect(page.locator("select#place")).to_be_hidden()
    page.locator(".drawing__picture--map a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/alue/KU*/")
    context.close()


def test_a_map_is_zoomed_by_keyboard_and_tells_the_value_of_a_chosen_area(page: Page, site: str) -> None:
    """The fixture sees to it that the content policy refuses nothing; nothing is asked from elsewhere."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/sv/{MAP}")
    assert not [one for one in asked if "maplibre" in one]
    page.goto(f"{site}/sv/{MAP}tarkastele/")
    page.locator("[data-drawn]").wait_for(timeout=20_000)
    canvas = page.locator(".zoomed__map canvas")
    assert canvas.bounding_box()["width"] > 500  # type: ignore[index]
    expect(page.locator("[data-picture]")).to_be_hidden()
    page.locator("select#place").focus()
    page.locator("select#place").select_option("KU410")
    popup = page.locator(".maplibregl-popup")
    value = page.locator("tr", has=page.locator("th", has_text="Laukas")).locator("td").first.text_content()
    expect(popup).to_contain_text(f"Laukas: {value}")
    before = canvas.screenshot()
    canvas.focus()
    page.keyboard.press("+")
    page.wait_for_timeout(1_000)  # the movement takes a third of a second
    assert canvas.screenshot() != before
    popup.get_by_role("link").click()
    page.wait_for_url("**/sv/alue/KU410/**")
    assert {one.startswith((site, "data:")) for one in asked} == {True}


def test_who_has_tabbed_to_an_area_of_the_picture_goes_on_from_it_when_the_map_comes(page: Page, site: str) -> None:
    """The outlines are held back until the keyboard has come to an area of the picture that they will replace."""
    waiting: list[Route] = []
    page.route("**/*.geojson", lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright cannot name a built-in method)
    with page.expect_request("**/*.geojson"):
        page.goto(f"{site}/sv/{MAP}tarkastele/")
    page.locator("[data-picture] a[aria-label*=Laukas]").first.focus()
    waiting[0].continue_()
    page.locator("[data-drawn]").wait_for(timeout=20_000)
    expect(page.locator("select#place")).to_be_focused()
    expect(page.locator("select#place")).to_have_value("KU410")
    expect(page.locator(".maplibregl-popup")).to_contain_text("Laukas")


@pytest.fixture
def elsewhere(site: str) -> Iterator[str]:
    """Another site on loopback, whose page frames the address of ours that its own path names."""

    class Framing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<!doctype html><iframe src="{site}{self.path}" width="700"></iframe>'.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Framing)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_only_the_embedded_page_may_be_framed(browser: Browser, elsewhere: str) -> None:  # noqa: F811
    context = browser.new_context()
    page = context.new_page()
    for address, seen in ((f"{LINES}upota/", True), (LINES, False)):
        page.goto(f"{elsewhere}/fi/{address}", wait_until="networkidle")
        assert page.frames[1].url.startswith("http") is seen
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("path", [LINES, f"{LINES}tarkastele/", f"{LINES}upota/", MAP, f"{MAP}tarkastele/"])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_pages_of_charts_are_accessible_and_reflow(browser: Browser, site: str, language: str, path: str) -> None:  # noqa: F811
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}/{language}/{path}")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    context.close()
