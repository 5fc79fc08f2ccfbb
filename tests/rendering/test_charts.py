"""Charts: explicit specification, clean SVG, ink where text should be, gaps where values are missing."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PIL import Image

from tests.rendering import samples
from yhdyspinta.rendering import charts
from yhdyspinta.rendering.image import SVG

Maker = Callable[[], charts.Chart]


def encodings(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for layer in spec["layer"]:
        yield from ((channel, field) for channel, field in layer["encoding"].items() if "field" in field)


@pytest.mark.parametrize("make", samples.EVERY)
def test_every_scale_has_a_domain_of_its_own(make: Maker) -> None:
    for channel, field in encodings(charts.spec(make())):
        if channel in ("x", "y", "color", "strokeDash", "xOffset", "yOffset") and field["field"] not in ("low", "floor", "side"):
            assert field["scale"]["domain"], (channel, field)


def test_the_forecast_is_the_dashed_one() -> None:
    dash = next(field for channel, field in encodings(charts.spec(samples.line())) if channel == "strokeDash")
    look = dict(zip(dash["scale"]["domain"], dash["scale"]["range"], strict=True))
    assert look["Jyväskylä, ennuste"] != [1, 0]
    assert look["Jyväskylä"] == [1, 0]


def test_a_forecast_has_the_colour_of_what_it_continues() -> None:
    colour = next(field for channel, field in encodings(charts.spec(samples.line())) if channel == "color")["scale"]
    look = dict(zip(colour["domain"], colour["range"], strict=True))
    assert look["Jyväskylä, ennuste"] == look["Jyväskylä"]
    assert len(set(look.values())) == 2


@pytest.mark.parametrize("make", samples.EVERY)
@pytest.mark.parametrize("width", [charts.WIDE, charts.COMPACT])
def test_svg_stands_inline_under_a_strict_policy(make: Maker, width: int) -> None:
    chart = make()
    text = charts.svg(chart, width)
    root = samples.parsed(text)
    assert "style=" not in text
    assert not [e for e in root.iter() if e.tag in (f"{{{SVG}}}script", f"{{{SVG}}}style", f"{{{SVG}}}image", f"{{{SVG}}}foreignObject")]
    assert not re.search(r"\son\w+=", text)
    assert root.get("role") == "img"
    by_id = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    named = [by_id[one] for one in root.attrib["aria-labelledby"].split()]
    assert named == [chart.title, chart.description]
    assert "axis" not in text.lower()  # the engine's English descriptions are gone


def test_hostile_names_stay_text() -> None:
    root = samples.parsed(charts.svg(samples.bars()))
    written = "".join(root.itertext())
    assert "<script>alert(1)" in written or "=HYPERLINK" in written
    assert "\x07" not in written


@pytest.mark.parametrize("width", [charts.WIDE, charts.COMPACT])
def test_svg_is_no_wider_than_asked(width: int) -> None:
    for make in samples.EVERY:
        root = samples.parsed(charts.svg(make(), width))
        assert float(root.attrib["width"]) <= width + 30, make.__name__


def test_ids_of_two_charts_differ() -> None:
    both = charts.svg(samples.line()) + charts.svg(samples.columns())
    ids = re.findall(r'\sid="([^"]+)"', both)
    assert len(ids) == len(set(ids))


def test_numbers_are_written_in_the_chart_s_language() -> None:
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", charts.svg(samples.bars()))
    assert "500" in texts
    assert ".." in texts
    fine = charts.Chart("a", "A", "B", (charts.Series("S", samples.yearly(2000, (0.0, 0.2, 0.4))),), decimals=1)
    assert "0,1" in re.findall(r"<text[^>]*>([^<]+)</text>", charts.svg(fine))


def test_a_missing_value_breaks_the_line() -> None:
    chart = charts.Chart("a", "A", "B", (charts.Series("S", samples.yearly(2000, (1.0, 2.0, None, 3.0, 4.0))),))
    paths = [e.get("d", "") for e in samples.parsed(charts.svg(chart)).iter(f"{{{SVG}}}path") if e.get("stroke-width") == "3"]
    drawn = max(paths, key=len)
    assert drawn.count("M") >= 2
    assert drawn.count("L") == 2


@pytest.mark.parametrize("make", samples.EVERY)
def test_no_number_of_the_drawing_is_broken(make: Maker) -> None:
    assert "NaN" not in charts.svg(make())


def test_each_series_has_its_own_width() -> None:
    lines = [e for e in samples.parsed(charts.svg(samples.line())).iter(f"{{{SVG}}}path") if e.get("stroke-dasharray")]
    widths = {e.attrib["stroke-dasharray"]: e.attrib["stroke-width"] for e in lines if "L" in e.attrib["d"]}
    assert widths == {"1,0": "3", "6,4": "3", "2,3": "2"}


def dark(png: bytes, left: float, top: float, right: float, bottom: float) -> int:
    """Dark pixels in a part of the picture; bounds are shares of its size."""
    image = Image.open(io.BytesIO(png)).convert("L")
    width, height = image.size
    part = image.crop((int(left * width), int(top * height), int(right * width), int(bottom * height)))
    return sum(count for value, count in enumerate(part.histogram()) if value < 110)


def test_axis_labels_and_names_have_ink() -> None:
    png = charts.png(samples.line())
    assert dark(png, 0, 0.93, 1, 1) > 300  # the years
    assert dark(png, 0, 0.2, 0.045, 0.9) > 100  # the numbers
    assert dark(png, 0.8, 0.1, 1, 0.9) > 300  # the names
    assert png == charts.png(samples.line())


def test_without_our_fonts_text_is_still_drawn() -> None:
    script = (
        "from pathlib import Path; from yhdyspinta.rendering import image; image.FONTS = Path('none'); import sys;"
        "from yhdyspinta.rendering import charts; from tests.rendering import samples;"
        "sys.stdout.buffer.write(charts.png(samples.line()))"
    )
    png = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout
    assert dark(png, 0, 0.92, 1, 1) > 300


def test_our_font_is_the_one_that_measures() -> None:
    names = charts.spec(samples.line())["config"]["font"]
    assert not re.search(r"\d", names)
    assert names.endswith("sans-serif")


@pytest.mark.parametrize("make", samples.EVERY)
def test_the_table_says_what_the_chart_shows(make: Maker) -> None:
    chart = make()
    table = charts.table(chart, "Ajankohta")
    assert [c.title for c in table.columns] == ["Ajankohta", *(s.name for s in chart.series)]
    assert [row[0] for row in table.rows] == list(chart.categories)
    for row in table.rows:
        for series, cell in zip(chart.series, row[1:], strict=True):
            point = chart.point(series, str(row[0]))
            assert (cell == "") == (point is None)
            if point is not None and point.shown is not None:
                assert (
                    str(cell).replace("\u00a0", "").replace("−", "-").replace(",", ".").split(" ")[0] == f"{point.shown:.{chart.decimals}f}"
                )


def test_the_table_keeps_withheld_and_zero_apart() -> None:
    rows = {row[0]: row[1] for row in charts.rows(samples.line())}
    assert rows["2017"] == ".."
    assert rows["2019"] == "0,0"


def texts(chart: charts.Chart) -> list[str]:
    return [str(e.text) for e in samples.parsed(charts.svg(chart)).iter(f"{{{SVG}}}text") if e.text]


def test_two_of_one_name_are_drawn_as_two() -> None:
    both = tuple(
        charts.Series("Helsinki", samples.yearly(2020, values), role)
        for values, role in (((1.0, 2.0), charts.Role.OWN), ((3.0, 4.0), charts.Role.COMPARATOR))
    )
    chart = charts.Chart("a", "A", "B", both)
    assert charts.rows(chart) == (("2020", "1", "3"), ("2021", "2", "4"))
    lines = [e.attrib["stroke"] for e in samples.parsed(charts.svg(chart)).iter(f"{{{SVG}}}path") if e.get("stroke-dasharray")]
    assert len(set(lines)) == 2
    points = (charts.Point("Helsinki", value=7.0), charts.Point("Helsinki", value=8.0))
    bars = charts.Chart("b", "A", "B", (charts.Series("S", points),), charts.Kind.BAR)
    assert charts.rows(bars) == (("Helsinki", "7"), ("Helsinki", "8"))
    assert {"7", "8"} <= set(texts(bars))


def test_short_periods_are_named_as_their_points_are() -> None:
    points = tuple(charts.Point(f"Q{q}/2023", date(2023, 3 * q - 2, 1), float(q)) for q in (1, 2, 3, 4))
    assert {"Q1/2023", "Q4/2023"} <= set(texts(charts.Chart("a", "A", "B", (charts.Series("S", points),))))


def test_a_single_point_has_its_period_under_it() -> None:
    assert "2020" in texts(charts.Chart("a", "A", "B", (charts.Series("S", samples.yearly(2020, (3.0,))),)))


def test_a_chart_without_values_says_what_is_missing() -> None:
    written = texts(charts.Chart("a", "A", "B", (charts.Series("S", samples.yearly(2020, (None, None), "not_available")),)))
    assert written.count("–") == 2


def test_single_years_of_age_are_named_by_tens() -> None:
    both = tuple(charts.Series(name, tuple(charts.Point(str(a), value=100.0 - a) for a in range(100))) for name in ("M", "N"))
    written = texts(charts.Chart("a", "A", "B", both, charts.Kind.PYRAMID))
    assert {"0", "50", "90"} <= set(written)
    assert "51" not in written
