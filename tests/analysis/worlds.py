"""Random countries with mergers and moves, and random figures on them, from a seed."""

from __future__ import annotations

import random
from datetime import date

from yhdyspinta.domain.areas import Area, AreaRegister, Change, Membership
from yhdyspinta.domain.text import Text

FIRST, LAST = 2013, 2026
COUNTY_START = 2023


def country(seed: int, municipalities: int = 14, regions: int = 4) -> AreaRegister:
    """Municipalities in regions since the first year and in counties since 2023; some merge, some move to another region."""
    chance = random.Random(seed)
    start = date(FIRST, 1, 1)
    names = [f"KU{number:03d}" for number in range(1, municipalities + 1)]
    ends: dict[str, date] = {}
    changes: list[Change] = []
    for source in chance.sample(names, 3):
        target = chance.choice([name for name in names if name not in ends and name != source])
        if source in {change.target for change in changes}:
            continue
        ends[source] = date(chance.randint(FIRST + 1, LAST - 1), 1, 1)
        changes.append(Change("merge", ends[source], source, target))
    memberships: list[Membership] = []
    for name in names:
        end = ends.get(name)
        memberships.append(Membership(name, "SSS", "SSS", start, end))
        home, later = chance.randint(1, regions), chance.randint(1, regions)
        moved = date(chance.randint(FIRST + 1, LAST - 1), 1, 1)
        if home != later and chance.random() < 0.3 and (end is None or moved < end):
            memberships.append(Membership(name, f"MK{home:02d}", "MK", start, moved))
            memberships.append(Membership(name, f"MK{later:02d}", "MK", moved, end))
            changes.append(Change("move", moved, name, f"MK{later:02d}"))
        else:
            memberships.append(Membership(name, f"MK{home:02d}", "MK", start, end))
        county = date(COUNTY_START, 1, 1)
        if chance.random() < 0.9 and (end is None or end > county):
            memberships.append(Membership(name, f"HVA{chance.randint(1, 3):02d}", "HVA", county, end))
    memberships.append(Membership(names[-1], "ELY01", "ELY", start, date(LAST, 1, 1)))
    areas = [Area("SSS", "SSS", "SSS", Text("Country"), start), Area("ELY01", "ELY", "01", Text("Centre"), start, date(LAST, 1, 1))]
    areas += [Area(name, "KU", name[2:], Text(name), start, ends.get(name)) for name in names]
    areas += [Area(f"MK{number:02d}", "MK", f"{number:02d}", Text(f"Region {number}"), start) for number in range(1, regions + 1)]
    areas += [
        Area(f"HVA{number:02d}", "HVA", f"{number:02d}", Text(f"County {number}"), date(COUNTY_START, 1, 1)) for number in range(1, 4)
    ]
    return AreaRegister(areas, memberships, changes)


def figures(
    register: AreaRegister, seed: int, name: str, year: int, periods: tuple[str, ...], *, missing: float = 0.15, top: int = 500
) -> list[dict[str, object]]:
    """A row for most municipalities of the division of `year` in each period: a whole number, missing, suppressed or absent."""
    chance = random.Random(f"{seed}{name}{year}")
    rows: list[dict[str, object]] = []
    for area in register.areas("KU", year):
        for period in periods:
            basic: dict[str, object] = {"indicator": name, "area": area.id, "boundaries": year, "period": period}
            draw = chance.random()
            if draw < missing / 3:
                continue
            if draw < missing:
                rows.append({**basic, "value": None, "status": chance.choice(["suppressed", "not_available"])})
            else:
                status = chance.choice(["final"] * 4 + ["preliminary", "estimate"])
                rows.append({**basic, "value": float(chance.randint(0, top)), "status": status})
    return rows
