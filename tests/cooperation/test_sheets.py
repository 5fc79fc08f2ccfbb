"""A sheet of changes: times, words and places as people write them, and each fault by its row and column."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from tests import universe
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.geometry import bounds
from yhdyspinta.cooperation.services.changes import Described, record
from yhdyspinta.cooperation.sheets import COLUMNS, Fault, cells_of, read
from yhdyspinta.domain.coordinates import Coordinates
from yhdyspinta.domain.errors import ParseError, PersonalData
from yhdyspinta.domain.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> universe.World:
    return universe.world()


def filled(world: universe.World, **more: str) -> dict[str, str]:
    place = areas().get(world.party(world.first).area).name.fi
    return {"what_fi": "Kirkonkylän koulu lakkaa", "kind": "school", "theme": "3", "place": place, "when": "2027"} | more


def sheet(*rows: dict[str, str]) -> bytes:
    """A CSV as programs of sheets save it here: semicolons between the fields, every column of the template."""
    lines = [[str(title) for title in COLUMNS.values()], *([row.get(name, "") for name in COLUMNS] for row in rows)]
    return "".join(";".join(line) + "\n" for line in lines).encode()


def taken(world: universe.World, *rows: dict[str, str]) -> tuple[list[Described], list[Fault]]:
    return read(sheet(*rows), "muutokset.csv", world.cooperation)


@pytest.mark.parametrize(
    ("written", "first", "precision"),
    [
        ("2027", date(2027, 1, 1), "year"),
        ("Q3/2027", date(2027, 7, 1), "quarter"),
        ("8/2027", date(2027, 8, 1), "month"),
        ("2027-08", date(2027, 8, 1), "month"),
        ("9.8.2027", date(2027, 8, 9), "day"),
        ("2027-08-09", date(2027, 8, 9), "day"),
    ],
)
def test_a_time_is_read_as_people_write_it(world: universe.World, written: str, first: date, precision: str):
    (found,), faults = taken(world, filled(world, when=written))
    assert (found.starts, found.precision, faults) == (first, precision, [])


def test_words_of_any_language_codes_and_names_of_places_are_known(world: universe.World):
    municipality = areas().get(world.party(world.first).area)
    (found, other), faults = taken(
        world,
        filled(world, kind="SCHOOL", state="Decided", place=municipality.name.sv, lease_ends="31.12.2027"),
        filled(world, kind="", state="", theme="", place=municipality.id.lower()),
    )
    assert faults == []
    assert (found.kind, found.state, found.place, found.lease_ends) == ("school", "decided", municipality.id, date(2027, 12, 31))
    assert (other.kind, other.state, other.theme.number, other.place) == ("other", "planned", 0, municipality.id)


def test_coordinates_are_read_and_held_against_the_municipality(world: universe.World):
    west, south, east, north = bounds("KU", world.party(world.first).area) or (0.0, 0.0, 0.0, 0.0)
    point = Coordinates(round((south + north) / 2, 5), round((west + east) / 2, 5))
    found, faults = taken(world, filled(world, coordinates=point.degrees()), filled(world, coordinates=point.metres()), filled(world))
    assert faults == []
    assert found[0].coordinates == point
    assert abs(found[1].coordinates.latitude - point.latitude) < 0.00002
    assert found[2].coordinates is None
    far = f"{point.latitude + 3:.4f}, {point.longitude:.4f}"
    found, faults = taken(world, *(filled(world, coordinates=one) for one in (far, "P 6904000 I 3433500", "Koulutie 1", "48.8, 2.3")))
    assert found == []
    assert [(one.row, one.column) for one in faults] == [(row, "coordinates") for row in (2, 3, 4, 5)]
    for fault, words in zip(faults, ("is not in the municipality", "KKJ", "not coordinates", "not in Finland"), strict=True):
        assert words in fault.text


def test_what_a_change_says_in_a_row_is_read_again_as_the_same(world: universe.World):
    west, south, east, north = bounds("KU", world.party(world.first).area) or (0.0, 0.0, 0.0, 0.0)
    for precision, state in (("day", "decided"), ("month", "idea"), ("quarter", "planned"), ("year", "done")):
        said = Described(
            world.cooperation.themes.get(number=3),
            "lease",
            Text("Vuokra päättyy", "Hyran upphör"),
            world.party(world.first).area,
            date(2027, 7, 1) if precision != "year" else date(2027, 1, 1),
            precision,
            state,
            description="Kerros 2",
            affects="Asukkaat",
            address="Koulutie 1",
            coordinates=Coordinates(round((south + north) / 2, 5), round((west + east) / 2, 5)),
            lease_ends=date(2027, 12, 31),
            decision_reference="Kunnanhallitus § 3",
        )
        made = record(actor=world.first, party=world.party(world.first), said=said)
        cells = {name: str(value) for name, value in cells_of(made).items()}
        assert taken(world, cells) == ([said], [])


def test_each_fault_has_its_row_and_column(world: universe.World):
    outside = next(
        one.name.fi
        for one in areas().areas("KU", areas().current)
        if one.id not in areas().members(world.cooperation.area, areas().current)
    )
    found, faults = taken(
        world,
        filled(world),
        {},
        filled(world, what_fi="", place=outside, when="31.2.2027"),
        filled(world, what_fi="x" * 201, description="Kätketty\u202eteksti", kind="linna", theme="77", state="ehkä", lease_ends="2027"),
    )
    assert len(found) == 1
    assert [(one.row, one.column) for one in faults] == [
        (4, "when"),
        (4, "place"),
        (4, "what_fi"),
        (5, "kind"),
        (5, "state"),
        (5, "theme"),
        (5, "what_fi"),
        (5, "description"),
        (5, "lease_ends"),
    ]


def test_a_sheet_with_a_person_or_without_its_columns_is_refused_whole(world: universe.World):
    with pytest.raises(PersonalData):
        taken(world, filled(world), filled(world, affects="131052-308T"))
    extra = sheet(filled(world)).replace(b"\n", b";x\n").replace(b";x\n", b";Hinta\n", 1)
    assert read(extra, "muutokset.csv", world.cooperation)[1] == [Fault(1, "Hinta", "The template has no such column.")]
    with pytest.raises(ParseError):
        read(b"a;b\n1;2\n", "muutokset.csv", world.cooperation)
    with pytest.raises(ParseError):
        read(sheet(filled(world))[:-1], "muutokset.csv", world.cooperation)
    with pytest.raises(ParseError):
        taken(world, *[filled(world)] * 501)
    with pytest.raises(ParseError):
        read(sheet(filled(world)), "muutokset.docx", world.cooperation)


def test_a_formula_is_text_and_a_day_of_a_workbook_is_a_day(world: universe.World):
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    page = book.add_worksheet()
    row = filled(world, what_fi='=HYPERLINK("https://x.example")')
    page.write_row(0, 0, [str(title) for title in COLUMNS.values()])
    page.write_row(1, 0, [row.get(name, "") for name in COLUMNS])
    page.write_datetime(1, list(COLUMNS).index("when"), date(2027, 8, 9), book.add_format({"num_format": "d.m.yyyy"}))
    book.close()
    (found,), faults = read(file.getvalue(), "muutokset.xlsx", world.cooperation)
    assert (found.what.fi, found.starts, found.precision, faults) == ('=HYPERLINK("https://x.example")', date(2027, 8, 9), "day", [])
