"""Pins on a map: none lies on another, the shape tells the kind and the filling whose it is, and each says its words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

from yhdyspinta.rendering import pins
from yhdyspinta.rendering.pins import SHARED, Thing, gathered

_SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')  # noqa: S314 (our own)


def test_what_lies_on_one_spot_or_too_near_shares_a_number() -> None:
    things = [Thing(1, 100, 100, 0, 0, "a"), Thing(2, 100, 100, 1, 1, "b"), Thing(3, 105, 104, 0, 0, "c"), Thing(4, 300, 20, 2, 1, "d")]
    first, second = gathered(things)
    assert ([one.key for one in first.things], first.number, first.kind, first.whose) == ([4], 1, 2, 1)
    assert ([one.key for one in second.things], second.number, second.kind, second.whose) == ([1, 2, 3], 2, SHARED, SHARED)


def test_no_pin_lies_on_another_however_many_there_are() -> None:
    things = [Thing(number, (number * 37) % 400, (number * 91) % 500, number % 5, number % 3, "x") for number in range(400)]
    found = gathered(things)
    assert sorted(one.key for pin in found for one in pin.things) == list(range(400))
    assert [pin.number for pin in found] == list(range(1, len(found) + 1))
    assert min((a.x - b.x) ** 2 + (a.y - b.y) ** 2 for a, b in combinations(found, 2)) >= 26**2


def test_a_pin_is_a_link_with_its_words_and_hostile_words_are_text() -> None:
    (link,) = parsed(pins.drawn(gathered([Thing(1, 10, 10, 3, 0, '<b>"Koulu" & tie')]), "#place-{}"))
    assert (link.tag, link.get("href"), "".join(link.find(f"{_SVG}title").itertext())) == (f"{_SVG}a", "#place-1", '1: <b>"Koulu" & tie')
    assert "".join(link.find(f"{_SVG}text").itertext()) == "1"


def test_every_kind_and_everybody_looks_different_without_colour() -> None:
    looks = {(kind, whose): pins.symbol(kind, whose) for kind in (*range(pins.KINDS), SHARED) for whose in (*range(pins.FILLS), SHARED)}
    assert len(set(looks.values())) == len(looks)
    for svg in looks.values():
        assert parsed(svg)[0].get("aria-hidden") == "true"
