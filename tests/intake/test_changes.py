"""A new release against the one that stands: what is new, revised, vanished, and what is too odd to be believed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from tests.observations.examples import row, table
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.intake.changes import compare, log
from yhdyspinta.intake.oddities import factors, fewer, odd

YEARS = [str(year) for year in range(2010, 2020)]
TOWNS = [area.id for area in areas().areas("KU", areas().current)][:20]
Change = Callable[[dict[str, Any]], dict[str, Any] | None]


def made(change: Change = lambda cell: cell, years: list[str] = YEARS, **also: Any) -> pa.Table:
    """A release of two indicators: every town and year, each cell passed through `change`; None leaves it out."""
    cells = [
        {"indicator": name, "area": area, "period": year, "value": 100.0 * (number + 1) + int(year) - 2000, **also}
        for name in ("t.one", "t.two")
        for number, area in enumerate(TOWNS)
        for year in years
    ]
    return table(row(**changed) for cell in cells if (changed := change(dict(cell))) is not None)


def kinds(rows: pa.Table, standing: pa.Table | None = None, asked_the_same: bool = True) -> list[str]:
    difference = compare(made() if standing is None else standing, rows)
    return [reason.kind for reason in odd(difference, areas(), {"t.one", "t.two"}, asked_the_same)]


def test_the_same_rows_in_another_order_are_no_change() -> None:
    rows = made()
    difference = compare(rows, rows.take(pa.array(range(rows.num_rows - 1, -1, -1))))
    assert difference.nothing
    assert difference.counts == {"new": 0, "revised": 0, "vanished": 0, "same": rows.num_rows}


def test_a_new_year_a_revision_and_a_lost_figure_are_counted_and_listed() -> None:
    def change(cell: dict[str, Any]) -> dict[str, Any] | None:
        if (cell["indicator"], cell["area"], cell["period"]) == ("t.one", TOWNS[0], "2012"):
            return None
        if (cell["indicator"], cell["area"], cell["period"]) == ("t.two", TOWNS[1], "2013"):
            return cell | {"value": 7.0}
        return cell

    found = log(compare(made(), made(change, [*YEARS, "2020"])))
    assert found["counts"] == {"new": 40, "revised": 1, "vanished": 1, "same": 398}
    assert found["first_seen"] == {"period": ["2020"]}
    assert found["indicators"]["t.two"] == {"new": 20, "revised": 1, "same": 199}
    revised = next(one for one in found["listed"] if one["change"] == "revised")
    assert (revised["area"], revised["period"], revised["value"], revised["value_after"]) == (TOWNS[1], "2013", 213.0, 7.0)


def test_an_ordinary_yearly_release_is_believed() -> None:
    assert kinds(made(years=[*YEARS, "2020"])) == []


def test_a_status_alone_is_a_revision_but_not_a_reason() -> None:
    rows = made(lambda cell: cell | {"status": "preliminary"})
    assert compare(made(), rows).counts["revised"] == rows.num_rows
    assert kinds(rows) == []


def test_a_value_that_becomes_secret_is_revised() -> None:
    rows = made(lambda cell: cell | ({"value": None, "status": "suppressed"} if cell["area"] == TOWNS[3] else {}))
    assert compare(made(), rows).counts["revised"] == 20


@pytest.mark.parametrize("times", [1000.0, 0.001, 10.0, 1.35])
def test_one_factor_for_all_is_a_reason(times: float) -> None:
    reasons = odd(compare(made(), made(lambda cell: cell | {"value": cell["value"] * times})), areas(), {"t.one", "t.two"})
    assert [reason.kind for reason in reasons if reason.kind == "factor"] == ["factor"] * 2
    assert f"{times:.4g}".replace(".", ",") in reasons[0].text.fi
    assert reasons[0].text.sv
    assert reasons[0].text.en


def test_one_great_figure_a_thousand_times_greater_is_a_reason() -> None:
    def slipped(cell: dict[str, Any]) -> dict[str, Any]:
        return cell | ({"value": cell["value"] * 1000} if (cell["area"], cell["period"]) == (TOWNS[2], "2015") else {})

    assert kinds(made(slipped)) == ["leap"]


def test_a_new_year_in_another_unit_is_a_reason() -> None:
    rows = made(lambda cell: cell | ({"value": cell["value"] * 1000} if cell["period"] == "2020" else {}), [*YEARS, "2020"])
    assert kinds(rows) == ["scale", "scale"]


def test_a_vanished_indicator_area_and_year_are_reasons() -> None:
    assert "gone" in kinds(made(lambda cell: cell if cell["indicator"] == "t.one" else None))
    assert "gone" in kinds(made(lambda cell: cell if cell["area"] != TOWNS[0] else None))
    assert "gone" in kinds(made(lambda cell: cell if cell["period"] != YEARS[0] else None))


def test_an_indicator_that_is_asked_for_no_more_is_not_missed() -> None:
    difference = compare(made(), made(lambda cell: cell if cell["indicator"] == "t.one" else None))
    assert odd(difference, areas(), {"t.one"}) == ()


def test_a_new_code_is_a_reason_unless_we_asked_for_it() -> None:
    rows = pa.concat_tables([made(), made(age="0-6")])
    assert kinds(rows) == ["unfamiliar"]
    assert kinds(rows, asked_the_same=False) == []


def test_a_renamed_code_is_gone_and_new() -> None:
    assert kinds(made(age="0-7"), made(age="0-6"))[:2] == ["gone", "unfamiliar"]


def test_a_merger_names_what_the_register_knows_of_it() -> None:
    register = areas()
    merged = next(
        area
        for kind_year in register.years
        for area in register.areas("KU", kind_year)
        if area.end is not None and area.end.year < register.current
    )
    heir = register.became(merged.id, merged.end)[0][0] if merged.end else ""
    with_it = table(row(area=area, period=year, value=5.0) for area in (merged.id, heir, *TOWNS) for year in YEARS)
    after = table(
        row(area=area, period=year, value=10.0 if area == heir else 5.0, boundaries=2021) for area in (heir, *TOWNS) for year in YEARS
    )
    difference = compare(with_it, after)
    reasons = odd(difference, register, {"t.one"})
    assert difference.boundaries == ((2020,), (2021,))
    assert reasons[0].kind == "gone"
    assert f"{merged.name.fi} ({merged.id}) → {register.get(heir).name.fi} ({heir})" in reasons[0].text.fi


def test_a_series_on_a_new_division_is_the_same_series() -> None:
    assert compare(made(), made(boundaries=2021)).counts["same"] == made().num_rows


def test_a_fifth_of_values_is_a_reason_and_less_is_not() -> None:
    def revised(towns: int) -> pa.Table:
        return made(
            lambda cell: cell | ({"value": cell["value"] + 1.5 + TOWNS.index(cell["area"])} if cell["area"] in TOWNS[:towns] else {})
        )

    assert kinds(revised(3)) == []
    assert kinds(revised(4)) == ["revised", "revised"]


def test_halved_and_lost_rows_are_reasons() -> None:
    assert "halved" in kinds(made(lambda cell: cell if TOWNS.index(cell["area"]) < 9 else None))
    sparse = made(lambda cell: cell if (TOWNS.index(cell["area"]) + int(cell["period"])) % 10 else None)
    assert kinds(sparse) == ["lost"]


def test_the_first_release_has_nothing_to_be_compared_with_but_a_factor() -> None:
    assert kinds(made(), made().slice(0, 0)) == []
    assert [reason.kind for reason in factors(compare(made(), made(lambda cell: cell | {"value": cell["value"] / 100})).joined)] == [
        "factor"
    ] * 2


def test_fewer_rows_are_a_reason_where_nothing_tells_the_size() -> None:
    (reason,) = fewer(compare(made(), made().slice(1)))
    assert (reason.kind, "399" in reason.text.sv) == ("fewer", True)
    assert list(fewer(compare(made(), made(years=[*YEARS, "2020"])))) == []


def test_the_most_changed_series_is_kept_whole_for_drawing() -> None:
    def change(cell: dict[str, Any]) -> dict[str, Any] | None:
        return cell | ({"value": 1.0} if (cell["indicator"], cell["area"]) == ("t.two", TOWNS[4]) and cell["period"] > "2016" else {})

    (drawn,) = log(compare(made(), made(change)))["drawn"]
    assert (drawn["indicator"], drawn["area"]) == ("t.two", TOWNS[4])
    assert drawn["cells"][0] == ["2010", 510.0, 510.0]
    assert drawn["cells"][-1] == ["2019", 519.0, 1.0]
