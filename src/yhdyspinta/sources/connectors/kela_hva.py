"""Kela's figures of the wellbeing services counties: one JSON list, a row a figure.

Areas come by their names only, so each name must be one that the register of areas knows or that the facts translate.
Nothing in the file tells its length but JSON itself; that every year gives the same areas is checked as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown, YhdyspintaError
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.areas import kind_of
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target, Wanted

NAME = "kela_hva"
DATA = "dat_hva.json"
_AREA, _YEAR, _VALUE = "hyvinvointialue_name_fi", "vuosi", "arvo"
_COUNTY = "HVA"
FACTS = frozenset({"boundaries", "areas", "left_out"})


def check(target: Target) -> None:
    facts.only(target, FACTS)
    facts.whole(target, "boundaries")
    facts.mapping(target, "areas", {})
    facts.texts(target, "left_out", ())
    facts.keys(target, frozenset({"indi"}), frozenset({"etuus"}))


def kinds(target: Target) -> frozenset[str]:
    return frozenset({_COUNTY, *(kind_of(area) for area in facts.mapping(target, "areas", {}).values())})


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    if DATA in kept:
        yield kept[DATA]
        return
    reply = way.fetch(Request(target.address))
    yield Part(DATA, target.address, "", reply.content_type, reply.data, reply.framed)


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    if len(parts) != 1:
        raise ParseError(f"One file is expected, and the release has {len(parts)}.", FETCH_AGAIN)
    rows = [expect_object(row, "A row") for row in expect_list(decode_json(clean(parts[0].data)), "The file")]
    return Reading(joined([_series(target, wanted, rows, register) for wanted in target.series]))


def propose(address: str, way: Fetches) -> str:
    """One file holds all series: an entry adds a key to the target that there is."""
    if "hva-tietopaketti.kela.fi" not in address:
        raise Unknown("This is not an address of Kela's figures of the counties.", "Its pages are at hva-tietopaketti.kela.fi.")
    return '# For the series of target kela.hva in curated/live/kela_hva.toml:\n{ indicator = "", key = { indi = "" } },\n'


def _series(target: Target, wanted: Wanted, rows: Sequence[Mapping[str, Any]], register: AreaRegister) -> Any:
    chosen = [row for row in rows if all(row.get(column) == code for column, code in wanted.key.items())]
    if not chosen:
        raise ParseError(f"No row answers to {dict(wanted.key)}.", "The series has been renamed or dropped: see the file's own page.")
    left_out = set(facts.texts(target, "left_out", ()))
    columns: dict[str, list[Any]] = {"area": [], "period": [], "value": []}
    years: dict[int, set[str]] = {}
    for row in chosen:
        if not {_AREA, _YEAR} <= set(row):
            raise ParseError(f"A row lacks {_AREA} or {_YEAR}.", "The file has changed its shape.")
        name, year, value = row[_AREA], row[_YEAR], row.get(_VALUE)
        if not isinstance(name, str) or not isinstance(year, int) or not isinstance(value, int | float | None):
            raise ParseError(f"A row of {wanted.key['indi']} holds {name!r}, {year!r}, {value!r}.", FETCH_AGAIN)
        years.setdefault(year, set()).add(name)
        if name not in left_out:
            columns["area"].append(_area(target, name, register))
            columns["period"].append(str(year))
            columns["value"].append(value)
    if len({frozenset(names) for names in years.values()}) > 1:
        raise ParseError(f"The years of {wanted.key['indi']} give different areas.", "The file may be incomplete: try again later.")
    return rows_of({"indicator": wanted.indicator, "boundaries": facts.whole(target, "boundaries"), **columns}, size=len(columns["area"]))


def _area(target: Target, name: str, register: AreaRegister) -> str:
    try:
        return register.find(facts.mapping(target, "areas", {}).get(name, name), prefer=("HVA", "SSS")).id
    except YhdyspintaError as error:
        raise ParseError(f"{name!r} is no area that is known.", "Give its id in the facts, or name it in `left_out`.") from error


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
