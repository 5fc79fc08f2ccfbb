"""The first paint of pages on a slow phone, as the browser's own profile has it: slow network, a processor four times slower."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from tests.bench.lines import Line

CHROMIUM = "/usr/bin/chromium"
LIMIT = 2.0  # seconds
# "Slow 4G" of the browser's tools: bytes a second each way, milliseconds there and back.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PROCESSOR = 4  # times slower
_PAINTED = """() => new Promise(done => {
  const seen = performance.getEntriesByName('first-contentful-paint');
  if (seen.length) { done(seen[0].startTime); return; }
  new PerformanceObserver(list => { const one = list.getEntriesByName('first-contentful-paint'); if (one.length) done(one[0].startTime); })
    .observe({type: 'paint', buffered: true});
})"""


def measure(port: int, pages: dict[str, list[str]]) -> Iterator[Line]:
    """Seconds to the first contentful paint of each kind of page, nothing in the browser's cache; beside it without the brakes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu"])
        for name, addresses in pages.items():
            slow = [_painted(browser, f"http://127.0.0.1:{port}{one}", slow=True) for one in addresses]
            quick = [_painted(browser, f"http://127.0.0.1:{port}{one}", slow=False) for one in addresses]
            middle, beside = statistics.median(slow), statistics.median(quick)
            yield Line(
                f"{name}, first paint on a slow phone, median of {len(addresses)}", f"{middle:.2f} s",
                f"without its brakes {beside:.2f} s", middle / beside, f"{LIMIT:.0f} s", middle <= LIMIT,
            )  # fmt: skip
        browser.close()


def _painted(browser: Browser, address: str, *, slow: bool) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status == 200, address
    milliseconds = float(page.evaluate(_PAINTED))
    context.close()
    return milliseconds / 1000
