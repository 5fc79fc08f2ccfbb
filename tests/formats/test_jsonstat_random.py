"""Random cubes, written in every allowed representation, read back cell by cell."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.writer import Cells, cells, documents
from yhdyspinta.formats import jsonstat
from yhdyspinta.formats.cube import Cube, to_table
from yhdyspinta.formats.detect import parse_any


def rows_of(cube: Cube) -> list[tuple[object, ...]]:
    table = to_table(cube)
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_every_representation_reads_as_the_same_cells(data: st.DataObject) -> None:
    written: Cells = data.draw(cells())
    document = data.draw(documents(written))
    (cube,) = jsonstat.parse(document)
    assert rows_of(cube) == written.rows()
    assert to_table(cube).column_names == [*written.axes, "value", "status"]
    assert rows_of(parse_any(document)[0]) == written.rows()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_the_order_of_axes_is_only_an_order(data: st.DataObject) -> None:
    written: Cells = data.draw(cells())
    order = data.draw(st.permutations(list(written.axes)))
    turned = sorted(written.rows(), key=lambda row: [written.axes[name].index(row[list(written.axes).index(name)]) for name in order])
    other = Cells({name: written.axes[name] for name in order}, [row[-2] for row in turned], [row[-1] for row in turned])
    (cube,) = jsonstat.parse(data.draw(documents(other)))
    read = to_table(cube).select([*written.axes, "value", "status"])
    assert Counter(zip(*(column.to_pylist() for column in read.columns), strict=True)) == Counter(written.rows())
