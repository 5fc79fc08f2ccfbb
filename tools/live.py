"""Meets each real service once, by hand and on a connected machine, and prints what differs from its documented shape.

One target of each service, and each whose entry is marked `unverified`, is collected and read as a refresh would do it, but
nothing is stored: neither archive nor table. The areas in use are held against the classifications that they come from,
and the limits that a PxWeb host tells of itself against curated/sources/hosts.toml. Exit code 1 when a service is not met
or differs from what is not marked as a guess.

    make live                                          each service once
    python tools/live.py thl.sotkanet.127 vk.kknr      these targets
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence

from yhdyspinta import environment
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.hosts import hosts
from yhdyspinta.catalogue.live import division, host_of, targets, unverified
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.division import Division
from yhdyspinta.domain.errors import ParseError, YhdyspintaError
from yhdyspinta.domain.live import LOOPBACK, Host, Target
from yhdyspinta.intake.area_refresh import collect
from yhdyspinta.intake.bundles import observations
from yhdyspinta.intake.validation import check_areas
from yhdyspinta.sources.allowed import addresses, place_of, system_resolve
from yhdyspinta.sources.connectors import CONNECTORS, stat_boundaries, stat_classification
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.http import Way

# The service was not met at all: nothing can be said of its shape.
ABSENT = frozenset({Kind.BROKEN, Kind.BUSY, Kind.DEADLINE})
PATIENCE = 5.0  # seconds for the name of a host to be found


def main(arguments: Sequence[str]) -> int:
    settings, known = environment.read(), targets()
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"live: there is no target {', '.join(unknown)}", file=sys.stderr)
        return 2
    way, guesses = Way(hosts(), contact=settings.contact), unverified()
    wanted = [known[name] for name in arguments] or one_a_service(known, guesses)
    differing, absent = 0, 0
    for target in wanted:
        try:
            faults = list(meet(target, way))
        except SourceError as error:
            absent += 1
            print(f"{target.id} ({target.connector}): not met: {error}")
            continue
        guess = guesses.get(target.id, "")
        differing += 0 if guess else len(faults)
        if faults and guess:
            print(f"    unverified until now: {guess}. Correct the entry, or take `unverified` out of it.")
        elif guess:
            print("    met as it was guessed: take `unverified` out of its entry.")
    met = len(wanted) - absent
    if not arguments:
        try:
            differing += len(list(meet_division(division(), areas(), way)))
        except SourceError as error:
            absent += 1
            print(f"{division().id} ({division().connector}): not met: {error}")
    for host in limited_hosts(wanted) if met else ():
        for difference in limits(host, way):
            differing += 1
            print(f"{host.name}: {difference}")
    print(f"live: {met} of {len(wanted)} targets met, {differing} unexpected differences")
    return bool(differing or absent)


def one_a_service(known: Mapping[str, Target], guesses: Collection[str]) -> list[Target]:
    """The first target of each connector on each host, and every target of whose entry something is a guess."""
    first: dict[tuple[str, str], str] = {}
    for target in known.values():
        first.setdefault((target.connector, host_of(target.address)), target.id)
    return [target for target in known.values() if target.id in first.values() or target.id in guesses]


def meet(target: Target, way: Fetches) -> Iterator[str]:
    """Collect and read a target, printing what came; gives each difference from what is documented, as a sentence.

    SourceError when the service cannot be reached.
    """
    begun, connector = time.monotonic(), CONNECTORS[target.connector]
    try:
        found(target.address, PATIENCE)
        parts = list(connector.collect(target, way, {}))
        reading = connector.read(target, parts, areas())
        rows = observations(reading.rows, target.id, target.source)
        check_areas(target.id, rows, areas())
    except YhdyspintaError as error:
        if isinstance(error, SourceError) and error.kind in ABSENT:
            raise
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


def meet_division(target: Target, register: AreaRegister, way: Fetches) -> Iterator[str]:
    """Ask for the newest division in use as the next one will be asked for, and give where the answer is another.

    SourceError when the service cannot be reached.
    """
    year = register.current
    try:
        found(target.address, PATIENCE)
        parts = collect(target, way, None, year, lambda text, share: None)
        if len(parts) == 1:
            raise ParseError(f"The list of tables does not speak of {year}.")
        told = stat_classification.read(target, parts, year)
        drawn = {area for part in parts if part.name == stat_boundaries.PART for area in stat_boundaries.read(part, year)}
    except YhdyspintaError as error:
        if isinstance(error, SourceError) and error.kind in ABSENT:
            raise
        print(f"{target.id} ({target.connector}): differs: {error}")
        yield str(error)
        return
    kinds = ", ".join(sorted(told.parents))
    print(f"{target.id} ({target.connector}): {len(parts)} replies, {len(told.municipalities)} municipalities in {kinds}")
    for difference in differences(told, drawn, register):
        print(f"    differs: {difference}")
        yield difference


def differences(told: Division, drawn: Collection[str], register: AreaRegister) -> Iterator[str]:
    """Where a division that was told is not the one in use."""
    standing = set(register.members(COUNTRY, told.year))
    for what, listed in (("the list of municipalities", told.municipalities), ("the outlines", set(drawn))):
        if listed != standing:
            yield f"{what}: {', '.join(sorted(listed ^ standing)[:8])}"
    alive = {kind for kind in register.kinds if register.last_year(kind) == told.year} - {COUNTRY, MUNICIPALITY}
    if alive - set(told.parents):
        yield f"no classification of {', '.join(sorted(alive - set(told.parents)))}"
    for kind in sorted(alive & set(told.parents)):
        other = [area for area in sorted(standing) if told.parents[kind].get(area) != register.parent(area, kind, told.year)]
        if other:
            yield f"{kind}: {len(other)} municipalities are in another one, such as {other[0]}"
    if told.successors is None:
        yield f"no table from the municipalities of {told.year - 1} to those of {told.year}"


def found(address: str, seconds: float) -> None:
    """SourceError at once, without further tries, when the network does not know the host of an address."""
    if host_of(address) not in LOOPBACK:
        addresses(place_of(address, hosts()), system_resolve, seconds)


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
