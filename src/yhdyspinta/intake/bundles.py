"""From the bytes of a live release to its rows: the bundle names its own target, the target its connector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.live import Target
from yhdyspinta.domain.status import Status
from yhdyspinta.formats import bundle
from yhdyspinta.formats.bundle import Part
from yhdyspinta.observations.rows import ordered
from yhdyspinta.observations.schema import OBSERVATIONS, conform
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.source import Connector, Reading

_RECEIVED = pa.schema([field for field in OBSERVATIONS if field.name not in ("release", "source")])


def packed(target: Target, parts: Sequence[Part]) -> bytes:
    """The bytes of a release: the same target and replies give the same bytes."""
    return bundle.pack({"target": target.as_dict()}, parts)


def target_of(data: bytes) -> Target:
    """The target that an archived release answers."""
    return Target.from_dict(bundle.unpack(data).manifest.get("target", {}))


def connector(name: str) -> Connector:
    """The connector of this name; ParseError when this version has none."""
    if name not in CONNECTORS:
        raise ParseError(f"There is no connector {name!r}.", f"Known are {', '.join(CONNECTORS)}.")
    return CONNECTORS[name]


def read(target: Target, parts: Sequence[Part]) -> Reading:
    """What the connector of the target makes of its replies."""
    with understood(target):
        return connector(target.connector).read(target, parts, areas())


@contextmanager
def understood(target: Target) -> Iterator[None]:
    """A reply of a shape that a connector did not think of is a ParseError as well: it must stop neither the other targets
    of a tick nor the record of this one."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        message = f"The replies of {target.id} have a shape that connector {target.connector} does not know ({error!r})."
        raise ParseError(message, "See whether the service has changed, and report it.") from error


def parse(data: bytes) -> pa.Table:
    """The rows of an archived release: columns of OBSERVATIONS but for `release` and `source`."""
    found = bundle.unpack(data)
    reading = read(Target.from_dict(found.manifest.get("target", {})), found.parts)
    return pa.Table.from_arrays([reading.rows[field.name].cast(field.type) for field in _RECEIVED], schema=_RECEIVED)


def observations(rows: pa.Table, release: str, source: str) -> pa.Table:
    """Rows of a reading as OBSERVATIONS of a release, in their order; ParseError when one is no observation or comes twice."""
    size = rows.num_rows
    named = rows.append_column("release", pa.repeat(pa.scalar(release), size))
    return ordered(conform(named.append_column("source", pa.repeat(pa.scalar(source), size))))


def newest_period(rows: pa.Table) -> str:
    """The newest period that has a value which is no forecast; empty when none has."""
    real = pc.and_(pc.is_valid(rows["value"]), pc.not_equal(rows["status"].cast(pa.string()), Status.FORECAST.value))
    seen = rows.filter(real)
    last = pc.equal(seen["period_end"], pc.max(seen["period_end"]))
    return max(seen.filter(last)["period"].unique().to_pylist(), default="")
