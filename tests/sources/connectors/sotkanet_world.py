"""A Sotkanet of ours with all current areas, and the target of an indicator in it. Everything in it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from tests.servers.faults import Running
from tests.servers.sotkanet import COUNTIES, COUNTRY, Figure, Sotkanet, indicator, region
from tests.sources.ways import way_to
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.areas import Area, AreaRegister, Membership
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.domain.text import Text
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.source import Reading

NUMBER = 9001
OURS = "thl.sotkanet.9001"
ABROAD, AVI, DEAD = 1046, 833, 880
CATEGORIES = {"KU": ("KUNTA", 2000), "MK": ("MAAKUNTA", 3000), "SK": ("SEUTUKUNTA", 4000), "HVA": ("HYVINVOINTIALUE", COUNTIES[1])}


def numbers() -> dict[str, int]:
    """Our area id -> the number that the made Sotkanet gives it."""
    register, found = areas(), {"SSS": COUNTRY}
    for kind, (_, first) in CATEGORIES.items():
        found |= {area.id: first + place for place, area in enumerate(register.areas(kind, register.current))}
    return found


def regions() -> list[dict[str, object]]:
    """All current areas, Åland among the counties, and regions that are no areas of ours."""
    register, known = areas(), numbers()
    found = [region(COUNTRY, "358", "MAA", "Koko maa")]
    for kind, (category, _) in CATEGORIES.items():
        for area in register.areas(kind, register.current):
            code = area.code.lstrip("0") if kind == "HVA" else area.code
            parents = [COUNTRY]
            if kind == "KU":
                county = register.parent(area.id, "HVA", register.current)
                parents += [known[county]] if county else [COUNTIES[0]]
            found.append(region(known[area.id], code, category, area.name.fi, parents))
    found.append(region(COUNTIES[0], "91", "HYVINVOINTIALUE", "Ahvenanmaa"))
    found.append(region(AVI, "1", "ALUEHALLINTOVIRASTO", "Etelä-Suomen AVIn alue"))
    found.append(region(ABROAD, "208", "POHJOISMAAT", "Tanska"))
    return found


def small_register() -> AreaRegister:
    """Three municipalities of one country."""
    start = date(2023, 1, 1)
    own = tuple(Area(f"KU{place:03d}", "KU", f"{place:03d}", Text(f"Kunta {place}"), start) for place in range(1, 4))
    country = Area("SSS", "SSS", "SSS", Text("Koko maa"), start)
    return AreaRegister((country, *own), (Membership(area.id, "SSS", "SSS", start) for area in own), ())


def small_regions() -> list[dict[str, object]]:
    """The regions of the small register."""
    return [region(1999 + place, f"{place:03d}", "KUNTA", f"Kunta {place}") for place in range(1, 4)]


def figures(years: Sequence[int] = (2023, 2024), genders: Sequence[str] = ("total",)) -> list[Figure]:
    """A figure for each current municipality, county and the country; the third municipality has none in the last year."""
    known, found = numbers(), []
    for gender in genders:
        for year in years:
            for place, number in enumerate(known.values()):
                missing = place == 3 and year == years[-1]
                found.append(
                    (number, year, gender, None if missing else round(place / 7 + year / 100, 4), None if missing else float(place))
                )
    return found


def service(genders: Sequence[str] = ("total",), **changes: object) -> Sotkanet:
    """A Sotkanet with one indicator."""
    about = indicator(NUMBER, genders, 2023, 2024)
    return Sotkanet(regions(), {NUMBER: about}, {NUMBER: figures(genders=genders)}, **changes)  # type: ignore[arg-type]


def target(server: Running, **facts: object) -> Target:
    """The target of the indicator on a running server."""
    return Target(OURS, "thl.sotkanet", "sotkanet", f"{server.address}/rest/1.1", {"indicator": NUMBER, **facts}, (Wanted(OURS),))


def collected(server: Running, **facts: object) -> list[Part]:
    """All replies of a release."""
    return list(CONNECTORS["sotkanet"].collect(target(server, **facts), way_to(server, deadline_seconds=5.0), {}))


def read(server: Running, parts: Sequence[Part], **facts: object) -> Reading:
    return CONNECTORS["sotkanet"].read(target(server, **facts), parts, areas())


def values(rows: pa.Table) -> dict[tuple[str, str, str], float | None]:
    """(area, period, sex) -> value."""
    return {(row["area"], row["period"], row["sex"]): row["value"] for row in rows.to_pylist()}
