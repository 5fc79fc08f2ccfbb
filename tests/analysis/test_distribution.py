"""Distributions against a slow second reckoning and a published answer."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.analysis.distribution import distribution


def at(values: list[float], share: float) -> float:
    """The quantile of definition 7, from its formula."""
    place = (len(values) - 1) * share
    low, high = values[math.floor(place)], values[math.ceil(place)]
    return low + (high - low) * (place - math.floor(place))


@given(st.dictionaries(st.sampled_from([f"KU{n:03d}" for n in range(40)]), st.none() | st.integers(-1000, 1000).map(float)))
def test_it_equals_the_formula(values):
    found = distribution(values)
    known = sorted(value for value in values.values() if value is not None)
    if not known:
        assert found is None
        return
    assert (found.n, found.lowest, found.highest) == (len(known), known[0], known[-1])
    assert (values[found.lowest_area], values[found.highest_area]) == (known[0], known[-1])
    quartiles = (found.lower_quartile, found.median, found.upper_quartile)
    if len(known) < 4:
        assert quartiles == (None, None, None)
    else:
        assert all(math.isclose(one, at(known, share), abs_tol=1e-9) for one, share in zip(quartiles, (0.25, 0.5, 0.75), strict=True))


def test_a_published_answer():
    """R: quantile(c(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49)) gives 25.5, 40 and 42.5."""
    found = distribution({f"KU{n:03d}": float(value) for n, value in enumerate((6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49))})
    assert (found.lower_quartile, found.median, found.upper_quartile) == (25.5, 40.0, 42.5)


def test_shared_ends_name_the_first_area():
    found = distribution({"KU003": 1.0, "KU001": 1.0, "KU009": 5.0, "KU002": 5.0})
    assert (found.lowest_area, found.highest_area) == ("KU001", "KU002")
