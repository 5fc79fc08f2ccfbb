"""Figures of the shipped sample: computed from municipalities by our code, beside published ones and plain Python sums."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from yhdyspinta.analysis.series import values
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.formats.package import parse
from yhdyspinta.observations.schema import OBSERVATIONS, conform

REGISTER = areas()


def package(name: str) -> pa.Table:
    """A package of the sample as observations, texts plain."""
    table = parse((CURATED / "sample" / f"{name}.parquet").read_bytes())
    known = {field.name: table[field.name].cast(field.type) for field in OBSERVATIONS if field.name in table.column_names}
    for column, text in (("release", name), ("source", "sample")):
        known[column] = pa.array([text] * table.num_rows, pa.string())
    return conform(pa.table(known))


@pytest.fixture(scope="module")
def unemployment() -> pa.Table:
    return package("tyonv-12r5-kunnat")


def test_regions_population_from_municipalities_is_the_published() -> None:
    name = "stat.vaerak.11re.vaesto"
    wanted = {"boundaries": REGISTER.current, "definitions": indicators(), "sexes": ("total", "male"), "ages": ("total", "0-14", "85-")}
    parts, published = package("vaerak-11re-kunnat"), package("vaerak-11re-maakunnat")
    for kind in ("MK", "SSS"):
        computed = values(parts, indicators()[name], REGISTER, kind, **wanted)
        given = values(published, indicators()[name], REGISTER, kind, periods=("2018", "2019"), **wanted)
        one, other = (
            {(row["area"], row["period"], row["sex"], row["age"]): row["value"] for row in series.table.to_pylist()}
            for series in (computed, given)
        )
        assert len(one) == len(REGISTER.areas(kind, REGISTER.current)) * 2 * 2 * 3
        assert one == other


@pytest.mark.parametrize("kind", ["HVA", "MK", "SK", "ELY", "TA", "SSS"])
def test_unemployment_of_every_area_and_month(unemployment: pa.Table, kind: str) -> None:
    names = {"stat.tyonv.12r5.tyottomat": 0, "stat.tyonv.12r5.tyovoima": 1}
    figures: dict[tuple[str, str], list[float | None]] = defaultdict(lambda: [None, None])
    columns = (unemployment[name].to_pylist() for name in ("indicator", "area", "boundaries", "period", "value"))
    years = set()
    for indicator, area, year, period, value in zip(*columns, strict=True):
        if indicator in names:
            figures[area, period][names[indicator]] = value
            years.add(year)
    (year,) = years
    division = min(max(year, REGISTER.first_year(kind)), REGISTER.last_year(kind))
    periods = {period for _, period in figures}
    parts: dict[str, list[str]] = defaultdict(list)
    for municipality in REGISTER.areas("KU", year):
        ((now, _),) = REGISTER.became(municipality.id, REGISTER.get("SSS").start.replace(year=division))
        parent = REGISTER.parent(now, kind, division)
        if parent:
            parts[parent].append(municipality.id)
    counts = values(unemployment, indicators()["stat.tyonv.12r5.tyottomat"], REGISTER, kind, definitions=indicators())
    shares = values(unemployment, indicators()["stat.tyonv.12r5.tyottomien_osuus"], REGISTER, kind, definitions=indicators())
    assert counts.table.num_rows == shares.table.num_rows == len(parts) * len(periods)
    for count, share in zip(counts.table.to_pylist(), shares.table.to_pylist(), strict=True):
        assert (count["area"], count["period"], count["boundaries"]) == (share["area"], share["period"], division)
        known = [pair for part in parts[count["area"]] if None not in (pair := figures[part, count["period"]])]
        missing = len(parts[count["area"]]) - len(known)
        assert count["value"] == (sum(one for one, _ in known) if known else None)
        assert (count["status"] == "partial") == (share["status"] == "partial") == bool(known and missing)
        assert count["parts_missing"] == share["parts_missing"] == missing
        if known:
            assert share["value"] == pytest.approx(100 * sum(one for one, _ in known) / sum(other for _, other in known))


def test_the_projection_without_an_open_class_is_never_a_total() -> None:
    series = values(
        package("vaenn-14wx-kunnat"), indicators()["stat.vaenn.14wx.vaesto_e24"], REGISTER, "HVA",
        definitions=indicators(), ages=("total", "65-", "0-14"),
    )  # fmt: skip
    assert set(series.table["age"].to_pylist()) == {"0-14"}
    assert {refusal.period for refusal in series.refusals} == {"2024", "2035", "2040"}
    assert all("open class" in refusal.reason.en for refusal in series.refusals)


def test_packages_are_read_whole() -> None:
    name = "sotkanet-127-kunnat"
    assert package(name).num_rows == pq.read_metadata(CURATED / "sample" / f"{name}.parquet").num_rows
