"""End to end, by format: bytes of a reply -> validated -> table -> read model, beside merely parsing the same bytes.

    python -m tests.bench ways [--cells N]

The same figures are written in each format, taken the whole way into a home of their own, and read back: every home must
give the same series before anything is timed. Of PxWeb's formats the step from the words of a table to ours is one lookup
an axis here, as in its connector; Sotkanet goes through its own connector. Observations a second are told per core: by
processor time of all threads, which other work on the machine does not change.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tests.bench import home
from tests.bench.lines import Line
from tests.servers.sotkanet import HEAD, indicator
from tests.sources.connectors.sotkanet_world import numbers, regions
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats import jsonstat, px, pxweb, sotkanet, sotkanet_csv
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import Cube, to_table
from yhdyspinta.intake import bundles
from yhdyspinta.intake.refresh import area_table
from yhdyspinta.intake.validation import check_areas, check_indicators
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.readmodel import INDICATORS, build
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.rows import rows_of

SOURCE, NUMBER = "thl.sotkanet", 493
NAMES = ("thl.sotkanet.493", "thl.sotkanet.451", "thl.sotkanet.4", "thl.sotkanet.234", "thl.sotkanet.423")
CELLS, RUNS, MOST_YEARS = 400_000, 3, 90
_GENDERS = ("total", "male", "female")
_BASE = "https://sotkanet.fi/rest/1.1"


@dataclass(frozen=True)
class Figures:
    """Areas × years × genders, the genders fastest."""

    areas: list[str]
    years: list[str]
    values: np.ndarray

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.areas), len(self.years), len(_GENDERS)


def make(cells: int) -> Figures:
    places = sorted(area for area in numbers() if area.startswith("KU"))
    count = min(MOST_YEARS, max(1, cells // (len(places) * len(_GENDERS) * len(NAMES))))
    years = [str(year) for year in range(2026 - count, 2026)]
    dice = np.random.default_rng(cells)
    return Figures(places, years, np.round(dice.normal(40, 12, len(places) * len(years) * len(_GENDERS)).clip(0), 1))


# ---- the same figures in each format


def as_jsonstat(made: Figures) -> bytes:
    axes = {"alue": made.areas, "vuosi": made.years, "sukupuoli": list(_GENDERS)}
    dimension = {name: {"category": {"index": codes, "label": {code: code for code in codes}}} for name, codes in axes.items()}
    head = {"version": "2.0", "class": "dataset", "label": "made", "id": list(axes), "size": list(made.shape), "dimension": dimension}
    return (json.dumps(head)[:-1] + ',"value":[' + ",".join(map(repr, made.values.tolist())) + "]}").encode()


def as_pxweb(made: Figures) -> bytes:
    columns = [
        {"code": code, "text": code, "type": kind} for code, kind in (("alue", "d"), ("vuosi", "t"), ("sukupuoli", "d"), ("tieto", "c"))
    ]
    keys = ((area, year, sex) for area in made.areas for year in made.years for sex in _GENDERS)
    data = [{"key": list(key), "values": [repr(value)]} for key, value in zip(keys, made.values.tolist(), strict=True)]
    return json.dumps({"columns": columns, "data": data, "comments": [], "metadata": []}).encode()


def as_px(made: Figures) -> bytes:
    axes = {"alue": made.areas, "vuosi": made.years, "sukupuoli": list(_GENDERS)}
    lines = ['CHARSET="ANSI"', 'AXIS-VERSION="2010"', 'CODEPAGE="utf-8"', 'LANGUAGE="fi"', 'MATRIX="made"', 'TITLE="made"', 'UNITS="%"']
    lines += ['STUB="alue","vuosi"', 'HEADING="sukupuoli"']
    for word in ("VALUES", "CODES"):
        lines += [f'{word}("{name}")=' + ",".join(f'"{code}"' for code in codes) for name, codes in axes.items()]
    numbers_of = made.values.reshape(-1, len(_GENDERS)).tolist()
    return (";\r\n".join(lines) + ";\r\nDATA=\r\n" + "\r\n".join(" ".join(map(repr, row)) for row in numbers_of) + ";").encode()


def _flat(made: Figures) -> Iterator[tuple[int, str, str, float]]:
    known = numbers()
    keys = ((known[area], year, sex) for area in made.areas for year in made.years for sex in _GENDERS)
    return ((*key, value) for key, value in zip(keys, made.values.tolist(), strict=True))


def as_sotkanet_json(made: Figures, gender: str) -> bytes:
    rows = [{"indicator": NUMBER, "region": r, "year": int(y), "gender": g, "value": v} for r, y, g, v in _flat(made) if g == gender]
    return json.dumps(rows).encode()


def as_sotkanet_csv(made: Figures, gender: str) -> bytes:
    sink = io.StringIO()
    sink.write(f"{HEAD}\n")
    sink.writelines(f"{NUMBER};{r};{y};{g};{v!r};\n" for r, y, g, v in _flat(made) if g == gender)
    return sink.getvalue().encode()


# ---- from bytes to rows


def rows_of_cube(parse: Callable[[bytes], list[Cube]], data: bytes, name: str) -> pa.Table:
    found = to_table(parse(data)[0])
    columns = {"indicator": name, "area": found["alue"], "boundaries": areas().current, "period": found["vuosi"], "sex": found["sukupuoli"]}
    return rows_of({**columns, "value": found["value"]}, found.num_rows)


def parsed(parse: Callable[[bytes], list[Cube]], replies: list[bytes]) -> int:
    return sum(to_table(parse(data)[0]).num_rows for data in replies)


def sotkanet_rows(form: str, made: Figures, replies: list[bytes], name: str) -> pa.Table:
    asked = Target("made", SOURCE, "sotkanet", _BASE, {"indicator": NUMBER, "genders": list(_GENDERS), "format": form}, (Wanted(name),))
    about = indicator(NUMBER, _GENDERS, int(made.years[0]), int(made.years[-1]))
    parts = [Part("regions", _BASE, "", "", json.dumps(regions()).encode()), Part("indicator", _BASE, "", "", json.dumps(about).encode())]
    parts += [Part(f"figures-{gender}", _BASE, "", "", data) for gender, data in zip(_GENDERS, replies, strict=True)]
    return bundles.read(asked, parts).rows


@dataclass(frozen=True)
class Way:
    """A format: its replies, how they are merely parsed, and how they become rows."""

    name: str
    replies: list[bytes]
    parse: Callable[[bytes], list[Cube]]
    rows: Callable[[str], pa.Table]


def ways(made: Figures) -> list[Way]:
    found = []
    for name, parse, data in (
        ("JSON-stat 2", jsonstat.parse, as_jsonstat(made)),
        ("PxWeb JSON", pxweb.parse, as_pxweb(made)),
        ("PX", px.parse, as_px(made)),
    ):
        found.append(Way(name, [data], parse, partial(rows_of_cube, parse, data)))
    json_replies, csv_replies = ([written(made, gender) for gender in _GENDERS] for written in (as_sotkanet_json, as_sotkanet_csv))
    found.append(Way("Sotkanet JSON", json_replies, sotkanet.parse, partial(sotkanet_rows, "json", made, json_replies)))
    found.append(Way("Sotkanet CSV", csv_replies, sotkanet_csv.parse, partial(sotkanet_rows, "csv", made, csv_replies)))
    return found


def whole(way: Way, folder: Path) -> Path:
    """Bytes to read model in a home where nothing stands: the replies of several indicators, committed together."""
    received = []
    for name in NAMES:
        rows = bundles.observations(way.rows(name), f"{name}-made", SOURCE)
        check_indicators(way.name, rows, {name})
        check_areas(way.name, rows, areas())
        received.append(rows)
    VersionedTable(folder).commit(SOURCE, pa.concat_tables(received))
    return build(folder, None, None, INDICATORS.empty_table(), area_table(areas(), {}))


# ---- compared, then timed


def measure(cells: int) -> Iterator[Line]:
    """AssertionError when two formats give other series."""
    made = make(cells)
    found = ways(made)
    count = len(made.values) * len(NAMES)
    first: Any = None
    for way in found:
        series = _series(whole(way, home.fresh()).parents[1])
        first = series if first is None else first
        assert series.equals(first), f"{way.name} gives other figures than {found[0].name}"
        assert series.num_rows == len(made.values)
    for way in found:
        spent = [_spent(way) for _ in range(RUNS)]
        merely, all_of_it = min(one for one, _ in spent), min(other for _, other in spent)
        size = len(NAMES) * sum(map(len, way.replies)) / 1e6
        yield Line(
            f"{way.name}, {count:,} observations, {size:.1f} MB: bytes to read model",
            f"{count / all_of_it:,.0f} observations a second and core",
            f"merely parsing {count / merely:,.0f}",
            all_of_it / merely,
        )


def _series(folder: Path) -> pa.Table:
    model = ReadModel.open(folder)
    rows = model.series(NAMES[-1], sex=None, columns=("area", "period", "sex", "value", "status"))
    model.close()
    plain = pa.table({name: rows[name].cast(pa.float64() if name == "value" else pa.string()) for name in rows.column_names})
    return plain.sort_by([(name, "ascending") for name in ("area", "period", "sex")])


def _spent(way: Way) -> tuple[float, float]:
    """Processor seconds of parsing alone, and of the whole way."""
    begun = time.process_time()
    for _ in NAMES:
        assert parsed(way.parse, way.replies)
    between = time.process_time()
    whole(way, home.fresh())
    return between - begun, time.process_time() - between
