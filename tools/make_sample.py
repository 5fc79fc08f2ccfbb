"""Make the shipped sample from the references: `make sample`.

Reads the files that sample.toml names under the folder in YHDYSPINTA_REFERENCES, writes one package a dataset and
`datasets.toml` into the curated folder. The same references give the same bytes. Fails, and writes nothing, when
an area is not in the register on its boundaries, an indicator is not defined, or the sum of sizes is over the limit.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from sample_series import READERS, LeftOut, Marked, mark
from yhdyspinta import durable, environment
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.formats import package

RECIPES = Path(__file__).with_name("sample.toml")
LARGEST = 12_000_000  # bytes, all packages together
DESCRIBED = ("source", "publisher", "producer", "through", "licence", "licence_address", "address", "retrieved_at", "source_updated_at")
SORTED = ("indicator", "sex", "age", "area", "period", "boundaries")


@dataclass(frozen=True)
class Made:
    """One dataset, ready to be written."""

    recipe: dict[str, Any]
    data: bytes
    frame: pl.DataFrame
    left_out: list[LeftOut]
    marked: list[Marked]

    @property
    def file(self) -> str:
        return f"{self.recipe['id']}.parquet"


def make(recipe: dict[str, Any], references: Path) -> Made:
    """Read, mark, check and serialise one dataset."""
    series = READERS[recipe["reader"]]([references / name for name in recipe["files"]], recipe)
    frame, marked = mark(series.frame, recipe.get("mark", []))
    frame = frame.sort(SORTED)
    check(recipe["id"], recipe["source"], frame)
    data = package.serialise(frame.to_arrow().cast(pa.schema([(name, _plain(name)) for name in package.SCHEMA.names])))
    package.parse(data)
    fixed = [LeftOut(entry["what"], entry["reason"]) for entry in recipe.get("left_out", [])]
    return Made(recipe, data, frame, fixed + series.left_out, marked)


def _plain(name: str) -> pa.DataType:
    kind = package.SCHEMA.field(name).type
    return pa.string() if pa.types.is_dictionary(kind) else kind


def check(dataset: str, source: str, frame: pl.DataFrame) -> None:
    """Every area stands in the register on the row's boundaries, and every indicator is defined, of this source."""
    register, problems = areas(), []
    for year, area in frame.select("boundaries", "area").unique().sort("boundaries", "area").iter_rows():
        found = register.get(area)
        if found.id not in {other.id for other in register.areas(found.kind, year)}:
            problems.append(f"{area} is not in the division of {year}")
    definitions = indicators()
    for name in frame.get_column("indicator").unique().sort():
        if name not in definitions:
            problems.append(f"{name} is not defined")
        elif definitions[name].source != source:
            problems.append(f"{name} is defined as of {definitions[name].source}, not {source}")
    if problems:
        raise SystemExit(f"{dataset}: {'; '.join(problems)}.")


def describe(made: list[Made], reasons: dict[str, dict[str, str]], absent: list[dict[str, str]]) -> str:
    """The text of datasets.toml."""
    lines = ["# Made by tools/make_sample.py from tools/sample.toml; not edited by hand.", ""]
    for one in made:
        lines += _dataset(one)
    for entry in absent:
        lines += ["[[left_out]]", f"what = {_quoted(entry['what'])}", f"reason = {_quoted(entry['reason'])}", ""]
    used = {left.reason for one in made for left in one.left_out} | {cells.reason for one in made for cells in one.marked}
    used |= {entry["reason"] for entry in absent}
    for key in sorted(used):
        lines += [f"[reasons.{key}]", *(f"{language} = {_quoted(reasons[key][language])}" for language in ("fi", "sv", "en")), ""]
    return "\n".join(lines)


def _dataset(one: Made) -> list[str]:
    frame, recipe = one.frame, one.recipe
    periods = frame.get_column("period").unique().sort().to_list()
    years = frame.get_column("boundaries").unique().sort().to_list()
    lines = ["[[dataset]]", f"id = {_quoted(recipe['id'])}", f"file = {_quoted(one.file)}", f"sha256 = {_quoted(_sha(one.data))}"]
    lines += [f"{name} = {_quoted(recipe[name])}" for name in DESCRIBED]
    lines += [f"rows = {frame.height}", f"boundaries = [{', '.join(map(str, years))}]"]
    lines += [f"first_period = {_quoted(periods[0])}", f"last_period = {_quoted(periods[-1])}", f"periods = {len(periods)}"]
    lines += ["indicators = [", *(f"  {_quoted(name)}," for name in frame.get_column("indicator").unique().sort()), "]"]
    for name in ("title", "limits"):
        lines += [f"{name}.{language} = {_quoted(recipe[name][language])}" for language in ("fi", "sv", "en")]
    for left in one.left_out:
        lines += ["[[dataset.left_out]]", f"what = {_quoted(left.what)}", f"reason = {_quoted(left.reason)}"]
    for cells in one.marked:
        lines += ["[[dataset.marked]]", f"indicator = {_quoted(cells.indicator)}", f"status = {_quoted(cells.status)}"]
        lines += [f"rows = {cells.rows}", f"reason = {_quoted(cells.reason)}"]
    return [*lines, ""]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def build(references: Path, folder: Path) -> list[Made]:
    """Make every dataset of sample.toml and write all into `folder`."""
    recipes = tomllib.loads(RECIPES.read_text("utf-8"))
    made = [make(recipe, references) for recipe in recipes["dataset"]]
    size = sum(len(one.data) for one in made)
    if size > LARGEST:
        raise SystemExit(f"The packages take {size} bytes; at most {LARGEST} may be shipped.")
    unknown = {recipe["source"] for recipe in recipes["dataset"]} - set(sources())
    if unknown:
        raise SystemExit(f"These sources are not defined: {', '.join(sorted(unknown))}.")
    for one in made:
        durable.write(folder / one.file, one.data)
    durable.write(folder / "datasets.toml", describe(made, recipes["reasons"], recipes.get("left_out", [])).encode())
    return made


def main() -> None:
    references = environment.read().references
    if references is None:
        raise SystemExit("Set YHDYSPINTA_REFERENCES to the folder of the references.")
    made = build(references, CURATED / "sample")
    for one in made:
        kinds = Counter(area.rstrip("0123456789") for area in one.frame.get_column("area").unique())
        print(f"{one.recipe['id']:24} {one.frame.height:8} rows {len(one.data):9} bytes  {dict(sorted(kinds.items()))}")
        for cells in one.marked:
            print(f"{'':24} {cells.rows} × {cells.indicator} marked {cells.status}: {cells.reason}")
    print(f"{sum(one.frame.height for one in made)} rows, {sum(len(one.data) for one in made)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
