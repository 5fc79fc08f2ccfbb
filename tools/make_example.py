"""Make the figures of the invented areas: `make example-figures`. The same recipe gives the same bytes.

No figure comes from a real one. People are lived forward by a cohort model (example_people.py), and what can be counted from
them is: shares by age, the labour force, births and migration. Unemployment is a level by need with the seasons, two bad years
and a slow cycle. Every other series is a level, what need and town add to it, a trend and chance (example.toml). Some figures
are withheld, missing or preliminary on purpose, and one municipality has no group of companies.
"""

from __future__ import annotations

import hashlib
import math
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pyarrow as pa

from example_people import SEXES, Year, living
from yhdyspinta import durable
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.formats import package

RECIPE = Path(__file__).with_name("example.toml")
FOLDER = CURATED / "example" / "figures"
BOUNDARIES = 2026
FIRST, LAST, PROJECTED = 2012, 2025, 2040
BASE = 2024  # of the projection
MONTHS = ("2015-01", "2026-10")
PRELIMINARY_MONTHS = ("2026-09", "2026-10")
SMALLEST = "KU9008"
NO_GROUP = "KU9006"
COUNTY = "HVA901"
FEWEST_VACANCIES = 9
TURNOUT, ELECTIONS = "thl.sotkanet.3076", (2012, 2017, 2021, 2025)
LARGEST = 200_000  # bytes
SORTED = ("indicator", "sex", "age", "area", "period")
Row = tuple[str, str, str, str, str, float | None, str]  # indicator, area, period, sex, age, value, status


def rows(recipe: dict[str, Any]) -> Iterator[Row]:
    """Every figure of the example."""
    lived = {area["id"]: list(living(area, FIRST, LAST, Random(area["id"]))) for area in recipe["area"]}  # noqa: S311 - made figures
    for area in recipe["area"]:
        years = lived[area["id"]]
        yield from _people(area, years)
        yield from _counted(area, years)
        yield from _work(area, years)
        yield from _loans(area, years)
    yield from _of_county(list(lived.values()))
    for line in recipe["series"]["rows"]:
        yield from _series(line, recipe["area"], lived)


def _people(area: dict[str, Any], years: list[Year]) -> Iterator[Row]:
    for one in years:
        for sex in SEXES:
            for age, number in enumerate(one.people[sex]):
                yield ("stat.vaerak.11re.vaesto", area["id"], str(one.year), sex, _age(age), number, "final")
    base = next(one for one in years if one.year == BASE)
    projected = [base, *living({**area, "now": base.people}, BASE + 1, PROJECTED, None)]
    for one in projected:
        for age in range(len(one.people["female"])):
            number = sum(one.people[sex][age] for sex in SEXES)
            yield ("stat.vaenn.14wx.vaesto_e24", area["id"], str(one.year), "total", _age(age), float(round(number)), "forecast")


def _counted(area: dict[str, Any], years: list[Year]) -> Iterator[Row]:
    """What the people themselves tell."""
    before = 0
    for one in years:
        of = lambda name, value: (name, area["id"], str(one.year), "total", "total", value, "final")  # noqa: E731, B023
        yield of("thl.sotkanet.127", float(one.total))
        middle = one.between(15, 64)
        dependency = round(100 * (one.total - middle) / middle, 1)
        yield of("thl.sotkanet.761", dependency)
        yield of("stat.vaerak.11ra.huoltosuhde", dependency)
        yield of("stat.vaerak.11rm.vieraskieliset", float(round(one.total * area["foreign"] * (1 + 0.05 * (one.year - 2015)) * 0.014)))
        chance = Random(f"{area['id']} {one.year}")  # noqa: S311
        came = round(one.total * (0.045 + 0.012 * chance.random())) + max(0, one.migration)
        yield of("thl.sotkanet.3196", float(came))
        yield of("thl.sotkanet.3197", float(came - one.migration))
        yield of("thl.sotkanet.178", round(1000 * one.migration / one.total, 1))
        if one.year >= FIRST + 3:
            yield from (of(f"stat.avainluvut.{name}", value) for name, value in _key_figures(area, one, before))
        before = one.total


def _of_county(areas: list[list[Year]]) -> Iterator[Row]:
    """The dependency ratio of all together, which the product adds up from no others."""
    for several in zip(*areas, strict=True):
        middle, everybody = sum(one.between(15, 64) for one in several), sum(one.total for one in several)
        ratio = round(100 * (everybody - middle) / middle, 1)
        yield ("stat.vaerak.11ra.huoltosuhde", COUNTY, str(several[0].year), "total", "total", ratio, "final")


def _key_figures(area: dict[str, Any], one: Year, before: int) -> Iterator[tuple[str, float]]:
    share = lambda low, high: round(100 * one.between(low, high) / one.total, 1)  # noqa: E731
    working = round(one.between(18, 64) * (0.74 - 0.07 * area["need"] + 0.002 * (one.year - 2015)))
    jobs = round(working * (0.72 + 0.4 * area["town"]))
    yield from {
        "vakiluku": float(one.total),
        "vakiluvun_muutos_edellisesta_vuodesta": round(100 * (one.total - before) / before, 1),
        "alle_15_vuotiaiden_osuus_vaestosta": share(0, 14),
        "15_64_vuotiaiden_osuus_vaestosta": share(15, 64),
        "yli_64_vuotiaiden_osuus_vaestosta": share(65, 100),
        "elakelaisten_osuus_vaestosta": round(share(64, 100) + 4 + 1.5 * area["need"], 1),
        "ruotsinkielisten_osuus_vaestosta": round(area["swedish"] * (1 - 0.015 * (one.year - 2015)), 1),
        "ulkomaan_kansalaisten_osuus_vaestosta": round(area["foreign"] * (1 + 0.05 * (one.year - 2015)), 1),
        "kuntien_valinen_muuttovoitto_tappio_henkiloa": float(one.migration),
        "syntyneiden_enemmyys_henkiloa": float(one.natural),
        "asuntokuntien_lukumaara": float(round(one.total / (2.05 - 0.01 * (one.year - 2015)))),
        "perheiden_lukumaara": float(round(one.total / 3.9)),
        "alueella_asuvan_tyollisen_tyovoiman_maara": float(working),
        "alueella_olevien_tyopaikkojen_lukumaara": float(jobs),
        "tyopaikkaomavaraisuus": round(100 * jobs / working, 1),
        "taloudellinen_huoltosuhde": round(100 * (one.total - working) / working, 1),
    }.items()


def _work(area: dict[str, Any], years: list[Year]) -> Iterator[Row]:
    """Labour force, unemployed and vacancies by month; small numbers are withheld as the source does."""
    force = {one.year: round(one.between(18, 64) * 0.835) for one in years}
    chance = Random(f"work {area['id']}")  # noqa: S311
    for month in _months():
        year, number = int(month[:4]), int(month[5:])
        working = force[min(year - 1, LAST)]
        share = 9.0 + 3.6 * area["need"] + 0.9 * area["town"] + _season(number) + _cycle(year + number / 12) + chance.gauss(0, 0.25)
        unemployed = round(working * max(1.0, share) / 100)
        withheld = area["id"] == SMALLEST and unemployed < 30
        status = "suppressed" if withheld else "preliminary" if month in PRELIMINARY_MONTHS else "final"
        value = None if withheld else float(unemployed)
        ratio = None if withheld else round(100 * unemployed / working, 2)
        open_share = (0.013 + 0.012 * area["town"]) * (1.25 - 0.06 * _cycle(year + number / 12) - 0.12 * _season(number))
        vacancies = round(working * open_share * (1 + chance.gauss(0, 0.1)) + chance.random() * 3)
        missing = vacancies < FEWEST_VACANCIES
        yield ("stat.tyonv.12r5.tyovoima", area["id"], month, "total", "total", float(working), "final")
        yield ("stat.tyonv.12r5.tyottomat", area["id"], month, "total", "total", value, status)
        yield ("stat.tyonv.12r5.tyottomien_osuus", area["id"], month, "total", "total", ratio, status)
        opened = "not_available" if missing else "preliminary" if month in PRELIMINARY_MONTHS else "final"
        yield ("stat.tyonv.12r5.avoimet_paikat", area["id"], month, "total", "total", None if missing else float(vacancies), opened)


def _months() -> Iterator[str]:
    for year in range(int(MONTHS[0][:4]), int(MONTHS[1][:4]) + 1):
        yield from (month for number in range(1, 13) if (month := f"{year}-{number:02d}") <= MONTHS[1])


def _season(month: int) -> float:
    return {1: 0.9, 2: 0.6, 3: 0.4, 4: 0.0, 5: -0.6, 6: 0.5, 7: 0.8, 8: -0.2, 9: -0.7, 10: -0.7, 11: -0.4, 12: 0.8}[month]


def _cycle(when: float) -> float:
    """Good years in the end of the 2010s, a sudden bad one, recovery and a slow rise since."""
    sudden = 3.6 * math.exp(-(((when - 2020.5) / 0.35) ** 2))
    return 2.2 * math.cos((when - 2015) / 3.2) + sudden + 0.32 * max(0.0, when - 2022.5)


def _loans(area: dict[str, Any], years: list[Year]) -> Iterator[Row]:
    """Loans in thousands of euros, and by resident; the newest year is preliminary."""
    for one in (year for year in years if year.year >= 2018):
        chance = Random(f"loans {area['id']} {one.year}")  # noqa: S311
        each = 2700 + 900 * area["need"] + 600 * area["town"] + 95 * (one.year - 2018) + chance.gauss(0, 120)
        status = "preliminary" if one.year == LAST else "final"
        for name, factor in (("lainakanta", 1.0), ("k_lainakanta", 1.5 + 0.4 * area["town"])):
            none = name == "k_lainakanta" and area["id"] == NO_GROUP
            total = None if none else float(round(each * factor * one.total / 1000))
            told = "not_applicable" if none else status
            yield (f"stat.kuntatalous.{name}_eur", area["id"], str(one.year), "total", "total", total, told)
            ratio = None if total is None else float(round(1000 * total / one.total))
            yield (f"stat.kuntatalous.{name}_asuk", area["id"], str(one.year), "total", "total", ratio, told)


def _series(line: list[Any], areas: list[dict[str, Any]], lived: dict[str, list[Year]]) -> Iterator[Row]:
    name, first, last, level, need, town, yearly, noise, least, most, decimals, county = line
    weights = {area["id"]: lived[area["id"]][-1].total for area in areas}
    chances = {area["id"]: Random(f"{name} {area['id']}") for area in areas}  # noqa: S311
    for year in ELECTIONS if name == TURNOUT else range(first, last + 1):
        values = {}
        for area in areas:
            drawn = level + need * area["need"] + town * (area["town"] - 0.3) + yearly * (year - first)
            values[area["id"]] = min(most, max(least, drawn + chances[area["id"]].gauss(0, noise)))
        if county:
            mean = sum(values[one] * weights[one] for one in values) / sum(weights.values())
            yield (name, COUNTY, str(year), "total", "total", float(round(mean, decimals)), "final")
        for area, value in values.items():
            withheld = area == SMALLEST and name.startswith("diak.") and ("kuolleisuus" in name or "sijoitetut" in name)
            none = area == NO_GROUP and "konsernin" in name
            status = "suppressed" if withheld else "not_applicable" if none else "preliminary" if year == LAST else "final"
            yield (name, area, str(year), "total", "total", None if withheld or none else float(round(value, decimals)), status)


def _age(age: int) -> str:
    return f"{age}-" if age == 100 else str(age)


def packed(made: list[Row]) -> bytes:
    """The figures as one package."""
    frame = pl.DataFrame(made, schema=["indicator", "area", "period", "sex", "age", "value", "status"], orient="row")
    frame = frame.with_columns(pl.lit(BOUNDARIES, dtype=pl.Int16).alias("boundaries")).sort(SORTED).select(package.SCHEMA.names)
    plain = [(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in package.SCHEMA]
    data = package.serialise(frame.to_arrow().cast(pa.schema(plain)))
    package.parse(data)
    return data


def described(made: list[Row], data: bytes) -> str:
    """The text of datasets.toml."""
    periods = sorted({row[2] for row in made})
    quoted = [f'  "{name}",' for name in sorted({row[0] for row in made})]
    digest = hashlib.sha256(data).hexdigest()
    return "\n".join(
        [
            "# Made by tools/make_example.py from tools/example.toml; not edited by hand.",
            "",
            "[[dataset]]",
            'id = "mallila"',
            'file = "mallila.parquet"',
            f'sha256 = "{digest}"',
            'source = "example"',
            'publisher = "ESIMERKKI, keksitty luku"',
            'producer = "ESIMERKKI, keksitty luku"',
            'through = "tools/make_example.py"',
            'licence = "MIT"',
            'licence_address = "https://opensource.org/license/mit"',
            'address = "tools/example.toml"',
            'retrieved_at = "unknown"',
            'source_updated_at = "unknown"',
            f"rows = {len(made)}",
            f"boundaries = [{BOUNDARIES}]",
            f'first_period = "{periods[0]}"',
            f'last_period = "{periods[-1]}"',
            f"periods = {len(periods)}",
            "indicators = [",
            *quoted,
            "]",
            'title.fi = "Keksityn Mallilan luvut"',
            'title.sv = "Siffror för det påhittade Mallila"',
            'title.en = "Figures of the invented Mallila"',
            'limits.fi = "Luvut on tehty laskennallisella mallilla. Ne eivät kuvaa mitään todellista aluetta."',
            'limits.sv = "Siffrorna är gjorda med en räknemodell. De beskriver inget verkligt område."',
            'limits.en = "The figures are made by a computed model. They describe no real area."',
            "",
        ]
    )


def main() -> None:
    made = list(rows(tomllib.loads(RECIPE.read_text("utf-8"))))
    data = packed(made)
    if len(data) > LARGEST:
        raise SystemExit(f"The package takes {len(data)} bytes; at most {LARGEST} may be shipped.")
    durable.write(FOLDER / "mallila.parquet", data)
    durable.write(FOLDER / "datasets.toml", described(made, data).encode())
    print(f"{len(made)} rows, {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
