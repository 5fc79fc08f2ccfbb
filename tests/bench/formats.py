"""JSON-stat 2 to Arrow, beside pyjstat and beside orjson merely parsing the same bytes.

    python -m tests.bench formats [--cells N]      (default 10,000,000; its tenth is timed as well)

Everything is compared cell by cell, codes and marks included, before it is timed: with pyjstat on 200,000
cells, and with an independent construction at full size. A time is the quickest of several runs taken in turn:
other work on the machine only ever adds. We use two threads for the numbers, orjson has one.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import prod

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from pyjstat import pyjstat

from tests.bench.lines import Line, in_turn, timed
from yhdyspinta.formats import jsonstat
from yhdyspinta.formats.cube import to_table

CELLS = 10_000_000
COMPARED = 200_000
RUNS = {True: 25, False: 7}  # small, large
MARK = ".."
FORMS = {"": "no status", "object": "2 % status, object", "array": "2 % status, array"}


@dataclass(frozen=True)
class Made:
    """A made reply, and what must come out of it by another way than ours."""

    document: bytes
    axes: dict[str, list[str]]
    values: np.ndarray
    missing: np.ndarray


def make(cells: int, form: str) -> Made:
    """Five dimensions, numbers with one decimal; every 50th cell missing, in random places."""
    dice = np.random.default_rng(cells)
    axes = {
        "alue": [f"KU{number:05d}" for number in range(cells // 2000)],
        "vuosi": [str(2000 + number) for number in range(20)],
        "ika": [f"{number:02d}" for number in range(10)],
        "tieto": list("abcde"),
        "sukupuoli": ["1", "2"],
    }
    count = prod(map(len, axes.values()))
    values = dice.integers(0, 10_000, count) / 10
    missing = np.sort(dice.choice(count, count // 50, replace=False))
    texts = list(map(repr, values.tolist()))
    for place in missing.tolist():
        texts[place] = "null"
    dimension = {
        name: {"label": name, "category": {"index": {code: place for place, code in enumerate(codes)}, "label": {c: c for c in codes}}}
        for name, codes in axes.items()
    }
    head = {"version": "2.0", "class": "dataset", "label": "made", "id": list(axes), "size": [len(codes) for codes in axes.values()]}
    parts = [json.dumps({**head, "dimension": dimension})[:-1], ',"value":[', ",".join(texts), "]"]
    if form == "object":
        parts += [',"status":', json.dumps({str(place): MARK for place in missing.tolist()})]
    if form == "array":
        marks = ["null"] * count
        for place in missing.tolist():
            marks[place] = f'"{MARK}"'
        parts += [',"status":[', ",".join(marks), "]"]
    values[missing] = np.nan
    return Made("".join([*parts, "}"]).encode(), axes, values, missing if form else missing[:0])


def ours(document: bytes) -> pa.Table:
    return to_table(jsonstat.parse(document)[0])


def compare(made: Made) -> None:
    """Every value, mark and code against how the reply was made; AssertionError when one differs."""
    table = ours(made.document)
    count = len(made.values)
    assert table.num_rows == count
    values = table.column("value").combine_chunks()
    assert values.null_count == int(np.isnan(made.values).sum())
    assert np.array_equal(values.to_numpy(zero_copy_only=False), made.values, equal_nan=True)
    marked = np.flatnonzero(table.column("status").combine_chunks().is_valid().to_numpy(zero_copy_only=False))
    assert np.array_equal(marked, made.missing)
    assert pc.unique(table.column("status").drop_null()).to_pylist() == ([MARK] if len(made.missing) else [])
    places = np.unravel_index(np.arange(count), tuple(map(len, made.axes.values())))
    for (name, codes), place in zip(made.axes.items(), places, strict=True):
        column = table.column(name).combine_chunks()
        assert column.dictionary.to_pylist() == codes
        assert np.array_equal(np.asarray(column.indices), place)


def compare_with_pyjstat(made: Made) -> None:
    table = ours(made.document)
    frame = pyjstat.Dataset.read(made.document.decode()).write("dataframe", naming="id")
    for name in made.axes:
        assert table.column(name).to_pylist() == frame[name].tolist()
    theirs = frame["value"].to_numpy(dtype=float)
    assert np.array_equal(table.column("value").combine_chunks().to_numpy(zero_copy_only=False), theirs, equal_nan=True)


def _resident(name: str) -> float:
    with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - a kernel file
        return next(float(line.split()[1]) * 1024 for line in file if line.startswith(name))


def _growth(document: bytes, answer: multiprocessing.SimpleQueue) -> None:
    ours(make(20_000, "object").document)  # what the libraries themselves take is not the document's
    document = bytes(document)
    gc.collect()
    before = _resident("VmRSS")
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:  # noqa: PTH123 - resets the peak
        file.write("5")
    table = ours(document)
    answer.put(((_resident("VmHWM") - before) / len(document), (_resident("VmRSS") - before) / len(document), table.num_rows))


def growth(document: bytes) -> tuple[float, float]:
    """Growth of resident memory in multiples of the document, at its peak and afterwards, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    process = context.Process(target=_growth, args=(document, answer))
    process.start()
    peak, after, _ = answer.get()
    process.join()
    return peak, after


def measure(cells: int) -> Iterator[Line]:
    """Compare, then time; AssertionError when anything differs."""
    for form in FORMS:
        compare_with_pyjstat(make(COMPARED, form))
    yield from _beside_orjson(cells // 10, 1.5)
    yield from _beside_orjson(cells, 1.0)
    yield _beside_pyjstat(make(cells, ""))
    for form, words in FORMS.items():
        peak, after = growth(make(cells, form).document)
        what = f"JSON-stat 2, {cells:,} cells, {words}: growth of resident memory"
        yield Line(what, f"{peak:.1f} × the document", f"afterwards {after:.1f} ×", None, "8 × the document", peak <= 8)


def _beside_orjson(cells: int, limit: float) -> Iterator[Line]:
    for form, words in FORMS.items():
        made = make(cells, form)
        compare(made)
        ways = {"ours": partial(ours, made.document), "orjson": partial(orjson.loads, made.document)}
        taken = in_turn(ways, RUNS[cells < CELLS], min)
        ratio = taken["ours"] / taken["orjson"]
        what = f"JSON-stat 2 to Arrow, {cells:,} cells, {words}, {len(made.document) / 1e6:.0f} MB"
        yield Line(what, f"{taken['ours']:.3f} s", f"orjson merely parsing {taken['orjson']:.3f} s", ratio, f"{limit:g} ×", ratio <= limit)


def _beside_pyjstat(made: Made) -> Line:
    text = made.document.decode()
    gc.disable()
    theirs = timed(lambda: pyjstat.Dataset.read(text).write("dataframe", naming="id"))
    gc.enable()
    mine = in_turn({"ours": partial(ours, made.document)}, 3, min)["ours"]
    what = f"JSON-stat 2 to Arrow, {len(made.values):,} cells, no status"
    return Line(what, f"{mine:.3f} s", f"pyjstat {theirs:.1f} s", mine / theirs, "1/25 = 0.04 ×", theirs >= 25 * mine)
