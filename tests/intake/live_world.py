"""A made source on loopback, read by the product's own connector: towns, years and values that a test changes at will.

Run as a program (`HOME ADDRESS`) it says "ready" and refreshes its target once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.servers import ckan
from tests.servers.faults import Answer, Question
from tests.servers.way import way_to
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.environment import Environment, read
from yhdyspinta.intake.live import Outcome, refresh_target

INDICATOR, OTHER = "kela.opintotuki.saajat", "kela.opintotuki.lainansaajat"
TOWNS = [area.id.removeprefix("KU") for area in areas().areas("KU", areas().current)][:12]
YEARS = [str(year) for year in range(2019, 2025)]
_SEARCH = "/data/api/3/action/package_search"
_CODES = {INDICATOR: "Yhteensä", OTHER: "Opintolaina"}


@dataclass
class World:
    """What the source holds: (benefit, town, year) -> value. `renamed` renames the code of a benefit."""

    values: dict[tuple[str, str, str], float] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def usual(cls, years: list[str] = YEARS) -> World:
        cells = [(name, town, year) for name in _CODES for town in TOWNS for year in years]
        return cls({cell: 1000.0 + 10 * TOWNS.index(cell[1]) + int(cell[2]) - 2000 + len(cell[0]) for cell in cells})

    def change(self, change: Callable[[tuple[str, str, str], float], float | None]) -> World:
        """The same source with each value passed through `change`; None leaves it out."""
        changed = {cell: change(cell, value) for cell, value in self.values.items()}
        return replace(self, values={cell: value for cell, value in changed.items() if value is not None})

    def files(self) -> dict[str, bytes]:
        rows = []
        for (name, town, year), value in self.values.items():
            code = self.renamed.get(name, _CODES[name])
            rows.append(("Vuosi", year, town, "Kunta", "20-24", "Nainen", code, f"{value:.10g}", "0"))
        early, late = ([row for row in rows if (row[1] < YEARS[2]) is old] for old in (True, False))
        return {"data_2023.csv": ckan.data(tuple(early)), "data.csv": ckan.data(tuple(late)), "package.json": ckan.package()}

    def service(self, question: Question) -> Answer:
        held = self.files()
        if question.path == _SEARCH:
            return Answer(ckan.listing("http://" + question.headers["host"], held))
        name = question.path.removeprefix("/download/")
        return Answer(held[name]) if name in held else Answer(b"not here", 404)


class Source:
    """A service whose world is exchanged while it runs."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World.usual()

    def __call__(self, question: Question) -> Answer:
        return self.world.service(question)


def target(address: str, name: str = "made.towns") -> Target:
    key = {"value": "saaja_lkm", "period": "year", "aikatyyppi": "Vuosi"}
    facts = {
        "dataset": ckan.DATASET,
        "area": "kunta_nro",
        "kind": "KU",
        "masked": ["199"],
        "year": "vuosi",
        "boundaries": areas().current,
        "sum": ["ikaryhma", "sukupuoli"],
        "ignored": ["kunta_nimi", "maksettu_eur"],
    }
    series = tuple(Wanted(indicator, key | {"etuus": code}) for indicator, code in _CODES.items())
    return Target(name, "kela.avoin", "ckan", f"{address}{_SEARCH}?q=made", facts, series)


def refresh(environment: Environment, address: str, deadline: float = 2.0, readable: bool = False) -> Outcome:
    return refresh_target(environment, target(address), way_to(address, deadline), lambda text, share: None, readable)


def environment(home: Path) -> Environment:
    return read({"YHDYSPINTA_HOME": str(home)})


if __name__ == "__main__":
    print("ready", flush=True)
    print(refresh(environment(Path(sys.argv[1])), sys.argv[2]).kind)
