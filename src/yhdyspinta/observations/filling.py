"""Filling the file of a read model: the whole of a version, or some indicators anew in a copy of what stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.observations.buckets import Buckets
from yhdyspinta.observations.codes import Coding
from yhdyspinta.observations.contents import Contents, contents_of
from yhdyspinta.observations.latest import LATEST, Latest
from yhdyspinta.observations.modelfile import AREAS, EXTENT, HELD, Draft, Limits
from yhdyspinta.observations.rows import content_hash
from yhdyspinta.observations.scan import by_indicator
from yhdyspinta.observations.sorting import arranged

if TYPE_CHECKING:
    from yhdyspinta.observations.readmodel import Given, Standing

PAIRS: pa.Schema = pa.schema([("area", pa.string()), ("boundaries", pa.int16())])
content_of = contents_of
_IN_ORDER = [("area", "ascending"), ("boundaries", "ascending")]


def whole(draft: Draft, content: Contents, given: Given, hashes: Mapping[str, str], limits: Limits, progress: Callable[[int], Any]) -> None:
    """Every row of a version, and all that is made of them."""
    pairs = None if given.present is None else pairs_of(given.present)
    latest = Latest(draft.coding, given.indicators, given.areas, pairs)
    _rows(draft, content, frozenset(content.sizes) | hashes.keys(), given, hashes, limits, latest, progress)
    draft.append("latest", latest.table())


def again(
    draft: Draft, content: Contents, changed: frozenset[str], given: Given, base: Standing, limits: Limits
) -> tuple[dict[str, str], pa.Table, int]:
    """The rows of the changed indicators anew. Gives the hashes of the computed rows of all, the pairs of area and boundaries
    of all, and how many rows were put in.

    `latest` of the other indicators stays, unless what it says of every indicator has changed: the areas or the pairs.
    """
    before = _pairs(draft)
    draft.remove(changed)
    made = hashes(given.computed)
    present = given.present
    if present is not None:
        draft.append("held", held_pairs(present, draft.coding))
    pairs = _pairs(draft)
    latest = Latest(draft.coding, given.indicators, given.areas, None if present is None else pairs)
    same = pairs.equals(before) and given.areas.select(AREAS.names).cast(AREAS).equals(base.areas)
    present_changed = changed & (content.sizes.keys() | made.keys())
    added = _rows(draft, content, present_changed, given, made, limits, latest if same else None, lambda rows: None, held=False)
    if same:
        _merge_latest(draft, latest.table())
    else:
        _latest_again(draft, latest, limits)
    return _all_hashes(draft), pairs, added


def _rows(
    draft: Draft,
    content: Contents,
    indicators: frozenset[str],
    given: Given,
    hashes: Mapping[str, str],
    limits: Limits,
    latest: Latest | None,
    progress: Callable[[int], Any],
    held: bool = True,
) -> int:
    """Put the rows of some indicators into the file, and into `latest`; how many there were."""
    done = 0
    counts: dict[int, int] = {}
    for bucket in Buckets(content.scan, indicators, content.sizes, given.computed, draft.coding, limits.bucket_rows):
        kept, shadowed = arranged(bucket, draft.coding, given.precedence, given.order)
        draft.append("observations", kept)
        draft.append("shadowed", shadowed)
        if latest is not None:
            latest.add(kept)
        counts |= {count["values"]: count["counts"] for count in pc.value_counts(kept["indicator"]).to_pylist()}
        done += bucket.num_rows
        progress(done)
    if held and given.present is not None:
        draft.append("held", held_pairs(given.present, draft.coding))
    texts = draft.coding["indicator"].texts()
    extent = [{"indicator": code, "rows": rows, "computed": hashes.get(texts[code], "")} for code, rows in counts.items()]
    draft.append("extent", pa.Table.from_pylist(extent, schema=EXTENT))
    return done


def _merge_latest(draft: Draft, made: pa.Table) -> None:
    """`latest` in its order again, with the rows of the changed indicators."""
    draft.append("latest", made)
    names = ", ".join(LATEST.names)
    draft.run(f"CREATE TABLE merged AS SELECT {names} FROM latest ORDER BY area, indicator")
    draft.run("DROP TABLE latest")
    draft.run("ALTER TABLE merged RENAME TO latest")


def _latest_again(draft: Draft, latest: Latest, limits: Limits) -> None:
    """`latest` of all indicators, from the rows that the file holds."""
    sizes = draft.query("SELECT indicator, rows FROM extent ORDER BY indicator").to_pylist()
    first, held = 0, 0
    for number, row in enumerate(sizes):
        held += row["rows"]
        if held >= limits.bucket_rows or number == len(sizes) - 1:
            low, high = sizes[first]["indicator"], row["indicator"]
            rows = draft.query(f"SELECT * FROM observations WHERE indicator BETWEEN {low} AND {high} AND sex = 0 AND age = 0")
            latest.add(rows)
            first, held = number + 1, 0
    draft.replace("latest", latest.table())


def _pairs(draft: Draft) -> pa.Table:
    texts = pa.array(draft.coding["area"].texts(), pa.string())
    found = draft.query("SELECT DISTINCT area, boundaries FROM held").combine_chunks()
    areas = texts.take(found["area"].combine_chunks())
    return pa.table([areas, found["boundaries"].combine_chunks()], schema=PAIRS).sort_by(_IN_ORDER)


def _all_hashes(draft: Draft) -> dict[str, str]:
    texts = draft.coding["indicator"].texts()
    return {
        texts[row["indicator"]]: row["computed"]
        for row in draft.query("SELECT indicator, computed FROM extent").to_pylist()
        if row["computed"]
    }


def pairs_of(present: pa.Table | None) -> pa.Table:
    """The distinct pairs of area and boundaries, in order."""
    if present is None:
        return PAIRS.empty_table()
    return present.select(PAIRS.names).cast(PAIRS).group_by(PAIRS.names).aggregate([]).sort_by(_IN_ORDER)


def held_pairs(present: pa.Table, coding: Coding) -> pa.Table:
    """Pairs of area and boundaries that each indicator holds today, coded."""
    columns = [pa.array(coding[name].encode(present[name])) for name in ("indicator", "area")]
    return pa.table([*columns, present["boundaries"].combine_chunks()], schema=HELD)


def hashes(computed: pa.Table) -> dict[str, str]:
    """Indicator -> the hash of its computed rows."""
    return {name: content_hash(part) for name, part in by_indicator(computed).items()}
