"""A picture made by hand, for tests of what pages show. Its figures are not real."""

from __future__ import annotations

from dataclasses import replace

from yhdyspinta.pictures.model import (
    Comparator,
    Figure,
    MapBlock,
    MapRow,
    Missing,
    Part,
    Picture,
    Section,
    Series,
    SeriesPoint,
    Statement,
    Trend,
    TrendBlock,
    Words,
)

AREA = "HVA15"
INDICATOR = "stat.tyonv.12r5.tyottomat"
HOSTILE = "<script>alert(1)</script>"


def words(fi: str, sv: str = "", en: str = "") -> Words:
    return {"fi": fi, "sv": sv or f"{fi} (sv)", "en": en or f"{fi} (en)"}


def figure(indicator: str = INDICATOR, period: str = "2023-10", **changes: object) -> Figure:
    """A figure that is fine in every way, but for `changes`."""
    made = Figure(
        id=f"{indicator}@{AREA}/{period}/total/total+2026",
        indicator=indicator,
        title=words("Työttömät työnhakijat", "Arbetslösa arbetssökande", "Unemployed jobseekers"),
        unit=words("henkilöä", "personer", "persons"),
        decimals=0,
        polarity="higher_is_worse",
        kind="count",
        area=AREA,
        boundaries=2026,
        period=period,
        period_end="2023-10-31",
        sex="total",
        age="total",
        value=14512.0,
        status="final",
        origin="computed",
        method=words("Summa alueen kunnista.", "Summan av områdets kommuner.", "Sum of the area's municipalities."),
        parts=22,
        parts_missing=0,
        releases=("r1",),
        source="stat.tyonv",
        publisher="Tilastokeskus",
        due="2023-12-20",
        previous_period="2022-10",
        previous_value=13900.0,
        change=612.0,
        change_pct=4.4,
        change_verdict="worse",
        rank=15,
        rank_n=22,
        comparators=(
            Comparator(key="country", area="SSS", name=words("Koko maa", "Hela landet", "Whole country"), value=256070.0, verdict="lower"),
        ),
        trend=Trend(slope=-120.0, n=10, direction="down"),
        sentence=words("Keski-Suomessa oli lokakuussa 2023 yhteensä 14 512 työtöntä työnhakijaa."),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def share() -> Figure:
    return figure(
        "stat.tyonv.12r5.tyottomien_osuus",
        title=words(
            "Työttömien osuus työvoimasta", "Andelen arbetslösa av arbetskraften", "Unemployed jobseekers as a share of the labour force"
        ),
        unit=words("%", "%", "%"),
        decimals=1,
        kind="share",
        value=11.8,
        change=-0.9,
        change_pct=None,
        change_verdict="better",
        rank=None,
        rank_n=None,
        comparators=(
            Comparator(key="country", area="SSS", name=words("Koko maa"), value=9.7, verdict="worse"),
            Comparator(key="same_size", area="", name=words("Samankokoisten mediaani (7 aluetta)"), value=11.8, n=7, verdict="same"),
        ),
        unusual=True,
    )


def small() -> Figure:
    return figure(
        "thl.sotkanet.1234",
        "2021",
        title=words("Mielenterveyssyistä sairaalahoidossa", "Sjukhusvårdade på grund av psykisk ohälsa"),
        period_end="2021-12-31",
        value=7.0,
        cannot_tell="few_events",
        mean_of_three=8.3,
        change_verdict="cannot_tell",
        status="preliminary",
        due=None,
    )


def suppressed() -> Figure:
    return figure(
        "thl.sotkanet.77",
        "2021",
        title=words("Salattu luku"),
        period_end="2021-12-31",
        value=None,
        status="suppressed",
        change=None,
        comparators=(),
    )


def zero() -> Figure:
    return figure(
        "thl.sotkanet.78", "2021", title=words("Nolla on luku"), period_end="2021-12-31", value=0.0, change=None, comparators=(), rank=None
    )


def old() -> Figure:
    return figure("thl.sotkanet.127", "2012", title=words("Vanha luku"), period_end="2012-12-31", due="2014-12-31")


def series(area: str, role: str, name: str, start: float) -> Series:
    points = tuple(
        SeriesPoint(period=str(year), value=None if year == 2017 else start + year % 7, status="not_available" if year == 2017 else "final")
        for year in range(2012, 2024)
    )
    return Series(area=area, name=words(name), role=role, boundaries=2026, points=points)


def trend_block(forecast: bool = False) -> TrendBlock:
    lines = [series(AREA, "own", "Keski-Suomen hyvinvointialue", 10), series("SSS", "comparator", "Koko maa", 9)]
    if forecast:
        points = tuple(SeriesPoint(period=str(year), value=15.0, status="forecast") for year in (2024, 2030, 2040))
        lines.append(Series(area=AREA, name=words("Keski-Suomen hyvinvointialue"), role="forecast", boundaries=2026, points=points))
    return TrendBlock(
        indicator="stat.tyonv.12r5.tyottomien_osuus",
        title=words("Työttömien osuus on laskenut"),
        subject=words("Työttömien osuus työvoimasta, %"),
        unit=words("%"),
        decimals=1,
        series=tuple(lines),
        source=words("Lähde: Tilastokeskus, työnvälitystilasto"),
    )


def map_block() -> MapBlock:
    rows = tuple(
        MapRow(area=area, name=words(name), value=value, status="final" if value is not None else "suppressed", rank=rank)
        for area, name, value, rank in (
            ("HVA15", "Keski-Suomen hyvinvointialue", 11.8, 2),
            ("HVA06", "Pirkanmaan hyvinvointialue", 10.1, 1),
            ("HVA90", "Helsingin kaupunki", None, None),
        )
    )
    return MapBlock(
        indicator="stat.tyonv.12r5.tyottomien_osuus",
        title=words("Työttömien osuus hyvinvointialueilla"),
        unit=words("%"),
        decimals=1,
        kind="HVA",
        period="2023-10",
        rows=rows,
        source=words("Lähde: Tilastokeskus"),
    )


def part(number: int, title: str, **changes: object) -> Part:
    made = Part(
        number=number, title=words(title), guidance=words(f"Mitä osaan {number} kirjataan."), sentences=(words("Yksi lause."),), figures=()
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def picture(area: str = AREA) -> Picture:
    """One of everything that a picture may hold, hostile text in a statement included."""
    figures = {one.id: one for one in (figure(), share(), small(), suppressed(), zero(), old())}
    first, second, third, fourth, fifth, last = figures
    section = Section(
        theme=1,
        title=words("Työllisyys ja elinvoima"),
        mark=words("Yhdyspinnan ehdotus, ei kansallinen luettelo"),
        defined=12,
        with_data=5,
        live=4,
        figures=(first, second, third, fourth, fifth),
        old=(last,),
        trends=(trend_block(),),
        map=map_block(),
        missing=(
            Missing(
                indicator="thl.sotkanet.5555",
                title=words("Puuttuva mittari"),
                source="thl.sotkanet",
                source_title=words("Sotkanet"),
                reason=words("Aineisto ei kuulu toimitettuun otokseen."),
                due="2027-03-31",
            ),
        ),
    )
    said = Statement(author="Jyväskylän kaupunki", kind="observation", text=words(HOSTILE))
    parts = (
        part(1, "Vallitsevat olosuhteet", figures=(first,), statements=(said,)),
        part(2, "Tapahtumat"),
        part(3, "Tausta"),
        part(4, "Kehitysarviot"),
        part(5, "Toimijoiden valmius"),
    )
    release = {
        "id": "r1",
        "source": "stat.tyonv",
        "dataset": "12r5",
        "address": "https://example.invalid/12r5",
        "query": "",
        "retrieved_at": "2023-11-28T22:30:00+00:00",
        "source_updated_at": "unknown",
        "licence": "CC BY 4.0",
        "producer": "Tilastokeskus",
        "through": "Kolmannen osapuolen kopio",
        "sha256": "ab" * 32,
        "format": "package",
        "schema": 1,
    }
    return Picture(
        schema=1,
        area=area,
        area_kind="HVA",
        area_name=words("Keski-Suomen hyvinvointialue", "Mellersta Finlands välfärdsområde", "Central Finland wellbeing services county"),
        boundaries=2026,
        themes=(1,),
        date="2026-11-24",
        table_version=3,
        made_by="0.1.0+made",
        headlines=(first, second),
        figures=figures,
        sections=(section,),
        changed=(first, second),
        unusual=(second,),
        cannot_tell=(third,),
        projection=trend_block(forecast=True),
        parts=parts,
        releases={"r1": release},
        sources={},
    )
