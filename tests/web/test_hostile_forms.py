"""Every form of the rooms sent with wrong, huge, double, missing or hostile fields: a page with a sentence, never a 5xx.

The forms are those of tests/web/access.csv; their fields are those of its bodies and those that the page itself offers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.access_world import Stage
from tests.web.test_access import ROWS, stage
from yhdyspinta.organisations import chain

__all__ = ["stage"]  # the world of the table of access serves here too

pytestmark = pytest.mark.django_db
FORMS = [row for row in ROWS if row["method"] == "POST"]
# Put in the place of a field's value, one field at a time and all at once.
HOSTILE = (
    "nul\x00nul",
    "9" * 30,
    "-9223372036854775809",
    "99999999999",
    "\u202eyhteis",
    "x" * 30_000,
    "131052-308T",
    "9999-12-31T99:99",
)
# Sent as they are in the place of a whole body.
BODIES = (b"", b"&&&=&=", b"\xff\xfe=\xff&version=\xff", b"version=&version=1&version=[]", b"%00=%00&version=%00")
_OFFERED = re.compile(r"<(?:input|select|textarea)[^>]*\bname=\"([^\"]+)\"")
_URLENCODED = "application/x-www-form-urlencoded"


def _bodies(body: str, offered: list[str]) -> Iterator[bytes]:
    """The body with each field in turn hostile or left out, all double, and bodies that are none."""
    right = parse_qsl(body, keep_blank_values=True)
    yield from BODIES
    for place, field in enumerate(dict.fromkeys([name for name, _ in right] + offered)):
        rest = [pair for pair in right if pair[0] != field]
        yield urlencode(rest).encode()
        # By turns, so that each meets every kind of field somewhere and a row does not take seconds.
        yield urlencode([*rest, (field, HOSTILE[(place + len(body)) % len(HOSTILE)])], quote_via=quote).encode()
    yield urlencode([*right, *[(name, "a") for name, _ in right], *[(name, "") for name, _ in right]]).encode()
    # Forms with choices of fields: everything at once, so that what one field lets through another meets.
    for value in HOSTILE:
        yield urlencode(dict.fromkeys((*dict(right), *offered), value), quote_via=quote).encode()


def _offered(browser: Client, address: str) -> list[str]:
    with transaction.atomic():
        answer = browser.get(address)
        transaction.set_rollback(True)
    return [name for name in dict.fromkeys(_OFFERED.findall(answer.text)) if name not in ("q", "csrfmiddlewaretoken")][:8]


@pytest.mark.parametrize("row", FORMS, ids=[f"{row['page']} {row['body'][:20]}" for row in FORMS])
def test_no_body_breaks_a_form(stage: Stage, row: dict[str, str]):
    words, _, query = row["arguments"].format(**stage.names).partition("?")
    address = reverse(row["page"], args=words.split()) + (f"?{query}" if query else "")
    browser = stage.browser("coordinator")
    browser.raise_request_exception = False
    for body in _bodies(row["body"].format(**stage.names), _offered(browser, address)):
        with transaction.atomic():
            answer = browser.post(address, body, content_type=_URLENCODED)
            transaction.set_rollback(True)
        assert answer.status_code < 500, body[:300]


def test_the_chain_is_whole_after_all_that_the_rooms_hold(stage: Stage):
    verdict = chain.verify()
    assert verdict.rows > 100
    assert verdict.bad_row is None, verdict.sentence
