"""JSON-stat 2 to Arrow, beside pyjstat and beside orjson merely parsing the same bytes.

    python -m tests.bench.formats [CELLS]      (default 10,000,000; its tenth is timed as well)

Everything is compared cell by cell, codes and marks included, before it is timed: with pyjstat on 200,000
cells, and with an independent construction at full size. Times are medians of runs taken in turn; read the
ratios, not the digits. Garbage collection is off while a run is timed, for every reader alike.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import prod

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from pyjstat import pyjstat

from yhdyspinta.formats import jsonstat
from yhdyspinta.formats.cube import to_table

CELLS = 10_000_000
COMPARED = 200_000
RUNS = {True: 7, False: 5}  # small, large
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


def in_turn(readers: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median seconds of each reader, the runs taken in turn, after one of each that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    gc.collect()
    gc.disable()
    for run in range(runs + 1):
        for name, reader in readers.items():
            begun = time.perf_counter()
            result = reader()
            taken = time.perf_counter() - begun
            del result
            if run:
                times[name].append(taken)
    gc.enable()
    return {name: statistics.median(taken) for name, taken in times.items()}


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


def report(what: str, ours_: str, peer: str, ratio: float, limit: str, ok: bool) -> bool:
    print(f"{what:<44} {ours_:>10} {peer:>18} {ratio:>8.2f}  {limit:<22} {'pass' if ok else 'FAIL'}", flush=True)
    return ok


def time_forms(cells: int, limit: float) -> list[bool]:
    done = []
    for form, words in FORMS.items():
        made = make(cells, form)
        compare(made)
        taken = in_turn({"ours": partial(ours, made.document), "orjson": partial(orjson.loads, made.document)}, RUNS[cells < CELLS])
        ratio = taken["ours"] / taken["orjson"]
        what = f"{cells:,} cells, {words}, {len(made.document) / 1e6:.0f} MB"
        done.append(
            report(what, f"{taken['ours']:.3f} s", f"orjson {taken['orjson']:.3f} s", ratio, f"<= {limit} x orjson", ratio <= limit)
        )
    return done


def main(arguments: list[str] | None = None) -> int:
    """Compare, time and print; 1 when a limit is passed."""
    cells = int((arguments if arguments is not None else sys.argv[1:] or [str(CELLS)])[0]) if arguments != [] else CELLS
    for form in FORMS:
        compare_with_pyjstat(make(COMPARED, form))
    print(f"values and codes equal to pyjstat's on {COMPARED:,} cells; marks, values and codes as made in every form below")
    print(f"{'JSON-stat 2 to an Arrow table':<44} {'ours':>10} {'beside':>18} {'ratio':>8}  limit")
    done = time_forms(cells // 10, 1.5) + time_forms(cells, 1.0)
    made = make(cells, "")
    text = made.document.decode()
    begun = time.perf_counter()
    pyjstat.Dataset.read(text).write("dataframe", naming="id")
    peer = time.perf_counter() - begun
    mine = in_turn({"ours": partial(ours, made.document)}, 3)["ours"]
    done.append(report(f"{cells:,} cells", f"{mine:.3f} s", f"pyjstat {peer:.1f} s", peer / mine, ">= 25 x faster", peer >= 25 * mine))
    for form, words in FORMS.items():
        peak, after = growth(make(cells, form).document)
        done.append(report(f"memory, {words}", f"{peak:.2f} x", f"after {after:.2f} x", peak, "<= 8 x the document", peak <= 8))
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
