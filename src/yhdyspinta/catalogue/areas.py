"""The areas of Finland, loaded from the curated tables (or an installation's own edition of them) and checked; beside them
the invented ones of the example, which are found by id and name and counted nowhere."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.curated import CURATED, Row, fault, read_csv, read_toml
from yhdyspinta.domain.areas import Area, AreaRegister, Change, ChangeKind, Membership
from yhdyspinta.domain.text import Text

AREA_FIELDS = ("id", "kind", "code", "fi", "sv", "en", "short_fi", "short_sv", "short_en", "start", "end")
MEMBERSHIP_FIELDS = ("child", "parent", "kind", "start", "end")
CHANGE_FIELDS = ("kind", "date", "source", "target", "share", "note")
EXAMPLE = CURATED / "example" / "areas"


def areas() -> AreaRegister:
    """The register in use (see catalogue/installed.py): the same object until another edition is accepted."""
    return _kept(installed.folder())


def example_areas() -> AreaRegister:
    """The invented areas alone: what is read and computed of them is read and computed among themselves."""
    return _kept(EXAMPLE)


def is_invented(area_id: str) -> bool:
    """Whether this is the id of an invented area; False for any other text."""
    return any(area.id == area_id for area in example_areas().all)


@lru_cache(maxsize=3)
def _kept(folder: Path) -> AreaRegister:
    return load_areas(folder, None if folder == EXAMPLE else example_areas())


def load_areas(folder: Path = CURATED / "areas", beside: AreaRegister | None = None) -> AreaRegister:
    """Build the register from `areas.csv`, `memberships.csv`, `changes.csv` and, if there, `neighbours.csv`.

    An installation's edition says in `edition.toml` to which year it knows the division, changed or not.
    CuratedError names the file, line and field of the first fault: an id that is not kind and code, an unknown
    area, a date that is not ISO, a membership outside its areas' validity or two of one kind at once.
    """
    found = {}
    for row in read_csv(folder / "areas.csv", AREA_FIELDS):
        area = _area(row, is_example=folder == EXAMPLE)
        if area.id in found:
            raise row.error("id", "each id once")
        found[area.id] = area
    changes = [_change(row, found) for row in read_csv(folder / "changes.csv", CHANGE_FIELDS)]
    memberships, neighbours = _memberships(folder / "memberships.csv", found), _neighbours(folder / "neighbours.csv", found)
    return AreaRegister(found.values(), memberships, changes, neighbours, _known_to(folder / installed.ABOUT), beside)


def _known_to(file: Path) -> int:
    """The year of an edition; 0 for the shipped tables, whose memberships tell it."""
    if not file.exists():
        return 0
    year = read_toml(file).get("year")
    if not isinstance(year, int):
        raise fault(file, 1, "year", "the year of the division")
    return year


def _neighbours(file: Path, found: dict[str, Area]) -> list[tuple[str, str]]:
    if not file.exists():
        return []
    return [(_known(row, "one", found), _known(row, "other", found)) for row in read_csv(file, ("one", "other"))]


def _area(row: Row, *, is_example: bool) -> Area:
    kind, code = row.filled("kind"), row.filled("code")
    if row["id"] != (kind if kind == code else kind + code):
        raise row.error("id", f"the kind followed by the code, {kind}{code}")
    short = row.text("short") if row["short_fi"] else Text("")
    start, end = _day(row, "start"), _end(row)
    if end is not None and end <= start:
        raise row.error("end", "a day after the start")
    return Area(row["id"], kind, code, row.text(), start, end, short, is_example)


def _memberships(file: Path, found: dict[str, Area]) -> list[Membership]:
    loaded = []
    spans: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for row in read_csv(file, MEMBERSHIP_FIELDS):
        membership = Membership(_known(row, "child", found), _known(row, "parent", found), row["kind"], _day(row, "start"), _end(row))
        _check_membership(row, membership, found, spans[membership.child, membership.kind])
        spans[membership.child, membership.kind].append(membership)
        loaded.append(membership)
    return loaded


def _check_membership(row: Row, membership: Membership, found: dict[str, Area], earlier: list[Membership]) -> None:
    if found[membership.parent].kind != membership.kind:
        raise row.error("kind", f"the kind of the parent, {found[membership.parent].kind}")
    if membership.end is not None and membership.end <= membership.start:
        raise row.error("end", "a day after the start")
    for area in (found[membership.child], found[membership.parent]):
        if membership.start < area.start:
            raise row.error("start", f"a day when {area.id} was in force, from {area.start}")
        if area.end is not None and (membership.end is None or membership.end > area.end):
            raise row.error("end", f"a day no later than the end of {area.id}, {area.end}")
    for other in earlier:
        if membership.start < (other.end or date.max) and other.start < (membership.end or date.max):
            raise row.error("start", f"one {membership.kind} at a time for {membership.child}, which is in {other.parent} then")


def _change(row: Row, found: dict[str, Area]) -> Change:
    if row["kind"] not in get_args(ChangeKind):
        raise row.error("kind", f"one of {', '.join(get_args(ChangeKind))}")
    try:
        share = float(row["share"])
    except ValueError as error:
        raise row.error("share", "a number from 0 to 1") from error
    if not 0 < share <= 1:
        raise row.error("share", "a number from 0 to 1")
    kind = cast(ChangeKind, row["kind"])
    return Change(kind, _day(row, "date"), _known(row, "source", found), _known(row, "target", found), share, row["note"])


def _known(row: Row, field: str, found: dict[str, Area]) -> str:
    if row[field] not in found:
        raise row.error(field, "an id of areas.csv")
    return row[field]


def _end(row: Row) -> date | None:
    return _day(row, "end") if row["end"] else None


def _day(row: Row, field: str) -> date:
    try:
        return date.fromisoformat(row[field])
    except ValueError as error:
        raise row.error(field, "a date such as 2023-01-01") from error
