"""The wheel of a year: each thing once with its words, in its month and ring, its kind told by shape."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rendering import samples
from yhdyspinta.rendering.image import SVG
from yhdyspinta.rendering.wheel import Mark, Wheel, svg

MONTHS = tuple("JFMAMJJASOND")
MIDDLE = 230.0
marks = st.lists(st.builds(Mark, st.integers(1, 12), st.integers(0, 2), st.integers(0, 4), st.just("x")), max_size=30)


def wheel(*found: Mark, here: int = 0) -> Wheel:
    return Wheel("Vuosi <1>", "Kuvaus", "2027", MONTHS, ("Kaikki", "Kunnat", "Alue"), tuple("abcde"), found, here)


def drawn(shown: Wheel) -> list[tuple[str, ElementTree.Element]]:
    """The words and the shape of each mark."""
    groups = [one for one in samples.parsed(svg(shown)).iter(f"{{{SVG}}}g") if one.find(f"{{{SVG}}}title") is not None]
    return [(one.findtext(f"{{{SVG}}}title") or "", one[1]) for one in groups]


def place(shape: ElementTree.Element) -> tuple[float, float]:
    """In months from the top clockwise, and the distance from the middle."""
    if shape.get("points"):
        corners = [tuple(map(float, point.split(","))) for point in shape.attrib["points"].split()]
        x, y = (sum(axis) / len(corners) for axis in zip(*corners, strict=True))
    else:
        x, y = float(shape.attrib["cx"]), float(shape.attrib["cy"])
    return (math.atan2(x - MIDDLE, MIDDLE - y) / (2 * math.pi) * 12) % 12, math.hypot(x - MIDDLE, y - MIDDLE)


@given(marks)
def test_each_thing_lies_in_its_month_and_no_two_lie_on_each_other(found: list[Mark]):
    shapes = [shape for _words, shape in drawn(wheel(*found))]
    assert len(shapes) == len(found)
    months = sorted(int(place(shape)[0]) + 1 for shape in shapes)
    assert months == sorted(mark.month for mark in found)
    assert len({place(shape) for shape in shapes}) == len(found)


def test_rings_go_inwards_and_kinds_differ_in_shape():
    shapes = dict(drawn(wheel(*(Mark(5, ring, 0, f"r{ring}") for ring in range(3)))))
    assert place(shapes["r0"])[1] > place(shapes["r1"])[1] > place(shapes["r2"])[1]
    kinds = [shape for _words, shape in drawn(wheel(*(Mark(kind + 1, 0, kind, "k") for kind in range(5))))]
    corners = [sorted(point.split(",")[0] for point in one.get("points", "").split()) for one in kinds]
    looks = {(one.get("fill"), len(xs), len(set(xs))) for one, xs in zip(kinds, corners, strict=True)}
    assert len(looks) == len(kinds)  # a square has two corners on each side, a diamond has tips


@pytest.mark.parametrize("words", ["Kuntakortit & <b>huolet</b>", '"]]>'])
def test_words_are_words(words: str):
    shown = wheel(Mark(1, 0, 0, words), here=1)
    assert drawn(shown)[0][0] == words
    assert samples.parsed(svg(shown)).findtext(f"{{{SVG}}}title") == "Vuosi <1>"
