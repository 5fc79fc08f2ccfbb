"""The picker forgives what people type, and never guesses silently between areas."""

from __future__ import annotations

import unicodedata

import pytest

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.postal_codes import postal_codes
from yhdyspinta.web import search


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Jyväskylä", "KU179"),
        (unicodedata.normalize("NFD", "Jyväskylä"), "KU179"),
        ("jyvaskyla", "KU179"),
        ("JYVÄSKYLÄ ", "KU179"),
        ("KU179", "KU179"),
        ("Keski-Suomi", "HVA15"),
        ("keski suomi", "HVA15"),
        ("Keski-Suomen hyvinvointialue", "HVA15"),
        ("Mellersta Finland", "HVA15"),
        ("Central Finland", "HVA15"),
        ("Helsingfors", "HVA90"),
        ("Pedersöre", "KU599"),
        ("Sottunga", "KU766"),
        ("Vaala", "KU785"),
        ("Åland", "MK21"),
    ],
)
def test_names_are_found_however_they_are_written(typed, first):
    assert search.find(typed, "fi").exact[0].id == first


def test_both_roles_of_helsinki_are_offered_the_county_first():
    found = [area.id for area in search.find("helsinki", "fi").exact]
    assert found[:2] == ["HVA90", "KU091"]


@pytest.mark.parametrize(
    ("typed", "wanted"), [("jyväskylässä", "KU179"), ("Jyvskylä", "KU179"), ("Keski-Suomen", "HVA15"), ("pohjoispohjanma", "HVA19")]
)
def test_inflected_and_misspelt_names_are_offered(typed, wanted):
    found = search.find(typed, "fi")
    assert not found.exact
    assert wanted in [area.id for area in found.near]


def test_nonsense_finds_nothing():
    assert search.find("asdfqwerty", "fi") == search.Found((), ())
    assert search.find("  ", "fi") == search.Found((), ())


@pytest.mark.parametrize("hostile", ["a\x00b", "abc\u202edef", "x" * 101, "\u2066x"])
def test_hostile_texts_are_not_searched_for(hostile):
    assert not search.acceptable(hostile)
    assert search.nearest(hostile, "fi") == ()


def test_a_postal_code_is_the_municipality_where_it_lies_today():
    assert [area.id for area in search.find("40100", "fi").exact] == ["KU179"]
    assert [area.id for area in search.find("19410", "sv").exact] == ["KU507"]  # Pertunmaa, which merged into Mäntyharju
    assert search.find("99999", "fi").exact == ()


def test_every_postal_code_lies_in_a_municipality_that_the_register_knows():
    known = {area.id for area in register_of_areas().all}
    assert set(postal_codes().values()) <= known
    assert len(postal_codes()) > 3_000
