"""Other readers of the same files: pyjstat, pyaxis, and slow obvious ones, for comparing cell by cell.

A cell is (codes of each dimension by its id, value, mark): the form in which every reader is compared.
"""

from __future__ import annotations

import json
import math
import re
from itertools import product
from pathlib import Path
from typing import Any

from pyaxis import pyaxis
from pyjstat import pyjstat

Cell = tuple[tuple[tuple[str, str], ...], float | None, str | None]


def datasets(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The datasets of a JSON-stat document of any version."""
    if "dimension" in document:
        return [document]
    if document.get("class") == "collection":
        return [inner for item in document["link"]["item"] for inner in datasets(item)]
    return [inner for inner in document.values() if isinstance(inner, dict) and "dimension" in inner]


def slowly(dataset: dict[str, Any]) -> list[Cell]:
    """One JSON-stat dataset cell by cell, straight from the words of the format."""
    dimension = dataset["dimension"]
    ids = dataset.get("id") or dimension["id"]
    codes = [_codes(dimension[id_]["category"]) for id_ in ids]
    values, status = dataset.get("value", dataset.get("measure")), dataset.get("status")
    cells: list[Cell] = []
    for place, keys in enumerate(product(*codes)):
        value = values.get(str(place)) if isinstance(values, dict) else values[place]
        cells.append((tuple(zip(ids, keys, strict=True)), None if value is None else float(value), _mark(status, place)))
    return cells


def by_pyjstat(dataset: dict[str, Any]) -> list[tuple[tuple[tuple[str, str], ...], float | None]]:
    """The values of one dataset as pyjstat reads them, in its own order, without marks (it drops those)."""
    dataset = _with_every_index(dataset)
    if dataset.get("version") == "2.0":
        frame = pyjstat.Dataset.read(json.dumps(dataset)).write("dataframe", naming="id")
    else:
        (frame,) = pyjstat.from_json_stat({"dataset": dataset}, naming="id", value="value" if "value" in dataset else "measure")
    names = [name for name in frame.columns if name not in ("value", "measure")]
    rows = zip(*(frame[name] for name in names), frame.iloc[:, -1], strict=True)
    return [(tuple((name, str(code)) for name, code in zip(names, row[:-1], strict=True)), _number(row[-1])) for row in rows]


def _with_every_index(dataset: dict[str, Any]) -> dict[str, Any]:
    """pyjstat fails on a single category without an index, with today's pandas: write out what is implied."""
    whole: dict[str, Any] = json.loads(json.dumps(dataset))
    for described in whole["dimension"].values():
        if isinstance(described, dict) and "category" in described and "index" not in described["category"]:
            described["category"]["index"] = dict.fromkeys(described["category"]["label"], 0)
    return whole


def by_pyaxis(path: Path, encoding: str) -> list[Cell]:
    """The cells of a PX file as pyaxis reads them; it gives texts, which its own metadata turn into codes."""
    read = pyaxis.parse(str(path), encoding=encoding, null_values="^$", sd_values="^$")
    frame, told = read["DATA"], read["METADATA"]
    names = [name for name in frame.columns if name != "DATA"]
    # pyaxis strips blanks at the ends of texts; a variable without CODES is coded by its VALUES.
    code_of = {name: dict(zip(told[f"VALUES({name})"], told.get(f"CODES({name})", told[f"VALUES({name})"]), strict=True)) for name in names}
    cells: list[Cell] = []
    for row in frame.itertuples(index=False):
        keys = tuple((name, code_of[name][text]) for name, text in zip(names, row[:-1], strict=True))
        cell = str(row[-1]).strip('"')
        known = re.fullmatch(r"[.]+|-", cell) is not None
        cells.append((keys, None if known else float(cell), cell if known else None))
    return cells


def cells_of(table: Any) -> list[Cell]:
    """The same form from a table of ours."""
    names = [name for name in table.column_names if name not in ("value", "status")]
    rows = zip(*(table.column(name).to_pylist() for name in [*names, "value", "status"]), strict=True)
    return [(tuple(zip(names, row[:-2], strict=True)), row[-2], row[-1]) for row in rows]


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8-sig"))


def _codes(category: dict[str, Any]) -> list[str]:
    index = category.get("index")
    if index is None:
        return list(category["label"])
    return [str(code) for code in index] if isinstance(index, list) else sorted(index, key=lambda code: int(index[code]))


def _mark(status: Any, place: int) -> str | None:
    if isinstance(status, dict):
        return status.get(str(place))
    if isinstance(status, list):
        return status[place if len(status) > 1 else 0]
    return status


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(float(value)) else float(value)
