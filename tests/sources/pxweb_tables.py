"""Made tables in the shape of Statistics Finland's after 8.6.2026 (sources.md §0.1, §3), and one of before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.servers.faults import Running, serve
from tests.servers.pxweb import Cell, MadeTable, MadeVariable, PxWeb
from tests.servers.way import way_to
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.sources.http import Way

AREAS = ["SSS", "MA1", "MK13", "HVA13", "HVA91", "SK131", "KU179", "KU182", "KU091"]
AREA_TEXTS = ["KOKO MAA", "Manner-Suomi", "Keski-Suomi", "Keski-Suomen HVA", "Ahvenanmaa", "Jyväskylä sk", "Jyväskylä", "Jämsä", "Helsinki"]
AGES = ["SSS", "000", "001", "002", "099", "100-"]
NAMES = {"fi": ["Väestö 31.12.", "Väestöllinen huoltosuhde"], "sv": ["Befolkning 31.12", "Försörjningskvot"], "en": ["Population", "Ratio"]}


def number(key: Mapping[str, str]) -> Cell:
    """A figure that differs in every cell, a missing, a secret and a zero: by the letters of its codes."""
    area = next(value for code, value in key.items() if code.lower().startswith("alue"))
    period = next(value for code, value in key.items() if code in ("timeperiod_y", "Vuosi", "timeperiod_m"))
    if area == "KU182" and period.startswith("2023"):
        return {"2023": "...", "2023M05": ".."}.get(period, ".")
    if area == "SK131":
        return 0
    return (
        sum(ord(letter) * 31**place for place, letter in enumerate("|".join(key[code].rstrip("*") for code in sorted(key)))) % 100_003 + 0.5
    )


def population(years: tuple[str, ...] = ("2022", "2023", "2024*")) -> MadeTable:
    """Like vaerak/11re: area, sex, age, year, contents."""
    return MadeTable(
        "vaerak/11re.px",
        {"fi": "11re -- Väestö iän ja sukupuolen mukaan", "sv": "11re -- Befolkning efter ålder", "en": "11re -- Population by age"},
        [
            MadeVariable("alue_23_20260101", {"fi": "Alue", "sv": "Område", "en": "Area"}, list(AREAS), {"fi": list(AREA_TEXTS)}),
            MadeVariable(
                "sukupuoli_9_20180101", {"fi": "Sukupuoli"}, ["SSS", "1", "2"], {"fi": ["Yhteensä", "Miehet", "Naiset"]}, False, True, "SSS"
            ),
            MadeVariable(
                "ikaryhma_10_20180101", {"fi": "Ikä"}, list(AGES), {"fi": ["Yhteensä", "0", "1", "2", "99", "100 -"]}, False, True, "SSS"
            ),
            MadeVariable("timeperiod_y", {"fi": "Vuosi", "sv": "År", "en": "Year"}, list(years), {"fi": list(years)}, True),
            MadeVariable("contentscode", {"fi": "Tiedot"}, ["vaerak-vaesto", "vaestollinen_huoltosuhde"], dict(NAMES)),
        ],
        number,
        units={
            "vaerak-vaesto": {"fi": "henkilöä", "sv": "personer", "en": "persons"},
            "vaestollinen_huoltosuhde": {"fi": "%", "sv": "%", "en": "%"},
        },
    )


def jobs() -> MadeTable:
    """Like tyonv/12r5: a bare `Alue`, months, no vintage in any code."""
    months = ["2023M04", "2023M05", "2023M06"]
    return MadeTable(
        "tyonv/12r5.px",
        {"fi": "12r5 -- Työnvälitystilaston tärkeimmät tiedot"},
        [
            MadeVariable("Alue", {"fi": "Alue"}, ["SSS", "KU179", "KU182"], {"fi": ["KOKO MAA", "Jyväskylä", "Jämsä"]}),
            MadeVariable("timeperiod_m", {"fi": "Kuukausi"}, months, {"fi": ["2023M04", "2023M05", "2023M06*"]}, True),
            MadeVariable(
                "Ammattiryhmä", {"fi": "Ammattiryhmä"}, ["SS", "2", "3"], {"fi": ["Yhteensä", "Erityisasiantuntijat", "Asiantuntijat"]}
            ),
            MadeVariable(
                "contentscode", {"fi": "Tiedot"}, ["TYOTTOMATLOPUSSA", "AVPAIKATLOPUSSA"], {"fi": ["Työttömiä", "Avoimia paikkoja"]}
            ),
        ],
        number,
        source="KEHA-keskus, Työnvälitystilasto",
    )


def target(service: Running, path: str = "vaerak/11re.px", contents: str = "vaesto", **facts: object) -> Target:
    address = f"{service.address}/PxWeb/api/v1/fi/StatFin/{path}"
    return Target("made", "made.source", "pxweb_v1", address, facts, (Wanted("made.one", {"contents": contents}),))


@contextmanager
def running(service: PxWeb, fault: str = "", sound: int = 0, deadline: float = 20.0) -> Iterator[tuple[Running, Way]]:
    with serve(service, fault, sound) as served:
        yield served, way_to(served.address, deadline)
