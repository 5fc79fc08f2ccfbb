"""The words of PxWeb tables, and how a question is divided. No service is asked."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.sources.pxweb_facts import facts_of
from yhdyspinta.sources.pxweb_plan import asked_in, halves, query_v1, query_v2, split
from yhdyspinta.sources.pxweb_terms import AGE, OTHER, Variable, age_of, area_of, boundary_year, period_of, sex_of, stem, total_of


def variable(code: str, codes: str, role: str = OTHER, texts: tuple[str, ...] = (), text: str = "") -> Variable:
    listed = tuple(codes.split())
    return Variable(code, text or code, listed, texts or listed, role)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("alue_23_20260101", "alue"),
        ("Alue 2017", "alue"),
        ("timeperiod_y", "timeperiod"),
        ("sukupuoli_9_20180101", "sukupuoli"),
        ("Pääasiallinen toiminta", "paaasiallinen_toiminta"),
        ("Område", "omrade"),
        ("contentscode", "contentscode"),
    ],
)
def test_the_stem_of_a_code_outlives_its_classification(code, name):
    assert stem(code) == name


@pytest.mark.parametrize(
    ("code", "kind", "area"),
    [
        ("KU091", "KU", "KU091"),
        ("091", "KU", "KU091"),
        ("91", "KU", "KU091"),
        ("MK01", "KU", "MK01"),
        ("HVA9", "KU", "HVA09"),
        ("SK011", "KU", "SK011"),
        ("ELY01", "KU", "ELY01"),
        ("SSS", "KU", "SSS"),
        ("05", "MK", "MK05"),
        ("MA1", "KU", None),
        ("0914", "KU", None),
        ("Helsinki", "KU", None),
    ],
)
def test_codes_of_areas(code, kind, area):
    assert area_of(code, code, kind) == area


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2023", "2023"),
        ("2024*", "2024"),
        ("2023M05", "2023-05"),
        ("2023Q1*", "2023-Q1"),
        ("2023K4", "2023-Q4"),
        ("2023M13", None),
        ("2023Q5", None),
        ("2019-2023", None),
        ("SSS", None),
    ],
)
def test_codes_of_periods(code, period):
    assert period_of(code) == period


@pytest.mark.parametrize(
    ("code", "age"),
    [
        ("000", "0"),
        ("007", "7"),
        ("100-", "100-"),
        ("0-14", "0-14"),
        ("000-014", "0-14"),
        ("-17", "0-17"),
        ("75+", "75-"),
        ("SSS", "total"),
        ("x", None),
    ],
)
def test_codes_of_ages(code, age):
    assert age_of(code, code) == age


@pytest.mark.parametrize(
    ("code", "text", "sex"),
    [
        ("1", "Miehet", "male"),
        ("2", "Kvinnor", "female"),
        ("SSS", "Sukupuolet yhteensä", "total"),
        ("0", "Both sexes", "total"),
        ("M", "Men", "male"),
        ("1", "", "male"),
        ("9", "Tuntematon", None),
    ],
)
def test_codes_of_sexes(code, text, sex):
    assert sex_of(code, text) == sex


def test_totals():
    assert total_of(variable("kieli", "SSS 01 02", texts=("Yhteensä", "Kotimaiset kielet yhteensä", "Vieraat kielet yhteensä"))) == "SSS"
    assert total_of(variable("kieli", "01 02", texts=("Kotimaiset kielet yhteensä", "Vieraat kielet yhteensä"))) is None
    assert total_of(variable("ammatti", "SS 1 2")) == "SS"
    assert total_of(variable("ika", "15- 15-24 25-34 75-", AGE)) == "15-"
    assert total_of(variable("ika", "0-14 15-64 65-", AGE)) is None
    assert total_of(variable("ika", "18-64", AGE)) == "18-64"
    assert total_of(variable("toimiala", "A B")) is None


@pytest.mark.parametrize(
    ("code", "text", "title", "year"),
    [
        ("alue_23_20260101", "Alue", "", 2026),
        ("Alue 2017", "Alue 2017", "Kuntien avainluvut 1987-2016", 2017),
        ("Alue", "Alue", "13ex -- Rikokset, kuntajako 2023, 1980-2025", 2023),
        ("Alue", "Alue", "Väestö vuoden 2024 aluejaolla", 2024),
        ("Alue", "Område", "Folkmängd, kommunindelningen 2022", 2022),
        ("Alue", "Alue", "Väestö 1972-2025", None),
        ("alue_23_20260701", "Alue", "", None),
    ],
)
def test_the_division_is_told_by_the_area_variable_or_the_title(code, text, title, year):
    assert boundary_year(variable(code, "SSS", text=text), title) == year


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(1, 200))
def test_a_divided_question_asks_every_cell_once_and_never_too_many(sizes, most):
    whole = {f"v{number}": tuple(f"{number}.{place}" for place in range(size)) for number, size in enumerate(sizes)}
    parts = split(whole, most)
    asked = [cell for part in parts for cell in product(*(part[code] for code in whole))]
    assert sorted(asked) == sorted(product(*whole.values()))
    assert all(prod(map(len, part.values())) <= most for part in parts)
    assert len(parts) <= 2 * -(-prod(sizes) // most) + len(sizes) * 3


def test_halves_and_questions_keep_the_selection():
    selection = {"alue": ("KU091", "KU092", "KU049"), "vuosi": ("2023", "2024*")}
    first, second = halves(selection)
    assert {**first, "alue": first["alue"] + second["alue"]} == selection
    assert halves({"alue": ("KU091",)}) is None
    assert asked_in(query_v1(selection, "json-stat2")) == selection
    assert asked_in(query_v2(selection, {"alue": "agg_x"})) == selection
    assert '"codelist":"agg_x"' in query_v2(selection, {"alue": "agg_x"})


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("newst", 3, "one of the facts"),
        ("newest", -1, "whole number"),
        ("since", "1.1.2010", "a period"),
        ("ages", ["0 to 14"], "a list of ages"),
        ("ages", 5, "a list of texts"),
        ("sexes", "yes", "true or false"),
        ("boundaries", "2023", "a year"),
        ("marks", {"-": "nil"}, "statuses"),
        ("figures", "suppressed", "a status that has a value"),
        ("roles", {"alue": "place"}, "roles out of"),
        ("format", "xlsx", "json-stat2"),
        ("others", {"kieli": 1}, "a table of texts"),
        ("areas", "KU", "a list of texts"),
        ("bare", 3, "a text"),
    ],
)
def test_a_wrong_fact_is_named(fact, value, expected):
    target = Target("made.table", "made", "pxweb_v1", "https://example.invalid", {fact: value}, (Wanted("a.b"),))
    with pytest.raises(CuratedError, match=expected) as wrong:
        facts_of(target)
    assert "made.table" in wrong.value.message
    assert fact in wrong.value.message
