"""An installation's own edition of the areas: prepared whole beside the one in use, and named by a pointer when accepted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yhdyspinta import durable
from yhdyspinta.catalogue import geometry, installed
from yhdyspinta.catalogue.areas import AREA_FIELDS, CHANGE_FIELDS, MEMBERSHIP_FIELDS, load_areas
from yhdyspinta.catalogue.curated import read_toml
from yhdyspinta.domain.areas import Area, AreaRegister, Change, Membership
from yhdyspinta.domain.errors import StateError
from yhdyspinta.intake import area_maps
from yhdyspinta.intake.area_changes import Proposal

_TILED = "HVA"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that is on disk and not in use: its id, its folder, and the year of its division."""

    id: str
    folder: Path
    year: int


def prepare(home: Path, proposal: Proposal, shapes: area_maps.Shapes) -> Prepared:
    """Write the tables and maps of a proposal under `home/areas`; the same proposal is the same edition.

    CuratedError when the tables contradict themselves: they stand up to the same checks as the shipped ones.
    """
    register = AreaRegister(proposal.areas, proposal.memberships, proposal.changes, known_to=proposal.year)
    files = {
        "areas.csv": _table(AREA_FIELDS, map(_area, proposal.areas)),
        "memberships.csv": _table(MEMBERSHIP_FIELDS, map(_membership, proposal.memberships)),
        "changes.csv": _table(CHANGE_FIELDS, map(_change, proposal.changes)),
        "neighbours.csv": _table(("one", "other"), area_maps.neighbours(shapes)),
        "tiles.csv": _table(("area", "row", "col"), _tiles(register)),
        # The base is the edition that the changes were told against; on another one they would say something else.
        installed.ABOUT: f'year = {proposal.year}\nbase = "{installed.edition()}"\n'.encode(),
        **area_maps.maps(register, shapes),
    }
    identifier = installed.identity(files)
    folder = home / "areas" / identifier
    for name, data in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            durable.write(path, data)
    load_areas(folder)
    return Prepared(identifier, folder, proposal.year)


def prepared(home: Path, identifier: str) -> Prepared:
    """A prepared edition again; StateError when it does not follow the one in use."""
    folder = home / "areas" / identifier
    if identifier != installed.edition() and following(home, identifier) is None:
        raise StateError(
            "The areas have changed since this proposal was made.", "Reject it and fetch again: yhdyspinta refresh stat.luokitukset."
        )
    return Prepared(identifier, folder, int(read_toml(folder / installed.ABOUT)["year"]))


def following(home: Path, identifier: str) -> Prepared | None:
    """The same where it follows the edition in use, else None: it is in use, or others came instead."""
    about = read_toml(home / "areas" / identifier / installed.ABOUT)
    follows = identifier != installed.edition() and about["base"] == installed.edition()
    return Prepared(identifier, home / "areas" / identifier, int(about["year"])) if follows else None


def use(home: Path, edition: Prepared) -> None:
    """Name the edition that is in use from now on. Written last: all that it names is on disk and synced."""
    durable.sync(edition.folder)
    durable.sync(edition.folder.parent)
    durable.write(home / "areas" / installed.POINTER, edition.id.encode())


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode()


def _area(area: Area) -> tuple[str, ...]:
    short = (area.short.fi, area.short.sv, area.short.en)
    names = (area.name.fi, area.name.sv or area.name.fi, area.name.en or area.name.fi)
    return (area.id, area.kind, area.code, *names, *short, area.start.isoformat(), _end(area))


def _membership(one: Membership) -> tuple[str, ...]:
    return (one.child, one.parent, one.kind, one.start.isoformat(), _end(one))


def _change(one: Change) -> tuple[str, ...]:
    return (one.kind, one.date.isoformat(), one.source, one.target, f"{one.share:g}", one.note)


def _end(one: Area | Membership) -> str:
    return one.end.isoformat() if one.end else ""


def _tiles(register: AreaRegister) -> Iterator[tuple[str, str, str]]:
    """The tiles of counties that go on, where they were; new ones stand in a row of their own under the others."""
    standing = {area.id for area in register.areas(_TILED, register.current)}
    kept = [tile for tile in geometry.tiles() if tile[0] in standing]
    yield from ((area, str(row), str(column)) for area, row, column in kept)
    below = max((row for _, row, _ in kept), default=0) + 1
    for column, area in enumerate(sorted(standing - {area for area, _, _ in kept}), 1):
        yield area, str(below), str(column)
