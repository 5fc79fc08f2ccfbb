"""Invented people: a population by single years of age and sex that lives from year to year by a small cohort model.

Each year one grows a year older; deaths follow Gompertz's law (the hazard doubles in about eight years); births are those of
1.35 to 1.5 children a woman; the young leave places that are no towns at 18 to 26, and some come back with children at 28 to
38. What a rate gives is drawn to whole people by chance that is the same every time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

OLDEST = 100
SEXES = ("female", "male")
_BOOM = (1945, 1952)  # years of birth of the large generations
Pyramid = dict[str, list[float]]


@dataclass(frozen=True)
class Year:
    """The people at the end of a year, and what the year brought: births less deaths, and migration."""

    year: int
    people: Pyramid
    natural: int
    migration: int

    @property
    def total(self) -> int:
        return int(sum(sum(ages) for ages in self.people.values()))

    def between(self, low: int, high: int) -> int:
        return int(sum(sum(ages[low : high + 1]) for ages in self.people.values()))


def living(area: dict[str, float], first: int, last: int, chance: Random | None) -> Iterator[Year]:
    """The years from `first` to `last`; without chance, as a projection goes on from the people of `area["now"]`."""
    people = area.get("now") or _beginning(area, first - 1, chance)  # type: ignore[arg-type]
    for year in range(first, last + 1):
        people, natural, migration = _lived(people, area, chance)
        yield Year(year, people, natural, migration)


def _beginning(area: dict[str, float], year: int, chance: Random | None) -> Pyramid:
    shape = {sex: [_weight(age, sex, year, area) for age in range(OLDEST + 1)] for sex in SEXES}
    scale = area["people"] / sum(map(sum, shape.values()))
    return {sex: [_whole(weight * scale, chance) for weight in ages] for sex, ages in shape.items()}


def _weight(age: int, sex: str, year: int, area: dict[str, float]) -> float:
    alive = math.exp(-sum(_hazard(past, sex) for past in range(age)))
    born = 1.25 if _BOOM[0] <= year - age <= _BOOM[1] else 1.0
    young = 1 + (0.55 * area["town"] - 0.35) * math.exp(-(((age - 23) / 6) ** 2))
    return alive * born * young * math.exp(area["old"] * 0.024 * (age - 40)) * (1 - 0.006 * max(0, 30 - age))


def _hazard(age: int, sex: str) -> float:
    return min(0.7, math.exp(-10.6 + 0.1 * age) * (0.75 if sex == "female" else 1.2) + 0.0002)


def _lived(people: Pyramid, area: dict[str, float], chance: Random | None) -> tuple[Pyramid, int, int]:
    """The people a year later, with births less deaths and with those who moved."""
    mothers = sum(people["female"][22:39])
    births = {
        sex: _whole(mothers * (0.0735 - 0.004 * area["town"]) * share, chance) for sex, share in zip(SEXES, (0.488, 0.512), strict=True)
    }
    later: Pyramid = {}
    died = moved = 0
    for sex in SEXES:
        ages = [births[sex], *people[sex][:-1]]
        ages[-1] += people[sex][-1]
        for age, number in enumerate(ages):
            deaths = min(number, _whole(number * _hazard(age, sex), chance))
            gone = _whole(number * _moving(age, area["town"]), chance)
            ages[age] = max(0, number - deaths + gone)
            died, moved = died + int(deaths), moved + int(gone)
        later[sex] = ages
    return later, int(sum(births.values())) - died, moved


def _moving(age: int, town: float) -> float:
    """The net share of an age that comes in a year; below zero, goes."""
    student = (0.075 * town - 0.052) * math.exp(-(((age - 20) / 3.2) ** 2))
    family = (0.012 - 0.014 * town) * math.exp(-(((age - 32) / 6) ** 2)) + (0.006 - 0.007 * town) * math.exp(-((age / 6) ** 2))
    return student + family + 0.0055 * town


def _whole(number: float, chance: Random | None) -> float:
    """A rate's number of people; with chance, as whole people."""
    return number if chance is None else float(math.floor(number + chance.random()))
