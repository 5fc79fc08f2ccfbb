"""One count of requests for all workers, and a breaker that lets a sick host rest."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tests.servers.faults import Answer, serve
from tests.sources.ways import way_to
from yhdyspinta.domain.live import Host
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.http import Request
from yhdyspinta.sources.limiter import Limiter


def host(**changes: object) -> Host:
    facts: dict[str, object] = {
        "name": "a.example", "base": "https://a.example", "calls": 3, "window_seconds": 10.0, "deadline_seconds": 5.0,
        "most_bytes": 1000, "breaker_failures": 2, "breaker_seconds": 60.0,
    }  # fmt: skip
    return Host(**{**facts, **changes})  # type: ignore[arg-type]


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(params=[True, False])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path if request.param else None


def test_no_window_holds_more_requests_than_allowed(folder: Path | None) -> None:
    moment, here, went = Time(), host(), []
    limiter = Limiter(folder, moment.clock, moment.sleep)
    for _ in range(10):
        limiter.turn(here, 100)
        went.append(moment.now)
        moment.now += 1
    for start in went:
        assert sum(start <= at < start + here.window_seconds for at in went) <= here.calls


def test_what_a_host_tells_of_its_limit_holds_for_all_workers(folder: Path | None) -> None:
    moment, here, went = Time(), host(), []
    first = Limiter(folder, moment.clock, moment.sleep)
    second = Limiter(folder, moment.clock, moment.sleep) if folder else first
    first.turn(here, 100)
    first.keep_pace(here, 5, 30.0)
    for calls, window in ((0, 10.0), (-1, 10.0), (5, 0.0), (5, -1.0), (5, 1e9), (10**9, 1.0), (5, float("nan"))):
        second.keep_pace(here, calls, window)  # cannot be meant
    assert second.window(here) == 30.0
    for _ in range(20):
        second.turn(here, 100)
        went.append(moment.now)
        moment.now += 1
    most = max(sum(start <= at < start + 30.0 for at in went) for start in went)
    assert most == 5, "as many as it allows, and no more"
    second.keep_pace(here, 2, 30.0)
    assert first.window(host(name="b.example")) == 10.0


def test_hosts_do_not_wait_for_one_another(folder: Path | None) -> None:
    moment = Time()
    limiter = Limiter(folder, moment.clock, moment.sleep)
    for name in ("a.example", "b.example", "c.example"):
        for _ in range(3):
            limiter.turn(host(name=name), 100)
    assert moment.slept == []


def test_the_breaker_opens_lets_one_try_and_closes(folder: Path | None) -> None:
    moment, here = Time(), host()
    limiter = Limiter(folder, moment.clock, moment.sleep)
    for _ in range(2):
        limiter.turn(here, 100)
        limiter.report(here, well=False)
    with pytest.raises(SourceError, match="rests") as caught:
        limiter.turn(here, 100)
    assert caught.value.kind is Kind.BUSY
    moment.now += here.breaker_seconds
    limiter.turn(here, 100)
    with pytest.raises(SourceError, match="another worker"):
        limiter.turn(here, 100)
    limiter.report(here, well=False)
    with pytest.raises(SourceError, match="rests"):
        limiter.turn(here, 100)
    moment.now += here.breaker_seconds
    limiter.turn(here, 100)
    limiter.report(here, well=True)
    limiter.turn(here, 100)


def test_a_clock_set_back_locks_nobody_out(folder: Path | None) -> None:
    moment, here = Time(), host()
    limiter = Limiter(folder, moment.clock, moment.sleep)
    for _ in range(3):
        limiter.turn(here, 100)
    limiter.report(here, well=False)
    limiter.report(here, well=False)
    moment.now -= 500_000
    limiter.turn(here, 100)
    assert moment.slept == []


def test_a_damaged_count_begins_anew(tmp_path: Path) -> None:
    moment, here = Time(), host()
    limiter = Limiter(tmp_path, moment.clock, moment.sleep)
    limiter.turn(here, 100)
    (tmp_path / "a.example.json").write_bytes(b'{"calls": [1')
    limiter.turn(here, 100)
    assert moment.slept == []


# A worker with a clock that remembers what it last told: the very time that the turn is counted at.
WORKER = """
import sys, time
from pathlib import Path
from yhdyspinta.domain.live import Host
from yhdyspinta.sources.limiter import Limiter
told = [0.0]
def clock():
    told[0] = time.time()
    return told[0]
def work(folder):
    limiter = Limiter(Path(folder), clock, time.sleep)
    for _ in range(3):
        limiter.turn(Host("a.example", "https://a.example", 4, 0.5, 5.0, 1000), 60)
        print(told[0], flush=True)
work(sys.argv[1])
"""


def test_workers_of_one_machine_share_the_count(tmp_path: Path) -> None:
    """Four processes take 12 turns of 4 in half a second: no half second holds more than 4."""
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path)], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    went = sorted(float(line) for worker in workers for line in worker.communicate(timeout=30)[0].split())
    assert len(went) == 12
    assert all(later - earlier >= 0.5 for earlier, later in zip(went, went[4:], strict=False))


def test_threads_of_one_process_share_the_count() -> None:
    limiter, here, begun = Limiter(None, time.time, time.sleep), host(window_seconds=0.2), time.time()
    threads = [Thread(target=limiter.turn, args=(here, 60)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.time() - begun >= 3 * 0.2, "ten turns of three need three windows to pass"


def test_a_sick_host_is_left_alone_after_its_failures() -> None:
    with serve(lambda question: Answer(status=500)) as server:
        way = way_to(server, tries=1, breaker_failures=3, breaker_seconds=100.0)
        for _ in range(6):
            with pytest.raises(SourceError):
                way.fetch(Request(server.address))
    assert len(server.asked) == 3


def test_a_host_that_redirects_recovers_after_its_rest() -> None:
    """The redirect belongs to the one request that a rested host is tried with."""
    moment, answers = (
        Time(),
        iter([Answer(status=500), Answer(status=302, headers={"Location": "/new"}), Answer(b"whole"), Answer(b"again")]),
    )
    with serve(lambda question: next(answers)) as server:
        way = way_to(server, tries=1, breaker_failures=1, breaker_seconds=50.0, options={"clock": moment.clock, "sleep": moment.sleep})
        with pytest.raises(SourceError):
            way.fetch(Request(server.address))
        moment.now += 50
        assert way.fetch(Request(server.address)).data == b"whole"
        assert way.fetch(Request(server.address)).data == b"again"


def test_too_many_calls_without_a_wait_cost_a_window() -> None:
    moment, answers = Time(), iter([Answer(status=429), Answer(b"whole")])
    with serve(lambda question: next(answers)) as server:
        way = way_to(server, window_seconds=3.0, deadline_seconds=9.0, options={"clock": moment.clock, "sleep": moment.sleep})
        assert way.fetch(Request(server.address)).data == b"whole"
    assert sum(moment.slept) == pytest.approx(3.0)


def test_refusals_do_not_open_the_breaker() -> None:
    with serve(lambda question: Answer(status=404)) as server:
        way = way_to(server, tries=1, breaker_failures=2)
        for _ in range(4):
            with pytest.raises(SourceError):
                way.fetch(Request(server.address))
    assert len(server.asked) == 4
