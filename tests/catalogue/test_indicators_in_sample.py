"""How values add up, held against the published figures of the sample itself."""

from __future__ import annotations

from functools import cache
from statistics import median

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.indicator import Additivity

Values = dict[tuple[str, str], float]  # (area, period) -> value of both sexes and all ages


@cache
def published(indicator: str, kind: str = "KU") -> Values:
    """The totals of an indicator in the sample."""
    found: Values = {}
    for dataset in datasets():
        if indicator in dataset.indicators:
            table = pq.read_table(dataset.path, filters=[("indicator", "=", indicator), ("sex", "=", "total"), ("age", "=", "total")])
            kept = table.filter(pc.starts_with(table["area"].cast("string"), kind))
            for row in kept.select(["area", "period", "value"]).to_pylist():
                if row["value"] is not None:
                    found[row["area"], row["period"]] = row["value"]
    return found


# Those whose figure is published as well; what the product alone computes has nothing to be held against.
RATIOS = [one.id for one in indicators().values() if one.additivity is Additivity.RATIO_OF_SUMS and one.computed is None]


def test_the_ratios_are_these() -> None:
    assert set(RATIOS) == {
        "stat.tyonv.12r5.tyottomien_osuus",
        "stat.avainluvut.tyopaikkaomavaraisuus",
        "stat.kuntatalous.lainakanta_asuk",
        "stat.kuntatalous.k_lainakanta_asuk",
    }


@pytest.mark.parametrize("identifier", RATIOS)
def test_the_parts_of_a_ratio_give_the_published_figure(identifier: str) -> None:
    """Where all three are published, numerator / denominator * factor is the figure, to its rounding."""
    one = indicators()[identifier]
    figures, above, below = published(identifier), published(one.numerator), published(one.denominator)
    rounding = {"stat.tyonv": 0.006, "stat.avainluvut": 0.051}.get(one.source, 1.0)
    both = [key for key in figures if key in above and key in below and below[key]]
    off = [key for key in both if abs(above[key] / below[key] * one.factor - figures[key]) > max(rounding, figures[key] / 1500)]
    assert len(both) >= 250
    # Loans stand on the municipalities of 2020, the population on those of 2022: one merger lies between.
    assert len(off) <= (1 if one.source == "stat.kuntatalous" else 0), off


def test_age_groups_of_the_key_figures_make_a_hundred() -> None:
    groups = ["alle_15_vuotiaiden_osuus_vaestosta", "15_64_vuotiaiden_osuus_vaestosta", "yli_64_vuotiaiden_osuus_vaestosta"]
    parts = [published(f"stat.avainluvut.{group}") for group in groups]
    assert len(parts[0]) > 3000
    assert all(abs(sum(part[key] for part in parts) - 100) < 0.15 for key in parts[0])


def test_weighted_by_population_the_young_are_the_country_s_share() -> None:
    """The municipal shares of under-15s, weighted, against the country's own population by age."""
    share, people = published("stat.avainluvut.alle_15_vuotiaiden_osuus_vaestosta"), published("stat.avainluvut.vakiluku")
    areas = [area for area, period in share if period == "2016"]
    weighted = sum(share[area, "2016"] * people[area, "2016"] for area in areas) / sum(people[area, "2016"] for area in areas)
    dataset = next(one for one in datasets() if one.id == "vaerak-11re-maakunnat")
    ages = pq.read_table(dataset.path, filters=[("area", "=", "SSS"), ("period", "=", "2016")]).to_pylist()
    single = [row for row in ages if row["age"].rstrip("-").isdigit() and row["sex"] != "total"]
    young = sum(row["value"] for row in single if int(row["age"].rstrip("-")) < 15)
    assert weighted == pytest.approx(100 * young / sum(row["value"] for row in single), abs=0.05)


def test_net_migration_between_municipalities_cancels_out_in_the_country() -> None:
    moves = published("stat.avainluvut.kuntien_valinen_muuttovoitto_tappio_henkiloa")
    for year in {period for _, period in moves}:
        assert sum(value for (_, period), value in moves.items() if period == year) == 0, year


def test_moves_in_are_more_than_the_country_s_moves_out_less_moves_in() -> None:
    """Summed moves count moves inside the country twice over: they are no figure of the country."""
    into, out = published("thl.sotkanet.3196"), published("thl.sotkanet.3197")
    total_in, total_out = (sum(value for (_, period), value in part.items() if period == "2010") for part in (into, out))
    assert total_in > 200_000
    assert total_out > 200_000


def test_diak_s_indices_stand_on_the_median_of_their_own_kind() -> None:
    """The median municipality is 100 each year: so an index cannot be held against one of another kind."""
    for kind in ("KU", "SK"):
        values = published("diak.pitkaaikaistyottomyys", kind)
        for year in {period for _, period in values}:
            assert median(value for (_, period), value in values.items() if period == year) == pytest.approx(100), (kind, year)
