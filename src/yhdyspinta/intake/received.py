"""A whole release that came, and what stands of its target: read from bytes and table, compared, nothing decided."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.live import Target
from yhdyspinta.domain.release import Release
from yhdyspinta.formats import bundle
from yhdyspinta.formats.bundle import Part
from yhdyspinta.intake import bundles, runs
from yhdyspinta.intake.changes import Difference, compare, log
from yhdyspinta.intake.oddities import Reason, factors, fewer, odd
from yhdyspinta.intake.validation import check_areas, check_indicators
from yhdyspinta.observations.schema import OBSERVATIONS
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive
from yhdyspinta.sources.source import Reading

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Received:
    """A whole release that is not yet compared: its bytes, its record, its observations."""

    data: bytes
    release: Release
    rows: pa.Table
    notes: tuple[str, ...] = ()
    sized: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a target: the ids of its releases in the table, their rows, and the questions that they answer."""

    releases: tuple[str, ...]
    rows: pa.Table
    targets: tuple[Target, ...]


def receive(target: Target, parts: Sequence[Part]) -> Received:
    """Bytes, rows and record of a release; ParseError when anything in it is not what it should be."""
    data = bundles.packed(target, parts)
    reading = bundles.read(target, parts)
    release = _record(target, parts, reading, hashlib.sha256(data).hexdigest())
    rows = bundles.observations(reading.rows, release.id, target.source)
    check_indicators(target.id, rows, {wanted.indicator for wanted in target.series} & indicators().keys())
    check_areas(target.id, rows, areas())
    return Received(data, release, rows, reading.notes, reading.sized)


def standing_of(home: Path, target: Target, received: pa.Table) -> Standing:
    """What stands of a target. A source that only tells how things are now (`snapshot` in its facts) has no history of its
    own: earlier releases are that history, and only one of the same period is compared and replaced."""
    table, own = VersionedTable(home), re.compile(re.escape(target.id) + "-[0-9a-f]{12}")
    names = tuple(sorted(name for name in table.releases() if own.fullmatch(name)))
    if not names:
        return Standing((), OBSERVATIONS.empty_table(), ())
    answered = tuple(bundles.target_of(Archive(home).get(name)[1]) for name in names)
    wanted = sorted({wanted.indicator for one in answered for wanted in one.series})
    rows = table.read(indicators=wanted)
    rows = rows.filter(pc.is_in(rows["release"], value_set=pa.array(names, pa.string())))
    if target.facts.get("snapshot") is True:
        same = set(rows.filter(pc.is_in(rows["period"], value_set=received["period"].unique()))["release"].unique().to_pylist())
        kept = [(name, one) for name, one in zip(names, answered, strict=True) if name in same]
        names, answered = tuple(name for name, _ in kept), tuple(one for _, one in kept)
        rows = rows.filter(pc.is_in(rows["release"], value_set=pa.array(names, pa.string())))
    return Standing(names, rows, answered)


def reasons_of(home: Path, target: Target, standing: Standing, difference: Difference, received: Received) -> tuple[Reason, ...]:
    """Why a person should look at it first; empty when it may come in."""
    wanted = {one.indicator for one in target.series}
    if standing.releases:
        asked_the_same = all(one.as_dict() == target.as_dict() for one in standing.targets)
        found = odd(difference, areas(), wanted, asked_the_same)
        return found if received.sized else (*fewer(difference), *found)
    # Nothing stands of this target itself: a wrong unit still shows against the same figures from elsewhere.
    table = VersionedTable(home)
    if not table.may_hold(wanted):
        return ()
    return tuple(factors(compare(table.read(indicators=sorted(wanted)), received.rows).joined))


def entry(target: Target, received: Received, standing: Standing, difference: Difference, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    """The change log's entry."""
    return {
        "target": target.id,
        "source": target.source,
        "at": received.release.retrieved_at,
        "replaces": list(standing.releases),
        "first": difference.first,
        **log(difference),
        "notes": list(received.notes),
        "reasons": [reason.as_dict() for reason in reasons],
    }


def _licence(target: Target) -> str:
    """The licence of the definitions that a target feeds: it goes by producer, and one service has figures of several."""
    named = {indicators()[wanted.indicator].licence for wanted in target.series if wanted.indicator in indicators()}
    return ", ".join(sorted(named))


def _record(target: Target, parts: Sequence[Part], reading: Reading, digest: str) -> Release:
    """The record of a release; its id follows from target and bytes, so that the same replies are the same release."""
    source = sources()[target.source]
    return Release(
        id=f"{target.id}-{digest[:12]}",
        source=target.source,
        dataset=target.id,
        address=target.address or parts[0].url,
        query=parts[0].query if len(parts) == 1 else f"{len(parts)} requests; the archived bundle lists each",
        retrieved_at=runs.stamp(datetime.now(UTC)),
        source_updated_at=reading.updated or UNKNOWN,
        licence=reading.licence or _licence(target) or source.licence,
        producer=reading.producer or source.publisher,
        through="",
        sha256=digest,
        format=bundle.NAME,
    )
