"""Maps: each area once, with its name and value; classes with bounds; what is missing looks like no class."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rendering import samples
from yhdyspinta.rendering import maps
from yhdyspinta.rendering.classes import COLOURS, INKS, Classes
from yhdyspinta.rendering.image import SVG

DRAWN = {"choropleth": lambda: maps.choropleth(samples.shown(), samples.SHAPES), "tiles": lambda: maps.tiles(samples.shown(), samples.GRID)}


def areas(svg: str) -> dict[str, ElementTree.Element]:
    found = [e for e in samples.parsed(svg).iter() if e.get("data-area")]
    assert len(found) == len({e.attrib["data-area"] for e in found})
    return {e.attrib["data-area"]: e for e in found}


@pytest.mark.parametrize("kind", DRAWN)
def test_each_area_once_with_name_and_value(kind: str) -> None:
    titles = {area: element.findtext(f"{{{SVG}}}title") for area, element in areas(DRAWN[kind]()).items()}
    assert titles == {
        "A1": "Aava: 1,0 %",
        "A2": "Bredvik & <co>: 2,5 %",
        "A3": "Cembo: salattu pienen lukumäärän vuoksi",
        "A4": "Dala: tieto puuttuu",
    }


@pytest.mark.parametrize("kind", DRAWN)
def test_withheld_and_no_data_have_patterns_of_their_own(kind: str) -> None:
    svg = DRAWN[kind]()
    fills = {area: e.get("fill") or e.find(f"{{{SVG}}}rect").get("fill") for area, e in areas(svg).items()}  # type: ignore[union-attr]
    assert fills["A3"] != fills["A4"]
    assert all(str(fills[a]).startswith("url(#") for a in ("A3", "A4"))
    assert {fills["A1"], fills["A2"]} <= set(COLOURS)
    ids = {e.get("id") for e in samples.parsed(svg).iter()}
    assert all(str(fills[a])[5:-1] in ids for a in ("A3", "A4"))


@pytest.mark.parametrize("kind", DRAWN)
def test_the_key_says_classes_missing_and_own_area(kind: str) -> None:
    words = [e.text for e in samples.parsed(DRAWN[kind]()).iter(f"{{{SVG}}}text")]
    joined = " ".join(str(w) for w in words)
    assert "1,0–2,4\u00a0%" in joined
    assert "2,5\u00a0%" in joined
    assert "tieto puuttuu" in joined
    assert "salattu" in joined
    assert "Bredvik & <co>" in joined


@pytest.mark.parametrize("kind", DRAWN)
def test_maps_stand_inline_under_a_strict_policy(kind: str) -> None:
    svg = DRAWN[kind]()
    assert "style=" not in svg
    assert 'role="img"' in svg
    assert maps.png(svg)[:8] == b"\x89PNG\r\n\x1a\n"


def test_tiles_carry_their_letters_and_numbers() -> None:
    texts = [e.text for e in areas(DRAWN["tiles"]())["A3"].iter(f"{{{SVG}}}text")]
    assert texts == ["CEM", ".."]


def test_an_area_without_a_place_is_shown_as_no_data() -> None:
    svg = maps.choropleth(samples.shown(), (*samples.SHAPES, ("A9", "M0,20L5,20L5,25Z")))
    assert areas(svg)["A9"].findtext(f"{{{SVG}}}title") == "A9: tieto puuttuu"


def test_the_table_is_sorted_with_the_missing_last() -> None:
    table = maps.table(samples.shown(), "Alue", "Osuus")
    assert table.rows == (("Bredvik & <co>", "2,5"), ("Aava", "1,0"), ("Cembo", ".."), ("Dala", "–"))
    assert table.emphasised == {0}


VALUES = st.lists(st.floats(-1e4, 1e4).map(lambda v: round(v, 1)), min_size=1, max_size=80)


@given(VALUES)
def test_classes_keep_order_and_name_every_class(values: list[float]) -> None:
    classes = Classes.quantiles(values, decimals=1)
    found = [classes.of(v) for v in sorted(values)]
    assert found == sorted(found)
    assert found[0] == 0
    assert max(found) == len(classes.breaks)
    words = classes.words("fi", 1)
    assert len(words) == len(classes.breaks) + 1 == len(set(words))
    shades = [classes.shade(i) for i in range(len(words))]
    assert shades == sorted(set(shades))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_class_colours_survive_greyscale_and_carry_their_words() -> None:
    assert all(contrast(a, b) >= 1.3 for a, b in pairwise(COLOURS))
    assert all(contrast(ink, ground) >= 4.5 for ink, ground in zip(INKS, COLOURS, strict=True))


def test_where_nearly_all_have_the_lowest_value_the_others_stand_apart() -> None:
    classes = Classes.quantiles([0.0] * 9 + [1.0])
    assert [classes.of(0.0), classes.of(1.0)] == [0, 1]
    assert classes.words("fi") == ("0", "1")
    assert Classes.quantiles([3.0] * 4).breaks == ()
