"""Pages of a cooperation at work: 25 parties, 2,000 needs that all of them have weighed, 500 phenomena, 200,000 rows of the chain.

    python -m tests.bench both_sides

Two workers of the product, asked 20 times a second by somebody who has signed in; beside them a bare Django page behind the
same server, asked at the same pace. A time is counted from the moment when the request was due, so that waiting is in it.
"""

from __future__ import annotations

import http.client
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from tests.bench import home, site
from tests.bench.lines import Line

PARTIES, NEEDS, PHENOMENA, ROWS = 25, 2_000, 500, 200_000
A_SECOND, ASKED, READERS = 20, 200, 8
GOAL = 0.200  # seconds, p95
_WORDS = (
    *("lasten", "perheiden", "palvelujen", "koulujen", "kuljetusten", "asumisen", "työn"),
    *("terveyden", "kuntien", "verkoston", "talouden", "muutos", "vuonna"),
)
_SEARCHED = ("kunta", "koulu", "palvelu", "talous")


def measure() -> Iterator[Line]:
    """Fill, serve, ask; AssertionError when a page is not what it should be."""
    folder = home.fresh()
    os.environ["YHDYSPINTA_SECRET"] = secrets.token_urlsafe(64)  # one for all workers, or they do not know whom another signed in
    subprocess.run([home.COMMAND, "load-sample"], env=home.variables(folder), check=True, capture_output=True)
    filling = [sys.executable, "-m", "tests.bench.both_sides", str(folder)]
    done = subprocess.run(filling, env=home.variables(folder), check=True, capture_output=True, text=True)
    area, cookie = done.stdout.split()
    with ExitStack() as stack:
        ours = [stack.enter_context(site.served(site.of_product(folder))).port for _ in range(2)]
        bare = [stack.enter_context(site.served(site.bare_page)).port for _ in range(2)]
        beside = paced(bare, [f"/bare/{number}" for number in range(ASKED)], cookie)
        for name, addresses in pages(area).items():
            paced(ours, addresses[: 2 * A_SECOND], cookie)  # a worker that has just begun is not what people meet
            taken = paced(ours, addresses, cookie)
            said = f"bare Django page p95 {1000 * p95(beside):.1f} ms"
            yield Line(
                f"{name}, p95 at {A_SECOND} a second",
                f"{1000 * p95(taken):.0f} ms",
                said,
                p95(taken) / p95(beside),
                "200 ms",
                p95(taken) <= GOAL,
            )
            yield Line("· median", f"{1000 * float(np.median(taken)):.0f} ms", "", float(np.median(taken)) / float(np.median(beside)))


def p95(taken: Sequence[float]) -> float:
    return float(np.quantile(taken, 0.95))


def pages(area: str) -> dict[str, list[str]]:
    """Addresses of each kind, in the languages by turns: pages of the board, its parts, the drawing, and searches of two words."""
    dice, languages = random.Random(6), ("fi", "sv", "en")
    parts = ("", "disputed", "shared", "one_sided")
    rooms = [f"/{languages[place % 3]}/yhteistyo/{area}" for place in range(ASKED)]
    return {
        "board of needs": [f"{room}/tarpeet/?nakyma={dice.choice(parts)}&sivu={dice.randint(1, 12)}" for room in rooms],
        "weights as a drawing": [f"{room}/tarpeet/kuvio/" for room in rooms],
        "search of a cooperation": [f"{room}/haku/?q={'+'.join(dice.sample(_SEARCHED, 2))}" for room in rooms],
    }


def paced(ports: Sequence[int], addresses: Sequence[str], cookie: str) -> list[float]:
    """Seconds of each address, asked at the pace by readers of their own; every answer is whole."""
    begun = time.perf_counter() + 0.2
    due = [begun + place / A_SECOND for place in range(len(addresses))]
    taken = [0.0] * len(addresses)
    left, lock = iter(range(len(addresses))), threading.Lock()
    faults: list[str] = []

    def read(reader: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", ports[reader % len(ports)], timeout=60)
        while True:
            with lock:
                place = next(left, None)
            if place is None:
                break
            time.sleep(max(0.0, due[place] - time.perf_counter()))
            line.request("GET", addresses[place], headers={"Cookie": cookie})
            answer = line.getresponse()
            body = answer.read()
            taken[place] = time.perf_counter() - due[place]
            known = addresses[place].startswith("/bare/") or b"room-frame__acting" in body
            if answer.status != 200 or not known:
                faults.append(f"{addresses[place]}: {answer.status}")
        line.close()

    readers = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert not faults, faults[:3]
    return taken


# ---- what is stored; a process of its own, since the settings are read once


def fill(folder: Path) -> tuple[str, str]:
    """The cooperation and whoever reads it: the area, and the cookie of somebody who has signed in."""
    os.environ |= home.variables(folder) | {"DJANGO_SETTINGS_MODULE": "yhdyspinta.config.settings"}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from tests import universe
    from yhdyspinta.accounts.services import opening
    from yhdyspinta.organisations.models import Person

    call_command("migrate", verbosity=0)
    world = universe.world(_large())
    parties = _parties(world)
    _said(world, parties)
    _rows(world)
    client = Client()
    client.force_login(opening.account_of(Person.objects.get(pk=world.first.person_id)))
    name = settings.SESSION_COOKIE_NAME
    return world.cooperation.area, f"{name}={client.cookies[name].value}"


def _large() -> int:
    """The place of a county that has at least as many organisations."""
    from yhdyspinta.catalogue.areas import areas

    counties = areas().areas("HVA", areas().current)
    return max(range(len(counties)), key=lambda place: len(areas().members(counties[place].id, areas().current)))


def _parties(world: object) -> list[object]:
    from tests import universe
    from yhdyspinta.organisations.models import Party
    from yhdyspinta.organisations.queries.inviting import parties_of_area
    from yhdyspinta.organisations.services import cooperations

    known = set(world.cooperation.parties.values_list("kind", "area"))
    others = [one for one in parties_of_area(world.cooperation.area) if (one.kind, one.area) not in known]
    named = [cooperations.NewParty("ngo", name=f"Järjestö {number}") for number in range(PARTIES)]
    for number, new in enumerate([*others, *named][: PARTIES - len(known)]):
        invited = cooperations.invite(
            actor=world.county, cooperation=world.cooperation, new=new, post_title="Koordinaattori", holder=universe.person(f"p{number}")
        )
        universe.joined(invited)
    return list(Party.objects.filter(cooperation=world.cooperation))


def _said(world: object, parties: list[object]) -> None:
    from django.utils import timezone

    from yhdyspinta.needs.models import Importance, Need, Weight
    from yhdyspinta.phenomena.models import Phenomenon

    dice, now = random.Random(7), timezone.now()
    common = {"cooperation": world.cooperation, "created_at": now, "changed_at": now}
    themes = list(world.cooperation.themes.all())
    needs = [
        Need(**common, party=dice.choice(parties), theme=dice.choice(themes), level=dice.choice("PJT"), question_fi=_question(dice))
        for _ in range(NEEDS)
    ]
    Need.objects.bulk_create(needs)
    times = {"created_at": now, "changed_at": now}
    weights = [Weight(**times, need=need, party=party, importance=dice.choice(Importance.values)) for need in needs for party in parties]
    Weight.objects.bulk_create(weights, batch_size=5_000)
    Phenomenon.objects.bulk_create(
        [Phenomenon(**common, raised_by=dice.choice(parties), sentence_fi=_question(dice)) for _ in range(PHENOMENA)]
    )


def _question(dice: random.Random) -> str:
    return f"Miten {' '.join(dice.sample(_WORDS, 5))}?".capitalize()


def _rows(world: object) -> None:
    """Rows of the chain as services write them, the newest last."""
    from django.utils import timezone

    from yhdyspinta.organisations.models import AuditHead, AuditRow

    head, now = AuditHead.objects.get(pk=AuditHead.THE_ONE), timezone.now()
    rows = []
    for number in range(head.number + 1, ROWS + 1):
        row = AuditRow(
            number=number,
            at=now,
            post_id=world.first.post_id,
            person_id=world.first.person_id,
            party_id=world.first.party_id,
            cooperation_id=world.cooperation.pk,
            action="weight.give",
            target_kind="needs.weight",
            target_id=number,
            fields="importance",
            before="",
            after="0" * 64,
            salt="0" * 32,
            previous=head.hash,
        )
        row.hash = head.hash = row.own_hash()
        rows.append(row)
    AuditRow.objects.bulk_create(rows, batch_size=5_000)
    head.number = ROWS
    head.save()


if __name__ == "__main__":
    print(*fill(Path(sys.argv[1])))
