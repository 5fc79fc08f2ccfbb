"""Totals over sexes and ages, and age groups, from the classes that were published.

Only counts that may be summed are treated so. A total over ages needs every age from 0 to an open class
("100-"); an age group needs classes that cover it exactly. What cannot be covered is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from yhdyspinta.analysis.frames import PLACE, SCHEMA, add_up, status_of
from yhdyspinta.domain.observation import AGE_PATTERN, TOTAL
from yhdyspinta.domain.status import Status
from yhdyspinta.domain.text import Text

OPEN = 10_000  # the upper limit of an open class, above any age
_SEXES = ("male", "female")
_BLOCK = ["kind", "boundaries", "period", "sex"]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An age that was asked for and that the published classes of a kind of area and a period do not cover."""

    kind: str
    period: str
    age: str
    reason: Text


def interval(age: str) -> tuple[int, int]:
    """First and last year of an age class: `5` is (5, 5), `0-6` (0, 6), `100-` and `total` are open."""
    if AGE_PATTERN.fullmatch(age) is None:
        raise ValueError(f"{age!r} is not an age class")
    if age == TOTAL:
        return 0, OPEN
    first, dash, last = age.partition("-")
    return int(first), int(last) if last else OPEN if dash else int(first)


@lru_cache(maxsize=4096)
def cover(classes: frozenset[str], wanted: str) -> tuple[str, ...] | None:
    """The published classes that make up `wanted` exactly, widest first at each step; None where there are none."""
    first, last = interval(wanted)
    steps: dict[int, list[tuple[int, str]]] = {}
    for age in classes - {TOTAL, wanted}:
        start, end = interval(age)
        if first <= start and end <= last:
            steps.setdefault(start, []).append((end, age))
    return _walk(first, last, steps, set())


def _walk(at: int, last: int, steps: dict[int, list[tuple[int, str]]], dead: set[int]) -> tuple[str, ...] | None:
    """Depth first with remembered dead ends; iterative, since a hundred single years lie on the way."""
    path: list[tuple[int, str]] = []
    choices = [sorted(steps.get(at, ()))]
    while choices:
        if choices[-1]:
            end, age = choices[-1].pop()
            if end in dead:
                continue
            path.append((end, age))
            if end == last:
                return tuple(name for _, name in path)
            choices.append(sorted(steps.get(end + 1, ())))
        else:
            choices.pop()
            if path:
                dead.add(path.pop()[0])
    return None


def with_axes(rows: pl.DataFrame, wanted: Sequence[str]) -> tuple[pl.DataFrame, tuple[Uncovered, ...]]:
    """The rows with the totals over sexes and the `wanted` ages that can be made from them added.

    An added row has method `sexes` or `ages` (published rows have none). A published row is never replaced,
    also not where it is suppressed. Where a class of one area has no value, its total is not available.
    """
    if rows.is_empty() or ((rows["sex"] == TOTAL).all() and (rows["age"] == TOTAL).all()):
        return rows, ()
    rows = _with_sex_totals(rows)
    recipe, uncovered = _recipes(rows, wanted)
    if recipe.is_empty():
        return rows, uncovered
    parts = rows.join(recipe, on=[*_BLOCK, "age"], how="inner").drop("age").rename({"wanted": "age"})
    return _extended(rows, parts, "ages"), uncovered


def _with_sex_totals(rows: pl.DataFrame) -> pl.DataFrame:
    parts = rows.filter(pl.col("sex").is_in(_SEXES))
    if parts.is_empty():
        return rows
    return _extended(rows, parts.with_columns(pl.lit(TOTAL).alias("sex"), pl.lit(len(_SEXES), dtype=pl.Int32).alias("parts")), "sexes")


def _extended(rows: pl.DataFrame, parts: pl.DataFrame, method: str) -> pl.DataFrame:
    """`parts` added up over their new key, where no row has that key; `parts` tells how many classes are needed."""
    parts = parts.join(rows.select(PLACE), on=PLACE, how="anti")
    needed = pl.col("known") == pl.col("parts")
    made = (
        add_up(parts, ["kind", *PLACE, "parts"])
        .with_columns(
            pl.when(needed).then(pl.col("value")).alias("value"),
            pl.when(needed).then(status_of()).otherwise(pl.lit(str(Status.NOT_AVAILABLE))).alias("status"),
            pl.lit(None, dtype=pl.Float64).alias("weight"),
            pl.lit(method).alias("method"),
        )
        .select(rows.columns)
    )
    return pl.concat([rows, made])


def _recipes(rows: pl.DataFrame, wanted: Sequence[str]) -> tuple[pl.DataFrame, tuple[Uncovered, ...]]:
    """For each block and wanted age, the classes it is made of; and what cannot be made."""
    blocks = rows.group_by(_BLOCK).agg(pl.col("age").unique())
    made: list[tuple[str, int, str, str, str, str, int]] = []
    lacking: dict[tuple[str, str, str], Uncovered] = {}
    for kind, boundaries, period, sex, ages in blocks.iter_rows():
        classes = frozenset(ages)
        if classes == {TOTAL}:
            continue
        for age in wanted:
            found = cover(classes, age)
            if found:
                made.extend((kind, boundaries, period, sex, age, part, len(found)) for part in found)
            elif age not in classes:
                lacking[kind, period, age] = Uncovered(kind, period, age, why_not(classes, age))
    schema = {name: SCHEMA[name] for name in _BLOCK} | {"wanted": pl.String, "age": pl.String, "parts": pl.Int32}
    return pl.DataFrame(made, schema=schema, orient="row"), tuple(lacking[key] for key in sorted(lacking))


def why_not(classes: Iterable[str], wanted: str) -> Text:
    """Why the published classes do not make up `wanted`, for people."""
    spans = sorted(interval(age) for age in classes if age != TOTAL)
    top = max(end for _, end in spans)
    if interval(wanted)[1] == OPEN and top != OPEN:
        return Text(
            f"Ikäluokat päättyvät {top} ikävuoteen eikä avointa luokkaa ole, joten lukua ”{label(wanted).fi}” ei voi laskea.",
            f"Åldersklasserna slutar vid {top} år och en öppen klass saknas, så ”{label(wanted).sv}” kan inte beräknas.",
            f"The ages end at {top} and there is no open class, so “{label(wanted).en}” cannot be computed.",
        )
    return Text(
        f"Saatavilla olevat ikäluokat eivät muodosta tarkalleen lukua ”{label(wanted).fi}”.",
        f"De tillgängliga åldersklasserna bildar inte exakt ”{label(wanted).sv}”.",
        f"The ages that are available do not make up “{label(wanted).en}” exactly.",
    )


def label(age: str) -> Text:
    """An age class in words."""
    if age == TOTAL:
        return Text("kaikki yhteensä", "alla totalt", "all ages")
    first, last = interval(age)
    if last == OPEN:
        return Text(f"{first} vuotta täyttäneet", f"{first} år fyllda", f"{first} and over")
    span = str(first) if first == last else f"{first}–{last}"
    return Text(f"{span}-vuotiaat", f"{span}-åringar", f"aged {span}")
