"""The way out: whole replies or none, in time, within caps, politely."""

from __future__ import annotations

import ast
import gzip
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

import yhdyspinta
from tests.servers.faults import FAULTS, UNFRAMED, Answer, Question, bomb, serve
from tests.sources.ways import DEADLINE, way_to
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.http import Request

DATA = b"".join(b"1;%d;2024;total;1.5\r\n" % number for number in range(2000))
# What the way itself refuses; a page, another charset and nothing at all are whole replies, which the readers refuse.
REFUSED = {
    "drip": Kind.DEADLINE,
    "drip_headers": Kind.DEADLINE,
    "half": Kind.CUT,
    "cut_gzip": Kind.CUT,
    "bomb": Kind.TOO_LARGE,
    "busy_429": Kind.BUSY,
    "busy_503": Kind.BUSY,
    "loop": Kind.REFUSED,
    "hang": Kind.DEADLINE,
    "reset": Kind.BROKEN,
    "reset_midway": Kind.CUT,
}


def plain(question: Question) -> Answer:
    return Answer(DATA)


def test_a_whole_reply_arrives_with_its_time_and_marks() -> None:
    with serve(lambda question: Answer(DATA, headers={"ETag": '"a"', "Last-Modified": "Mon, 01 Jun 2026 00:00:00 GMT"})) as server:
        reply = way_to(server).fetch(Request(f"{server.address}/csv?years=2023&years=2024"))
    assert reply.data == DATA
    assert (reply.status, reply.etag, reply.modified) == (200, '"a"', "Mon, 01 Jun 2026 00:00:00 GMT")
    assert datetime.fromisoformat(reply.retrieved_at).utcoffset() == timedelta(0)
    assert reply.framed
    assert server.asked[0].query == {"years": ["2023", "2024"]}


def test_the_asker_names_the_product_and_a_contact() -> None:
    with serve(plain) as server:
        way_to(server).fetch(Request(server.address))
    agent = server.asked[0].headers["user-agent"]
    assert agent == f"Yhdyspinta/{yhdyspinta.__version__} (+https://example.org/contact)"


def test_a_body_is_posted_as_given() -> None:
    with serve(plain) as server:
        way_to(server).fetch(Request(server.address, "POST", b'{"query":[]}', {"Content-Type": "application/json"}))
    assert (server.asked[0].method, server.asked[0].body) == ("POST", b'{"query":[]}')


@pytest.mark.parametrize("members", [1, 3])
def test_a_compressed_reply_is_unpacked(members: int) -> None:
    size = len(DATA) // members + 1
    packed = b"".join(gzip.compress(DATA[start : start + size]) for start in range(0, len(DATA), size))
    with serve(lambda question: Answer(packed, headers={"Content-Encoding": "gzip"})) as server:
        assert way_to(server).fetch(Request(server.address)).data == DATA


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_outlasts_the_deadline_or_passes_as_the_reply(fault: str) -> None:
    bomb()  # made before the clock runs
    with serve(plain, fault) as server:
        way, begun = way_to(server), time.monotonic()
        if fault in REFUSED:
            with pytest.raises(SourceError, match=r"127\.0\.0\.1") as caught:
                way.fetch(Request(server.address))
            assert caught.value.kind is REFUSED[fault]
        else:
            assert way.fetch(Request(server.address)).data != DATA
        assert time.monotonic() - begun < DEADLINE + 1


def test_a_reply_without_framing_is_said_to_be_so() -> None:
    with serve(plain, UNFRAMED) as server:
        reply = way_to(server).fetch(Request(server.address))
    assert not reply.framed
    assert len(reply.data) < len(DATA)


def test_a_bomb_stops_at_the_cap_also_in_memory() -> None:
    cap, small = 4_000_000, bomb()
    assert len(small) < cap < 300_000_000
    with serve(plain, "bomb") as server:
        way = way_to(server, most_bytes=cap, deadline_seconds=10.0)
        tracemalloc.start()
        with pytest.raises(SourceError) as caught:
            way.fetch(Request(server.address))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert caught.value.kind is Kind.TOO_LARGE
    assert peak < 3 * cap


@pytest.mark.parametrize("framed", [True, False])
def test_too_many_bytes_are_refused_with_or_without_an_announcement(framed: bool) -> None:
    with serve(lambda question: Answer(bytes(2_000_000), framed=framed)) as server, pytest.raises(SourceError) as caught:
        way_to(server).fetch(Request(server.address))
    assert caught.value.kind is Kind.TOO_LARGE


def test_a_compressed_reply_with_a_broken_checksum_is_refused() -> None:
    packed = bytearray(gzip.compress(DATA))
    packed[-6] ^= 1
    with (
        serve(lambda question: Answer(bytes(packed), headers={"Content-Encoding": "gzip"})) as server,
        pytest.raises(SourceError) as caught,
    ):
        way_to(server).fetch(Request(server.address))
    assert caught.value.kind is Kind.CUT


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_compressed_reply_cut_anywhere_is_refused(cut: int) -> None:
    packed = gzip.compress(DATA)
    with (
        serve(lambda question: Answer(packed[:-cut], headers={"Content-Encoding": "gzip"}, framed=False)) as server,
        pytest.raises(SourceError) as caught,
    ):
        way_to(server, tries=1).fetch(Request(server.address))
    assert caught.value.kind is Kind.CUT


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, "refused"), (403, "refused"), (404, "gone"), (410, "gone"), (500, "broken"), (206, "broken"), (304, "broken")],
)
def test_other_answers_are_told_apart(status: int, kind: str) -> None:
    with serve(lambda question: Answer(b"", status)) as server, pytest.raises(SourceError) as caught:
        way_to(server, tries=1).fetch(Request(server.address))
    assert (caught.value.kind, caught.value.status) == (kind, status)


def test_an_unchanged_reply_is_not_sent_again() -> None:
    def answer(question: Question) -> Answer:
        known = question.headers.get("if-none-match") == '"a"' or "if-modified-since" in question.headers
        return Answer(status=304) if known else Answer(DATA, headers={"ETag": '"a"'})

    with serve(answer) as server:
        way = way_to(server)
        first = way.fetch(Request(server.address))
        assert not first.unchanged
        assert way.fetch(Request(server.address, etag=first.etag)).unchanged
        assert way.fetch(Request(server.address, modified="Mon, 01 Jun 2026 00:00:00 GMT")).unchanged


def test_a_list_that_many_targets_need_is_asked_once() -> None:
    with serve(plain) as server:
        way = way_to(server)
        for _ in range(3):
            assert way.fetch(Request(server.address, remember_seconds=60)).data == DATA
        assert len(server.asked) == 1
        way.fetch(Request(server.address))
        assert len(server.asked) == 2


def test_what_passes_is_tried_again_and_what_does_not_is_not() -> None:
    answers = iter([Answer(status=502), Answer(DATA), Answer(status=404)])
    with serve(lambda question: next(answers)) as server:
        way = way_to(server, deadline_seconds=3.0)
        assert way.fetch(Request(server.address)).data == DATA
        with pytest.raises(SourceError):
            way.fetch(Request(server.address))
    assert len(server.asked) == 3


def test_the_number_of_tries_is_bounded() -> None:
    with serve(lambda question: Answer(status=500)) as server, pytest.raises(SourceError):
        way_to(server, tries=3, deadline_seconds=20.0, options={"sleep": lambda seconds: None}).fetch(Request(server.address))
    assert len(server.asked) == 3


def test_a_redirect_within_the_list_is_followed() -> None:
    def answer(question: Question) -> Answer:
        return Answer(DATA) if question.path == "/new" else Answer(status=301, headers={"Location": "/new"})

    with serve(answer) as server:
        assert way_to(server).fetch(Request(f"{server.address}/old")).url == f"{server.address}/new"


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_wait_that_is_asked_for_is_kept(form: str) -> None:
    now, slept = [1_000.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    after = "3" if form == "seconds" else format_datetime(datetime.now(UTC) + timedelta(seconds=4), usegmt=True)
    answers = iter([Answer(status=429, headers={"Retry-After": after}), Answer(DATA)])
    with serve(lambda question: next(answers)) as server:
        way = way_to(server, deadline_seconds=10.0, options={"clock": lambda: now[0], "sleep": sleep})
        assert way.fetch(Request(server.address)).data == DATA
    assert sum(slept) == pytest.approx(3, abs=1.1)


def test_a_wait_beyond_the_deadline_ends_the_fetch_and_holds_for_the_next_one() -> None:
    now = [1_000.0]
    with serve(lambda question: Answer(status=503, headers={"Retry-After": "600"})) as server:
        way = way_to(server, options={"clock": lambda: now[0]})
        for _ in range(2):
            with pytest.raises(SourceError) as caught:
                way.fetch(Request(server.address))
            assert caught.value.kind is Kind.BUSY
        assert len(server.asked) == 1, "nobody asked while the host wants to be left alone"
        now[0] += 601
        with pytest.raises(SourceError):
            way.fetch(Request(server.address))
        assert len(server.asked) == 2


def test_only_one_file_opens_connections() -> None:
    """`network.py` is the lower half of `http.py`; `allowed.py` only asks for addresses.

    An organisation's own sign-in is reached by allauth, whose errors the page of signing in knows by their class.
    """
    root = Path(yhdyspinta.__file__).parent
    allowed = {
        "httpcore": {"sources/http.py", "sources/network.py"},
        "socket": {"sources/allowed.py", "cli/server.py"},
        "requests": {"web/rooms/accounts/signing_in.py"},
    }
    forbidden = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "socket", "http.client", "urllib.request", "ftplib"}
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = (
                [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
            )
            for name in forbidden & set(names):
                assert file.relative_to(root).as_posix() in allowed.get(name, set()), f"{file} imports {name}"
