"""A made release that waits for a person, in a state folder: compared and held by the product itself."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.intake import changelog, review
from yhdyspinta.intake.changes import compare, log
from yhdyspinta.intake.oddities import odd
from yhdyspinta.observations.table import VersionedTable

INDICATOR, TOWN = "thl.sotkanet.127", "KU179"
RELEASE = "made.population-0123456789ab"
AT = "2026-11-20T06:00:00.000+00:00"


def hold(home: Path) -> None:
    """One town's population a thousand times greater, another town gone, a third as it was."""
    stands = VersionedTable(home).read(indicators=[INDICATOR])
    towns = pa.array([TOWN, "KU091", "KU049"], pa.string())
    stands = stands.filter(pc.is_in(stands["area"], value_set=towns))
    came = stands.filter(pc.not_equal(stands["area"], "KU049"))
    own = pc.equal(came["area"], TOWN)
    came = came.set_column(
        came.schema.get_field_index("value"), "value", pc.if_else(own, pc.multiply(came["value"], 1000.0), came["value"])
    )
    difference = compare(stands, came)
    reasons = odd(difference, areas(), {INDICATOR})
    source = indicators()[INDICATOR].source
    changelog.write(home, RELEASE, {"replaces": [], "at": AT, **log(difference)})
    review.hold(home, RELEASE, "made.population", source, reasons, AT)
