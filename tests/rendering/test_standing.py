"""Pictures that stand alone: of the size that was told, whole, with the letters they need and what their marks mean."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date

import pytest
from fontTools.ttLib import TTFont

from tests.rendering import samples
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.rendering import charts, interactive, maps
from yhdyspinta.rendering.image import SVG
from yhdyspinta.rendering.palette import FONT

Maker = Callable[[], charts.Chart]


def size_of(svg: str) -> tuple[float, float]:
    root = samples.parsed(svg)
    return float(root.attrib["width"]), float(root.attrib["height"])


@pytest.mark.parametrize("make", samples.EVERY)
@pytest.mark.parametrize("width", [charts.WIDE, charts.HALF, charts.COMPACT])
def test_the_size_is_told_before_drawing_and_all_of_the_drawing_is_in_it(make: Maker, width: int) -> None:
    chart = make()
    for titled in (True, False):
        svg, told = charts.image(chart, width, titled), charts.image_size(chart, width, titled)
        assert size_of(svg) == (told.width, told.height)
        inner = next(e for e in samples.parsed(svg) if e.tag == f"{{{SVG}}}svg")
        assert float(inner.attrib["width"]) <= told.width
        assert float(inner.attrib["height"]) <= told.height
        assert float(inner.attrib["height"]) >= charts.size(chart, width, titled).height - 3  # nothing was shrunk, no room is left over


def test_a_map_s_size_is_told_too() -> None:
    for titled in (True, False):
        told = maps.image_size(samples.shown(), samples.SHAPES, ("Lähde",), titled=titled)
        assert size_of(maps.image(samples.shown(), samples.SHAPES, ("Lähde",), titled=titled)) == (told.width, told.height)


def test_the_font_is_inside_under_the_name_that_is_asked_for() -> None:
    svg = charts.image(samples.line())
    faces = re.findall(r"font-family:'([^']+)';font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", svg)
    assert [(name, weight) for name, weight, _ in faces] == [(FONT.split("'")[1], "400"), (FONT.split("'")[1], "600")]
    held = set.intersection(*(set(TTFont(io.BytesIO(b64decode(data))).getBestCmap()) for *_, data in faces))
    texts = {area.name.in_(language) for area in areas().all for language in LANGUAGES}
    texts |= {text.in_(language) for one in indicators().values() for text in (one.title, one.unit) for language in LANGUAGES}
    assert {ord(letter) for letter in "".join(texts)} | {ord(letter) for letter in "−–…\u00a0"} <= held
    assert "@font-face" not in charts.image(samples.line(), embedded=False)


def test_marks_are_explained_under_the_drawing_and_an_example_is_marked_first() -> None:
    svg = charts.image(samples.line(), notes=("Lähde: Testi", "https://yhdyspinta.example/" + "x" * 200), warning="ESIMERKKI")
    texts = [str(e.text) for e in samples.parsed(svg) if e.tag == f"{{{SVG}}}text"]
    assert texts[:3] == ["ESIMERKKI", ".. salattu pienen lukumäärän vuoksi", "Lähde: Testi"]
    assert len(texts) > 4  # a long address goes on
    assert charts.marks(samples.months()) == ("asteikko ei ala nollasta",)


def test_many_gaps_are_bands_and_not_marks() -> None:
    values = tuple(None if year % 2 else 1.0 for year in range(1970, 2020))
    chart = charts.Chart("a", "A", "B", (charts.Series("S", samples.yearly(1970, values, "not_available")),))
    written = [e.text for e in samples.parsed(charts.svg(chart)).iter(f"{{{SVG}}}text")]
    assert "–" not in written
    assert charts.marks(chart) == ("– tieto puuttuu (vaaleanharmaa alue)",)
    bands = [e for e in samples.parsed(charts.svg(chart)).iter(f"{{{SVG}}}path") if e.get("fill") == "#e6e9ee"]
    assert len(bands) == 25


def test_a_break_stands_in_the_drawing_with_its_words_and_leaves_the_years() -> None:
    series = charts.Series("S", samples.yearly(2010, (1.0, 2.0, 3.0, 4.0)))
    chart = charts.Chart("a", "A", "B", (series,), breaks=((date(2012, 1, 1), "katkos"), (date(2030, 1, 1), "ei vielä")))
    written = [e.text for e in samples.parsed(charts.svg(chart)).iter(f"{{{SVG}}}text")]
    assert {"katkos", "2010", "2013"} <= set(written)
    assert "ei vielä" not in written


def test_what_is_explored_tells_every_series_and_needs_no_dates() -> None:
    spec = interactive.spec(samples.line())
    band = spec["layer"][-1]
    assert [one["title"] for one in band["encoding"]["tooltip"]][1:] == ["Jyväskylä", "Jyväskylä, ennuste", "Koko maa"]
    assert band["data"]["values"][2]["v0"] == ".. (salattu pienen lukumäärän vuoksi)"
    assert "temporal" not in str(spec)
    assert spec["usermeta"]["embedOptions"]["formatLocale"]["decimal"] == ","
    assert FONT not in str(spec)
