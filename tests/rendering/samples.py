"""Values that the rendering tests draw: made up, with every kind of missing and a few hostile texts among them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from yhdyspinta.rendering.blocks import Card, Column, Table, Tone, Verdict
from yhdyspinta.rendering.charts import Chart, Kind, Point, Role, Series
from yhdyspinta.rendering.maps import Map, Place

HOSTILE = '=HYPERLINK("http://example.test")<script>alert(1)</script>\x07\u202e'


def yearly(first: int, values: tuple[float | None, ...], status: str = "suppressed") -> tuple[Point, ...]:
    """Points of consecutive years; a None bears `status`."""
    return tuple(Point(str(first + i), date(first + i, 1, 1), v, "final" if v is not None else status) for i, v in enumerate(values))


def line() -> Chart:
    own = Series("Jyväskylä", yearly(2015, (8.0, 9.5, None, 11.0, 0.0)))
    forecast = tuple(Point(str(y), date(y, 1, 1), 12.0 + y - 2020, "forecast", 11.0, 14.0 + y - 2020) for y in (2020, 2021))
    country = Series("Koko maa", yearly(2015, (9.0, 9.1, 9.2, 9.3, 9.4)), Role.COUNTRY)
    series = (own, Series("Jyväskylä, ennuste", forecast, Role.FORECAST, "Jyväskylä"), country)
    return Chart("tyottomat", "Osuus kasvaa", "Osuus kasvoi 8,0:sta.", series, unit="%", decimals=1, source="Lähde: Testi")


def months() -> Chart:
    points = tuple(Point(f"{y}-{m:02d}", date(y, m, 1), float(100 + m)) for y in range(2006, 2024) for m in range(1, 13))
    return Chart("kuukaudet", "Kuukausittain", "Kuvaus", (Series("Vaala", points),), unit="henkilöä")


def bars() -> Chart:
    points = (
        Point("Jämsä", value=500.0, own=True),
        Point("Luhanka", value=None, status="suppressed"),
        Point("Keuruu", value=0.0),
        Point(HOSTILE, value=3.0),
    )
    return Chart("palkit", "Jämsässä eniten", "Kuvaus", (Series("=1+1", points),), Kind.BAR, "henkilöä")


def pyramid() -> Chart:
    ages = ("0–4", "5–9", "10–")
    men = Series("Miehet", tuple(Point(a, value=v) for a, v in zip(ages, (30.0, 20.0, 10.0), strict=True)))
    women = Series("Naiset", tuple(Point(a, value=v) for a, v in zip(ages, (28.0, 22.0, 15.0), strict=True)), Role.COMPARATOR)
    return Chart("ika", "Ikärakenne", "Kuvaus", (men, women), Kind.PYRAMID)


def columns() -> Chart:
    series = (Series("Alue", yearly(2019, (-2.0, None, 4.0), "not_available")), Series("Maa", yearly(2019, (1.0, 2.0, 3.0)), Role.COUNTRY))
    return Chart("pylvaat", "Pylväät", "Kuvaus", series, Kind.COLUMN, "euroa")


EVERY = (line, months, bars, pyramid, columns)


def cards(count: int) -> tuple[Card, ...]:
    verdicts = (Verdict("heikkenee", Tone.WORSE), Verdict("ei voi sanoa", Tone.CANNOT_TELL))
    label = "Mielenterveyssyistä sairaalahoidossa olevat 18 vuotta täyttäneet 10 000 asukasta kohti"
    return tuple(Card(f"{label} {i}", "1 234 567,8 €", "toukokuu 2023", ("Koko maa 9,6 %", "Muutos −0,4"), verdicts) for i in range(count))


def table(rows: int) -> Table:
    cells = tuple((f"Kunta {i} " + "pitkä nimi " * (i % 5), f"{i},0", Verdict("ennallaan", Tone.SAME)) for i in range(rows))
    return Table("Kunnat", (Column("Kunta"), Column("Osuus", numeric=True), Column("Suunta")), cells, frozenset({rows - 1}))


SHAPES = (
    ("A1", "M0,0L10,0L10,10L0,10Z"),
    ("A2", "M10,0L20,0L20,10L10,10Z"),
    ("A3", "M0,10L10,10L10,20L0,20Z"),
    ("A4", "M10,10L20,10L20,20L10,20Z"),
)
GRID = (("A1", 1, 1), ("A2", 1, 2), ("A3", 2, 1), ("A4", 2, 2))


def shown() -> Map:
    places = (
        Place("A1", "Aava", 1.0, short="AAV"),
        Place("A2", "Bredvik & <co>", 2.5, own=True, short="BRE"),
        Place("A3", "Cembo", None, "suppressed", short="CEM"),
        Place("A4", "Dala", None, "not_available", short="DAL"),
    )
    return Map("kartta", "Osuus alueittain", "Suurin on Bredvik.", places, "%", 1)


def parsed(svg: str) -> ElementTree.Element:
    """An SVG of ours as a tree."""
    return ElementTree.fromstring(svg)  # noqa: S314 (made by us)
