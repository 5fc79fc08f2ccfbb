"""Totals over ages and sexes against a slow second implementation."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.worlds import country
from tests.spec.meaning_world import indicator, observations
from yhdyspinta.analysis.ages import OPEN, cover, interval, why_not, with_axes
from yhdyspinta.analysis.frames import figures, from_arrow
from yhdyspinta.analysis.parts import prepare
from yhdyspinta.domain.indicator import Additivity

BOUNDS = st.integers(0, 20)


def classes() -> st.SearchStrategy[frozenset[str]]:
    single = BOUNDS.map(str)
    spans = st.tuples(BOUNDS, st.integers(1, 8)).map(lambda span: f"{span[0]}-{span[0] + span[1]}")
    opens = BOUNDS.map(lambda first: f"{first}-")
    return st.frozensets(st.one_of(single, spans, opens), max_size=14)


def coverable(parts: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether some of the spans make up first..last exactly, by trying them all."""
    if first > last:
        return True
    return any(coverable(parts, OPEN + 1 if end == OPEN else end + 1, last) for start, end in parts if start == first and end <= last)


def wanted_ages() -> st.SearchStrategy[str]:
    spans = st.tuples(BOUNDS, BOUNDS).map(lambda ends: f"{min(ends)}-{max(ends)}")
    return st.one_of(st.just("total"), BOUNDS.map(lambda first: f"{first}-"), spans)


@given(classes(), wanted_ages())
def test_cover_is_exact_and_found_whenever_there_is_one(ages: frozenset[str], wanted: str) -> None:
    first, last = interval(wanted)
    found = cover(ages, wanted)
    others = [interval(age) for age in ages - {wanted}]
    assert (found is not None) == coverable(others, first, last)
    if found is not None:
        spans = [interval(age) for age in found]
        assert spans[0][0] == first
        assert spans[-1][1] == last
        assert all(before[1] + 1 == after[0] for before, after in itertools.pairwise(spans))


def test_many_ways_that_lead_nowhere_end_soon() -> None:
    ages = frozenset([str(age) for age in range(100)] + [f"{age}-{age + 1}" for age in range(98)])
    assert cover(ages, "total") is None
    assert cover(ages | {"100-"}, "total") is not None


@pytest.mark.parametrize("age", ["", "a", "5-6-7", "-5", "all"])
def test_what_is_no_age_class_is_an_error(age: str) -> None:
    with pytest.raises(ValueError, match="not an age class"):
        interval(age)


@pytest.mark.parametrize(("wanted", "word"), [("total", "avointa luokkaa"), ("0-17", "0–17-vuotiaat"), ("65-", "65 vuotta täyttäneet")])
def test_the_reason_names_what_lacks(wanted: str, word: str) -> None:
    assert word in why_not(["0-14", "15-99"], wanted).fi


@pytest.mark.parametrize("seed", range(8))
def test_totals_agree_with_the_slow_way(seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for area in ("KU001", "KU002", "MK01"):
        for sex in ("male", "female"):
            for age in ("0", "1", "2", "3-9", "10-"):
                known = chance.random() > 0.05
                if chance.random() > 0.03:
                    rows.append({
                        "indicator": "people", "area": area, "boundaries": 2023, "period": "2022", "sex": sex, "age": age,
                        "value": float(chance.randint(0, 99)) if known else None, "status": "final" if known else "suppressed",
                    })  # fmt: skip
    made, uncovered = with_axes(figures(from_arrow(observations(rows))), ("total", "0-2", "1-", "5-9"))
    found = {(row["area"], row["sex"], row["age"]): row["value"] for row in made.iter_rows(named=True)}
    assert {item.age for item in uncovered} == {"5-9"}
    assert len(found) == len(made)
    sexes = {"male": ("male",), "female": ("female",), "total": ("male", "female")}
    groups = {"total": ("0", "1", "2", "3-9", "10-"), "0-2": ("0", "1", "2"), "1-": ("1", "2", "3-9", "10-")}
    given_values = {(row["area"], row["sex"], row["age"]): row["value"] for row in rows}
    for area in ("KU001", "KU002", "MK01"):
        for sex, parts in sexes.items():
            for group, ages in groups.items():
                cells = [given_values.get((area, part, age)) for part in parts for age in ages]
                assert found[area, sex, group] == (None if None in cells else sum(cells))


def test_a_published_total_is_never_replaced() -> None:
    basic = {"indicator": "people", "area": "KU001", "boundaries": 2023, "period": "2022"}
    rows = [
        {**basic, "age": "0-9", "value": 5.0, "status": "final"},
        {**basic, "age": "10-", "value": 6.0, "status": "final"},
        {**basic, "age": "total", "value": None, "status": "suppressed"},
    ]
    made, _ = with_axes(figures(from_arrow(observations(rows))), ("total",))
    (total,) = made.filter(made["age"] == "total").iter_rows(named=True)
    assert (total["value"], total["status"], total["method"]) == (None, "suppressed", "")


def test_only_counts_are_totalled() -> None:
    share = indicator("share", additivity=Additivity.MUST_NOT)
    rows = [
        {"indicator": "share", "area": "KU001", "boundaries": 2023, "period": "2022", "sex": sex, "value": 5.0, "status": "final"}
        for sex in ("male", "female")
    ]
    prepared = prepare({"share": from_arrow(observations(rows))}, share, {"share": share}, country(0))
    assert prepared.own["sex"].to_list() == ["male", "female"]
