"""The product as `make run` serves it, in processes of its own, with the invented county in it, and people who come to it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path

from playwright.sync_api import Browser, Page

_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Tried:
    """A running installation: its address and state folder."""

    address: str
    home: Path

    def page(self, browser: Browser, *, measured: bool = False) -> Page:
        """A browser of its own for one person: cookies are shared with nobody. `measured` lets the test put its own scripts in."""
        return browser.new_context(viewport={"width": 1280, "height": 900}, locale="fi-FI", bypass_csp=measured).new_page()

    def letters(self, receiver: str) -> list[str]:
        """The texts of the letters to an address, the newest last: this installation has no mail server, so they stay in its outbox."""
        found = []
        for file in sorted((self.home / "outbox").glob("*.eml"), key=lambda one: one.stat().st_mtime_ns):
            letter = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
            if receiver in str(letter["to"]):
                found.append(letter.get_body(("plain",)).get_content())
        return found

    def code_for(self, receiver: str) -> str:
        """The code of the newest letter."""
        return re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", self.letters(receiver)[-1])[-1]


@contextmanager
def served(home: Path, extra: Mapping[str, str] | None = None) -> Iterator[Tried]:
    """Load the example into a state folder that has the sample, and serve it in the demonstration mode."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "YHDYSPINTA_HOME": str(home), "YHDYSPINTA_DEMONSTRATION": "1", **(extra or {})}
    command = [str(Path(sys.executable).with_name("yhdyspinta"))]
    subprocess.run([*command, "load-example"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _await(f"{address}/health", process)
        yield Tried(address, home)
    finally:
        process.terminate()
        process.wait(30)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own, on loopback)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("The server did not answer.")


def act_as(page: Page, tried: Tried, party: str, post: str, language: str = "fi") -> None:
    """Sign in by one click as the holder of a post of the invented county."""
    page.goto(f"{tried.address}/{language}/kokeile/")
    page.locator("section", has=page.get_by_role("heading", name=party, exact=True)).get_by_role("button", name=post).first.click()
    page.wait_for_load_state()
