"""A Sotkanet of any size whose replies are made as they are asked for: nothing is stored and no network is used."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pyarrow as pa
from pyarrow import csv

from tests.servers.sotkanet import HEAD, indicator
from tests.sources.connectors.sotkanet_world import numbers, regions
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.domain.observation import SEXES
from yhdyspinta.sources.exchange import Reply, Request

INDICATORS, YEARS = 3_700, range(2011, 2024)  # with all areas and three genders about 60 million rows
REVISED = 0.1
PRESENT = 0.96  # of the cells; Sotkanet leaves a row out where there are few cases
SOURCE = "thl.sotkanet"
_BASE = "https://sotkanet.fi/rest/1.1"
_PATTERN = "thl.sotkanet.493"  # whose definition the others are made in the likeness of


def define(count: int) -> None:
    """Definitions for every made indicator that the catalogue lacks, as `yhdyspinta add` proposes them: not to be added up."""
    known = indicators()
    pattern = known[_PATTERN]
    for number in range(1, count + 1):
        known.setdefault(f"{SOURCE}.{number}", replace(pattern, id=f"{SOURCE}.{number}"))


def targets(count: int) -> list[Target]:
    """One target an indicator, in the order of their numbers as texts, which is that of the table."""
    ids = sorted(str(number) for number in range(1, count + 1))
    return [
        Target(
            f"{SOURCE}.{number}",
            SOURCE,
            "sotkanet",
            _BASE,
            {"indicator": int(number), "genders": list(SEXES)},
            (Wanted(f"{SOURCE}.{number}"),),
        )
        for number in ids
    ]


class Made:
    """The way to it. `revised`: indicators of which a tenth of the figures are other ones now; a fifth would wait for a
    person. `seconds` were spent on making replies, which a source does for us."""

    def __init__(self, revised: Collection[int] = ()) -> None:
        self._revised = frozenset(revised)
        self.seconds = 0.0
        self.bytes = 0

    def fetch(self, request: Request) -> Reply:
        begun = time.perf_counter()
        data = self._reply(request.url)
        self.seconds += time.perf_counter() - begun
        self.bytes += len(data)
        return Reply(request.url, 200, {"content-type": "text/csv"}, data, "2026-11-24T06:00:00.000+00:00")

    def _reply(self, url: str) -> bytes:
        parts = urlsplit(url)
        if parts.path.endswith("/regions"):
            return _regions()
        if found := re.search(r"/indicators/(\d+)$", parts.path):
            return json.dumps(indicator(int(found[1]), SEXES, YEARS[0], YEARS[-1])).encode()
        query = parse_qs(parts.query)
        number, gender = int(query["indicator"][0]), query["genders"][0]
        return self._figures(number, gender)

    def _figures(self, number: int, gender: str) -> bytes:
        regions, years = _grid()
        dice = np.random.default_rng([number, SEXES.index(gender)])
        value = np.round(dice.normal(40, 12, len(regions)).clip(0), 1)
        count = np.round(value * 37)
        kept = dice.random(len(regions)) < PRESENT
        if number in self._revised:
            changed = dice.random(len(regions)) < REVISED
            value = np.where(changed, np.round(value + 0.1, 1), value)
        columns = {
            "indicator": pa.DictionaryArray.from_arrays(np.zeros(len(regions), dtype=np.int32), [str(number)]).cast(pa.string()),
            "region": regions,
            "year": years,
            "gender": pa.DictionaryArray.from_arrays(np.zeros(len(regions), dtype=np.int32), [gender]).cast(pa.string()),
            "value": value,
            "count": count,
        }
        sink = io.BytesIO()
        sink.write(HEAD.encode() + b"\n")
        table = pa.table(columns).filter(pa.array(kept))
        csv.write_csv(table, sink, csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none"))
        return sink.getvalue()


@cache
def _regions() -> bytes:
    return json.dumps(regions(), ensure_ascii=False).encode()


@cache
def _grid() -> tuple[pa.Array, pa.Array]:
    """Region and year of each cell: all the regions that are areas of ours."""
    ours = sorted(numbers().values())
    return pa.array(np.repeat(ours, len(YEARS))), pa.array(np.tile(list(YEARS), len(ours)))


def spread(count: int, share: float) -> list[int]:
    """Indicators spread evenly over all, a share of them."""
    step = round(1 / share)
    return list(range(step // 2 + 1, count + 1, step))
