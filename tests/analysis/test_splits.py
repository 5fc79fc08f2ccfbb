"""A municipality that is divided: shares forward, whole areas backward."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.meaning_world import indicator, observations
from yhdyspinta.analysis.series import values
from yhdyspinta.domain.areas import Area, AreaRegister, Change, Membership
from yhdyspinta.domain.text import Text

COUNT = indicator("count")
START, SPLIT = date(2013, 1, 1), date(2020, 1, 1)


@pytest.fixture
def register() -> AreaRegister:
    """A quarter of KU001 went to KU002 in 2020 (one region), and a tenth of KU003 became KU004 (another region)."""
    homes = {"KU001": ("MK01", START), "KU002": ("MK01", START), "KU003": ("MK02", START), "KU004": ("MK03", SPLIT)}
    return AreaRegister(
        [Area(name, "KU", name[2:], Text(name), start) for name, (_, start) in homes.items()]
        + [Area(f"MK0{number}", "MK", f"0{number}", Text(f"Region {number}"), START) for number in (1, 2, 3)],
        [Membership(name, home, "MK", start) for name, (home, start) in homes.items()],
        [Change("split", SPLIT, "KU001", "KU002", 0.25), Change("split", SPLIT, "KU003", "KU004", 0.1)],
    )


def told(register: AreaRegister, kind: str, year: int, target: int) -> dict[str, tuple[float | None, str, str]]:
    rows = [
        {"indicator": "count", "area": area.id, "boundaries": year, "period": "2019", "value": 100.0, "status": "final"}
        for area in register.areas("KU", year)
    ]
    series = values(observations(rows), COUNT, register, kind, boundaries=target, definitions={"count": COUNT})
    given = {row["area"]: (row["value"], row["status"], row["origin"]) for row in series.table.to_pylist()}
    return given | {refusal.area: (None, "refused", "") for refusal in series.refusals}


def test_forward_the_shares_make_an_estimate(register: AreaRegister) -> None:
    assert told(register, "KU", 2019, 2020) == {
        "KU001": (75.0, "estimate", "computed"),
        "KU002": (125.0, "estimate", "computed"),
        "KU003": (90.0, "estimate", "computed"),
        "KU004": (10.0, "estimate", "computed"),
    }


def test_an_area_that_holds_all_of_them_loses_nothing(register: AreaRegister) -> None:
    assert told(register, "MK", 2019, 2020)["MK01"] == (200.0, "final", "computed")
    assert told(register, "MK", 2019, 2020)["MK02"] == (90.0, "estimate", "computed")


def test_backward_what_was_given_away_comes_back_whole_or_not_at_all(register: AreaRegister) -> None:
    assert told(register, "KU", 2020, 2019) == {
        "KU001": (None, "refused", ""),
        "KU002": (None, "refused", ""),
        "KU003": (200.0, "final", "computed"),
    }
    assert told(register, "MK", 2020, 2019) == {"MK01": (200.0, "final", "computed"), "MK02": (200.0, "final", "computed")}
