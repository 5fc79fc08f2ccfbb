"""Meets each real service once, by hand and on a connected machine, and prints what differs from its documented shape.

One target of each connector is collected and read as a refresh would do it, but nothing is stored: neither archive nor
table. The limits that a PxWeb host tells of itself are compared with curated/sources/hosts.toml. Exit code 1 when
anything differs that was not expected.

    make live                                          each connector once
    python tools/live.py thl.sotkanet.127 vk.kknr      these targets
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

from yhdyspinta import environment
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.hosts import hosts
from yhdyspinta.catalogue.live import host_of, targets
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.domain.live import Host, Target
from yhdyspinta.intake.bundles import observations
from yhdyspinta.intake.validation import check_areas
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.http import Way

# What is not established about a service: a difference there is news, not a fault of ours.
EXPECTED: Mapping[str, str] = {
    "kela_hva": "its shape is known from a description only, not from a reply",
    "kuntatalous": "its statements may use another taxonomy for the year",
    "ptv": "its version 11 was never met",
    "thl_cube": "the ids of its nodes are opaque and change with a new edition",
    "vipunen": "its limits are not told, and it may ask for a Caller-Id",
}


def main(arguments: Sequence[str]) -> int:
    settings, known = environment.read(), targets()
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"live: there is no target {', '.join(unknown)}", file=sys.stderr)
        return 2
    way = Way(hosts(), contact=settings.contact)
    wanted = [known[name] for name in arguments] or one_a_connector(known)
    unexpected = 0
    for target in wanted:
        faults = list(meet(target, way))
        unexpected += len(faults) if target.connector not in EXPECTED else 0
        if faults and target.connector in EXPECTED:
            print(f"    expected: {EXPECTED[target.connector]}")
    for host in limited_hosts(wanted):
        for difference in limits(host, way):
            unexpected += 1
            print(f"{host.name}: {difference}")
    print(f"live: {len(wanted)} targets met, {unexpected} unexpected differences")
    return bool(unexpected)


def one_a_connector(known: Mapping[str, Target]) -> list[Target]:
    """The first target of each connector that has any."""
    first: dict[str, Target] = {}
    for target in known.values():
        first.setdefault(target.connector, target)
    return list(first.values())


def meet(target: Target, way: Fetches) -> Iterator[str]:
    """Collect and read a target, printing what came; gives each difference from what is documented, as a sentence."""
    begun, connector = time.monotonic(), CONNECTORS[target.connector]
    try:
        parts = list(connector.collect(target, way, {}))
        reading = connector.read(target, parts, areas())
        rows = observations(reading.rows, target.id, target.source)
        check_areas(target.id, rows, areas())
    except YhdyspintaError as error:
        print(f"{target.id} ({target.connector}): differs: {error}")
        yield str(error)
        return
    size, periods = sum(len(part.data) for part in parts), sorted(rows["period"].unique().to_pylist())
    print(
        f"{target.id} ({target.connector}): {len(parts)} replies, {size:,} bytes, {rows.num_rows:,} figures, "
        f"{periods[0] if periods else '–'} to {periods[-1] if periods else '–'}, {time.monotonic() - begun:.1f} s"
    )
    for note in reading.notes:
        print(f"    note: {note}")
    got = set(rows["indicator"].unique().to_pylist())
    for indicator in sorted({wanted.indicator for wanted in target.series} - got):
        print(f"    differs: no figures of {indicator}")
        yield f"no figures of {indicator}"


def limited_hosts(wanted: Sequence[Target]) -> list[Host]:
    """The hosts of PxWeb v1 targets: they tell their own limits."""
    names = {host_of(target.address) for target in wanted if target.connector == "pxweb_v1"}
    return [host for name, host in hosts().items() if name in names]


def limits(host: Host, way: Fetches) -> Iterator[str]:
    """Where the limits that a PxWeb tells differ from those that we keep."""
    try:
        told = json.loads(way.fetch(Request(f"{host.base}/fi/?config")).data)
        calls, window = float(told["maxCalls"]), float(told["timeWindow"])
    except (YhdyspintaError, ValueError, KeyError, TypeError) as error:
        yield f"its limits cannot be read: {error}"
        return
    if host.calls / host.window_seconds > calls / window:
        yield f"allows {calls:g} calls in {window:g} s, and we make {host.calls} in {host.window_seconds:g} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
