"""The money behind a set of indicators: whose results of which year, published when, decide which year's money.

Read from `curated/sets/money.toml` and `rounds.toml`. A year of data, a year of publication and a year of money are three things;
the last is None where it has not been read from the calculation that fixes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import Text

FACTS, ROUNDS = "money.toml", "rounds.toml"
_FACT = frozenset({"set", "text", "source"})
_ROUND = frozenset({"set", "result", "published", "funding", "source"})


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of the money of a set, in our own words; `source` names where it was read."""

    set: str
    text: Text
    source: Text


@dataclass(frozen=True, slots=True)
class Round:
    """One year's results of a set: when they were published, and the year of money that they decide, where it is known."""

    set: str
    result: int
    published: date
    funding: int | None
    source: Text


@dataclass(frozen=True, slots=True)
class Money:
    """All that is known of one set's money, rounds newest first."""

    facts: tuple[Fact, ...]
    rounds: tuple[Round, ...]


def load_money(folder: Path = CURATED / "sets") -> dict[str, Money]:
    """What is known, by the id of the set; a CuratedError when a line is wrong."""
    facts = [_fact(table) for table in read_tables(folder / FACTS, "fact")]
    rounds = [_round(table) for table in read_tables(folder / ROUNDS, "round")]
    return {
        name: Money(
            tuple(one for one in facts if one.set == name),
            tuple(sorted((one for one in rounds if one.set == name), key=lambda one: -one.result)),
        )
        for name in {*(one.set for one in facts), *(one.set for one in rounds)}
    }


@cache
def money() -> dict[str, Money]:
    """What the product ships, read once."""
    return load_money()


def check_money(folder: Path, sets: Collection[str]) -> Iterator[CuratedError]:
    """What the files say of others: the sets."""
    for table in (*read_tables(folder / FACTS, "fact"), *read_tables(folder / ROUNDS, "round")):
        if table.string("set") not in sets:
            yield table.error("set", "the id of a set in sets.toml")


def _fact(table: Table) -> Fact:
    table.only(_FACT)
    return Fact(table.string("set"), table.text("text"), table.text("source"))


def _round(table: Table) -> Round:
    table.only(_ROUND)
    published = table.fields.get("published")
    if not isinstance(published, date):
        raise table.error("published", "a day, such as 2025-10-20")
    result, funding = table.whole("result"), table.whole("funding", 0)
    if funding and funding < result:
        raise table.error("funding", "a year that is not before the results")
    return Round(table.string("set"), result, published, funding or None, table.text("source"))
