"""Recorded descriptions of real tables: what would be asked of them, and what their codes mean (make test-recorded)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from yhdyspinta import environment
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.live import targets
from yhdyspinta.formats import jsonstat, pxweb
from yhdyspinta.sources.pxweb_facts import facts_of
from yhdyspinta.sources.pxweb_grid import assemble
from yhdyspinta.sources.pxweb_plan import cells, plan_of, split
from yhdyspinta.sources.pxweb_terms import boundary_year, variables

pytestmark = pytest.mark.recorded


@pytest.fixture(scope="module")
def fixtures() -> Path:
    references = environment.read().references
    if references is None or not (references / "fixtures").is_dir():
        pytest.fail("Set YHDYSPINTA_REFERENCES to the folder of references, which holds fixtures/ with recorded replies.")
    return references / "fixtures"


def test_the_entry_of_the_municipal_key_figures_fits_the_recorded_table(fixtures: Path) -> None:
    table = pxweb.metadata((fixtures / "pxweb_v1" / "oskari_px-table-aikasarja-response.json").read_bytes())
    target = targets()["stat.avainluvut.aikasarja"]
    plan = plan_of(table, target, facts_of(target))
    # Self-sufficiency in jobs came to the table in a later edition.
    assert [text.partition(":")[0] for text in plan.absent] == ["stat.avainluvut.tyopaikkaomavaraisuus"]
    assert len({codes["Tiedot"] for _, codes in plan.picks}) == len(plan.picks) == len(target.series) - 1
    area = plan.of_role("area")
    assert area is not None
    assert boundary_year(area, "") == 2017
    standing = {one.id for kind in ("SSS", "KU", "MK") for one in areas().areas(kind, 2017)}
    assert set(plan.ours["area"].values()) == standing
    assert set(plan.ours["time"].values()) == {str(year) for year in range(1987, 2017)}
    parts = split(plan.selection, 120_000)
    assert sum(cells(part) for part in parts) == cells(plan.selection)
    assert max(cells(part) for part in parts) <= 120_000


def test_the_answer_that_was_seen_after_the_change_of_ids(fixtures: Path) -> None:
    data = (fixtures / "transcribed" / "statfin_v1_json_115q_observed_2026-08-29.json").read_bytes()
    cube = pxweb.parse(data)[0]
    assert [dimension.id for dimension in cube.dimensions][:4] == [
        "ammatti_104_20161021",
        "sukupuoli_9_20180101",
        "ammattiasema_7_20121201",
        "timeperiod_y",
    ]
    assert cube.values.to_pylist() == [35435.0]


def test_figures_of_a_recorded_table_of_pxwebapi_2(fixtures: Path) -> None:
    described = (fixtures / "pxwebapi_v2" / "pxwebpy_TAB6471_metadata.json").read_bytes()
    data = (fixtures / "pxwebapi_v2" / "pxwebpy_TAB6471_data.json").read_bytes()
    asked = {dimension.id: dimension.codes for dimension in jsonstat.parse(data)[0].dimensions}
    table = jsonstat.parse(described)[0]
    assert set(asked) == {dimension.id for dimension in table.dimensions}
    assert {one.code: one.role for one in variables(table, {})} == {
        "Region": "area",
        "Alder": "age",
        "Kon": "sex",
        "ContentsCode": "contents",
        "Tid": "time",
    }
    cube = jsonstat.parse(data)[0]
    grid = assemble(dict(reversed(asked.items())), "ContentsCode", [(asked, cube)])
    assert np.array_equal(grid.values.transpose().reshape(-1), cube.values.to_numpy(zero_copy_only=False), equal_nan=True)
