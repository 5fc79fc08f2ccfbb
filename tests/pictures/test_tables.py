"""What people take home tells the same as the page: CSV twice, workbook, slides and JSON, for random cells."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date
from statistics import median
from typing import Any

import pytest
from django.utils.translation import override
from pptx import Presentation
from python_calamine import CalamineWorkbook

from yhdyspinta.catalogue.areas import areas as register
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import exports
from yhdyspinta.pictures.choice import Choice, parse
from yhdyspinta.pictures.comparison import wanted
from yhdyspinta.pictures.exports import tables
from yhdyspinta.pictures.exports.beside import indicator_beside
from yhdyspinta.pictures.exports.fields import DataTable
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.exports.workbook import About, workbook_of
from yhdyspinta.pictures.queries import picture_of
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.delimited import finnish_excel, machine
from yhdyspinta.rendering.slides import names

DAY = date(2026, 11, 24)
Rows = list[dict[str, Any]]


def of_area(sample: Environment, area: str, language: str) -> dict[str, DataTable]:
    with override(language):
        return {one.name: one for one in tables.area_tables(sample, picture_of(sample, area, (), DAY), Reader(language, DAY))}


def from_machine(given: DataTable) -> Rows:
    return list(csv.DictReader(io.StringIO(machine(given.columns, given.rows).decode(), newline="")))


def from_excel(given: DataTable) -> Rows:
    text = finnish_excel(given.columns, given.rows).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def from_workbook(given: dict[str, DataTable], language: str) -> dict[str, Rows]:
    with override(language):
        data = workbook_of(tuple(given.values()), About("Luvut", "Alue", "https://example.fi/", "1"), Reader(language, DAY))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for one in given.values():
        heads, *rows = book.get_sheet_by_name(one.title).to_python()
        assert heads == [field.label for field in one.fields]
        found[one.name] = [dict(zip(one.columns, row, strict=True)) for row in rows]
    return found


@pytest.mark.parametrize(("area", "language"), [("HVA15", "fi"), ("KU599", "sv")])
def test_one_truth(sample: Environment, area: str, language: str) -> None:
    made, given = picture_of(sample, area, (), DAY), of_area(sample, area, language)
    book, deck = from_workbook(given, language), Presentation(io.BytesIO(exports.export(made, "pptx", language)))
    page = exports.export(made, "html", language).decode()
    stored = json.loads(exports.export(made, "json", language))["picture"]
    plain = {row["figure"]: row for row in from_machine(given[tables.FIGURES])}
    finnish = {row["figure"]: row for row in from_excel(given[tables.FIGURES])}
    sheet = {row["figure"]: row for row in book[tables.FIGURES]}
    assert plain.keys() == finnish.keys() == sheet.keys() == made.figures.keys()
    cards = {
        mark.subject: shape for slide in deck.slides for shape in slide.shapes if (mark := names.read(shape.name)) and mark.kind == "card"
    }
    chosen = random.Random(area).sample(sorted(made.figures), 12)
    for name in {*chosen, *made.headlines}:
        figure, value = made.figures[name], stored["figures"][name]["value"]
        known = value is not None
        assert (float(plain[name]["value"]) if plain[name]["value"] else None) == value
        assert (float(finnish[name]["value"].replace(",", ".")) if finnish[name]["value"] else None) == value
        assert (sheet[name]["value"] if known else None) == (pytest.approx(value, rel=1e-15) if known else None)  # Excel keeps 15 digits
        for row in (plain[name], finnish[name], sheet[name]):
            assert (row["unit"], row["status"], row["area"]) == (figure.unit[language], figure.status, area)
            assert bool(row["mark"]) is not known
            assert row["status_text"]
            assert row["publisher"]
            assert row["source"]
        assert int(plain[name]["boundaries"]) == figure.boundaries
        shown = numbers.amount(value, language, figure.decimals, figure.unit[language], figure.status)
        if name in made.headlines:
            assert shown in page
            assert shown in cards[figure.indicator].text_frame.text
    lines(deck, given, stored)


def lines(deck: Any, given: dict[str, DataTable], stored: dict[str, Any]) -> None:
    """The long table, the charts of slides with the workbooks behind them, and the picture's JSON."""
    series = {(row["indicator"], row["period"]): row for row in from_machine(given[tables.SERIES])}
    blocks = {block["indicator"]: block for section in stored["sections"] for block in section["trends"]}
    charts = {
        mark.subject: shape.chart for s in deck.slides for shape in s.shapes if (mark := names.read(shape.name)) and mark.kind == "chart"
    }
    checked = 0
    for indicator, block in blocks.items():
        own = next(line for line in block["series"] if line["role"] == "own")
        for point in random.Random(indicator).sample(own["points"], min(6, len(own["points"]))):
            text = series[indicator, point["period"]]["value"]
            assert (float(text) if text else None) == point["value"]
        if indicator in charts:
            drawn = [value for value in charts[indicator].plots[0].series[0].values if value is not None]
            known = [point["value"] for point in own["points"] if point["value"] is not None]
            assert drawn == pytest.approx(known, abs=1e-9)
            book = CalamineWorkbook.from_filelike(io.BytesIO(charts[indicator].part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0)
            assert [row[1] for row in book.to_python()[1:] if row[1] != ""] == pytest.approx(known, abs=1e-9)
            checked += 1
    assert checked >= 3


def test_comparators_and_maps(sample: Environment) -> None:
    made, given = picture_of(sample, "KU785", (), DAY), of_area(sample, "KU785", "fi")
    beside = from_machine(given[tables.COMPARATORS])
    assert len(beside) == sum(len(figure.comparators) for figure in made.figures.values())
    withheld = 0
    for row in beside:
        other = next(one for one in made.figures[row["figure"]].comparators if one.key == row["comparator"])
        assert float(row["comparator_value"]) == other.value
        assert row["comparator_area"] == other.area
        assert bool(row["verdict_text"]) == bool(other.verdict)
        if made.figures[row["figure"]].cannot_tell and other.verdict:
            withheld += 1
            assert row["verdict_text"] == "ei voi sanoa"
    assert withheld > 5
    blocks = {section.map.indicator: section.map for section in made.sections if section.map}
    mapped = {(row["indicator"], row["area"]): row for row in from_machine(given[tables.MAPS])}
    assert len(mapped) == sum(len(block.rows) for block in blocks.values())
    for block in blocks.values():
        for one in block.rows:
            text = mapped[block.indicator, one.area]["value"]
            assert (float(text) if text else None) == one.value
    assert any(row["mark"] for row in mapped.values()) or all(row["value"] for row in mapped.values())


def test_an_indicator_over_all_areas(sample: Environment) -> None:
    with override("fi"):
        reader, name = Reader("fi", DAY), "stat.tyonv.12r5.tyottomien_osuus"
        found = tables.indicator_table(sample, name, "HVA", (2022, 2023), reader)
        rows = from_machine(found)
        assert {row["period"][:4] for row in rows} == {"2022", "2023"}
        assert len({row["area"] for row in rows}) > 20
        assert len({(row["area"], row["period"]) for row in rows}) == len(rows)
        made = picture_of(sample, "HVA15", (), DAY)
        figure = next(figure for figure in made.figures.values() if figure.indicator == name)
        assert float(next(row["value"] for row in rows if row["figure"] == figure.id)) == figure.value
        with pytest.raises(tables.TooMuch, match="2018"):
            tables.indicator_table(sample, name, "KU", (0, 9999), reader, most=1000)
        for wrong in ((name, "XX"), ("ei.ole", "KU")):
            with pytest.raises(Unknown):
                tables.indicator_table(sample, *wrong, (0, 9999), reader)


def test_an_indicator_of_an_area_stands_beside_what_the_reader_chose(sample: Environment) -> None:
    """Medians are computed again from the file of every municipality."""
    name, reader = "diak.huono_osaisuus_yhteensa", Reader("sv", DAY)
    with override("sv"):
        chosen = parse("hva,koko,naapurit,KU231,KU499,KU599")
        rows = from_machine(indicator_beside(sample, name, "KU599", chosen, (2015, 9999), reader))
        every = from_machine(tables.indicator_table(sample, name, "KU", (2015, 9999), reader))
        ordinary = from_machine(indicator_beside(sample, name, "KU599", Choice(), (2020, 2020), reader))
        counted = from_machine(indicator_beside(sample, "stat.tyonv.12r5.tyottomat", "KU599", chosen, (0, 9999), reader))
        with pytest.raises(Unknown):
            indicator_beside(sample, "ei.ole", "KU599", chosen, (0, 9999), reader)
    known = {(row["area"], row["period"]): float(row["value"]) for row in every if row["value"]}
    own = [row for row in rows if row["role"] == "own"]
    published = {period: value for (area, period), value in known.items() if area == "KU599"}
    assert {row["period"]: float(row["value"]) for row in own} == published
    assert {row["comparator_name"] for row in own} == {""}
    groups = {"neighbours": register().neighbours("KU599"), "own_group": ("KU231", "KU499")}
    for key, areas in groups.items():
        medians = [row for row in rows if row["comparator"] == key]
        assert len(medians) == len(own)
        for row in medians:
            values = [known[area, row["period"]] for area in areas if (area, row["period"]) in known]
            assert float(row["value"]) == pytest.approx(median(values))
            assert (row["role"], row["origin"], row["area"], row["figure"]) == ("comparator", "computed", "", "")
            assert "medianen" in row["method"]
            assert row["unit"] and row["publisher"] and row["licence"]  # noqa: PT018
    assert {row["area"] for row in rows if row["comparator"] == "county"} == {"HVA17"}
    assert [(row["period"], row["comparator_n"] != "") for row in rows if row["comparator"] == "same_size"] == [("2020", True)]
    assert {row["comparator"] for row in ordinary} == {"", "county", "same_size"}
    assert counted
    assert {row["role"] for row in counted} == {"own"}  # a larger area has more of them: nothing to compare


def test_a_comparison(sample: Environment) -> None:
    names_ = "stat.tyonv.12r5.tyottomien_osuus,thl.sotkanet.127"
    with override("fi"):
        rows = from_machine(tables.comparison_table(sample, wanted("KU179,KU992,KU765", names_), Reader("fi", DAY)))
    assert {(row["area"], row["indicator"]) for row in rows} == {(a, i) for a in ("KU179", "KU992", "KU765") for i in names_.split(",")}
    for row in rows:
        figure = next(one for one in picture_of(sample, row["area"], (), DAY).figures.values() if one.indicator == row["indicator"])
        assert float(row["value"]) == figure.value
        assert row["figure"] == figure.id
