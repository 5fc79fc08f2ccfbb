"""Threads of a worker compose side by side and tell the same as one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.choice import Choice, parse

AREAS = ("KU179", "KU766", "HVA15", "MK13", "KU092", "KU410")
DAYS = (date(2026, 11, 24), date(2018, 3, 1))


def test_threads_tell_the_same(sample: Environment) -> None:
    choices = (Choice(), parse("naapurit,tyyppi"))
    asked = [(area, day, choice) for area in AREAS for day in DAYS for choice in choices]

    def told(one: tuple[str, date, Choice]) -> object:
        area, day, choice = one
        return queries.picture_of(sample, area, day=day, choice=choice)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(told, asked))
    queries._store._pictures.clear()
    assert together == [told(one) for one in asked]
